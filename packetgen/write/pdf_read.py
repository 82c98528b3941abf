"""The words of a written PDF: a file in, its body text in the order of its tags out.

Called by the check that all formats say the same words; ``html_read`` says what counts. The text is read as
assistive technology does: along the structure tree, from the marked content that it refers to.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import pikepdf

from packetgen.write.html_read import folded
from packetgen.write.labels import is_right_to_left
from packetgen.write.pdf_tags import LEFT_OUT

_INLINE = frozenset({"/Span", "/Link", "/Reference"})
_MAPPED = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")


@dataclass(slots=True)
class _Run:
    """One piece of marked content: its glyphs' characters as drawn, and the height of its line on the page."""

    shown: list[str] = field(default_factory=list)
    height: float = 0.0


def read_words(data: bytes) -> str:
    """Return the words of the tagged text, NFC, white space folded; artifacts are not read."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        reader = _Reader({page.objgen: _runs(page) for page in pdf.pages})
        from_right = is_right_to_left(str(pdf.Root.get("/Lang", "")))
        return folded("".join(reader.spoken(pdf.Root.StructTreeRoot.K, None, from_right)))


@dataclass
class _Reader:
    """Follows the structure tree, and knows on which line it is."""

    pages: Mapping[Any, Mapping[int, _Run]]
    height: float = 0.0

    def spoken(self, kids: Any, page: Any, from_right: bool) -> Iterator[str]:
        """Yield the text below an element of a page; lines and blocks are parted by a space."""
        for kid in kids if isinstance(kids, (pikepdf.Array, list)) else (kids,):
            if isinstance(kid, int):
                yield self._line(self.pages[page][kid], from_right)
            elif kid.get("/Type") == "/MCR":
                yield self._line(self.pages[kid.Pg.objgen][int(kid.MCID)], from_right)
            elif kid.get("/S") is not None and str(kid.get("/T", "")) != LEFT_OUT:
                edge = "" if kid.S in _INLINE else " "
                yield edge
                turned = is_right_to_left(str(kid.Lang)) if "/Lang" in kid else from_right
                inside = kid.get("/K", pikepdf.Array())
                inside = _captions(inside) if kid.S == "/Figure" else inside
                yield from self.spoken(inside, kid.Pg.objgen if "/Pg" in kid else page, turned)
                yield edge

    def _line(self, run: _Run, from_right: bool) -> str:
        before, self.height = self.height, run.height
        text = _logical(run.shown, from_right)
        return text if run.height == before else f" {text}"


def _captions(kids: Any) -> Any:
    """Return what a figure holds besides its picture, whose words are none of the text."""
    inside = kids if isinstance(kids, pikepdf.Array) else (kids,)
    return [kid for kid in inside if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") is not None]


def _runs(page: Any) -> dict[int, _Run]:
    """Return the marked content of a page by number."""
    fonts = {name: _characters(font) for name, font in page.Resources.Font.items()}
    runs: dict[int, _Run] = {}
    open_runs: list[_Run] = []
    glyphs: Mapping[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC" | "BMC":
                run = _Run()
                open_runs.append(run)
                if len(operands) > 1 and "/MCID" in operands[1]:
                    runs[int(operands[1].MCID)] = run
            case "EMC":
                open_runs.pop()
            case "Tf":
                glyphs = fonts[str(operands[0])]
            case "Tm" if open_runs:
                open_runs[-1].height = float(operands[5])
            case "TJ" | "Tj" if open_runs:
                open_runs[-1].shown += _shown(operands[0], glyphs)
    return runs


def _shown(strings: Any, glyphs: Mapping[int, str]) -> list[str]:
    """Return the characters of each glyph that an operator shows."""
    found: list[str] = []
    for string in strings if isinstance(strings, pikepdf.Array) else (strings,):
        if isinstance(string, pikepdf.String):
            codes = bytes(string)
            found += [glyphs.get(codes[at] << 8 | codes[at + 1], "") for at in range(0, len(codes), 2)]
    return found


def _characters(font: Any) -> dict[int, str]:
    """Return the characters of each glyph, from the font's ToUnicode map."""
    table = font.ToUnicode.read_bytes()
    pairs = (
        pair for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL) for pair in _MAPPED.findall(part)
    )
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _logical(shown: list[str], from_right: bool) -> str:
    """Return glyphs of one run in reading order: right-to-left text is drawn from its end, words from their start."""
    if not from_right and not any(_direction(glyph) == "R" for glyph in shown):
        return "".join(shown)
    pieces: list[tuple[str, list[str]]] = []
    for glyph, direction in zip(shown, _resolved(shown, "R" if from_right else "L"), strict=True):
        if not pieces or pieces[-1][0] != direction:
            pieces.append((direction, []))
        pieces[-1][1].append(glyph)
    ordered = reversed(pieces) if from_right else pieces
    return "".join(
        glyph for direction, glyphs in ordered for glyph in (reversed(glyphs) if direction == "R" else glyphs)
    )


def _resolved(shown: list[str], base: str) -> list[str]:
    """Return the direction of each glyph; what has none takes that of both its neighbours, or else the base's.

    Rules N1 and N2 of the Unicode Bidirectional Algorithm, as far as one run of text needs them.
    """
    directions = [_direction(glyph) for glyph in shown]
    before = list(accumulate(directions, _nearest))
    after = list(accumulate(reversed(directions), _nearest))[::-1]
    return [
        own or (left if left == right != "" else base)
        for own, left, right in zip(directions, before, after, strict=True)
    ]


def _nearest(before: str, here: str) -> str:
    return here or before


def _direction(glyph: str) -> str:
    kinds = {unicodedata.bidirectional(character) for character in glyph}
    if kinds & {"R", "AL"}:
        return "R"
    return "L" if kinds & {"L", "EN", "AN"} else ""
