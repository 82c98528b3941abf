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
    before = _space_after_table(story, identifier) if story.after_table else 0.0
    if before:
        properties += f'<w:spacing w:before="{round(before * 20)}"/>'
    text = story.take_words()
    story.laid.append(Laid(identifier, text, story.take_anchors(), broken, keep_next, indent, before, extra))
    story.xml.append(
        f'<w:p><w:pPr><w:pStyle w:val="{identifier}"/>{properties}</w:pPr>{story.bookmarked(content)}</w:p>'
    )


def _space_after_table(story: Story, identifier: str) -> float:
    """Return the space in points that a paragraph below a table needs above it, 0 when its style has enough."""
    story.after_table = False
    wanted = story.frame.table_space
    return 0.0 if story.frame.looks[identifier].before >= wanted else wanted
