"""``packetgen check``: every rule over profiles, law, templates and, when asked, written files, in one run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer

from packetgen.assemble.pipeline import applicable, assemble
from packetgen.batch.assets import read_assets
from packetgen.batch.files import digest_of
from packetgen.batch.manifest import MANIFEST, read_manifest
from packetgen.batch.request import request_of
from packetgen.check.engine import check_file, check_output, check_suite
from packetgen.cli.inspection import inspect
from packetgen.cli.progress import progress
from packetgen.cli.report import REPORTS, gathered
from packetgen.cli.sheets import Seen, Sheets, write_sheets
from packetgen.cli.surroundings import FINDINGS, folders, one_of, stamp, tell, templates_in
from packetgen.diagnostics import Diagnostic, PacketgenError, Severity, has_errors
from packetgen.load.law import load_laws
from packetgen.load.profiles import clashes, find_profiles, load_profile
from packetgen.load.resources import law_folder
from packetgen.load.schema import Loaded
from packetgen.load.style import load_style
from packetgen.model.document import Document
from packetgen.model.profile import AgencyProfile
from packetgen.model.style import Style
from packetgen.model.template import TemplateSet
from packetgen.values import BuildStamp, Slug, Span


def run(
    profiles: Sequence[Path],
    output: Path | None,
    sheets: Sheets,
    *,
    final: bool,
    strict: bool,
    report: str,
    as_of: str | None,
    templates: Path | None,
    packs: Path | None,
) -> None:
    """Check, write the sheets, and leave with exit code 1 when there are errors, or warnings under ``strict``."""
    one_of(report, REPORTS, "--report")
    if output is not None and not os.path.isfile(output / MANIFEST):  # noqa: PTH113 - it never raises
        raise typer.BadParameter(
            f"{output.as_posix()} is no folder that `packetgen build` has written: it holds no {MANIFEST}",
            param_hint="--output",
        )
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
            findings += (*check_output(output), *_against_manifest(output), *checks.leaks(output))
    write_sheets(sheets, checks.seen, checks.templates, checks.style, checks.stamp)
    ordered = gathered(_stricter(findings) if strict else findings)
    tell(ordered, report)
    if has_errors(ordered):
        raise typer.Exit(FINDINGS)


def _stricter(findings: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    for finding in findings:
        warned = finding.severity is Severity.WARNING
        yield replace(finding, severity=Severity.ERROR) if warned else finding


def _against_manifest(output: Path) -> Iterator[Diagnostic]:
    """Yield what is to be said of a damaged manifest, of files that are gone, and of files that somebody edited."""
    manifest, damage = read_manifest(output)
    yield from damage
    for name, entry in manifest.entries.items():
        path = output / name
        span = Span(path.as_posix(), 1)
        if not path.is_file():
            yield Diagnostic("PG101", f"{MANIFEST} names this file, but it is not there", span, hint="build it again")
        elif digest_of(path) != entry.sha256:
            yield Diagnostic(
                "PG603",
                "this file was edited after packetgen wrote it",
                span,
                hint="if it is to stay, save it under a name of its own; `build --force` keeps it beside the new one",
                severity=Severity.WARNING,
            )


def _no_document(loaded: Loaded[AgencyProfile]) -> Diagnostic:
    place = loaded.place("agency.type")
    return Diagnostic(
        "PG431",
        "there is no document for this kind of agency, so its law and its words were not checked",
        place.span,
        hint="look whether `type` is right; `packetgen list documents` names what there is",
        severity=Severity.WARNING,
        length=place.length,
        subject="agency.type",
    )


@dataclass
class _Checks:
    """Checks one profile after the other with the same templates, style, date and law."""

    templates: TemplateSet
    style: Style
    profiles: Path
    stamp: BuildStamp
    final: bool
    loaded: list[Loaded[AgencyProfile]] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)

    def profile(self, path: Path) -> list[Diagnostic]:
        """Return all findings on a profile, its pictures, its law and its documents."""
        loaded = load_profile(path)
        self.loaded.append(loaded)
        findings = list(loaded.diagnostics)
        if loaded.value is None:
            return findings
        self.seen.profiles.append(loaded.value)
        findings += read_assets(path, loaded.value).diagnostics
        asked_at = loaded.place("agency.jurisdiction").span
        laws = load_laws(law_folder(self.profiles), loaded.value.agency.jurisdiction, asked_at)
        findings += laws.diagnostics
        self.seen.packs |= {p.pack.jurisdiction: p for p in (one.value for one in laws.all) if p}
        mine = applicable(self.templates, loaded.value)
        if not mine:
            findings.append(_no_document(loaded))
        documents: list[Document] = []
        for slug, _ in mine:
            request = request_of(loaded, laws, self.templates, slug, self.stamp, final=self.final)
            if request is None:
                break
            try:
                assembled = assemble(request)
            except PacketgenError as fault:
                findings += fault.diagnostics
                continue
            self.seen.note(loaded.value, assembled)
            documents.append(assembled.document)
            findings += (*assembled.diagnostics, *inspect(assembled, request, loaded, laws, self.style))
        return [*findings, *check_suite(documents, loaded.value, final=self.final)]

    def leaks(self, output: Path) -> Iterator[Diagnostic]:
        """Yield what stands in written files of the checked agencies and is for staff alone."""
        profiles = {loaded.value.profile_id: loaded.value for loaded in self.loaded if loaded.value}
        for name, entry in read_manifest(output)[0].entries.items():
            path, kind = output / name, self.templates.types.get(Slug(entry.document))
            if Slug(entry.profile) in profiles and kind and path.is_file():
                profile = profiles[Slug(entry.profile)]
                with suppress(Exception):  # a file that cannot be read is told of by the rules on written files
                    yield from check_file(path.as_posix(), path.read_bytes(), kind.audience, profile)
