"""What packetgen says about faults: data, never prose printed on the spot.

A Diagnostic names the place, the cause and the cure; PacketgenError carries all diagnostics of one run.
Every floor above makes them; only the command line turns them into text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from packetgen.values import Span


class Severity(StrEnum):
    """How much a finding matters: an error stops a final, a warning is worth a look, a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, with its place, its cause and its cure.

    ``code`` is stable (``PG201``) and has a page in ``packetgen explain``.
    """

    code: str
    message: str
    span: Span | None = None
    hint: str = ""
    severity: Severity = Severity.ERROR
    label: str = ""
    """A few words printed under the marked text."""
    length: int = 1
    """How many characters of the line are marked, from the span's column."""
    needed_by: tuple[Span, ...] = ()
    """The template lines that need the fact."""
    subject: str = ""
    """The dotted path of the field or the id of the section that the finding is about."""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Return a key that orders findings by file, line, column, code and message."""
        place = self.span or Span("", 0, 0)
        return (place.path, place.line, place.column, self.code, self.message)


class PacketgenError(Exception):
    """Raised where work cannot go on; carries every diagnostic of the run and prints nothing."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep the diagnostics."""
        super().__init__(tuple(diagnostics))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return every diagnostic of the run."""
        found: tuple[Diagnostic, ...] = self.args[0]
        return found

    def __str__(self) -> str:
        """Return the messages, one a line, for logs and tests."""
        return "\n".join(f"{d.code}: {d.message}" for d in self.diagnostics)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether one of the diagnostics is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics without repeats, ordered by place."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: d.sort_key))
