"""What a command knows of its surroundings: today's date, folders, terminal. Nothing else reads them.

Called by the commands. Talk goes to standard error, data to standard output.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path

import typer

from packetgen import __version__
from packetgen.cli.report import REPORTS, as_text, summary
from packetgen.diagnostics import Diagnostic, PacketgenError
from packetgen.load.resources import profiles_folder, templates_folder
from packetgen.load.templates import load_templates
from packetgen.model.template import TemplateSet
from packetgen.values import BuildStamp

FINDINGS, USAGE, BUG, INTERRUPTED = 1, 2, 3, 130
"""Exit codes beside 0."""


def today() -> date:
    """Return the build date: that of ``SOURCE_DATE_EPOCH`` where it is set, else the computer's date."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now().astimezone().date()


def stamp(as_of: str | None) -> BuildStamp:
    """Return the stamp of a build; ``as_of`` is an ISO date. Raises typer.BadParameter for anything else."""
    if as_of is None:
        day = today()
        return BuildStamp(day, day, __version__)
    try:
        day = date.fromisoformat(as_of)
    except ValueError as fault:
        raise typer.BadParameter(
            "write a date as year-month-day, for example 2026-01-31", param_hint="--as-of"
        ) from fault
    return BuildStamp(day, day, __version__)


def folders(templates: Path | None, profiles: Path | None) -> tuple[Path, Path]:
    """Return the folders of templates and profiles: those given, those of the checkout, or those of the wheel."""
    return templates_folder(templates), profiles_folder(profiles)


def say(words: str) -> None:
    """Write a line of talk to standard error."""
    typer.echo(words, err=True)


def put(words: str) -> None:
    """Write data to standard output."""
    typer.echo(words)


def tell(diagnostics: Iterable[Diagnostic], report: str = "text") -> None:
    """Write findings: as text to standard error with a count, in any other form to standard output."""
    found = list(diagnostics)
    if report == "text":
        if found:
            say(as_text(found))
            say("")
        say(summary(found))
    else:
        put(REPORTS[report](found))


def is_terminal() -> bool:
    """Return whether a person can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def one_of(value: str, known: Iterable[str], option: str) -> str:
    """Return the value if it is one of those known. Raises typer.BadParameter that lists them, with the nearest."""
    names = list(known)
    if value in names:
        return value
    close = get_close_matches(value, names, n=1)
    hint = f"; did you mean `{close[0]}`?" if close else ""
    raise typer.BadParameter(f"`{value}` is not one of {', '.join(names)}{hint}", param_hint=option)


def templates_in(folder: Path) -> TemplateSet:
    """Return the templates of a folder. Raises PacketgenError with every fault of them."""
    loaded = load_templates(folder)
    if loaded.value is None:
        raise PacketgenError(loaded.diagnostics)
    return loaded.value
