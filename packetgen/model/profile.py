"""AgencyProfile: one agency's facts, as its staff write them in ``profiles/agencies/<id>.yaml``.

Made by ``load.profiles``; read by ``assemble.context`` and by the checks. Only what a profile cannot be without is
required here: a fact that a document lacks is a gap in that document, not a fault of the file.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from packetgen.model.document import Audience
from packetgen.model.fields import (
    Clock,
    Colour,
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
    TimeZone,
    WebAddress,
    Words,
)


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
    UK_BODY = "uk_body"


class Confidentiality(StrEnum):
    """Who may learn what a person tells this contact."""

    SYSTEM = "system"
    COMMUNITY_CONFIDENTIAL = "community_confidential"
    COMMUNITY_PRIVILEGED = "community_privileged"
    HOTLINE_ANONYMOUS = "hotline_anonymous"
    UNKNOWN = "unknown"


class Purpose(StrEnum):
    """What a contact is for; a document asks for a contact by its purpose."""

    ADVOCATE = "advocate"
    MAIN = "main"
    AFTER_HOURS = "after_hours"
    COMPLAINTS = "complaints"
    MEDIA = "media"
    ACCESS = "access"
    LANGUAGE_LINE = "language_line"
    RECORDS = "records"


Words_ = Annotated[tuple[Words, ...], Listed]


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
    address: Words_ = ()
    """Postal address, one line an entry."""
    website: WebAddress | None = None
    """Public web site."""
    neutral_name: Words | None = None
    """A name that gives nothing away, for first letters and voicemail, for example "Example County Offices"."""
    neutral_return_address: Words_ = ()
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
    scope: Words_ = ()
    """Which claims it takes, one an entry."""
    process_steps: Annotated[tuple[ProcessStep, ...], Listed] = ()
    """The steps of a review, in order."""
    head_title: Words | None = None
    """Title of the person who leads it."""
    url: WebAddress | None = None
    """Its web page."""


class Hours(Record):
    """When a contact can be reached."""

    days: Words
    """Days in words, for example "Monday to Friday"."""
    opens: Clock
    """Opening time on the 24-hour clock."""
    closes: Clock
    """Closing time on the 24-hour clock."""


class Contact(Record):
    """Somebody at the agency whom a reader can reach."""

    id: SlugField
    """Short id, unique in the profile."""
    label: Words
    """Name of the desk or role, for example "Victim advocate desk". No private person's name is needed."""
    purposes: Annotated[tuple[Purpose, ...], Listed]
    """What it is for; the documents pick contacts by purpose."""
    audience: Audience = Audience.VICTIM
    """Who may see it: `victim`, `public` or `staff`. A staff contact never reaches a victim's document."""
    phone: PhoneField | None = None
    """Voice number."""
    text: PhoneField | None = None
    """Number that takes text messages."""
    tty: PhoneField | None = None
    """TTY number."""
    relay: PhoneField | None = None
    """Relay service number, for example 711."""
    email: Email | None = None
    """E-mail address."""
    webform: WebAddress | None = None
    """Web form."""
    chat: WebAddress | None = None
    """Web chat."""
    address: Words_ = ()
    """Place to visit or write to, one line an entry; never a shelter's."""
    hours: Annotated[tuple[Hours, ...], Listed] = ()
    """When it can be reached."""
    always_open: Flag = False
    """Whether it answers at all hours of all days."""
    time_zone: TimeZone | None = None
    """IANA time zone of the hours, for example `America/Chicago`."""
    languages: Words_ = ()
    """Languages spoken there, in English names."""
    confidentiality: Confidentiality = Confidentiality.UNKNOWN
    """Who may learn what a person says there."""
    last_verified: Day | None = None
    """Day on which somebody called and confirmed it; left out, the contact is unverified."""
    source_url: WebAddress | None = None
    """Where the details were seen."""

    @model_validator(mode="after")
    def _reachable(self) -> Contact:
        if not any(
            (
                self.phone,
                self.text,
                self.tty,
                self.relay,
                self.email,
                self.webform,
                self.chat,
                self.address,
            )
        ):
            raise ValueError(
                "has no channel: give at least one of phone, text, tty, relay, email, webform, chat, address"
            )
        if self.hours and not self.time_zone:
            raise ValueError("has hours but no `time_zone`")
        return self


class PartnerGroup(StrEnum):
    """What kind of partner, after the way services are organised."""

    SYSTEM = "system"
    COMMUNITY = "community"
    RESTORATIVE = "restorative"
    HEALTH = "health"
    TRIBAL = "tribal"


class Partner(Record):
    """An organisation that helps people whom the agency serves."""

    id: SlugField
    """Short id, unique in the profile."""
    name: Words
    """Name as it prints it."""
    group: PartnerGroup
    """What kind of partner."""
    services: Words
    """What it offers, in one line."""
    serves: Words | None = None
    """Whom it helps, if not everybody."""
    phone: PhoneField | None = None
    """Voice number."""
    text: PhoneField | None = None
    """Number that takes text messages."""
    email: Email | None = None
    """E-mail address."""
    website: WebAddress | None = None
    """Web site."""
    hours: Words | None = None
    """Hours in words, only as the partner states them."""
    always_open: Flag = False
    """Whether its line answers at all hours of all days."""
    confidentiality: Confidentiality = Confidentiality.UNKNOWN
    """Who may learn what a person says there."""
    audience: Audience = Audience.VICTIM
    """Who may see the entry."""
    last_verified: Day | None = None
    """Day on which somebody called and confirmed it."""
    source_url: WebAddress | None = None
    """Where the details were seen."""
    memorandum_signed: Day | None = None
    """Day on which a memorandum of understanding was signed; left out, there is none."""
    memorandum_expires: Day | None = None
    """Last day of the memorandum."""


class Stance(StrEnum):
    """When a victim is first told."""

    EARLY = "early"
    AT_REFERRAL = "at_referral"
    STATUTORY_MINIMUM = "statutory_minimum"


class OptPolicy(StrEnum):
    """What happens after the first contact when nobody has chosen."""

    OPT_OUT = "opt_out_default_contact"
    OPT_IN = "opt_in_after_initial"
    STATUTE = "statute"


class Deadlines(Record):
    """The agency's own time limits. They may be shorter than the law's, never longer."""

    first_notice_business_days: Count = 10
    """Business days from opening a review to the first live contact."""
    filing_notice_calendar_days: Count = 7
    """Calendar days before the office files a motion to set aside a conviction."""
    sentence_input_calendar_days: Count = 14
    """Calendar days that a person has to give input on a sentence review."""
    hearing_notice_calendar_days: Count = 14
    """Calendar days before a hearing, where possible."""
    preference_confirmation_business_days: Count = 5
    """Business days to confirm a recorded choice."""
    media_notice_business_days: Count = 1
    """Business days before a public statement names the case."""
    follow_up_days: Annotated[tuple[Count, ...], Listed] = (7, 30, 90, 365)
    """Days after the outcome on which the advocate checks in."""


class Attempts(Record):
    """How hard the office tries to reach a person before it stops."""

    minimum: Count = 3
    """Number of attempts."""
    channels: Count = 2
    """Number of different channels."""
    window_days: Count = 10
    """Days over which the attempts are spread."""


class Delay(Record):
    """When a notification may wait."""

    approver: Words | None = None
    """Title of the person who approves a delay in writing."""
    maximum_days: Count = 14
    """Longest delay before a fresh decision, in calendar days."""


class Notification(Record):
    """How the agency notifies."""

    stance: Stance | None = None
    """When a victim is first told."""
    rationale: Prose | None = None
    """Why the agency chose that; printed in the policy."""
    opt_policy: OptPolicy = OptPolicy.OPT_IN
    """What happens after the first contact when nobody has chosen."""
    advocate_present: Literal["always", "when_available", "on_request"] = "always"
    """Whether an advocate takes part in the first contact."""
    voicemail: Literal["never", "neutral_only", "consent_only"] = "neutral_only"
    """What may be left on voicemail."""
    deadlines: Deadlines = Deadlines()
    """Time limits."""
    attempts: Attempts = Attempts()
    """Attempts to reach a person."""
    delay: Delay = Delay()
    """Delays and who approves them."""


class Service(Record):
    """Something the agency really offers."""

    name: Words
    """A few words."""
    description: Words
    """One line."""
    eligibility: Words | None = None
    """Who can have it, if not everybody served."""
    cost: Words = "Free"
    """What it costs."""
    how_to_ask: Words | None = None
    """How to ask for it, if not through the advocate."""


class Languages(Record):
    """Help in other languages."""

    offered: Words_ = ()
    """Languages of staff or of translated papers, in English names."""
    interpreters: Flag | None = None
    """Whether an interpreter can be had free of charge."""


class Accessibility(Record):
    """Help for people with disabilities."""

    formats: Words_ = ()
    """Formats that can be had, for example "large print"."""
    response_business_days: Count = 5
    """Business days to answer a request."""


class Records(Record):
    """How long what is written down is kept."""

    log_system: Words | None = None
    """Where contacts are logged."""
    retention: Words | None = None
    """How long, and under which rule."""


class Training(Record):
    """Training of staff who contact victims."""

    hours: Count | None = None
    """Hours before a person's first contact with a victim."""
    cycle_months: Count = 12
    """Months between refreshers."""


class Populations(Record):
    """Which passages on special situations the documents carry."""

    homicide: Flag = True
    """Families of people who were killed."""
    sexual_assault: Flag = True
    """Sexual assault."""
    domestic_violence: Flag = True
    """Domestic violence."""
    child: Flag = True
    """Children, and adults who were children then."""
    tribal: Flag = False
    """People of tribal nations."""
    identification: Flag = True
    """People who identified somebody or testified."""


class Policy(Record):
    """The header block of the agency's policy."""

    number: Words | None = None
    """Policy number."""
    supersedes: Words | None = None
    """What it replaces, for example "Policy 4.2 of 1 March 2019" or "none"."""
    owner: Words | None = None
    """Title of the person who keeps it up to date."""
    distribution: Words_ = ()
    """Who gets it."""
    related: Words_ = ()
    """Related policies."""
    accreditation: Words_ = ()
    """Accreditation standards it serves."""
    private_right_clause: Flag = True
    """Whether it says that it creates no right to sue; for counsel to decide."""


class Approver(Record):
    """Who approved."""

    name: Words
    """Name as signed."""
    title: Words
    """Official title."""
    approved_on: Day
    """Day of approval."""


class Revision(Record):
    """One line of the revision history."""

    version: Words
    """Version, for example "1.0"."""
    on: Day
    """Day."""
    summary: Words
    """What changed."""


class Approvals(Record):
    """Where the documents stand on the way to adoption."""

    status: Literal["draft", "counsel_review", "approved"] = "draft"
    """Only `approved` can become final."""
    version: Words = "0.1"
    """Version of the agency's documents."""
    effective: Day | None = None
    """First day in force."""
    next_review: Day | None = None
    """Day of the next review."""
    review_cycle_months: Count = 12
    """Months between reviews."""
    approver: Approver | None = None
    """Who approved."""
    counsel: Approver | None = None
    """Which lawyer reviewed, and when."""
    revisions: Annotated[tuple[Revision, ...], Listed] = ()
    """History, oldest first."""

    @model_validator(mode="after")
    def _in_sequence(self) -> Approvals:
        for who, role in ((self.approver, "approver"), (self.counsel, "counsel")):
            if who and self.effective and self.effective < who.approved_on:
                raise ValueError(
                    f"`effective` {self.effective} is before the {role}'s `approved_on` {who.approved_on}; "
                    "a policy takes effect on or after the day it is approved"
                )
        if self.effective and self.next_review and self.next_review <= self.effective:
            raise ValueError("`next_review` must come after `effective`")
        return self


class Branding(Record):
    """Looks that belong to the agency."""

    accent: Colour | None = None
    """One colour for headings and rules."""
    logo: Words | None = None
    """Path of a PNG, JPEG or SVG file, from the profile's folder."""
    logo_alt: Words | None = None
    """What the logo shows, in words."""
    letterhead: Words | None = None
    """Path of the agency's own letterhead `.docx`, from the profile's folder."""
    page_size: Literal["letter", "a4"] | None = None
    """Paper size; letter in the Americas, A4 elsewhere."""


class Style(Record):
    """Choices of words."""

    person_term: Literal["victim", "survivor", "victims_and_survivors"] = "victims_and_survivors"
    """What the policies call the people they serve; legal rights always say victim."""
    language: Literal["en-US", "en-GB"] | None = None
    """Language and spelling; the nation's own if left out."""


class Override(Record):
    """A recorded change of the agency to one section or clause of a sample."""

    document: SlugField
    """Which document, for example `agency-policy`."""
    id: SlugField
    """Id of the section or clause; `packetgen show --stage tree` lists them."""
    action: Literal["replace", "append", "omit"]
    """What to do with it."""
    text: Prose | None = None
    """The agency's own words, as plain text; blank lines part paragraphs."""
    reason: Words
    """Why."""
    approved_by: Words
    """Who approved it."""

    @model_validator(mode="after")
    def _has_words(self) -> Override:
        if (self.action == "omit") == (self.text is not None):
            raise ValueError("`replace` and `append` need `text`; `omit` has none")
        return self


class AgencyProfile(Record):
    """One agency's facts. Never holds a victim's name, a convicted person's name or a case number."""

    schema_version: Literal["1"] | Literal[1] = 1
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
    cannot_do: Words_ = ()
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
