"""What changed between two versions of a record, by the dotted paths of its parts.

Two records of one kind come in, Changes go out in the order of the newer one; entries of lists are matched by their id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not what it was."""

    path: str
    before: str | None
    """As text; None for what is new."""
    after: str | None
    """As text; None for what is gone."""


def differences(old: BaseModel, new: BaseModel) -> tuple[Difference, ...]:
    """Return every difference between two records; what was only moved is none."""
    return tuple(_between("", _plain(old), _plain(new)))


def _plain(record: BaseModel) -> object:
    return record.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def _between(path: str, old: object, new: object) -> Iterator[Difference]:
    if old == new:
        return
    before, after = _entries(old), _entries(new)
    if before is None or after is None:
        yield Difference(path, _text(old), _text(new))
        return
    for key in dict.fromkeys((*after, *before)):
        yield from _between(f"{path}.{key}" if path else key, before.get(key), after.get(key))


def _entries(value: object) -> Mapping[str, object] | None:
    """Return the parts of a record or of a list of records by name; None for a plain value."""
    match value:
        case dict():
            return value
        case list() if value and all(isinstance(entry, dict) for entry in value):
            return {str(_name(entry, index)): entry for index, entry in enumerate(value)}
    return None


def _name(entry: Mapping[str, object], index: int) -> object:
    return next((entry[key] for key in ("id", "term", "topic", "number", "agency") if key in entry), index)


def _text(value: object) -> str | None:
    match value:
        case None:
            return None
        case str():
            return value
        case dict():
            return "; ".join(f"{key}: {_text(part)}" for key, part in value.items())
        case Sequence():
            return ", ".join(str(_text(part)) for part in value)
    return str(value)
