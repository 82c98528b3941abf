"""Sheets that people fill in by hand: whom to call before the next print, and which facts a packet still lacks.

Calls and gaps come in, Documents go out, which the Word writer writes; called by ``packetgen check``. The words come
from the labels of the sheets' language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from packetgen.assemble.calls import Call, Printed
from packetgen.assemble.dates import long_date
from packetgen.model.document import (
    Audience,
    Blocks,
    Document,
    FillIn,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Paragraph,
    Provenance,
    Section,
    Status,
    Strong,
    Table,
    Text,
)
from packetgen.values import BuildStamp, Fingerprint, Slug

LANGUAGE = "en-US"
"""Language of the sheets: that of the labels they are made with."""


@dataclass(frozen=True, slots=True)
class MissingEntry:
    """A fact that an agency's documents lack."""

    agency: str
    """Name of the agency."""
    path: str
    """Dotted path of the fact in the profile or the law pack."""
    label: str
    """What is missing, in the reader's words."""
    places: tuple[str, ...]
    """Documents that need it, each with the number of its gap there."""


def call_sheet(calls: Sequence[Call], labels: Mapping[str, str], stamp: BuildStamp) -> Document:
    """Return the sheet of all numbers that are due for a call, one row a number."""
    rows = tuple(_call_row(number, call, labels) for number, call in enumerate(calls, 1))
    header = tuple((Text(labels[f"calls_{key}"]),) for key in ("number", "printed", "said", "result", "signed"))
    intro = Paragraph((Text(labels["calls_intro"]),))
    table = Table((Text(labels["calls_title"]),), header, rows, (16, 27, 24, 18, 15))
    blocks: Blocks = (intro, table) if rows else (Paragraph((Text(labels["calls_none"]),)),)
    return sheet("call-sheet", labels["calls_title"], blocks, labels, stamp)


def _call_row(number: int, call: Call, labels: Mapping[str, str]) -> tuple[Inlines, ...]:
    entries = call.entries
    return (
        (Strong((Link(call.dials, (Text(call.number),)),)),),
        _lines([_where(entry, labels) for entry in entries]),
        _lines(list(dict.fromkeys(line for entry in entries for line in entry.says))),
        (FillIn(f"result_{number}", f"{labels['calls_result']}, {call.number}", 10),),
        (FillIn(f"signed_{number}", f"{labels['calls_signed']}, {call.number}", 7),),
    )


def _where(entry: Printed, labels: Mapping[str, str]) -> str:
    last = long_date(entry.last_verified, LANGUAGE) if entry.last_verified else labels["calls_never"]
    return f"{entry.name} ({labels.get(entry.channel, entry.channel)}; {entry.owner}; {last})"


def gap_sheet(missing: Iterable[MissingEntry], labels: Mapping[str, str], stamp: BuildStamp) -> Document:
    """Return the sheet of all facts that documents lack, one section an agency, with room to write each in."""
    sections = tuple(
        _gap_section(number, agency, tuple(entries), labels)
        for number, (agency, entries) in enumerate(groupby(missing, key=lambda entry: entry.agency), 1)
    )
    first = labels["gaps_intro"] if sections else labels["gaps_none"]
    return sheet("gap-sheet", labels["gaps_title"], (Paragraph((Text(first),)), *sections), labels, stamp)


def _gap_section(number: int, agency: str, entries: Sequence[MissingEntry], labels: Mapping[str, str]) -> Section:
    header = tuple((Text(labels[f"gaps_{key}"]),) for key in ("fact", "needed", "answer", "source"))
    rows = tuple(
        (
            _lines([f"{entry.label[:1].upper()}{entry.label[1:]}", entry.path]),
            _lines(list(entry.places)),
            (FillIn(f"answer_{number}_{row}", f"{labels['gaps_answer']}, {entry.label}", 18),),
            (FillIn(f"source_{number}_{row}", f"{labels['gaps_source']}, {entry.label}", 12),),
        )
        for row, entry in enumerate(entries, 1)
    )
    caption = (Text(f"{labels['gaps_title']}, {agency}"),)
    return Section(f"agency-{number}", 1, (Text(agency),), (Table(caption, header, rows, (30, 25, 27, 18)),))


def _lines(lines: Sequence[str]) -> Inlines:
    nodes: list[Inline] = []
    for line in lines:
        nodes += [LineBreak(), Text(line)] if nodes else [Text(line)]
    return tuple(nodes)


def sheet(slug: str, title: str, blocks: Blocks, labels: Mapping[str, str], stamp: BuildStamp) -> Document:
    """Return a document for staff around the blocks; it is a working paper, so nothing on it is a draft."""
    nothing = Fingerprint("")
    return Document(
        slug=Slug(slug),
        profile_id=Slug("sheets"),
        title=title,
        subtitle=labels["last_known"].format(date=_long(stamp.as_of)),
        agency="",
        language=LANGUAGE,
        audience=Audience.STAFF,
        status=Status.FINAL,
        blocks=blocks,
        provenance=Provenance(stamp.version, nothing, nothing, nothing, (), stamp.built_on, stamp.as_of),
        labels=tuple(sorted({**labels, "status_final": labels["sheet_status"]}.items())),
    )


def _long(day: date) -> str:
    return long_date(day, LANGUAGE)
