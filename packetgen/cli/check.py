"""``packetgen check``: every rule over profiles, law, templates and, when asked, written files, in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer

from packetgen.assemble.pipeline import applicable, assemble
from packetgen.batch.assets import read_assets
from packetgen.batch.request import request_of
from packetgen.check.engine import check_output
from packetgen.cli.inspection import inspect
from packetgen.cli.progress import progress
from packetgen.cli.report import REPORTS, gathered
from packetgen.cli.surroundings import FINDINGS, folders, one_of, stamp, tell, templates_in
from packetgen.diagnostics import Diagnostic, PacketgenError, Severity, has_errors
from packetgen.load.law import load_laws
from packetgen.load.profiles import clashes, find_profiles, load_profile
from packetgen.load.schema import Loaded
from packetgen.load.style import load_style
from packetgen.model.profile import AgencyProfile
from packetgen.model.style import Style
from packetgen.model.template import TemplateSet
from packetgen.values import BuildStamp


def run(
    profiles: Sequence[Path],
    output: Path | None,
    *,
    final: bool,
    strict: bool,
    report: str,
    as_of: str | None,
    templates: Path | None,
    packs: Path | None,
) -> None:
    """Check and leave with exit code 1 when there are errors, or warnings under ``strict``."""
    one_of(report, REPORTS, "--report")
    if output is not None and not output.is_dir():
        raise typer.BadParameter(f"there is no folder {output.as_posix()}", param_hint="--output")
    template_folder, profile_folder = folders(templates, packs)
    checks = _Checks(
        templates_in(template_folder), load_style(template_folder / "_style"), profile_folder, stamp(as_of), final
    )
    paths = find_profiles(profiles or [profile_folder])
    findings: list[Diagnostic] = []
    with progress("checking") as update:
        for number, path in enumerate(paths, 1):
            update(f"checking {path.stem} ({number} of {len(paths)})")
            findings += checks.profile(path)
        findings += clashes(checks.loaded)
        if output is not None:
            update(f"reading {output.as_posix()}")
            findings += check_output(output)
    ordered = gathered(_stricter(findings) if strict else findings)
    tell(ordered, report)
    if has_errors(ordered):
        raise typer.Exit(FINDINGS)


def _stricter(findings: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    for finding in findings:
        warned = finding.severity is Severity.WARNING
        yield replace(finding, severity=Severity.ERROR) if warned else finding


@dataclass
class _Checks:
    """Checks one profile after the other with the same templates, style, date and law."""

    templates: TemplateSet
    style: Style
    profiles: Path
    stamp: BuildStamp
    final: bool
    loaded: list[Loaded[AgencyProfile]] = field(default_factory=list)

    def profile(self, path: Path) -> list[Diagnostic]:
        """Return all findings on a profile, its pictures, its law and its documents."""
        loaded = load_profile(path)
        self.loaded.append(loaded)
        findings = list(loaded.diagnostics)
        if loaded.value is None:
            return findings
        findings += read_assets(path, loaded.value).diagnostics
        asked_at = loaded.place("agency.jurisdiction").span
        laws = load_laws(self.profiles / "jurisdictions", loaded.value.agency.jurisdiction, asked_at)
        findings += laws.diagnostics
        for slug, _ in applicable(self.templates, loaded.value):
            request = request_of(loaded, laws, self.templates, slug, self.stamp, final=self.final)
            if request is None:
                break
            try:
                assembled = assemble(request)
            except PacketgenError as fault:
                findings += fault.diagnostics
                continue
            findings += (*assembled.diagnostics, *inspect(assembled, request, loaded, laws, self.style))
        return findings
