"""``packetgen init``: a commented profile to fill in, and beside it the schema for the editor."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import typer

from packetgen.batch.files import write_whole
from packetgen.cli.profile_text import profile_text
from packetgen.cli.schema import schema_text
from packetgen.cli.surroundings import folders, is_terminal, one_of, put, say
from packetgen.load.law import jurisdictions_in
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
    known = jurisdictions_in(folders(None, packs)[1] / "jurisdictions")
    asking = ask and is_terminal()
    name = name or _answer("The agency's full official name", "--name", asking)
    jurisdiction = jurisdiction or _choice("Its state or nation", "--jurisdiction", known, asking)
    kind = kind or _choice("What kind of agency it is", "--type", [t.value for t in AgencyType], asking)
    one_of(jurisdiction, known, "--jurisdiction")
    one_of(kind, [t.value for t in AgencyType], "--type")
    target = path or Path(f"{slug_of(name)}.yaml")
    if target.exists():
        raise typer.BadParameter(
            f"{target.as_posix()} is there already and is left as it is; choose another name", param_hint="PATH"
        )
    write_whole(target, profile_text(slug_of(target.stem), name, jurisdiction, kind, SCHEMA_FILE).encode())
    write_whole(target.parent / SCHEMA_FILE, (schema_text("profile") + "\n").encode())
    put(target.as_posix())
    say(f"Fill it in, then run: packetgen check {target.as_posix()}")


def slug_of(name: str) -> str:
    """Return a name as a slug: "Doña Ana County" becomes "dona-ana-county"; "agency" when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "agency"


def _answer(question: str, option: str, asking: bool) -> str:
    if not asking:
        raise typer.BadParameter("is needed where nobody can be asked", param_hint=option)
    return str(typer.prompt(question, err=True))


def _choice(question: str, option: str, known: Iterable[str], asking: bool) -> str:
    if asking:
        say(f"{question}: {', '.join(known)}")
    return _answer(question, option, asking)
