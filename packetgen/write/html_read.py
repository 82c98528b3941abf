"""The words of a written web page: a file in, its body text in reading order out.

Called by the check that all formats say the same words, as are ``pdf_read`` and ``docx_read``. What counts is
the same in all three: title, subtitle, agency, header block, blocks and open items, in this order, with the
labels that writers add ("Who:", "Safety", "Signature"); a merge field reads «its label», a gap as it is printed.
No words are: notices and all else that runs on every page, the watermark, section numbers, list numbers and
bullets, page numbers of the contents, table heads that are shown again, text alternatives, names of form fields, the
words of a drawing, which stand in the list behind it too.
Whoever compares two formats leaves white space out: the end of a printed line does not tell whether a space stood
there.
"""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

_VOID = frozenset({"br", "col", "img", "input", "meta", "wbr"})
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200E, 0x200F, 0x2060))
"""Soft hyphen, zero width space, marks of direction, word joiner: they leave no trace on paper."""

_INLINE = frozenset({"a", "cite", "em", "mark", "strong", "label", "wbr"})


def read_words(data: bytes) -> str:
    """Return the words of the page's main part, NFC, white space folded."""
    reader = _Reader()
    reader.feed(data.decode())
    reader.close()
    return folded("".join(reader.words))


def folded(text: str) -> str:
    """Return a text in Unicode's form NFC, without what nobody sees, each run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_UNSEEN)).split())


class _Reader(HTMLParser):
    """Collects what stands in the main element, except section numbers."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._counts: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element: a block parts words, the main element starts them, a number stops them."""
        classes = dict(attrs).get("class") or ""
        if tag not in _INLINE and not (tag == "span" and classes in ("", "merge")):
            self.words.append(" ")
        if tag not in _VOID:
            counts = tag == "main" or (self._counts[-1] and classes != "number" and tag != "svg")
            self._counts.append(counts)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag not in _INLINE and tag != "span":
            self.words.append(" ")
        self._counts.pop()

    def handle_data(self, data: str) -> None:
        """Keep text where it counts."""
        if self._counts[-1]:
            self.words.append(data)
