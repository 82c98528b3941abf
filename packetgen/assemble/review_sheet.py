"""The sheet on which a lawyer reviews a law pack: every statement with its law, room to correct it, a place to sign.

A pack comes in, a Document goes out, which the Word writer writes; called by ``packetgen law --review-sheet``. The
filled sheet is read back by its tables: the first cell of a header names the statement, that of a row the field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from itertools import groupby

from pydantic import BaseModel

from packetgen.assemble.sheets import sheet
from packetgen.model.authority import Sourced
from packetgen.model.document import (
    Blocks,
    Checkbox,
    Document,
    FillIn,
    Inline,
    Inlines,
    LineBreak,
    Paragraph,
    Section,
    Table,
    Text,
)
from packetgen.model.law import LawPack, statements
from packetgen.model.phone import Phone
from packetgen.values import BuildStamp

REVIEWER = ("name", "organisation", "role", "on", "scope")
"""Fields of a reviewer, in the order of the sheet's first table."""

_NOT_ASKED = frozenset({"id", "authorities", "sources", "dispute", "effective_from", "effective_to", "last_verified"})


def review_sheet(pack: LawPack, labels: Mapping[str, str], stamp: BuildStamp) -> Document:
    """Return the sheet of a pack: who reviews, then each topic with its statements."""
    numbered = enumerate(statements(pack), 1)
    topics = groupby(numbered, key=lambda item: item[1][0].partition(".")[0])
    sections = tuple(
        Section(f"topic-{topic}", 1, (Text(topic.replace("_", " ").capitalize()),), tuple(_tables(found, pack, labels)))
        for topic, found in topics
    )
    head = pack.pack
    intro = labels["review_intro"].format(name=head.name, version=head.version)
    blocks: Blocks = (Paragraph((Text(intro),)), _reviewer(labels), *sections)
    return sheet(f"{head.jurisdiction}-review", f"{labels['review_title']}: {head.name}", blocks, labels, stamp)


def _reviewer(labels: Mapping[str, str]) -> Table:
    rows = tuple(
        ((Text(labels[f"review_{key}"]),), (FillIn(f"reviewer_{key}", labels[f"review_{key}"], 40),))
        for key in REVIEWER
    )
    counsel = ((Text(labels["review_counsel"]),), (Checkbox("counsel", labels["review_yes"]),))
    header = ((Text(labels["review_reviewer"]),), (Text(labels["review_answer"]),))
    return Table((Text(labels["review_reviewer"]),), header, (*rows, counsel), (35, 65))


def _tables(
    found: Iterator[tuple[int, tuple[str, Sourced]]], pack: LawPack, labels: Mapping[str, str]
) -> Iterator[Table]:
    for number, (path, statement) in found:
        header = ((Text(path),), (Text(labels["review_now"]),), (Text(labels["review_better"]),))
        rows: list[tuple[Inlines, ...]] = [
            (
                (Text(key),),
                (Text(value),),
                (FillIn(f"f{number}_{key}", f"{labels['review_better']}, {path}.{key}", 14),),
            )
            for key, value in texts_of(statement)
        ]
        verdict = (
            Checkbox(f"right_{number}", labels["review_right"]),
            Text("  "),
            Checkbox(f"unsure_{number}", labels["review_unsure"]),
        )
        rows.append(
            (
                (Text(labels["review_law"]),),
                tuple(_origins(statement, pack)),
                (FillIn(f"law_{number}", f"{labels['review_law']}, {path}", 14),),
            )
        )
        rows.append(
            (
                (Text(labels["review_verdict"]),),
                verdict,
                (FillIn(f"note_{number}", f"{labels['review_verdict']}, {path}", 14),),
            )
        )
        yield Table((Text(path),), header, tuple(rows), (20, 50, 30))


def texts_of(record: BaseModel, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield dotted field and text of everything that a statement says, but for its sources and dates."""
    for name in type(record).model_fields:
        if name not in _NOT_ASKED:
            yield from _texts(f"{prefix}{name}", getattr(record, name))


def _texts(key: str, value: object) -> Iterator[tuple[str, str]]:
    match value:
        case None | bool():
            return
        case Phone():
            yield key, value.raw
        case Enum():
            yield key, str(value.value)
        case BaseModel():
            yield from texts_of(value, f"{key}.")
        case tuple():
            for index, entry in enumerate(value):
                yield from _texts(f"{key}[{index}]", entry)
        case date():
            yield key, value.isoformat()
        case _:
            yield key, " ".join(str(value).split())


def _origins(statement: Sourced, pack: LawPack) -> Iterator[Inline]:
    """Yield the citations and pages that a statement rests on, one a line, each with its date."""
    pages = {source.id: source for source in pack.sources}
    lines = [f"{a.citation}, {a.text_date}" for a in map(pack.authority, statement.authorities)]
    lines += [f"{pages[name].title}, {pages[name].text_date}: {pages[name].url}" for name in statement.sources]
    for number, line in enumerate(lines):
        if number:
            yield LineBreak()
        yield Text(line)
