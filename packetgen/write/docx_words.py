"""Words of a written body: its XML in, paragraphs with their words and bookmarks out.

The one place that says which characters of a DOCX are words: the writer's record, the comparison of an edited file
and the comparison of all formats rest on it. Called by ``docx_read`` and ``docx_identity``.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

_BOXES = str.maketrans("", "", "\N{BALLOT BOX}\N{BALLOT BOX WITH X}\N{BALLOT BOX WITH CHECK}")
_SPACES = frozenset(map(qn, ("w:tab", "w:br", "w:cr")))
_HYPHENS = {qn("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}"}
_NOT_SHOWN = frozenset(map(qn, ("w:del", "w:moveFrom", "w:pict", "w:drawing", "w:txbxContent")))
_START, _END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
_TEXT, _PARAGRAPH, _TABLE = qn("w:t"), qn("w:p"), qn("w:tbl")
_PROPERTIES = frozenset(map(qn, ("w:pPr", "w:rPr")))


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters, or the end of a paragraph (``text`` is then a line feed)."""

    text: str
    style: str
    """Style id of the paragraph."""
    bookmarks: frozenset[str]
    """Names of the bookmarks that are open there."""


def normal(text: str) -> str:
    """Return a text as it is compared: NFC, white space folded to one space, boxes left out, ends stripped."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_BOXES).split())


def part_of(data: bytes, name: str) -> Any:
    """Return the root element of a part; raises KeyError when the file lacks it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name), _parser())


def part_names(data: bytes) -> list[str]:
    """Return the names of all parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def pieces(body: Any, tables: frozenset[str] = frozenset()) -> Iterator[Piece]:
    """Yield the words of a body in reading order, each paragraph closed by a line feed.

    ``tables`` names the bookmarks of tables. They stand in the caption or the first cell and hold for the whole table:
    no bookmark that runs from one into the other survives LibreOffice.
    """
    return _Walk(tables).walk(body, "")


class _Walk:
    """One walk over a body; remembers the open bookmarks by the numbers that their ends refer to."""

    def __init__(self, tables: frozenset[str]) -> None:
        self._tables = tables
        self._open: dict[str, str] = {}
        self._names: frozenset[str] = frozenset()

    def walk(self, element: Any, style: str) -> Iterator[Piece]:
        for child in element:
            tag = child.tag
            if tag == _PARAGRAPH:
                own = _style_of(child)
                yield from self.walk(child, own)
                yield Piece("\n", own, self._names)
            elif tag == _TEXT:
                yield Piece(child.text or "", style, self._names)
            elif tag in _SPACES:
                yield Piece("\t" if tag == qn("w:tab") else " ", style, self._names)
            elif tag in _HYPHENS:
                yield Piece(_HYPHENS[tag], style, self._names)
            elif tag in (_START, _END):
                self._bookmark(child)
            elif tag == _TABLE:
                yield from self._table(child, style)
            elif tag not in _NOT_SHOWN and tag not in _PROPERTIES:
                yield from self.walk(child, style)

    def _table(self, table: Any, style: str) -> Iterator[Piece]:
        """Yield a table's words, which all belong to the bookmark in its caption or in its first cell."""
        caption = next(table.itersiblings(_PARAGRAPH, _TABLE, preceding=True), table)
        first_cell = next(table.iter(_PARAGRAPH), table)
        places = (caption, first_cell) if caption.tag == _PARAGRAPH else (first_cell,)
        starts = {start.get(qn("w:name")) for place in places for start in place.iter(_START)}
        around = self._names | (starts & self._tables)
        for piece in self.walk(table, style):
            yield Piece(piece.text, piece.style, piece.bookmarks | around)

    def _bookmark(self, element: Any) -> None:
        """Open or close a bookmark by name: LibreOffice may write a start twice, under two numbers and one end."""
        number = element.get(qn("w:id"))
        if element.tag == _START:
            self._open[number] = element.get(qn("w:name"))
        elif name := self._open.get(number):
            self._open = {key: value for key, value in self._open.items() if value != name}
        self._names = frozenset(self._open.values())


def _style_of(paragraph: Any) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(qn("w:val"))


def _parser() -> Any:
    """Return a parser that opens no entity and no address; files may come from outside."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
