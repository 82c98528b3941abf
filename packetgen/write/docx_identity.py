"""What the file says of itself: a Document and its written clauses into a custom XML part and properties, and back.

What was tried: bookmarks, custom XML parts and custom properties survive an edit in LibreOffice; tags of content
controls do not. So a clause is found by its bookmark, and its words as built stand in the custom part. Called by
``docx``; ``read_identity`` and ``changed_clauses`` need nothing but the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import qn

from packetgen.model.document import Document
from packetgen.write.docx_package import RELATIONS, XML_HEAD, Part, Relationship, free_name
from packetgen.write.docx_story import Clause
from packetgen.write.docx_words import CONTENTS_STYLES, normal, part_names, part_of, pieces, styles_named
from packetgen.write.identity import NAMESPACE, record

_STORE = "{7A1F3C52-6E0B-5D94-9C3E-50C4E7A1B001}"
"""The item id of our custom XML part, the same in every file."""
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_SIMPLE = ("document", "profile", "language", "status", "built_on", "as_of", "packetgen")


@dataclass(frozen=True, slots=True)
class BuiltClause:
    """A section or clause as it was built into the file."""

    id: str
    bookmark: str
    kind: str
    end: str
    """The bookmark in its last paragraph, "" when it has but one."""
    text: str
    """Its own words, one paragraph a line; words of a clause inside it are that clause's."""
    fingerprint: str
    """The fingerprint that all formats share (``write.identity``)."""


@dataclass(frozen=True, slots=True)
class Identity:
    """All that a file says of itself."""

    made: Mapping[str, str]
    """Document, profile, language, status, dates and packetgen's version, by the names of ``write.identity``."""
    fingerprints: Mapping[str, str]
    """Of profile, template and style."""
    law: tuple[tuple[str, str, str], ...]
    """Jurisdiction, version and fingerprint of each law pack."""
    facts: tuple[str, ...]
    clauses: tuple[BuiltClause, ...]


@dataclass(frozen=True, slots=True)
class ChangedClause:
    """A clause whose words in the file are not those it was built with; ``now`` is None when its bookmark is gone."""

    id: str
    built: str
    now: str | None


# -- writing ---------------------------------------------------------------------------------------


def identity_parts(document: Document, clauses: Iterable[Clause], taken: Iterable[str]) -> tuple[Part, Part]:
    """Return the custom XML part and the part with its item id; ``taken`` are names in use."""
    name = free_name(taken, "customXml/item{}.xml")
    properties = name.replace("item", "itemProps")
    store = (
        f'{XML_HEAD}<ds:datastoreItem xmlns:ds="{_DATA_STORE}" ds:itemID="{_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    arrow = Relationship("rId1", "customXmlProps", properties.removeprefix("customXml/"))
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    return (
        Part(name, "application/xml", _record_xml(document, clauses).encode(), (arrow,)),
        Part(properties, kind, store.encode()),
    )


def _record_xml(document: Document, clauses: Iterable[Clause]) -> str:
    own = record(document)
    prints = {clause["id"]: clause["fingerprint"] for clause in own["clauses"]}
    simple = " ".join(f"{key}={quoteattr(str(own[key]))}" for key in _SIMPLE)
    marks = " ".join(f"{key}={quoteattr(value)}" for key, value in own["fingerprints"].items())
    law = "".join(
        f"<law {' '.join(f'{key}={quoteattr(str(value))}' for key, value in pack.items())}/>" for pack in own["law"]
    )
    facts = "".join(f"<fact>{escape(fact)}</fact>" for fact in own["facts"])
    texts = "".join(
        f'<clause id={quoteattr(clause.id)} bookmark="{clause.bookmark}" kind="{clause.kind}" '
        f'end="{clause.end}" '
        f'fingerprint="{prints[clause.id]}">{escape(_own_text(clause.words))}</clause>'
        for clause in clauses
    )
    return (
        f'{XML_HEAD}<packet xmlns="{NAMESPACE}" {simple}><fingerprints {marks}/>{law}'
        f"<facts>{facts}</facts><clauses>{texts}</clauses></packet>"
    )


def property_parts(document: Document) -> tuple[Part, ...]:
    """Return core, extended and custom properties: title, agency, language, dates, and what a search wants."""
    made = document.provenance
    day = f"{made.built_on.isoformat()}T00:00:00Z"
    moments = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>' for name in ("created", "modified")
    )
    core = (
        f"{XML_HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:subject>{escape(document.subtitle)}</dc:subject>"
        f"<dc:creator>{escape(document.agency)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(document.agency)}</cp:lastModifiedBy>{moments}"
        f"<dc:language>{escape(document.language)}</dc:language>"
        f"<cp:contentStatus>{document.status}</cp:contentStatus></cp:coreProperties>"
    )
    extended = (
        f'{XML_HEAD}<Properties xmlns="{RELATIONS.replace("relationships", "extended-properties")}">'
        f"<Application>packetgen</Application><Company>{escape(document.agency)}</Company></Properties>"
    )
    kinds = "application/vnd.openxmlformats-officedocument"
    return (
        Part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core.encode()),
        Part("docProps/app.xml", f"{kinds}.extended-properties+xml", extended.encode()),
        Part("docProps/custom.xml", f"{kinds}.custom-properties+xml", _custom_xml(document).encode()),
    )


def _custom_xml(document: Document) -> str:
    made = document.provenance
    values = {
        "document": document.slug,
        "profile": document.profile_id,
        "version": made.packetgen,
        "built_on": made.built_on.isoformat(),
        "as_of": made.as_of.isoformat(),
        "status": str(document.status),
    }
    rows = "".join(
        f'<property fmtid="{_PROPERTY_SET}" pid="{number}" name="packetgen.{key}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (key, value) in enumerate(values.items(), start=2)
    )
    return f'{XML_HEAD}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">{rows}</Properties>'


# -- reading ---------------------------------------------------------------------------------------


def read_identity(data: bytes) -> Identity | None:
    """Return what a file says of itself, or None when packetgen did not make it."""
    for name in part_names(data):
        if name.startswith("customXml/item") and "Props" not in name and name.endswith(".xml"):
            root = part_of(data, name)
            if root.tag == _ours("packet"):
                return _identity(root)
    return None


def changed_clauses(data: bytes) -> tuple[ChangedClause, ...]:
    """Return the sections and clauses whose words are no longer those they were built with, in order.

    A file that packetgen did not make has none. Words that were added between two clauses belong to the innermost
    section around them. White space, ticked boxes and what Word counts itself make no change.
    """
    identity = read_identity(data)
    if identity is None:
        return ()
    now = _words_by_bookmark(data, identity.clauses)
    return tuple(
        ChangedClause(clause.id, clause.text, now.get(clause.bookmark))
        for clause in identity.clauses
        if clause.kind != "mark" and now.get(clause.bookmark) != clause.text
    )


def _identity(root: Any) -> Identity:
    law = root.findall(_ours("law"))
    return Identity(
        made={key: root.get(key, "") for key in _SIMPLE},
        fingerprints=dict(root.find(_ours("fingerprints")).attrib),
        law=tuple((pack.get("jurisdiction"), pack.get("version"), pack.get("fingerprint")) for pack in law),
        facts=tuple(fact.text or "" for fact in root.iter(_ours("fact"))),
        clauses=tuple(map(_clause, root.iter(_ours("clause")))),
    )


def _clause(element: Any) -> BuiltClause:
    own = element.get
    return BuiltClause(own("id"), own("bookmark"), own("kind"), own("end"), element.text or "", own("fingerprint"))


def _words_by_bookmark(data: bytes, clauses: Sequence[BuiltClause]) -> dict[str, str]:
    """Return each bookmark's own words; where several are open, the one that opens last in the tree owns them."""
    rank = {clause.bookmark: place for place, clause in enumerate(clauses)}
    ends = {clause.bookmark: clause.end or clause.bookmark for clause in clauses if clause.kind != "mark"}
    body = part_of(data, "word/document.xml").find(qn("w:body"))
    skipped = styles_named(data, CONTENTS_STYLES)
    found: dict[str, list[str]] = {
        start.get(qn("w:name")): [""] for start in body.iter(qn("w:bookmarkStart")) if start.get(qn("w:name")) in rank
    }
    for piece in pieces(body, ends, styles_named(data, "caption.*")):
        owner = max(piece.bookmarks, key=rank.__getitem__, default=None)
        if piece.text == "\n":
            for lines in found.values():
                if lines[-1]:
                    lines.append("")
        elif owner is not None and piece.style not in skipped:
            found[owner][-1] += piece.text
    return {name: _own_text(lines) for name, lines in found.items()}


def _own_text(lines: Iterable[str]) -> str:
    return "\n".join(filter(None, map(normal, lines)))


def _ours(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
