"""Where each part of a process figure stands: a ProcessFigure in, boxes, lines and words with positions in points out.

Made here for every format: ``process_svg`` writes it for web page and paper, ``docx_drawing`` as Word's own shapes.
Steps that come one after another stand in one or two columns with arrows; steps that can come at any time stand on a
road of their own, with broken lines. Nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from packetgen.model.document import ProcessFigure
from packetgen.write.docx_metrics import Widths
from packetgen.write.labels import Labels
from packetgen.write.process_marks import Path, Point, arrow_head, loop
from packetgen.write.process_words import Faces, Words, set_words

PAD, NUMBER, SIDE = 8.0, 18.0, 8.0
"""Space inside a box, width of the disc with a step's number, space between the disc and the words; in points."""
TEXT_LEFT = PAD + NUMBER + SIDE
"""Where the words of a box begin, from its left edge."""
LOOP_ROOM = 18.0
"""Width at the right edge of a box that the sign of a step that repeats takes."""
_GAP, _GUTTER, _RAIL = 15.0, 34.0, 18.0
_FEWEST_FOR_TWO, _MOST_IN_COLUMN = 8, 8
_NARROW = 340.0
"""Below this width there is one column."""
_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)


@dataclass(frozen=True, slots=True)
class Box:
    """A step's box: outline, number, and words in lines that fit."""

    x: float
    y: float
    width: float
    height: float
    number: str
    title: Words
    note: Words
    dashed: bool


@dataclass(slots=True)
class Drawing:
    """A figure laid out; y grows downwards."""

    width: float
    height: float = 0.0
    start: Words | None = None
    """What stands in the bar where the process begins, whose height is ``start_height``."""
    start_height: float = 0.0
    boxes: list[Box] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    """Headings of the columns and what the signs mean."""


_Numbered: TypeAlias = tuple[int, str, str, bool, bool]
"""Number, title, note, whether it repeats, whether it can come at any time."""


@dataclass(frozen=True, slots=True)
class _Column:
    """Steps below one another: joined by arrows, or hung on a broken line beside them."""

    steps: tuple[_Numbered, ...]
    heading: str
    rail: bool


def drawing(
    figure: ProcessFigure, labels: Labels, widths: tuple[Widths, Widths], size: float, width: float, room: float = 1e9
) -> Drawing:
    """Return the figure laid out for a width, as large as ``size`` allows, smaller where it is higher than ``room``.

    ``size`` is that of a step's name, all in points; ``widths`` are those of the text face, regular and bold.
    """
    for scale in _SCALES:
        made = _Layout(figure, labels, Faces(*widths, size * scale), width).made()
        if made.height <= room:
            break
    return made


class _Layout:
    """One attempt at a drawing."""

    def __init__(self, figure: ProcessFigure, labels: Labels, faces: Faces, width: float) -> None:
        self._labels, self._faces = labels, faces
        self._columns = _columns(figure, labels, width)
        self._wide = width >= _NARROW
        self._start = figure.start
        self._signs = _signs(figure, labels, railed=any(column.rail for column in self._columns))
        self._drawing = Drawing(width)

    def made(self) -> Drawing:
        """Return the drawing: the start, the columns side by side or below one another, what the signs mean."""
        made, faces = self._drawing, self._faces
        made.start = set_words(self._start, faces, made.width / 2, PAD, made.width - 2 * PAD, bold=True, middle=True)
        made.start_height = made.start.height + 2 * PAD
        y = made.start_height
        ends: list[Point] = []
        if self._wide and len(self._columns) > 1:
            each = (made.width - _GUTTER) / 2
            ends = [self._column(c, i * (each + _GUTTER), y, each) for i, c in enumerate(self._columns)]
            if not self._columns[1].rail:
                ends.append(self._over(ends[0], each))
        else:
            for column in self._columns:
                ends = [self._column(column, 0.0, y, made.width)]
                y = ends[0][1]
        y = max(end[1] for end in ends) + PAD
        for sign in self._signs:
            made.words.append(set_words(sign, faces, 0.0, y, made.width, small=True))
            y += made.words[-1].height + 2
        made.height = y + 2
        return made

    def _column(self, column: _Column, x: float, y: float, width: float) -> Point:
        """Put a column's heading and boxes; return the middle of its lowest edge."""
        made, top, beside = self._drawing, y, bool(x)
        left = x + (_RAIL if column.rail and not beside else 0.0)
        rail = x - _GUTTER / 2 if beside else left - _RAIL / 2
        middle = left + PAD + NUMBER / 2
        joined, hung = column is self._columns[0], top
        if column.heading:
            heading = set_words(column.heading, self._faces, left + TEXT_LEFT, y + 7, width - TEXT_LEFT, small=True)
            made.words.append(heading)
            y += heading.height + 3
            hung = top if beside else y
        for step in column.steps:
            above, y = (y if step is not column.steps[0] else top), y + _GAP
            box = self._box(step, left, y, x + width - left)
            made.boxes.append(box)
            if column.rail:
                self._line(((rail, box.y + box.height / 2), (left, box.y + box.height / 2)), dashed=True)
            elif joined:
                self._line(((middle, above), (middle, y)), dashed=False)
            joined = True
            y += box.height
        if column.rail:
            made.paths.append(Path(((rail, hung), (rail, made.boxes[-1].y + made.boxes[-1].height / 2)), dashed=True))
        return x + width / 2, y

    def _box(self, step: _Numbered, x: float, y: float, width: float) -> Box:
        number, title, note, repeats, any_time = step
        room = width - TEXT_LEFT - PAD - (LOOP_ROOM if repeats else 0.0)
        name = set_words(title, self._faces, x + TEXT_LEFT, y + PAD, room, bold=True)
        said = set_words(note, self._faces, x + TEXT_LEFT, y + PAD + name.height + 1, room, small=True)
        height = max(NUMBER, name.height + (said.height + 1 if note else 0.0)) + 2 * PAD
        if repeats:
            self._drawing.paths += loop(x + width - PAD - 7, y + PAD + 8)
        return Box(x, y, width, height, str(number), name, said, any_time)

    def _line(self, points: tuple[Point, ...], *, dashed: bool) -> None:
        self._drawing.paths += [Path(points, dashed=dashed), arrow_head(points[-2], points[-1])]

    def _over(self, end: Point, each: float) -> Point:
        """Lead from the foot of the first column to the head of the second; return the lowest point of the way."""
        first = self._drawing.boxes[len(self._columns[0].steps)]
        between, foot = each + _GUTTER / 2, end[1] + 9
        head = first.y + first.height / 2
        middle = PAD + NUMBER / 2
        path = ((middle, end[1]), (middle, foot), (between, foot), (between, head), (first.x, head))
        self._line(path, dashed=False)
        return between, foot


def _columns(figure: ProcessFigure, labels: Labels, width: float) -> tuple[_Column, ...]:
    """Return the columns of a figure, in reading order."""
    steps = tuple((n, s.title, s.note, s.repeats, s.any_time) for n, s in enumerate(figure.steps, start=1))
    row = tuple(step for step in steps if not step[4])
    beside = tuple(step for step in steps if step[4])
    narrow = width < _NARROW
    if row and beside and (narrow or max(len(row), len(beside)) <= _MOST_IN_COLUMN):
        return _Column(row, labels["process_row"], False), _Column(beside, labels["process_any_time"], True)
    if narrow or len(steps) < _FEWEST_FOR_TWO:
        return (_Column(steps, "", False),)
    half = (len(steps) + 1) // 2
    return _Column(steps[:half], "", False), _Column(steps[half:], "", False)


def _signs(figure: ProcessFigure, labels: Labels, *, railed: bool) -> Sequence[str]:
    """Return what the signs of a figure mean, and that a case may stop."""
    said = [labels["process_may_stop"]]
    if any(step.repeats for step in figure.steps):
        said.append(labels["process_repeats"])
    if any(step.any_time for step in figure.steps) and not railed:
        said.append(labels["process_dashed"])
    return said
