"""The words of a document as its rules read them: run by run, each with its place and its readers.

A Document comes in, Runs go out; made by ``engine``, read by the rules on documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from packetgen.model.document import Audience, Block, Blocks, Citation, Document, Foreign, Inlines, Link, Section, Table
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from packetgen.model.template import DocumentType
from packetgen.model.walk import children_of, inlines_of, plain_inlines, walk_inlines
from packetgen.values import Span

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])[”’\"')]*\s+|\n")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_GAP = re.compile(r"\[gap \d+: [^\]]*\]")
_NEVER = re.compile(r"\b(?:never|not|avoid|instead of|cannot)\b", re.IGNORECASE)
_OFFICIAL = re.compile(
    r"\b(?:pardon of forgiveness|sex[- ]offenders? regist(?:ry|er|ration)|victim[-– ]offender (?:dialogue|mediation"
    r"|conference)s?"
    r"|(?:[A-Z][\w’']+ (?:of |and |for |the )*)+(?:Offender|Victim|Inmate|Prisoner)s?(?:’s?)?(?: [A-Z][\w’']+)*"
    r"|(?:Offender|Victim|Inmate|Prisoner)s?(?:’s?)?(?: (?:and |of |for )?[A-Z][\w’']+)+"
    r"|[\w-]+(?:\.[\w-]+)+/\S*)"
)
"""Names and web addresses with words that nobody would choose today: they stand as their owners print them."""


@dataclass(frozen=True)
class Run:
    """The words of one paragraph, title or cell, and where they come from."""

    text: str
    urls: tuple[str, ...]
    """Where its links lead."""
    span: Span | None
    subject: str
    """Id of the block or of the section around it."""
    audience: Audience
    """Who reads it: the readers of the nearest section that names its own, else those of the document."""
    block: Block
    """The block that holds the words."""
    trail: tuple[Section, ...]
    """The sections around it, the outermost first; a title is outside of its own section."""

    @property
    def section(self) -> str:
        """Return the id of the nearest section, or ""."""
        return self.trail[-1].id if self.trail else ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return its sentences without what stands in quotes."""
        return tuple(s.strip() for s in _SENTENCE_ENDS.split(_QUOTED.sub("–", self.text)) if s.strip())

    @property
    def is_what_not_to_say(self) -> bool:
        """Return whether staff read it under a heading that says never to say or do it."""
        if self.audience is Audience.VICTIM:
            return False
        heading = plain_inlines(self.trail[-1].title) if self.trail else ""
        return bool(_NEVER.search(heading) or _NEVER.search(_column(self)))


@dataclass(frozen=True)
class DocumentInput:
    """What a rule on documents looks at."""

    document: Document
    type: DocumentType
    law: LawPack
    profile: AgencyProfile
    foreign_terms: tuple[tuple[str, str], ...] = ()
    """Words of other jurisdictions' packs, each with the name of its jurisdiction."""

    @property
    def is_english(self) -> bool:
        """Return whether the rules on English words hold."""
        return self.document.language.startswith("en")

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Return every run of words, without citations and words of other languages."""
        return runs_of(self.document)

    @cached_property
    def victim_runs(self) -> tuple[Run, ...]:
        """Return the runs that a victim reads."""
        return tuple(run for run in self.runs if run.audience is Audience.VICTIM)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        names = "|".join(re.escape(name) for name in self.official_names)
        return re.compile(rf"{names}|{_OFFICIAL.pattern}" if names else _OFFICIAL.pattern)

    def unofficial(self, text: str) -> str:
        """Return a text with a dash for each official name, and for what looks like one."""
        return self._names.sub("–", text)

    @cached_property
    def sentences(self) -> tuple[tuple[Run, str, str], ...]:
        """Return every sentence with its run: as it stands, and without gaps and official names."""
        return tuple((run, s, self.unofficial(_GAP.sub("–", s))) for run in self.runs for s in run.sentences)

    @cached_property
    def _typed(self) -> tuple[tuple[str, str], ...]:
        law = ((f"law.{self.law.pack.jurisdiction}.{path}", text) for path, text in paths("", self.law))
        return (*paths("", self.profile), *law)

    def field_of(self, words: str) -> str:
        """Return the dotted path of the profile's or the law's value that holds these words, or ""."""
        wanted = words.strip(" .–")
        return next((path for path, text in self._typed if wanted in text), "") if wanted else ""

    def cure(self, words: str, cure: str) -> str:
        """Return what to do, and in which field when the words come from the profile or the law."""
        field = self.field_of(words)
        return f"{cure}; the words come from `{field}`" if field else cure

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


def paths(prefix: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield the dotted path and the text of every text of a record, however deep it stands."""
    if isinstance(value, str):
        yield prefix, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from paths(f"{prefix}.{name}" if prefix else name, getattr(value, name))
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from paths(f"{prefix}[{number}]", entry)


def runs_of(document: Document) -> tuple[Run, ...]:
    """Return every run of words of a document, without citations and words of other languages."""
    return tuple(_runs(document.blocks, (), "", document.audience))


def _runs(blocks: Blocks, trail: tuple[Section, ...], subject: str, audience: Audience) -> Iterator[Run]:
    for block in blocks:
        subject = block.id or subject
        own = block.audience or audience if isinstance(block, Section) else audience
        span = block.origin.spans[0] if block.origin.spans else None
        for inlines in inlines_of(block):
            text = _words(inlines)
            urls = tuple(node.url for node in walk_inlines(inlines) if isinstance(node, Link))
            if text:
                yield Run(text, urls, span, subject, own, block, trail)
        inside = (*trail, block) if isinstance(block, Section) else trail
        for group in children_of(block):
            yield from _runs(group, inside, subject, own)


def _column(run: Run) -> str:
    """Return the header of the column that a run stands in, or ""."""
    if isinstance(run.block, Table):
        for row in run.block.rows:
            for header, cell in zip(run.block.header, row, strict=False):
                if plain_inlines(cell) == run.text:
                    return plain_inlines(header)
    return ""


def _words(inlines: Inlines) -> str:
    """Return the words of a run; a citation and words of another language leave only a dash behind."""
    return "".join("–" if isinstance(node, (Citation, Foreign)) else plain_inlines((node,)) for node in inlines)
