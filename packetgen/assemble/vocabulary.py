"""The functions and filters of templates: cards, citations, fields to fill in, lists in words.

Each turns facts into nodes of the tree, which ``render`` keeps behind a placeholder: no value ever passes through
Markdown. Called by templates only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup

from packetgen.assemble.cards import bare, contact_card, shortened
from packetgen.assemble.context import Context
from packetgen.assemble.dates import locale_of, long_date
from packetgen.assemble.facts import RECORDER, MissingFact, StepFacts, View, record_of, shown
from packetgen.assemble.process import process_blocks
from packetgen.model.authority import Sourced
from packetgen.model.contacts import Contact, Partner, call_due
from packetgen.model.document import (
    Block,
    Blocks,
    Checkbox,
    Citation,
    CrossReference,
    FillIn,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    MergeField,
    PageBreak,
    Paragraph,
    Signatory,
    SignatureBlock,
    Text,
    WritingLines,
)
from packetgen.model.law import LawPack
from packetgen.model.phone import Phone
from packetgen.model.provisions import Stage
from packetgen.model.shelf_life import is_overdue
from packetgen.values import SLUG_PATTERN

OPEN, CLOSE = "\ue010", "\ue011"
"""Private-use characters around the number of an embedded node; profiles cannot hold them."""

PLACEHOLDER = re.compile(f"{OPEN}(\\d+){CLOSE}")
"""A placeholder; its group is the node's number."""


def placeholder(kind: str, nodes: Inlines | Blocks | StepFacts) -> Markup:
    """Return the placeholder of nodes, kept in the running recorder."""
    return Markup(f"{OPEN}{RECORDER.get().embed(kind, nodes)}{CLOSE}")  # noqa: S704 - our own digits only


def inlines_of(value: object, language: str) -> Inlines:
    """Return a template value as inline nodes: a gap for a missing fact, a link for a phone.

    Raises TypeError for a value that has no words of its own, such as a list or a record.
    """
    match value:
        case MissingFact():
            return (RECORDER.get().gap(value),)
        case Markup():
            return _marked_up(value)
        case str():
            return _words(value)
        case Phone():
            return (Link(value.uri, (Text(value.display),)),)
        case bool():
            raise TypeError("a yes-or-no value has no words; ask for it with `{% if … %}`")
        case date():
            return (Text(long_date(value, language)),)
        case int():
            return (Text(format_decimal(value, locale=locale_of(language))),)
        case View():
            raise TypeError("a record has no words of its own; name one of its fields")
        case list() | tuple():
            raise TypeError("a list has no words of its own; write `|listed` or loop over it")
    raise TypeError(f"a {type(value).__name__} cannot stand in the text")


def _marked_up(markup: Markup) -> Inlines:
    """Return what a filter or a macro gave, with the nodes behind its placeholders; its own text is plain."""
    nodes: list[Inline] = []
    for index, piece in enumerate(PLACEHOLDER.split(str(markup))):
        if index % 2 == 0:
            nodes += [Text(" ".join(piece.split("\n")))] if piece.strip() else []
            continue
        kind, embedded = RECORDER.get().embeds[int(piece)]
        if kind != "inline":
            raise TypeError("a card, lines, signatures, paragraphs or a page break cannot stand inside a line")
        nodes += embedded  # type: ignore[arg-type]
    return tuple(nodes)


def _words(text: str) -> Inlines:
    folded = " ".join(str(text).split())
    lead = " " if text[:1].isspace() else ""
    return (Text(lead + folded),) if folded else ()


class Vocabulary:
    """The functions for one document."""

    def __init__(self, context: Context) -> None:
        """Keep what the functions need to know of the document."""
        self._context = context
        self._language = context.language
        self._names: dict[str, int] = {}

    def functions(self) -> Mapping[str, Callable[..., object]]:
        """Return the functions by the name that templates call."""
        return {
            "card": self._card,
            "services_for": self._services_for,
            "partners_for": self._partners_for,
            "cite": self._cite,
            "ref": self._ref,
            "link": self._link,
            "merge": self._merge,
            "fill": self._fill,
            "box": self._box,
            "foreign": self._foreign,
            "lines": self._lines,
            "step": self._step,
            "signatory": self._signatory,
            "signatures": self._signatures,
            "page_break": self._page_break,
            "new_line": self._new_line,
            "process": self._process,
            "named": self._named,
            "call_due": self._call_due,
        }

    # -- functions -----------------------------------------------------------------------------------

    def _card(self, thing: object, *, short: bool = False) -> Markup:
        if isinstance(thing, MissingFact):
            return placeholder("block", (Paragraph((RECORDER.get().gap(thing),)),))
        record = record_of(thing)
        if record is None:
            raise TypeError("`card` takes a contact, a partner or a service of a law pack")
        card = contact_card(record[0], self._context.labels, self._language)
        card = shortened(card) if short else card
        RECORDER.get().read(record[1])
        return placeholder("block", (card,))

    def _services_for(self, *topics: str) -> list[object]:
        context, wanted = self._context, set(topics)
        return [
            shown(service, f"law.{pack.pack.jurisdiction}.services.{service.id}")
            for pack in context.packs
            for service in pack.services
            if wanted & set(service.topics) and service.is_reachable
        ]

    def _partners_for(self, need: str) -> list[object]:
        context = self._context
        return [
            shown(partner, f"partners.{partner.id}")
            for partner in context.profile.partners
            if need in partner.helps_with and context.may_see(partner.audience)
        ]

    def _cite(self, *statements: object) -> Markup:
        parts: list[Inline] = []
        seen: set[str] = set()
        for statement in statements:
            if isinstance(statement, MissingFact):
                parts.append(RECORDER.get().gap(statement))
                continue
            for origin, is_late in self._origins(statement):
                name = origin.authority if isinstance(origin, Citation) else origin.url
                if name not in seen:
                    seen.add(name)
                    parts += [Text("; "), origin] if parts else [origin]
                    parts += [Text(f" ({self._context.labels['verify']})")] if is_late else []
        return placeholder("inline", tuple(parts))

    def _origins(self, statement: object) -> Iterator[tuple[Citation | Link, bool]]:
        """Yield the citations of a statement, or the pages on which it was seen, and whether each is due for review.

        That the whole pack is due stands on every page already.
        """
        record = record_of(statement)
        if record is None or not isinstance(record[0], Sourced):
            raise TypeError("`cite` takes statements of a law pack")
        pack = _pack_of(self._context, record[1])
        RECORDER.get().read(record[1])
        day = self._context.stamp.as_of
        for authority in map(pack.authority, record[0].authorities):
            name = f"{pack.pack.jurisdiction}:{authority.id}"
            address = authority.url_official or authority.url_seen
            yield Citation(name, authority.citation, address), is_overdue(authority, day)
        for source in pack.sources if not record[0].authorities else ():
            if source.id in record[0].sources:
                yield Link(source.url, (Text(source.title),)), is_overdue(source, day)

    def _ref(self, target: str) -> Markup:
        return placeholder("inline", (CrossReference(str(target)),))

    def _link(self, url: object, words: object = "") -> Markup:
        if isinstance(url, MissingFact):
            return placeholder("inline", (RECORDER.get().gap(url),))
        if not isinstance(url, str):
            raise TypeError("`link` takes a web or e-mail address")
        target = f"mailto:{url}" if "@" in url and "://" not in url else str(url)
        return placeholder("inline", (Link(target, inlines_of(words or bare(url), self._language)),))

    def _merge(self, name: str, label: str) -> Markup:
        return placeholder("inline", (MergeField(str(name), str(label)),))

    def _fill(self, label: object, width: int = 24) -> Markup:
        return placeholder("inline", (FillIn(self._unique(label), str(label), width),))

    def _box(self, label: object) -> Markup:
        return placeholder("inline", (Checkbox(self._unique(label), str(label)),))

    def _foreign(self, language: str, words: object) -> Markup:
        children = inlines_of(words, self._language)
        right_to_left = language.partition("-")[0] in {"ar", "fa", "he", "ur", "yi", "ps", "dv"}
        return placeholder("inline", (Foreign(language, children, right_to_left),))

    def _lines(self, label: object, count: int = 6) -> Markup:
        block: Block = WritingLines(self._unique(label), inlines_of(label, self._language), count)
        return placeholder("block", (block,))

    def _step(self, owner: object = "", due: object = "", record: object = "") -> Markup:
        facts = StepFacts(*(inlines_of(part, self._language) for part in (owner, due, record)))
        return placeholder("step", facts)

    def _signatory(self, name: object, title: object, organisation: object = "") -> Signatory:
        return Signatory(
            () if isinstance(name, MissingFact) else inlines_of(name, self._language),
            inlines_of(title, self._language),
            inlines_of(organisation, self._language),
        )

    def _signatures(self, signatories: Sequence[Signatory]) -> Markup:
        return placeholder("block", (SignatureBlock(tuple(signatories)),))

    def _process(self, stages: Iterable[object], start: object, caption: object = "") -> Markup:
        records = [found for found in map(record_of, stages) if found]
        steps = [stage for stage, _ in records if isinstance(stage, Stage)]
        if not steps:
            raise TypeError("`process` takes the stages of a law pack")
        for _, path in records:
            RECORDER.get().read(f"{path}.name")
        words = inlines_of(caption, self._language)
        return placeholder("block", process_blocks(steps, str(start), words, self._context.labels))

    def _named(self, prefix: str, identifier: object) -> Markup:
        name = f"{prefix}-{identifier}"
        if not re.fullmatch(SLUG_PATTERN, name):
            raise TypeError("`named` takes a word and the id of a statement of a law pack, of a contact or partner")
        return Markup(f"{{#{name}}}")  # noqa: S704 - a slug of ours

    def _call_due(self, entry: object) -> object:
        record = record_of(entry)
        if record is None or not isinstance(record[0], Contact | Partner):
            raise TypeError("`call_due` takes a contact or a partner")
        absent = MissingFact(f"{record[1]}.last_verified", f"the day on which {_name(record[0])} was called")
        return call_due(record[0]) or absent

    def _new_line(self) -> Markup:
        return placeholder("inline", (LineBreak(),))

    def _page_break(self) -> Markup:
        return placeholder("block", (PageBreak(),))

    def _unique(self, label: object) -> str:
        base = "".join(c if c.isascii() and c.isalnum() else "_" for c in str(label).lower()).strip("_")[:40] or "field"
        self._names[base] = self._names.get(base, 0) + 1
        return base if self._names[base] == 1 else f"{base}_{self._names[base]}"


# -- filters ---------------------------------------------------------------------------------------


def _listed(values: Iterable[object], joiner: str = "and") -> Markup:
    values = list(values)
    if any(isinstance(value, Markup) for value in values):
        raise TypeError("`listed` takes facts and plain words, not what a macro or another filter gave")
    texts = [str(value) for value in values]
    style: Literal["or", "standard"] = "or" if joiner == "or" else "standard"
    words = format_list(texts, style=style, locale=locale_of(RECORDER.get().language)) if texts else ""
    return placeholder("inline", _words(words))


def _count(number: object, singular: str, plural: str = "") -> Markup:
    words = singular if number == 1 else plural or f"{singular}s"
    return placeholder("inline", (*inlines_of(number, RECORDER.get().language), Text(f" {words}")))


def _paragraphs(text: object) -> Markup:
    if isinstance(text, MissingFact):
        return placeholder("block", (Paragraph((RECORDER.get().gap(text),)),))
    parts = [part for part in str(text).split("\n\n") if part.strip()]
    return placeholder("block", tuple(Paragraph(_words(part.strip())) for part in parts))


def _lower_first(value: object) -> str:
    return _first_letter(value, str.lower)


def _upper_first(value: object) -> str:
    return _first_letter(value, str.upper)


def _first_letter(value: object, change: Callable[[str], str]) -> str:
    """Return words as words, so that they can be listed; what a macro or a filter gave as such again."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _changed(value, change)
    nodes = inlines_of(value, RECORDER.get().language)
    match nodes:
        case (Text(text), *others):
            return placeholder("inline", (Text(_changed(text, change)), *others))
    return placeholder("inline", nodes)


def _changed(text: str, change: Callable[[str], str]) -> str:
    """Return a text with its first letter changed, unless its first word is an abbreviation such as LGBTQ+."""
    return text if text[1:2].isupper() else change(text[:1]) + text[1:]


FILTERS: Mapping[str, Callable[..., object]] = {
    "listed": _listed,
    "count": _count,
    "lower_first": _lower_first,
    "upper_first": _upper_first,
    "paragraphs": _paragraphs,
}
"""The filters by the name that templates use."""


def _name(entry: Contact | Partner) -> str:
    return entry.name if isinstance(entry, Partner) else entry.label


def _pack_of(context: Context, path: str) -> LawPack:
    jurisdiction = path.split(".")[1]
    return next(pack for pack in context.packs if pack.pack.jurisdiction == jurisdiction)
