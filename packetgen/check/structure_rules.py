"""Rules on how a document is built: steps with owner and record, and no unit that the agency does not have.

Run by ``engine`` together with the other rules on documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from packetgen.check.document_words import DocumentInput, near, without
from packetgen.check.rule import Finding, Rule
from packetgen.model.document import Checklist
from packetgen.model.profile import UnitKind
from packetgen.model.walk import plain_text, walk

_UNITS = {
    UnitKind.CONVICTION_REVIEW: re.compile(
        r"\b(?:our|this office['’]s|the office['’]s) conviction (?:review|integrity) unit\b|\b(?:CIU|CRU)\b"
    ),
    UnitKind.SENTENCE_REVIEW: re.compile(r"\b(?:our|this office['’]s|the office['’]s) sentence review unit\b|\bSRU\b"),
}
"""How a document speaks of a unit of the agency's own."""


def step_without_owner(given: DocumentInput) -> Iterator[Finding]:
    """Every step of a checklist has an owner and a record.

    What it does:
        Looks for steps that do not say who does them or what is written down.
    Why:
        A step that belongs to everyone is done by nobody, and what is not recorded cannot be shown later.

    Example:
        ``- [ ] Check the search log.``
    Use instead:
        ``- [ ] Check the search log. {{ step(owner="advocate", due="before any contact", record="search log") }}``
    """
    for block in walk(given.document.blocks):
        for item in block.items if isinstance(block, Checklist) else ():
            lacks = [name for name, value in (("owner", item.owner), ("record", item.record)) if not value]
            if lacks:
                words = " ".join(plain_text(item.blocks[0]).split())[:60] if item.blocks else ""
                yield Finding(
                    f'the step "{words}" has no {" and no ".join(lacks)}',
                    block.id,
                    'write `{{ step(owner="…", due="…", record="…") }}` after it',
                    span=block.origin.spans[0] if block.origin.spans else None,
                )


def unit_not_there(given: DocumentInput) -> Iterator[Finding]:
    """No document speaks of a unit that the agency does not have.

    What it does:
        In documents of an agency whose profile names no conviction review or sentence review unit, looks for "our
        conviction review unit", CIU, CRU, SRU and the like, outside of names.
    Why:
        A victim who is sent to a unit that does not exist calls in vain, and learns that the paper was copied.

    Example:
        "Our Conviction Review Unit will call you." where ``units`` is empty
    Use instead:
        ``{% if units.conviction_review %}…{% endif %}``
    """
    there = {unit.kind for unit in given.profile.units}
    for kind, pattern in _UNITS.items():
        if kind in there:
            continue
        for run in given.runs:
            found = pattern.search(without(run.text, given.official_names))
            if found:
                yield Finding(
                    f'"{found[0]}" is a unit that the agency does not have: "{near(run.text, found[0])}"',
                    run.subject,
                    "ask first whether the unit is there, or add it to `units`",
                    span=run.span,
                )


RULES: tuple[Rule[DocumentInput], ...] = (
    Rule("PG553", "step-without-owner", step_without_owner, blocks_final=False),
    Rule("PG554", "unit-not-there", unit_not_there),
)
