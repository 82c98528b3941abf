"""``packetgen init``: a commented profile to fill in, and beside it the schema for the editor."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import typer

from packetgen.batch.files import write_whole
from packetgen.cli.profile_text import profile_text
from packetgen.cli.schema import schema_text
from packetgen.cli.surroundings import command_line, is_terminal, one_of, put, say
from packetgen.diagnostics import Severity
from packetgen.load.law import jurisdictions_in
from packetgen.load.profiles import RESERVED_NAMES, parse_profile
from packetgen.load.resources import law_folder
from packetgen.model.profile import AgencyType

SCHEMA_FILE = "packetgen-profile.schema.json"


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
    missing = [option for option, value in given.items() if not value]
    if missing and not (ask and is_terminal()):
        raise typer.BadParameter("nobody can be asked here, so it must be given", param_hint=", ".join(missing))
    name = given["--name"] or _asked("The agency's full official name", None)
    jurisdiction = one_of(
        jurisdiction or _asked("Its state or nation", known), known, "--jurisdiction", "packetgen list jurisdictions"
    )
    kind = one_of(kind or _asked("What kind of agency it is", kinds), kinds, "--type")
    target = _target(path, name)
    text = profile_text(slug_of(target.stem), name, jurisdiction, kind, SCHEMA_FILE)
    faults = [d for d in parse_profile(text.encode(), target.as_posix()).diagnostics if d.severity is Severity.ERROR]
    if faults:
        raise typer.BadParameter(f"{faults[0].message}; {faults[0].hint}", param_hint="--name")
    write_whole(target, text.encode())
    write_whole(target.parent / SCHEMA_FILE, (schema_text("profile") + "\n").encode())
    put(target.as_posix())
    say(f"Fill it in, then run: {command_line(['packetgen', 'check', str(target)])}")


def _target(path: Path | None, name: str) -> Path:
    """Return the file to write: in a folder one named after the agency, with an extension that editors know.

    Raises typer.BadParameter for a file that is there and for a name that Windows cannot have.
    """
    own = Path(f"{slug_of(name)}.yaml")
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
