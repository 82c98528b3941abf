"""Sections, their pages, headers and footers: an opened document in, measures and running parts out.

What Word does: a section without a header reference takes the one of the section before; ``w:titlePg`` and even pages
have references of their own. A letterhead's headers and footers stay; ours go behind them. Called by ``docx_base``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from packetgen.write.docx_package import WORD, Relationship, free_name, relationships_of
from packetgen.write.docx_shell import NAMESPACES, Shell, story_shell

_LETTER = {"w": "12240", "h": "15840"}
_MARGIN = "1440"


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page in points: its size, and where the body text stands on it."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float

    @property
    def text_width(self) -> float:
        """Width of the lines, in points."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Running:
    """A header or footer: what it holds already, and whether it is ours or counts pages itself."""

    name: str
    kind: str
    """``header`` or ``footer``."""
    shell: Shell
    relationships: tuple[Relationship, ...]
    own: bool
    counts_pages: bool


def geometry_of(section: Any) -> Geometry:
    """Return the page of a ``w:sectPr``; what it does not say is US Letter with inch margins."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))

    def points(element: Any, name: str, other: str) -> float:
        value = None if element is None else element.get(qn(f"w:{name}"))
        return abs(float(value or other)) / 20

    top, bottom, left, right = (points(margins, side, _MARGIN) for side in ("top", "bottom", "left", "right"))
    return Geometry(
        points(size, "w", _LETTER["w"]),
        points(size, "h", _LETTER["h"]),
        top,
        bottom,
        left,
        right,
        points(margins, "header", "720"),
        points(margins, "footer", "720"),
    )


def pages_before_last(document: Any) -> int:
    """Return how many pages the sections before the last take at least: one for each that does not run on."""
    later = list(document.element.iter(qn("w:sectPr")))[1:]
    kinds = [section.find(qn("w:type")) for section in later]
    return sum(kind is None or kind.get(qn("w:val")) != "continuous" for kind in kinds)


def running_parts(document: Any) -> tuple[Running, ...]:
    """Return every header and footer of the document, after giving the first section those it lacks."""
    sections = list(document.element.iter(qn("w:sectPr")))
    even = document.settings.element.find(qn("w:evenAndOddHeaders")) is not None
    first = any(section.find(qn("w:titlePg")) is not None for section in sections)
    wanted = ["default", *["first"] * first, *["even"] * even]
    own: set[str] = set()
    for kind in ("header", "footer"):
        present = {r.get(qn("w:type")) for r in sections[0].findall(qn(f"w:{kind}Reference"))}
        if missing := [one for one in wanted if one not in present]:
            own.add(_add_running(document, sections[0], kind, missing))
    return tuple(
        _running(rel.target_part, str(rel.target_part.partname) in own)
        for rel in document.part.rels.values()
        if rel.reltype in {RT.HEADER, RT.FOOTER}
    )


def _add_running(document: Any, section: Any, kind: str, types: list[str]) -> str:
    """Give the section an empty header or footer for these types and return its part's name."""
    package = document.part.package
    name = free_name((str(p.partname) for p in package.iter_parts()), f"/word/{kind}{{}}.xml")
    root = parse_xml(f'<w:{"hdr" if kind == "header" else "ftr"} xmlns:w="{NAMESPACES["w"]}"/>')
    part = XmlPart(PackURI(name), f"{WORD}.{kind}+xml", root, package)
    rel_id = document.part.relate_to(part, RT.HEADER if kind == "header" else RT.FOOTER)
    for number, one in enumerate(types):
        reference = section.makeelement(qn(f"w:{kind}Reference"))
        reference.set(qn("w:type"), one)
        reference.set(qn("r:id"), rel_id)
        section.insert(number, reference)
    return name


def _running(part: Any, own: bool) -> Running:
    owner = str(part.partname).lstrip("/")
    root = getattr(part, "element", None)
    root = parse_xml(part.blob) if root is None else root
    return Running(
        name=owner,
        kind="header" if root.tag == qn("w:hdr") else "footer",
        shell=story_shell(root),
        relationships=relationships_of(part),
        own=own,
        counts_pages=any(
            "PAGE" in (field.text or field.get(qn("w:instr")) or "")
            for field in root.iter(qn("w:instrText"), qn("w:fldSimple"))
        ),
    )
