"""A rule: one documented function that looks at an input and yields what it finds.

Each ``*_rules`` module ends with its own RULES; ``engine`` runs them and gives each finding its code, place and weight.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from packetgen.diagnostics import Severity
from packetgen.values import Span

Input = TypeVar("Input")

HEADINGS = ("What it does", "Why", "Example", "Use instead")
"""The headings that every rule's docstring has, in this order."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say of one thing; the rule itself knows its code and weight."""

    message: str
    subject: str = ""
    """Dotted path of the fact, by which its line in the file is found."""
    hint: str = ""
    label: str = ""
    span: Span | None = None
    """The place, when the rule knows it better than ``subject`` does."""
    at_key: bool = False
    """Whether the key is marked, not the value."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Input]):
    """One rule, its code, and how much its findings weigh."""

    code: str
    name: str
    """A few words joined by hyphens."""
    function: Callable[[Input], Iterator[Finding]]
    severity: Severity = Severity.WARNING
    """In a draft. An error stops the document that it concerns."""
    blocks_final: bool = True
    """Whether a warning becomes an error in a final."""

    @property
    def title(self) -> str:
        """Return one line on what the rule does."""
        return (inspect.getdoc(self.function) or "").partition("\n")[0].rstrip(".")

    @property
    def page(self) -> str:
        """Return the rule's page for ``packetgen explain``."""
        weight = {
            (Severity.ERROR, True): "an error, in a draft too",
            (Severity.ERROR, False): "an error, in a draft too",
            (Severity.WARNING, True): "a warning in a draft, an error in a final",
            (Severity.WARNING, False): "a warning",
            (Severity.NOTE, True): "a note in a draft, an error in a final",
            (Severity.NOTE, False): "a note",
        }[self.severity, self.blocks_final]
        text = (inspect.getdoc(self.function) or "").replace("``", "`")
        return f"{self.code}  {self.name}  ({weight})\n\n" + re.sub(r"\n+(?=\w[\w ]+:\n)", "\n\n", text)
