"""Runs rules over a profile, its law, a document or written files, and says what a finding means.

Inputs come in, ordered Diagnostics go out; nothing is held back. Called by the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from packetgen.check.codes import CODES
from packetgen.check.contact_rules import RULES as CONTACT_RULES
from packetgen.check.document_rules import RULES as DOCUMENT_RULES
from packetgen.check.document_words import DocumentInput
from packetgen.check.file_rules import RULES as FILE_RULES
from packetgen.check.file_rules import FileInput, secrets_of
from packetgen.check.law_rules import RULES as LAW_RULES
from packetgen.check.law_rules import LawInput
from packetgen.check.need_rules import RULES as NEED_RULES
from packetgen.check.output_rules import RULES as OUTPUT_RULES
from packetgen.check.output_rules import written_documents
from packetgen.check.phrase_rules import RULES as PHRASE_RULES
from packetgen.check.profile_rules import RULES as PROFILE_RULES
from packetgen.check.profile_rules import ProfileInput
from packetgen.check.reading_rules import RULES as READING_RULES
from packetgen.check.rule import Finding, Input, Rule
from packetgen.check.safety_rules import RULES as SAFETY_RULES
from packetgen.check.structure_rules import RULES as STRUCTURE_RULES
from packetgen.check.suite_rules import RULES as SUITE_RULES
from packetgen.check.suite_rules import SuiteInput
from packetgen.check.term_rules import RULES as TERM_RULES
from packetgen.diagnostics import Diagnostic, Severity, in_order
from packetgen.load.schema import Loaded
from packetgen.model.document import Audience, Document
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from packetgen.model.style import Style
from packetgen.model.template import DocumentType
from packetgen.values import Span
from packetgen.write.everything import everything

_ON_PROFILES = (*PROFILE_RULES, *CONTACT_RULES)
_ON_WORDS = (*DOCUMENT_RULES, *PHRASE_RULES, *TERM_RULES, *SAFETY_RULES, *READING_RULES, *STRUCTURE_RULES)
_BY_INPUT = (_ON_PROFILES, LAW_RULES, _ON_WORDS, SUITE_RULES, NEED_RULES, FILE_RULES, OUTPUT_RULES)
ALL_RULES: tuple[Rule[Any], ...] = tuple(sorted((r for rules in _BY_INPUT for r in rules), key=lambda r: r.code))
"""Every rule, in the order of codes."""

BLOCKING = frozenset(rule.code for rule in ALL_RULES if rule.blocks_final) | {"PG113", "PG430"}
"""Codes whose findings no final may have: those of the rules, spoilt letters (PG113) and missing facts (PG430)."""


def gate(diagnostics: Iterable[Diagnostic], *, final: bool) -> tuple[Diagnostic, ...]:
    """Return the diagnostics in order, each with the weight it has in a final or in a draft."""
    found = in_order(diagnostics)
    return tuple(_as_error(d) if final and d.code in BLOCKING else d for d in found)


def check_profile(
    loaded: Loaded[AgencyProfile], packs: Sequence[LawPack], as_of: date, style: Style | None, *, final: bool
) -> tuple[Diagnostic, ...]:
    """Return what is to be said of a profile against itself and its law; without a style no glyphs are looked up.

    ``packs`` are those that its documents rest on, the jurisdiction's own first.
    """
    if loaded.value is None:
        return loaded.diagnostics
    given = ProfileInput(loaded.value, loaded.source.data, tuple(packs), as_of, style)
    return gate(_run(_ON_PROFILES, given, _placer(loaded)), final=final)


def check_law(
    packs: Iterable[Loaded[LawPack]], profile: AgencyProfile, as_of: date, *, final: bool
) -> tuple[Diagnostic, ...]:
    """Return what is to be said of the packs that an agency's documents rest on.

    A fictional agency's packet says on every page that its law is an example, so only fictional packs are judged there.
    """
    found: list[Diagnostic] = []
    for one in packs:
        pack = one.value
        if pack is not None and (pack.pack.fictional or not profile.fictional):
            found += _run(LAW_RULES, LawInput(pack, as_of), _placer(one))
    return gate(found, final=final)


def check_document(
    document: Document,
    type_: DocumentType,
    law: LawPack,
    profile: AgencyProfile,
    *,
    final: bool,
    foreign_terms: tuple[tuple[str, str], ...] = (),
    place: Callable[[str], Span | None] = lambda _: None,
) -> tuple[Diagnostic, ...]:
    """Return what is to be said of the words of an assembled document, and of what it needs of its profile.

    ``foreign_terms`` are those of other packs; ``place`` knows where a dotted path of the profile stands.
    """
    given = DocumentInput(document, type_, law, profile, foreign_terms)
    needs = _run(NEED_RULES, given, lambda finding: _in_profile(place(finding.subject)))
    return gate((*_run(_ON_WORDS, given, lambda _: None), *needs), final=final)


def check_suite(documents: Iterable[Document], profile: AgencyProfile, *, final: bool) -> tuple[Diagnostic, ...]:
    """Return what is to be said of all documents of one agency together."""
    given = SuiteInput(tuple(documents), profile)
    return gate(_run(SUITE_RULES, given, lambda _: None), final=final)


def _in_profile(span: Span | None) -> tuple[Span, int] | None:
    return (span, 1) if span else None


def check_file(
    name: str, data: bytes, audience: Audience, profile: AgencyProfile, withheld: tuple[str, ...] = ()
) -> tuple[Diagnostic, ...]:
    """Return what is to be said of a written file before it leaves; ``withheld`` are texts that readers may not see.

    The format is known by the name's extension. A file that cannot be read is the business of ``check_output``.
    """
    form = name.rpartition(".")[2]
    if audience is Audience.STAFF and form != "docx":
        return ()  # staff may see it all, and only a letterhead brings comments
    given = FileInput(name, everything(data, form), audience, secrets_of(profile, withheld))
    return tuple(_run(FILE_RULES, given, lambda _: None))


def check_output(folder: Path) -> tuple[Diagnostic, ...]:
    """Return what is to be said of the files that a build left in a folder."""
    documents = list(written_documents(folder))
    if not documents:
        message = "no written documents stand in this folder" if folder.is_dir() else "there is no such folder"
        hint = "name the folder that `packetgen build` wrote to with `-o`"
        return (Diagnostic("PG101", message, Span(folder.as_posix(), 1), hint=hint),)
    return in_order(d for written in documents for d in _run(OUTPUT_RULES, written, lambda _: None))


def explanation(code: str) -> str | None:
    """Return the page on a code, or None when no finding has it."""
    for rule in ALL_RULES:
        if rule.code == code:
            return rule.page
    entry = CODES.get(code)
    return entry.page(code) if entry else None


def _run(
    rules: Iterable[Rule[Input]], given: Input, place: Callable[[Finding], tuple[Span, int] | None]
) -> Iterator[Diagnostic]:
    for rule in rules:
        for finding in rule.function(given):
            span, length = (finding.span, 1) if finding.span else place(finding) or (None, 1)
            yield Diagnostic(
                rule.code,
                finding.message,
                span,
                hint=finding.hint,
                severity=rule.severity,
                label=finding.label,
                length=length,
                subject=finding.subject,
            )


def _placer(loaded: Loaded[AgencyProfile] | Loaded[LawPack]) -> Callable[[Finding], tuple[Span, int]]:
    def place(finding: Finding) -> tuple[Span, int]:
        found = loaded.key_place(finding.subject) if finding.at_key else loaded.place(finding.subject)
        return found.span, found.length

    return place


def _as_error(diagnostic: Diagnostic) -> Diagnostic:
    return replace(diagnostic, severity=Severity.ERROR)
