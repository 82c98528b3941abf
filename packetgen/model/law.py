"""LawPack: one jurisdiction's law after a conviction and its state-wide services, with where each fact was seen.

Made by ``load.law`` from ``profiles/jurisdictions/<id>.yaml``; read by ``assemble.context`` and by the checks. Every
statement names the authorities (law) and sources (pages) it rests on; a name that the pack does not hold is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, Field, model_validator

from packetgen.model.authority import Absent, Authority, Claim, Source, Sourced, Unknown
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
    status: Literal["unreviewed", "ta_reviewed", "counsel_reviewed"] = "unreviewed"
    """Who has reviewed it; only `counsel_reviewed` can go into a final."""
    fictional: Flag = False
    """Whether the jurisdiction does not exist; for examples only."""
    reviewers: Annotated[tuple[Reviewer, ...], Listed] = ()
    """Who reviewed it."""
    changelog: Annotated[tuple[Change, ...], Listed] = ()
    """History."""


class LawPack(Record):
    """One jurisdiction's law after a conviction."""

    schema_version: Literal["1", 1] = 1
    """Version of this format."""
    pack: PackHeader
    """Who and when."""
    emergency_number: PhoneField
    """Number to call in immediate danger."""
    authorities: Annotated[tuple[Authority, ...], Listed]
    """Legal sources."""
    sources: Annotated[tuple[Source, ...], Listed] = ()
    """Pages on which facts were seen."""
    terms: Terms | None = None
    """The jurisdiction's own words; a nation's pack may have none."""
    victim_definition: VictimDefinition
    """Who is a victim in law."""
    principal_act: Provision
    """The main law on victims' rights."""
    constitution: Provision | None = None
    """The constitutional provision, if there is one."""
    stages: Annotated[tuple[Stage, ...], Listed]
    """Stages after sentence, in their usual order."""
    rights: Annotated[tuple[Right, ...], Listed]
    """Victims' rights after conviction."""
    crime_lists: Annotated[tuple[CrimeList, ...], Listed] = ()
    """Lists of crimes."""
    notification_systems: Annotated[tuple[NotificationSystem, ...], Listed] = ()
    """Systems to sign up with."""
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
    services: Annotated[tuple[StateService, ...], Listed] = ()
    """Lines and offices that serve the whole jurisdiction."""
    superseded_numbers: Annotated[tuple[SupersededNumber, ...], Listed] = ()
    """Numbers that are dead or misprinted, and still found."""
    glossary: Annotated[tuple[GlossaryTerm, ...], Listed] = ()
    """Words readers meet."""
    absent: Annotated[tuple[Absent, ...], Listed] = ()
    """Topics of which a source says that there is nothing."""
    unknown: Annotated[tuple[Unknown, ...], Listed] = Field(default=())
    """Topics that could not be sourced."""

    @model_validator(mode="after")
    def _every_name_resolves(self) -> LawPack:
        faults = list(_dangling(self))
        if faults:
            raise ValueError("; ".join(faults))
        return self

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


def _dangling(pack: LawPack) -> Iterator[str]:
    authorities = {a.id for a in pack.authorities}
    sources = {s.id for s in pack.sources}
    services = {s.id for s in pack.services}
    lists = {c.id for c in pack.crime_lists}
    for path, item in statements(pack):
        parts: list[Sourced | Claim] = [item, *(item.dispute.claims if item.dispute else ())]
        for part in parts:
            yield from (
                f"`{path}` cites the authority `{a}`, which the pack lacks"
                for a in part.authorities
                if a not in authorities
            )
            yield from (
                f"`{path}` names the source `{s}`, which the pack lacks" for s in part.sources if s not in sources
            )
        if isinstance(item, Right) and item.crime_list and item.crime_list not in lists:
            yield f"`{path}` names the crime list `{item.crime_list}`, which the pack lacks"
        if isinstance(item, Stage):
            for update in item.updates:
                if update.contact and update.contact not in services:
                    yield f"`{path}` sends readers to the service `{update.contact}`, which the pack lacks"


def _by_id(items: tuple[_Named, ...], wanted: str) -> _Named:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
