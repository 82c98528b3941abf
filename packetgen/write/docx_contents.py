"""The table of contents: a Contents node in, a TOC field with its own entries and open page numbers out.

What Word does: ``w:sdt`` with the gallery "Table of Contents" around a TOC field; each entry is a link to a bookmark
and ends in a PAGEREF field. Nothing fills it without a layout engine, so the entries are ours and the numbers come
from ``docx_pages``; no field is marked as dirty, so Word asks nothing. The title takes no number, though many a
letterhead's "TOC Heading" rests on "Heading 1". Called by ``docx_blocks``.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from packetgen.model.document import Contents, ContentsEntry
from packetgen.write.docx_inline import UNLINKED, inlines, link_to
from packetgen.write.docx_names import bookmark_name
from packetgen.write.docx_story import Laid, Story

_STYLES = ("TOC1", "TOC2", "TOC3", "TOC4")
_NUMBER_WIDTHS = (26.0, 34.0, 44.0, 54.0)
"""Room in points for an entry's number, by level."""
_OPEN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SPLIT = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_CLOSE = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_GALLERY = (
    '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
)


def contents(story: Story, block: Contents) -> None:
    """Write the contents; page numbers are left open and noted in ``story.open_pages``."""
    if not block.entries:
        return
    style = story.style("TOCHeading")
    story.laid.append(Laid(style, block.title, story.take_anchors(), page_break=story.page_break))
    properties = "<w:pageBreakBefore/>" if story.page_break else ""
    if story.document.numbered:
        none = story.frame.lists.none
        properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{none}"/></w:numPr>'
    story.page_break = story.after_table = False
    title = story.bookmarked(f'<w:r><w:t xml:space="preserve">{escape(block.title)}</w:t></w:r>')
    story.xml.append(
        f'<w:sdt>{_GALLERY}<w:sdtContent><w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{title}</w:p>'
    )
    deepest = max(entry.level for entry in block.entries)
    code = f' TOC \\o "1-{deepest}" \\h \\z \\u '
    before = f'{_OPEN}<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{_SPLIT}'
    for position, entry in enumerate(block.entries, start=1):
        _entry(story, entry, before, _CLOSE if position == len(block.entries) else "")
        before = ""
    story.xml.append("</w:sdtContent></w:sdt>")
    story.space_above = story.frame.block_space


def _entry(story: Story, entry: ContentsEntry, before: str, after: str) -> None:
    level = min(entry.level, len(_STYLES)) - 1
    style = story.style(_STYLES[level])
    left = story.frame.looks[style].left
    width = story.frame.geometry.text_width
    tabs = f'<w:tab w:val="right" w:leader="dot" w:pos="{round(width * 20)}"/>'
    number = ""
    if entry.number:
        stop = left + _NUMBER_WIDTHS[level]
        tabs = f'<w:tab w:val="left" w:pos="{round(stop * 20)}"/>{tabs}'
        number = f"<w:r><w:t>{escape(entry.number)}</w:t></w:r><w:r><w:tab/></w:r>"
    title = inlines(story, entry.title, UNLINKED)
    words = "".join(story.said)
    story.said.clear()
    story.laid.append(Laid(style, words, indent=left + _NUMBER_WIDTHS[level] * bool(entry.number)))
    line = f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:tabs>{tabs}</w:tabs></w:pPr>{before}'
    if entry.target not in story.numbers:
        story.xml.append(f"{line}{number}{title}{after}</w:p>")
        return
    field = f"PAGEREF {bookmark_name(entry.target)} \\h"
    mark = "\N{OBJECT REPLACEMENT CHARACTER}"
    linked = link_to(
        entry.target,
        f'{number}{title}<w:r><w:tab/></w:r>{_OPEN}<w:r><w:instrText xml:space="preserve"> {field} '
        f"</w:instrText></w:r>{_SPLIT}<w:r><w:t>{mark}</w:t></w:r>{_CLOSE}",
    )
    head, _, tail = f"{line}{linked}{after}</w:p>".rpartition(mark)
    story.xml.extend((head, "", tail))
    story.open_pages.append((len(story.xml) - 2, entry.target))
