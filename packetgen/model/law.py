"""LawPack: one jurisdiction's law after a conviction and its state-wide services, with where each fact was seen.

Made by ``load.law`` from ``profiles/jurisdictions/<id>.yaml``; read by ``assemble.context`` and by the checks. Every
statement names the authorities (law) and sources (pages) that it rests on; a name that the pack does not hold is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, Field, model_validator

from packetgen.model.fields import (
    Clock,
    Count,
    Day,
    Email,
    Flag,
    JurisdictionField,
    Listed,
    PhoneField,
    Prose,
    Record,
    SlugField,
    WebAddress,
    Words,
)
from packetgen.model.profile import Confidentiality

_Named = TypeVar("_Named", "Authority", "StateService")

Ids = Annotated[tuple[SlugField, ...], Listed]
WordsList = Annotated[tuple[Words, ...], Listed]


class Registration(StrEnum):
    """What a victim has to do before a right to notice works."""

    AUTOMATIC = "automatic"
    AUTOMATIC_FOR_LISTED = "automatic_for_listed"
    ON_REQUEST = "on_request"
    WRITTEN_REQUEST = "written_request"
    OPT_IN_AFTER_REFERRAL = "opt_in_after_referral"
    NOT_NEEDED = "not_needed"
    """For rights that are no notice, such as restitution."""
    UNKNOWN = "unknown"


class AuthorityKind(StrEnum):
    """What kind of law it is."""

    CONSTITUTION = "constitution"
    STATUTE = "statute"
    RULE = "rule"
    REGULATION = "regulation"
    CASE = "case"
    POLICY = "policy"
    SCHEME = "scheme"


class AuthorityStatus(StrEnum):
    """Whether it is the law."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"
    STRUCK_DOWN = "struck_down"
    PROPOSED = "proposed"


class Authority(Record):
    """A legal source."""

    id: SlugField
    """Short id, unique in the pack."""
    citation: Words
    """As lawyers of the jurisdiction cite it, for example "Mo. Rev. Stat. § 595.209"."""
    title: Words
    """A few words on what it is about."""
    kind: AuthorityKind
    """What kind of law."""
    url_official: WebAddress | None = None
    """The official text, where known."""
    url_seen: WebAddress
    """Where the text was seen."""
    text_date: Words
    """Date of the text that was seen, as it says: "effective 28 Aug 2024", or "undated copy"."""
    as_of: Day
    """Day on which it was looked at."""
    effective_from: Day | None = None
    """First day in force of the text that was seen."""
    effective_to: Day | None = None
    """Last day in force."""
    status: AuthorityStatus = AuthorityStatus.IN_FORCE
    """Whether it is the law."""
    superseded_by: SlugField | None = None
    """Id of the authority that took its place."""
    checked_how: Words
    """How it was checked, for example "full text read in a stored copy"."""
    note: Words | None = None
    """Anything a reader should know."""


class Source(Record):
    """A page, not itself law, on which a fact was seen."""

    id: SlugField
    """Short id, unique in the pack and different from every authority's."""
    title: Words
    """Whose page and what it is."""
    url: WebAddress
    """Where it was seen."""
    text_date: Words
    """Date of the page, or "undated"."""
    as_of: Day
    """Day on which it was looked at."""
    note: Words | None = None
    """Anything a reader should know."""


class Claim(Record):
    """One of several statements that do not agree."""

    text: Words
    """What it says, in our words."""
    authorities: Ids = ()
    """Authorities that say it."""
    sources: Ids = ()
    """Sources that say it."""


class Dispute(Record):
    """Sources that disagree, which one the plain text follows, and why."""

    claims: Annotated[tuple[Claim, ...], Listed]
    """What each side says."""
    follows: Words
    """Which one the plain text follows."""
    why: Prose
    """Why."""


class Sourced(Record):
    """Base of every statement that must say where it comes from."""

    authorities: Ids = ()
    """Ids of the authorities it rests on."""
    sources: Ids = ()
    """Ids of the sources it was seen on."""
    dispute: Dispute | None = None
    """Sources that disagree on it."""
    effective_from: Day | None = None
    """First day on which it is true."""
    effective_to: Day | None = None
    """Last day on which it is true."""

    @model_validator(mode="after")
    def _has_source(self) -> Sourced:
        if not self.authorities and not self.sources:
            raise ValueError("names no `authorities` and no `sources`; a legal fact without a source is not taken")
        return self

    def holds_on(self, day: date) -> bool:
        """Return whether the statement is true on that day."""
        return (self.effective_from or day) <= day <= (self.effective_to or day)


class Unknown(Record):
    """A topic that could not be sourced: what was tried. Never guessed, never left out."""

    topic: Words
    """Dotted path of the topic, for example `restitution.effect_if_vacated`."""
    tried: Prose
    """Where it was looked for."""


class Terms(Sourced):
    """The jurisdiction's own words. A right word elsewhere may be a wrong word here."""

    prosecutor_titles: WordsList
    """Titles of the local prosecutor, the usual one first."""
    prosecutor_office: Words
    """What the office is called in general, for example "prosecuting attorney's office"."""
    assistant_title: Words | None = None
    """Title of the head's lawyers."""
    county_term: Words
    """county, parish, borough."""
    corrections: Words
    """The prison department."""
    parole_board: Words | None = None
    """The parole board."""
    clemency_body: Words
    """Who decides on clemency."""
    appellate_lawyer: Words
    """Who speaks for the state on appeal."""
    trial_court: Words
    """The trial court."""
    appeal_courts: WordsList
    """The appeal courts, lowest first."""
    advocate_title: Words
    """What a system-based advocate is usually called."""
    docket_search: Words | None = None
    """The public court records site, for example "Case.net"."""
    forbidden: WordsList = ()
    """Other jurisdictions' words that must not appear in this jurisdiction's documents."""


class Update(Record):
    """How a victim gets news of a stage."""

    text: Words
    """What to do, in plain words."""
    agency: Words
    """Who gives the news."""
    contact: SlugField | None = None
    """Id of a service of the pack."""
    registration: Registration
    """Whether she has to sign up."""


class Stage(Sourced):
    """One stage that a case may go through after sentence."""

    id: SlugField
    """Short id."""
    name: Words
    """Name of the stage."""
    plain: Prose
    """What it is, in plain words for victims."""
    possible_results: WordsList
    """What can come of it."""
    state_lawyer: Words
    """Who speaks for the state."""
    can_repeat: Flag = True
    """Whether it can happen more than once."""
    updates: Annotated[tuple[Update, ...], Listed]
    """How to get news."""


class Timing(Record):
    """A time limit of the law."""

    value: Count
    """How many."""
    unit: Literal["hours", "calendar_days", "business_days", "months", "years"]
    """Of what."""
    anchor: Words
    """Counted from what, for example "before the parole hearing"."""


class Right(Sourced):
    """One right of a victim after conviction."""

    id: SlugField
    """Short id."""
    name: Words
    """A few words."""
    plain: Prose
    """What it gives, in plain words for victims; no promise without its condition."""
    is_notice: Flag
    """Whether it is a right to be told something."""
    applies_to: Words
    """Whose cases, for example "all crimes" or "listed crimes"."""
    crime_list: SlugField | None = None
    """Id of the list, when only listed crimes count."""
    provider: Words
    """Who has to see to it."""
    registration: Registration
    """What the victim has to do first."""
    register_with: WordsList = ()
    """With whom."""
    how_to_sign_up: Words | None = None
    """How, in one line."""
    keep_contact_current: Flag = False
    """Whether an old address means no notice."""
    timing: Timing | None = None
    """Time limit of the law."""
    limits: Words | None = None
    """What it does not give."""

    @model_validator(mode="after")
    def _says_how(self) -> Right:
        asks = {
            Registration.ON_REQUEST,
            Registration.WRITTEN_REQUEST,
            Registration.AUTOMATIC_FOR_LISTED,
        }
        if self.registration in asks and not (self.register_with and self.how_to_sign_up):
            raise ValueError("must be asked for, so it needs `register_with` and `how_to_sign_up`")
        return self


class CrimeList(Sourced):
    """Crimes that the law lists."""

    id: SlugField
    """Short id."""
    name: Words
    """What the list is for."""
    plain: Prose
    """The crimes, in plain words."""


class VictimDefinition(Sourced):
    """Who is a victim in law."""

    plain: Prose
    """In plain words."""
    family: Words | None = None
    """Which family members count, and when."""
    exclusions: Words | None = None
    """Who does not count."""


class ServiceHours(Record):
    """When a service can be reached."""

    days: Words
    """Days in words."""
    opens: Clock
    """Opening time."""
    closes: Clock
    """Closing time."""


class StateService(Sourced):
    """A line or office that serves the whole jurisdiction."""

    id: SlugField
    """Short id."""
    name: Words
    """Name as it prints it."""
    purpose: Words
    """What it is for, in plain words."""
    topics: Annotated[
        tuple[
            Literal[
                "crisis",
                "any_crime",
                "sexual_assault",
                "domestic_violence",
                "homicide",
                "child",
                "native",
                "trafficking",
                "peer",
                "lawyer",
                "directory",
                "compensation",
                "appeals",
                "corrections",
                "notification",
                "confidential_address",
                "rights",
                "information",
            ],
            ...,
        ],
        Listed,
    ]
    """What kind of help."""
    phone: PhoneField | None = None
    """Voice number."""
    text: PhoneField | None = None
    """Number for text messages."""
    text_keyword: Words | None = None
    """Word to send."""
    tty: PhoneField | None = None
    """TTY number."""
    email: Email | None = None
    """E-mail address."""
    website: WebAddress | None = None
    """Web site."""
    chat: WebAddress | None = None
    """Web chat."""
    hours: Words | None = None
    """Hours, only as the source states them."""
    always_open: Flag = False
    """Whether a source says that it answers at all hours."""
    languages: WordsList = ()
    """Languages, as the source states them."""
    confidentiality: Confidentiality = Confidentiality.UNKNOWN
    """Who may learn what a person says there."""
    last_verified: Day | None = None
    """Day on which somebody called it."""
    caution: Words | None = None
    """What a reader should know before using it."""


class NotificationSystem(Sourced):
    """A system that sends news of custody or court dates to those who sign up."""

    id: SlugField
    """Short id."""
    name: Words
    """Name."""
    operator: Words
    """Who runs it."""
    covers: WordsList
    """What it tells."""
    does_not_cover: WordsList
    """What it does not tell."""
    how_to_register: Words
    """How to sign up."""
    needs: WordsList = ()
    """What one needs to sign up, for example a PIN."""
    how_messages_arrive: Words | None = None
    """What a call or message looks like."""
    phone: PhoneField | None = None
    """Number to sign up."""
    tty: PhoneField | None = None
    """TTY number."""
    website: WebAddress | None = None
    """Web site to sign up."""
    last_verified: Day | None = None
    """Day on which somebody called it."""


class Compensation(Sourced):
    """The crime victims' compensation programme."""

    program: Words
    """Name."""
    plain: Prose
    """What it pays, in plain words."""
    covers: WordsList
    """Costs that it may pay."""
    deadline: Timing
    """Time limit to apply."""
    deadline_plain: Words
    """The limit and its exceptions, in plain words."""
    reapply_after_reopening: Literal["yes", "no", "unknown"] = "unknown"
    """Whether one can ask again when a case is reopened."""
    payer_of_last_resort: Flag | None = None
    """Whether it pays only what nobody else pays."""
    contact: SlugField | None = None
    """Id of its service entry."""


class Provision(Sourced):
    """A statement of law in plain words."""

    plain: Prose
    """In plain words."""


class Clemency(Provision):
    """Pardons and commutations."""

    body: Words
    """Who decides."""
    forms: WordsList
    """What can be granted."""
    victim_notice: Words | None = None
    """Whether and how victims are told."""
    victim_input: Words | None = None
    """Whether victims are heard."""
    registration: Registration
    """What a victim has to do first."""


class ProsecutorialReview(Provision):
    """What a prosecutor can do about an old conviction or sentence."""

    vacatur: Words | None = None
    """Power to move to set a conviction aside."""
    resentencing: Words | None = None
    """Power to ask for a new sentence."""
    statewide_unit: Words | None = None
    """A unit for the whole state."""
    may_oppose: Words | None = None
    """Who else is heard."""
    victim_notice: Words | None = None
    """What the victim is told, and when."""


class GlossaryTerm(Sourced):
    """A word that readers of this jurisdiction meet."""

    term: Words
    """The word."""
    plain: Words
    """What it means, in plain words."""


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

    schema_version: Literal["1"] | Literal[1] = 1
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
    employment: Provision | None = None
    """Leave from work and protection from dismissal."""
    services: Annotated[tuple[StateService, ...], Listed] = ()
    """Lines and offices that serve the whole jurisdiction."""
    glossary: Annotated[tuple[GlossaryTerm, ...], Listed] = ()
    """Words readers meet."""
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
