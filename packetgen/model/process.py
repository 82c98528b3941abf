"""ProcessFigure: the drawing of steps that may follow one another. Part of ``document``; made by ``assemble``."""

from __future__ import annotations

from dataclasses import dataclass, field

from packetgen.model.inline import Inlines
from packetgen.model.origin import NOWHERE, Origin


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """One step: its name, one short line on it, and how it stands to the other steps."""

    title: str
    note: str = ""
    repeats: bool = False
    """Whether it can come more than once."""
    any_time: bool = False
    """Whether it can come before, between or after the others, and has no place in the row."""


@dataclass(frozen=True, slots=True)
class ProcessFigure:
    """Steps as a drawing; ``alt`` says all that it shows.

    Its words are no words of the text: a list that stands right behind it says them too, for every reader and format.
    """

    steps: tuple[ProcessStep, ...]
    start: str
    """Where the process begins, in a few words."""
    alt: str
    caption: Inlines = ()
    id: str = ""
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)
