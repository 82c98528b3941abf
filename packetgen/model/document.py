"""The one document tree: closed, frozen, made by ``assemble``, read by every writer.

Two unions, Block and Inline. Writers ``match`` on them and end in ``assert_never``, so that the type checker
names each writer that forgets a node. No node carries fonts, sizes or colours: looks live in ``templates/_style``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from packetgen.model.inline import (
    Checkbox as Checkbox,
)
from packetgen.model.inline import (
    Citation as Citation,
)
from packetgen.model.inline import (
    CrossReference as CrossReference,
)
from packetgen.model.inline import (
    Emphasis as Emphasis,
)
from packetgen.model.inline import (
    FillIn as FillIn,
)
from packetgen.model.inline import (
    Foreign as Foreign,
)
from packetgen.model.inline import (
    Gap as Gap,
)
from packetgen.model.inline import (
    Inline as Inline,
)
from packetgen.model.inline import (
    Inlines as Inlines,
)
from packetgen.model.inline import (
    LineBreak as LineBreak,
)
from packetgen.model.inline import (
    Link as Link,
)
from packetgen.model.inline import (
    MergeField as MergeField,
)
from packetgen.model.inline import (
    Strong as Strong,
)
from packetgen.model.inline import (
    Text as Text,
)
from packetgen.model.origin import (
    NOWHERE as NOWHERE,
)
from packetgen.model.origin import (
    Origin as Origin,
)
from packetgen.model.process import (
    ProcessFigure as ProcessFigure,
)
from packetgen.model.process import (
    ProcessStep as ProcessStep,
)
from packetgen.values import Fingerprint, JurisdictionId, Slug


class Audience(StrEnum):
    """Who may read a document, a section, a contact or a field."""

    STAFF = "staff"
    VICTIM = "victim"
    PUBLIC = "public"


class Status(StrEnum):
    """Whether a document passed every gate. A draft says so on each page."""

    DRAFT = "draft"
    FINAL = "final"


# -- blocks ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. With an ``id`` it is a clause: addressable, overridable, tracked in the file."""

    children: Inlines
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items without order. Each item is a tuple of blocks."""

    items: tuple[Blocks, ...]
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OrderedList:
    """Numbered items; each list starts again at ``start``."""

    items: tuple[Blocks, ...]
    start: int = 1
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One step: a box to tick, what to do, who owns it, when it is due and what record is kept."""

    blocks: Blocks
    name: str
    """Name of the form field; unique in the document."""
    owner: Inlines = ()
    due: Inlines = ()
    record: Inlines = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """Steps that a person ticks off."""

    items: tuple[ChecklistItem, ...]
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; the first column holds row headers when ``row_headers`` is true."""

    caption: Inlines
    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    widths: tuple[int, ...]
    """Per cent of the text width, one a column; they add up to 100."""
    row_headers: bool = True
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


class CalloutKind(StrEnum):
    """What a callout is for; its heading says so in words, so that colour never carries the meaning alone."""

    SAFETY = "safety"
    CHOICE = "choice"
    NOTE = "note"
    IMPORTANT = "important"


@dataclass(frozen=True, slots=True)
class Callout:
    """A boxed passage with a heading of its own, which is no entry of the contents."""

    kind: CalloutKind
    title: Inlines
    blocks: Blocks
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture; ``alt`` is its text alternative, empty only when it is decorative."""

    source: str
    """Name of a file that the style or the profile brings; bytes are handed to the writer beside the tree."""
    alt: str
    width_mm: float
    caption: Inlines = ()
    decorative: bool = False
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach a contact, in the reader's words: "Phone" and the number as it is dialled."""

    kind: str
    """phone, text, tty, videophone, chat, email, web, address."""
    label: str
    value: Inlines
    note: Inlines = ()


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Who to reach, how, when, and who can keep what you say private. The number is set large."""

    name: Inlines
    purpose: Inlines
    channels: tuple[Channel, ...]
    hours: Inlines = ()
    languages: Inlines = ()
    confidentiality: Inlines = ()
    verified: Inlines = ()
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Signatory:
    """One who signs: name (a gap or a blank line may stand for it), title and organisation."""

    name: Inlines
    title: Inlines
    organisation: Inlines = ()


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Lines for signature and date, never split over a page."""

    signatories: tuple[Signatory, ...]
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Ruled room for notes: ``lines`` lines under a label."""

    name: str
    label: Inlines
    lines: int
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means."""

    term: Inlines
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms and their meanings."""

    items: tuple[Definition, ...]
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the contents: the number ("" if none), the title and the section's id."""

    level: int
    number: str
    title: Inlines
    target: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents; page numbers are the writers' business."""

    title: str
    entries: tuple[ContentsEntry, ...] = ()
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""

    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it; ``level`` is 1 for a top section."""

    id: str
    level: int
    title: Inlines
    blocks: Blocks
    number: str = ""
    """The number "7.2", or "" in a document without numbers."""
    audience: Audience | None = None
    """Narrower than the document's, when the template says so."""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


Block: TypeAlias = (
    Section
    | Paragraph
    | BulletList
    | OrderedList
    | Checklist
    | Table
    | Callout
    | Figure
    | ProcessFigure
    | ContactCard
    | SignatureBlock
    | WritingLines
    | DefinitionList
    | Contents
    | PageBreak
)
Blocks: TypeAlias = tuple[Block, ...]


# -- the document ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """One line of the header block of a policy: "Policy number" and "VS-4.12"."""

    label: str
    value: Inlines


@dataclass(frozen=True, slots=True)
class Provenance:
    """The versions of everything that made the file."""

    packetgen: str
    profile: Fingerprint
    template: Fingerprint
    style: Fingerprint
    law: tuple[tuple[JurisdictionId, str, Fingerprint], ...]
    """Jurisdiction, the pack's version and its fingerprint."""
    built_on: date
    as_of: date


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing to do before a draft can become final: a gap, unreviewed law, an unverified contact."""

    text: str
    gap: int = 0
    """The number of the gap in the text, or 0."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of one agency, complete: what every writer needs and nothing else."""

    slug: Slug
    profile_id: Slug
    title: str
    subtitle: str
    agency: str
    language: str
    """BCP 47: ``en-US``."""
    audience: Audience
    status: Status
    blocks: Blocks
    provenance: Provenance
    labels: tuple[tuple[str, str], ...]
    """The words that writers add, by key: "page_of" and "Page {page} of {pages}"."""
    header_rows: tuple[HeaderRow, ...] = ()
    """The header block of a policy; empty in other documents."""
    numbered: bool = False
    """Whether sections carry numbers."""
    policy_number: str = ""
    version: str = ""
    notices: tuple[str, ...] = ()
    """Lines printed on every page, such as "DRAFT" or that the agency is fictional."""
    open_items: tuple[OpenItem, ...] = ()
    facts: tuple[str, ...] = ()
    """Every fact that the document used, sorted."""
    footer: Inlines = ()
    """The contact of last resort, one line."""
    page_size: str = "letter"
    """``letter`` or ``a4``."""
    accent: str = ""
    """The agency's colour as ``#rrggbb``, or "" for the style's own."""
    logo: Figure | None = None
