"""``packetgen build``: profiles to files, with progress, a manifest and one list of all findings."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from packetgen import __version__
from packetgen.batch.manifest import read_manifest, write_manifest
from packetgen.batch.run import Options, Outcome, Result, build_all, tally
from packetgen.cli.inspection import inspect
from packetgen.cli.surroundings import FINDINGS, folders, is_terminal, one_of, put, say, stamp, tell, templates_in
from packetgen.diagnostics import Diagnostic, PacketgenError, in_order
from packetgen.load.profiles import clashes, find_profiles, load_profile
from packetgen.write.registry import FORMATS

_QUIET_SECONDS = 1.0
"""Work that takes longer than this shows progress."""


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
    _known(documents, formats, template_folder)
    options = Options(
        template_folder, profile_folder, out, stamp(as_of), documents, formats, language, final, force, plan
    )
    paths = find_profiles(profiles)
    manifest, damage = read_manifest(out)
    twins = clashes(load_profile(path) for path in paths)
    if twins:
        raise PacketgenError(twins)
    results = list(_progress(build_all(paths, options, manifest, inspect, jobs), len(paths)))
    if not plan:
        entries = [entry for result in results for entry in result.entries]
        write_manifest(out, manifest.updated(entries), __version__)
    findings = in_order([*damage, *(d for r in results for d in r.diagnostics)])
    if as_json:
        put(_json(results, findings))
    else:
        tell(findings)
        _summarise(results, out, plan=plan)
    if _failed(results):
        raise typer.Exit(FINDINGS)


def _known(documents: Iterable[str], formats: Iterable[str], templates: Path) -> None:
    types = templates_in(templates).types if documents else {}
    for slug in documents:
        one_of(slug, types, "--document")
    for name in formats:
        one_of(name, FORMATS, "--format")


def _failed(results: Sequence[Result]) -> bool:
    outcomes = tally(results)
    broken = any(not result.outcomes for result in results)
    return bool(broken or outcomes[Outcome.FAILED] or outcomes[Outcome.EDITED])


def _progress(results: Iterator[Result], total: int) -> Iterator[Result]:
    """Yield the results; tell on a terminal how far the work is, once it takes longer than a second."""
    if not is_terminal():
        yield from results
        return
    started = time.monotonic()
    with _line() as update:
        for number, result in enumerate(results, 1):
            if time.monotonic() - started > _QUIET_SECONDS:
                update(f"{number} of {total}: {result.profile_id}")
            yield result


@contextmanager
def _line() -> Iterator[Callable[[str], None]]:
    """Give a function that shows one changing line on the terminal, and clear it at the end."""
    from rich.console import Console
    from rich.status import Status

    status = Status("building", console=Console(stderr=True))
    status.start()
    try:
        yield status.update
    finally:
        status.stop()


def _summarise(results: Sequence[Result], out: Path, *, plan: bool) -> None:
    for result in results:
        for name, outcome in result.outcomes:
            say(f"{outcome.value:>22}  {name}")
    counts = ", ".join(f"{n} {outcome.value}" for outcome, n in tally(results).items() if n)
    where = "" if plan else f" in {out.as_posix()}"
    say(f"{len(results)} {'agency' if len(results) == 1 else 'agencies'}: {counts or 'nothing built'}{where}")


def _json(results: Sequence[Result], findings: Sequence[Diagnostic]) -> str:
    from packetgen.cli.report import as_json

    agencies = [
        {
            "profile": result.profile.as_posix(),
            "id": result.profile_id,
            "files": [{"path": name, "outcome": outcome.value} for name, outcome in result.outcomes],
        }
        for result in results
    ]
    return json.dumps({"agencies": agencies, "findings": json.loads(as_json(findings))}, indent=2, ensure_ascii=False)
