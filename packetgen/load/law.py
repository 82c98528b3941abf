"""Law packs from ``profiles/jurisdictions/``: a folder and a jurisdiction come in, two packs go out.

Called by the command line and by batch builds.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from packetgen.diagnostics import Diagnostic, in_order
from packetgen.load.profiles import region_of
from packetgen.load.schema import Loaded, load_record
from packetgen.load.yaml_source import YamlSource, parse_yaml, read_yaml
from packetgen.model.law import LawPack
from packetgen.values import JurisdictionId, Span, nation_of


@dataclass(frozen=True, slots=True)
class Laws:
    """The packs that one agency's documents rest on."""

    law: Loaded[LawPack]
    """Of the agency's own jurisdiction."""
    nation: Loaded[LawPack]
    """Of its nation; the same when the agency's jurisdiction is a nation."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what is to be said of both packs."""
        return in_order((*self.law.diagnostics, *self.nation.diagnostics))


def load_law(folder: Path, jurisdiction: JurisdictionId, asked_at: Span | None = None) -> Loaded[LawPack]:
    """Return the pack of a jurisdiction, or every reason why there is none.

    ``asked_at`` is the line of the profile that names the jurisdiction; a finding that there is no pack points there.
    """
    path = folder / f"{jurisdiction}.yaml"
    if not path.is_file():
        return _no_pack(folder, path, jurisdiction, asked_at)
    return _pack(read_yaml(path), jurisdiction)


def parse_law(raw: bytes, path: str) -> Loaded[LawPack]:
    """Return the pack in the bytes of a file; its jurisdiction must be the file's name in ``path``."""
    return _pack(parse_yaml(raw, path), JurisdictionId(Path(path).stem))


def load_laws(folder: Path, jurisdiction: JurisdictionId, asked_at: Span | None = None) -> Laws:
    """Return the packs of a jurisdiction and of its nation; ``asked_at`` as for ``load_law``."""
    law = load_law(folder, jurisdiction, asked_at)
    nation = nation_of(jurisdiction)
    return Laws(law, law if nation == jurisdiction else load_law(folder, nation, asked_at))


def jurisdictions_in(folder: Path) -> tuple[JurisdictionId, ...]:
    """Return the jurisdictions that a folder has packs of, sorted."""
    return tuple(sorted(JurisdictionId(path.stem) for path in folder.glob("*.yaml") if path.name[0] not in "._"))


def _no_pack(folder: Path, path: Path, jurisdiction: JurisdictionId, asked_at: Span | None) -> Loaded[LawPack]:
    have = jurisdictions_in(folder)
    close = get_close_matches(jurisdiction, have, 1, 0.5)
    finding = Diagnostic(
        "PG301",
        f"there is no law pack for `{jurisdiction}`",
        asked_at or Span(path.as_posix(), 1),
        hint=f"add the file {path.as_posix()}; `packetgen list jurisdictions` names those that there are",
        label=f"did you mean `{close[0]}`?" if close else "",
        length=len(jurisdiction) if asked_at else 1,
        subject="agency.jurisdiction",
    )
    return Loaded(None, (finding,), YamlSource(path.as_posix(), {}))


def _pack(source: YamlSource, jurisdiction: JurisdictionId) -> Loaded[LawPack]:
    loaded = load_record(LawPack, source, {"region": region_of(source.data)})
    extra = (*_other_name(loaded, jurisdiction), *_authority_and_source(loaded))
    if not extra:
        return loaded
    return Loaded(None, in_order((*loaded.diagnostics, *extra)), source)


def _other_name(loaded: Loaded[LawPack], jurisdiction: JurisdictionId) -> tuple[Diagnostic, ...]:
    match loaded.source.data:
        case {"pack": {"jurisdiction": str(name)}} if name.lower() != jurisdiction:
            place = loaded.place("pack.jurisdiction")
            message = f"`pack.jurisdiction` is {name}, but the file is called {jurisdiction}.yaml"
            hint = f"write `{jurisdiction}`, or rename the file to {name.lower()}.yaml"
            return (
                Diagnostic("PG302", message, place.span, hint=hint, length=place.length, subject="pack.jurisdiction"),
            )
    return ()


def _authority_and_source(loaded: Loaded[LawPack]) -> tuple[Diagnostic, ...]:
    """Return a finding for each source that has an authority's id: a statement could not tell which it names."""
    data = loaded.source.data
    authorities = {_id(entry) for entry in _entries(data, "authorities")} - {None}
    found = []
    for index, entry in enumerate(_entries(data, "sources")):
        if _id(entry) in authorities:
            path = f"sources[{index}].id"
            place = loaded.place(path)
            message = f"`{path}` {_id(entry)} is also the id of an authority"
            found.append(
                Diagnostic("PG303", message, place.span, hint="rename one of them", length=place.length, subject=path)
            )
    return tuple(found)


def _entries(data: dict[str, object], key: str) -> list[object]:
    value = data.get(key)
    return value if isinstance(value, list) else []


def _id(entry: object) -> object:
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else None
