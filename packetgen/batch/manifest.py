"""The manifest: what stands in an output folder, from which inputs, with which facts; ``OUT/manifest.json``.

Read before a build to know what is up to date, written after it. Holds no times and no absolute paths, so that the
same inputs leave the same bytes wherever they are built.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from packetgen.batch.files import alone, write_whole
from packetgen.diagnostics import Diagnostic, Severity
from packetgen.values import fingerprint

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One written file."""

    path: str
    """Below the output folder, with forward slashes."""
    profile: str
    document: str
    format: str
    language: str
    status: str
    sha256: str
    inputs: str
    """Fingerprint of everything that made the file."""
    facts: tuple[str, ...]
    """Facts of profile and law that the document used."""
    gaps: tuple[str, ...]
    """Facts that it lacked."""
    open_items: tuple[str, ...]
    law: tuple[tuple[str, str], ...]
    """Jurisdiction and version of each law pack."""
    built_on: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file of an output folder, by path."""

    entries: Mapping[str, Entry]

    def updated(self, new: Iterable[Entry]) -> Manifest:
        """Return the manifest with entries added or replaced."""
        return Manifest({**self.entries, **{entry.path: entry for entry in new}})


def read_manifest(folder: Path) -> tuple[Manifest, tuple[Diagnostic, ...]]:
    """Return the manifest of a folder; an empty one and a warning when it is damaged."""
    path = folder / MANIFEST
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        entries = [_entry(item, raw["facts"]) for item in raw["files"]]
    except FileNotFoundError:
        return Manifest({}), ()
    except (OSError, ValueError, KeyError, TypeError) as fault:
        finding = Diagnostic(
            "PG602",
            f"the manifest {path.as_posix()} cannot be read: {fault}",
            hint="it is made anew; files that it no longer knows are overwritten only with `--force`",
            severity=Severity.WARNING,
        )
        return Manifest({}), (finding,)
    return Manifest({entry.path: entry for entry in entries}), ()


def record(folder: Path, entries: Iterable[Entry], version: str) -> None:
    """Add what a build wrote to the manifest as it stands now: another build may have added to it meanwhile.

    Raises PacketgenError when it cannot be written.
    """
    new = list(entries)
    if not new:
        return
    with alone(folder):
        now, _ = read_manifest(folder)
        write_manifest(folder, now.updated(new), version)


def write_manifest(folder: Path, manifest: Manifest, version: str) -> None:
    """Write the manifest of a folder; raises PacketgenError when it cannot be written.

    The formats of a document share their list of facts, so each list stands once, under its fingerprint.
    """
    facts: dict[str, tuple[str, ...]] = {}
    files = []
    for entry in sorted(manifest.entries.values()):
        name = fingerprint("\n".join(entry.facts))
        facts[name] = entry.facts
        files.append({**asdict(entry), "facts": name})
    whole = {"format": FORMAT, "packetgen": version, "files": files, "facts": dict(sorted(facts.items()))}
    write_whole(folder / MANIFEST, (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode())


def _entry(item: Mapping[str, object], facts: Mapping[str, object]) -> Entry:
    values = {**item, "facts": facts[str(item["facts"])]}
    return Entry(**{name: _frozen(value) for name, value in values.items()})  # type: ignore[arg-type]


def _frozen(value: object) -> object:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
