"""``packetgen law``: what a law pack holds, with its sources, dates and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer

from packetgen.cli.surroundings import FINDINGS, one_of, put, put_json, tell
from packetgen.load.law import jurisdictions_in, load_law
from packetgen.load.resources import law_folder
from packetgen.model.authority import Sourced
from packetgen.model.law import LawPack, statements
from packetgen.values import JurisdictionId


def run(jurisdiction: str, *, as_json: bool, packs: Path | None) -> None:
    """Print a law pack: as JSON whole, else each statement with what it rests on."""
    folder = law_folder(packs)
    one_of(jurisdiction, jurisdictions_in(folder), "JURISDICTION", "packetgen list jurisdictions")
    loaded = load_law(folder, JurisdictionId(jurisdiction))
    if loaded.value is None:
        tell(loaded.diagnostics)
        raise typer.Exit(FINDINGS)
    if as_json:
        put_json(loaded.value.model_dump(mode="json"))
    else:
        put("\n".join(_lines(loaded.value)))
    if loaded.diagnostics:
        tell(loaded.diagnostics)


def _lines(pack: LawPack) -> Iterator[str]:
    head = pack.pack
    yield f"{head.name} ({head.jurisdiction}), version {head.version}, as of {head.as_of}"
    yield f"{head.status.replace('_', ' ')}, review by {head.next_review}"
    yield ""
    yield "Statements"
    for path, statement in statements(pack):
        yield from _statement(path, statement)
    yield ""
    yield "Authorities"
    for authority in pack.authorities:
        yield f"  {authority.id}: {authority.citation} ({authority.title}), {authority.status.value.replace('_', ' ')}"
        yield f"    {authority.text_date}; seen {authority.as_of} at {authority.url_seen}; {authority.checked_how}"
    yield ""
    yield "Sources"
    for source in pack.sources:
        yield f"  {source.id}: {source.title}, {source.text_date}; seen {source.as_of} at {source.url}"
    if pack.unknown:
        yield ""
        yield "Unknown"
        for gap in pack.unknown:
            yield f"  {gap.topic}: tried {gap.tried}"


def _statement(path: str, statement: Sourced) -> Iterator[str]:
    origins = (*statement.authorities, *statement.sources)
    yield f"  {path}: {', '.join(origins)}" + (" (one source)" if len(origins) == 1 else "")
    if statement.dispute:
        for claim in statement.dispute.claims:
            yield f"    disputed: {claim.text} ({', '.join((*claim.authorities, *claim.sources))})"
        yield f"    follows: {statement.dispute.follows}; {statement.dispute.why}"
