"""Whom a reader can reach: the agency's own contacts and its partners, as a profile gives them.

Parts of ``profile``; ``Confidentiality`` is also what law packs say of state-wide services.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import model_validator

from packetgen.model.document import Audience
from packetgen.model.fields import (
    Clock,
    Day,
    Email,
    Flag,
    ForStaff,
    Listed,
    PhoneField,
    Record,
    SlugField,
    TimeZone,
    WebAddress,
    Words,
)

WordsList = Annotated[tuple[Words, ...], Listed]


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
    RELAY = "relay"
    COMPENSATION = "compensation"
    NOTIFICATION = "notification"


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
    address: WordsList = ()
    """Place to visit or write to, one line an entry; never a shelter's."""
    hours: Annotated[tuple[Hours, ...], Listed] = ()
    """When it can be reached."""
    holidays: Words | None = None
    """What holds on holidays, for example "Closed on state holidays"."""
    always_open: Flag = False
    """Whether it answers at all hours of all days."""
    time_zone: TimeZone | None = None
    """IANA time zone of the hours, for example `America/Chicago`."""
    languages: WordsList = ()
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


class Need(StrEnum):
    """What a reader of the directory is looking for."""

    TALK = "talk"
    SAFETY = "safety"
    HARM_AT_HOME = "harm_at_home"
    SEXUAL_VIOLENCE = "sexual_violence"
    HOMICIDE = "homicide"
    CHILD = "child"
    OLDER_PERSON = "older_person"
    COUNSELING = "counseling"
    HEALTH = "health"
    COURT_COMPANY = "court_company"
    LAWYER = "lawyer"
    MONEY = "money"
    NEWS = "news"
    CULTURE = "culture"
    FAITH = "faith"
    PEERS = "peers"


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
    helps_with: Annotated[tuple[Need, ...], Listed] = ()
    """Needs under which readers find it."""
    area: Words | None = None
    """Where it helps, for example "Example County and the counties around it"."""
    phone: PhoneField | None = None
    """Voice number."""
    text: PhoneField | None = None
    """Number that takes text messages."""
    tty: PhoneField | None = None
    """TTY number."""
    email: Email | None = None
    """E-mail address."""
    website: WebAddress | None = None
    """Web site."""
    chat: WebAddress | None = None
    """Web chat."""
    hours: Words | None = None
    """Hours in words, only as the partner states them."""
    always_open: Flag = False
    """Whether its line answers at all hours of all days."""
    languages: WordsList = ()
    """Languages spoken there, in English names."""
    cost: Words | None = None
    """What it costs, for example "Free"."""
    accessibility: Words | None = None
    """Access for people with disabilities, as the partner states it."""
    referral: Annotated[Words | None, ForStaff] = None
    """How staff bring somebody there, in one line; never shown to victims."""
    confidentiality: Confidentiality = Confidentiality.UNKNOWN
    """Who may learn what a person says there."""
    audience: Audience = Audience.VICTIM
    """Who may see the entry."""
    last_verified: Day | None = None
    """Day on which somebody called and confirmed it."""
    verified_by: Words | None = None
    """Role of whoever called, for example "Victim services lead"; never shown to victims."""
    source_url: WebAddress | None = None
    """Where the details were seen."""
    memorandum_signed: Day | None = None
    """Day on which a memorandum of understanding was signed; left out, there is none."""
    memorandum_expires: Day | None = None
    """Last day of the memorandum."""


CONTACT_DAYS, HOTLINE_DAYS = 180, 90
"""How long a call that confirmed a number counts; people in danger dial a hotline, so it counts half as long there."""


def days_between_calls(entry: Contact | Partner) -> int:
    """Return after how many days somebody has to call this contact or partner again."""
    hotline = entry.always_open or entry.confidentiality is Confidentiality.HOTLINE_ANONYMOUS
    return HOTLINE_DAYS if hotline else CONTACT_DAYS


def call_due(entry: Contact | Partner) -> date | None:
    """Return the last day on which the next call to a contact or partner is in time; None when nobody ever called."""
    called = entry.last_verified
    return called + timedelta(days=days_between_calls(entry)) if called else None


def is_verified(called: date | None, day: date, limit: int) -> bool:
    """Return whether somebody called not more than ``limit`` days before a day, and not after it."""
    return called is not None and 0 <= (day - called).days <= limit
