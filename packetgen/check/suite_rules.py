"""The rule over all documents of one agency: the same fact stands in the same words in each. Run by ``engine``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from packetgen.check.document_words import Run, runs_of
from packetgen.check.rule import Finding, Rule
from packetgen.model.document import ContactCard, Document
from packetgen.model.profile import AgencyProfile
from packetgen.model.walk import plain_inlines, walk
from packetgen.values import Span

_TIME = r"(\d+) (?:(business|calendar) )?(hour|day|week|month)s?"


def _limit(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("TIME", _TIME), re.IGNORECASE)


_TOPICS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "notice of a hearing": _limit(r"\bhearing\b.{0,160}?\bTIME before (?:it|the hearing|each hearing)\b"),
        "confirming choices": _limit(
            r"\b(?:choices?|preferences?|answer)\b.{0,200}?\bconfirm[^.;]{0,60}? (?:within|in) TIME"
        ),
        "the first contact": _limit(r"\b(?:first contact|initial notification)\b[^.;,]{0,40}? within TIME"),
        "input on a sentence": _limit(r"\bTIME to answer\b"),
        "notice before a public statement": _limit(r"\bpublic\b.{0,160}?\bat least TIME before\b"),
        "attempts to reach a person": re.compile(r"\b(\d+)() (?:or more )?(time|attempt)s\b"),
    }
)
"""Time limits that several documents name, and how each is known; its number, kind and unit stand in the groups."""


@dataclass(frozen=True)
class SuiteInput:
    """What a rule on a whole suite looks at."""

    documents: tuple[Document, ...]
    profile: AgencyProfile

    @cached_property
    def runs(self) -> tuple[tuple[Document, Run], ...]:
        """Return every run of every document."""
        return tuple((document, run) for document in self.documents for run in runs_of(document))


@dataclass(frozen=True, slots=True)
class _Said:
    """One fact as one document has it."""

    words: str
    document: Document
    span: Span | None
    subject: str


def same_fact(given: SuiteInput) -> Iterator[Finding]:
    """The same fact is the same in all documents of an agency.

    What it does:
        Compares over all documents the hours of contacts and partners of one name, the title beside the name of the
        head, and the time limits that several documents give. Facts from the profile are the same by themselves; this
        finds what a template or an override says in words of its own. Passages with the law's own limits are left out.
    Why:
        A policy with 14 days and a packet with 10 is the sentence that a lawyer reads aloud.

    Example:
        "at least 10 days before a hearing" in a template, where the policy prints 14 from the profile
    Use instead:
        ``{{ notification.deadlines.hearing_notice_calendar_days|count("day") }}``
    """
    for what, said in (*_hours(given), *_titles(given), *_limits(given)):
        first = said[0]
        for other in said[1:]:
            if first.words != other.words:
                yield Finding(
                    f"{what}: {first.document.title} says {first.words}, {other.document.title} says {other.words}",
                    other.subject,
                    "take both from the profile",
                    span=other.span,
                )


def _hours(given: SuiteInput) -> Iterator[tuple[str, list[_Said]]]:
    found: dict[str, list[_Said]] = {}
    for document in given.documents:
        for block in walk(document.blocks):
            if isinstance(block, ContactCard) and block.hours:
                span = block.origin.spans[0] if block.origin.spans else None
                name = plain_inlines(block.name)
                found.setdefault(name, []).append(_Said(f'"{plain_inlines(block.hours)}"', document, span, block.id))
    yield from ((f"hours of {name}", said) for name, said in found.items())


def _titles(given: SuiteInput) -> Iterator[tuple[str, list[_Said]]]:
    head = given.profile.agency.head
    if head is None or not head.name:
        return
    pattern = re.compile(rf"{re.escape(head.name)}, ([A-Z][\w’']*(?: (?:of |for )?[A-Z][\w’']*)*)")
    said = [
        _Said(f'"{found[1]}"', document, run.span, run.subject)
        for document, run in given.runs
        for found in pattern.finditer(run.text)
    ]
    if said:
        yield f"title of {head.name}", said


def _limits(given: SuiteInput) -> Iterator[tuple[str, list[_Said]]]:
    found: dict[str, list[_Said]] = {topic: [] for topic in _TOPICS}
    for document, run in given.runs:
        if any(fact.startswith("law.") for fact in run.block.origin.facts):
            continue
        for topic, pattern in _TOPICS.items():
            for limit in pattern.finditer(run.text):
                found[topic].append(_Said(_plain(limit), document, run.span, run.subject))
    yield from ((topic, said) for topic, said in found.items() if said)


def _plain(limit: re.Match[str]) -> str:
    unit = limit[3].lower().replace("attempt", "time")
    return " ".join(word for word in (limit[1], (limit[2] or "").lower(), unit + "s" * (limit[1] != "1")) if word)


RULES: tuple[Rule[SuiteInput], ...] = (Rule("PG545", "same-fact", same_fact),)
