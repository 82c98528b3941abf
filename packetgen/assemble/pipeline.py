"""From profile and law to a Document: the steps in order, on one page.

Called by ``batch`` and by ``packetgen show``. Pure: everything that a step needs is in the Request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from packetgen.assemble import passes
from packetgen.assemble.context import Context
from packetgen.assemble.facts import Recorder
from packetgen.assemble.frame import footer, header_rows, notices, open_items
from packetgen.assemble.markdown import blocks_of
from packetgen.assemble.render import Rendered, render
from packetgen.diagnostics import Diagnostic, PacketgenError, Severity, has_errors
from packetgen.model.document import Blocks, Document, Figure, Gap, HeaderRow, Provenance, Status
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from packetgen.model.template import DocumentType, TemplateSet
from packetgen.model.walk import walk
from packetgen.values import BuildStamp, Fingerprint, JurisdictionId, Slug, Span

_AMERICAS = {"us", "ca", "mx", "pr", "ph", "co", "cl"}


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that one document is made of."""

    templates: TemplateSet
    slug: Slug
    profile: AgencyProfile
    law: LawPack
    """Of the agency's jurisdiction, as it speaks on the day of the stamp; so are the others."""
    others: tuple[LawPack, ...]
    """Those whose law holds there too, the nearest first; the nation's is the last."""
    stamp: BuildStamp
    status: Status
    language: str
    profile_fingerprint: Fingerprint
    law_fingerprints: Mapping[JurisdictionId, Fingerprint]
    style_fingerprint: Fingerprint
    place: Callable[[str], Span | None] = lambda _: None
    """Where a dotted path of the profile, or its nearest parent, stands in the file."""

    @property
    def type(self) -> DocumentType:
        """Return the document type as this kind of agency has it."""
        return self.templates.types[self.slug].of(self.profile.agency.type)


@dataclass(frozen=True, slots=True)
class Assembled:
    """A finished document and what is to be said of it."""

    document: Document
    rendered: Rendered
    diagnostics: tuple[Diagnostic, ...]
    withheld: tuple[str, ...] = ()
    """Texts for staff that its readers may not see."""


def applicable(templates: TemplateSet, profile: AgencyProfile) -> tuple[tuple[Slug, DocumentType], ...]:
    """Return the document types that this kind of agency has, as it has them, in the order of the suite."""
    own = profile.agency.type
    return tuple((slug, kind.of(own)) for slug, kind in templates.types.items() if own in kind.applies_to)


def language_of(profile: AgencyProfile) -> str:
    """Return the language of an agency's documents: its own choice, or its nation's."""
    return profile.style.language or ("en-GB" if profile.agency.jurisdiction.startswith("gb") else "en-US")


def context_of(request: Request) -> Context:
    """Return what the templates of a request may see."""
    return Context(
        slug=request.slug,
        type=request.type,
        profile=request.profile,
        law=request.law,
        others=request.others,
        suite=applicable(request.templates, request.profile),
        stamp=request.stamp,
        language=request.language,
        labels=request.templates.labels[request.language.partition("-")[0]],
    )


def rendered(request: Request, context: Context) -> tuple[Rendered, tuple[HeaderRow, ...]]:
    """Return the rendered Markdown and the header block. Raises PacketgenError for faults of a template."""
    recorder = Recorder(request.templates.root, context.language)
    rows = header_rows(context, recorder)
    return render(request.templates, body_name(request), context, recorder), rows


def body_name(request: Request) -> str:
    """Return the name of the body template of the agency's kind: that of the language, if it is written in several."""
    body, language = f"{request.slug}/{request.type.body}", request.language.partition("-")[0]
    own = f"{body}.{language}.md.j2"
    return own if own in request.templates.sources else f"{body}.md.j2"


def assemble(request: Request) -> Assembled:
    """Return the document of a request with its findings.

    Raises PacketgenError where no document can be made: faults of a template, changes that cannot be done.
    """
    context = context_of(request)
    text, rows = rendered(request, context)
    whole = blocks_of(text)
    blocks, findings = _passed(whole, request, context)
    findings += _missing(text, request)
    facts = tuple(sorted({fact for found in text.facts.values() for fact in found}))
    document = _document(request, context, blocks, rows, text.gaps, facts)
    return Assembled(document, text, findings, passes.withheld(whole, context.type.audience))


def _passed(blocks: Blocks, request: Request, context: Context) -> tuple[Blocks, tuple[Diagnostic, ...]]:
    """Return the tree after all passes, with their findings."""
    kind, labels = context.type, context.labels
    overrides = [o for o in request.profile.overrides if o.document == request.slug]
    blocks = passes.for_readers(blocks, kind.audience)
    blocks, findings = passes.overridden(blocks, overrides, kind)
    blocks = passes.without_empty_sections(blocks)
    blocks = passes.numbered(blocks) if kind.numbered else blocks
    blocks, dangling = passes.referenced(blocks, labels)
    findings += dangling + passes.repeated_ids(blocks) + passes.missing_sections(blocks, kind.required_sections)
    findings = tuple(_placed(f, request) for f in findings)
    if has_errors(findings):
        raise PacketgenError(findings)
    if kind.contents:
        blocks = (passes.contents(blocks, labels["contents"], kind.contents_depth), *blocks)
    return blocks, findings


def _placed(finding: Diagnostic, request: Request) -> Diagnostic:
    """Return a finding with a place: the override in the profile, or the document type."""
    if finding.span is not None:
        return finding
    span = request.place(finding.subject) if finding.subject.startswith("overrides.") else None
    fallback = Span(f"{request.templates.root}/{body_name(request)}", 1)
    return Diagnostic(
        finding.code,
        finding.message,
        span or fallback,
        finding.hint,
        finding.severity,
        subject=finding.subject,
    )


def _missing(text: Rendered, request: Request) -> tuple[Diagnostic, ...]:
    """Return a finding for each gap: a warning in a draft, an error in a final."""
    severity = Severity.ERROR if request.status is Status.FINAL else Severity.WARNING
    return tuple(
        Diagnostic(
            code="PG430",
            message=f"`{gap.field}` is missing: {gap.label}",
            span=request.place(gap.field),
            hint=_how_to_add(gap.field, request),
            severity=severity,
            needed_by=text.gap_places.get(gap.field, ()),
            subject=gap.field,
        )
        for gap in text.gaps
    )


def _how_to_add(path: str, request: Request) -> str:
    if path.startswith("law."):
        return "record it in the law pack with its source, or name it there under `unknown`"
    parent, _, name = path.rpartition(".")
    if parent == "contacts":
        return f"add a contact whose `purposes` name `{name}`"
    purpose = parent.removeprefix("contacts.")
    if purpose != parent and not any(purpose in (c.id, *c.purposes) for c in request.profile.contacts):
        return f"add a contact whose `purposes` name `{purpose}`, with its `{name}:`"
    return f"add `{name}:` under `{parent}`" if parent else f"add `{name}:`"


def _document(
    request: Request,
    context: Context,
    blocks: Blocks,
    rows: tuple[HeaderRow, ...],
    gaps: tuple[Gap, ...],
    facts: tuple[str, ...],
) -> Document:
    profile, kind = request.profile, context.type
    draft = request.status is Status.DRAFT
    return Document(
        slug=request.slug,
        profile_id=profile.profile_id,
        title=kind.title,
        subtitle=kind.subtitle,
        agency=profile.agency.name,
        language=context.language,
        audience=kind.audience,
        status=request.status,
        blocks=blocks,
        provenance=_provenance(request),
        labels=tuple(sorted(context.labels.items())),
        header_rows=rows,
        numbered=kind.numbered,
        policy_number=(profile.policy.number or "") if kind.policy_header else "",
        version=profile.approvals.version,
        notices=notices(context, request.status),
        open_items=open_items(context, gaps, _shown(blocks, facts)) if draft else (),
        facts=facts,
        footer=footer(context),
        page_size=profile.branding.page_size or _paper(request),
        accent=profile.branding.accent or "",
        logo=_logo(profile),
    )


def _shown(blocks: Blocks, facts: tuple[str, ...]) -> set[str]:
    """Return the facts that reached a block, and all that the document read outside of blocks."""
    return {fact for block in walk(blocks) for fact in block.origin.facts} or set(facts)


def _logo(profile: AgencyProfile) -> Figure | None:
    branding = profile.branding
    if not branding.logo:
        return None
    return Figure(branding.logo, branding.logo_alt or profile.agency.name, width_mm=30.0)


def _paper(request: Request) -> str:
    return "letter" if request.profile.agency.jurisdiction[:2] in _AMERICAS else "a4"


def _provenance(request: Request) -> Provenance:
    packs = {pack.pack.jurisdiction: pack for pack in (request.law, *request.others)}
    return Provenance(
        packetgen=request.stamp.version,
        profile=request.profile_fingerprint,
        template=request.templates.fingerprints[request.slug],
        style=request.style_fingerprint,
        law=tuple((j, p.pack.version, request.law_fingerprints[j]) for j, p in sorted(packs.items())),
        built_on=request.stamp.built_on,
        as_of=request.stamp.as_of,
    )
