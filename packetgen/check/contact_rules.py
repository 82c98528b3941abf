"""Rules on the contacts and partners of a profile: whether they were called, their names, their numbers.

Run by ``engine`` together with the other rules on profiles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from packetgen.check.profile_rules import ProfileInput
from packetgen.check.rule import Finding, Rule
from packetgen.diagnostics import Severity
from packetgen.model.contacts import (
    Confidentiality,
    Contact,
    Partner,
    PartnerGroup,
    days_between_calls,
    is_verified,
)
from packetgen.model.document import Audience
from packetgen.model.phone import Phone
from packetgen.model.profile import AgencyType

_CHANNELS = ("phone", "text", "tty", "relay")
_CALLED_CONFIDENTIAL = re.compile(r"\b(?<!non-)confidential(?:ly|ity)?\b", re.IGNORECASE)
_REFUGE = re.compile(
    r"\b(?:shelters?|refuges?|safe ?(?:house|place|home)s?|domestic (?:violence|abuse)|sexual|rape|trafficking"
    r"|stalking)\b",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\d{1,6}\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w.'’-]*\s+){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Highway|Hwy)\b"
)
_OUTSIDE = frozenset(
    {Confidentiality.COMMUNITY_CONFIDENTIAL, Confidentiality.COMMUNITY_PRIVILEGED, Confidentiality.HOTLINE_ANONYMOUS}
)


def contact_unverified(given: ProfileInput) -> Iterator[Finding]:
    """Every contact and partner was called not long ago.

    What it does:
        Looks at ``last_verified`` of each contact and partner: there must be a day, not more than 180 days before the
        date of the documents, or 90 for a line that answers at all hours.
    Why:
        A number that rings nowhere, or at a stranger's, is the worst page of a packet. Only a call shows that it is
        right.

    Example:
        a contact without ``last_verified``
    Use instead:
        call it, ask what the packet will say of it, then write ``last_verified: 2026-11-02``
    """
    for path, entry in _entries(given):
        fault = _staleness(entry.last_verified, given.as_of, days_between_calls(entry))
        if fault:
            yield Finding(
                f"`{path}` ({_name(entry)}) {fault}",
                f"{path}.last_verified" if entry.last_verified else path,
                "call it, check every detail, then write the day as `last_verified:`",
            )


def called_confidential(given: ProfileInput) -> Iterator[Finding]:
    """No contact of the justice system is called confidential.

    What it does:
        Refuses ``confidentiality: community_…`` or ``hotline_anonymous`` for contacts of an agency that is neither a
        community organization nor a tribal nation's victim services, and for partners of the group ``system``, and the
        word "confidential" in their labels and services.
    Why:
        What a person tells a prosecutor's advocate may have to be handed to the other side. Whoever was told otherwise
        learns it in court.

    Example:
        ``label: Confidential advocate line`` at a prosecutor's office
    Use instead:
        ``label: Advocate line`` and ``confidentiality: system``
    """
    outside = given.profile.agency.type in {AgencyType.COMMUNITY_ADVOCACY, AgencyType.TRIBAL}
    for path, entry in _entries(given):
        system = entry.group is PartnerGroup.SYSTEM if isinstance(entry, Partner) else not outside
        if not system and entry.confidentiality is not Confidentiality.SYSTEM:
            continue
        if entry.confidentiality in _OUTSIDE:
            yield Finding(
                f"`{path}` is part of the justice system, so it cannot be `{entry.confidentiality}`",
                f"{path}.confidentiality",
                "write `confidentiality: system`",
            )
        words = ("name", "services") if isinstance(entry, Partner) else ("label",)
        for key in words:
            if _CALLED_CONFIDENTIAL.search(getattr(entry, key)):
                yield Finding(
                    f"`{path}.{key}` calls a contact of the justice system confidential",
                    f"{path}.{key}",
                    "take the word out; the documents say who may learn what",
                )


def one_number_twice(given: ProfileInput) -> Iterator[Finding]:
    """One number stands under one name.

    What it does:
        Looks for the same number, with the same extension, under two contacts or partners.
    Why:
        It may be right: shelters of one city share a line. Often it is a line that was copied and not changed.

    Example:
        two contacts with ``phone: 816-555-0142``
    Use instead:
        the second contact's own number; leave it as it is when the two do share a line
    """
    holders: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, entry in _entries(given):
        own = {phone.uri: key for key, phone in reversed(_numbers(entry)) if not phone.short_code}
        for uri, key in own.items():
            holders[uri].append((f"{path}.{key}", _name(entry)))
    for same in holders.values():
        for path, name in same[1:]:
            first = same[0]
            yield Finding(
                f"`{path}` of {name} is also the number of {first[1]} (`{first[0]}`)",
                path,
                "leave it if they share a line; else write each one's own number",
            )


def superseded_number(given: ProfileInput) -> Iterator[Finding]:
    """No number is one that is known to be dead or misprinted.

    What it does:
        Compares every number with the ``superseded_numbers`` of the law packs of jurisdiction and nation.
    Why:
        Copied once, a dead number lives on for years.

    Example:
        ``phone: 866-365-4986``
    Use instead:
        ``phone: 866-365-4968``
    """
    dead = {known.number.e164: known.reason for pack in given.packs for known in pack.superseded_numbers}
    for path, entry in _entries(given):
        for key, phone in _numbers(entry):
            if phone.e164 in dead:
                yield Finding(
                    f"`{path}.{key}` {phone.display} must not be printed: {dead[phone.e164]}",
                    f"{path}.{key}",
                    "find the number that is in use, and call it",
                )


def fictional_number(given: ProfileInput) -> Iterator[Finding]:
    """A fictional agency has fictional numbers, a real one has none.

    What it does:
        Looks whether each number lies in a range that is kept free for fiction (555-0100 to 555-0199 in North America,
        the drama numbers of Ofcom in the United Kingdom). Short numbers such as 711 are left alone.
    Why:
        A real number in an example rings at somebody's who never asked for it; a fictional number in a real packet
        rings nowhere.

    Example:
        ``phone: 816-555-0142`` in the profile of a real office
    Use instead:
        the office's own number
    """
    fictional = given.profile.fictional
    for path, entry in _entries(given):
        for key, phone in _numbers(entry):
            if phone.short_code or phone.fictional is fictional:
                continue
            if fictional:
                message, hint = "can ring at a real person's", "write a number from 555-0100 to 555-0199"
            else:
                message, hint = "lies in the range for fiction and rings nowhere", "write the real number"
            yield Finding(f"`{path}.{key}` {phone.display} {message}", f"{path}.{key}", hint)


def hours_backwards(given: ProfileInput) -> Iterator[Finding]:
    """A contact closes after it opens.

    What it does:
        Compares ``opens`` and ``closes`` of each line of hours.
    Why:
        "8:00 p.m. to 5:00 p.m." is a slip that sends people to a closed door.

    Example:
        ``{days: Monday to Friday, opens: 20:00, closes: 17:00}``
    Use instead:
        ``{days: Monday to Friday, opens: 08:00, closes: 17:00}``
    """
    for index, contact in enumerate(given.profile.contacts):
        for number, hours in enumerate(contact.hours):
            if hours.closes <= hours.opens:
                path = f"contacts[{index}].hours[{number}]"
                yield Finding(
                    f"`{path}` closes at {hours.closes:%H:%M}, not after it opens at {hours.opens:%H:%M}",
                    f"{path}.closes",
                    "write both on the 24-hour clock; a line that never closes has `always_open: true`",
                )


def memorandum_expired(given: ProfileInput) -> Iterator[Finding]:
    """A memorandum that the policy names is in force.

    What it does:
        Compares ``memorandum_expires`` of each partner with the date of the documents.
    Why:
        The policy says what partners have agreed to. An agreement that has run out binds nobody.

    Example:
        ``memorandum_expires: 2025-03-01`` in a build of November 2026
    Use instead:
        the day of the renewed memorandum, or no ``memorandum_signed`` at all
    """
    for index, partner in enumerate(given.profile.partners):
        expires = partner.memorandum_expires
        if expires and expires < given.as_of:
            path = f"partners[{index}].memorandum_expires"
            yield Finding(
                f"`{path}` {expires} has passed ({partner.name})",
                path,
                "renew the memorandum, or take both days out",
            )


def voice_only(given: ProfileInput) -> Iterator[Finding]:
    """People who cannot speak or hear on the phone can reach the agency too.

    What it does:
        Looks for one contact for victims with a text number, a TTY or relay number, an e-mail address, a web form or
        chat.
    Why:
        Some people are deaf; some are never alone when they could call.

    Example:
        only ``phone:`` lines in ``contacts``
    Use instead:
        add ``text:``, ``email:`` or ``relay: "711"`` to the advocate's contact
    """
    shown = [c for c in given.profile.contacts if c.audience is not Audience.STAFF]
    if shown and not any((c.text, c.tty, c.relay, c.email, c.webform, c.chat) != (None,) * 6 for c in shown):
        yield Finding(
            "no contact can be reached without a voice call",
            "contacts",
            "add `text:`, `email:`, `webform:` or `relay:` to one of them",
            at_key=True,
        )


def hours_without_holidays(given: ProfileInput) -> Iterator[Finding]:
    """A contact with hours says what holds on holidays.

    What it does:
        Looks for contacts of victims and the public with ``hours`` and no ``holidays``.
    Why:
        Calls for help rise on holidays, and an office's line is silent then. Whoever knows it calls another.

    Example:
        ``hours: [{days: Monday to Friday, opens: 08:00, closes: 17:00}]`` alone
    Use instead:
        beside it ``holidays: Closed on state holidays``
    """
    for index, contact in enumerate(given.profile.contacts):
        if contact.hours and not contact.holidays and contact.audience is not Audience.STAFF:
            yield Finding(
                f"`contacts[{index}]` ({contact.label}) has hours and does not say what holds on holidays",
                f"contacts[{index}].hours",
                "add `holidays:`, for example `holidays: Closed on state holidays`",
                at_key=True,
            )


def address_of_a_refuge(given: ProfileInput) -> Iterator[Finding]:
    """No entry tells where people are hiding.

    What it does:
        Looks for a street address in what the profile says of partners that shelter people or serve survivors of
        domestic violence, sexual assault or trafficking.
    Why:
        A shelter's address in a packet that lies on a kitchen table brings danger to everyone in the house.

    Example:
        ``services: Shelter at 12 Elm Street``
    Use instead:
        ``services: A safe place to stay; call first``
    """
    for index, partner in enumerate(given.profile.partners):
        texts = {key: value for key, value in partner.model_dump().items() if isinstance(value, str)}
        if not any(_REFUGE.search(text) for text in texts.values()):
            continue
        for key, text in texts.items():
            if found := _STREET.search(text):
                yield Finding(
                    f"`partners[{index}].{key}` of {partner.name} gives an address: {found[0]}",
                    f"partners[{index}].{key}",
                    "take the address out; who needs it is told on the phone",
                )


def _entries(given: ProfileInput) -> Iterator[tuple[str, Contact | Partner]]:
    for index, contact in enumerate(given.profile.contacts):
        yield f"contacts[{index}]", contact
    for index, partner in enumerate(given.profile.partners):
        yield f"partners[{index}]", partner


def _name(entry: Contact | Partner) -> str:
    return entry.label if isinstance(entry, Contact) else entry.name


def _numbers(entry: Contact | Partner) -> list[tuple[str, Phone]]:
    found = [(key, getattr(entry, key, None)) for key in _CHANNELS]
    return [(key, phone) for key, phone in found if phone is not None]


def _staleness(verified: date | None, as_of: date, limit: int) -> str:
    if verified is None:
        return "is unverified: nobody has called it"
    if verified > as_of:
        return f"was verified on {verified}, which lies after the date of this build, {as_of}"
    if not is_verified(verified, as_of, limit):
        return f"was last verified on {verified}, {(as_of - verified).days} days ago; {limit} is the most"
    return ""


RULES: tuple[Rule[ProfileInput], ...] = (
    Rule("PG222", "contact-unverified", contact_unverified),
    Rule("PG224", "called-confidential", called_confidential, Severity.ERROR),
    Rule("PG225", "hours-backwards", hours_backwards),
    Rule("PG226", "one-number-twice", one_number_twice, blocks_final=False),
    Rule("PG227", "superseded-number", superseded_number, Severity.ERROR),
    Rule("PG228", "fictional-number", fictional_number, Severity.ERROR),
    Rule("PG236", "voice-only", voice_only),
    Rule("PG238", "memorandum-expired", memorandum_expired),
    Rule("PG261", "hours-without-holidays", hours_without_holidays, Severity.NOTE, blocks_final=False),
    Rule("PG262", "address-of-a-refuge", address_of_a_refuge),
)
