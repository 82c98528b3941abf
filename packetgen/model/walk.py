"""Walking the tree: visit every block, change blocks from the inside out, read the plain text.

Used by the passes, the writers and the checks; knows every node, so that nobody else has to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import assert_never

from packetgen.model.document import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Checkbox,
    Checklist,
    Citation,
    ContactCard,
    Contents,
    CrossReference,
    DefinitionList,
    Emphasis,
    Figure,
    FillIn,
    Foreign,
    Gap,
    Inline,
    Inlines,
    LineBreak,
    Link,
    MergeField,
    OrderedList,
    PageBreak,
    Paragraph,
    ProcessFigure,
    Section,
    SignatureBlock,
    Strong,
    Table,
    Text,
    WritingLines,
)


def children_of(block: Block) -> Iterator[Blocks]:
    """Yield the groups of blocks that stand inside a block: items, meanings, a section's own."""
    match block:
        case Section() | Callout():
            yield block.blocks
        case BulletList() | OrderedList():
            yield from block.items
        case Checklist():
            yield from (item.blocks for item in block.items)
        case DefinitionList():
            yield from (item.blocks for item in block.items)
        case _:
            return


def inlines_of(block: Block) -> Iterator[Inlines]:
    """Yield the runs of inline nodes that a block itself holds, in reading order, not those of blocks inside it."""
    match block:
        case Section() | Callout():
            yield block.title
        case Paragraph():
            yield block.children
        case Table():
            yield block.caption
            yield from block.header
            for row in block.rows:
                yield from row
        case Checklist():
            for item in block.items:
                yield from (item.owner, item.due, item.record)
        case Figure() | ProcessFigure():
            yield block.caption
        case ContactCard():
            yield from (block.name, block.purpose)
            for channel in block.channels:
                yield from (channel.value, channel.note)
            yield from (block.hours, block.languages, block.confidentiality, block.verified)
        case SignatureBlock():
            for who in block.signatories:
                yield from (who.name, who.title, who.organisation)
        case WritingLines():
            yield block.label
        case DefinitionList():
            yield from (item.term for item in block.items)
        case Contents():
            yield from (entry.title for entry in block.entries)
        case BulletList() | OrderedList() | PageBreak():
            return
        case _:
            assert_never(block)


def walk(blocks: Blocks) -> Iterator[Block]:
    """Yield every block of a tree, each before what it holds."""
    for block in blocks:
        yield block
        for group in children_of(block):
            yield from walk(group)


def walk_inlines(nodes: Inlines) -> Iterator[Inline]:
    """Yield every inline node, each before what it holds."""
    for node in nodes:
        yield node
        if isinstance(node, (Strong, Emphasis, Link, Foreign)):
            yield from walk_inlines(node.children)


def all_inlines(blocks: Blocks) -> Iterator[Inline]:
    """Yield every inline node of a tree in reading order of the blocks."""
    for block in walk(blocks):
        for run in inlines_of(block):
            yield from walk_inlines(run)


def sections(blocks: Blocks) -> Iterator[Section]:
    """Yield every section of a tree in order."""
    yield from (block for block in walk(blocks) if isinstance(block, Section))


def transform(blocks: Blocks, change: Callable[[Block], Blocks]) -> Blocks:
    """Return the tree with ``change`` done to every block, from the inside out; it may return none or several."""
    return tuple(new for block in blocks for new in change(_with_children(block, lambda b: transform(b, change))))


def _with_children(block: Block, change: Callable[[Blocks], Blocks]) -> Block:
    match block:
        case Section() | Callout():
            return replace(block, blocks=change(block.blocks))
        case BulletList() | OrderedList():
            return replace(block, items=tuple(change(item) for item in block.items))
        case Checklist():
            return replace(block, items=tuple(replace(i, blocks=change(i.blocks)) for i in block.items))
        case DefinitionList():
            return replace(block, items=tuple(replace(i, blocks=change(i.blocks)) for i in block.items))
        case _:
            return block


def transform_inlines(blocks: Blocks, change: Callable[[Inline], Inline]) -> Blocks:
    """Return the tree with ``change`` done to every inline node of paragraphs, titles, cells and terms."""

    def runs(nodes: Inlines) -> Inlines:
        return tuple(change(_with_inlines(node, runs)) for node in nodes)

    return transform(blocks, lambda block: (_with_runs(block, runs),))


def _with_inlines(node: Inline, change: Callable[[Inlines], Inlines]) -> Inline:
    if isinstance(node, (Strong, Emphasis, Link, Foreign)):
        return replace(node, children=change(node.children))
    return node


def _with_runs(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    match block:
        case Section() | Callout():
            return replace(block, title=change(block.title))
        case Paragraph():
            return replace(block, children=change(block.children))
        case Table():
            rows = tuple(tuple(change(cell) for cell in row) for row in block.rows)
            return replace(
                block,
                caption=change(block.caption),
                header=tuple(map(change, block.header)),
                rows=rows,
            )
        case Checklist():
            items = (replace(i, owner=change(i.owner), due=change(i.due), record=change(i.record)) for i in block.items)
            return replace(block, items=tuple(items))
        case DefinitionList():
            return replace(block, items=tuple(replace(i, term=change(i.term)) for i in block.items))
        case _:
            return block


def plain_inlines(nodes: Inlines) -> str:
    """Return the words of inline nodes as a reader sees them; a place to write in is "____"."""
    return "".join(_plain(node) for node in nodes)


def _plain(node: Inline) -> str:
    match node:
        case Text() | CrossReference() | Citation():
            return node.text
        case Strong() | Emphasis() | Link() | Foreign():
            return plain_inlines(node.children)
        case MergeField():
            return f"«{node.label}»"
        case FillIn():
            return "____"
        case Checkbox():
            return f"☐ {node.label}"
        case Gap():
            return f"[gap {node.number}: {node.label}]"
        case LineBreak():
            return "\n"
        case _:
            assert_never(node)


def plain_text(block: Block) -> str:
    """Return the words of a block and all it holds, one run a line: what fingerprints and checks read."""
    own = [plain_inlines(run) for run in inlines_of(block)]
    inside = [plain_text(child) for group in children_of(block) for child in group]
    return "\n".join(part for part in (*own, *inside) if part)
