"""What a build tells at its end: a few lines for each agency, and what to do next.

Results and findings come in, lines of text go out; called by ``build``. Errors are printed in full elsewhere. Of the
warnings of drafts only the missing facts are named, because ``packetgen check`` prints every finding with its cure.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from packetgen.batch.agency import Result
from packetgen.batch.run import tally
from packetgen.cli.report import near, summary
from packetgen.diagnostics import Diagnostic, Severity, has_errors, in_order

_MISSING = "PG430"
_NAMED = 6
"""So many agencies of a group are named, the others counted."""


def told(results: Sequence[Result], findings: Sequence[Diagnostic], out: Path, check: str) -> Iterator[str]:
    """Yield the lines; ``check`` is the command that lists all findings."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for result in results:
        groups.setdefault(tuple(_about(result)), []).append(result.profile_id)
    for about, names in groups.items():
        yield from _wrapped(f"{_names(names)}: {about[0]}{' each' if len(names) > 1 else ''}")
        for line in about[1:]:
            yield from _wrapped(line, "  ")
    yield ""
    agencies = f"{len(results)} {'agency' if len(results) == 1 else 'agencies'}"
    there = [entry for result in results for entry in result.entries]
    yield f"{agencies}: {_counts(results)}{f', in the folder {near(out.as_posix())}' if there else ''}"
    drafts = any(entry.status == "draft" for entry in there)
    if any(result.interrupted for result in results):
        yield "The build was interrupted. Build again: what is up to date is not built twice."
    elif has_errors(findings):
        yield "Mend the errors above, then build again."
    elif findings:
        yield f"{'Drafts. ' * drafts}What is open, each with its place and cure: {check}"
    elif drafts:
        yield "Drafts with nothing open: with `--final` they are built without the DRAFT marks."


def _about(result: Result) -> Iterator[str]:
    """Yield what became of one agency's packet, its missing facts, and how much else is open."""
    yield _counts([result])
    for title, reason in result.skipped:
        yield f"without {title}: {reason}"
    missing = sorted({d.subject for d in result.diagnostics if d.code == _MISSING and d.severity is Severity.WARNING})
    if missing:
        yield f"{len(missing)} {'facts are' if len(missing) > 1 else 'fact is'} missing: {', '.join(missing)}"
    others = [d for d in in_order(result.diagnostics) if d.code != _MISSING and d.severity is not Severity.ERROR]
    if others:
        yield f"{'also ' if missing else ''}{summary(others)}"


def _counts(results: Sequence[Result]) -> str:
    counts = [f"{number} {outcome.value}" for outcome, number in tally(results).items() if number]
    return ", ".join(counts) or "nothing built"


def _names(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"


def _wrapped(line: str, indent: str = "") -> Iterable[str]:
    width = min(100, max(40, shutil.get_terminal_size().columns - 1))
    return textwrap.wrap(
        line,
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
