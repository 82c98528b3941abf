"""The words of a process figure, broken into lines that fit a width; called by ``process_drawing``.

Lines are measured by the advance widths of the text face and kept a little short, since Word breaks them anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from packetgen.write.docx_metrics import Widths

LINE = 1.25
"""Height of a line as a share of the size."""
_SMALL = 0.87
_SLACK = 0.95
"""The share of a width that is filled."""


@dataclass(frozen=True, slots=True)
class Faces:
    """Widths of the text face, and the size of a step's name in points."""

    regular: Widths
    bold: Widths
    title: float

    @property
    def note(self) -> float:
        """Return the size of a step's note and of headings, in points."""
        return self.title * _SMALL


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of words in a width; ``x`` is their left edge, or their middle."""

    text: str
    lines: tuple[str, ...]
    x: float
    y: float
    """Upper edge of the first line."""
    width: float
    size: float
    bold: bool = False
    middle: bool = False

    @property
    def height(self) -> float:
        """Return the height of all lines in points."""
        return len(self.lines) * self.size * LINE


def set_words(
    text: str, faces: Faces, x: float, y: float, width: float, *, bold: bool = False, small: bool = False,
    middle: bool = False,
) -> Words:  # fmt: skip
    """Return a text in lines that fit a width in points; a word that is too long is broken where it must."""
    size = faces.note if small else faces.title
    lines = _lines(text, faces.bold if bold else faces.regular, width * _SLACK / size)
    return Words(text, lines, x, y, width, size, bold, middle)


def _lines(text: str, widths: Widths, room: float) -> tuple[str, ...]:
    lines: list[str] = []
    line, used, space = "", 0.0, widths[" "]
    for word in (part for whole in text.split() for part in _broken(whole, widths, room)):
        wide = widths[word]
        if line and used + space + wide > room:
            lines.append(line)
            line, used = word, wide
        else:
            used += (space if line else 0.0) + wide
            line = f"{line} {word}" if line else word
    return (*lines, line) if line else tuple(lines)


def _broken(word: str, widths: Widths, room: float) -> list[str]:
    """Return a word in parts that fit a line."""
    parts, part, used = [], "", 0.0
    for letter in word if widths[word] > room else ():
        wide = widths[letter]
        if part and used + wide > room:
            parts.append(part)
            part, used = "", 0.0
        part, used = part + letter, used + wide
    return [*parts, part] if part else [word]
