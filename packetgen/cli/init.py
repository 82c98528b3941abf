"""``packetgen init``: a commented profile or law pack to fill in, and beside it the schema for the editor."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import typer

from packetgen.batch.files import write_whole
from packetgen.cli.first_text import law_text, profile_text
from packetgen.cli.schema import schema_text
from packetgen.cli.surroundings import command_line, is_terminal, one_of, put, say, today
from packetgen.diagnostics import Diagnostic, PacketgenError, Severity
from packetgen.load.law import jurisdictions_in, load_law, parse_law
from packetgen.load.profiles import RESERVED_NAMES, parse_profile
from packetgen.load.resources import law_folder
from packetgen.model.profile import AgencyType
from packetgen.model.shelf_life import OLDEST
from packetgen.values import JURISDICTION_PATTERN, JurisdictionId, nation_of

SCHEMA_FILE = "packetgen-{}.schema.json"
"""Name of the schema beside a new file, by the kind of file."""


def run(
    path: Path | None,
    name: str | None,
    jurisdiction: str | None,
    kind: str | None,
    *,
    ask: bool,
    packs: Path | None,
) -> None:
    """Write the profile. Asks for what is missing in a terminal; elsewhere a missing option is wrong usage."""
    known = jurisdictions_in(law_folder(packs))
    kinds = [kind.value for kind in AgencyType]
    given = {"--name": (name or "").strip(), "--jurisdiction": jurisdiction, "--type": kind}
    _answerable(given, ask=ask)
    name = given["--name"] or _asked("The agency's full official name", None)
    jurisdiction = one_of(
        jurisdiction or _asked("Its state or nation", known), known, "--jurisdiction", "packetgen list jurisdictions"
    )
    kind = one_of(kind or _asked("What kind of agency it is", kinds), kinds, "--type")
    target = _target(path, Path(f"{slug_of(name)}.yaml"))
    text = profile_text(slug_of(target.stem), name, jurisdiction, kind, SCHEMA_FILE.format("profile"))
    _write(target, text, "profile", parse_profile(text.encode(), target.as_posix()).diagnostics)
    say(f"Fill it in, then run: {command_line(['packetgen', 'check', str(target)])}")


def run_law(
    jurisdiction: str | None, name: str | None, rests_on: Sequence[str], *, ask: bool, packs: Path | None
) -> None:
    """Write a law pack among the others. Asks for what is missing in a terminal; elsewhere that is wrong usage.

    Raises PacketgenError where the nation's pack, whose emergency number is taken over, cannot be read.
    """
    folder = law_folder(packs)
    known = jurisdictions_in(folder)
    given = {"--name": (name or "").strip(), "--jurisdiction": jurisdiction}
    _answerable(given, ask=ask)
    name = given["--name"] or _asked("The jurisdiction's name in a sentence, such as Example Nation", None)
    jurisdiction = jurisdiction or _asked("Its short name, such as us-example-nation", None)
    nation = nation_of(JurisdictionId(jurisdiction))
    if nation not in known or nation == jurisdiction or not re.fullmatch(JURISDICTION_PATTERN, jurisdiction):
        nations = ", ".join(f"{one}-" for one in known if "-" not in one)
        message = f"`{jurisdiction}` must be the code of its nation and a name in lower-case letters, after {nations}"
        raise typer.BadParameter(message, param_hint="--jurisdiction")
    for other in rests_on:
        one_of(other, known, "--rests-on", "packetgen list jurisdictions")
    target = _target(folder, Path(f"{jurisdiction}.yaml"))
    shared = load_law(folder, nation)
    if shared.value is None:
        raise PacketgenError(shared.diagnostics)
    day = today()
    header = {
        "jurisdiction": jurisdiction,
        "name": name,
        "version": "0.1",
        "as_of": day,
        "next_review": day + OLDEST,
        "rests_on": list(rests_on),
    }
    text = law_text(header, shared.value.emergency_number.display, SCHEMA_FILE.format("law"))
    _write(target, text, "law", parse_law(text.encode(), target.as_posix()).diagnostics)
    say(f"Fill it in, then run: {command_line(['packetgen', 'law', jurisdiction])}")


def _answerable(given: Mapping[str, str | None], *, ask: bool) -> None:
    """Make sure that what is not given can be asked for. Raises typer.BadParameter where nobody is there."""
    missing = [option for option, value in given.items() if not value]
    if missing and not (ask and is_terminal()):
        raise typer.BadParameter("nobody can be asked here, so it must be given", param_hint=", ".join(missing))


def _write(target: Path, text: str, kind: str, diagnostics: Iterable[Diagnostic]) -> None:
    """Write a new file and its schema. Raises typer.BadParameter when the name given would spoil the file."""
    faults = [d for d in diagnostics if d.severity is Severity.ERROR]
    if faults:
        raise typer.BadParameter(f"{faults[0].message}; {faults[0].hint}", param_hint="--name")
    write_whole(target, text.encode())
    write_whole(target.parent / SCHEMA_FILE.format(kind), (schema_text(kind) + "\n").encode())
    put(target.as_posix())


def _target(path: Path | None, own: Path) -> Path:
    """Return the file to write: in a folder its own name, with an extension that editors know.

    Raises typer.BadParameter for a file that is there and for a name that Windows cannot have.
    """
    target = own if path is None else path / own if os.path.isdir(path) else path  # noqa: PTH112 - it never raises
    if target.suffix.lower() not in {".yaml", ".yml"}:
        target = target.with_name(f"{target.name}.yaml")
    if os.path.lexists(target):
        raise typer.BadParameter(
            f"{target.as_posix()} is there already and is left as it is; choose another name", param_hint="PATH"
        )
    if target.stem.casefold() in RESERVED_NAMES:
        raise typer.BadParameter(
            f"Windows keeps the name {target.stem} for a device; choose another name", param_hint="PATH"
        )
    return target


def slug_of(name: str) -> str:
    """Return a name as a slug: "Doña Ana County" becomes "dona-ana-county"; "agency" when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "agency"


def _asked(question: str, known: Iterable[str] | None) -> str:
    """Return what a person answers; asks again until it is one of the known answers."""
    names = list(known or ())
    if names:
        say(f"{question}: {', '.join(names)}")
    while True:
        answer = str(typer.prompt(question, err=True)).strip()
        if answer in names or (answer and not names):
            return answer
        say(f"Please write one of: {', '.join(names)}" if names else "Please write a name")
