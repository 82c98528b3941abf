"""The formats: one row each, from which the command line reads its choices and batch its writers.

Rows import their writer when it is first needed, so that ``packetgen --help`` loads no engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from packetgen.model.document import Document
from packetgen.model.style import Style

Assets: TypeAlias = Mapping[str, bytes]
"""Files that a profile brings, by name: logo, pictures, ``letterhead.docx``."""

LETTERHEAD = "letterhead.docx"
"""Name under which the agency's own base document stands among the assets."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format that documents are written in."""

    name: str
    """As the command line and ``document.yaml`` call it."""
    extension: str
    """Of the files, without the dot."""
    media_type: str
    """As registered with IANA."""
    write: Callable[[Document, Style, Assets], bytes]
    """Returns the same bytes for the same values; raises PacketgenError when the machine lacks a part."""


def _write_docx(document: Document, style: Style, assets: Assets) -> bytes:
    from packetgen.write.docx import write_docx

    return write_docx(document, style, assets, letterhead=assets.get(LETTERHEAD))


def _write_pdf(document: Document, style: Style, assets: Assets) -> bytes:
    from packetgen.write.pdf import write_pdf

    return write_pdf(document, style, assets)


def _write_html(document: Document, style: Style, assets: Assets) -> bytes:
    from packetgen.write.html import write_html

    return write_html(document, style, assets)


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_ROWS = (
    Format("docx", "docx", _DOCX, _write_docx),
    Format("pdf", "pdf", "application/pdf", _write_pdf),
    Format("html", "html", "text/html", _write_html),
)

FORMATS: Mapping[str, Format] = MappingProxyType({row.name: row for row in _ROWS})
"""All formats by name, in the order in which they are built."""
