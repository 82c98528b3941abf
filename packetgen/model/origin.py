"""Origin: where a block of the tree comes from. Part of ``document``; every block carries one."""

from __future__ import annotations

from dataclasses import dataclass

from packetgen.values import Span


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a block comes from: its template lines, and the facts of profile and law that it used."""

    spans: tuple[Span, ...] = ()
    facts: tuple[str, ...] = ()
    """Dotted paths such as ``agency.name`` or ``law.us-mo.compensation.deadline``, sorted."""


NOWHERE = Origin()
"""The origin of what no template wrote."""
