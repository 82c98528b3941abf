"""YAML 1.2 files as plain data with a place for every value: a path or its bytes come in, a YamlSource goes out.

Every scalar arrives as the text that the person typed; only a plain ``null``, ``~`` or nothing is None. What a
profile has no use for (tags, anchors, merges, several documents) is refused. Called by all other loaders.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from packetgen.diagnostics import Diagnostic, Severity, in_order
from packetgen.load.yaml_faults import forbidden_characters, mojibake
from packetgen.load.yaml_tree import Builder, KeyPath, Place
from packetgen.model.fields import without_forbidden
from packetgen.values import Fingerprint, Span, fingerprint

MAXIMUM_BYTES = 5_000_000
"""The largest file that is read; a profile has about 10,000 bytes, a law pack about 100,000."""

_UNREAD = Fingerprint("")
_START_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


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
    builder = Builder(path, text.split("\n"))
    data = builder.build(without_forbidden(text))
    return YamlSource(
        path=path,
        data=data,
        keys=builder.keys,
        values=builder.values,
        diagnostics=in_order([*diagnostics, *builder.diagnostics]),
        fingerprint=fingerprint(raw),
    )


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
        case PermissionError() if not os.path.isdir(path):  # noqa: PTH112 - it never raises; Windows opens no folder
            message, hint = "the file may not be read by this user", "ask for the right to read it"
        case OSError() if os.path.isdir(path):  # noqa: PTH112
            message = "this is a folder in which no `.yaml` file can be found"
            hint = "name a `.yaml` file, or write one with `packetgen init`"
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
