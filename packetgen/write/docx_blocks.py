"""Blocks into body XML: each node of the tree in, paragraphs and tables out; ends in ``assert_never``.

Called by ``docx``. Boxes are bordered and shaded paragraphs, never layout tables: a screen reader reads them as text.
What each block looks like is the business of the styles in ``templates/_style/base_docx``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import assert_never

from packetgen.model.document import (
    Block,
    Blocks,
    BulletList,
    Callout,
    CalloutKind,
    Checklist,
    ChecklistItem,
    ContactCard,
    Contents,
    DefinitionList,
    Figure,
    Foreign,
    Inlines,
    OrderedList,
    PageBreak,
    Paragraph,
    ProcessFigure,
    Section,
    SignatureBlock,
    Table,
    WritingLines,
)
from packetgen.model.walk import plain_inlines
from packetgen.write.docx_contents import contents
from packetgen.write.docx_drawing import process_figure
from packetgen.write.docx_figure import figure
from packetgen.write.docx_forms import (
    checklist_details,
    checklist_step,
    contact_card,
    signature_block,
    writing_lines,
)
from packetgen.write.docx_headings import heading_list
from packetgen.write.docx_inline import Mark, inlines, run
from packetgen.write.docx_paragraph import paragraph
from packetgen.write.docx_story import Story
from packetgen.write.docx_table import table

_LISTS = (BulletList, OrderedList, Checklist, DefinitionList)
_DEEPEST_LIST = 8
_HEADING_STYLES = ("Heading1", "Heading2", "Heading3", "Heading4")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: what plain text and lists look like there."""

    text: str = "BodyText"
    boxed: bool = False
    depth: int = 0
    """How many lists stand around it."""
    keep: bool = False
    """Whether its paragraphs stay on the page of what follows."""


TOP = Place()


def blocks(story: Story, children: Blocks, place: Place = TOP) -> None:
    """Write some blocks, one after another."""
    for child, follower in zip_longest(children, children[1:]):
        lead_in = isinstance(child, Paragraph) and isinstance(follower, _LISTS) and _ends_open(child)
        _block(story, child, replace(place, keep=True) if lead_in else place)


def _ends_open(paragraph_: Paragraph) -> bool:
    """Return whether a paragraph leads into what follows, so that no page may part them."""
    return plain_inlines(paragraph_.children).rstrip().endswith(":")


def _block(story: Story, block: Block, place: Place) -> None:
    number = story.open_clause(block.id, "section" if isinstance(block, Section) else "clause")
    _write(story, block, place)
    story.close_clause(number)
    if isinstance(block, _LISTS):
        story.space_above = max(story.space_above, story.frame.looks[story.style(place.text)].after)
    elif isinstance(block, Callout | ContactCard | WritingLines | SignatureBlock):
        story.space_above = story.frame.block_space


def _write(story: Story, block: Block, place: Place) -> None:
    match block:
        case Section():
            _section(story, block)
        case Paragraph(children):
            _plain_paragraph(story, children, place)
        case BulletList(items):
            _list(story, items, place, _bullets(story, place), "ListBullet")
        case OrderedList(items, start):
            _list(story, items, place, _new_numbers(story, place, start), "ListNumber")
        case Checklist(items):
            for step in items:
                _checklist_item(story, step, place)
        case Table():
            table(story, block)
        case Callout():
            _callout(story, block)
        case Figure():
            figure(story, block)
        case ProcessFigure():
            process_figure(story, block)
        case ContactCard():
            contact_card(story, block)
        case SignatureBlock():
            signature_block(story, block)
        case WritingLines():
            writing_lines(story, block)
        case DefinitionList(items):
            for item in items:
                paragraph(story, "Term", inlines(story, item.term))
                blocks(story, item.blocks, replace(place, text="Definition"))
        case Contents():
            contents(story, block)
        case PageBreak():
            story.page_break = True
        case _:
            assert_never(block)


def _plain_paragraph(story: Story, children: Inlines, place: Place) -> None:
    whole_rtl = bool(children) and all(isinstance(c, Foreign) and c.right_to_left for c in children)
    paragraph(story, place.text, inlines(story, children), keep_next=place.keep, right_to_left=whole_rtl)


def _section(story: Story, section: Section) -> None:
    level = min(section.level, len(_HEADING_STYLES))
    style = _HEADING_STYLES[level - 1]
    none = story.frame.lists.none
    number = heading_list(story, section.number, section.level)
    literal = run(story, f"{section.number} ") if number == none and section.number else ""
    paragraph(
        story,
        style,
        literal + inlines(story, section.title),
        number=number,
        level=0 if number == none else level - 1,
        indent=story.frame.looks[story.style(style)].hanging,
    )
    blocks(story, section.blocks)


# -- lists -----------------------------------------------------------------------------------------


def _bullets(story: Story, place: Place) -> str:
    return story.frame.lists.box_bullets if place.boxed else story.frame.lists.bullets


def _new_numbers(story: Story, place: Place, start: int) -> str:
    """Return a list of its own, so that its numbers never go on from another's."""
    lists = story.frame.lists
    abstract = lists.box_numbers if place.boxed else lists.numbers
    return story.new_list(abstract, min(place.depth, _DEEPEST_LIST), start)


def _list(story: Story, items: tuple[Blocks, ...], place: Place, number: str, style: str) -> None:
    level = min(place.depth, _DEEPEST_LIST)
    indent = story.frame.list_indent * (level + 1)
    inner = _inside_item(place)
    for position, item in enumerate(items, start=1):
        first, rest = _first_paragraph(item)
        clause = story.open_clause(first.id)
        paragraph(
            story,
            place.text if place.boxed else style,
            inlines(story, first.children),
            keep_next=place.keep or (place.boxed and (position < len(items) or bool(rest))),
            number=number,
            level=level,
            indent=indent,
        )
        story.close_clause(clause)
        blocks(story, rest, inner)


def _first_paragraph(item: Blocks) -> tuple[Paragraph, Blocks]:
    """Return what stands beside an item's mark, and the blocks below; the mark may stand alone."""
    match item:
        case (Paragraph() as first, *_):
            return first, item[1:]
        case _:
            return Paragraph(()), item


def _inside_item(place: Place) -> Place:
    depth = place.depth + 1
    continued = ("ListContinue", "ListContinue2", "ListContinue3")[min(depth, 3) - 1]
    return replace(place, depth=depth, text=place.text if place.boxed else continued)


# -- boxes and steps -------------------------------------------------------------------------------


def _callout(story: Story, callout: Callout) -> None:
    """Write a callout: what kind it is in words, its own title, then its text, all beside one bar."""
    prefix = "Safety" if callout.kind is CalloutKind.SAFETY else "Callout"
    kind, title = story.labels[callout.kind], plain_inlines(callout.title)
    content = ""
    if title.casefold() != kind.casefold():
        content = run(story, kind, Mark("CalloutKind"))
        story.said.append("\n" if callout.title else " ")
        content += "<w:r><w:br/></w:r>" if callout.title else ""
    paragraph(story, f"{prefix}Title", content + inlines(story, callout.title))
    place = Place(f"{prefix}Text", boxed=True)
    blocks(story, callout.blocks[:-1], replace(place, keep=True))
    blocks(story, callout.blocks[-1:], place)


def _checklist_item(story: Story, item: ChecklistItem, place: Place) -> None:
    first, rest = _first_paragraph(item.blocks)
    clause = story.open_clause(first.id)
    checklist_step(story, item, first.children, last=not rest)
    story.close_clause(clause)
    blocks(story, rest, replace(place, text="ChecklistText"))
    checklist_details(story, item)
