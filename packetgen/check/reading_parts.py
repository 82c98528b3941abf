"""A document cut into the parts whose reading grade is taken: what stands under one heading, names taken out.

A DocumentInput comes in, Parts go out; used by ``reading_rules``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from packetgen.check.document_words import DocumentInput, Run
from packetgen.check.reading import STAND_IN, length, sentences_of, words_of
from packetgen.model.document import (
    Audience,
    Callout,
    Checklist,
    ContactCard,
    Contents,
    DefinitionList,
    Figure,
    Section,
    SignatureBlock,
    Table,
)
from packetgen.model.walk import plain_inlines, walk

ENOUGH = 60
"""Words below which a grade is noise: a part that is shorter is read together with the next."""

_LABELS = (Section, Contents, ContactCard, SignatureBlock, Figure, Checklist, DefinitionList)
"""Blocks whose own words are titles, names, numbers and terms; what stands inside them is read on its own."""
_PROSE = 7
"""Words from which a cell without a full stop is read as a sentence."""
_NUMBERS = re.compile(
    r"\[gap \d+: [^\]]*\]|«[^»]*»|_{3,}|(?:https?://|www\.)\S+[\w/]|\S+@\S+\w|\b[\w-]+(?:\.[\w-]+)*\.(?:gov|org|com|net|uk"
    r"|us)\S*"
    r"|[+(]?\d[\d()./ \u2011–-]{5,}\d|\(–[^)]*\)"
)
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it stands, as it is counted, and the run that holds it."""

    text: str
    counted: str
    run: Run


@dataclass(frozen=True, slots=True)
class Part:
    """What is read under one heading, or under several when the first are short."""

    title: str
    sentences: tuple[Sentence, ...]
    audience: Audience

    @property
    def words(self) -> int:
        """Return how many words count."""
        return sum(len(words_of(sentence.counted)) for sentence in self.sentences)


def sentences(given: DocumentInput) -> Iterator[Sentence]:
    """Yield every sentence that is read, in order."""
    names = _names(given)
    for run in given.runs:
        if not isinstance(run.block, _LABELS) and _is_read(run):
            text = _SPACES.sub(" ", _NUMBERS.sub(" ", run.text))
            for one in sentences_of(text):
                counted = names.sub(STAND_IN, one)
                if length(counted) >= 1:
                    yield Sentence(one, counted, run)


def parts(given: DocumentInput) -> tuple[Part, ...]:
    """Return the parts of a document in order, reader by reader, each long enough to be graded if it can be."""
    found: list[Part] = []
    for (audience, trail), group in groupby(sentences(given), _heading):
        title = ": ".join(plain_inlines(section.title) for section in trail[-2:]) or given.document.title
        found.append(Part(title, tuple(group), audience))
    readers = dict.fromkeys(part.audience for part in found)
    return tuple(pooled for reader in readers for pooled in _pooled([p for p in found if p.audience is reader]))


def _heading(one: Sentence) -> tuple[Audience, tuple[Section, ...]]:
    return one.run.audience, one.run.trail


def _pooled(found: Iterable[Part]) -> Iterator[Part]:
    """Yield the parts, a short one together with those after it, the last with the one before it."""
    held: Part | None = None
    done: list[Part] = []
    for part in found:
        held = _joined(held, part) if held else part
        if held.words >= ENOUGH:
            done.append(held)
            held = None
    if held and done:
        done[-1] = _joined(done[-1], held)
    elif held:
        done.append(held)
    yield from done


def _joined(one: Part, other: Part) -> Part:
    title = one.title if one.words >= other.words else other.title
    return Part(title, (*one.sentences, *other.sentences), one.audience)


def _is_read(run: Run) -> bool:
    if not isinstance(run.block, Table):
        return not isinstance(run.block, Callout) or run.text != plain_inlines(run.block.title)
    ends = run.text.rstrip("”’)")[-1:] in {".", "!", "?"}
    return ends or length(run.text) >= _PROSE


def _names(given: DocumentInput) -> re.Pattern[str]:
    """Return the pattern of names, the jurisdiction's terms and the words that are explained."""
    law, terms = given.law, given.law.terms
    names = set(given.official_names) | {unit.abbreviation for unit in given.profile.units if unit.abbreviation}
    names |= {service.name for service in law.notification_systems}
    if terms:
        names |= {
            terms.corrections,
            terms.clemency_body,
            terms.appellate_lawyer,
            terms.trial_court,
            *terms.appeal_courts,
        }
        names |= {term for term in (terms.parole_board, terms.docket_search) if term} | set(terms.prosecutor_titles)
    ordered = sorted((name for name in names if name), key=len, reverse=True)
    exact = "|".join(re.escape(name) for name in ordered)
    loose = "|".join(re.escape(term) for term in sorted(_explained(given), key=len, reverse=True))
    patterns = [rf"(?:{exact})(?:['’]s)?(?!\w)"] if exact else []
    patterns += [rf"(?i:\b(?:{loose})(?:s|ed|['’]s)?\b)"] if loose else []
    return re.compile("|".join(patterns) or r"(?!)")


def _explained(given: DocumentInput) -> set[str]:
    """Return the words that the law pack or the document's own list of words explains."""
    found = {entry.term for entry in given.law.glossary}
    for block in walk(given.document.blocks):
        if isinstance(block, DefinitionList):
            found |= {plain_inlines(item.term) for item in block.items}
        elif isinstance(block, Table) and "word" in block.id:
            found |= {plain_inlines(row[0]) for row in block.rows if row}
    return {term.strip() for term in found if term.strip()}
