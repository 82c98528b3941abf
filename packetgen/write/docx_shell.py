"""What stands around a document's own text in a part: an opened element in, the XML before and after out.

Called by ``docx_base``; the writer joins ``head + text + tail`` and never parses again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.oxml.ns import qn
from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
"""Prefixes that the writer uses in bodies, headers and footers."""
_IGNORABLE = f"{{{NAMESPACES['mc']}}}Ignorable"


@dataclass(frozen=True, slots=True)
class Shell:
    """XML before and after the place where a document's own XML goes."""

    head: str
    tail: str

    def around(self, xml: str) -> str:
        """Return the whole part's XML with ``xml`` in its place."""
        return self.head + xml + self.tail


def body_shell(document: Any) -> Shell:
    """Return the shell of a ``w:document``: all that its body holds stays, empty last paragraphs excepted.

    The place is at the end of the last section, before its ``w:sectPr``.
    """
    body = document.find(qn("w:body"))
    kept = [child for child in body if child.tag != qn("w:sectPr")]
    while kept and _is_empty(kept[-1]):
        kept.pop()
    before = [_text(child) for child in document if child.tag != qn("w:body")]
    head = _open_tag(document) + "".join(before) + "<w:body>" + "".join(map(_text, kept))
    return Shell(head, f"{_text(body.sectPr)}</w:body></w:document>")


def numbering_shell(numbering: Any) -> Shell:
    """Return the shell of a ``w:numbering``: new ``w:num`` elements go behind the old ones."""
    kept = [child for child in numbering if child.tag != qn("w:numIdMacAtCleanup")]
    return Shell(_open_tag(numbering) + "".join(map(_text, kept)), "</w:numbering>")


def story_shell(root: Any) -> Shell:
    """Return the shell of a header or footer: new paragraphs go behind what it holds."""
    name = f"{root.prefix}:{etree.QName(root).localname}"
    return Shell(_open_tag(root) + "".join(map(_text, root)), f"</{name}>")


def _open_tag(root: Any) -> str:
    """Return the start tag of a part's root with its own prefixes and ours; newer markup may be ignored."""
    prefixes = {**NAMESPACES, **{k: v for k, v in root.nsmap.items() if k}}
    ignorable = dict.fromkeys([*root.attrib.get(_IGNORABLE, "").split(), "w14"])
    declared = "".join(f" xmlns:{k}={quoteattr(v)}" for k, v in prefixes.items())
    name = f"{root.prefix}:{etree.QName(root).localname}"
    return f'<{name}{declared} mc:Ignorable="{" ".join(ignorable)}">'


def _is_empty(element: Any) -> bool:
    """Return whether a block is a paragraph that shows nothing and ends no section."""
    shown = (qn("w:t"), qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:sectPr"), qn("w:sdt"))
    return element.tag == qn("w:p") and next(element.iter(*shown), None) is None


def _text(element: Any) -> str:
    """Return an element's XML; prefixes are declared anew, which costs bytes and no meaning."""
    return str(etree.tostring(element, encoding="unicode", with_tail=False))
