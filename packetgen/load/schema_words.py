"""The sentences for what does not fit a model: one of pydantic's errors comes in, cause and cure go out.

Called by ``schema``; knows pydantic's error types and nothing of files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from packetgen.load.yaml_tree import KeyPath, dotted
from packetgen.model.phone import UndiallableError


@dataclass(frozen=True, slots=True)
class Words:
    """What to say of one fault, and where to point."""

    code: str
    message: str
    hint: str = ""
    label: str = ""
    at_key: bool = False
    """Whether the key is marked, not the value."""
    offset: int = 0
    """Characters from the start of the value to the one at fault; 0 marks the whole value."""
    below: str = ""
    """A key of the record that the fault is about, to be marked if the file has it."""


def explain(error: ErrorDetails, path: KeyPath, model: type[BaseModel], value: object) -> Iterator[Words]:
    """Yield what to say of one of pydantic's errors; ``value`` is what stands in the file, or the record around it."""
    name = dotted(path)
    match error["type"]:
        case "extra_forbidden":
            yield _unknown_key(path, model)
        case "missing":
            yield _missing(path, model, is_empty=isinstance(value, dict) and path[-1] in value)
        case "enum" | "literal_error":
            yield _unknown_choice(name, value, list(dict.fromkeys(_choices(_annotation(model, path)))))
        case "value_error":
            yield from _refused(error, name, value)
        case _ if value is None:
            yield _not_text(name, None)
        case "model_type" | "model_attributes_type" | "dict_type":
            yield Words("PG205", f"`{name}` must be a group of `key: value` lines", _parts(model, path))
        case "tuple_type" | "list_type":
            yield Words("PG205", f"`{name}` must be a list", "write one `- ` line an entry")
        case "string_type":
            yield _not_text(name, value)
        case _:
            yield _limit(error, name, value)


def record_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    """Return the model that stands at a path, or None where there is a plain value."""
    found = _annotation(model, path)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def _annotation(model: type[BaseModel], path: KeyPath) -> Any:
    here: Any = model
    for part in path:
        if isinstance(part, int):
            here = _core(get_args(here)[0]) if get_args(here) else None
        elif isinstance(here, type) and issubclass(here, BaseModel) and part in here.model_fields:
            here = _core(here.model_fields[part].annotation)
        else:
            return None
    return here


def _core(annotation: Any) -> Any:
    """Return a type without ``Annotated`` and ``| None``."""
    if get_origin(annotation) is Annotated:
        return _core(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        kept = [part for part in get_args(annotation) if part is not type(None)]
        return _core(kept[0]) if len(kept) == 1 else annotation
    return annotation


def _choices(annotation: Any) -> list[str]:
    annotation = _core(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation)]
    return [choice for part in get_args(annotation) for choice in _choices(part)]


def _unknown_key(path: KeyPath, model: type[BaseModel]) -> Words:
    name, above = str(path[-1]), path[:-1]
    record = record_at(model, above)
    known = list(record.model_fields) if record else []
    close = get_close_matches(name.lower(), known, 1, 0.6)
    elsewhere = [] if close else [p for p in _paths_of(model, name) if p]
    if close:
        hint = f"write `{close[0]}`"
    elif elsewhere:
        hint = f"`{name}` belongs to `{elsewhere[0]}`"
    else:
        hint = f"{_place_name(above)} knows {_series(known)}"
    label = f"did you mean `{close[0]}`?" if close else "unknown"
    return Words("PG202", f"`{dotted(path)}` is unknown", hint, label, at_key=True)


def _missing(path: KeyPath, model: type[BaseModel], *, is_empty: bool) -> Words:
    record = record_at(model, path[:-1])
    about = record.model_fields[str(path[-1])].description if record and path[-1] in record.model_fields else None
    hint = f"add `{path[-1]}: …`" + (f" ({_first_sentence(about)})" if about else "")
    return Words("PG203", f"`{dotted(path)}` is {'empty' if is_empty else 'missing'}", hint, at_key=True)


def _unknown_choice(name: str, value: object, choices: list[str]) -> Words:
    close = get_close_matches(str(value).lower(), choices, 1, 0.6)
    label = f"did you mean `{close[0]}`?" if close else ""
    return Words("PG204", f'`{name}` cannot be "{_short(value)}"', f"write one of {_series(choices)}", label)


def _refused(error: ErrorDetails, name: str, value: object) -> Iterator[Words]:
    """Yield what our own validators said: of a value, or of a record whose parts do not go together."""
    fault = error.get("ctx", {}).get("error")
    said = str(fault)
    if isinstance(fault, UndiallableError):
        message = f'`{name}` is not a number that can be dialled: "{_short(value)}"'
        yield Words("PG201", message, fault.cure, fault.cause, offset=fault.position)
    elif isinstance(value, dict):
        for sentence in re.split("; (?=`)", said):
            yield _record_fault(name, sentence, next((str(key) for key, below in value.items() if below is None), ""))
    elif said.startswith("write a list"):
        key = name.rpartition(".")[2]
        yield Words("PG205", f"`{name}` must be a list", f"write `{key}:` and below it, indented, `- {_short(value)}`")
    elif said.startswith("write "):
        yield Words("PG206", f'`{name}` is not understood: "{_short(value)}"', said)
    else:
        yield Words("PG206", f"`{name}` {said}", "change the value")


def _record_fault(name: str, sentence: str, empty: str) -> Words:
    """Return the words for parts that do not go together; ``empty`` is a key of the record without a value."""
    cause, _, cure = sentence.partition(": " if sentence.startswith("has no channel") else "; ")
    below = re.match(r"`(\w+)`", cause)
    message = f"`{name}` {cause}" if not below else f"`{name}.{cause[1:]}" if name else cause
    cure = cure or "correct the value or the one it must agree with"
    if empty and not below:
        return Words("PG207", message, f"write the `{empty}`; {cure}", "empty", at_key=True, below=empty)
    return Words("PG207", message, cure, at_key=not below, below=below[1] if below else "")


def _not_text(name: str, value: object) -> Words:
    match value:
        case None:
            return Words("PG205", f"`{name}` is an empty entry", "write the value, or delete the line")
        case dict():
            return Words("PG205", f"`{name}` must be text, not a group", "put a text that holds `: ` or `{` in quotes")
        case _:
            return Words("PG205", f"`{name}` must be text, not a list", "write it on one line after the key")


def _limit(error: ErrorDetails, name: str, value: object) -> Words:
    context = error.get("ctx", {})
    shown = f'`{name}` is not understood: "{_short(value)}"'
    match error["type"]:
        case "string_too_short":
            return Words("PG206", f"`{name}` is empty", "write the value, or delete the line")
        case "string_too_long":
            return Words("PG206", f"`{name}` has more than {context['max_length']} characters", "shorten it")
        case "string_pattern_mismatch" if "jurisdiction" in name:
            return Words("PG206", shown, "write an ISO 3166 code, for example `us-mo` or `gb-eng`")
        case "string_pattern_mismatch":
            cure = f"write lower-case letters, digits and single hyphens: `{_slug(str(value)) or 'main-desk'}`"
            return Words("PG206", shown, cure)
        case _:
            return Words("PG206", shown, str(error["msg"]))


def _slug(text: str) -> str:
    """Return a text as a slug; letters lose their marks, so that "Doña Ana" becomes ``dona-ana``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _parts(model: type[BaseModel], path: KeyPath) -> str:
    record = record_at(model, path)
    return f"its keys are {_series(list(record.model_fields))}" if record else "indent its keys under it"


def _paths_of(model: type[BaseModel], name: str, path: str = "", depth: int = 0) -> Iterator[str]:
    """Yield the dotted paths of the groups that know a key."""
    if name in model.model_fields:
        yield path
    for key, info in model.model_fields.items():
        core = _core(info.annotation)
        below, mark = (_core(get_args(core)[0]), "[]") if get_origin(core) is tuple else (core, "")
        if isinstance(below, type) and issubclass(below, BaseModel) and depth < 3:
            yield from _paths_of(below, name, f"{path}.{key}{mark}".lstrip("."), depth + 1)


def _place_name(path: KeyPath) -> str:
    return f"`{dotted(path)}`" if path else "the file"


def _series(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _first_sentence(text: str) -> str:
    return text.split(". ", maxsplit=1)[0].rstrip(".")


def _short(value: object) -> str:
    text = str(value).replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:57]}…"
