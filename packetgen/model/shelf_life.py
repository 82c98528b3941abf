"""How long law may be printed without a new look: what is due for review on a day, and why.

A pack, a statement and a date come in; read by the matrix, by the rules on law and where a draft says "verify".
"""

from __future__ import annotations

from datetime import date, timedelta

from packetgen.model.authority import Authority, Source, Sourced
from packetgen.model.law import LawPack

OLDEST = timedelta(days=365)
"""How long a pack may be used after the day that it speaks to: every legislature meets within a year."""

AGEING = timedelta(days=182)
"""How long before somebody is told that a session may have passed since: half a year."""


def pack_overdue(pack: LawPack, day: date) -> bool:
    """Return whether the whole pack has to be looked at again before it is used on a day."""
    return pack.pack.next_review < day or day - pack.pack.as_of > OLDEST


def origins_overdue(pack: LawPack, day: date) -> tuple[Authority | Source, ...]:
    """Return the authorities and sources whose own day of review has passed, in the file's order."""
    origins: tuple[Authority | Source, ...] = (*pack.authorities, *pack.sources)
    return tuple(origin for origin in origins if is_overdue(origin, day))


def is_overdue(origin: Authority | Source, day: date) -> bool:
    """Return whether an origin's own day of review has passed, or its last day in force."""
    ends = origin.effective_to if isinstance(origin, Authority) else None
    return any(last is not None and last < day for last in (origin.next_review, ends))


def overdue(pack: LawPack, statement: Sourced, day: date) -> bool:
    """Return whether a statement has to be looked at again before it is used: its pack, or something it rests on."""
    named = {*statement.authorities, *statement.sources}
    return pack_overdue(pack, day) or any(origin.id in named for origin in origins_overdue(pack, day))
