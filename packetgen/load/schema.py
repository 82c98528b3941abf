"""Plain data against a pydantic model: a YamlSource comes in, a Loaded value or Diagnostics with places go out.

pydantic finds every fault of a file at once; here each becomes a sentence with the line it stands on, its cause and
its cure. Called by ``profiles``, ``law`` and ``templates``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from packetgen.diagnostics import Diagnostic, has_errors, in_order
from packetgen.load.schema_words import explain
from packetgen.load.yaml_source import YamlSource
from packetgen.load.yaml_tree import KeyPath, Place, dotted
from packetgen.values import Fingerprint, Span

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Loaded(Generic[Model]):
    """What a file gave: the value, or None when an error stands in the way, and everything to say about it."""

    value: Model | None
    diagnostics: tuple[Diagnostic, ...]
    source: YamlSource

    @property
    def source_fingerprint(self) -> Fingerprint:
        """Return the fingerprint of the file's bytes."""
        return self.source.fingerprint

    @cached_property
    def spans(self) -> Mapping[str, Span]:
        """Return the place of every value by its dotted path, such as ``contacts[0].phone``."""
        return {dotted(path): place.span for path, place in self.source.values.items()}

    def place(self, path: str) -> Place:
        """Return the place of a dotted path, or of the nearest thing above it.

        An entry of a list may be named by number, by its id or by one of its purposes: ``contacts[0].phone``,
        ``contacts.main-desk.phone`` and ``contacts.advocate.phone`` all find the same line.
        """
        return self.source.value_place(resolve(self.source.data, path))

    def key_place(self, path: str) -> Place:
        """Return the place of the key at a dotted path, or of the nearest thing above it."""
        return self.source.key_place(resolve(self.source.data, path))


def load_record(model: type[Model], source: YamlSource, context: Mapping[str, object] | None = None) -> Loaded[Model]:
    """Return the record that a file holds, with every fault of the file in one run."""
    if not source.data:
        return Loaded(None, source.diagnostics, source)
    found = [*source.diagnostics, *repeated_ids(source)]
    value: Model | None = None
    try:
        value = model.model_validate(_without_nothing(source.data), context=dict(context or {}))
    except ValidationError as fault:
        found += _diagnostics(fault, model, source)
    return Loaded(None if has_errors(found) else value, in_order(found), source)


def resolve(data: object, path: str) -> KeyPath:
    """Return as much of a dotted path as the data holds, as keys and indices."""
    steps: list[str | int] = []
    here = data
    for part in re.findall(r"[^.\[\]]+", path):
        step = _step(here, part)
        if step is None:
            break
        steps.append(step)
        here = here[step]  # type: ignore[index]  # a step exists only where there is something to step into
    return tuple(steps)


def repeated_ids(source: YamlSource) -> Iterator[Diagnostic]:
    """Yield a finding for each entry of a list whose ``id`` an earlier entry of the same list has."""
    for path, entries in _lists(source.data, ()):
        first: dict[str, int] = {}
        for index, entry in enumerate(entries):
            name = entry.get("id") if isinstance(entry, dict) else None
            if not isinstance(name, str):
                continue
            if name in first:
                place = source.value_place((*path, index, "id"))
                line = source.value_place((*path, first[name], "id")).span.line
                yield Diagnostic(
                    "PG208",
                    f"`{dotted((*path, index, 'id'))}` and line {line} are both `{name}`",
                    place.span,
                    hint="give each entry an id of its own",
                    length=place.length,
                    subject=dotted((*path, index, "id")),
                )
            first.setdefault(name, index)


def _lists(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, list[object]]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _lists(below, (*path, key))
    elif isinstance(value, list):
        yield path, value
        for index, below in enumerate(value):
            yield from _lists(below, (*path, index))


def _step(here: object, part: str) -> str | int | None:
    if isinstance(here, dict):
        return part if part in here else None
    if not isinstance(here, list):
        return None
    if part.isdigit():
        return int(part) if int(part) < len(here) else None
    for index, entry in enumerate(here):
        if isinstance(entry, dict) and (part == entry.get("id") or part in (entry.get("purposes") or ())):
            return index
    return None


def _without_nothing(value: object) -> object:
    """Return the data without keys that have no value: a key left empty is a fact that is not given."""
    if isinstance(value, dict):
        return {key: _without_nothing(below) for key, below in value.items() if below is not None}
    if isinstance(value, list):
        return [_without_nothing(below) for below in value]
    return value


def _diagnostics(fault: ValidationError, model: type[BaseModel], source: YamlSource) -> list[Diagnostic]:
    errors = fault.errors(include_url=False)
    found = [d for error in errors for d in _one(error, model, source)]
    suggested = {d.label.partition("did you mean ")[2].strip("`?") for d in found if d.code == "PG202"}
    return [d for d in found if d.code != "PG203" or d.subject.rpartition(".")[2] not in suggested]


def _one(error: ErrorDetails, model: type[BaseModel], source: YamlSource) -> Iterator[Diagnostic]:
    path = _known(error["loc"], source.data, is_missing=error["type"] == "missing")
    typed = _typed(source.data, path[:-1] if error["type"] == "missing" else path)
    for words in explain(error, path, model, error["input"] if typed is None else typed):
        path = (*path, words.below) if words.below and isinstance(typed, dict) and words.below in typed else path
        place = source.key_place(path) if words.at_key else source.value_place(path)
        column = place.span.column + words.offset
        yield Diagnostic(
            words.code,
            words.message,
            Span(place.span.path, place.span.line, column),
            hint=words.hint,
            label=words.label,
            length=1 if words.offset else place.length,
            subject=dotted(path),
        )


def _known(loc: tuple[int | str, ...], data: Any, *, is_missing: bool) -> KeyPath:
    """Return the part of pydantic's location that is a path of the file; a union adds names of its own."""
    path: list[int | str] = []
    for part in loc[:-1] if is_missing else loc:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            break
        path.append(part)
    return (*path, loc[-1]) if is_missing else tuple(path)


def _at(data: Any, path: KeyPath) -> object:
    for part in path:
        data = data[part]
    return data


def _typed(data: Any, path: KeyPath) -> object:
    """Return what the file holds at a path, before any reading of it; None where it holds nothing."""
    try:
        return _at(data, path)
    except (KeyError, IndexError, TypeError):
        return None
