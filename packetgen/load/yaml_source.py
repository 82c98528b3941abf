"""YAML 1.2 files as plain data with a place for every value: a path or its bytes come in, a YamlSource goes out.

Every scalar arrives as the text that the person typed; only a plain ``null``, ``~`` or nothing is None. What a
profile has no use for (tags, anchors, merges, several documents) is refused. Called by all other loaders.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent

from packetgen.diagnostics import Diagnostic, Severity, in_order
from packetgen.load.yaml_faults import explain_syntax, forbidden_characters, mojibake, tab_indents
from packetgen.model.fields import forbidden_character, without_forbidden
from packetgen.values import Fingerprint, Span, fingerprint

MAXIMUM_BYTES = 5_000_000
"""The largest file that is read; a profile has about 10,000 bytes, a law pack about 100,000."""

MAXIMUM_DEPTH = 20
"""The deepest nesting that is read; a law pack nests 6 deep."""

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys and list indices from the top of a file to a value."""

_UNREAD = Fingerprint("")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_START_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key or a value stands, and how many characters of its line it takes."""

    span: Span
    length: int


@dataclass(frozen=True, slots=True)
class YamlSource:
    """One YAML file: its data, the places of its keys and values, and what is wrong with it."""

    path: str
    """The file as the user named it."""
    data: dict[str, Any]
    """Mappings, lists, text and None; empty when the file cannot be read."""
    keys: Mapping[KeyPath, Place] = field(default_factory=dict)
    """Places of the keys, by the path of the value that each one names."""
    values: Mapping[KeyPath, Place] = field(default_factory=dict)
    """Places of the values."""
    diagnostics: tuple[Diagnostic, ...] = ()
    fingerprint: Fingerprint = _UNREAD
    """Of the file's bytes; "" when it cannot be read."""

    def key_place(self, path: KeyPath) -> Place:
        """Return the place of the key at ``path``, or of the nearest thing above it."""
        return self.keys.get(path) or self.value_place(path)

    def value_place(self, path: KeyPath) -> Place:
        """Return the place of the value at ``path``, or of the nearest thing above it."""
        while path:
            found = self.values.get(path)
            if found:
                return found
            path = path[:-1]
        return Place(Span(self.path, 1), 1)


def read_yaml(path: Path) -> YamlSource:
    """Return what stands in a file. Never raises for what the file holds or for a file that is not there."""
    name = path.as_posix()
    try:
        size = path.stat().st_size
        if size > MAXIMUM_BYTES:
            return _refused(name, _too_large(name, size))
        raw = path.read_bytes()
    except (OSError, ValueError) as fault:
        return _refused(name, _unreadable(name, path, fault))
    return parse_yaml(raw, name)


def parse_yaml(raw: bytes, path: str) -> YamlSource:
    """Return what the bytes of a file hold; ``path`` is only for messages. Never raises."""
    if len(raw) > MAXIMUM_BYTES:
        return _refused(path, _too_large(path, len(raw)))
    text, diagnostics = _decode(raw, path)
    if text is None:
        return _refused(path, *diagnostics)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    diagnostics += [*forbidden_characters(text, path), *mojibake(text, path)]
    builder = _Builder(path, text.split("\n"))
    data = builder.build(without_forbidden(text))
    return YamlSource(
        path=path,
        data=data,
        keys=builder.keys,
        values=builder.values,
        diagnostics=in_order([*diagnostics, *builder.diagnostics]),
        fingerprint=fingerprint(raw),
    )


def dotted(path: Iterable[str | int]) -> str:
    """Return a path as people read it: ``contacts[0].phone``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _refused(path: str, *diagnostics: Diagnostic) -> YamlSource:
    return YamlSource(path, {}, diagnostics=diagnostics)


def _too_large(path: str, size: int) -> Diagnostic:
    return Diagnostic(
        "PG111",
        f"the file has {size:,} bytes; no more than {MAXIMUM_BYTES:,} are read",
        Span(path, 1),
        hint="a profile holds one agency's facts; look whether something else was pasted into it",
    )


def _unreadable(name: str, path: Path, fault: Exception) -> Diagnostic:
    match fault:
        case FileNotFoundError():
            message, hint = "there is no such file", "look at the spelling of the path"
        case PermissionError() if not path.is_dir():
            message, hint = "the file may not be read by this user", "ask for the right to read it"
        case OSError() if path.is_dir():
            message, hint = "is a folder, not a file", "name a `.yaml` file inside it"
        case _:
            message, hint = f"the file cannot be read: {fault}", "look at the path and at the disk"
    return Diagnostic("PG101", message, Span(name, 1), hint=hint)


def _decode(raw: bytes, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of UTF-8 bytes, without a mark at the start, or None with the reason."""
    cure = "save the file as UTF-8 (in an editor: Save as, Encoding, UTF-8)"
    other = next((name for mark, name in _START_MARKS if raw.startswith(mark)), "")
    if other or b"\0" in raw[:64]:
        name = other or "UTF-16 or not text at all"
        return None, [Diagnostic("PG103", f"the file is {name}, not UTF-8", Span(path, 1), hint=cure)]
    found: list[Diagnostic] = []
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw.removeprefix(codecs.BOM_UTF8)
        found.append(_start_mark(path))
    try:
        return raw.decode("utf-8"), found
    except UnicodeDecodeError:
        lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        faults = [_wrong_bytes(line, number, path, cure) for number, line in enumerate(lines, 1)]
        return None, [*found, *(fault for fault in faults if fault)]


def _start_mark(path: str) -> Diagnostic:
    return Diagnostic(
        "PG114",
        "the file starts with a byte order mark, which is passed over",
        Span(path, 1),
        hint="save it as UTF-8 without BOM",
        severity=Severity.WARNING,
    )


def _wrong_bytes(line: bytes, number: int, path: str, cure: str) -> Diagnostic | None:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as fault:
        byte = line[fault.start : fault.start + 1]
        meant = byte.decode("cp1252", errors="replace")
        reads = f'; in Windows-1252 it is "{meant}"' if meant.isprintable() and meant != "\ufffd" else ""
        column = len(line[: fault.start].decode("utf-8")) + 1
        message = f"the byte 0x{byte.hex().upper()} is not UTF-8{reads}"
        return Diagnostic("PG103", message, Span(path, number, column), hint=cure)
    return None


class _EndsEarlyError(Exception):
    """The events end in the middle of a collection: the reader found a fault there."""


class _Builder:
    """Turns parsing events into data, places and diagnostics."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.keys: dict[KeyPath, Place] = {}
        self.values: dict[KeyPath, Place] = {}
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
                            self._place(event),
                            "delete the line `---`; one file holds one profile or one pack",
                        )
                        self._skip(event)
                    else:
                        documents.append((event, self._node(event, (), 1)))
        if not documents or documents[0][1] is None:
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
                self._place(event),
                "write for example `profile_id: mo-example-county-prosecutor`",
            )
            return {}
        return data

    def _node(self, event: Any, path: KeyPath, depth: int) -> Any:
        place = self._place(event)
        self.values[path] = place
        self._refuse_features(event, place)
        if depth > MAXIMUM_DEPTH:
            self._say(
                "PG111", f"nested deeper than {MAXIMUM_DEPTH} levels", place, "look at the brackets and the indentation"
            )
            self._skip(event)
            return None
        match event:
            case ScalarEvent():
                return self._scalar(event, place)
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
                    self._duplicate((*path, key), self._place(event))
                self._skip(value_event)
                continue
            self.keys[(*path, key)] = self._place(event)
            found[key] = self._node(value_event, (*path, key), depth + 1)
        return found

    def _key(self, event: Any) -> str | None:
        place = self._place(event)
        self._refuse_features(event, place)
        if not isinstance(event, ScalarEvent):
            self._skip(event)
            if not isinstance(event, AliasEvent):
                self._say(
                    "PG115",
                    "a key must be a word, not a list or a group",
                    place,
                    "write `key: value`; a text that starts with `[`, `{` or `?` goes in quotes",
                )
            return None
        key = self._scalar(event, place)
        if key is None:
            self._say("PG115", "a value has no key", place, "write `key: value`, or put a text with a colon in quotes")
        elif key == "<<" and event.style is None:
            self._say(
                "PG108", "`<<` merges another part of the file, which is not supported", place, "write the lines out"
            )
            return None
        return key

    def _scalar(self, event: Any, place: Place) -> str | None:
        if event.style is None and event.value in _NULLS:
            return None
        found = forbidden_character(event.value) if event.style == '"' else None
        if found:
            self._say("PG112", f"holds the character {found[1]}, which cannot be printed", place, "delete the escape")
        return str(event.value)

    def _duplicate(self, path: KeyPath, place: Place) -> None:
        first = self.keys[path].span
        self._say(
            "PG106",
            f"`{dotted(path)}` stands here and on line {first.line}",
            place,
            f"keep one of the two; line {first.line} is `{self.lines[first.line - 1].strip()[:60]}`",
            "second time",
        )

    def _refuse_features(self, event: Any, place: Place) -> None:
        if isinstance(event, AliasEvent):
            self._say(
                "PG108",
                f"`*{event.anchor}` points at another part of the file, which is not supported",
                place,
                "write the value out; a text that starts with * goes in quotes",
            )
            return
        if event.anchor is not None:
            self._say(
                "PG108",
                f"`&{event.anchor}` names a part of the file, which is not supported",
                place,
                "delete the name; a text that starts with & goes in quotes",
            )
        if event.ctag is not None and str(event.ctag):
            self._say(
                "PG107",
                f"the tag `{_tag(event)}` is not supported",
                place,
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

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        line = self.lines[start.line] if start.line < len(self.lines) else ""
        stop = end.column if end.line == start.line and end.column > start.column else len(line.rstrip())
        return Place(Span(self.path, start.line + 1, start.column + 1), max(1, stop - start.column))

    def _say(self, code: str, message: str, place: Place, hint: str, label: str = "") -> None:
        self.diagnostics.append(Diagnostic(code, message, place.span, hint=hint, label=label, length=place.length))


def _events_of(text: str) -> tuple[list[Any], Exception | None]:
    """Return the parsing events of a text, up to the first fault, and that fault."""
    events: list[Any] = []
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            events.append(event)  # noqa: PERF402  what was read before a fault counts
    except Exception as fault:  # noqa: BLE001  the reader also fails with AssertionError and ValueError
        return events, fault
    return events, None


def _opens(event: Any) -> bool:
    return isinstance(event, (MappingStartEvent, SequenceStartEvent))


def _tag(event: Any) -> str:
    return re.sub(r"^tag:yaml\.org,2002:", "!!", str(event.ctag))
