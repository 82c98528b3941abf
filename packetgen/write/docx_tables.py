"""The tables of a Word file that somebody filled in: a file in, the words of each cell out, ticked boxes among them.

Called by the reading of a review sheet. What Word and LibreOffice leave in a field that nobody filled is no word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from packetgen.write.docx_words import part_of

TICKED = "\N{BALLOT BOX WITH X}"
"""The character of a ticked box; Word and LibreOffice write it into the text."""

Cells = tuple[tuple[str, ...], ...]

_SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{ZERO WIDTH SPACE}": None, "\N{BALLOT BOX WITH CHECK}": TICKED})


def read_tables(data: bytes) -> tuple[Cells, ...]:
    """Return the words of each cell, table by table and row by row, white space folded.

    Raises KeyError, BadZipFile or XMLSyntaxError for what is no Word file.
    """
    body = part_of(data, "word/document.xml")
    return tuple(
        tuple(tuple(map(_words, _cells(row))) for row in table.iter(qn("w:tr"))) for table in body.iter(qn("w:tbl"))
    )


def _cells(row: Any) -> Iterator[Any]:
    yield from row.iter(qn("w:tc"))


def _words(cell: Any) -> str:
    texts = (node.text or "" for node in cell.iter(qn("w:t")))
    return " ".join("".join(texts).translate(_SPACES).split())
