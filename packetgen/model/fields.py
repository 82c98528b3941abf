"""Field types that profiles and law packs share: words, slugs, dates, phones, web addresses.

Every scalar of a YAML file arrives as the text that the person typed; these types turn it into what it means,
or refuse it with a sentence that says how to write it. Used by ``profile`` and ``law``.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from packetgen.model.phone import Phone
from packetgen.values import JURISDICTION_PATTERN, SLUG_PATTERN, JurisdictionId, Slug

_EMAIL = re.compile(r"[^\s@<>(),;:\"\[\]\\]+@[^\s@<>(),;:\"\[\]\\.]+(?:\.[^\s@<>(),;:\"\[\]\\.]+)+")
_DOMAIN = re.compile(r"[^\s@/]+(?:\.[^\s@/.]+)+")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane + last) for plane in range(0x10000, 0xF0000, 0x10000) for last in (0xFFFE, 0xFFFF))
    + "\U000f0000-\U0010ffff]"
)
"""Control characters other than line feed and tab, line and paragraph separators, private-use code points, surrogates,
non-characters, and the marks that silently turn the direction of text (Unicode Technical Report 36, 3.3)."""


class Record(BaseModel):
    """Base of all parts of a profile or pack: frozen, and a key it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def forbidden_character(text: str) -> tuple[int, str] | None:
    """Return index and name of the first character that no document may hold, or None.

    Left-to-right and right-to-left marks are allowed: they belong to honest right-to-left text.
    """
    found = None if text.isprintable() else _FORBIDDEN.search(text)  # what is printable holds none, and is most of it
    return (found.start(), character_name(found[0])) if found else None


def without_forbidden(text: str) -> str:
    """Return the text with U+FFFD for each character that no document may hold."""
    return text if text.replace("\n", "").isprintable() else _FORBIDDEN.sub("\ufffd", text)


def character_name(char: str) -> str:
    """Return a character's Unicode name and number: "RIGHT-TO-LEFT OVERRIDE (U+202E)"."""
    number = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "")
    return f"{name} ({number})" if name else number


def _words(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = forbidden_character(value)
    if found:
        index, name = found
        raise ValueError(f"holds the character {name} at position {index + 1}, which cannot be printed")
    return unicodedata.normalize("NFC", value.strip())


def _one_line(value: str) -> str:
    if "\n" in value:
        raise ValueError("must stand on one line")
    return value


def _flag(value: object) -> object:
    match value:
        case bool():
            return value
        case "true" | "True" | "TRUE":
            return True
        case "false" | "False" | "FALSE":
            return False
    raise ValueError("write `true` or `false`")


def _whole_number(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise ValueError("write a whole number in digits, for example `30`")
        return int(value)
    return value


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _day_of(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
    if found is None:
        raise ValueError(f"write a day of the calendar as year-month-day, for example {_days_meant(value)}")
    return found


def _days_meant(text: str) -> str:
    """Return the one or two days that "3/4/2027" can mean, else an example."""
    parts = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
    if not parts:
        return "`2026-01-31`"
    one, other, year = parts.groups()
    days = {_day_of(f"{year}-{month:0>2}-{day:0>2}") for month, day in ((one, other), (other, one))}
    return " or ".join(f"`{day}`" for day in sorted(day for day in days if day)) or "`2026-01-31`"


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _clock(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value):
            raise ValueError("write a time of day as hours:minutes on the 24-hour clock, for example `08:30`")
        hours, minutes = value.split(":")
        return time(int(hours), int(minutes))
    return value


def _web(value: str) -> str:
    cure = "write the whole web address, for example `https://www.example.gov/victims`"
    try:
        parts = urlsplit(value)
    except ValueError as fault:
        raise ValueError(cure) from fault
    if parts.scheme not in {"http", "https"} or not _DOMAIN.fullmatch(parts.netloc) or re.search(r"\s", value):
        raise ValueError(cure)
    return value


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise ValueError("write an e-mail address, for example `advocate@example.gov`")
    return value


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("write a time zone of the IANA database, for example `America/Chicago`")
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError('write a colour as `"#1b4d6b"`, with the quotes')
    return value.lower()


def _list_of(value: Any) -> Any:
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)):
        raise ValueError("write a list, one `- ` line an entry")
    return value


Prose = Annotated[str, Field(min_length=1), BeforeValidator(_words)]
"""Words that may run over several lines; blank lines part paragraphs."""

Words = Annotated[str, Field(min_length=1, max_length=400), BeforeValidator(_words), AfterValidator(_one_line)]
"""Words on one line."""

SlugField = Annotated[
    Slug,
    BeforeValidator(_words),
    Field(pattern=f"^{SLUG_PATTERN}$", max_length=80, description="Lower-case letters, digits and hyphens."),
]
JurisdictionField = Annotated[
    JurisdictionId,
    BeforeValidator(lambda v: v.lower() if isinstance(v, str) else v),
    Field(
        pattern=f"^{JURISDICTION_PATTERN}$",
        description="ISO 3166 code such as `us-mo`, or `us-` and a tribal nation's name.",
    ),
]
Flag = Annotated[bool, BeforeValidator(_flag)]
Count = Annotated[int, BeforeValidator(_whole_number), Field(ge=0)]
Day = Annotated[date, BeforeValidator(_day)]
Clock = Annotated[time, BeforeValidator(_clock)]
WebAddress = Annotated[str, BeforeValidator(_words), AfterValidator(_web)]
Email = Annotated[str, BeforeValidator(_words), AfterValidator(_email)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Colour = Annotated[str, AfterValidator(_colour)]
PhoneField = Phone
STAFF_ONLY = {"audience": "staff"}
"""Label of a field whose words no document for victims or the public may hold; it stands in the schema too."""

ForStaff = Field(json_schema_extra=dict(STAFF_ONLY))
"""Marks a field as for staff only: ``Annotated[Words, ForStaff]``."""

Listed = BeforeValidator(_list_of)
