"""Law packs from ``profiles/jurisdictions/``: a folder and a jurisdiction come in, the packs that hold there go out.

Called by the command line and by batch builds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from packetgen.diagnostics import Diagnostic, in_order
from packetgen.load.law_faults import collisions, faults_of_file, faults_of_pack
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
    others: tuple[Loaded[LawPack], ...] = ()
    """Of those whose law holds there too, the nearest first; the nation's is the last."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is to be said of them."""

    @property
    def all(self) -> tuple[Loaded[LawPack], ...]:
        """Return the packs, the agency's own first."""
        return (self.law, *self.others)

    @property
    def are_readable(self) -> bool:
        """Return whether documents can be made from them."""
        return all(one.value for one in self.all)


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
    """Return the packs of a jurisdiction and of those it rests on; ``asked_at`` as for ``load_law``."""
    law = load_law(folder, jurisdiction, asked_at)
    nation = nation_of(jurisdiction)
    named = law.value.pack.rests_on if law.value else ()
    places = {name: law.place(f"pack.rests_on[{i}]").span for i, name in enumerate(named) if name != nation}
    beside = {**places, nation: asked_at}
    others = tuple(load_law(folder, name, place) for name, place in beside.items() if name != jurisdiction)
    found = [finding for one in (law, *others) for finding in one.diagnostics]
    found += [fault for other in others if other.value for fault in collisions(law, other.value)]
    found += _shared(law, asked_at)
    return Laws(law, others, in_order(found))


def _shared(law: Loaded[LawPack], asked_at: Span | None) -> Iterator[Diagnostic]:
    """Yield why a pack cannot be an agency's own: it holds only what the parts of a nation share."""
    if law.value and law.value.pack.is_shared:
        name = law.value.pack.name
        message = f"the pack of {name} holds only what its parts share, no law of one jurisdiction"
        hint = "name the part in which the agency works, for example `gb-eng`"
        yield Diagnostic("PG304", message, asked_at, hint=hint, subject="agency.jurisdiction")


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
    extra = (*_other_name(loaded, jurisdiction), *faults_of_file(source), *faults_of_pack(loaded))
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
