"""On which page a bookmark stands: the paragraphs of a story in, page numbers out, without a layout engine.

An estimate for the cached results of PAGEREF and NUMPAGES; Word puts its own in when asked to update. It breaks lines
by the text face's advance widths and pages by the rules that the styles carry (keep with next, keep lines, two lines
at each end of a page, rows whole, header rows repeated). Left out: kerning, mixed sizes in a line, floats.
Called by ``docx`` once a document; about a millisecond for twelve pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packetgen.write.docx_metrics import Look, Widths
from packetgen.write.docx_sections import Geometry
from packetgen.write.docx_story import Laid, Story

_WIDOW_LINES = 2
_CELL_PADDING = 4.0
_CELL_SIDES = 12.0
_RULE = 0.5
_RUNNING_STYLES = ("Header", "Notice", "Footer")


@dataclass(slots=True)
class _Box:
    """A paragraph or row with its height taken."""

    before: float
    lines: int
    line: float
    after: float
    whole: bool
    keep_next: bool

    @property
    def height(self) -> float:
        return self.lines * self.line

    @property
    def least(self) -> float:
        """Height that must stand together on the first of its pages."""
        if self.whole or self.lines < 2 * _WIDOW_LINES:
            return self.height
        return _WIDOW_LINES * self.line


@dataclass(slots=True)
class _Flow:
    """Where the next line goes."""

    room: float
    page: int = 1
    y: float = 0.0
    after: float = 0.0

    def gap(self, before: float) -> float:
        """Return the space above a block: the larger of the two that meet, none at the top of a page."""
        return max(self.after, before) if self.y else 0.0

    def turn(self) -> None:
        self.page += 1
        self.y = self.after = 0.0

    def put(self, box: _Box) -> None:
        """Set a block's lines, on as many pages as they need."""
        self.y += self.gap(box.before)
        left = box.lines
        while self.y + left * box.line > self.room and left > 1 and not box.whole:
            fit = min(int((self.room - self.y) / box.line), left - _WIDOW_LINES)
            if fit < _WIDOW_LINES and self.y == 0.0:
                break
            left -= fit if fit >= _WIDOW_LINES else 0
            self.turn()
        self.y += left * box.line
        self.after = box.after


def estimate_pages(story: Story) -> tuple[dict[str, int], int]:
    """Return the page of each id, and the number of pages."""
    frame = story.frame
    flow = _Flow(_room(story), 1 + frame.pages_before)
    regular, bold = frame.widths
    boxes = [_box(item, frame.looks[item.style], frame.geometry, regular, bold) for item in story.laid]
    pages: dict[str, int] = {}
    secured = -1
    head = 0.0
    for place, (item, box) in enumerate(zip(story.laid, boxes, strict=True)):
        if item.page_break and flow.y:
            flow.turn()
        if item.header:
            head = box.height
        if place > secured:
            need, secured = _together(boxes, place, flow)
            if flow.y and flow.y + need > flow.room:
                flow.turn()
                flow.y += head if item.cells and not item.header else 0.0
        for anchor in item.anchors:
            pages[anchor] = flow.page
        flow.put(box)
    return pages, flow.page


def _room(story: Story) -> float:
    """Return the height for text on a page: headers and footers that need more than the margins push it in."""
    page, looks, document = story.frame.geometry, story.frame.looks, story.document
    header, notice, footer = (looks[story.style(name)] for name in _RUNNING_STYLES)
    wide = page.text_width / notice.size
    lines = sum(_line_count(line, story.frame.widths[1], wide) for line in document.notices)
    above = page.header + header.line + lines * notice.line + (notice.after if lines else 0.0)
    below = page.footer + footer.line * (1 + bool(document.footer))
    return page.height - max(page.top, above) - max(page.bottom, below)


def _together(boxes: Sequence[_Box], place: int, flow: _Flow) -> tuple[float, int]:
    """Return the height of a block with all that must stand on its page, and the place of the last of these."""
    need = flow.gap(boxes[place].before)
    while boxes[place].keep_next and place + 1 < len(boxes):
        box = boxes[place]
        need += box.height + max(box.after, boxes[place + 1].before)
        place += 1
        if need > flow.room:
            return boxes[place].least, place
    return need + boxes[place].least, place


def _box(item: Laid, look: Look, page: Geometry, regular: Widths, bold: Widths) -> _Box:
    widths = bold if look.bold else regular
    if item.cells:
        lines = max(
            _line_count(text, bold if strong else regular, (width - _CELL_SIDES) / look.size)
            for width, strong, text in item.cells
        )
        height = lines * look.line + 2 * _CELL_PADDING + _RULE
        return _Box(0.0, 1, height, 0.0, True, item.header)
    room = (page.text_width - (item.indent or look.left) - look.right) / look.size
    lines = _line_count(item.text, widths, room)
    before = max(look.before, item.before)
    keep = item.keep_next or look.keep_next
    if item.extra:
        return _Box(before, 1, look.line + item.extra, look.after, True, keep)
    return _Box(before, lines, look.line, look.after, look.keep_lines, keep)


def _line_count(text: str, widths: Widths, room: float) -> int:
    """Return how many lines a text takes in a width in ems; each of its own lines takes at least one."""
    if "\n" in text:
        return sum(_line_count(line, widths, room) for line in text.split("\n"))
    space = widths[" "]
    measured = [widths[word] for word in text.split()]
    if sum(measured) + space * len(measured) <= room:
        return 1
    lines, x = 1, -space
    for width in measured:
        x += space + width
        if x > room:
            lines += 1
            x = width
    return lines
