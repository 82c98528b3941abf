"""``packetgen list``: what there is to build, to name and to check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from packetgen.check.engine import ALL_RULES
from packetgen.cli.surroundings import folders, one_of, put, put_json, templates_in
from packetgen.load.law import jurisdictions_in, load_law
from packetgen.load.profiles import find_profiles, load_profile
from packetgen.load.resources import law_folder
from packetgen.write.registry import FORMATS

Rows = list[tuple[str, str]]


def run(what: str, *, as_json: bool, templates: Path | None, packs: Path | None) -> None:
    """Print a list of names with a line on each."""
    one_of(what, _LISTS, "WHAT")
    template_folder, profile_folder = folders(templates, packs)
    rows = _LISTS[what](template_folder, profile_folder)
    if as_json:
        put_json([{"name": name, "about": about} for name, about in rows])
        return
    width = max((len(name) for name, _ in rows), default=0)
    for name, about in rows:
        put(f"{name:<{width}}  {about}".rstrip())


def _documents(templates: Path, _: Path) -> Rows:
    return [(slug, f"{kind.title}: {kind.subtitle}") for slug, kind in templates_in(templates).types.items()]


def _jurisdictions(_: Path, profiles: Path) -> Rows:
    rows: Rows = []
    for jurisdiction in jurisdictions_in(law_folder(profiles)):
        loaded = load_law(law_folder(profiles), jurisdiction)
        if loaded.value is None:
            rows.append((jurisdiction, "cannot be read; run `packetgen check`"))
            continue
        pack = loaded.value.pack
        reviewed = pack.status.replace("_", " ")
        rows.append((jurisdiction, f"{pack.name}, version {pack.version}, as of {pack.as_of}, {reviewed}"))
    return rows


def _profiles(_: Path, profiles: Path) -> Rows:
    rows: Rows = []
    for path in find_profiles([profiles]):
        loaded = load_profile(path)
        rows.append((path.stem, loaded.value.agency.name if loaded.value else "cannot be read; run `packetgen check`"))
    return rows


def _rules(*_: Path) -> Rows:
    return [(rule.code, rule.title) for rule in ALL_RULES]


def _formats(*_: Path) -> Rows:
    return [(name, form.media_type) for name, form in FORMATS.items()]


_LISTS: Mapping[str, Callable[[Path, Path], Rows]] = {
    "documents": _documents,
    "jurisdictions": _jurisdictions,
    "profiles": _profiles,
    "rules": _rules,
    "formats": _formats,
}
