"""LawPack: one jurisdiction's law after a conviction and its state-wide services, with where each fact was seen.

Made by ``load.law`` from ``profiles/jurisdictions/<id>.yaml``; read by ``assemble.context`` and by the checks. Every
statement names the authorities (law) and sources (pages) it rests on; the loader refuses a name that the pack lacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, Field, model_validator

from packetgen.model.authority import Absent, Authority, Dated, Source, Sourced, Unknown
from packetgen.model.fields import (
    Day,
    Flag,
    JurisdictionField,
    Listed,
    PhoneField,
    Record,
    Words,
)
from packetgen.model.provisions import (
    Clemency,
    Compensation,
    CrimeList,
    GlossaryTerm,
    NotificationSystem,
    ProsecutorialReview,
    Provision,
    Right,
    Stage,
    StateService,
    SupersededNumber,
    Terms,
    VictimDefinition,
)

_Named = TypeVar("_Named", Authority, StateService)


class Reviewer(Record):
    """Who reviewed the pack."""

    name: Words
    """Name."""
    organisation: Words
    """Organisation."""
    role: Words
    """For example "counsel licensed in Missouri"."""
    on: Day
    """Day."""
    scope: Words
    """What was reviewed."""


class Change(Record):
    """One line of the pack's history."""

    version: Words
    """Version."""
    on: Day
    """Day."""
    summary: Words
    """What changed."""


class PackHeader(Record):
    """Who and when the pack is."""

    jurisdiction: JurisdictionField
    """ISO 3166 code, the same as the file's name."""
    name: Words
    """Name in a sentence, for example "Missouri"."""
    demonym: Words | None = None
    """Adjective, for example "federal"."""
    version: Words
    """Version of the pack."""
    as_of: Day
    """Day to which the pack speaks."""
    next_review: Day
    """Day after which it must be checked again."""
    rests_on: Annotated[tuple[JurisdictionField, ...], Listed] = ()
    """Packs whose law holds here too, the nearest first: a state's, for a tribal nation. The nation's always does."""
    is_shared: Flag = False
    """Whether it holds only what the parts of a nation share, such as its lines; no agency names it as its own."""
    status: Literal["unreviewed", "ta_reviewed", "counsel_reviewed"] = "unreviewed"
    """Who has reviewed it; only `counsel_reviewed` can go into a final."""
    fictional: Flag = False
    """Whether the jurisdiction does not exist; for examples only."""
    reviewers: Annotated[tuple[Reviewer, ...], Listed] = ()
    """Who reviewed it."""
    changelog: Annotated[tuple[Change, ...], Listed] = ()
    """History."""


class Topics(Record):
    """What a jurisdiction's law says of each topic that has one text at a time."""

    terms: Terms | None = None
    """The jurisdiction's own words; a nation's pack may have none."""
    victim_definition: VictimDefinition | None = None
    """Who is a victim in law."""
    principal_act: Provision | None = None
    """The main law on victims' rights."""
    constitution: Provision | None = None
    """The constitutional provision, if there is one."""
    compensation: Compensation | None = None
    """Compensation programme."""
    restitution: Provision | None = None
    """Restitution."""
    clemency: Clemency | None = None
    """Pardons and commutations."""
    dna_testing: Provision | None = None
    """Testing after conviction."""
    prosecutorial_review: ProsecutorialReview | None = None
    """What a prosecutor can do."""
    innocence_petition: Provision | None = None
    """Commission or petition for innocence claims."""
    wrongful_conviction_compensation: Provision | None = None
    """What an exonerated person may claim."""
    statements: Provision | None = None
    """Victims' statements after conviction."""
    advocate_privilege: Provision | None = None
    """Who can keep what a victim says private."""
    confidential_address: Provision | None = None
    """Address confidentiality programme."""
    enforcement: Provision | None = None
    """What a victim can do when rights are not kept."""
    professional_conduct: Provision | None = None
    """Duties of prosecutors who learn of new evidence."""
    records_law: Provision | None = None
    """Public records and victims' privacy."""
    language_access: Provision | None = None
    """Interpreters and translations."""
    accessibility: Provision | None = None
    """Access for people with disabilities."""
    grant_confidentiality: Provision | None = None
    """What programmes paid by federal grants must keep private."""
    rights_card: Provision | None = None
    """Duty to hand victims a card or paper on their rights."""
    tribal_jurisdiction: Provision | None = None
    """Which courts may hear a crime on a tribal nation's land, and what that means for who gives news."""
    employment: Provision | None = None
    """Leave from work and protection from dismissal."""


class Version(Topics, Dated):
    """Texts of topics for other days than those of the pack's own texts: law that has gone, or that is to come."""

    @model_validator(mode="after")
    def _has_dates(self) -> Version:
        if not (self.effective_from or self.effective_to):
            raise ValueError("has no dates; write `effective_from` or `effective_to`")
        return self


class LawPack(Topics):
    """One jurisdiction's law after a conviction."""

    schema_version: Literal["1", 1] = 1
    """Version of this format."""
    pack: PackHeader
    """Who and when."""
    emergency_number: PhoneField
    """Number to call in immediate danger."""
    authorities: Annotated[tuple[Authority, ...], Listed] = ()
    """Legal sources."""
    sources: Annotated[tuple[Source, ...], Listed] = ()
    """Pages on which facts were seen."""
    stages: Annotated[tuple[Stage, ...], Listed] = ()
    """Stages after sentence, in their usual order."""
    rights: Annotated[tuple[Right, ...], Listed] = ()
    """Victims' rights after conviction."""
    crime_lists: Annotated[tuple[CrimeList, ...], Listed] = ()
    """Lists of crimes."""
    notification_systems: Annotated[tuple[NotificationSystem, ...], Listed] = ()
    """Systems to sign up with."""
    services: Annotated[tuple[StateService, ...], Listed] = ()
    """Lines and offices that serve the whole jurisdiction."""
    superseded_numbers: Annotated[tuple[SupersededNumber, ...], Listed] = ()
    """Numbers that are dead or misprinted, and still found."""
    glossary: Annotated[tuple[GlossaryTerm, ...], Listed] = ()
    """Words readers meet."""
    absent: Annotated[tuple[Absent, ...], Listed] = ()
    """Topics of which a source says that there is nothing."""
    versions: Annotated[tuple[Version, ...], Listed] = ()
    """Texts of other days; `--as-of` chooses."""
    unknown: Annotated[tuple[Unknown, ...], Listed] = Field(default=())
    """Topics that could not be sourced."""

    def authority(self, authority_id: str) -> Authority:
        """Return the authority of that id. Raises KeyError if the pack has none."""
        return _by_id(self.authorities, authority_id)

    def service(self, service_id: str) -> StateService:
        """Return the service of that id. Raises KeyError if the pack has none."""
        return _by_id(self.services, service_id)


def statements(pack: LawPack) -> Iterator[tuple[str, Sourced]]:
    """Yield the dotted path and value of every sourced statement of a pack, in the file's order."""
    yield from _walk("", pack)


def _walk(path: str, value: object) -> Iterator[tuple[str, Sourced]]:
    if isinstance(value, Sourced):
        yield path, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _walk(f"{path}.{name}" if path else name, getattr(value, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            key = getattr(item, "id", str(index))
            yield from _walk(f"{path}.{key}", item)


def _by_id(items: tuple[_Named, ...], wanted: str) -> _Named:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
