"""Agency profiles from ``profiles/agencies/``: paths come in, Loaded[AgencyProfile] go out.

Called by the command line and by batch builds. What one profile says against the law or against itself is for
``check``; here are the faults of files and of a folder of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from packetgen.diagnostics import Diagnostic
from packetgen.load.schema import Loaded, load_record
from packetgen.load.yaml_source import YamlSource, parse_yaml, read_yaml
from packetgen.model.profile import AgencyProfile
from packetgen.values import JurisdictionId, nation_of

RESERVED_NAMES = frozenset({"con", "prn", "aux", "nul"}) | {f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10)}
"""Names that Windows gives to no file or folder, whatever the extension (Microsoft, "Naming Files")."""


def load_profile(path: Path) -> Loaded[AgencyProfile]:
    """Return the profile in a file, or every reason why there is none."""
    return _profile(read_yaml(path), path.stem)


def parse_profile(raw: bytes, path: str) -> Loaded[AgencyProfile]:
    """Return the profile in the bytes of a file; ``path`` is only for messages."""
    return _profile(parse_yaml(raw, path), Path(path).stem)


def find_profiles(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the profile files that paths mean: files as they are, folders as the ``.yaml`` files in them.

    ``profiles/`` means ``profiles/agencies/``. A folder without profiles is returned itself, so that loading it says
    so. Sorted by name, each file once.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files_of(path):
            found.setdefault(_whole(file), file)
    return tuple(sorted(found.values(), key=lambda file: (file.name.casefold(), file.as_posix())))


def clashes(loaded: Iterable[Loaded[AgencyProfile]]) -> tuple[Diagnostic, ...]:
    """Return a finding for each profile whose folder in the output another profile already has.

    Ids are compared as file systems that do not tell capitals from small letters do it.
    """
    first: dict[str, Loaded[AgencyProfile]] = {}
    found: list[Diagnostic] = []
    for one in loaded:
        name = one.value.profile_id.casefold() if one.value else ""
        if name and name in first:
            place = one.place("profile_id")
            other = first[name].place("profile_id").span
            message = f"`profile_id` {name} is also the id of {other.path}"
            found.append(
                Diagnostic("PG210", message, place.span, hint="give each profile an id of its own", length=place.length)
            )
        first.setdefault(name, one)
    return tuple(found)


def region_of(data: object) -> str:
    """Return the region by which a file's phone numbers are read: "US" for ``us-mo``, the default too."""
    match data:
        case {"agency": {"jurisdiction": str(code)}} | {"pack": {"jurisdiction": str(code)}} if len(code) > 1:
            return nation_of(JurisdictionId(code)).upper()
    return "US"


def _profile(source: YamlSource, stem: str) -> Loaded[AgencyProfile]:
    loaded = load_record(AgencyProfile, source, {"region": region_of(source.data)})
    extra = tuple(_names(loaded, stem))
    if not extra:
        return loaded
    return Loaded(None, (*loaded.diagnostics, *extra), source)


def _names(loaded: Loaded[AgencyProfile], stem: str) -> Iterator[Diagnostic]:
    name = loaded.source.data.get("profile_id")
    place = loaded.place("profile_id")
    if isinstance(name, str) and name.casefold() in RESERVED_NAMES:
        yield Diagnostic(
            "PG211",
            f"`profile_id` {name} is a name that Windows keeps for a device",
            place.span,
            hint=f"choose another, for example `{name}-county-prosecutor`",
            length=place.length,
            subject="profile_id",
        )
    if stem.casefold() in RESERVED_NAMES:
        yield Diagnostic(
            "PG211", f"the file name {stem} is one that Windows keeps for a device", place.span, hint="rename the file"
        )


def _whole(path: Path) -> Path:
    """Return a path by which the same file is known again; as it is where that cannot be found out."""
    try:
        return path.resolve()
    except OSError:
        return path


def _files_of(path: Path) -> Iterable[Path]:
    """Return the profiles that a path means, or the path itself where none can be seen: loading it says why."""
    try:
        if not path.is_dir():
            return (path,)
        inner = path / "agencies"
        names = sorted((inner if inner.is_dir() else path).iterdir())
        files = [f for f in names if f.suffix.lower() in {".yaml", ".yml"} and f.is_file() and f.name[0] not in "._"]
    except OSError:
        return (path,)
    return files or (path,)
