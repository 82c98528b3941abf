"""``packetgen explain``: what a finding means, or where a section's words and facts come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import typer

from packetgen.assemble.pipeline import Request, assemble
from packetgen.check.engine import explanation
from packetgen.cli.report import near
from packetgen.cli.show import request_for
from packetgen.cli.surroundings import folders, one_of, put, templates_in
from packetgen.load.resources import agencies_folder
from packetgen.model.authority import Sourced
from packetgen.model.document import Block
from packetgen.model.law import LawPack, statements
from packetgen.model.walk import plain_text, walk

EXAMPLE = "example-county-prosecutor.yaml"


def run(what: str, profile: Path | None, as_of: str | None, templates: Path | None, packs: Path | None) -> None:
    """Print the page on a code, or the origins of a section."""
    if re.fullmatch(r"PG\d{3}", what.upper()):
        page = explanation(what.upper())
        if page is None:
            raise typer.BadParameter(
                f"there is no finding {what.upper()}; `packetgen list rules` names them", param_hint="WHAT"
            )
        put(page)
        return
    document, _, wanted = what.partition("#")
    if not wanted:
        raise typer.BadParameter(
            "write a code such as PG201, or a section such as agency-policy#delay", param_hint="WHAT"
        )
    one_of(document, templates_in(folders(templates, packs)[0]).types, "WHAT")
    source = profile or agencies_folder(packs) / EXAMPLE
    request = request_for(source, document, "", as_of, templates, packs)
    put("\n".join(_origins(request, wanted)))


def _origins(request: Request, wanted: str) -> Iterator[str]:
    """Yield where each block of a section comes from. Raises typer.BadParameter for an unknown section."""
    found = [b for b in walk(assemble(request).document.blocks) if b.id == wanted]
    if not found:
        raise typer.BadParameter(
            f"{request.slug} has no section or clause `{wanted}`; `packetgen show` lists them",
            param_hint="WHAT",
        )
    for block in walk((found[0],)):
        yield from _block(block, request)


def _block(block: Block, request: Request) -> Iterator[str]:
    if not block.origin.spans:
        return
    words = " ".join(plain_text(block).split())
    yield f"{type(block).__name__}{' #' + block.id if block.id else ''}: {words[:100]}{'…' if len(words) > 100 else ''}"
    yield from (f"  words: {near(span.path)}:{span.line}" for span in block.origin.spans[:3])
    for fact in block.origin.facts:
        place = request.place(fact)
        yield f"  fact:  {fact}{f' ({near(place.path)}:{place.line})' if place else ''}"
        yield from _authorities(fact, request)


def _authorities(fact: str, request: Request) -> Iterator[str]:
    for pack in (request.law, *request.others):
        prefix = f"law.{pack.pack.jurisdiction}."
        if fact.startswith(prefix):
            for path, statement in statements(pack):
                if fact.removeprefix(prefix) == path or fact.removeprefix(prefix).startswith(f"{path}."):
                    yield from _law(statement, pack)
            return


def _law(statement: Sourced, pack: LawPack) -> Iterator[str]:
    for wanted in statement.authorities:
        authority = pack.authority(wanted)
        yield f"         {authority.citation}, {authority.text_date}, {authority.url_official or authority.url_seen}"
