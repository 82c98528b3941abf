"""AgencyProfile: one agency's facts, as its staff write them in ``profiles/agencies/<id>.yaml``.

Made by ``load.profiles``; read by ``assemble.context`` and by the checks. Only what a profile cannot be without is
required here: a fact that a document lacks is a gap in that document, not a fault of the file.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from packetgen.model.adoption import Approvals, Branding, Override, Policy, Style
from packetgen.model.contacts import Contact, Partner
from packetgen.model.fields import (
    Flag,
    JurisdictionField,
    Listed,
    Prose,
    Record,
    SlugField,
    WebAddress,
    Words,
)
from packetgen.model.practice import (
    Accessibility,
    Languages,
    Notification,
    Populations,
    Records,
    Service,
    Training,
)

WordsList = Annotated[tuple[Words, ...], Listed]


class AgencyType(StrEnum):
    """What kind of body the agency is; decides which documents apply and which words are true of it."""

    PROSECUTOR_LOCAL = "prosecutor_local"
    PROSECUTOR_STATE_AG = "prosecutor_state_ag"
    LAW_ENFORCEMENT = "law_enforcement"
    COURT = "court"
    DOC = "doc"
    PAROLE_BOARD = "parole_board"
    INNOCENCE_COMMISSION = "innocence_commission"
    COMMUNITY_ADVOCACY = "community_advocacy"
    TRIBAL = "tribal"
    FEDERAL = "federal"
    UK_PROBATION = "uk_probation"
    UK_REVIEW_BODY = "uk_review_body"


class Head(Record):
    """The elected or appointed head of the agency."""

    title: Words
    """Official title, for example "Prosecuting Attorney". The state's law pack says which titles are right."""
    name: Words | None = None
    """Name as it is signed. Left out, the signature line stays open."""
    assistant_title: Words | None = None
    """Title of the lawyers who act for the head, for example "Assistant Prosecuting Attorney"."""


class Agency(Record):
    """Who the agency is."""

    name: Words
    """Full official name, as it stands on the letterhead."""
    short_name: Words | None = None
    """Short name for repeated use, for example "the Prosecutor's Office"; the full name if left out."""
    type: AgencyType
    """Kind of body."""
    jurisdiction: JurisdictionField
    """State or nation whose law applies, as an ISO 3166 code: `us-mo`, `gb-eng`."""
    area: Words | None = None
    """The county, city, circuit or area it serves, for example "Example County"."""
    head: Head | None = None
    """Head of the agency."""
    address: WordsList = ()
    """Postal address, one line an entry."""
    website: WebAddress | None = None
    """Public web site."""
    neutral_name: Words | None = None
    """A name that gives nothing away, for first letters and voicemail, for example "Example County Offices"."""
    neutral_return_address: WordsList = ()
    """Return address that gives nothing away."""


class ProcessStep(Record):
    """One step of a unit's review."""

    title: Words
    """A few words."""
    text: Prose
    """What happens, in plain words, two or three sentences."""
    typical_time: Words | None = None
    """How long it usually takes, for example "three to six months"."""


class UnitKind(StrEnum):
    """What a unit does."""

    CONVICTION_REVIEW = "conviction_review"
    SENTENCE_REVIEW = "sentence_review"
    APPEALS = "appeals"
    COLD_CASE = "cold_case"
    VICTIM_SERVICES = "victim_services"
    HEARINGS = "hearings"


class Unit(Record):
    """A unit of the agency that works after conviction."""

    kind: UnitKind
    """What the unit does."""
    name: Words
    """Name as the agency prints it, for example "Conviction Integrity Unit"."""
    abbreviation: Words | None = None
    """Short form, for example "CIU"."""
    mission: Prose | None = None
    """What it looks into, in the agency's own words."""
    scope: WordsList = ()
    """Which claims it takes, one an entry."""
    process_steps: Annotated[tuple[ProcessStep, ...], Listed] = ()
    """The steps of a review, in order."""
    head_title: Words | None = None
    """Title of the person who leads it."""
    url: WebAddress | None = None
    """Its web page."""


class AgencyProfile(Record):
    """One agency's facts. Never holds a victim's name, a convicted person's name or a case number."""

    schema_version: Literal["1", 1] = 1
    """Version of this format."""
    profile_id: SlugField
    """Id of the profile and name of its folder in the output, for example `mo-example-county-prosecutor`."""
    fictional: Flag = False
    """Whether the agency does not exist; then every page says so."""
    agency: Agency
    """Who the agency is."""
    units: Annotated[tuple[Unit, ...], Listed] = ()
    """Units that work after conviction; an agency without one lists none, and no document mentions one."""
    contacts: Annotated[tuple[Contact, ...], Listed] = ()
    """Whom a reader can reach at the agency."""
    partners: Annotated[tuple[Partner, ...], Listed] = ()
    """Organisations that help."""
    notification: Notification = Notification()
    """How the agency notifies."""
    services: Annotated[tuple[Service, ...], Listed] = ()
    """What the agency really offers."""
    cannot_do: WordsList = ()
    """What the agency cannot do, one line an entry, beside what every such body cannot."""
    languages: Languages = Languages()
    """Help in other languages."""
    accessibility: Accessibility = Accessibility()
    """Help for people with disabilities."""
    populations: Populations = Populations()
    """Special situations."""
    records: Records = Records()
    """Records and how long they are kept."""
    training: Training = Training()
    """Training."""
    policy: Policy = Policy()
    """Header block of the policy."""
    approvals: Approvals = Approvals()
    """Approval and history."""
    branding: Branding = Branding()
    """Looks."""
    style: Style = Style()
    """Choices of words."""
    overrides: Annotated[tuple[Override, ...], Listed] = ()
    """The agency's own changes to the samples."""
    funding_disclaimer: Prose | None = Field(default=None)
    """Words that a grant requires."""
