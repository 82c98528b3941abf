"""``packetgen law``: the matrix of all packs, one pack with its sources and gaps, what changed, who quotes a fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import typer

from packetgen.assemble.sheets import LANGUAGE as SHEET_LANGUAGE
from packetgen.batch.manifest import read_manifest
from packetgen.cli import law_views
from packetgen.cli.law_review import accept, write_review
from packetgen.cli.surroundings import FINDINGS, one_of, put, put_json, stamp, tell, templates_in
from packetgen.load.law import jurisdictions_in, load_law, parse_law
from packetgen.load.resources import law_folder, templates_folder
from packetgen.load.schema import Loaded
from packetgen.load.yaml_source import read_yaml
from packetgen.model.authority import Sourced
from packetgen.model.changes import differences
from packetgen.model.in_force import in_force
from packetgen.model.law import LawPack, statements
from packetgen.model.shelf_life import overdue
from packetgen.values import BuildStamp, JurisdictionId


def run(
    jurisdiction: str | None,
    diff: tuple[Path, Path] | None,
    used_by: tuple[str, Path] | None,
    as_of: str | None,
    sheets: ReviewSheets,
    *,
    as_json: bool,
    packs: Path | None,
) -> None:
    """Print what is asked for; without a jurisdiction, the matrix of all packs."""
    if diff:
        _changed(*diff, as_json=as_json)
    elif used_by:
        _quoted(*used_by, as_json=as_json)
    elif sheets.wanted:
        _reviewed(jurisdiction, law_folder(packs), sheets, stamp(as_of))
    elif jurisdiction is None:
        _matrix(law_folder(packs), stamp(as_of).as_of, as_json=as_json)
    else:
        _pack(jurisdiction, law_folder(packs), stamp(as_of).as_of, whole=as_of is None, as_json=as_json)


@dataclass(frozen=True, slots=True)
class ReviewSheets:
    """What is to be done with a review sheet."""

    write: bool = False
    """Write it beside the command, as ``us-az-review.docx``."""
    accept: Path | None = None
    """Read this filled one back."""
    yes: bool = False
    """Without a question."""
    templates: Path | None = None

    @property
    def wanted(self) -> bool:
        """Return whether anything is."""
        return self.write or self.accept is not None


def _reviewed(jurisdiction: str | None, folder: Path, sheets: ReviewSheets, now: BuildStamp) -> None:
    """Write a pack's review sheet, or read a filled one back."""
    if jurisdiction is None:
        raise typer.BadParameter("name the jurisdiction whose pack is reviewed", param_hint="JURISDICTION")
    loaded = _one(jurisdiction, folder)
    assert loaded.value, "a pack that cannot be read has ended the command"
    templates = templates_folder(sheets.templates)
    labels = templates_in(templates).labels[SHEET_LANGUAGE.partition("-")[0]]
    if sheets.write:
        write_review(loaded.value, labels, templates, now, Path(f"{jurisdiction}-review.docx"))
    if sheets.accept:
        accept(loaded, sheets.accept, labels, yes=sheets.yes)


def _one(jurisdiction: str, folder: Path) -> Loaded[LawPack]:
    """Return one pack; ends the command when there is none or it cannot be read."""
    one_of(jurisdiction, jurisdictions_in(folder), "JURISDICTION", "packetgen list jurisdictions")
    loaded = load_law(folder, JurisdictionId(jurisdiction))
    if loaded.value is None:
        tell(loaded.diagnostics)
        raise typer.Exit(FINDINGS)
    return loaded


def _matrix(folder: Path, day: date, *, as_json: bool) -> None:
    loaded = [load_law(folder, jurisdiction) for jurisdiction in jurisdictions_in(folder)]
    packs = [one.value for one in loaded if one.value]
    if as_json:
        put_json(law_views.records(packs, day))
    else:
        put("\n".join(law_views.matrix(packs, day)))
    _tell_of(loaded)


def _changed(old: Path, new: Path, *, as_json: bool) -> None:
    """Print what changed between two files of one jurisdiction."""
    loaded = [_of_file(path) for path in (old, new)]
    _tell_of(loaded)
    before, after = (one.value for one in loaded)
    assert before, "a pack that cannot be read has ended the command"
    assert after, "a pack that cannot be read has ended the command"
    found = differences(before, after)
    if as_json:
        put_json([asdict(one) for one in found])
    else:
        put("\n".join(law_views.changes(found)))


def _of_file(path: Path) -> Loaded[LawPack]:
    """Return the pack of a file of any name: an older version has a name of its own."""
    source = read_yaml(path)
    match source.data:
        case {"pack": {"jurisdiction": str(name)}}:
            return parse_law(path.read_bytes(), f"{path.parent.as_posix()}/{name}.yaml")
    return load_law(path.parent, JurisdictionId(path.stem))


def _quoted(fact: str, out: Path, *, as_json: bool) -> None:
    """Print every written file of a folder that quotes a fact of the law."""
    if ":" not in fact:
        raise typer.BadParameter(f"`{fact}` names no fact; write `us-mo:compensation.deadline`", param_hint="--used-by")
    manifest, damage = read_manifest(out)
    found = law_views.users_of(fact, manifest.entries.values())
    if as_json:
        put_json([{"path": entry.path, "profile": entry.profile, "law": entry.law} for entry in found])
    else:
        put("\n".join(entry.path for entry in found) or f"no file in {out.as_posix()} quotes {fact}")
    if damage:
        tell(damage)


def _tell_of(loaded: Sequence[Loaded[LawPack]]) -> None:
    """Tell what is wrong with packs, and end with exit code 1 when one of them could not be read."""
    if findings := [finding for one in loaded for finding in one.diagnostics]:
        tell(findings)
    if any(one.value is None for one in loaded):
        raise typer.Exit(FINDINGS)


def _pack(jurisdiction: str, folder: Path, day: date, *, whole: bool, as_json: bool) -> None:
    """Print a law pack, whole or as it speaks on a day: as JSON, or each statement with what it rests on."""
    loaded = _one(jurisdiction, folder)
    assert loaded.value, "a pack that cannot be read has ended the command"
    pack = loaded.value if whole else in_force(loaded.value, day)
    if as_json:
        put_json(pack.model_dump(mode="json"))
    else:
        put("\n".join(_lines(pack, day)))
    if loaded.diagnostics:
        tell(loaded.diagnostics)


def _lines(pack: LawPack, day: date) -> Iterator[str]:
    head = pack.pack
    yield f"{head.name} ({head.jurisdiction}), version {head.version}, as of {head.as_of}"
    yield f"{head.status.replace('_', ' ')}, review by {head.next_review}"
    yield ""
    yield "Statements"
    for path, statement in statements(pack):
        yield from _statement(path, statement, is_overdue=overdue(pack, statement, day))
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


def _statement(path: str, statement: Sourced, *, is_overdue: bool) -> Iterator[str]:
    origins = (*statement.authorities, *statement.sources)
    remarks = (
        ("one source", len(origins) == 1),
        (f"from {statement.effective_from}", statement.effective_from),
        (f"until {statement.effective_to}", statement.effective_to),
        ("due for review", is_overdue),
    )
    said = "; ".join(words for words, holds in remarks if holds)
    yield f"  {path}: {', '.join(origins)}" + (f" ({said})" if said else "")
    if statement.dispute:
        for claim in statement.dispute.claims:
            yield f"    disputed: {claim.text} ({', '.join((*claim.authorities, *claim.sources))})"
        yield f"    follows: {statement.dispute.follows}; {statement.dispute.why}"
