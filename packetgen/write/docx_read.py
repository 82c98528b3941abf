"""The words of a written DOCX: a file in, its body text in reading order out.

Called by the check that all formats say the same words. Running heads, numbers that Word counts itself, page numbers,
bullets and boxes to tick are no words.
"""

from __future__ import annotations

from docx.oxml.ns import qn

from packetgen.write.docx_words import ENTRY_STYLES, normal, part_of, pieces, styles_named
from packetgen.write.html_read import folded


def read_words(data: bytes) -> str:
    """Return the body's words, NFC, white space folded; of the contents the title and the entries' titles."""
    contents = styles_named(data, ENTRY_STYLES)
    lines: list[str] = []
    line = ""
    for piece in pieces(part_of(data, "word/document.xml").find(qn("w:body"))):
        if piece.text != "\n":
            line += piece.text
            continue
        lines.append(_entry_title(line) if piece.style in contents else line)
        line = ""
    return folded(normal(" ".join(lines)))


def _entry_title(line: str) -> str:
    """Return an entry without its number and its page, which tabs part from the title."""
    cells = line.split("\t")
    return cells[1] if len(cells) > 2 else cells[0]
