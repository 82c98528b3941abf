"""Document to HTML: the tree comes in, one accessible web page goes out. Read this writer first.

A writer is a trio: ``_document`` reads as a list of what stands on the page, ``_block`` and ``_inline`` (in
``html_inline``) match on every node of the tree. The registry calls ``write_html``; ``write.pdf`` sets the same
page on paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from packetgen.model.document import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Checklist,
    ChecklistItem,
    ContactCard,
    Contents,
    DefinitionList,
    Document,
    Figure,
    Inlines,
    OrderedList,
    PageBreak,
    Paragraph,
    ProcessFigure,
    Section,
    Signatory,
    SignatureBlock,
    Table,
    WritingLines,
)
from packetgen.model.style import Style
from packetgen.model.walk import plain_inlines
from packetgen.write.html_head import Medium, head, picture_url
from packetgen.write.html_inline import Page, checkbox, escape, inlines
from packetgen.write.html_process import process_figure
from packetgen.write.labels import Labels, is_right_to_left

_OPEN_ITEMS = "packetgen-open-items"
_ENTRIES_OF_TWO_COLUMNS = range(17, 70)
"""How many entries of the contents are too many for one column and not too many for one page."""

_BIG_CHANNELS = frozenset({"phone", "text", "tty", "videophone", "relay"})


def write_html(document: Document, style: Style, assets: Mapping[str, bytes]) -> bytes:
    """Return the document as one self-contained HTML file in UTF-8; ``assets`` holds pictures by name."""
    return render(document, style, assets, Medium.WEB).encode()


def render(document: Document, style: Style, assets: Mapping[str, bytes], medium: Medium) -> str:
    """Return the document as an HTML page for the web, or as the same page for the PDF engine."""
    page = Page(document, Labels(document), {**style.pictures, **assets}, style, medium)
    return f"<!DOCTYPE html>\n{_document(page, style, medium)}\n"


def _document(page: Page, style: Style, medium: Medium) -> str:
    document = page.document
    direction = "rtl" if is_right_to_left(document.language) else "ltr"
    classes = f"{document.audience} {document.status} {medium}"
    return "\n".join(
        (
            f'<html lang="{escape(document.language)}" dir="{direction}" class="{classes}">',
            head(document, style, page.labels, medium),
            "<body>",
            f'<a class="skip" href="#main">{escape(page.labels["skip_to_content"])}</a>',
            _notices(document.notices),
            '<main id="main">',
            _title_block(page),
            _blocks(page, document.blocks),
            _open_items(page),
            "</main>",
            _page_footer(page),
            "</body>",
            "</html>",
        )
    )


# -- the frame of the page -------------------------------------------------------------------------


def _notices(notices: tuple[str, ...]) -> str:
    """Return what stands above everything else: that this is a draft, that the agency is fictional."""
    lines = "".join(f"<p>{escape(notice)}</p>" for notice in notices)
    return f'<div class="notices" role="note">{lines}</div>' if lines else ""


def _title_block(page: Page) -> str:
    document = page.document
    logo = _figure(page, document.logo) if document.logo else ""
    # The last three words stay together: no word of a subtitle stands alone on its line.
    bound = "\N{NO-BREAK SPACE}".join(escape(document.subtitle).rsplit(" ", 2))
    subtitle = f'<p class="subtitle">{bound}</p>' if bound else ""
    return (
        f'<header class="title">{logo}<h1>{escape(document.title)}</h1>{subtitle}'
        f'<p class="agency">{escape(document.agency)}</p></header>\n{_header_rows(page)}'
    )


def _header_rows(page: Page) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(row.label)}</th><td>{inlines(page, row.value)}</td></tr>\n'
        for row in page.document.header_rows
    )
    return f'<table class="header-rows"><tbody>\n{rows}</tbody></table>' if rows else ""


def _open_items(page: Page) -> str:
    """Return the list of what keeps a draft from being released, at the end of the text."""
    items = "".join(f"<li>{escape(item.text)}</li>\n" for item in page.document.open_items)
    if not items:
        return ""
    return (
        f'<section id="{_OPEN_ITEMS}" class="open-items"><h2>{escape(page.labels["open_items"])}</h2>\n'
        f"<p>{escape(page.labels['open_items_intro'])}</p>\n<ol>\n{items}</ol></section>"
    )


def _page_footer(page: Page) -> str:
    """Return the foot of the web page; on paper the same words run at the foot of every sheet."""
    contact = f"<p>{inlines(page, page.document.footer)}</p>" if page.document.footer else ""
    return f"<footer>{contact}<p>{escape(page.labels.edition)}</p></footer>"


# -- blocks ----------------------------------------------------------------------------------------


def _blocks(page: Page, blocks: Blocks) -> str:
    return "\n".join(_block(page, block) for block in blocks)


def _block(page: Page, block: Block) -> str:
    match block:
        case Section():
            return _section(page, block)
        case Paragraph():
            return f"<p{_id(block)}>{inlines(page, block.children)}</p>"
        case BulletList():
            return f"<ul{_id(block)}>\n{_items(page, block.items)}</ul>"
        case OrderedList():
            start = f' start="{block.start}"' if block.start != 1 else ""
            return f"<ol{_id(block)}{start}>\n{_items(page, block.items)}</ol>"
        case Checklist():
            steps = "".join(_step(page, item) for item in block.items)
            return f'<ul{_id(block)} class="checklist">\n{steps}</ul>'
        case Table():
            return _table(page, block)
        case Callout():
            return _callout(page, block)
        case Figure():
            return _figure(page, block)
        case ProcessFigure():
            return process_figure(page, block)
        case ContactCard():
            return _contact_card(page, block)
        case SignatureBlock():
            lines = "".join(_signature(page, who) for who in block.signatories)
            return f'<div{_id(block)} class="signatures">{lines}</div>'
        case WritingLines():
            return _writing_lines(page, block)
        case DefinitionList():
            pairs = (
                f"<dt>{inlines(page, item.term)}</dt>\n<dd>{_blocks(page, item.blocks)}</dd>\n" for item in block.items
            )
            return f"<dl{_id(block)}>\n{''.join(pairs)}</dl>"
        case Contents():
            return _contents(page, block)
        case PageBreak():
            return f'<div{_id(block)} class="page-break"></div>'
        case _:
            assert_never(block)


def _section(page: Page, section: Section) -> str:
    level = min(section.level + 1, 6)
    number = f'<span class="number">{escape(section.number)}</span> ' if section.number else ""
    title = f"<h{level}>{number}{inlines(page, section.title)}</h{level}>"
    return f"<section{_id(section)}>{title}\n{_blocks(page, section.blocks)}</section>"


def _items(page: Page, items: tuple[Blocks, ...]) -> str:
    return "".join(f"<li>{_item(page, item)}</li>\n" for item in items)


def _item(page: Page, blocks: Blocks) -> str:
    """Return an item's blocks; one paragraph alone needs no element of its own."""
    match blocks:
        case (Paragraph(children=words, id=""),):
            return inlines(page, words)
        case _:
            return _blocks(page, blocks)


def _step(page: Page, item: ChecklistItem) -> str:
    name = plain_inlines(next((b.children for b in item.blocks if isinstance(b, Paragraph)), ()))
    facts = (("owner", item.owner), ("due", item.due), ("record", item.record))
    lines = " ".join(
        f"<span><strong>{escape(page.labels[key])}:</strong> {inlines(page, value)}</span>"
        for key, value in facts
        if value
    )
    told = f'<p class="step-facts">{lines}</p>' if lines else ""
    return f"<li>{checkbox(item.name, name)}<div>{_item(page, item.blocks)}{told}</div></li>\n"


def _table(page: Page, table: Table) -> str:
    columns = "".join(f'<col style="width:{width}%">' for width in table.widths)
    head_cells = "".join(f'<th scope="col">{inlines(page, cell)}</th>' for cell in table.header)
    rows = "".join(_row(page, row, row_header=table.row_headers) for row in table.rows)
    caption = f"<caption>{inlines(page, table.caption)}</caption>" if table.caption else ""
    head = f"<tr>{head_cells}</tr>"
    # PDF/UA wants no head without a body: a table without rows shows its head as its only row.
    body = f"<thead>{head}</thead>\n<tbody>\n{rows}</tbody>" if rows else f"<tbody>{head}</tbody>"
    return f'<div class="table"><table{_id(table)}>{caption}<colgroup>{columns}</colgroup>\n{body}</table></div>'


def _row(page: Page, row: tuple[Inlines, ...], *, row_header: bool) -> str:
    cells = [f"<td>{inlines(page, cell)}</td>" for cell in row]
    if row_header and row:
        cells[0] = f'<th scope="row">{inlines(page, row[0])}</th>'
    return f"<tr>{''.join(cells)}</tr>\n"


def _callout(page: Page, callout: Callout) -> str:
    """Return a boxed region named by its heading: what kind it is in words, then its own title."""
    kind, title = page.labels[callout.kind], plain_inlines(callout.title)
    shown_kind = f'<span class="kind">{escape(kind)}</span> '
    if title.casefold() == kind.casefold():
        shown_kind = ""
    name = escape(f"{callout.id}-title")
    own_id, named = (
        (f' id="{name}"', f'aria-labelledby="{name}"') if callout.id else ("", f'aria-label="{escape(title or kind)}"')
    )
    heading = f'<p class="callout-title"{own_id}>{shown_kind}{inlines(page, callout.title)}</p>'
    return (
        f'<section{_id(callout)} class="callout {callout.kind}" {named}>{heading}\n'
        f"{_blocks(page, callout.blocks)}</section>"
    )


def _figure(page: Page, figure: Figure) -> str:
    alt = 'alt="" role="presentation"' if figure.decorative else f'alt="{escape(figure.alt)}"'
    source = picture_url(figure.source, page.pictures[figure.source])
    caption = f"<figcaption>{inlines(page, figure.caption)}</figcaption>" if figure.caption else ""
    picture = f'<img src="{source}" {alt} style="width:{figure.width_mm:g}mm">'
    return f"<figure{_id(figure)}>{picture}{caption}</figure>"


def _contact_card(page: Page, card: ContactCard) -> str:
    rows = [
        (channel.label, inlines(page, channel.value), inlines(page, channel.note), channel.kind)
        for channel in card.channels
    ]
    told = (("hours", card.hours), ("languages", card.languages), ("private", card.confidentiality))
    rows += [(page.labels[key], inlines(page, value), "", key) for key, value in told if value]
    pairs = "".join(_contact_row(*row) for row in rows)
    purpose = f'<p class="purpose">{inlines(page, card.purpose)}</p>' if card.purpose else ""
    verified = f'<p class="verified">{inlines(page, card.verified)}</p>' if card.verified else ""
    return (
        f'<div{_id(card)} class="card"><p class="card-name">{inlines(page, card.name)}</p>{purpose}\n'
        f"<dl>{pairs}</dl>{verified}</div>"
    )


def _contact_row(label: str, value: str, note: str, kind: str) -> str:
    size = ' class="big"' if kind in _BIG_CHANNELS else ""
    shown_note = f' <span class="channel-note">{note}</span>' if note else ""
    return f"<dt{size}>{escape(label)}</dt><dd{size}><span>{value}</span>{shown_note}</dd>\n"


def _signature(page: Page, who: Signatory) -> str:
    labels = page.labels
    name = f"<strong>{inlines(page, who.name)}</strong>" if who.name else _ruled(labels["name"])
    below = "".join(f"<p>{inlines(page, line)}</p>" for line in (who.title, who.organisation) if line)
    return (
        f'<div class="signatory"><p>{name}</p>{below}'
        f'<p class="sign">{_ruled(labels["signature"])} {_ruled(labels["date"], short=True)}</p></div>\n'
    )


def _ruled(label: str, *, short: bool = False) -> str:
    """Return a line to write on with pen and ink, and its label."""
    return f'<span class="ruled{" short" if short else ""}">{escape(label)}</span>'


def _writing_lines(page: Page, block: WritingLines) -> str:
    name, label = escape(f"field-{block.name}"), escape(plain_inlines(block.label))
    bare = replace(page, bare=True)
    return (
        f'<div{_id(block)} class="writing"><label for="{name}">{inlines(bare, block.label)}</label>\n'
        f'<textarea id="{name}" name="{escape(block.name)}" title="{label}" rows="{block.lines}" '
        f'style="--lines:{block.lines}"></textarea></div>'
    )


def _contents(page: Page, contents: Contents) -> str:
    """Return the contents; long ones stand in two lists side by side, so that they stay on one page."""
    bare = replace(page, bare=True)
    entries = [
        f'<li class="level-{entry.level}"><a href="#{escape(entry.target)}">'
        f"{_entry_number(entry.number)}{inlines(bare, entry.title)}</a></li>\n"
        for entry in contents.entries
    ]
    name = escape(f"{contents.id or 'packetgen-contents'}-title")
    two = len(entries) in _ENTRIES_OF_TWO_COLUMNS
    half = (len(entries) + 1) // 2 if two else len(entries)
    lists = "".join(f"<ol>\n{''.join(part)}</ol>" for part in (entries[:half], entries[half:]) if part)
    return (
        f'<nav{_id(contents)} class="contents{" two" if two else ""}" aria-labelledby="{name}">'
        f'<h2 id="{name}">{escape(contents.title)}</h2>\n<div>{lists}</div></nav>'
    )


def _entry_number(number: str) -> str:
    return f'<span class="number">{escape(number)}</span> ' if number else ""


def _id(block: Block) -> str:
    return f' id="{escape(block.id)}"' if block.id else ""
