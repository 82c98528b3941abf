"""``packetgen check``: every rule over profiles, law, templates and, when asked, written files, in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import typer

from packetgen.assemble.pipeline import applicable, assemble
from packetgen.batch.request import request_of
from packetgen.check.engine import check_output
from packetgen.cli.inspection import inspect
from packetgen.cli.report import REPORTS
from packetgen.cli.surroundings import FINDINGS, folders, one_of, stamp, tell, templates_in
from packetgen.diagnostics import Diagnostic, PacketgenError, Severity, has_errors, in_order
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
    template_folder, profile_folder = folders(templates, packs)
    findings: list[Diagnostic] = []
    checks = _Checks(
        templates_in(template_folder), load_style(template_folder / "_style"), profile_folder, stamp(as_of)
    )
    for path in find_profiles(profiles or [profile_folder]):
        findings += checks.profile(path, final=final)
    findings += clashes(checks.loaded)
    if output is not None:
        findings += check_output(output)
    ordered = in_order(_stricter(findings) if strict else findings)
    tell(ordered, report)
    if has_errors(ordered):
        raise typer.Exit(FINDINGS)


def _stricter(findings: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    for finding in findings:
        warned = finding.severity is Severity.WARNING
        yield replace(finding, severity=Severity.ERROR) if warned else finding


class _Checks:
    """Checks one profile after the other with the same templates, style and date."""

    def __init__(self, templates: TemplateSet, style: Style, profiles: Path, when: BuildStamp) -> None:
        self._templates = templates
        self._style = style
        self._packs = profiles / "jurisdictions"
        self._stamp = when
        self.loaded: list[Loaded[AgencyProfile]] = []

    def profile(self, path: Path, *, final: bool) -> list[Diagnostic]:
        """Return all findings on a profile, its law and its documents."""
        loaded = load_profile(path)
        self.loaded.append(loaded)
        findings = list(loaded.diagnostics)
        if loaded.value is None:
            return findings
        asked_at = loaded.place("agency.jurisdiction").span
        laws = load_laws(self._packs, loaded.value.agency.jurisdiction, asked_at)
        findings += laws.diagnostics
        for slug, _ in applicable(self._templates, loaded.value):
            request = request_of(loaded, laws, self._templates, slug, self._stamp, final=final)
            if request is None:
                break
            try:
                assembled = assemble(request)
            except PacketgenError as fault:
                findings += fault.diagnostics
                continue
            findings += (*assembled.diagnostics, *inspect(assembled, request, loaded, laws, self._style))
        return findings
