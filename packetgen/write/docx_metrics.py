"""Sizes that a page estimate needs: a styles part and font files in, paragraph measures and word widths out.

Called by ``docx_base`` once for each base document; the width cache is bounded and shared by all documents.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docx.oxml.ns import qn
from fontTools.ttLib import TTFont

from packetgen.model.style import FontFace
from packetgen.write.docx_fonts import face_data

_AVERAGE_WIDTH = 0.52
"""Of an em: the mean advance of lower-case English in a sans-serif face; for characters the face lacks."""
_NATURAL_LINE = 1.3
"""Line height of the text face in ems: ascent 0.984 and descent 0.316 of its ``hhea`` table."""
_CACHED_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph style says of space; all lengths in points."""

    size: float = 11.0
    bold: bool = False
    line: float = 14.3
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    right: float = 0.0
    hanging: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False


class Widths(dict[str, float]):
    """Widths of words in ems, measured at first asking; forgets all when it has grown too large."""

    def __init__(self, advances: Mapping[int, float]) -> None:
        super().__init__()
        self._advances = advances

    def __missing__(self, word: str) -> float:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        width = sum(self._advances.get(ord(letter), _AVERAGE_WIDTH) for letter in word)
        self[word] = width
        return width


def font_widths(faces: Sequence[FontFace], family: str) -> tuple[Widths, Widths]:
    """Return the word widths of a family's upright regular and bold faces."""
    regular = face_data(faces, family, 400)
    return _widths(regular), _widths(face_data(faces, family, 700) or regular)


@lru_cache(maxsize=8)
def _widths(data: bytes) -> Widths:
    if not data:
        return Widths({})
    font = TTFont(io.BytesIO(data), lazy=True)
    em = font["head"].unitsPerEm
    advances = font["hmtx"].metrics
    return Widths({code: advances[name][0] / em for code, name in font.getBestCmap().items()})


def looks_of(styles: Any) -> dict[str, Look]:
    """Return the measures of each paragraph style by its id, inheritance followed."""
    by_id = {s.get(qn("w:styleId")): s for s in styles.findall(qn("w:style"))}
    defaults = styles.find(qn("w:docDefaults"))
    roots = [] if defaults is None else list(defaults.iter(qn("w:rPr"), qn("w:pPr")))

    def chain(style: Any) -> list[Any]:
        found: list[Any] = []
        while style is not None and style not in found:
            found.append(style)
            based = style.find(qn("w:basedOn"))
            style = None if based is None else by_id.get(based.get(qn("w:val")))
        return [*roots, *reversed(found)]

    return {
        identifier: _look(chain(style))
        for identifier, style in by_id.items()
        if style.get(qn("w:type"), "paragraph") == "paragraph"
    }


def _look(layers: Iterable[Any]) -> Look:
    found: dict[str, str] = {}
    for layer in layers:
        for element in layer.iter():
            name = str(element.tag).rpartition("}")[2]
            if name in {"sz", "b", "keepNext", "keepLines"}:
                found[name] = element.get(qn("w:val"), "1")
            elif name in {"spacing", "ind"}:
                found.update({str(k).rpartition("}")[2]: v for k, v in element.attrib.items()})
    return _measured(found)


def _measured(found: Mapping[str, str]) -> Look:
    size = float(found.get("sz", "22")) / 2

    def points(name: str, other: str = "") -> float:
        return float(found.get(name, found.get(other, "0"))) / 20

    def yes(name: str) -> bool:
        return found.get(name, "0") not in {"0", "false", "off"}

    return Look(
        size,
        yes("b"),
        line_height(size, points("line"), found.get("lineRule", "auto")),
        points("before"),
        points("after"),
        points("left", "start"),
        points("right", "end"),
        points("hanging"),
        yes("keepNext"),
        yes("keepLines"),
    )


def line_height(size: float, line: float, rule: str) -> float:
    """Return the height of a line in points for a font size, ``w:line`` in points and its rule."""
    natural = size * _NATURAL_LINE
    match rule:
        case "exact":
            return line
        case "atLeast":
            return max(line, natural)
        case _:
            return natural * (line / 12 if line else 1.0)
