"""DocumentType: what ``templates/<slug>/document.yaml`` says about one document of the suite.

Made by ``load.templates``; read by ``assemble`` and by the command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from packetgen.model.contacts import Purpose
from packetgen.model.document import Audience
from packetgen.model.fields import Count, Flag, Listed, Prose, Record, SlugField, Words
from packetgen.model.profile import AgencyType
from packetgen.values import Fingerprint, Slug

Slugs = Annotated[tuple[SlugField, ...], Listed]


class Phrases(Record):
    """Which clause of a document holds each phrase that people must find in it; what is left out is not demanded."""

    safety: SlugField | None = None
    """In immediate danger, call the emergency number."""
    not_legal_advice: SlugField | None = None
    """This is not legal advice; the reader may talk to a lawyer."""
    as_of: SlugField | None = None
    """The day to which it speaks; check before counting on it."""
    your_choice: SlugField | None = None
    """Any, some or no contact, and a change at any time."""
    no_loss: SlugField | None = None
    """Choosing no contact costs no right and no service."""
    privacy_limits: SlugField | None = None
    """What the body's own staff cannot keep private; ask first."""
    our_role: SlugField | None = None
    """Whom the body stands for, or that it takes no side."""
    no_prediction: SlugField | None = None
    """Nobody can foretell result or time."""
    not_your_fault: SlugField | None = None
    """The reader is not to blame."""
    sign_up: SlugField | None = None
    """Some news comes only to those who sign up; addresses must be kept current."""
    language_help: SlugField | None = None
    """Help with language and disability is free."""
    no_signature: SlugField | None = None
    """Nothing need be signed to get help."""
    others_may_contact: SlugField | None = None
    """Who else may call; to talk or not is the reader's own choice."""
    complaints: SlugField | None = None
    """How to complain."""
    order_may_change: SlugField | None = None
    """Steps may repeat, be skipped or come in another order."""


class NeededContacts(Record):
    """The purposes for which a document names contacts."""

    required: Annotated[tuple[Purpose, ...], Listed] = ()
    """Purposes without which the document is incomplete."""
    optional: Annotated[tuple[Purpose, ...], Listed] = ()
    """Purposes for which the document has other words when the profile names nobody."""


class Variant(Record):
    """What is different in a document for some kinds of agency; what is left out is as in the document itself."""

    kinds: Annotated[tuple[AgencyType, ...], Listed]
    """Kinds of agency that have this variant."""
    body: SlugField | None = None
    """Name of the body template in the document's folder, without `.md.j2`."""
    title: Words | None = None
    """Title."""
    subtitle: Words | None = None
    """One line on what it is for."""
    purpose: Prose | None = None
    """What the command line says of it."""
    required_sections: Slugs | None = None
    """In place of the document's."""
    locked_sections: Slugs | None = None
    """In place of the document's."""
    first_contact_sections: Slugs | None = None
    """In place of the document's."""
    phrases: Phrases | None = None
    """In place of the document's."""
    contacts: NeededContacts | None = None
    """In place of the document's."""


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
    skipped_because: Mapping[AgencyType, Words] = Field(default_factory=dict)
    """Why a kind of agency does not have it, in a sentence."""
    body: SlugField = Slug("body")
    """Name of the body template in the folder, without `.md.j2`."""
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
    first_contact_sections: Slugs = ()
    """Sections whose words may reach somebody else than the person meant; they give nothing away."""
    phrases: Phrases = Phrases()
    """Clauses that hold the phrases which every such document must have."""
    contacts: NeededContacts = NeededContacts()
    """Contacts that the document names."""
    languages: Annotated[tuple[Words, ...], Listed] = ("en",)
    """Languages it is written in."""
    formats: Annotated[tuple[Literal["docx", "pdf", "html"], ...], Listed] = ("docx", "pdf", "html")
    """Formats it is built in."""
    variants: Annotated[tuple[Variant, ...], Listed] = ()
    """What is different for some kinds of agency."""

    @model_validator(mode="after")
    def _kinds_are_told_apart(self) -> Self:
        named = [kind for variant in self.variants for kind in variant.kinds]
        faults = [f"names `{kind}` in two variants" for kind in sorted({k for k in named if named.count(k) > 1})]
        strangers = sorted(set(named) - set(self.applies_to))
        faults += [f"has a variant for `{kind}`, which `applies_to` does not name" for kind in strangers]
        both = sorted(set(self.skipped_because) & set(self.applies_to))
        faults += [f"says why `{kind}` does not have it, but `applies_to` names it" for kind in both]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @property
    def bodies(self) -> tuple[str, ...]:
        """Return the names of the body templates that the kinds of agency have, each once."""
        return tuple(dict.fromkeys(self.of(kind).body for kind in self.applies_to))

    def why_not(self, kind: AgencyType) -> str:
        """Return why a kind of agency does not have the document, in a sentence."""
        return self.skipped_because.get(kind, "It is written for other kinds of agency.")

    def of(self, kind: AgencyType) -> Self:
        """Return the document type as a kind of agency has it: that of the variant for the kind, if there is one."""
        for variant in self.variants:
            if kind in variant.kinds:
                given = {name: getattr(variant, name) for name in Variant.model_fields if name != "kinds"}
                return self.model_copy(update={name: value for name, value in given.items() if value is not None})
        return self


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
