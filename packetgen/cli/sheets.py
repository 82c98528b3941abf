"""The two sheets of ``packetgen check``: numbers that are due for a call, facts that are missing.

What a check has seen comes in, files go out: DOCX to fill in, and of the calls a CSV for a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from packetgen.assemble.calls import Call, due_calls
from packetgen.assemble.pipeline import Assembled
from packetgen.assemble.sheets import LANGUAGE, MissingEntry, call_sheet, gap_sheet
from packetgen.batch.files import write_whole
from packetgen.cli.surroundings import say
from packetgen.model.document import Document
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from packetgen.model.style import Style
from packetgen.model.template import TemplateSet
from packetgen.values import BuildStamp, JurisdictionId
from packetgen.write.registry import FORMATS

_COLUMNS = ("number", "channel", "name", "printed in", "place", "what is said", "last verified", "due since")
_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Sheets:
    """Which sheets are wanted, and the files to write them to."""

    calls: Path | None = None
    gaps: Path | None = None


@dataclass
class Seen:
    """What a check has met that the sheets tell of."""

    profiles: list[AgencyProfile] = field(default_factory=list)
    packs: dict[JurisdictionId, LawPack] = field(default_factory=dict)
    _missing: dict[tuple[str, str], tuple[str, list[str]]] = field(default_factory=dict)

    def note(self, profile: AgencyProfile, assembled: Assembled) -> None:
        """Note the gaps of a document."""
        for gap in assembled.rendered.gaps:
            entry = self._missing.setdefault((profile.agency.name, gap.field), (gap.label, []))
            entry[1].append(f"{assembled.document.title}, gap {gap.number}")

    @property
    def missing(self) -> Iterator[MissingEntry]:
        """Yield the missing facts, agency by agency, each with all places that need it."""
        for (agency, path), (label, places) in sorted(self._missing.items(), key=lambda item: item[0][0]):
            yield MissingEntry(agency, path, label, tuple(places))


def write_sheets(sheets: Sheets, seen: Seen, templates: TemplateSet, style: Style, stamp: BuildStamp) -> None:
    """Write the sheets that are wanted. Raises PacketgenError where a file cannot be written."""
    labels = templates.labels[LANGUAGE.partition("-")[0]]
    if sheets.calls:
        calls = due_calls(seen.profiles, _callable(seen), stamp.as_of)
        _write(sheets.calls.with_suffix(".docx"), call_sheet(calls, labels, stamp), style)
        path = sheets.calls.with_suffix(".csv")
        write_whole(path, _csv(calls))
        say(
            f"{len(calls)} {'number' if len(calls) == 1 else 'numbers'} to call: {path.with_suffix('.docx')} and {path}"
        )
    if sheets.gaps:
        missing = list(seen.missing)
        path = sheets.gaps.with_suffix(".docx")
        _write(path, gap_sheet(missing, labels, stamp), style)
        say(f"{len(missing)} {'fact' if len(missing) == 1 else 'facts'} to fill in: {path}")


def _callable(seen: Seen) -> Iterable[LawPack]:
    """Return the packs whose numbers ring: with fictional agencies alone, nobody calls the lines of a real nation."""
    real = any(not profile.fictional for profile in seen.profiles)
    return [pack for pack in seen.packs.values() if real or pack.pack.fictional]


def _write(path: Path, document: Document, style: Style) -> None:
    assets: Mapping[str, bytes] = {}
    write_whole(path, FORMATS["docx"].write(document, style, assets))


def _csv(calls: Sequence[Call]) -> bytes:
    """Return the calls as CSV in UTF-8 with a byte order mark, by which Excel knows the encoding."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    for call in calls:
        for entry in call.entries:
            due = entry.due.isoformat() if entry.last_verified else ""
            last = entry.last_verified.isoformat() if entry.last_verified else ""
            says = "; ".join(entry.says)
            cells = (call.number, entry.channel, entry.name, entry.owner, entry.path, says, last, due)
            rows.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig")
