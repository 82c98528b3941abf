"""Style: everything the writers need to know about looks, read once from ``templates/_style``.

Made by ``load.style``; handed to every writer beside the Document. No writer holds a font, size or colour of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from packetgen.values import Fingerprint


@dataclass(frozen=True, slots=True)
class FontFace:
    """One packaged font file."""

    family: str
    weight: int
    """CSS weight: 400 or 700."""
    italic: bool
    file_name: str
    data: bytes
    """A TrueType file."""
    web: bytes = b""
    """The same face as WOFF2 for web pages, or nothing when pages do without it."""


@dataclass(frozen=True, slots=True)
class Style:
    """Tokens, style sheets, the base document of Word, fonts and pictures."""

    tokens: Mapping[str, str]
    """Flat design tokens, for example ``color.accent`` and ``size.body``."""
    css: str
    """The style sheet of HTML and PDF, with ``var(--…)`` for tokens."""
    base_docx: bytes
    """The base document whose styles, header, footer and sections the DOCX writer uses."""
    fonts: tuple[FontFace, ...]
    """Packaged fonts, the text face first, then fallbacks in order."""
    pictures: Mapping[str, bytes]
    """Pictures by name."""
    fingerprint: Fingerprint
