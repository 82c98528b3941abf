"""The words of a document as its rules read them: run by run, each with its place.

A Document comes in, Runs go out; made by ``engine``, read by ``document_rules``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from packetgen.model.document import Citation, Document, Foreign, Inlines, Link
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from packetgen.model.walk import inlines_of, plain_inlines, walk, walk_inlines
from packetgen.values import Span


@dataclass(frozen=True)
class Run:
    """The words of one paragraph, title or cell, and where they come from."""

    text: str
    urls: tuple[str, ...]
    """Where its links lead."""
    span: Span | None
    subject: str
    """Id of the block or of the section around it."""


@dataclass(frozen=True)
class DocumentInput:
    """What a rule on documents looks at."""

    document: Document
    law: LawPack
    profile: AgencyProfile

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Return every run of words, without citations and words of other languages."""
        return tuple(_runs(self.document))

    @cached_property
    def official_names(self) -> tuple[str, ...]:
        """Return names that stand as they are, of agency, contacts, partners and services, the longest first."""
        profile, law = self.profile, self.law
        names = {profile.agency.name, profile.agency.short_name, profile.agency.area, law.pack.name}
        names |= {unit.name for unit in profile.units} | {contact.label for contact in profile.contacts}
        names |= {partner.name for partner in profile.partners} | {service.name for service in law.services}
        names |= {authority.title for authority in law.authorities} | {source.title for source in law.sources}
        return tuple(sorted((name for name in names if name), key=len, reverse=True))


def without(text: str, names: Iterable[str]) -> str:
    """Return a text with a dash for each of the names."""
    for name in names:
        text = text.replace(name, "–")
    return text


def near(text: str, found: str) -> str:
    """Return the words around what was found, on one line."""
    at = max(text.find(found), 0)
    start, end = max(0, at - 40), at + len(found) + 40
    cut = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"


def strings(value: object) -> Iterator[str]:
    """Yield every text of a record, however deep it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from strings(getattr(value, name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from strings(entry)


def _runs(document: Document) -> Iterator[Run]:
    subject = ""
    for block in walk(document.blocks):
        subject = block.id or subject
        span = block.origin.spans[0] if block.origin.spans else None
        for inlines in inlines_of(block):
            text = _words(inlines)
            urls = tuple(node.url for node in walk_inlines(inlines) if isinstance(node, Link))
            if text:
                yield Run(text, urls, span, subject)


def _words(inlines: Inlines) -> str:
    """Return the words of a run; a citation and words of another language leave only a dash behind."""
    return "".join("–" if isinstance(node, (Citation, Foreign)) else plain_inlines((node,)) for node in inlines)
