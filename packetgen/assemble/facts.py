"""Views: how a template sees a profile or a law pack, one read-only attribute at a time.

A view hands out the plain values of a record, notes in the Recorder which fact was read on which template line, and
hands out a MissingFact where the profile is silent. Made by ``context``, read by templates and by ``vocabulary``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from types import FrameType
from typing import Any, Self, TypeAlias, get_args

from jinja2 import Template
from pydantic import BaseModel

from packetgen.model.document import Blocks, Gap, Inlines
from packetgen.values import Span


@dataclass(frozen=True, slots=True)
class StepFacts:
    """Owner, due rule and record of a checklist step, as a template gives them."""

    owner: Inlines
    due: Inlines
    record: Inlines


Embed: TypeAlias = tuple[str, Inlines | Blocks | StepFacts]
"""What stands behind a placeholder: "inline", "block" or "step", and the nodes."""


@dataclass(slots=True)
class Recorder:
    """What one rendering leaves behind: embedded nodes, facts read by line, gaps, faults of the template."""

    root: str
    """The templates' folder as the user knows it."""
    language: str = "en-US"
    """The document's language, BCP 47."""
    embeds: list[Embed] = field(default_factory=list)
    embed_places: list[Span] = field(default_factory=list)
    facts: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    gaps: dict[str, Gap] = field(default_factory=dict)
    gap_places: dict[str, list[Span]] = field(default_factory=dict)
    faults: list[tuple[str, str, Span]] = field(default_factory=list)
    """Message, hint and place of each name that does not exist."""

    def here(self) -> tuple[str, int]:
        """Return template name and line of the template code that is running now."""
        frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the running template is on the stack, nowhere else
        while frame is not None:
            template = frame.f_globals.get("__jinja_template__")
            if template is not None:
                return template.name, _template_line(template, frame.f_lineno)
            frame = frame.f_back
        return "", 1

    def place(self) -> Span:
        """Return the place of the template code that is running now."""
        name, line = self.here()
        return Span(f"{self.root}/{name}", line)

    def read(self, path: str) -> None:
        """Note that the running line read a fact."""
        self.facts.setdefault(self.here(), set()).add(path)

    def fault(self, message: str, hint: str = "") -> None:
        """Note a fault of the template on the running line."""
        self.faults.append((message, hint, self.place()))

    def gap(self, missing: MissingFact) -> Gap:
        """Return the numbered gap of a missing fact; the same fact has one number in a document."""
        known = self.gaps.get(missing.path)
        if known is None:
            known = Gap(len(self.gaps) + 1, missing.path, missing.label)
            self.gaps[missing.path] = known
        if self.here()[0]:  # the frame around the text has no template
            self.gap_places.setdefault(missing.path, []).append(self.place())
        return known

    def embed(self, kind: str, nodes: Inlines | Blocks | StepFacts) -> int:
        """Keep nodes that a template placed; return the number of their placeholder."""
        self.embeds.append((kind, nodes))
        self.embed_places.append(self.place())
        return len(self.embeds) - 1


@lru_cache(maxsize=20_000)
def _template_line(template: Template, line: int) -> int:
    """Return the line of a template for a line of its compiled code; Jinja itself looks it up anew each time."""
    return template.get_corresponding_lineno(line)


RECORDER: ContextVar[Recorder] = ContextVar("recorder")
"""The recorder of the rendering under way; set by ``render`` and nowhere else."""


class Fact(str):
    """A string of the profile or the law that remembers its dotted path."""

    __slots__ = ("path",)
    path: str

    def __new__(cls, text: str, path: str) -> Self:
        """Return the text with its path."""
        self = super().__new__(cls, text)
        self.path = path
        return self


class MissingFact:
    """A fact that the profile does not give: false in a condition, empty in a loop, a numbered gap in the text."""

    __slots__ = ("label", "model", "path")

    def __init__(self, path: str, label: str, model: type[BaseModel] | None = None) -> None:
        """Keep the path, the label and the model that stands behind it, if it is a record."""
        self.path = path
        self.label = label
        self.model = model

    def __bool__(self) -> bool:
        """Return False."""
        return False

    def __iter__(self) -> Iterator[object]:
        """Yield nothing."""
        return iter(())

    def __len__(self) -> int:
        """Return 0."""
        return 0

    def __getattr__(self, name: str) -> MissingFact:
        """Return the missing fact below; raises AttributeError for a name that the model does not know."""
        if name.startswith("_") or (self.model is not None and name not in self.model.model_fields):
            raise AttributeError(name)
        below = self.model.model_fields[name] if self.model else None
        label = f"{_label(below.description if below else None, name)} ({self.label})"
        return MissingFact(f"{self.path}.{name}", label, _record_of(below.annotation) if below else None)


class View:
    """A record as a template sees it."""

    __slots__ = ("_extra", "_path", "_record")

    def __init__(self, record: BaseModel, path: str, extra: dict[str, object] | None = None) -> None:
        """Wrap a record that stands at a dotted path; ``extra`` adds derived attributes."""
        self._record = record
        self._path = path
        self._extra = extra or {}

    def __getattr__(self, name: str) -> object:
        """Return a field as a template value; raises AttributeError for an unknown one."""
        if name in self._extra:
            return self._extra[name]
        fields = type(self._record).model_fields
        if name not in fields:
            raise AttributeError(name)
        path = f"{self._path}.{name}" if self._path else name
        value = getattr(self._record, name)
        if value is None:
            info = fields[name]
            label = _label(info.description, name) + _whose(self._record)
            return MissingFact(path, label, _record_of(info.annotation))
        return shown(value, path)


def record_of(value: object) -> tuple[BaseModel, str] | None:
    """Return the record behind a view and its path, or None when the value is no view."""
    return (value._record, value._path) if isinstance(value, View) else None  # noqa: SLF001 - same module


def shown(value: Any, path: str) -> object:
    """Return a model value as templates see it; reading a leaf is noted in the running recorder."""
    if isinstance(value, BaseModel):
        return View(value, path)
    if isinstance(value, tuple):
        return [shown(item, f"{path}.{getattr(item, 'id', index)}") for index, item in enumerate(value)]
    recorder = RECORDER.get(None)
    if recorder is not None:
        recorder.read(path)
    if isinstance(value, Enum):
        return str(value.value)
    return Fact(value, path) if isinstance(value, str) else value


def _label(description: str | None, name: str) -> str:
    words = (description or name.replace("_", " ")).strip().split("\n")[0]
    words = words.partition(";")[0].partition(", for example")[0].partition(". ")[0].rstrip(".")
    return words[:1].lower() + words[1:]


def _whose(record: BaseModel) -> str:
    """Return " of Hope House" for an entry of a list that has a name, else nothing."""
    name = getattr(record, "name", "") or getattr(record, "label", "")
    return f" of {name}" if hasattr(record, "id") and name else ""


def _record_of(annotation: Any) -> type[BaseModel] | None:
    """Return the model class inside an optional annotation, or None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _record_of(part)
        if found is not None:
            return found
    return None
