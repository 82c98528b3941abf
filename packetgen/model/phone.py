"""Phone numbers as they are dialled, printed and linked; read by the ``phonenumbers`` library.

The library holds the numbering plans of the world and is kept up to date by its maintainers, which no table of ours
could be. Used as a field type by profiles and law packs; the region comes from the validation context (``region``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType, shortnumberinfo
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"\u00a0": " ", "\u200b": None})
_NORTH_AMERICA = frozenset({"US", "CA", "PR", "GU", "VI", "MP", "AS"})
_TWICE = re.compile(r"([\d\s().-]*[A-Za-z][\dA-Za-z\s.-]*)\(([\d\s.-]{7,})\)")
_FICTION_US = re.compile(r"\+1\d{3}55501\d\d")
# Ofcom, "Telephone numbers for use in TV and radio drama programmes".
_FICTION_GB = re.compile(
    r"\+44(?:1(?:1[3-8]|[2-6]1)4960|1632960|1914980|2079460|2890180|2920180|3069990|7700900|8081570|9098790)\d{3}"
)


class UndiallableError(ValueError):
    """Raised for a text that is no number; says why and what to write."""

    def __init__(self, cause: str, cure: str, position: int = 0) -> None:
        """Keep cause, cure and the index of the character at fault, 0 for the whole text."""
        super().__init__(f"{cause}; {cure}")
        self.cause = cause
        self.cure = cure
        self.position = position


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that can be dialled."""

    raw: str
    """As the profile has it."""
    display: str
    """As it is printed: digits in the country's own grouping, extension after it, letters in brackets."""
    uri: str
    """RFC 3966, for example ``tel:+1-816-555-0142;ext=12``."""
    e164: str
    """``+18165550142``, or the bare digits of a short code."""
    short_code: bool = False
    fictional: bool = False
    """Whether it lies in a range that is reserved for fiction (555-0100 to -0199; Ofcom's drama numbers)."""

    @classmethod
    def parse(cls, raw: str, region: str) -> Phone:
        """Return the phone that ``raw`` means in ``region`` (ISO 3166-1, upper case).

        Raises UndiallableError with the cause and the cure when it cannot be dialled.
        """
        text = raw.translate(_DASHES).strip()
        digits = re.sub(r"[\s().-]", "", text)
        if re.fullmatch(r"\d{3,6}", digits):
            return cls._short(raw, digits, region)
        return cls._full(raw, text, region)

    @classmethod
    def _short(cls, raw: str, digits: str, region: str) -> Phone:
        try:
            number = phonenumbers.parse(digits, region)
            known = shortnumberinfo.is_valid_short_number_for_region(number, region)
        except phonenumbers.NumberParseException:
            known = False
        if not known and digits not in {"988", "211", "711"} and len(digits) < 5:
            raise UndiallableError(
                f"{digits} is no short number of this country", "write the whole number with its area code"
            )
        # The harmonised European numbers of social value are printed in two groups: 116 123.
        shown = f"{digits[:3]} {digits[3:]}" if len(digits) == 6 and digits.startswith("116") else digits
        return cls(raw, shown, f"tel:{digits}", digits, short_code=True)

    @classmethod
    def _full(cls, raw: str, text: str, region: str) -> Phone:
        text = _spelled_twice(text)
        letters = _letters(text)
        if re.search("[A-Za-z]", _split_extension(text)[0]) and not letters:
            raise _fault(text, region)
        try:
            number = phonenumbers.parse(_without_letters(text), region)
        except phonenumbers.NumberParseException as fault:
            raise _fault(text, region) from fault
        if not phonenumbers.is_valid_number(number) and not _is_fiction(number):
            raise _fault(text, region)
        home = phonenumbers.region_code_for_country_code(number.country_code or 0) == region
        e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        return cls(
            raw=raw,
            display=_display(number, home, letters),
            uri=phonenumbers.format_number(number, PhoneNumberFormat.RFC3966),
            e164=e164,
            fictional=_is_fiction(number),
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema by which pydantic reads a phone from the text of a profile."""
        return core_schema.with_info_plain_validator_function(
            _read_phone, serialization=core_schema.plain_serializer_function_ser_schema(lambda phone: phone.raw)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON Schema of a phone: a string."""
        return {"type": "string", "examples": ["816-555-0142", "816-555-0142 ext. 12", "988"]}


def _read_phone(value: object, info: ValidationInfo) -> Phone:
    if isinstance(value, Phone):
        return value
    if not isinstance(value, str) or not value.strip():
        raise UndiallableError("no text", 'write the number in quotes, for example `"816-555-0142"`')
    context = info.context or {}
    return Phone.parse(value, context.get("region", "US"))


def _is_fiction(number: phonenumbers.PhoneNumber) -> bool:
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return bool(_FICTION_US.fullmatch(e164) or _FICTION_GB.fullmatch(e164))


def _letters(text: str) -> str:
    """Return a vanity number's own spelling ("866-DOJ-4YOU"), or "" when it has no letters."""
    head = _split_extension(text)[0]
    return head.strip() if re.search(r"[A-Za-z]{3,}", head) else ""


def _spelled_twice(text: str) -> str:
    """Return the letters of "866-DOJ-4YOU (866-365-4968)". Raises UndiallableError when the digits are others."""
    found = _TWICE.fullmatch(text)
    if not found:
        return text
    letters, digits = found[1].strip(), re.sub(r"\D", "", found[2])
    dialled = re.sub(r"\D", "", letters.upper().translate(_KEYPAD))
    if dialled.removeprefix("1") == digits.removeprefix("1"):
        return letters
    cure = "call both numbers, and write the one that is right"
    raise UndiallableError(f"the letters dial {dialled}, the digits in brackets are {digits}", cure)


def _without_letters(text: str) -> str:
    head, tail = _split_extension(text)
    return head.upper().translate(_KEYPAD) + tail


def _split_extension(text: str) -> tuple[str, str]:
    found = re.search(r"(?i)(?:,|;|\s)*\b(?:ext(?:ension)?|x)\.?\s*(\d{1,7})$", text)
    return (text[: found.start()], f" ext. {found[1]}") if found else (text, "")


def _display(number: phonenumbers.PhoneNumber, home: bool, letters: str) -> str:
    """Return the number in its national grouping; North American numbers with hyphens only."""
    bare = phonenumbers.PhoneNumber(
        country_code=number.country_code,
        national_number=number.national_number,
        italian_leading_zero=number.italian_leading_zero,
        number_of_leading_zeros=number.number_of_leading_zeros,
    )
    if number.country_code == 1:
        digits = str(number.national_number)
        shown = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
        shown = shown if home or not _toll_free(number) else f"1-{shown}"
    else:
        style = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
        shown = phonenumbers.format_number(bare, style)
    shown += f" ({letters})" if letters else ""
    return shown + (f", extension {number.extension}" if number.extension else "")


def _toll_free(number: phonenumbers.PhoneNumber) -> bool:
    return phonenumbers.number_type(number) == PhoneNumberType.TOLL_FREE


def _fault(text: str, region: str) -> UndiallableError:
    """Return cause and cure for a number that cannot be dialled."""
    head = _split_extension(text)[0]
    example = "816-555-0142" if region in _NORTH_AMERICA else "0300 123 4567" if region == "GB" else "+44 300 123 4567"
    stray = re.search(r"(?<=[\d-])[IlOoSB](?=[\d-]|$)", head)
    if stray:
        digit = {"I": "1", "l": "1", "O": "0", "o": "0", "S": "5", "B": "8"}[stray[0]]
        mended = text[: stray.start()] + digit + text[stray.end() :]
        cause = f"character {stray.start() + 1} is the letter {stray[0]}"
        return UndiallableError(cause, f'write the digits, for example "{mended}"', stray.start())
    if re.search(r"\d\s*(?:\bor\b|/|,|\band\b)\s*\d", head):
        return UndiallableError("holds more than one number", "give each a contact or a channel of its own")
    count = len(re.sub(r"\D", "", head))
    if region in _NORTH_AMERICA and count == 7:
        return UndiallableError("has no area code", f'write all ten digits, for example "{example}"')
    if region in _NORTH_AMERICA and count not in (10, 11):
        cure = f'write the whole number, for example "{example} ext. 12"'
        return UndiallableError(f"has {count} digits, not ten", cure)
    return UndiallableError(f"is no number of {region}", f'write the whole number, for example "{example}"')
