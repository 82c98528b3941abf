"""Passes over the finished tree: overrides, audience, numbers, cross-references, contents.

Each is one function from tree to tree, called in order by ``pipeline``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from packetgen.diagnostics import Diagnostic
from packetgen.model.adoption import Override
from packetgen.model.document import (
    Audience,
    Block,
    Blocks,
    Contents,
    ContentsEntry,
    CrossReference,
    Inline,
    Paragraph,
    Section,
    Text,
)
from packetgen.model.template import DocumentType
from packetgen.model.walk import (
    inlines_of,
    plain_inlines,
    sections,
    transform,
    transform_inlines,
    walk,
    walk_inlines,
)


def for_readers(blocks: Blocks, audience: Audience) -> Blocks:
    """Return the tree without the sections that this document's readers may not see."""

    def keep(block: Block) -> Blocks:
        hidden = isinstance(block, Section) and block.audience is Audience.STAFF and audience is not Audience.STAFF
        return () if hidden else (block,)

    return transform(blocks, keep)


def withheld(blocks: Blocks, audience: Audience) -> tuple[str, ...]:
    """Return the texts, a paragraph or cell each, that stand only in sections which the readers may not see."""
    shown = set(_texts(for_readers(blocks, audience)))
    return tuple(dict.fromkeys(text for text in _texts(blocks) if text not in shown))


def _texts(blocks: Blocks) -> list[str]:
    return [plain_inlines(run) for block in walk(blocks) for run in inlines_of(block)]


def overridden(
    blocks: Blocks, overrides: Sequence[Override], kind: DocumentType
) -> tuple[Blocks, tuple[Diagnostic, ...]]:
    """Return the tree with the agency's recorded changes, and a finding for each that cannot be made."""
    faults: list[Diagnostic] = []
    for override in overrides:
        fault = _refused(override, blocks, kind)
        if fault:
            faults.append(fault)
        else:
            blocks = transform(blocks, _change(override))
    return blocks, tuple(faults)


def _refused(override: Override, blocks: Blocks, kind: DocumentType) -> Diagnostic | None:
    subject = f"overrides.{override.id}"
    if override.id in kind.locked_sections:
        return Diagnostic(
            "PG421",
            f"`{override.id}` is locked; no agency may change it",
            hint="take the override out",
            subject=subject,
        )
    if override.action == "omit" and override.id in kind.required_sections:
        return Diagnostic(
            "PG422",
            f"`{override.id}` is required and cannot be omitted",
            hint="replace its text instead",
            subject=subject,
        )
    if not any(block.id == override.id for block in walk(blocks)):
        return Diagnostic(
            "PG423",
            f"the document has no section or clause `{override.id}`",
            hint="`packetgen show PROFILE -d DOCUMENT --stage tree` lists the ids",
            subject=subject,
        )
    return None


def _change(override: Override) -> Callable[[Block], Blocks]:
    paragraphs = _paragraphs(override.text or "")

    def change(block: Block) -> Blocks:
        if block.id != override.id:
            return (block,)
        if override.action == "omit":
            return ()
        if isinstance(block, Section):
            kept = block.blocks if override.action == "append" else ()
            return (replace(block, blocks=(*kept, *paragraphs)),)
        if override.action == "append":
            return (block, *paragraphs)
        first = replace(paragraphs[0], id=block.id)
        return (first, *paragraphs[1:])

    return change


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    parts = [" ".join(part.split()) for part in text.split("\n\n")]
    return tuple(Paragraph((Text(part),)) for part in parts if part)


def without_empty_sections(blocks: Blocks) -> Blocks:
    """Return the tree without headings that have nothing under them (false conditions leave such)."""

    def keep(block: Block) -> Blocks:
        return () if isinstance(block, Section) and not block.blocks else (block,)

    return transform(blocks, keep)


def numbered(blocks: Blocks, prefix: str = "") -> Blocks:
    """Return the tree with section numbers: 1, 1.1, 1.1.1."""
    count = 0
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            count += 1
            number = f"{prefix}{count}"
            found.append(replace(block, number=number, blocks=numbered(block.blocks, f"{number}.")))
        else:
            found.append(block)
    return tuple(found)


def referenced(blocks: Blocks, labels: Mapping[str, str]) -> tuple[Blocks, tuple[Diagnostic, ...]]:
    """Return the tree with the words of cross-references, and a finding for each that leads nowhere."""
    names = _targets(blocks, labels)
    faults = [
        Diagnostic(
            "PG424",
            f"a reference leads to `{node.target}`, which the document lacks",
            block.origin.spans[0] if block.origin.spans else None,
            "give a section or clause this id, or ask with `{% if %}` whether it is there",
        )
        for block in walk(blocks)
        for run in inlines_of(block)
        for node in walk_inlines(run)
        if isinstance(node, CrossReference) and node.target not in names
    ]

    def change(node: Inline) -> Inline:
        return replace(node, text=names.get(node.target, "")) if isinstance(node, CrossReference) else node

    return transform_inlines(blocks, change), tuple(dict.fromkeys(faults))


def _targets(blocks: Blocks, labels: Mapping[str, str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for section in sections(blocks):
        words = _name(section, labels)
        for block in section.blocks:
            if block.id and not isinstance(block, Section):
                names[block.id] = words
        names[section.id] = words
    return names


def _name(section: Section, labels: Mapping[str, str]) -> str:
    if section.number:
        return labels["section"].format(number=section.number)
    return labels["see_section"].format(title=plain_inlines(section.title))


def contents(blocks: Blocks, title: str, depth: int) -> Contents:
    """Return the table of contents of a tree down to a heading level."""
    entries = (
        ContentsEntry(section.level, section.number, section.title, section.id)
        for section in sections(blocks)
        if section.level <= depth
    )
    return Contents(title, tuple(entries))


def repeated_ids(blocks: Blocks) -> tuple[Diagnostic, ...]:
    """Return a finding for each id that two blocks of a document share."""
    seen: set[str] = set()
    faults = []
    for block in walk(blocks):
        if block.id and block.id in seen:
            span = block.origin.spans[0] if block.origin.spans else None
            faults.append(
                Diagnostic(
                    "PG425",
                    f"two blocks have the id `{block.id}`",
                    span,
                    "give one of them another id",
                )
            )
        seen.add(block.id)
    return tuple(faults)


def missing_sections(blocks: Blocks, required: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Return a finding for each required section or clause that the document lacks."""
    present = {block.id for block in walk(blocks)}
    return tuple(
        Diagnostic(
            "PG426",
            f"the required section or clause `{wanted}` is missing",
            hint="put it back into the template",
        )
        for wanted in required
        if wanted not in present
    )
