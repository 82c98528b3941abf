"""Words of a written body: its XML in, paragraphs with their words and bookmarks out.

The one place that says which characters of a DOCX are words: the writer's record, the comparison of an edited file
and the comparison of all formats rest on it. Called by ``docx_read`` and ``docx_identity``.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

ENTRY_STYLES = r"(toc|contents) [1-9]"
CONTENTS_STYLES = rf"{ENTRY_STYLES}|(toc|contents) heading"
"""Names of the styles in a table of contents, of its entries and with its title, in Word and in LibreOffice."""
_UNSPOKEN = str.maketrans("", "", "\N{BALLOT BOX}\N{BALLOT BOX WITH X}\N{BALLOT BOX WITH CHECK}\N{ZERO WIDTH SPACE}")
_STAND_FOR = {
    qn("w:tab"): "\t",
    qn("w:br"): " ",
    qn("w:cr"): " ",
    qn("w:noBreakHyphen"): "-",
}
_NOT_SHOWN = frozenset(map(qn, ("w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:pict", "w:drawing")))
_START, _TEXT, _PARAGRAPH, _TABLE = qn("w:bookmarkStart"), qn("w:t"), qn("w:p"), qn("w:tbl")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters, or the end of a paragraph (``text`` is then a line feed)."""

    text: str
    style: str
    """Style id of the paragraph."""
    bookmarks: frozenset[str]
    """Names of the bookmarks that the paragraph is part of."""


def normal(text: str) -> str:
    """Return a text as it is compared: NFC, white space folded to one space, boxes left out, ends stripped."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_UNSPOKEN).split())


def part_of(data: bytes, name: str) -> Any:
    """Return the root element of a part; raises KeyError when the file lacks it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name), _parser())


def part_names(data: bytes) -> list[str]:
    """Return the names of all parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def pieces(body: Any, ends: Mapping[str, str] | None = None, captions: frozenset[str] = frozenset()) -> Iterator[Piece]:
    """Yield the words of a body in reading order, each paragraph closed by a line feed.

    ``ends`` names, for each bookmark to follow, the bookmark in its last paragraph (itself if it has only one);
    ``captions`` are the ids of styles for captions. What a caption, or the first cell of a table without one, is part
    of, all of the table is part of.
    """
    return _Walk(ends or {}, captions).blocks(body)


def styles_named(data: bytes, pattern: str) -> frozenset[str]:
    """Return the ids of a file's styles whose names match a pattern, capitals or not."""
    named = re.compile(pattern, re.IGNORECASE)
    return frozenset(
        style.get(qn("w:styleId"))
        for style in part_of(data, "word/styles.xml").findall(qn("w:style"))
        for name in style.findall(qn("w:name"))
        if named.fullmatch(name.get(qn("w:val")))
    )


class _Walk:
    """One walk over a body; a paragraph belongs as a whole to every bookmark that is open anywhere in it."""

    def __init__(self, ends: Mapping[str, str], captions: frozenset[str]) -> None:
        self._ends = ends
        self._captions = captions
        self._open: frozenset[str] = frozenset()
        self._last: frozenset[str] = frozenset()
        """Bookmarks of the paragraph before."""
        self._style = ""
        """Style of the paragraph before."""

    def blocks(self, element: Any) -> Iterator[Piece]:
        for child in element:
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag not in _NOT_SHOWN:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Piece]:
        style, names = _style_of(paragraph), [s.get(qn("w:name")) for s in paragraph.iter(_START)]
        opened = {name for name in names if name in self._ends}
        self._last = self._open | opened
        self._style = style
        closed = {name for name in self._last if self._ends[name] in names}
        for text in _texts(paragraph):
            yield Piece(text, style, self._last)
        yield Piece("\n", style, self._last)
        self._open = self._last - closed

    def _table(self, table: Any) -> Iterator[Piece]:
        """Yield a table's words, which belong to every bookmark of its caption, or else of its first cell."""
        captioned = self._style in self._captions
        around = self._last if captioned else self._open
        if not captioned:
            first = next(table.iter(_PARAGRAPH), table)
            around |= {s.get(qn("w:name")) for s in first.iter(_START)} & self._ends.keys()
        for piece in self.blocks(table):
            yield Piece(piece.text, piece.style, piece.bookmarks | around)
        self._style = ""


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _STAND_FOR:
            yield _STAND_FOR[child.tag]
        elif child.tag not in _NOT_SHOWN:
            yield from _texts(child)


def _style_of(paragraph: Any) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(qn("w:val"))


def _parser() -> Any:
    """Return a parser that opens no entity and no address; files may come from outside."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
