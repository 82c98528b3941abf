"""One paragraph: a style, its runs and what is said directly in, its XML and its place in the page estimate out.

Called by every block writer; the order of direct properties is that of the schema (``CT_PPrBase``).
"""

from __future__ import annotations

from packetgen.write.docx_story import Laid, Story


def paragraph(
    story: Story,
    style: str,
    content: str,
    *,
    keep_next: bool = False,
    number: str = "",
    level: int = 0,
    indent: float = 0.0,
    tabs: str = "",
    right_to_left: bool = False,
    extra: float = 0.0,
) -> None:
    """Write a paragraph in one of our styles.

    ``number`` is a list's number (that of no numbers takes a style's own away), ``level`` its level from 0. ``indent``
    is where the page estimate begins its lines, ``extra`` the height of what is no text; both in points.
    """
    identifier = story.style(style)
    properties = "<w:keepNext/>" if keep_next else ""
    broken = story.page_break
    if broken:
        properties += "<w:pageBreakBefore/>"
        story.page_break = False
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    properties += tabs
    if right_to_left:
        properties += "<w:bidi/>"
    before = story.space_above if story.space_above > story.frame.looks[identifier].before else 0.0
    if before:
        properties += f'<w:spacing w:before="{round(before * 20)}"/>'
    story.after_table, story.space_above = False, 0.0
    text = story.take_words()
    story.laid.append(Laid(identifier, text, story.take_anchors(), broken, keep_next, indent, before, extra))
    story.xml.append(
        f'<w:p><w:pPr><w:pStyle w:val="{identifier}"/>{properties}</w:pPr>{story.bookmarked(content)}</w:p>'
    )
