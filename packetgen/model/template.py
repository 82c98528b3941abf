"""DocumentType: what ``templates/<slug>/document.yaml`` says about one document of the suite.

Made by ``load.templates``; read by ``assemble`` and by the command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from packetgen.model.document import Audience
from packetgen.model.fields import Count, Flag, Listed, Prose, Record, SlugField, Words
from packetgen.model.profile import AgencyType
from packetgen.values import Fingerprint, Slug

Slugs = Annotated[tuple[SlugField, ...], Listed]


class DocumentType(Record):
    """One document of the suite."""

    title: Words
    """Title; may hold no facts."""
    subtitle: Words
    """One line on what it is for."""
    purpose: Prose
    """What the command line says of it."""
    order: Count
    """Place in the suite."""
    audience: Audience
    """Who reads it."""
    applies_to: Annotated[tuple[AgencyType, ...], Listed]
    """Kinds of agency that have it."""
    numbered: Flag = False
    """Whether sections carry numbers."""
    contents: Flag = False
    """Whether it opens with a table of contents."""
    contents_depth: Count = 2
    """Deepest heading level in the contents."""
    policy_header: Flag = False
    """Whether it opens with the header block of a policy."""
    reading_grade: Count
    """Target reading grade."""
    required_sections: Slugs = ()
    """Sections and clauses that every build must hold and that no override may omit."""
    locked_sections: Slugs = ()
    """Sections and clauses that no override may touch."""
    languages: Annotated[tuple[Words, ...], Listed] = ("en",)
    """Languages it is written in."""
    formats: Annotated[tuple[Literal["docx", "pdf", "html"], ...], Listed] = ("docx", "pdf", "html")
    """Formats it is built in."""


@dataclass(frozen=True, slots=True)
class TemplateSet:
    """All templates as text, read once; nothing above reads the disk for them again."""

    types: Mapping[Slug, DocumentType]
    """Document types by slug, in the order of the suite."""
    sources: Mapping[str, str]
    """Every ``.j2`` text by its path under ``templates/``, with forward slashes."""
    root: str
    """The folder as the user knows it, for places in messages."""
    labels: Mapping[str, Mapping[str, str]]
    """Labels by language."""
    fingerprints: Mapping[Slug, Fingerprint]
    """Fingerprint of everything that one document type is made of."""
