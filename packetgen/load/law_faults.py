"""Faults of a law pack that show only across its parts: ids that nothing has, days with two texts, words that collide.

A pack's file or packs come in, Diagnostics with their places go out, whatever else is wrong with the file. Called by
``law``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from packetgen.diagnostics import Diagnostic
from packetgen.load.schema import Loaded
from packetgen.load.yaml_source import YamlSource
from packetgen.load.yaml_tree import KeyPath, Place, dotted
from packetgen.model.law import LawPack, Topics
from packetgen.model.topics import contradicted, unanswered

_NAMED_BY = {
    "authorities": "authorities",
    "superseded_by": "authorities",
    "sources": "sources",
    "crime_list": "crime_lists",
    "contact": "services",
}
"""The list that holds what a key of a statement names."""


def faults_of_file(source: YamlSource) -> Iterator[Diagnostic]:
    """Yield what is wrong across the parts of one file, whether or not each part is right."""
    yield from _shared_ids(source)
    yield from _dangling(source)
    yield from _overlaps(source)


def faults_of_pack(loaded: Loaded[LawPack]) -> Iterator[Diagnostic]:
    """Yield the topics that a pack does not answer, and the words that it both uses and forbids."""
    if loaded.value is None:
        return
    yield from _unanswered(loaded.value, loaded)
    yield from _contradicted(loaded.value, loaded)
    yield from collisions(loaded, loaded.value)


def collisions(loaded: Loaded[LawPack], other: LawPack) -> Iterator[Diagnostic]:
    """Yield a finding for each forbidden word of a pack that is a word of its own, or of a pack that it rests on.

    Within its own longer words it collides too; a longer name of another pack is a name, and names are left alone.
    """
    terms = loaded.value.terms if loaded.value else None
    used = list(_own_words(other))
    for index, word in enumerate(terms.forbidden if terms else ()):
        bounds = ("(?<!\\w)", "(?!\\w)") if other is loaded.value else ("^", "$")
        pattern = re.compile(re.escape(word).join(bounds), re.IGNORECASE)
        for path, text in used:
            if pattern.search(text):
                at = f"terms.forbidden[{index}]"
                message = f'`{at}` forbids "{word}", which is a word of {other.pack.name} itself: `{path}` is "{text}"'
                yield _finding("PG307", message, loaded.place(at), "take it out of one of the two", at)
                break


def _own_words(pack: LawPack) -> Iterator[tuple[str, str]]:
    """Yield path and text of the words of a pack that documents print as they stand."""
    for name, value in pack.terms or ():
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and name not in {"forbidden", "authorities", "sources"}:
                yield f"terms.{name}", text
    yield from ((f"services.{service.id}.name", service.name) for service in pack.services)


def _unanswered(pack: LawPack, loaded: Loaded[LawPack]) -> Iterator[Diagnostic]:
    topics = unanswered(pack)
    if topics:
        message = f"the pack says nothing of {', '.join(f'`{topic}`' for topic in topics)}"
        hint = "write each with its source, under `absent` if a source says so, or under `unknown` with what was tried"
        yield _finding("PG306", message, loaded.key_place("unknown"), hint, "unknown")


def _contradicted(pack: LawPack, loaded: Loaded[LawPack]) -> Iterator[Diagnostic]:
    said: dict[str, str] = {e.topic: f"absent[{i}].topic" for i, e in enumerate(pack.absent)}
    said |= {e.topic: f"unknown[{i}].topic" for i, e in enumerate(pack.unknown)}
    for topic in contradicted(pack):
        at = said[topic]
        message = f"the pack tells `{topic}`, and lists it under `{at.partition('[')[0]}` too"
        hint = f"name the part that is meant, for example `{topic}.deadline`, or take one of the two away"
        yield _finding("PG309", message, loaded.place(at), hint, at)


def _shared_ids(source: YamlSource) -> Iterator[Diagnostic]:
    """Yield a finding for each source that has an authority's id: a statement could not tell which it names."""
    authorities = set(_ids(source.data, "authorities"))
    for index, name in enumerate(_ids(source.data, "sources")):
        if name and name in authorities:
            path = ("sources", index, "id")
            message = f"`{dotted(path)}` {name} is also the id of an authority"
            yield _finding("PG303", message, source.value_place(path), "rename one of them", dotted(path))


def _dangling(source: YamlSource) -> Iterator[Diagnostic]:
    """Yield a finding for each id that a statement names and the pack lacks."""
    known = {kind: set(_ids(source.data, kind)) for kind in _NAMED_BY.values()}
    for path, name, kind in _names(source.data, ()):
        if name not in known[kind]:
            what = kind.replace("authorities", "authority").replace("_", " ").removesuffix("s")
            message = f"`{dotted(path)}` names the {what} `{name}`, which the pack lacks"
            hint = "correct the id, or add the entry that it names"
            yield _finding("PG209", message, source.value_place(path), hint, dotted(path))


def _names(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str, str]]:
    """Yield path, id and kind of everything that is named by its id."""
    if isinstance(value, list):
        for index, below in enumerate(value):
            yield from _names(below, (*path, index))
    if not isinstance(value, dict):
        return
    for key, below in value.items():
        kind = _NAMED_BY.get(key) if path else None
        if kind and isinstance(below, str):
            yield (*path, key), below, kind
        elif kind and isinstance(below, list):
            yield from (((*path, key, i), name, kind) for i, name in enumerate(below) if isinstance(name, str))
        else:
            yield from _names(below, (*path, key))


def _overlaps(source: YamlSource) -> Iterator[Diagnostic]:
    """Yield a finding for each two texts of one topic that hold on the same day."""
    for topic in Topics.model_fields:
        texts = sorted(_texts(source.data, topic), key=lambda text: text[1:])
        for (older, _, last), (newer, start, end) in combinations(texts, 2):
            if start <= last:
                line = source.key_place(older).span.line
                days = f"from {start}" if start > date.min else f"until {min(last, end)}"
                message = f"`{dotted(newer)}` and `{dotted(older)}` on line {line} both hold {days}"
                place = source.key_place(newer)
                yield _finding("PG308", message, place, _cure(start, last), dotted(newer))


def _cure(start: date, last: date) -> str:
    """Return how two texts follow each other: the newer starts on the one day, the older ends on the other."""
    if start > date.min:
        return f"end the older text on the day before: `effective_to: {start - timedelta(days=1)}`"
    if last < date.max:
        return f"begin the newer text on the day after: `effective_from: {last + timedelta(days=1)}`"
    return "give the older text an `effective_to`, and the newer an `effective_from`"


def _texts(data: dict[str, Any], topic: str) -> Iterator[tuple[KeyPath, date, date]]:
    """Yield the path of each text of a topic, with the first and last day on which it holds."""
    if isinstance(data.get(topic), dict):
        yield (topic,), *_period(data[topic])
    for index, version in enumerate(_entries(data, "versions")):
        if isinstance(version, dict) and isinstance(version.get(topic), dict):
            (first, last), (start, end) = _period(version), _period(version[topic])
            yield ("versions", index, topic), max(first, start), min(last, end)


def _period(entry: dict[str, Any]) -> tuple[date, date]:
    first, last = (_day(entry.get(key)) for key in ("effective_from", "effective_to"))
    return first or date.min, last or date.max


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _ids(data: dict[str, Any], key: str) -> list[str | None]:
    """Return the id of each entry of a list of the file, in order; None for what has none."""
    names = (entry.get("id") if isinstance(entry, dict) else None for entry in _entries(data, key))
    return [name if isinstance(name, str) else None for name in names]


def _entries(data: dict[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    return value if isinstance(value, list) else []


def _finding(code: str, message: str, place: Place, hint: str, subject: str) -> Diagnostic:
    return Diagnostic(code, message, place.span, hint=hint, length=place.length, subject=subject)
