"""What a command knows of its surroundings: today's date, folders, terminal. Nothing else reads them.

Called by the commands. Talk goes to standard error, data to standard output.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path

import typer
from babel import Locale, UnknownLocaleError

from packetgen import __version__
from packetgen.cli.report import REPORTS, as_text, summary
from packetgen.diagnostics import Diagnostic, PacketgenError, Severity
from packetgen.load.resources import profiles_folder, templates_folder
from packetgen.load.templates import load_templates
from packetgen.model.template import TemplateSet
from packetgen.values import BuildStamp

FINDINGS = 1
"""Exit code for findings and failed documents; ``app`` knows those for usage, bugs and interruptions."""

_EARLIEST = 1900


def today() -> date:
    """Return the build date: that of ``SOURCE_DATE_EPOCH`` where it is set, else the computer's date.

    Raises typer.BadParameter when the variable holds no date.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as fault:
        raise typer.BadParameter(
            f"the variable holds `{epoch}`; give the seconds since 1970, or take the variable away",
            param_hint="SOURCE_DATE_EPOCH",
        ) from fault


def stamp(as_of: str | None) -> BuildStamp:
    """Return the stamp of a build; ``as_of`` is an ISO date. Raises typer.BadParameter for anything else."""
    if as_of is None:
        day = today()
        return BuildStamp(day, day, __version__)
    try:
        day = date.fromisoformat(as_of)
    except ValueError as fault:
        raise typer.BadParameter(
            f"`{as_of}` is no date; write year-month-day, for example 2026-01-31", param_hint="--as-of"
        ) from fault
    if day.year < _EARLIEST:
        raise typer.BadParameter(f"`{as_of}` lies before {_EARLIEST}; no law here is as old", param_hint="--as-of")
    return BuildStamp(day, day, __version__)


def folders(templates: Path | None, profiles: Path | None) -> tuple[Path, Path]:
    """Return the folders of templates and profiles: those given, those of the checkout, or those of the wheel."""
    return templates_folder(templates), profiles_folder(profiles)


def cores() -> int:
    """Return how many processes can run side by side on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def say(words: str) -> None:
    """Write a line of talk to standard error."""
    typer.echo(words, err=True)


def put(words: str) -> None:
    """Write data to standard output; a reader such as ``head`` may close it when it has read enough."""
    try:
        typer.echo(words)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def put_json(value: object) -> None:
    """Write JSON to standard output; where that is not UTF-8, with escapes, so that no letter is lost."""
    put(json.dumps(value, indent=2, ensure_ascii=not _is_unicode()))


def tell(diagnostics: Iterable[Diagnostic], report: str = "text") -> None:
    """Write findings: as text to standard error with a count, in any other form to standard output.

    As text, errors come last, where a terminal shows them when it has stopped.
    """
    found = list(diagnostics)
    if report == "text":
        if found:
            say(as_text(sorted(found, key=lambda d: -list(Severity).index(d.severity))))
            say("")
        say(summary(found))
        return
    words = REPORTS[report](found)
    if report == "junit" and not _is_unicode():
        words = words.encode("ascii", "xmlcharrefreplace").decode("ascii")
    put(words)


def _is_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def is_terminal() -> bool:
    """Return whether a person can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def command_line(words: Iterable[str]) -> str:
    """Return words as a command that can be pasted into the shell of this system."""
    return subprocess.list2cmdline(list(words)) if os.name == "nt" else shlex.join(words)


def one_of(value: str, known: Iterable[str], option: str, listed_by: str = "") -> str:
    """Return the value if it is one of those known.

    Raises typer.BadParameter with the nearest, which lists all of them, or names the command that does.
    """
    names = list(known)
    if value in names:
        return value
    close = get_close_matches(value.lower(), names, n=1)
    hint = f"; did you mean `{close[0]}`?" if close else ""
    listed = f"those that `{listed_by}` names" if listed_by else ", ".join(names)
    raise typer.BadParameter(f"`{value}` is not one of {listed}{hint}", param_hint=option)


def a_language(tag: str, templates: TemplateSet) -> None:
    """Make sure that templates can be written in a language; "" is the agency's own.

    Raises typer.BadParameter for a language without labels, or a tag that is none (BCP 47).
    """
    if not tag:
        return
    one_of(tag.partition("-")[0], templates.labels, "--language")
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError) as fault:
        raise typer.BadParameter(f"`{tag}` is no language; write en-US or en-GB", param_hint="--language") from fault


def templates_in(folder: Path) -> TemplateSet:
    """Return the templates of a folder. Raises PacketgenError with every fault of them."""
    loaded = load_templates(folder)
    if loaded.value is None:
        raise PacketgenError(loaded.diagnostics)
    return loaded.value
