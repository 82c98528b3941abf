"""A process figure as SVG: a Drawing in, an ``svg`` element with real text out.

Called by ``html``: inline for browsers, as a picture for the PDF engine, which then makes one tagged figure of it.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

from packetgen.write.process_drawing import NUMBER, PAD, Box, Drawing
from packetgen.write.process_marks import Path
from packetgen.write.process_words import LINE, Words

_BASELINE = 0.96
"""From the upper edge of a line to its baseline, as a share of the size."""
_DASHES = "4 3"
_DIGIT = 0.35
"""From the middle of a digit to its baseline, as a share of the size."""


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours and faces of a drawing."""

    accent: str
    tint: str
    text: str
    fonts: str
    """Families in order, as SVG wants them."""


def svg(drawing: Drawing, paint: Paint, alt: str, style_class: str = "") -> str:
    """Return the drawing as one ``svg`` element; ``alt`` is its text alternative."""
    parts = [*_bar(drawing, paint)]
    for box in drawing.boxes:
        parts += _box(box, paint)
    parts += [_path(path, paint) for path in drawing.paths]
    for words in drawing.words:
        parts += _lines(words, paint.text)
    width, height = f"{drawing.width:g}", _number(drawing.height)
    named = f' class="{style_class}"' if style_class else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{named} viewBox="0 0 {width} {height}" width="{width}pt" '
        f'height="{height}pt" role="img" aria-label="{html.escape(alt)}" font-family="{html.escape(paint.fonts)}">'
        f"{''.join(parts)}</svg>"
    )


def _bar(drawing: Drawing, paint: Paint) -> Iterator[str]:
    if drawing.start:
        height = _number(drawing.start_height)
        yield f'<rect width="{drawing.width:g}" height="{height}" rx="4" fill="{paint.accent}"/>'
        yield from _lines(drawing.start, "#ffffff")


def _box(box: Box, paint: Paint) -> Iterator[str]:
    dashes = f' stroke-dasharray="{_DASHES}"' if box.dashed else ""
    place = f'x="{_number(box.x + 0.5)}" y="{_number(box.y + 0.5)}"'
    size = f'width="{_number(box.width - 1)}" height="{_number(box.height - 1)}"'
    yield f'<rect {place} {size} rx="4" fill="{paint.tint}" stroke="{paint.accent}"{dashes}/>'
    x, y = box.x + PAD + NUMBER / 2, box.y + PAD + NUMBER / 2
    yield f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{NUMBER / 2:g}" fill="{paint.accent}"/>'
    baseline = y + box.title.size * _DIGIT
    yield _text(box.number, x, baseline, box.title.size, "#ffffff", bold=True, middle=True)
    yield from _lines(box.title, paint.accent)
    yield from _lines(box.note, paint.text)


def _lines(words: Words, colour: str) -> Iterator[str]:
    for number, line in enumerate(words.lines):
        baseline = words.y + words.size * (number * LINE + _BASELINE)
        yield _text(line, words.x, baseline, words.size, colour, bold=words.bold, middle=words.middle)


def _text(text: str, x: float, y: float, size: float, colour: str, *, bold: bool, middle: bool) -> str:
    weight = ' font-weight="700"' if bold else ""
    anchor = ' text-anchor="middle"' if middle else ""
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}" fill="{colour}"{weight}{anchor}>'
        f"{html.escape(text)}</text>"
    )


def _path(path: Path, paint: Paint) -> str:
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in path.points)
    if path.filled:
        return f'<polygon points="{points}" fill="{paint.accent}"/>'
    dashes = f' stroke-dasharray="{_DASHES}"' if path.dashed else ""
    return f'<polyline points="{points}" fill="none" stroke="{paint.accent}"{dashes}/>'


def _number(value: float) -> str:
    """Return a length with two digits behind the point at most: the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
