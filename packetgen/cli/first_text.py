"""The text of a new profile or law pack: every field with what it is for; what is not yet known stands as a comment.

Called by ``init``. Made from the models themselves, so that no field can be forgotten.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date, time
from enum import Enum
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from packetgen.model.topics import TOPICS


def profile_text(profile_id: str, name: str, jurisdiction: str, kind: str, schema: str) -> str:
    """Return the YAML of a new profile, with the comment by which an editor finds the schema."""
    known = {
        "profile_id": profile_id,
        "agency": {"name": name, "type": kind, "jurisdiction": jurisdiction},
    }
    head = [
        f"# yaml-language-server: $schema={schema}",
        "# Facts of one agency. A line that starts with # is not read: take the # away and fill in what you know.",
        "# Never write the name of a victim or of a convicted person, or a case number, into this file.",
        "",
    ]
    return "\n".join([*head, *_fields(AgencyProfile, known, "")]) + "\n"


def law_text(pack: dict[str, Any], emergency_number: str, schema: str) -> str:
    """Return the YAML of a new law pack with this header: every topic stands under ``unknown`` until it is sourced."""
    tried = "Not looked for yet."
    known = {
        "pack": pack,
        "emergency_number": emergency_number,
        "unknown": [{"topic": topic, "tried": tried} for topic in TOPICS],
    }
    head = [
        f"# yaml-language-server: $schema={schema}",
        "# Law of one jurisdiction. A line that starts with # is not read: take the # away and fill it in.",
        "# Nothing from memory: each statement names the `authorities` or `sources` that it rests on.",
        "# Once a topic is filled in, take it out of the list `unknown` at the end.",
        "",
    ]
    fields = {**LawPack.model_fields}
    order = (*_FIRST, *(name for name in fields if name not in _FIRST))
    return "\n".join([*head, *_lines({name: fields[name] for name in order}, known, "")]) + "\n"


_FIRST = ("schema_version", "pack", "emergency_number", "authorities", "sources")
"""Fields that open a law pack."""


def _fields(model: type[BaseModel], known: dict[str, Any], indent: str) -> Iterator[str]:
    return _lines(model.model_fields, known, indent)


def _lines(fields: Mapping[str, FieldInfo], known: dict[str, Any], indent: str) -> Iterator[str]:
    for name, info in fields.items():
        yield from _comment(info, indent)
        yield from _field(name, info, known.get(name), indent)
        if not indent:
            yield ""


def _comment(info: FieldInfo, indent: str) -> Iterator[str]:
    words = info.description or ""
    options = _options(info.annotation)
    if len(options) > 1:
        words += f" One of: {', '.join(options)}."
    for line in textwrap.wrap(words, 100 - len(indent)):
        yield f"{indent}# {line}"


def _field(name: str, info: FieldInfo, value: Any, indent: str) -> Iterator[str]:
    record = _record(info.annotation)
    item = _item(info.annotation)
    if record and (value or (info.default is not None and _has_values(record))):
        yield f"{indent}{name}:"
        yield from _fields(record, value or {}, indent + "  ")
    elif record:
        yield f"{indent}# {name}:"
        yield from (f"{indent}#   {line}" for line in _bare(record))
    elif item is not None and value:
        yield f"{indent}{name}:"
        yield from (f"{indent}  {line}" for entry in value for line in _given(entry))
    elif item is not None:
        yield f"{indent}# {name}:"
        yield from (f"{indent}#   {line}" for line in _entry(item))
    else:
        shown = value if value is not None else info.default
        given = shown is not None and str(shown) != "PydanticUndefined" and shown != ()
        yield f"{indent}{name}: {_scalar(shown)}" if given else f"{indent}# {name}:"


def _bare(record: type[BaseModel]) -> Iterator[str]:
    return (f"{name}:" for name in record.model_fields)


def _entry(item: Any) -> Iterator[str]:
    if not (isinstance(item, type) and issubclass(item, BaseModel)):
        yield "- "
        return
    for number, name in enumerate(item.model_fields):
        yield f"{'- ' if number == 0 else '  '}{name}:"


def _given(entry: Any) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield f"- {_scalar(entry)}"
        return
    for number, (name, value) in enumerate(entry.items()):
        yield f"{'- ' if number == 0 else '  '}{name}: {_scalar(value)}"


def _has_values(record: type[BaseModel]) -> bool:
    return any(
        isinstance(info.default, (str, int, bool, Enum)) or (_record(info.annotation) and info.default is not None)
        for info in record.model_fields.values()
    )


def _scalar(value: object) -> str:
    match value:
        case Enum():
            return str(value.value)
        case bool():
            return "true" if value else "false"
        case int() | date() | time():
            return str(value)
        case tuple():
            return "[" + ", ".join(_scalar(part) for part in value) + "]"
    return json.dumps(str(value), ensure_ascii=False)


def _record(annotation: Any) -> type[BaseModel] | None:
    """Return the record behind ``Record`` or ``Record | None``, or None for anything else."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    if get_origin(annotation) is tuple:
        return None
    return next((found for part in get_args(annotation) if (found := _record(part))), None)


def _item(annotation: Any) -> Any:
    """Return what a list holds, or None when the annotation is no list."""
    return get_args(annotation)[0] if get_origin(annotation) is tuple else None


def _options(annotation: Any) -> list[str]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    if get_origin(annotation) is Literal:
        return list(dict.fromkeys(str(option) for option in get_args(annotation)))
    parts = get_args(annotation)[:1] if get_origin(annotation) is Annotated else get_args(annotation)
    return next((found for part in parts if (found := _options(part))), [])
