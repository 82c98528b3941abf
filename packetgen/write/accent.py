"""The agency's colour, made dark enough to read.

A Document and a Style come in, a colour goes out; every writer sets headings and rules in it.
"""

from __future__ import annotations

from packetgen.model.document import Document
from packetgen.model.style import Style

LEAST_CONTRAST = 7.0
"""WCAG 2.2, success criterion 1.4.6 (level AAA), for text of any size."""

_STEP = 0.96


def accent_for(document: Document, style: Style) -> str:
    """Return the accent as ``#rrggbb``: the agency's, darkened until text in it is 7:1 on the accent's tint."""
    own = document.accent or style.tokens["color.accent"]
    return readable(own, on=tint(own))


def tint(colour: str) -> str:
    """Return the colour mixed with white, one part to twelve: a ground for boxes and table heads."""
    return _hex(tuple(1 - (1 - part) / 13 for part in _parts(colour)))


def readable(colour: str, on: str = "#ffffff") -> str:
    """Return the colour, darkened in equal steps until its contrast on the ground is at least 7:1."""
    parts = _parts(colour)
    while contrast(_hex(parts), on) < LEAST_CONTRAST:
        parts = tuple(part * _STEP for part in parts)
    return _hex(parts)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
