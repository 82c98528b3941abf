"""Contact cards: a contact, a partner or a state-wide service as one ContactCard node.

Called by ``vocabulary``; the words around the facts come from the labels of the document's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, time

from babel.dates import format_time, get_timezone_name
from pydantic import BaseModel

from packetgen.assemble.dates import locale_of, long_date
from packetgen.model.contacts import Contact, Partner
from packetgen.model.document import Channel, ContactCard, Inlines, LineBreak, Link, Text
from packetgen.model.phone import Phone
from packetgen.model.provisions import StateService


def contact_card(record: BaseModel, labels: Mapping[str, str], language: str) -> ContactCard:
    """Return the card of a Contact, Partner or StateService. Raises TypeError for anything else."""
    match record:
        case Contact():
            return _of_contact(record, labels, language)
        case Partner():
            return _of_partner(record, labels, language)
        case StateService():
            return _of_service(record, labels, language)
    raise TypeError("`card` takes a contact, a partner or a service of a law pack")


def shortened(card: ContactCard) -> ContactCard:
    """Return a card with what fits a first page: name, ways to get in touch at once, hours and privacy."""
    kept = tuple(c for c in card.channels if c.kind not in {"address", "web", "chat"})
    return replace(card, channels=kept or card.channels, languages=(), verified=())


def _of_contact(contact: Contact, labels: Mapping[str, str], language: str) -> ContactCard:
    return ContactCard(
        name=_text(contact.label),
        purpose=(),
        channels=tuple(_channels(contact, labels)),
        hours=_hours(contact, labels, language),
        languages=_text(", ".join(contact.languages)),
        confidentiality=_text(labels[f"confidentiality_{contact.confidentiality.value}"]),
        verified=_checked(contact.last_verified, labels, language),
    )


def _of_partner(partner: Partner, labels: Mapping[str, str], language: str) -> ContactCard:
    return ContactCard(
        name=_text(partner.name),
        purpose=_text(partner.services) + (_text(f" {partner.serves}") if partner.serves else ()),
        channels=tuple(_channels(partner, labels)),
        hours=_text(labels["always_open"] if partner.always_open else partner.hours or ""),
        confidentiality=_text(labels[f"confidentiality_{partner.confidentiality.value}"]),
        verified=_checked(partner.last_verified, labels, language),
    )


def _of_service(service: StateService, labels: Mapping[str, str], language: str) -> ContactCard:
    return ContactCard(
        name=_text(service.name),
        purpose=_text(service.purpose) + (_text(f" {service.caution}") if service.caution else ()),
        channels=tuple(_channels(service, labels)),
        hours=_text(labels["always_open"] if service.always_open else service.hours or ""),
        languages=_text(", ".join(service.languages)),
        confidentiality=_text(labels[f"confidentiality_{service.confidentiality.value}"]),
        verified=_checked(service.last_verified, labels, language),
    )


def _channels(record: Contact | Partner | StateService, labels: Mapping[str, str]) -> Iterator[Channel]:
    for kind in ("phone", "text", "tty", "relay"):
        phone: Phone | None = getattr(record, kind, None)
        if phone:
            yield Channel(kind, labels[kind], _number(kind, phone, record, labels))
    for kind, field in (
        ("chat", "chat"),
        ("email", "email"),
        ("web", "webform"),
        ("web", "website"),
    ):
        address: str | None = getattr(record, field, None)
        if address:
            yield Channel(kind, labels[kind], _web(kind, address))
    lines = getattr(record, "address", ())
    if lines:
        yield Channel("address", labels["address"], _lines(lines))


def _number(kind: str, phone: Phone, record: BaseModel, labels: Mapping[str, str]) -> Inlines:
    keyword: str | None = getattr(record, "text_keyword", None)
    if kind == "text" and keyword:
        return _text(labels["text_keyword"].format(keyword=keyword, number=phone.display))
    uri = phone.uri.replace("tel:", "sms:", 1) if kind == "text" else phone.uri
    return (Link(uri, _text(phone.display)),)


def _web(kind: str, address: str) -> Inlines:
    return (Link(f"mailto:{address}" if kind == "email" else address, _text(bare(address))),)


def bare(url: str) -> str:
    """Return a web address as it is read aloud: without scheme, ``www.`` and closing slash."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _lines(lines: tuple[str, ...]) -> Inlines:
    nodes: list[Text | LineBreak] = []
    for line in lines:
        nodes += [LineBreak(), Text(line)] if nodes else [Text(line)]
    return tuple(nodes)


def _hours(contact: Contact, labels: Mapping[str, str], language: str) -> Inlines:
    if contact.always_open:
        return _text(labels["always_open"])
    spans = [f"{h.days}, {_clock(h.opens, language)} to {_clock(h.closes, language)}" for h in contact.hours]
    if not spans:
        return _text(contact.holidays or "")
    words = f"{'; '.join(spans)} ({_zone_name(contact.time_zone or '', language)})"
    return _text(f"{words}. {contact.holidays}" if contact.holidays else words)


def _zone_name(zone: str, language: str) -> str:
    """Return what people call a time zone: "Central Time" for ``America/Chicago``."""
    return str(get_timezone_name(zone, "long", locale=locale_of(language), zone_variant="generic", return_zone=False))


def _clock(moment: time, language: str) -> str:
    return format_time(moment, "short", locale=locale_of(language)).replace("\u202f", "\u00a0")


def _checked(day: date | None, labels: Mapping[str, str], language: str) -> Inlines:
    if day is None:
        return _text(labels["unchecked"])
    return _text(labels["checked"].format(date=long_date(day, language)))


def _text(words: str) -> Inlines:
    return (Text(words),) if words else ()
