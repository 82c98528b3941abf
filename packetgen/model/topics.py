"""The topics that every law pack has to answer, and how well a pack answers each.

A pack comes in, one Coverage a topic goes out; read by ``packetgen law``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from packetgen.model.authority import Sourced
from packetgen.model.in_force import in_force
from packetgen.model.law import LawPack
from packetgen.model.shelf_life import overdue


class State(StrEnum):
    """How well a topic is answered."""

    TWICE = "two sources"
    ONCE = "one source"
    DISPUTED = "disputed"
    STALE = "stale"
    ABSENT = "none there"
    UNKNOWN = "unknown"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a pack answers one topic."""

    topic: str
    state: State
    statements: tuple[Sourced, ...] = ()
    """What it says of the topic."""


def _one(name: str) -> Callable[[LawPack], Sequence[Sourced]]:
    def get(pack: LawPack) -> Sequence[Sourced]:
        value = getattr(pack, name)
        return (value,) if isinstance(value, Sourced) else ()

    return get


def _rights(subject: str) -> Callable[[LawPack], Sequence[Sourced]]:
    return lambda pack: [right for right in pack.rights if right.is_notice and subject in right.about]


def _told_after_conviction(pack: LawPack) -> Sequence[Sourced]:
    subjects = {"post_conviction", "appeal", "hearing"}
    return [right for right in pack.rights if right.is_notice and subjects & set(right.about)]


def _services(topic: str) -> Callable[[LawPack], Sequence[Sourced]]:
    return lambda pack: [service for service in pack.services if topic in service.topics]


TOPICS: Mapping[str, Callable[[LawPack], Sequence[Sourced]]] = MappingProxyType(
    {
        "terms": _one("terms"),
        "victim_definition": _one("victim_definition"),
        "constitution": _one("constitution"),
        "principal_act": _one("principal_act"),
        "stages": lambda pack: pack.stages,
        "rights.post_conviction": _told_after_conviction,
        "rights.release": _rights("release"),
        "rights.parole": _rights("parole"),
        "rights.clemency": _rights("clemency"),
        "dna_testing": _one("dna_testing"),
        "prosecutorial_review": _one("prosecutorial_review"),
        "innocence_petition": _one("innocence_petition"),
        "clemency": _one("clemency"),
        "compensation": _one("compensation"),
        "restitution": _one("restitution"),
        "notification_systems": lambda pack: pack.notification_systems,
        "confidential_address": _one("confidential_address"),
        "advocate_privilege": _one("advocate_privilege"),
        "services.appeals": _services("appeals"),
        "services.corrections": _services("corrections"),
        "services.compensation": _services("compensation"),
        "enforcement": _one("enforcement"),
        "glossary": lambda pack: pack.glossary,
    }
)
"""What a pack says of each topic, by the topic's name."""

NEVER_UNKNOWN = ("terms", "principal_act", "rights.post_conviction", "compensation", "notification_systems")
"""Topics without which no document of a jurisdiction is worth printing."""


def coverage(pack: LawPack, day: date) -> tuple[Coverage, ...]:
    """Return how a pack answers each topic on a day, in the order of TOPICS."""
    of_day = in_force(pack, day)
    return tuple(_coverage(of_day, name, day) for name in TOPICS)


def unanswered(pack: LawPack) -> tuple[str, ...]:
    """Return the topics of which a pack says nothing on any day: neither a text, nor that there is none or none known.

    A pack that rests on another state's or nation's answers may leave topics to it; one that holds only what the parts
    of a nation share has none to answer.
    """
    if pack.pack.is_shared or pack.pack.rests_on:
        return ()
    return tuple(name for name in TOPICS if not _is_told(pack, name) and _why_nothing(pack, name) is State.MISSING)


def contradicted(pack: LawPack) -> tuple[str, ...]:
    """Return the topics that a pack tells, and of which it also says that nothing is there or known."""
    return tuple(name for name in TOPICS if _is_told(pack, name) and _why_nothing(pack, name) is not State.MISSING)


def _is_told(pack: LawPack, name: str) -> bool:
    """Return whether a pack has a text of a topic for any day."""
    days = (pack, *(pack.model_copy(update=dict(version)) for version in pack.versions))
    return any(TOPICS[name](of_day) for of_day in days)


def _coverage(pack: LawPack, name: str, day: date) -> Coverage:
    found = tuple(TOPICS[name](pack))
    if not found:
        return Coverage(name, _why_nothing(pack, name))
    if any(item.dispute for item in found):
        return Coverage(name, State.DISPUTED, found)
    if any(overdue(pack, item, day) for item in found):
        return Coverage(name, State.STALE, found)
    origins = {origin for item in found for origin in (*item.authorities, *item.sources)}
    return Coverage(name, State.TWICE if len(origins) > 1 else State.ONCE, found)


def _why_nothing(pack: LawPack, name: str) -> State:
    if any(entry.topic == name for entry in pack.absent):
        return State.ABSENT
    return State.UNKNOWN if any(entry.topic == name for entry in pack.unknown) else State.MISSING
