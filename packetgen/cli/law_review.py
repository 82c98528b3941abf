"""``packetgen law --review-sheet`` and ``--accept``: a pack to a sheet for a lawyer, and the filled sheet back.

A pack's file and a Word file come in; the sheet, or the changed pack, goes out. Nothing is written before the changes
have been shown.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import typer

from packetgen.assemble.review_sheet import REVIEWER, review_sheet, texts_of
from packetgen.batch.files import write_whole
from packetgen.cli.surroundings import FINDINGS, is_terminal, put, say, tell
from packetgen.diagnostics import Diagnostic, PacketgenError, has_errors
from packetgen.load.law import parse_law
from packetgen.load.schema import Loaded, resolve
from packetgen.load.style import load_style
from packetgen.load.yaml_edit import appended, replaced
from packetgen.model.law import LawPack, statements
from packetgen.values import BuildStamp, Span
from packetgen.write.docx_tables import TICKED, read_tables
from packetgen.write.registry import FORMATS


def write_review(pack: LawPack, labels: Mapping[str, str], templates: Path, stamp: BuildStamp, path: Path) -> None:
    """Write the sheet of a pack. Raises PacketgenError where the file cannot be written."""
    document = review_sheet(pack, labels, stamp)
    write_whole(path, FORMATS["docx"].write(document, load_style(templates / "_style"), {}))
    say(f"{sum(1 for _ in statements(pack))} statements to review: {path}")


@dataclass
class _Filled:
    """What stands in a filled sheet."""

    reviewer: dict[str, str] = field(default_factory=dict)
    counsel: bool = False
    right: set[str] = field(default_factory=set)
    """Statements that are ticked as right."""
    corrections: dict[str, str] = field(default_factory=dict)
    """New texts by the dotted path of the field."""
    notes: dict[str, str] = field(default_factory=dict)
    """What the reviewer wrote beside law or verdict, by statement: for a person to read."""


def accept(loaded: Loaded[LawPack], sheet: Path, labels: Mapping[str, str], *, yes: bool) -> None:
    """Show what a filled sheet changes in a pack, and write it when it is confirmed.

    Raises PacketgenError for a sheet that is none, names no reviewer or would spoil the pack.
    """
    assert loaded.value, "a sheet is read back into a pack that loads"
    filled = _read(sheet, loaded.value, labels)
    path = Path(loaded.source.path)
    before = path.read_bytes().decode("utf-8-sig")
    after = _changed(before, filled, loaded)
    checked = parse_law(after.encode(), path.as_posix())
    if has_errors(checked.diagnostics):
        tell(checked.diagnostics)
        say("Nothing was written: with these corrections the pack could not be read.")
        raise typer.Exit(FINDINGS)
    put(_difference(before, after, path.name))
    for statement, note in filled.notes.items():
        say(f"note on {statement}: {note}")
    if not yes and not (is_terminal() and typer.confirm("Write these changes?", err=True)):
        say("Nothing was written. With `--yes` the changes are written without a question.")
        return
    write_whole(path, after.encode())
    say(f"{len(filled.corrections)} corrections written to {path}; {len(filled.right)} statements are right")


def _read(sheet: Path, pack: LawPack, labels: Mapping[str, str]) -> _Filled:
    try:
        tables = read_tables(sheet.read_bytes())
    except Exception as fault:
        raise _refusal(sheet, f"the sheet cannot be read: {fault}", "save it in Word as .docx") from fault
    known = dict(statements(pack))
    filled = _Filled()
    for header, *rows in tables:
        if header[0] == labels["review_reviewer"]:
            _take_reviewer(rows, labels, filled)
        elif header[0] in known:
            _take_statement(header[0], dict(texts_of(known[header[0]])), rows, labels, filled)
    missing = [labels[f"review_{key}"] for key in REVIEWER if not filled.reviewer.get(key)]
    if missing:
        raise _refusal(sheet, f"the sheet does not say: {'; '.join(missing)}", "fill in the first table")
    return filled


def _take_reviewer(rows: list[tuple[str, ...]], labels: Mapping[str, str], filled: _Filled) -> None:
    fields = {labels[f"review_{key}"]: key for key in REVIEWER}
    for label, answer in (row[:2] for row in rows):
        if label in fields and answer:
            filled.reviewer[fields[label]] = answer
        filled.counsel |= label == labels["review_counsel"] and TICKED in answer


def _take_statement(
    path: str, texts: Mapping[str, str], rows: list[tuple[str, ...]], labels: Mapping[str, str], filled: _Filled
) -> None:
    for key, now, better in (row[:3] for row in rows):
        if key == labels["review_verdict"] and now.replace(" ", "").startswith(f"{TICKED}{labels['review_right']}"):
            filled.right.add(path)
        if key in texts and better and better != texts[key]:
            filled.corrections[f"{path}.{key}"] = better
        elif key not in texts and better:
            filled.notes[path] = f"{filled.notes.get(path, '')} {better}".strip()


def _changed(text: str, filled: _Filled, loaded: Loaded[LawPack]) -> str:
    """Return the pack's text with the corrections, the reviewer and, where all is settled, the new status."""
    assert loaded.value
    data = loaded.source.data
    changes = {resolve(data, path): value for path, value in filled.corrections.items()}
    settled = filled.right | set(_statements_of(filled.corrections, loaded.value))
    if filled.counsel and settled >= {path for path, _ in statements(loaded.value)}:
        changes["pack", "status"] = "counsel_reviewed"
    return appended(replaced(text, changes), ("pack", "reviewers"), filled.reviewer)


def _statements_of(corrections: Mapping[str, str], pack: LawPack) -> Iterator[str]:
    for path, _ in statements(pack):
        if any(corrected.startswith(f"{path}.") for corrected in corrections):
            yield path


def _difference(before: str, after: str, name: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, f"{name}, reviewed", lineterm="")
    return "\n".join(lines)


def _refusal(sheet: Path, message: str, hint: str) -> PacketgenError:
    return PacketgenError((Diagnostic("PG305", message, Span(sheet.as_posix(), 1), hint=hint),))
