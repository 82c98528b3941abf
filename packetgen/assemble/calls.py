"""What somebody has to call or write to before it may be printed again: contacts, partners and services, by number.

Profiles and law packs come in, Calls go out; read by the call sheet and the open items of drafts. Pure: the day is
handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from packetgen.assemble.cards import bare
from packetgen.model.contacts import HOTLINE_DAYS, Contact, Partner, days_between_calls, is_verified
from packetgen.model.law import LawPack
from packetgen.model.phone import Phone
from packetgen.model.profile import AgencyProfile
from packetgen.model.provisions import NotificationSystem, StateService

Entry = Contact | Partner | StateService | NotificationSystem

_VOICE = ("phone", "text", "tty", "relay")
_WRITTEN = ("email", "webform", "chat", "website")


@dataclass(frozen=True, slots=True)
class Printed:
    """One place where a number stands, and what the documents say of it there."""

    owner: str
    """Id of the profile, or the jurisdiction of the law pack."""
    path: str
    """Dotted path of the entry in that file."""
    name: str
    """Name of the desk, organization or line."""
    channel: str
    """``phone``, ``text``, ``tty``, ``email`` …"""
    says: tuple[str, ...]
    """What the documents say of it, a line each: hours, languages, whom it serves."""
    last_verified: date | None
    due: date
    """Day from which it may no longer be printed in a final."""


@dataclass(frozen=True, slots=True)
class Call:
    """One number or address, with every place where it is printed."""

    number: str
    """As it is printed."""
    dials: str
    """The link that dials or opens it."""
    entries: tuple[Printed, ...]


def due_calls(profiles: Iterable[AgencyProfile], packs: Iterable[LawPack], day: date) -> tuple[Call, ...]:
    """Return every number that is due on a day, grouped by number: numbers before addresses, the longest overdue first.

    Short numbers such as 988 and 711 belong to the networks and are not called. An entry without any number is listed
    by the address at which it can be written to.
    """
    groups: dict[str, tuple[str, list[Printed]]] = {}
    for owner, path, entry, limit in entries(profiles, packs):
        if is_verified(entry.last_verified, day, limit):
            continue
        due = entry.last_verified + timedelta(days=limit) if entry.last_verified else date.min
        for channel, number, link in _channels(entry):
            printed = Printed(owner, path, name_of(entry), channel, tuple(_says(entry)), entry.last_verified, due)
            groups.setdefault(link, (number, []))[1].append(printed)
    calls = [Call(number, link, tuple(entries)) for link, (number, entries) in groups.items()]
    return tuple(sorted(calls, key=_urgency))


def _urgency(call: Call) -> tuple[bool, date, str]:
    return not call.dials.startswith("tel:"), min(entry.due for entry in call.entries), call.dials


def entries(profiles: Iterable[AgencyProfile], packs: Iterable[LawPack]) -> Iterator[tuple[str, str, Entry, int]]:
    """Yield what can be called or written to: its owner, its dotted path there, itself, and the days between calls."""
    for profile in profiles:
        for contact in profile.contacts:
            yield profile.profile_id, f"contacts.{contact.id}", contact, days_between_calls(contact)
        for partner in profile.partners:
            yield profile.profile_id, f"partners.{partner.id}", partner, days_between_calls(partner)
    for pack in packs:
        for service in pack.services:
            yield pack.pack.jurisdiction, f"services.{service.id}", service, HOTLINE_DAYS
        for system in pack.notification_systems:
            yield pack.pack.jurisdiction, f"notification_systems.{system.id}", system, HOTLINE_DAYS


def name_of(entry: Entry) -> str:
    """Return what the documents call an entry."""
    return entry.label if isinstance(entry, Contact) else entry.name


def _channels(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield channel, number as printed and link of what can be called; of an entry without numbers, its addresses."""
    found = [(key, getattr(entry, key, None)) for key in _VOICE]
    numbers = [(key, phone) for key, phone in found if isinstance(phone, Phone) and not phone.short_code]
    yield from ((key, phone.display, phone.uri) for key, phone in numbers)
    if not numbers and not any(phone for _, phone in found):
        for key in _WRITTEN:
            if address := getattr(entry, key, None):
                yield key, bare(address), f"mailto:{address}" if key == "email" else address
                return


def _says(entry: Entry) -> Iterator[str]:
    match entry:
        case Contact():
            yield from (f"{h.days}, {h.opens:%H:%M} to {h.closes:%H:%M} ({entry.time_zone})" for h in entry.hours)
            if entry.holidays:
                yield entry.holidays
        case Partner():
            yield from filter(None, (entry.services, entry.serves, entry.hours))
        case StateService():
            yield from filter(None, (entry.purpose, entry.hours))
        case NotificationSystem():
            yield entry.how_to_register
    if getattr(entry, "always_open", False):
        yield "24/7"
    if languages := getattr(entry, "languages", ()):
        yield ", ".join(languages)
