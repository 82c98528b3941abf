"""The document that the body is put into: base document or letterhead in, a Frame out.

python-docx opens the files; what does not change from one document to the next is kept as bytes, by the
fingerprints of what it was made from. Called by ``docx`` at the start of each document.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part as OpcPart
from docx.oxml.ns import qn
from lxml import etree

from packetgen.diagnostics import Diagnostic, PacketgenError
from packetgen.model.style import Style
from packetgen.values import Fingerprint
from packetgen.write.docx_fonts import font_parts, font_relationships
from packetgen.write.docx_metrics import Look, Widths, font_widths, looks_of
from packetgen.write.docx_package import Part, Relationship, relationships_of
from packetgen.write.docx_sections import (
    Geometry,
    Running,
    geometry_of,
    pages_before_last,
    running_parts,
)
from packetgen.write.docx_shell import Shell, body_shell, numbering_shell
from packetgen.write.docx_styles import merge_numbering, merge_styles, number_headings
from packetgen.write.docx_tokens import apply_tokens, token_reader

_HEADINGS, _BULLETS, _BOX_BULLETS, _NO_NUMBER = "1", "2", "4", "6"
_HEADING_LEVELS, _NUMBERS, _BOX_NUMBERS = "abstract:1", "abstract:3", "abstract:5"
_NOT_KEPT = ("/docProps/", "/word/stylesWithEffects")
"""Parts of the opened file that never go on: its own properties and thumbnail, and a stale copy of its styles."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Everything that a Frame depends on; two equal variants share one."""

    style_print: Fingerprint
    letterhead_print: Fingerprint | None
    victim: bool
    paper: str
    accent: str
    """As ``#rrggbb``."""
    numbered: bool
    language: str
    style: Style = field(compare=False, repr=False)
    letterhead: bytes | None = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Lists:
    """Numbers of list definitions in the frame's numbering part."""

    bullets: str
    box_bullets: str
    numbers: str
    box_numbers: str
    headings: str
    none: str
    """A list without numbers: it takes away the number that a heading style brings."""
    next_number: int


@dataclass(frozen=True, slots=True)
class Frame:
    """An opened base document: what stays as bytes, and the places where a document's own text goes."""

    parts: tuple[Part, ...]
    package: tuple[Relationship, ...]
    body: Shell
    body_relationships: tuple[Relationship, ...]
    numbering: Shell
    numbering_name: str
    running: tuple[Running, ...]
    styles: Mapping[str, str]
    looks: Mapping[str, Look]
    lists: Lists
    geometry: Geometry
    pages_before: int
    """Least number of pages before the place of the body."""
    widths: tuple[Widths, Widths]
    """Word widths of the upright regular and bold faces."""
    block_space: float
    """Least space below a table, a box or the contents, in points."""
    list_indent: float
    """How far each level of a list stands in, in points."""
    accent: str
    """Colour of drawings, as ``#rrggbb``."""
    watermark: str
    """Colour of the DRAFT behind the text, as ``#rrggbb``."""


@lru_cache(maxsize=32)
def frame_for(variant: Variant) -> Frame:
    """Return the frame of a variant.

    Raises PacketgenError (PG515) when the letterhead is no Word document.
    """
    base = _opened_base(variant)
    host = base if variant.letterhead is None else _opened_letterhead(variant.letterhead)
    numbers, names = _merged(base, host)
    number_headings(host.styles.element, _numbering(host), numbers[_HEADINGS], numbered=variant.numbered)
    _set_language(host.styles.element, variant.language)
    _drop_prompts(host.settings.element)
    if host is base:
        _embed_fonts(host, variant.style)
    running = running_parts(host)
    tokens = variant.style.tokens
    return Frame(
        parts=_static_parts(host, running),
        package=_package_relationships(host),
        body=body_shell(host.element),
        body_relationships=relationships_of(host.part, _NOT_KEPT),
        numbering=numbering_shell(_numbering(host)),
        numbering_name=str(_numbering_part(host).partname).lstrip("/"),
        running=running,
        styles=names,
        looks=looks_of(host.styles.element),
        lists=_lists(host, numbers),
        geometry=geometry_of(host.element.body.sectPr),
        pages_before=pages_before_last(host),
        widths=font_widths(variant.style.fonts, tokens["font.text"]),
        block_space=float(tokens["space.block.after"]),
        list_indent=float(tokens["space.indent"]),
        accent=variant.accent,
        watermark=tokens["color.watermark"],
    )


def _opened_base(variant: Variant) -> Any:
    document = docx.Document(io.BytesIO(variant.style.base_docx))
    value_of = token_reader(variant.style.tokens, victim=variant.victim, paper=variant.paper, accent=variant.accent)
    for root in (document.styles.element, _numbering(document), document.element):
        apply_tokens(root, value_of)
        etree.cleanup_namespaces(root)
    return document


def _opened_letterhead(data: bytes) -> Any:
    try:
        return docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError):
        raise PacketgenError(
            (
                Diagnostic(
                    "PG515",
                    "the letterhead is not a Word document (.docx)",
                    hint="open it in Word and save it as “Word Document (*.docx)”, "
                    "not as a template, a document with macros or an older format",
                ),
            )
        ) from None


def _merged(base: Any, host: Any) -> tuple[dict[str, str], dict[str, str]]:
    """Return our list numbers and style ids with those of the host, after adding what it lacks."""
    if host is base:
        same = {str(number): str(number) for number in range(10)}
        numbers = same | {f"abstract:{number}": number for number in same}
        return numbers, {style.style_id: style.style_id for style in base.styles}
    if not _has_numbering(host):
        empty = b'<w:numbering xmlns:w="%s"/>' % qn("w:x")[1:-2].encode()
        part = type(_numbering_part(base)).load(
            PackURI("/word/numbering.xml"),
            _numbering_part(base).content_type,
            empty,
            host.part.package,
        )
        host.part.relate_to(part, RT.NUMBERING)
    numbers = merge_numbering(_numbering(base), _numbering(host))
    return numbers, merge_styles(base.styles.element, host.styles.element, numbers)


def _has_numbering(document: Any) -> bool:
    return any(rel.reltype == RT.NUMBERING for rel in document.part.rels.values())


def _numbering_part(document: Any) -> Any:
    return document.part.part_related_by(RT.NUMBERING)


def _numbering(document: Any) -> Any:
    return _numbering_part(document).element


def _set_language(styles: Any, language: str) -> None:
    """Make the document's language the default of all its runs; what else the default says stays."""
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = styles.makeelement(qn("w:docDefaults"))
        styles.insert(0, defaults)
    wrapper = defaults.find(qn("w:rPrDefault"))
    if wrapper is None:
        wrapper = styles.makeelement(qn("w:rPrDefault"))
        defaults.insert(0, wrapper)
    properties = wrapper.find(qn("w:rPr"))
    if properties is None:
        properties = etree.SubElement(wrapper, qn("w:rPr"))
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = etree.SubElement(properties, qn("w:lang"))
    lang.set(qn("w:val"), language)


def _drop_prompts(settings: Any) -> None:
    """Take out what makes Word ask a question when the file is opened."""
    for element in settings.findall(qn("w:updateFields")):
        settings.remove(element)


def _embed_fonts(document: Any, style: Style) -> None:
    xml, parts = font_parts(style.fonts, style.tokens["font.text"])
    table = document.part.part_related_by(RT.FONT_TABLE)
    table._blob = xml.encode()  # noqa: SLF001  a plain part has no setter
    for rel, part in zip(font_relationships(parts), parts, strict=True):
        font = OpcPart(PackURI(f"/{part.name}"), part.content_type, part.data)
        table.load_rel(f"{RT.FONT_TABLE.rpartition('/')[0]}/font", font, rel.id)


def _lists(host: Any, numbers: Mapping[str, str]) -> Lists:
    highest = max(int(n.get(qn("w:numId"))) for n in _numbering(host).findall(qn("w:num")))
    return Lists(
        numbers[_BULLETS],
        numbers[_BOX_BULLETS],
        numbers[_NUMBERS],
        numbers[_BOX_NUMBERS],
        numbers[_HEADING_LEVELS],
        numbers[_NO_NUMBER],
        highest + 1,
    )


def _static_parts(host: Any, running: tuple[Running, ...]) -> tuple[Part, ...]:
    """Return the parts that every document of this frame shares, as bytes."""
    changing = {part.name for part in running}
    changing |= {str(_numbering_part(host).partname).lstrip("/")}
    changing |= {str(host.part.partname).lstrip("/")}
    return tuple(
        Part(name, part.content_type, part.blob, relationships_of(part, _NOT_KEPT))
        for part in host.part.package.iter_parts()
        if (name := str(part.partname).lstrip("/")) not in changing and not str(part.partname).startswith(_NOT_KEPT)
    )


def _package_relationships(host: Any) -> tuple[Relationship, ...]:
    return tuple(
        Relationship(rel.rId, rel.reltype, str(rel.target_part.partname).lstrip("/"))
        for rel in host.part.package.rels.values()
        if not rel.is_external and not str(rel.target_part.partname).startswith(_NOT_KEPT)
    )
