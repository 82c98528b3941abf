"""The law of a day: a pack and a date come in, the pack with the texts of that day goes out.

Called where a document is put together, so that nobody further down asks again on which day a statement holds; and by
the checks, which look at every text of a pack.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from packetgen.model.authority import Sourced
from packetgen.model.law import LawPack, Topics, Version, statements


def in_force(pack: LawPack, day: date) -> LawPack:
    """Return the pack as it speaks on a day: each topic's text of that day or None, and the entries of that day."""
    chosen: dict[str, Any] = {name: _text(pack, name, day) for name in Topics.model_fields}
    for name in type(pack).model_fields:
        value = getattr(pack, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Sourced):
            chosen[name] = tuple(entry for entry in value if entry.holds_on(day))
    return pack.model_copy(update={**chosen, "versions": ()})


def statements_on(pack: LawPack, day: date) -> Iterator[tuple[str, Sourced]]:
    """Yield the dotted path in the file and the value of every statement that holds on a day."""
    for path, statement in statements(pack):
        version = _version(pack, path)
        if statement.holds_on(day) and (version is None or version.holds_on(day)):
            yield path, statement


def _text(pack: LawPack, topic: str, day: date) -> Sourced | None:
    """Return a topic's text of a day; the loader has made sure that there are not two."""
    versions = (getattr(version, topic) for version in pack.versions if version.holds_on(day))
    texts: tuple[Sourced | None, ...] = (getattr(pack, topic), *versions)
    return next((text for text in texts if text is not None and text.holds_on(day)), None)


def _version(pack: LawPack, path: str) -> Version | None:
    head, _, rest = path.partition(".")
    return pack.versions[int(rest.partition(".")[0])] if head == "versions" else None
