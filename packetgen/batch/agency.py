"""Builds one agency's packet: assemble, inspect, write; says of each file what became of it.

A profile's path, the options and what all builds share come in, a Result goes out; called by ``run``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from packetgen.load.resources import law_folder
from packetgen.load.schema import Loaded
from packetgen.model.document import Document
from packetgen.model.profile import AgencyProfile
from packetgen.model.style import Style
from packetgen.model.template import TemplateSet
from packetgen.values import BuildStamp, JurisdictionId, Slug, Span, fingerprint
from packetgen.write.registry import FORMATS, Format

Inspect = Callable[[Assembled, Request, Loaded[AgencyProfile], Laws, Style], Sequence[Diagnostic]]
"""Returns the findings of the rules on one assembled document."""

Guard = Callable[[str, bytes, Assembled, AgencyProfile], Sequence[Diagnostic]]
"""Returns why a written file, given its name and bytes, may not leave."""

Suite = Callable[[Sequence[Document], AgencyProfile, bool], Sequence[Diagnostic]]
"""Returns the findings of the rules on all documents of an agency together; the flag says whether it is a final."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that a build asks; handed in, because rules are another wing."""

    inspect: Inspect
    guard: Guard
    suite: Suite


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
    skipped: tuple[tuple[str, str], ...] = ()
    """Title of each document that this kind of agency does not have, and the reason."""
    interrupted: bool = False
    """Whether somebody stopped the build before this packet was complete; what is told of it is true."""


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
        found = load_laws(law_folder(options.profiles), jurisdiction, asked_at)
        if found.law.value is not None:
            self.laws[jurisdiction] = found
        return found


def build_agency(
    path: Path,
    options: Options,
    previous: Manifest,
    materials: Materials,
    rules: Rules,
    part: frozenset[Slug] | None = None,
) -> Result:
    """Return what became of one agency's packet. Never raises for what a profile, a pack or a template holds.

    With ``part``, only those documents are written and told of; of a final all are assembled, to be whole or not.
    An interruption does not raise either: the files that were written until then must reach the manifest.
    """
    loaded = load_profile(path)
    if loaded.value is None:
        return Result(path, path.stem, diagnostics=loaded.diagnostics)
    asked_at = loaded.place("agency.jurisdiction").span
    laws = materials.law(options, loaded.value.agency.jurisdiction, asked_at)
    found = (*loaded.diagnostics, *laws.diagnostics)
    if not laws.are_readable or has_errors(found):
        return Result(path, loaded.value.profile_id, diagnostics=found)
    assets = read_assets(path, loaded.value)
    if has_errors(assets.diagnostics):
        return Result(path, loaded.value.profile_id, diagnostics=(*found, *assets.diagnostics))
    build = _Agency(loaded, laws, assets, options, previous, materials, rules, part)
    try:
        build.run()
        interrupted = False
    except KeyboardInterrupt:
        interrupted = True
    findings = in_order((*found, *assets.diagnostics, *build.diagnostics))
    return Result(
        path,
        loaded.value.profile_id,
        tuple(build.outcomes),
        tuple(build.entries),
        findings,
        tuple(build.skipped),
        interrupted,
    )


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
        rules: Rules,
        part: frozenset[Slug] | None,
    ) -> None:
        self._part = part
        self._loaded = loaded
        assert loaded.value is not None, "an agency is built only when its profile was read"
        self._profile = loaded.value
        self._laws = laws
        self._assets = assets
        self._options = options
        self._previous = previous
        self._materials = materials
        self._rules = rules
        self.entries: list[Entry] = []
        self.outcomes: list[tuple[str, Outcome]] = []
        self.diagnostics: list[Diagnostic] = []
        self.skipped: list[tuple[str, str]] = []

    def run(self) -> None:
        """Build every document that applies and is asked for; of a final packet, all documents or none."""
        mine = dict(applicable(self._materials.templates, self._profile))
        ready: list[tuple[Request, Assembled | None]] = []
        for slug in self._materials.templates.types:
            if self._options.documents and slug not in self._options.documents:
                continue
            if not self._is_mine(slug) and not self._options.final:
                continue
            if slug in mine:
                ready.append(self._assembled(slug))
            elif self._is_mine(slug):
                self._skip(slug)
        found = self._rules.suite([a.document for _, a in ready if a], self._profile, self._options.final)
        self.diagnostics += found
        refused = self._options.final and (has_errors(found) or any(assembled is None for _, assembled in ready))
        for request, assembled in ready:
            for form in self._formats(request.slug) if self._is_mine(request.slug) else ():
                if assembled is None or refused:
                    self.outcomes.append((self._name(request, form), Outcome.FAILED))
                else:
                    self._file(assembled, request, form)

    def _skip(self, slug: Slug) -> None:
        document = self._materials.templates.types[slug]
        self.outcomes.append((f"{self._profile.profile_id}/{slug}", Outcome.NOT_APPLICABLE))
        self.skipped.append((document.title, document.why_not(self._profile.agency.type)))

    def _is_mine(self, slug: Slug) -> bool:
        return self._part is None or slug in self._part

    def _assembled(self, slug: Slug) -> tuple[Request, Assembled | None]:
        """Return a document's request and the document, or None for it when there are errors."""
        request = self._request(slug)
        try:
            assembled = assemble(request)
        except PacketgenError as fault:
            self.diagnostics += fault.diagnostics
            return request, None
        findings = (
            *assembled.diagnostics,
            *self._rules.inspect(assembled, request, self._loaded, self._laws, self._materials.style),
        )
        self.diagnostics += findings
        return request, None if has_errors(findings) else assembled

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

    def _file(self, assembled: Assembled, request: Request, form: Format) -> None:
        name = self._name(request, form)
        try:
            outcome = self._brought_up_to_date(assembled, form, name)
        except PacketgenError as fault:
            self.diagnostics += fault.diagnostics
            outcome = Outcome.FAILED
        self.outcomes.append((name, outcome))

    def _brought_up_to_date(self, assembled: Assembled, form: Format, name: str) -> Outcome:
        """Write a file where that is needed and allowed; return what became of it. Raises PacketgenError."""
        inputs = self._inputs(assembled.document, form)
        path = self._options.out / name
        known, present = self._previous.entries.get(name), digest_of(path)
        if known and present == known.sha256 and known.inputs == inputs and not self._options.force:
            self.entries.append(known)
            return Outcome.UNCHANGED
        if self._options.plan:
            return Outcome.PLANNED
        data = form.write(assembled.document, self._materials.style, self._assets.files)
        if refusals := self._rules.guard(path.as_posix(), data, assembled, self._profile):
            raise PacketgenError(tuple(refusals))
        edited = present is not None and present != digest(data) and (known is None or present != known.sha256)
        if edited and not self._options.force:
            self.diagnostics.append(_edited(path))
            return Outcome.EDITED
        if edited:
            keep_aside(path)
        write_whole(path, data)
        self.entries.append(_entry(assembled, form, name, data, inputs))
        return Outcome.WRITTEN

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
