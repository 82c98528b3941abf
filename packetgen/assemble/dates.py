"""Dates in words, and the locale that Babel knows a language by: one place for all that ``assemble`` prints."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date


def locale_of(language: str) -> str:
    """Return a BCP 47 tag as Babel writes it: ``en_US`` for ``en-US``."""
    return language.replace("-", "_")


def long_date(day: date, language: str) -> str:
    """Return a day in words: "January 31, 2026" in ``en-US``."""
    return format_date(day, "long", locale=locale_of(language))
