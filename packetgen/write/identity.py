"""What a written file says about itself: its sections and clauses with fingerprints, and what made it.

A Document comes in; every writer puts the same record into its file: DOCX as a custom XML part, PDF in
its XMP, HTML in a JSON block. From the file alone one can later say what an agency changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from packetgen.model.document import Document, Section
from packetgen.model.walk import plain_inlines, plain_text, walk
from packetgen.values import Fingerprint, fingerprint

NAMESPACE = "urn:packetgen:1"
"""Names the record's form, in XML, XMP and JSON alike."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A section's title or a clause, as built."""

    id: str
    text: str
    """Plain text; of a section only its title, since its blocks speak for themselves."""
    fingerprint: Fingerprint


def clauses(document: Document) -> tuple[Clause, ...]:
    """Return every section and clause that has an id, in reading order."""
    found = []
    for block in walk(document.blocks):
        if block.id:
            text = plain_inlines(block.title) if isinstance(block, Section) else plain_text(block)
            found.append(Clause(block.id, text, fingerprint(text)))
    return tuple(found)


def record(document: Document) -> dict[str, Any]:
    """Return the record as plain data, keys in a fixed order, ready for JSON."""
    made_by = document.provenance
    return {
        "namespace": NAMESPACE,
        "document": document.slug,
        "profile": document.profile_id,
        "language": document.language,
        "status": str(document.status),
        "built_on": made_by.built_on.isoformat(),
        "as_of": made_by.as_of.isoformat(),
        "packetgen": made_by.packetgen,
        "fingerprints": {
            "profile": made_by.profile,
            "template": made_by.template,
            "style": made_by.style,
        },
        "law": [
            {"jurisdiction": jurisdiction, "version": version, "fingerprint": print_}
            for jurisdiction, version, print_ in made_by.law
        ],
        "facts": list(document.facts),
        "clauses": [{"id": clause.id, "fingerprint": clause.fingerprint} for clause in clauses(document)],
    }
