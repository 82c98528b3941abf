"""``packetgen build``: profiles to files, with progress, a manifest, every error and a short summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import typer

from packetgen import __version__
from packetgen.batch.agency import Options, Outcome, Result
from packetgen.batch.files import check_writable
from packetgen.batch.manifest import Manifest, read_manifest, record
from packetgen.batch.run import build_all, tally
from packetgen.cli.inspection import RULES
from packetgen.cli.packets import told
from packetgen.cli.progress import progress
from packetgen.cli.report import as_text, gathered, records
from packetgen.cli.surroundings import (
    FINDINGS,
    a_language,
    command_line,
    folders,
    one_of,
    put,
    put_json,
    say,
    stamp,
    templates_in,
)
from packetgen.diagnostics import Diagnostic, PacketgenError, Severity, has_errors
from packetgen.load.profiles import clashes, find_profiles, load_profile
from packetgen.write.registry import FORMATS


def run(
    profiles: Sequence[Path],
    *,
    documents: tuple[str, ...],
    formats: tuple[str, ...],
    language: str,
    out: Path,
    jobs: int,
    as_of: str | None,
    final: bool,
    force: bool,
    plan: bool,
    as_json: bool,
    templates: Path | None,
    packs: Path | None,
) -> None:
    """Build the documents and leave with exit code 1 when something failed."""
    template_folder, profile_folder = folders(templates, packs)
    _known(documents, formats, language, template_folder)
    options = Options(
        template_folder, profile_folder, out, stamp(as_of), documents, formats, language, final, force, plan
    )
    paths = find_profiles(profiles)
    if twins := clashes(load_profile(path) for path in paths):
        raise PacketgenError(twins)
    if not plan:
        check_writable(out)
    manifest, damage = read_manifest(out)
    results: list[Result] = []
    unrecorded: Sequence[Diagnostic] = ()
    try:
        _build(paths, options, manifest, jobs, results)
    finally:  # a bug in one packet must not make the manifest forget the others
        if not plan:
            unrecorded = _recorded(out, results)
    findings = gathered((*damage, *unrecorded, *(d for r in results for d in r.diagnostics)))
    if as_json:
        put_json({"agencies": [_record(result) for result in results], "findings": records(findings)})
    else:
        _tell(results, findings, out, _check(profiles, as_of, templates, packs), plan=plan)
    if any(result.interrupted for result in results):
        raise KeyboardInterrupt
    if has_errors(findings) or tally(results)[Outcome.FAILED]:
        raise typer.Exit(FINDINGS)


def _known(documents: Iterable[str], formats: Iterable[str], language: str, templates: Path) -> None:
    found = templates_in(templates)
    for slug in documents:
        one_of(slug, found.types, "--document")
    for name in formats:
        one_of(name, FORMATS, "--format")
    a_language(language, found)


def _build(paths: Sequence[Path], options: Options, manifest: Manifest, jobs: int, results: list[Result]) -> None:
    """Add what becomes of each agency to the results; when somebody stops the build, the last of them says so."""
    coming = build_all(paths, options, manifest, RULES, jobs)
    with progress("building") as update:
        try:
            for number, path in enumerate(paths, 1):
                update(f"building {path.stem} ({number} of {len(paths)})")
                results += islice(coming, 1)
            results += coming
        except KeyboardInterrupt:
            results.append(Result(path, path.stem, interrupted=True))


def _recorded(out: Path, results: Sequence[Result]) -> Sequence[Diagnostic]:
    """Write the manifest; return why not, because the findings of the build must be told all the same."""
    try:
        record(out, (entry for result in results for entry in result.entries), __version__)
    except PacketgenError as fault:
        return fault.diagnostics
    return ()


def _tell(results: Sequence[Result], findings: Sequence[Diagnostic], out: Path, check: str, *, plan: bool) -> None:
    errors = [d for d in findings if d.severity is Severity.ERROR]
    # A damaged manifest is told in full too: no check of a profile would tell it again.
    loud = [d for d in findings if d in errors or d.code == "PG602"]
    if loud:
        say(as_text(loud) + "\n")
    if plan:
        for name, outcome in (pair for result in results for pair in result.outcomes):
            put(f"{outcome.value:<16}  {name}")
    for line in told(results, findings, out, check):
        say(line)


def _check(profiles: Sequence[Path], as_of: str | None, templates: Path | None, packs: Path | None) -> str:
    words = ["packetgen", "check", *(str(path) for path in profiles)]
    for option, value in (("--as-of", as_of), ("--templates", templates), ("--profiles", packs)):
        words += [option, str(value)] if value else []
    return command_line(words)


def _record(result: Result) -> dict[str, object]:
    return {
        "profile": result.profile.as_posix(),
        "id": result.profile_id,
        "files": [{"path": name, "outcome": outcome.value} for name, outcome in result.outcomes],
        "skipped": [{"document": title, "reason": reason} for title, reason in result.skipped],
    }
