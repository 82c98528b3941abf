"""The container of a DOCX: parts and relationships in, the same bytes on any machine out.

Called by ``docx`` last. Entries are stored, not deflated: compressors differ between machines (zlib, zlib-ng), and
documents of one day must be the same bytes everywhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can name; it stands for "no time"."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """A named arrow from a part to another part or to a place outside."""

    id: str
    type: str
    """The last step of a transitional relationship type, or the whole address of any other."""
    target: str
    """Relative to the folder of the part that owns it, or an outside address."""
    external: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the package, with its relationships."""

    name: str
    """Path inside the package without a leading slash: ``word/document.xml``."""
    content_type: str
    data: bytes
    relationships: tuple[Relationship, ...] = ()

    def related(self, relationships: Iterable[Relationship]) -> Part:
        """Return the part with more relationships."""
        return replace(self, relationships=(*self.relationships, *relationships))


def package_bytes(parts: Iterable[Part], relationships: Iterable[Relationship]) -> bytes:
    """Return the package: content types, its own relationships, then all parts by name."""
    ordered = sorted(parts, key=lambda part: part.name)
    files = [("[Content_Types].xml", _content_types(ordered)), ("_rels/.rels", _rels(relationships))]
    for part in ordered:
        files.append((part.name, part.data))
        if part.relationships:
            folder, _, name = part.name.rpartition("/")
            files.append((f"{folder}/_rels/{name}.rels", _rels(part.relationships)))
    return zip_stored(files)


def zip_stored(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP archive of the files in the given order, without times, attributes or compression."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.create_system = 0
            archive.writestr(info, data)
    return buffer.getvalue()


def text_part(name: str, kind: str, xml: str, relationships: Iterable[Relationship] = ()) -> Part:
    """Return a WordprocessingML part; ``kind`` is the last word of its content type, such as ``header``."""
    return Part(name, f"{WORD}.{kind}+xml", (XML_HEAD + xml).encode(), tuple(relationships))


def free_name(taken: Iterable[str], pattern: str) -> str:
    """Return the first name made from ``pattern`` (holding ``{}``) and a number that is not taken."""
    names = set(taken)
    number = 1
    while pattern.format(number) in names:
        number += 1
    return pattern.format(number)


def relationships_of(part: Any, dropped: tuple[str, ...] = ()) -> tuple[Relationship, ...]:
    """Return the relationships of a part that python-docx opened, but for targets that begin as ``dropped``."""
    owner = str(part.partname).lstrip("/")
    return tuple(
        Relationship(rel.rId, rel.reltype, rel.target_ref, external=True)
        if rel.is_external
        else Relationship(rel.rId, rel.reltype, _seen_from(owner, str(rel.target_part.partname)))
        for rel in part.rels.values()
        if rel.is_external or not str(rel.target_part.partname).startswith(dropped or ("//",))
    )


def _seen_from(owner: str, target: str) -> str:
    """Return a part's name as seen from the folder of another part."""
    base, steps = owner.split("/")[:-1], target.lstrip("/").split("/")
    while base and len(steps) > 1 and base[0] == steps[0]:
        base, steps = base[1:], steps[1:]
    return "/".join([*([".."] * len(base)), *steps])


def _content_types(parts: Iterable[Part]) -> bytes:
    overrides = "".join(
        f'<Override PartName="/{escape(part.name)}" ContentType="{part.content_type}"/>' for part in parts
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{XML_HEAD}<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def _rels(relationships: Iterable[Relationship]) -> bytes:
    lines = "".join(
        f'<Relationship Id="{rel.id}" Type="{_type_of(rel)}" Target={quoteattr(rel.target)}'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if rel.external else ''}/>"
        for rel in relationships
    )
    return f'{XML_HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}">{lines}</Relationships>'.encode()


def _type_of(rel: Relationship) -> str:
    return rel.type if "://" in rel.type else f"{RELATIONS}/{rel.type}"
