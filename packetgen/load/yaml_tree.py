"""The events of a YAML reader as plain data with a place for every key and value.

A text comes in, data, places and Diagnostics go out: repeated keys, tags, anchors, merges, several documents, syntax.
Called by ``yaml_source``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent

from packetgen.diagnostics import Diagnostic
from packetgen.load.yaml_faults import explain_syntax, tab_indents
from packetgen.model.fields import forbidden_character
from packetgen.values import Span

MAXIMUM_DEPTH = 20
"""The deepest nesting that is read; a law pack nests 6 deep."""

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys and list indices from the top of a file to a value."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key or a value stands, and how many characters of its line it takes."""

    span: Span
    length: int


def dotted(path: Iterable[str | int]) -> str:
    """Return a path as people read it: ``contacts[0].phone``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


class Places(Mapping[KeyPath, Place]):
    """The places of a file's keys or values by their paths, each made when it is asked for: few ever are."""

    def __init__(self, path: str, lines: list[str]) -> None:
        """Keep the file's name and lines, from which places are made."""
        self._path = path
        self._lines = lines
        self._events: dict[KeyPath, Any] = {}

    def note(self, path: KeyPath, event: Any) -> None:
        """Keep where a key or a value was read."""
        self._events[path] = event

    def of(self, event: Any) -> Place:
        """Return the place of an event of the reader."""
        start, end = event.start_mark, event.end_mark
        line = self._lines[start.line] if start.line < len(self._lines) else ""
        stop = end.column if end.line == start.line and end.column > start.column else len(line.rstrip())
        return Place(Span(self._path, start.line + 1, start.column + 1), max(1, stop - start.column))

    def __getitem__(self, path: KeyPath) -> Place:
        """Return the place at a path. Raises KeyError where the file has nothing."""
        return self.of(self._events[path])

    def __iter__(self) -> Iterator[KeyPath]:
        """Yield the paths in the order of the file."""
        return iter(self._events)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._events)


class _EndsEarlyError(Exception):
    """The events end in the middle of a collection: the reader found a fault there."""


class Builder:
    """Turns parsing events into data, places and diagnostics."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.keys = Places(path, lines)
        self.values = Places(path, lines)
        self.diagnostics: list[Diagnostic] = []
        self._events: Iterator[Any] = iter(())

    def build(self, text: str) -> dict[str, Any]:
        """Return the data of the one mapping that the text holds, or {} with diagnostics."""
        events, fault = _events_of(text)
        self._events = iter(events)
        data: dict[str, Any] = {}
        with suppress(_EndsEarlyError):
            data = self._documents()
        if fault:
            self._syntax(fault)
            return {}
        return data

    def _documents(self) -> dict[str, Any]:
        documents: list[Any] = []
        for event in self._events:
            match event:
                case ScalarEvent() | MappingStartEvent() | SequenceStartEvent() | AliasEvent():
                    if documents:
                        self._say(
                            "PG109",
                            "a second document starts here",
                            self.values.of(event),
                            "delete the line `---`; one file holds one profile or one pack",
                        )
                        self._skip(event)
                    else:
                        documents.append((event, self._node(event, (), 1)))
        if not documents or documents[0][1] is None or documents[0][1] == {}:
            self._say(
                "PG102",
                "the file is empty",
                Place(Span(self.path, 1), 1),
                "start from `packetgen init`, which writes a commented file",
            )
            return {}
        event, data = documents[0]
        if not isinstance(data, dict):
            self._say(
                "PG110",
                "the file must start with `key: value` lines",
                self.values.of(event),
                "write for example `profile_id: mo-example-county-prosecutor`",
            )
            return {}
        return data

    def _node(self, event: Any, path: KeyPath, depth: int) -> Any:
        self.values.note(path, event)
        self._refuse_features(event)
        if depth > MAXIMUM_DEPTH:
            place = self.values.of(event)
            self._say(
                "PG111", f"nested deeper than {MAXIMUM_DEPTH} levels", place, "look at the brackets and the indentation"
            )
            self._skip(event)
            return None
        match event:
            case ScalarEvent():
                return self._scalar(event)
            case SequenceStartEvent():
                return [self._node(e, (*path, i), depth + 1) for i, e in enumerate(self._children())]
            case MappingStartEvent():
                return self._mapping(path, depth)
        return None

    def _mapping(self, path: KeyPath, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self._children():
            key = self._key(event)
            value_event = self._next()
            if key is None or key in found:
                if key is not None:
                    self._duplicate((*path, key), self.values.of(event))
                self._skip(value_event)
                continue
            self.keys.note((*path, key), event)
            found[key] = self._node(value_event, (*path, key), depth + 1)
        return found

    def _key(self, event: Any) -> str | None:
        self._refuse_features(event)
        place = self.values.of
        if not isinstance(event, ScalarEvent):
            self._skip(event)
            if not isinstance(event, AliasEvent):
                self._say(
                    "PG115",
                    "a key must be a word, not a list or a group",
                    place(event),
                    "write `key: value`; a text that starts with `[`, `{` or `?` goes in quotes",
                )
            return None
        key = self._scalar(event)
        if key is None:
            self._say(
                "PG115", "a value has no key", place(event), "write `key: value`, or put a text with a colon in quotes"
            )
        elif key == "<<" and not event.style:
            self._say(
                "PG108",
                "`<<` merges another part of the file, which is not supported",
                place(event),
                "write the lines out",
            )
            return None
        return key

    def _scalar(self, event: Any) -> str | None:
        if not event.style and event.value in _NULLS:
            return None
        text = _joined(event.value) if event.style == '"' else str(event.value)
        found = forbidden_character(text) if event.style == '"' else None
        if found:
            place = self.values.of(event)
            self._say("PG112", f"holds the character {found[1]}, which cannot be printed", place, "delete the escape")
        return text

    def _duplicate(self, path: KeyPath, place: Place) -> None:
        first = self.keys[path].span
        self._say(
            "PG106",
            f"`{dotted(path)}` stands here and on line {first.line}",
            place,
            f"keep one of the two; line {first.line} is `{self.lines[first.line - 1].strip()[:60]}`",
            "second time",
        )

    def _refuse_features(self, event: Any) -> None:
        place = self.values.of
        if isinstance(event, AliasEvent):
            self._say(
                "PG108",
                f"`*{event.anchor}` points at another part of the file, which is not supported",
                place(event),
                "write the value out; a text that starts with * goes in quotes",
            )
            return
        if event.anchor is not None:
            self._say(
                "PG108",
                f"`&{event.anchor}` names a part of the file, which is not supported",
                place(event),
                "delete the name; a text that starts with & goes in quotes",
            )
        if event.ctag is not None and str(event.ctag):
            self._say(
                "PG107",
                f"the tag `{_tag(event)}` is not supported",
                place(event),
                "delete the tag; a text that starts with ! goes in quotes",
            )

    def _syntax(self, fault: Exception) -> None:
        line, column, message, hint = explain_syntax(fault if isinstance(fault, MarkedYAMLError) else None, self.lines)
        tabs = list(tab_indents(self.lines, line, self.path))
        self.diagnostics += tabs
        if not tabs:
            self._say("PG105", message, Place(Span(self.path, line, column), 1), hint)

    def _children(self) -> Iterator[Any]:
        """Yield the events of the nodes inside the collection whose start was just read."""
        while not isinstance(event := self._next(), CollectionEndEvent):
            yield event

    def _next(self) -> Any:
        event = next(self._events, None)
        if event is None:
            raise _EndsEarlyError
        return event

    def _skip(self, event: Any) -> None:
        depth = int(_opens(event))
        while depth:
            following = self._next()
            depth += int(_opens(following)) - int(isinstance(following, CollectionEndEvent))

    def _say(self, code: str, message: str, place: Place, hint: str, label: str = "") -> None:
        self.diagnostics.append(Diagnostic(code, message, place.span, hint=hint, label=label, length=place.length))


def _events_of(text: str) -> tuple[list[Any], Exception | None]:
    """Return the parsing events of a text, up to the first fault, and that fault."""
    quick = _quick_events(text)
    if quick is not None:
        return quick, None
    events: list[Any] = []
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            events.append(event)  # noqa: PERF402  what was read before a fault counts
    except Exception as fault:  # noqa: BLE001  the reader also fails with AssertionError and ValueError
        return events, fault
    return events, None


def _quick_events(text: str) -> list[Any] | None:
    """Return the events of ruamel's C reader, a twelfth of the time, or None where the other has to look.

    Faults, tags, anchors and aliases are left to the reader in Python, which explains them.
    """
    reader = YAML(typ="safe")
    if "clib" not in reader.Parser.__module__:
        return None
    try:
        events = list(reader.parse(text))
    except Exception:  # noqa: BLE001  whatever it is, the careful reader says it better
        return None
    featured = any(getattr(event, "anchor", None) or getattr(event, "tag", None) for event in events)
    return None if featured else events


def _joined(text: str) -> str:
    """Return a text with its pairs of surrogates as the characters they mean; JSON escapes them so."""
    if text.isprintable() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _opens(event: Any) -> bool:
    return isinstance(event, (MappingStartEvent, SequenceStartEvent))


def _tag(event: Any) -> str:
    return re.sub(r"^tag:yaml\.org,2002:", "!!", str(event.ctag))
