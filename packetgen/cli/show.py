"""``packetgen show``: every stage of a document on its way, to see where a word comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer
from pydantic import BaseModel

from packetgen.assemble.facts import Embed, StepFacts
from packetgen.assemble.pipeline import Request, applicable, assemble, context_of, rendered
from packetgen.assemble.vocabulary import PLACEHOLDER
from packetgen.batch.request import request_of
from packetgen.cli.report import near
from packetgen.cli.surroundings import FINDINGS, a_language, folders, one_of, put, stamp, tell, templates_in
from packetgen.load.law import load_laws
from packetgen.load.profiles import load_profile
from packetgen.load.resources import law_folder
from packetgen.model.document import Block, Section
from packetgen.model.walk import children_of, inlines_of, plain_inlines, plain_text
from packetgen.values import Slug

STAGES = ("context", "markdown", "tree")


def run(
    profile: Path,
    document: str,
    stage: str,
    language: str,
    as_of: str | None,
    templates: Path | None,
    packs: Path | None,
) -> None:
    """Print one stage of one document."""
    one_of(stage, STAGES, "--stage")
    request = request_for(profile, document, language, as_of, templates, packs)
    if stage == "context":
        put("\n".join(_context(request)))
    elif stage == "markdown":
        text, _ = rendered(request, context_of(request))
        put(PLACEHOLDER.sub(lambda found: _spoken(text.embeds[int(found[1])]), text.markdown))
    else:
        assembled = assemble(request)
        put("\n".join(line for block in assembled.document.blocks for line in _tree(block, 0)))
        tell(assembled.diagnostics)


def request_for(
    profile: Path, document: str, language: str, as_of: str | None, templates: Path | None, packs: Path | None
) -> Request:
    """Return the request of one draft document.

    Raises typer.BadParameter for a document that the agency does not have, typer.Exit after telling what is wrong
    with profile or law.
    """
    template_folder, profile_folder = folders(templates, packs)
    sets = templates_in(template_folder)
    a_language(language, sets)
    loaded = load_profile(profile)
    if loaded.value is None:
        tell(loaded.diagnostics)
        raise typer.Exit(FINDINGS)
    one_of(document, [slug for slug, _ in applicable(sets, loaded.value)], "--document")
    laws = load_laws(
        law_folder(profile_folder), loaded.value.agency.jurisdiction, loaded.place("agency.jurisdiction").span
    )
    request = request_of(loaded, laws, sets, Slug(document), stamp(as_of), language=language)
    if request is None:
        tell(laws.diagnostics)
        raise typer.Exit(FINDINGS)
    return request


def _context(request: Request) -> Iterator[str]:
    yield from _leaves("", request.profile)
    yield from _leaves(f"law.{request.law.pack.jurisdiction}", request.law)
    for pack in request.others:
        yield from _leaves(f"law.{pack.pack.jurisdiction}", pack)


def _leaves(path: str, value: object) -> Iterator[str]:
    """Yield "path: value" for every fact of a record; a missing one shows as "(not given)"."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _leaves(f"{path}.{name}".removeprefix("."), getattr(value, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves(f"{path}.{getattr(item, 'id', index)}", item)
    else:
        shown = getattr(value, "display", value)
        yield f"{path}: {'(not given)' if shown is None else shown}"


def _spoken(embed: Embed) -> str:
    kind, nodes = embed
    if isinstance(nodes, StepFacts):
        return "[" + "; ".join(plain_inlines(part) for part in (nodes.owner, nodes.due, nodes.record)) + "]"
    if kind == "inline":
        return plain_inlines(nodes)  # type: ignore[arg-type]
    return " ".join(f"[{type(block).__name__}: {plain_text(block)}]" for block in nodes)  # type: ignore[arg-type]


def _tree(block: Block, depth: int) -> Iterator[str]:
    """Yield a block as lines: kind, id, first words, template line, facts."""
    words = block.number + " " + plain_inlines(block.title) if isinstance(block, Section) else _first_words(block)
    place = f"  <- {near(block.origin.spans[0].path)}:{block.origin.spans[0].line}" if block.origin.spans else ""
    facts = f"  [{', '.join(block.origin.facts)}]" if block.origin.facts else ""
    name = f" #{block.id}" if block.id else ""
    yield f"{'  ' * depth}{type(block).__name__}{name}: {words.strip()}{place}{facts}"
    for group in children_of(block):
        for child in group:
            yield from _tree(child, depth + 1)


def _first_words(block: Block) -> str:
    text = " ".join(plain_inlines(run) for run in inlines_of(block))
    return text if len(text) <= 70 else text[:67] + "…"
