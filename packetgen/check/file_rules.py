"""Rules on one written file before it leaves: nothing for staff alone stands in it, seen or unseen.

The file's words come in with what must not be among them; run by ``engine`` in a build before the file is put in its
place, and by ``packetgen check --output``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from packetgen.check.rule import Finding, Rule
from packetgen.diagnostics import Severity
from packetgen.model.contacts import Contact, Partner
from packetgen.model.document import Audience
from packetgen.model.fields import STAFF_ONLY
from packetgen.model.phone import Phone
from packetgen.model.profile import AgencyProfile
from packetgen.values import Span

_SHORTEST_NUMBER, _SHORTEST_TEXT = 6, 20
"""Shorter words than these cannot tell one thing from another."""

_WORKING_PARTS = re.compile(r"^word/(?:comments\w*|people)\.xml$", re.MULTILINE)
_REVISION = re.compile(r"<w:(?:ins|del|moveFrom|moveTo)\s[^>]*w:author=")


@dataclass(frozen=True, slots=True)
class Secret:
    """Words that are for staff alone."""

    words: str
    what: str
    """What they are, for the message."""


@dataclass(frozen=True)
class FileInput:
    """What a rule on a written file looks at."""

    name: str
    """Path of the file as the user knows it."""
    everything: str
    """All that the file says anywhere."""
    audience: Audience
    secrets: tuple[Secret, ...]


def staff_only_words(given: FileInput) -> Iterator[Finding]:
    """Nothing that is for staff alone reaches a file for victims or the public.

    What it does:
        Looks through everything that the written file holds (text, running heads, links, metadata, alternative texts,
        hidden data) for the numbers and addresses of staff contacts and partners, for sections marked ``.staff``, and
        for fields of the profile that are marked for staff, such as the reasons for its overrides.
    Why:
        An internal number on a victim's page is called at the worst moment; an instruction to staff in the hidden part
        of a file is found by the first reporter who looks.

    Example:
        the press desk's extension in the footer of the Information Packet
    Use instead:
        a contact with ``audience: victim``, or no contact there at all
    """
    if given.audience is Audience.STAFF:
        return
    text = _folded(given.everything)
    found = dict.fromkeys(secret.what for secret in given.secrets if _folded(secret.words) in text)
    for what in found:
        yield Finding(
            f"{what} is for staff alone and stands in this file",
            hint="take it out of the template or of the profile's text, or give the contact another `audience`",
            span=Span(given.name, 1),
        )


def working_marks(given: FileInput) -> Iterator[Finding]:
    """No comment and no tracked change is left in a file.

    What it does:
        Looks in a Word file for comments and for changes that carry an author's name.
    Why:
        They come with a letterhead that somebody drafted, and show every reader what was thought and by whom.

    Example:
        a letterhead with the comment "ask counsel before we print this"
    Use instead:
        the letterhead after Review, Delete All Comments, and Accept All Changes
    """
    if _WORKING_PARTS.search(given.everything) or _REVISION.search(given.everything):
        yield Finding(
            "comments or tracked changes are in this file",
            hint="in the letterhead: Review, Delete All Comments in Document; then Accept All Changes",
            span=Span(given.name, 1),
        )


def secrets_of(profile: AgencyProfile, withheld: tuple[str, ...] = ()) -> tuple[Secret, ...]:
    """Return what must not reach victims or the public: of the profile, and texts that a document withheld from them.

    A number that a contact for victims has too is no secret.
    """
    entries: tuple[Contact | Partner, ...] = (*profile.contacts, *profile.partners)
    known = {
        _folded(words) for entry in entries if entry.audience is not Audience.STAFF for words, _ in _channels(entry)
    }
    found = [
        Secret(words, f"{what} of {_name(entry)}")
        for entry in entries
        if entry.audience is Audience.STAFF
        for words, what in _channels(entry)
        if _folded(words) not in known
    ]
    texts = [Secret(words, f"`{path}`") for path, words in _staff_fields("", profile)]
    texts += [Secret(text, f'the staff text "{text[:40]}…"') for text in withheld]
    return (
        *(secret for secret in found if len(_folded(secret.words)) >= _SHORTEST_NUMBER),
        *(secret for secret in texts if len(_folded(secret.words)) >= _SHORTEST_TEXT),
    )


def _staff_fields(path: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield dotted path and words of every field that the model marks as for staff only."""
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _staff_fields(f"{path}[{index}]", entry)
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            inside, below = getattr(value, name), f"{path}.{name}" if path else name
            if field.json_schema_extra == STAFF_ONLY and isinstance(inside, str):
                yield below, inside
            else:
                yield from _staff_fields(below, inside)


def _name(entry: Contact | Partner) -> str:
    return entry.label if isinstance(entry, Contact) else entry.name


def _channels(entry: Contact | Partner) -> Iterator[tuple[str, str]]:
    for key in ("phone", "text", "tty", "relay"):
        phone: Phone | None = getattr(entry, key, None)
        if phone and not phone.short_code:
            yield from ((words, f"`{key}`") for words in (phone.display, phone.uri, phone.e164))
    for key in ("email", "webform", "chat", "website"):
        if address := getattr(entry, key, None):
            yield str(address), f"`{key}`"
    for line in getattr(entry, "address", ()):
        yield line, "`address`"


def _folded(text: str) -> str:
    """Return a text without spaces and case, by which words are found across lines and tags."""
    return "".join(text.split()).casefold()


RULES: tuple[Rule[FileInput], ...] = (
    Rule("PG551", "staff-only-words", staff_only_words, Severity.ERROR),
    Rule("PG552", "working-marks", working_marks, Severity.ERROR),
)
