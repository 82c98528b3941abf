"""Tables into XML: header rows that repeat, row headers, a caption above and the same words as text alternative.

Rows never split over a page. Called by ``docx_blocks`` and, for the header block of a policy, by ``docx``.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from packetgen.model.document import HeaderRow, Inlines, Table, Text
from packetgen.model.walk import plain_inlines
from packetgen.write.docx_inline import inlines
from packetgen.write.docx_paragraph import paragraph
from packetgen.write.docx_story import Laid, Story

_HEADER_BLOCK_WIDTHS = (28, 72)
_WHOLE = 100
_FIRST_ROW, _FIRST_COLUMN, _NO_BANDS = 0x0020, 0x0080, 0x0600
"""Bits of ``w:tblLook/@w:val``, which LibreOffice reads where Word reads the attributes beside it."""


def table(story: Story, block: Table) -> None:
    """Write a table below its caption."""
    if block.caption:
        paragraph(story, "Caption", inlines(story, block.caption))
        story.table_at = len(story.xml) - 1
    heads = ", ".join(filter(None, map(plain_inlines, block.header)))
    _open(story, block.widths, plain_inlines(block.caption), heads, row_headers=block.row_headers)
    if not block.caption:
        story.table_at = len(story.xml)
    _row(story, block.header, block.widths, header=True)
    for row in block.rows:
        _row(story, row, block.widths, row_header=block.row_headers)
    _close(story)


def header_block(story: Story, rows: tuple[HeaderRow, ...]) -> None:
    """Write the header block of a policy: labels beside values, the labels as row headers."""
    _open(story, _HEADER_BLOCK_WIDTHS, story.document.title, "", row_headers=True, header_row=False)
    for row in rows:
        _row(story, ((Text(row.label),), row.value), _HEADER_BLOCK_WIDTHS, row_header=True)
    _close(story)


def _close(story: Story) -> None:
    story.xml.append("</w:tbl>")
    story.after_table, story.space_above = True, story.frame.block_space


def _open(
    story: Story,
    widths: tuple[int, ...],
    caption: str,
    description: str,
    *,
    row_headers: bool,
    header_row: bool = True,
) -> None:
    if story.page_break or story.after_table:
        _separator(story)
    columns = "".join(f'<w:gridCol w:w="{_twips(story, width)}"/>' for width in widths)
    words = f"<w:tblCaption w:val={quoteattr(caption)}/>" if caption else ""
    words += f"<w:tblDescription w:val={quoteattr(description)}/>" if description else ""
    look = _NO_BANDS | _FIRST_ROW * header_row | _FIRST_COLUMN * row_headers
    story.xml.append(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{story.style("PacketTable")}"/>'
        '<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look:04X}" w:firstRow="{int(header_row)}" w:lastRow="0" '
        f'w:firstColumn="{int(row_headers)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"{words}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )


def _separator(story: Story) -> None:
    """Write an empty line: Word joins tables that touch, and a table cannot start a page by itself."""
    identifier = story.style("TableText")
    broken = "<w:pageBreakBefore/>" if story.page_break else ""
    story.xml.append(f'<w:p><w:pPr><w:pStyle w:val="{identifier}"/>{broken}</w:pPr></w:p>')
    story.laid.append(Laid(identifier, "", page_break=story.page_break))
    story.page_break = story.after_table = False
    story.space_above = 0.0


def _row(
    story: Story, cells: tuple[Inlines, ...], widths: tuple[int, ...], *, header: bool = False, row_header: bool = False
) -> None:
    style = "TableHeading" if header else "TableText"
    identifier = story.style(style)
    xml = f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>"
    laid: list[tuple[float, bool, str]] = []
    for cell, width in zip(cells, widths, strict=True):
        content = story.bookmarked(inlines(story, cell))
        strong = header or (row_header and not laid)
        laid.append((story.frame.geometry.text_width * width / _WHOLE, strong, story.take_words()))
        xml += (
            f'<w:tc><w:tcPr><w:tcW w:w="{_twips(story, width)}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{identifier}"/></w:pPr>{content}</w:p></w:tc>'
        )
    story.xml.append(f"{xml}</w:tr>")
    story.laid.append(Laid(identifier, "", story.take_anchors(), cells=tuple(laid), header=header))


def _twips(story: Story, percent: int) -> int:
    return round(story.frame.geometry.text_width * 20 * percent / _WHOLE)
