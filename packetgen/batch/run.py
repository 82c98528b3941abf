"""Builds agencies' packets: load, assemble, inspect, write; one bad profile never stops the others.

Called by the command line. ``build_agency`` does one agency; ``build_all`` does many, side by side when asked.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from packetgen.assemble.pipeline import Assembled, Request, applicable, assemble, language_of
from packetgen.batch.assets import Assets, read_assets
from packetgen.batch.files import digest, digest_of, keep_aside, write_whole
from packetgen.batch.manifest import Entry, Manifest
from packetgen.batch.request import request_of
from packetgen.diagnostics import Diagnostic, PacketgenError, Severity, has_errors, in_order
from packetgen.load.law import Laws, load_laws
from packetgen.load.profiles import load_profile
from packetgen.load.schema import Loaded
from packetgen.load.style import load_style
from packetgen.load.templates import load_templates
from packetgen.model.document import Document
from packetgen.model.profile import AgencyProfile
from packetgen.model.style import Style
from packetgen.model.template import TemplateSet
from packetgen.values import BuildStamp, JurisdictionId, Slug, Span, fingerprint
from packetgen.write.pdf_engine import prepare
from packetgen.write.registry import FORMATS, Format

Inspect = Callable[[Assembled, Request, Loaded[AgencyProfile], Laws, Style], Sequence[Diagnostic]]
"""Returns the findings of the rules on one assembled document; handed in, because rules are another wing."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to build and where."""

    templates: Path
    profiles: Path
    out: Path
    stamp: BuildStamp
    documents: tuple[str, ...] = ()
    """Slugs; all that apply if empty."""
    formats: tuple[str, ...] = ()
    """Format names; all if empty."""
    language: str = ""
    """BCP 47 tag of the documents; the agency's own if empty."""
    final: bool = False
    force: bool = False
    plan: bool = False
    """Only tell what would be done."""


class Outcome(StrEnum):
    """What became of one file."""

    WRITTEN = "written"
    UNCHANGED = "up to date"
    PLANNED = "would be written"
    FAILED = "failed"
    EDITED = "edited by hand, kept"
    NOT_APPLICABLE = "does not apply"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one agency's packet."""

    profile: Path
    profile_id: str
    outcomes: tuple[tuple[str, Outcome], ...] = ()
    """Each file, or document that does not apply, and what became of it."""
    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Materials:
    """What all builds share: templates, looks and law, each read once."""

    templates: TemplateSet
    style: Style
    laws: dict[JurisdictionId, Laws] = field(default_factory=dict)

    def law(self, options: Options, jurisdiction: JurisdictionId, asked_at: Span) -> Laws:
        """Return the packs of a jurisdiction; those that can be read are read once."""
        if jurisdiction in self.laws:
            return self.laws[jurisdiction]
        found = load_laws(options.profiles / "jurisdictions", jurisdiction, asked_at)
        if found.law.value is not None:
            self.laws[jurisdiction] = found
        return found


def read_materials(options: Options) -> Materials:
    """Return what all builds share. Raises PacketgenError when templates or style are broken."""
    loaded = load_templates(options.templates)
    if loaded.value is None:
        raise PacketgenError(loaded.diagnostics)
    style_folder = options.templates / "_style"
    prepare(style_folder / "fonts")
    return Materials(loaded.value, load_style(style_folder))


def build_all(
    paths: Sequence[Path], options: Options, previous: Manifest, inspect: Inspect, jobs: int = 1
) -> Iterator[Result]:
    """Yield the result of each profile, in the order given; with more than one job, side by side.

    Raises PacketgenError when templates or style are broken, before anything is written.
    """
    materials = read_materials(options)
    if jobs <= 1 or len(paths) <= 1:
        yield from (build_agency(path, options, previous, materials, inspect) for path in paths)
        return
    context = multiprocessing.get_context("spawn")
    setup = (options, previous, inspect)
    with ProcessPoolExecutor(min(jobs, len(paths)), context, _set_up_worker, setup) as pool:
        futures = [(path, pool.submit(_work, path)) for path in paths]
        for path, future in futures:
            try:
                yield future.result()
            except BrokenProcessPool:
                yield Result(path, path.stem, diagnostics=(_worker_died(path),))


def _worker_died(path: Path) -> Diagnostic:
    return Diagnostic(
        "PG604",
        "a worker process ended in the middle of its work; what it had written is whole",
        Span(path.as_posix(), 1),
        hint="build again with `--jobs 1`; if it ends again, run `packetgen doctor`",
    )


_WORKER: dict[str, tuple[Options, Manifest, Materials, Inspect]] = {}


def _set_up_worker(options: Options, previous: Manifest, inspect: Inspect) -> None:
    _WORKER["own"] = (options, previous, read_materials(options), inspect)


def _work(path: Path) -> Result:
    options, previous, materials, inspect = _WORKER["own"]
    return build_agency(path, options, previous, materials, inspect)


def build_agency(path: Path, options: Options, previous: Manifest, materials: Materials, inspect: Inspect) -> Result:
    """Return what became of one agency's packet. Never raises for what a profile, a pack or a template holds."""
    loaded = load_profile(path)
    if loaded.value is None:
        return Result(path, path.stem, diagnostics=loaded.diagnostics)
    asked_at = loaded.place("agency.jurisdiction").span
    laws = materials.law(options, loaded.value.agency.jurisdiction, asked_at)
    found = (*loaded.diagnostics, *laws.diagnostics)
    if laws.law.value is None or laws.nation.value is None or has_errors(found):
        return Result(path, loaded.value.profile_id, diagnostics=found)
    assets = read_assets(path, loaded.value)
    build = _Agency(loaded, laws, assets, options, previous, materials, inspect)
    build.run()
    findings = in_order((*found, *assets.diagnostics, *build.diagnostics))
    return Result(path, loaded.value.profile_id, tuple(build.outcomes), tuple(build.entries), findings)


class _Agency:
    """One agency's build under way: collects entries, outcomes and findings."""

    def __init__(
        self,
        loaded: Loaded[AgencyProfile],
        laws: Laws,
        assets: Assets,
        options: Options,
        previous: Manifest,
        materials: Materials,
        inspect: Inspect,
    ) -> None:
        self._loaded = loaded
        assert loaded.value is not None, "an agency is built only when its profile was read"
        self._profile = loaded.value
        self._laws = laws
        self._assets = assets
        self._options = options
        self._previous = previous
        self._materials = materials
        self._inspect = inspect
        self.entries: list[Entry] = []
        self.outcomes: list[tuple[str, Outcome]] = []
        self.diagnostics: list[Diagnostic] = []

    def run(self) -> None:
        """Build every document that applies and is asked for."""
        mine = dict(applicable(self._materials.templates, self._profile))
        for slug in self._materials.templates.types:
            if self._options.documents and slug not in self._options.documents:
                continue
            if slug in mine:
                self._document(slug)
            else:
                self.outcomes.append((f"{self._profile.profile_id}/{slug}", Outcome.NOT_APPLICABLE))

    def _document(self, slug: Slug) -> None:
        request = self._request(slug)
        try:
            assembled = assemble(request)
        except PacketgenError as fault:
            self.diagnostics += fault.diagnostics
            self._fail(request)
            return
        findings = (
            *assembled.diagnostics,
            *self._inspect(assembled, request, self._loaded, self._laws, self._materials.style),
        )
        self.diagnostics += findings
        if has_errors(findings):
            self._fail(request)
            return
        for form in self._formats(slug):
            self._file(assembled, request, form)

    def _request(self, slug: Slug) -> Request:
        options = self._options
        request = request_of(
            self._loaded,
            self._laws,
            self._materials.templates,
            slug,
            options.stamp,
            final=options.final,
            language=options.language,
            style=self._materials.style.fingerprint,
        )
        assert request is not None, "an agency is built only when its profile and law were read"
        return request

    def _formats(self, slug: Slug) -> list[Format]:
        wanted = self._options.formats or tuple(FORMATS)
        return [FORMATS[name] for name in wanted if name in self._materials.templates.types[slug].formats]

    def _name(self, request: Request, form: Format) -> str:
        home = language_of(self._profile).partition("-")[0]
        language = request.language.partition("-")[0]
        suffix = "" if language == home else f".{language}"
        return f"{self._profile.profile_id}/{request.slug}{suffix}.{form.extension}"

    def _fail(self, request: Request) -> None:
        self.outcomes += [(self._name(request, form), Outcome.FAILED) for form in self._formats(request.slug)]

    def _file(self, assembled: Assembled, request: Request, form: Format) -> None:
        name = self._name(request, form)
        inputs = self._inputs(assembled.document, form)
        path = self._options.out / name
        known, present = self._previous.entries.get(name), digest_of(path)
        if known and present == known.sha256 and known.inputs == inputs and not self._options.force:
            self.entries.append(known)
            self.outcomes.append((name, Outcome.UNCHANGED))
            return
        if self._options.plan:
            self.outcomes.append((name, Outcome.PLANNED))
            return
        try:
            self._write(assembled, form, name, path, known, present, inputs)
        except PacketgenError as fault:
            self.diagnostics += fault.diagnostics
            self.outcomes.append((name, Outcome.FAILED))

    def _write(
        self,
        assembled: Assembled,
        form: Format,
        name: str,
        path: Path,
        known: Entry | None,
        present: str | None,
        inputs: str,
    ) -> None:
        data = form.write(assembled.document, self._materials.style, self._assets.files)
        edited = present is not None and present != digest(data) and (known is None or present != known.sha256)
        if edited and not self._options.force:
            self.diagnostics.append(_edited(path))
            self.outcomes.append((name, Outcome.EDITED))
            return
        if edited:
            keep_aside(path)
        write_whole(path, data)
        self.entries.append(_entry(assembled, form, name, data, inputs))
        self.outcomes.append((name, Outcome.WRITTEN))

    def _inputs(self, document: Document, form: Format) -> str:
        """Return the fingerprint of everything that one file is made of."""
        parts = (document.provenance, document.status, document.language, form.name, self._assets.fingerprint)
        return fingerprint(repr(parts))


def _edited(path: Path) -> Diagnostic:
    return Diagnostic(
        "PG603",
        f"{path.as_posix()} was edited after packetgen wrote it, so it is left as it is",
        hint="save it under a name of its own, or build with `--force`, which keeps it beside the new file",
        severity=Severity.ERROR,
    )


def _entry(assembled: Assembled, form: Format, name: str, data: bytes, inputs: str) -> Entry:
    document = assembled.document
    return Entry(
        path=name,
        profile=document.profile_id,
        document=document.slug,
        format=form.name,
        language=document.language,
        status=document.status.value,
        sha256=digest(data),
        inputs=inputs,
        facts=document.facts,
        gaps=tuple(gap.field for gap in assembled.rendered.gaps),
        open_items=tuple(item.text for item in document.open_items),
        law=tuple((jurisdiction, version) for jurisdiction, version, _ in document.provenance.law),
        built_on=document.provenance.built_on.isoformat(),
        as_of=document.provenance.as_of.isoformat(),
    )


def tally(results: Sequence[Result]) -> Mapping[Outcome, int]:
    """Return how many files had each outcome."""
    counts = dict.fromkeys(Outcome, 0)
    for result in results:
        for _, outcome in result.outcomes:
            counts[outcome] += 1
    return counts
