"""Field types: what the person typed becomes what it means, or is refused with a sentence that says how to write it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from packetgen.model import fields


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(Annotated[kind, "field"]).validate_python(value)


def refusal(kind: Any, value: object) -> str:
    with pytest.raises(ValidationError) as refused:
        read(kind, value)
    return refused.value.errors()[0]["msg"]


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        (fields.Words, "  Doña Ana ", "Doña Ana"),
        (fields.Words, "Don\u0303a", "Doña"),
        (fields.Words, "06067", "06067"),
        (fields.Words, "NO", "NO"),
        (fields.Words, "<select> & {{ 7*7 }} | # 1.", "<select> & {{ 7*7 }} | # 1."),
        (fields.Words, "\u05d0\u200f\u05d1", "\u05d0\u200f\u05d1"),
        (fields.Prose, "one\n\ntwo\n", "one\n\ntwo"),
        (fields.Flag, "true", True),
        (fields.Flag, "False", False),
        (fields.Count, "030", 30),
        (fields.Day, "2026-01-31", date(2026, 1, 31)),
        (fields.Clock, "7:00", time(7)),
        (fields.Clock, "16:30", time(16, 30)),
        (fields.JurisdictionField, "US-MO", "us-mo"),
        (fields.WebAddress, "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (fields.Email, "VSU2@Example.org", "VSU2@Example.org"),
        (fields.TimeZone, "America/Chicago", "America/Chicago"),
        (fields.Colour, "#1B4D6B", "#1b4d6b"),
    ],
)
def test_what_was_typed_is_read_as_what_it_means(kind: Any, typed: str, meant: object):
    assert read(kind, typed) == meant


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (fields.Words, "two\nlines", "must stand on one line"),
        (fields.Words, "", "at least 1 character"),
        (fields.Words, "a\x07b", "U+0007"),
        (fields.Words, "a\u202eb", "RIGHT-TO-LEFT OVERRIDE (U+202E)"),
        (fields.Words, "a\ue000b", "U+E000"),
        (fields.Words, "a\u2028b", "LINE SEPARATOR (U+2028)"),
        (fields.Flag, "yes", "write `true` or `false`"),
        (fields.Count, "-3", "write a whole number in digits"),
        (fields.Count, "3.5", "write a whole number in digits"),
        (fields.Day, "2026-02-30", "year-month-day"),
        (fields.Day, "1/31/2026", "for example `2026-01-31`"),
        (fields.Day, "31.1.2026", "for example `2026-01-31`"),
        (fields.Day, "3/4/2027", "for example `2027-03-04` or `2027-04-03`"),
        (fields.Day, "40/40/2027", "for example `2026-01-31`"),
        (fields.Clock, "8 a.m.", "24-hour clock"),
        (fields.Clock, "24:00", "24-hour clock"),
        (fields.WebAddress, "www.example.org", "whole web address"),
        (fields.WebAddress, "javascript:alert(1)", "whole web address"),
        (fields.WebAddress, "https://[", "whole web address"),
        (fields.Email, "advocate [at] example.org", "e-mail address"),
        (fields.Email, "[email protected]", "e-mail address"),
        (fields.TimeZone, "Central", "IANA"),
        (fields.Colour, "blue", "#1b4d6b"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_cure(kind: Any, typed: str, said: str):
    assert said in refusal(kind, typed)


@given(st.text(max_size=80))
@settings(deadline=None)
def test_no_text_gets_past_every_field_without_an_answer(text: str):
    for name in ("Words", "Prose", "Flag", "Count", "Day", "Clock", "WebAddress", "Email", "TimeZone", "Colour"):
        with suppress(ValidationError):
            read(getattr(fields, name), text)


@given(st.text(max_size=80))
def test_without_forbidden_leaves_nothing_forbidden_and_the_same_length(text: str):
    cleaned = fields.without_forbidden(text)
    assert fields.forbidden_character(cleaned) is None
    assert len(cleaned) == len(text)
    if fields.forbidden_character(text) is None:
        assert cleaned == text
