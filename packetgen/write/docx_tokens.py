"""Design tokens into the base document: XML with ``pg:`` attributes in, plain WordprocessingML out.

``<w:sz pg:val="size.body"/>`` becomes ``<w:sz w:val="22"/>``. Called by ``docx_base`` when a base document is opened.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from docx.oxml.ns import qn

from packetgen.write.accent import tint

TOKENS = "urn:packetgen:tokens:1"
_PREFIX = f"{{{TOKENS}}}"

_TWIPS_A_POINT = 20.0
_TWIPS_A_MILLIMETRE = 1440 / 25.4
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def apply_tokens(root: Any, value_of: Callable[[str], str]) -> None:
    """Replace each ``pg:`` attribute below ``root`` by the ``w:`` attribute of the same name.

    ``value_of`` returns a token's text; it raises KeyError for a name that the style lacks.
    """
    for element in root.iter("*"):
        for name, expression in list(element.attrib.items()):
            if name.startswith(_PREFIX):
                del element.attrib[name]
                local = name.removeprefix(_PREFIX)
                element.set(qn(f"w:{local}"), _measure(element, local, expression, value_of))


def token_reader(tokens: Mapping[str, str], *, victim: bool, paper: str, accent: str) -> Callable[[str], str]:
    """Return a function from a token's name to its text for one kind of document.

    For a victim's document a name's ``.victim`` form goes first. ``{paper}`` in a name stands for the page size;
    ``accent`` replaces the style's own accent, and its tint.
    """
    own = {"color.accent": accent, "color.accent.tint": tint(accent)}

    def value_of(name: str) -> str:
        name = name.format(paper=paper)
        if name in own:
            return own[name]
        return tokens.get(f"{name}.victim", tokens[name]) if victim else tokens[name]

    return value_of


def _measure(element: Any, local: str, expression: str, value_of: Callable[[str], str]) -> str:
    if expression.startswith("color."):
        return value_of(expression).removeprefix("#").upper()
    if expression.startswith("font."):
        return value_of(expression)
    points = sum(
        math.prod(float(factor if _NUMBER.fullmatch(factor) else value_of(factor)) for factor in term.split("*"))
        for term in expression.split("+")
    )
    return str(round(points * _units(element.tag.rpartition("}")[2], local)))


def _units(element: str, attribute: str) -> float:
    """Return how many of Word's units of this attribute make a point (or, for a page, a millimetre)."""
    match element, attribute:
        case (("pgSz" | "pgMar"), _):
            return _TWIPS_A_MILLIMETRE
        case (("sz" | "szCs"), _):
            return 2.0
        case _, "sz":
            return 8.0
        case _, "space":
            return 1.0
        case _:
            return _TWIPS_A_POINT
