"""What a law pack states: terms, stages, rights, services, compensation and the other topics.

Parts of ``law``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from packetgen.model.authority import Registration, Sourced
from packetgen.model.contacts import Confidentiality
from packetgen.model.fields import (
    Count,
    Day,
    Email,
    Flag,
    Listed,
    PhoneField,
    Prose,
    Record,
    SlugField,
    WebAddress,
    Words,
)

WordsList = Annotated[tuple[Words, ...], Listed]


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
    any_time: Flag = False
    """Whether it can come before, between or after the courts' steps, not only after the stage before it."""
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
    about: Annotated[
        tuple[
            Literal[
                "post_conviction",
                "appeal",
                "hearing",
                "release",
                "parole",
                "clemency",
                "resentencing",
                "dna",
                "heard",
                "present",
                "confer",
                "protection",
                "restitution",
            ],
            ...,
        ],
        Listed,
    ] = ()
    """What it concerns; of a right to be told, what the news is about."""
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

    @property
    def is_reachable(self) -> bool:
        """Return whether the pack knows a way to reach it; without one no reader is sent there."""
        return any((self.phone, self.text, self.tty, self.email, self.website, self.chat))


class SupersededNumber(Sourced):
    """A number that public pages still print and that must not be printed any more."""

    number: PhoneField
    """The number that is dead or was misprinted."""
    reason: Words
    """What became of it, and what took its place, in a sentence."""


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
