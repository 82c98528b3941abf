"""Inline nodes of the document tree: what stands in a line. ``document`` hands them on; import them from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters. Never holds a line break, a control character or markup."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of strong importance."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a web page, an e-mail address (``mailto:``) or a phone (``tel:``)."""

    url: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A link to a section or clause of the same document; ``text`` is filled when numbers are known."""

    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A legal citation, such as ``RSMo § 595.209``, tied to an authority of a law pack."""

    authority: str
    """``<jurisdiction>:<authority id>``."""
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class MergeField:
    """A place that the agency's own case system fills; ``name`` is a Word merge field's name."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class FillIn:
    """A place in the line that a person writes in. ``width`` is counted in average characters."""

    name: str
    label: str
    width: int = 24


@dataclass(frozen=True, slots=True)
class Checkbox:
    """A box in the line that a person ticks; the writer prints the label after it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that the profile does not give: visible, numbered and listed. Only drafts hold gaps."""

    number: int
    field: str
    """The dotted path of the missing fact."""
    label: str
    """What is missing, in the reader's words: "phone of the victim advocate"."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than the document's; ``language`` is a BCP 47 tag."""

    language: str
    children: Inlines
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line ending inside a paragraph, as in an address."""


Inline: TypeAlias = (
    Text
    | Strong
    | Emphasis
    | Link
    | CrossReference
    | Citation
    | MergeField
    | FillIn
    | Checkbox
    | Gap
    | Foreign
    | LineBreak
)
Inlines: TypeAlias = tuple[Inline, ...]
