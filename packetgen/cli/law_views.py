"""What ``packetgen law`` shows of many packs: the matrix of topics, what changed in one, who quotes a fact.

Packs, a manifest and a fact come in, lines of text go out; called by ``law``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from packetgen.batch.manifest import Entry
from packetgen.model.changes import Difference
from packetgen.model.law import LawPack
from packetgen.model.topics import TOPICS, State, coverage

_MARKS = {
    State.TWICE: "2",
    State.ONCE: "1",
    State.DISPUTED: "!",
    State.STALE: "~",
    State.ABSENT: "0",
    State.UNKNOWN: "?",
    State.MISSING: "-",
}


def matrix(packs: Sequence[LawPack], day: date) -> Iterator[str]:
    """Yield one line a jurisdiction with a mark for each topic, the topics and marks below, and the totals."""
    width = max((len(pack.pack.jurisdiction) for pack in packs), default=0)
    totals = dict.fromkeys(State, 0)
    yield f"{'':{width}}  " + " ".join(f"{number:>2}" for number in range(1, len(TOPICS) + 1))
    for pack in packs:
        states = [one.state for one in coverage(pack, day)]
        for state in states:
            totals[state] += 1
        yield f"{pack.pack.jurisdiction:{width}}  " + " ".join(f"{_MARKS[state]:>2}" for state in states)
    yield ""
    yield from (f"{number:>2}  {name}" for number, name in enumerate(TOPICS, 1))
    yield ""
    every = max(1, sum(totals.values()))
    yield from (f" {_MARKS[s]}  {s.value}: {totals[s]} ({100 * totals[s] / every:.1f} %)" for s in State)


def records(packs: Iterable[LawPack], day: date) -> list[dict[str, object]]:
    """Return the matrix as plain data, ready for JSON."""
    return [
        {"jurisdiction": pack.pack.jurisdiction, "topics": {one.topic: one.state.value for one in coverage(pack, day)}}
        for pack in packs
    ]


def changes(found: Sequence[Difference]) -> Iterator[str]:
    """Yield what changed between two versions of a pack, in words."""
    for one in found:
        if one.before is None:
            yield f"new      {one.path}: {one.after}"
        elif one.after is None:
            yield f"gone     {one.path}: {one.before}"
        else:
            yield f"changed  {one.path}"
            yield f"         was: {one.before}"
            yield f"         now: {one.after}"
    if not found:
        yield "nothing changed"


def users_of(fact: str, entries: Iterable[Entry]) -> list[Entry]:
    """Return the written files that quote a fact such as ``us-az:compensation.deadline``, whole or in part."""
    jurisdiction, _, path = fact.partition(":")
    wanted = f"law.{jurisdiction}.{path}".rstrip(".")
    return [entry for entry in entries if any(_quotes(used, wanted) for used in entry.facts)]


def _quotes(used: str, wanted: str) -> bool:
    return used.startswith(wanted) or wanted.startswith(f"{used}.")
