"""Any Document: every node of the tree, nested, with text as nasty as profiles and templates allow.

Ids and names of form fields are unique in a document, as ``assemble`` makes them; everything else is free.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from hypothesis import strategies as st
from ruamel.yaml import YAML

from packetgen.model.document import (
    Audience,
    Block,
    Blocks,
    BulletList,
    Callout,
    CalloutKind,
    Channel,
    Checkbox,
    Checklist,
    ChecklistItem,
    Citation,
    ContactCard,
    Contents,
    ContentsEntry,
    CrossReference,
    Definition,
    DefinitionList,
    Document,
    Emphasis,
    FillIn,
    Foreign,
    Gap,
    HeaderRow,
    Inline,
    Inlines,
    LineBreak,
    Link,
    MergeField,
    OpenItem,
    OrderedList,
    PageBreak,
    Paragraph,
    ProcessFigure,
    ProcessStep,
    Provenance,
    Section,
    Signatory,
    SignatureBlock,
    Status,
    Strong,
    Table,
    Text,
    WritingLines,
)
from packetgen.model.walk import sections, transform, transform_inlines, walk
from packetgen.values import Fingerprint, JurisdictionId, Slug

_LABELS = Path(__file__).parents[1] / "templates" / "_shared" / "labels" / "en.yaml"
LABELS = tuple((key, str(value)) for key, value in YAML(typ="safe").load(_LABELS.read_text(encoding="utf-8")).items())

AWKWARD = (
    "O'Brien & Sons",
    "<select> & </w:t>",
    "{{ 7*7 }}",
    "*", "|", "# 1.", "[x](y)", "]]>", "&amp;", '"quoted"', "\\",
    "Kauaʻi", "Doña Ana", "Pō‘ai",
    "مكتب المدعي العام", "לשכת התובע",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 2,
    "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "e\N{COMBINING ACUTE ACCENT}", "\N{FACE WITH TEARS OF JOY}",
)  # fmt: skip
"""Text that has broken writers: markup of every kind, other scripts, long names, spaces that are none."""

_CHARACTERS = st.characters(exclude_categories=("C", "Zl", "Zp"))
"""What a Text may hold: no control, no line break, no private use, no surrogate."""

words = st.sampled_from(AWKWARD) | st.text(_CHARACTERS, min_size=1, max_size=20)
urls = st.sampled_from(("https://example.org/a?b=c&d=%20#e", "tel:+15735550100", "mailto:a@example.org"))


stems = st.sampled_from(("delay", "who-notifies", "1a", "a-very-long-name-for-a-clause-of-a-policy"))
some_stems = stems | st.just("")
field_names = st.just("field")
"""Ids and names of form fields before ``_with_unique_names`` has told them apart."""


def _inline_nodes(inner: st.SearchStrategy[Inlines]) -> st.SearchStrategy[Inline]:
    """Return a strategy for any inline node; those that hold others hold ``inner``."""
    text = st.builds(Text, words)
    kinds: tuple[st.SearchStrategy[Inline], ...] = (
        text,
        st.builds(Strong, inner),
        st.builds(Emphasis, inner),
        st.builds(Link, urls, inner),
        st.builds(CrossReference, st.sampled_from(("0", "1", "2", "nowhere")), words),
        st.builds(Citation, st.just("us:example"), words, urls | st.just("")),
        st.builds(MergeField, st.just("recipient_name"), words),
        st.builds(FillIn, field_names, words, st.integers(1, 40)),
        st.builds(Checkbox, field_names, words),
        st.builds(Gap, st.integers(1, 99), st.just("agency.website"), words),
        st.builds(Foreign, st.sampled_from(("es", "ar", "zh-Hans")), inner, st.booleans()),
        st.just(LineBreak()),
    )
    return st.one_of(text, *kinds)


_plain: st.SearchStrategy[Inlines] = st.tuples(st.builds(Text, words))
_shallow = st.lists(_inline_nodes(_plain), min_size=1, max_size=2).map(tuple)
inlines = st.lists(_inline_nodes(_shallow), min_size=1, max_size=3).map(tuple)
"""Some inline nodes, two levels deep."""
perhaps = inlines | st.just(())


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table whose rows are as long as its header and whose widths add up to 100."""
    columns = draw(st.integers(1, 4))
    rows = [tuple(draw(perhaps) for _ in range(columns)) for _ in range(draw(st.integers(1, 3)))]
    each = 100 // columns
    widths = (100 - (columns - 1) * each, *[each] * (columns - 1))
    return Table(draw(perhaps), rows[0], tuple(rows[1:]), widths, draw(st.booleans()), draw(some_stems))


_channel_kinds = st.sampled_from(("phone", "text", "tty", "videophone", "chat", "email", "web", "address"))
contact_cards = st.builds(
    ContactCard,
    name=inlines,
    purpose=perhaps,
    channels=st.lists(st.builds(Channel, _channel_kinds, words, inlines, perhaps), max_size=2).map(tuple),
    hours=perhaps,
    languages=perhaps,
    confidentiality=perhaps,
    verified=perhaps,
    id=some_stems,
)


_steps = st.builds(ProcessStep, words, words | st.just(""), st.booleans(), st.booleans())


def _block_nodes(inner: st.SearchStrategy[Blocks]) -> st.SearchStrategy[Block]:
    """Return a strategy for any block but a section; those that hold others hold ``inner``."""
    items = st.lists(inner, min_size=1, max_size=2).map(tuple)
    step = st.builds(ChecklistItem, inner, field_names, perhaps, perhaps, perhaps)
    signatory = st.builds(Signatory, perhaps, inlines, perhaps)
    kinds: tuple[st.SearchStrategy[Block], ...] = (
        st.builds(Paragraph, inlines, some_stems),
        st.builds(BulletList, items, some_stems),
        st.builds(OrderedList, items, st.integers(1, 9), some_stems),
        st.builds(Checklist, st.lists(step, min_size=1, max_size=2).map(tuple), some_stems),
        tables(),
        st.builds(Callout, st.sampled_from(CalloutKind), perhaps, inner, some_stems),
        contact_cards,
        st.builds(SignatureBlock, st.lists(signatory, min_size=1, max_size=2).map(tuple), some_stems),
        st.builds(WritingLines, field_names, inlines, st.integers(1, 8), some_stems),
        st.builds(DefinitionList, st.lists(st.builds(Definition, inlines, inner), min_size=1, max_size=2).map(tuple)),
        st.builds(PageBreak, some_stems),
        st.builds(
            ProcessFigure, st.lists(_steps, min_size=1, max_size=9).map(tuple), words, words, perhaps, some_stems
        ),
    )
    return st.one_of(kinds)


_leaves: st.SearchStrategy[Blocks] = st.lists(st.builds(Paragraph, inlines, some_stems), min_size=1, max_size=2).map(
    tuple
)
_nested: st.SearchStrategy[Blocks] = st.lists(_block_nodes(_leaves), min_size=1, max_size=2).map(tuple)
blocks: st.SearchStrategy[Blocks] = st.lists(_block_nodes(_nested), min_size=1, max_size=3).map(tuple)
"""Some blocks that are no sections, two levels deep."""


@st.composite
def section_nodes(draw: st.DrawFn, number: str, level: int) -> Section:
    """Draw a section and, to the third level, the sections in it; all carry numbers."""
    below = draw(st.integers(0, 2)) if level < 3 else 0
    inner = tuple(draw(section_nodes(f"{number}.{place}", level + 1)) for place in range(1, below + 1))
    return Section(draw(stems), level, draw(_shallow), (*draw(blocks), *inner), number)


def _with_unique_names(tree: Blocks) -> Blocks:
    """Return the tree with ids and names that occur once, and cross-references to ids that it has."""
    numbers, ids = count(1), [block.id for block in walk(tree) if block.id]
    known = [f"{stem}-{place}" for place, stem in enumerate(ids, start=1)]
    given = iter(known)

    def named(node: Inline) -> Inline:
        match node:
            case FillIn() | Checkbox():
                return replace(node, name=f"{node.name}-{next(numbers)}")
            case CrossReference(target) if target.isdecimal() and known:
                return replace(node, target=known[int(target) % len(known)])
            case _:
                return node

    def identified(block: Block) -> Blocks:
        own: Block = replace(block, id=next(given)) if block.id else block
        if isinstance(own, Checklist):
            own = replace(own, items=tuple(replace(i, name=f"step-{next(numbers)}") for i in own.items))
        return (own,)

    return transform(transform_inlines(tree, named), identified)


def _without_numbers(block: Block) -> Blocks:
    return (replace(block, number="") if isinstance(block, Section) else block,)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a whole document; when it has contents, they name each of its sections."""
    numbered, draft = draw(st.booleans()), draw(st.booleans())
    top = tuple(draw(section_nodes(str(number), 1)) for number in range(1, draw(st.integers(1, 3)) + 1))
    tree = _with_unique_names((*draw(blocks), *top))
    if not numbered:
        tree = transform(tree, _without_numbers)
    entries = tuple(ContentsEntry(s.level, s.number, s.title, s.id) for s in sections(tree))
    listed: Blocks = (Contents("Contents", entries),) if draw(st.booleans()) else ()
    return Document(
        slug=Slug("agency-policy"),
        profile_id=Slug("example-county"),
        title=draw(words),
        subtitle=draw(words | st.just("")),
        agency=draw(words),
        language=draw(st.sampled_from(("en-US", "es"))),
        audience=draw(st.sampled_from(Audience)),
        status=Status.DRAFT if draft else Status.FINAL,
        blocks=(*listed, *tree),
        provenance=PROVENANCE,
        labels=LABELS,
        header_rows=tuple(draw(st.lists(st.builds(HeaderRow, words, inlines), max_size=2))),
        numbered=numbered,
        policy_number=draw(st.sampled_from(("", "VS-4.12", "A & B"))),
        version=draw(st.sampled_from(("", "1.0"))),
        notices=tuple(draw(st.lists(words, max_size=2))),
        open_items=tuple(draw(st.lists(st.builds(OpenItem, words), max_size=2))) if draft else (),
        facts=("agency.name", "law.us-mo.compensation.deadline"),
        footer=draw(_shallow | st.just(())),
        page_size=draw(st.sampled_from(("letter", "a4"))),
        accent=draw(st.sampled_from(("", "#8a1c1c"))),
    )


PROVENANCE = Provenance(
    packetgen="0.1.0",
    profile=Fingerprint("a" * 16),
    template=Fingerprint("b" * 16),
    style=Fingerprint("c" * 16),
    law=((JurisdictionId("us-mo"), "2026.1", Fingerprint("d" * 16)),),
    built_on=date(2026, 3, 1),
    as_of=date(2026, 3, 1),
)
