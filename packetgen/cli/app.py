"""The command line: ``packetgen --help``. Each command's work stands in a module of its own, imported when it runs.

The late imports keep the start light: help and completion load no model, no template engine and no writer.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path
from typing import Annotated

import typer

from packetgen import __version__
from packetgen.cli.options import (
    Accept,
    AgencyJurisdiction,
    AgencyKind,
    AgencyName,
    AsOf,
    CallSheet,
    CheckedFinal,
    Diff,
    Document,
    Documents,
    Explained,
    Final,
    Force,
    Formats,
    GapSheet,
    Jobs,
    Json,
    Jurisdiction,
    Language,
    Listed,
    NewFile,
    NewLaw,
    NoInput,
    Out,
    Output,
    Packs,
    Plan,
    Profile,
    Profiles,
    Report,
    RestsOn,
    ReviewSheet,
    SchemaOf,
    SomeProfiles,
    Stage,
    Strict,
    Templates,
    UsedBy,
    WhoseProfile,
    Yes,
)

app = typer.Typer(
    name="packetgen",
    help="Assemble policies and victim information packets on what happens after a conviction.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"packetgen {__version__}")
        raise typer.Exit


@app.callback()
def _packetgen(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Assemble policies and victim information packets on what happens after a conviction."""


@app.command(short_help="Build the documents of agencies.")
def build(
    profiles: Profiles,
    document: Documents = None,
    format: Formats = None,  # noqa: A002 - the option's name
    language: Language = None,
    out: Out = Path("out"),
    jobs: Jobs = None,
    as_of: AsOf = None,
    final: Final = False,
    force: Force = False,
    plan: Plan = False,
    as_json: Json = False,
    templates: Templates = None,
    packs: Packs = None,
) -> None:
    """Build the documents of agencies into OUT/<profile>/<document>.<format>, with OUT/manifest.json."""
    from packetgen.cli.build import run
    from packetgen.cli.surroundings import cores

    run(
        profiles,
        documents=tuple(document or ()),
        formats=tuple(format or ()),
        language=language or "",
        out=out,
        jobs=jobs or cores(),
        as_of=as_of,
        final=final,
        force=force,
        plan=plan,
        as_json=as_json,
        templates=templates,
        packs=packs,
    )


@app.command(short_help="Check profiles, law, templates and written files.")
def check(
    profiles: SomeProfiles = None,
    output: Output = None,
    final: CheckedFinal = False,
    strict: Strict = False,
    report: Report = "text",
    call_sheet: CallSheet = None,
    gap_sheet: GapSheet = None,
    as_of: AsOf = None,
    templates: Templates = None,
    packs: Packs = None,
) -> None:
    """Check profiles, law, templates and, with --output, written files; without profiles, all that packetgen has."""
    from packetgen.cli.check import run
    from packetgen.cli.sheets import Sheets

    run(
        profiles or [],
        output,
        Sheets(call_sheet, gap_sheet),
        final=final,
        strict=strict,
        report=report,
        as_of=as_of,
        templates=templates,
        packs=packs,
    )


@app.command(short_help="Write a commented profile or law pack to fill in.")
def init(
    path: NewFile = None,
    name: AgencyName = None,
    jurisdiction: AgencyJurisdiction = None,
    type: AgencyKind = None,  # noqa: A002 - the option's name
    law: NewLaw = False,
    rests_on: RestsOn = None,
    no_input: NoInput = False,
    packs: Packs = None,
) -> None:
    """Write a commented profile to fill in: by asking in a terminal, from the options elsewhere.

    With --law, write a law pack among the others, such as that of a tribal nation.
    """
    from packetgen.cli.init import run, run_law

    if law and (path or type):
        raise typer.BadParameter("a law pack has no kind, and its file is named by --jurisdiction", param_hint="--law")
    if rests_on and not law:
        raise typer.BadParameter("only a law pack rests on others; add --law", param_hint="--rests-on")
    if law:
        run_law(jurisdiction, name, rests_on or (), ask=not no_input, packs=packs)
    else:
        run(path, name, jurisdiction, type, ask=not no_input, packs=packs)


@app.command("list")
def list_(
    what: Listed,
    as_json: Json = False,
    templates: Templates = None,
    packs: Packs = None,
) -> None:
    """List documents, jurisdictions, profiles, rules or formats."""
    from packetgen.cli.listing import run

    run(what, as_json=as_json, templates=templates, packs=packs)


@app.command(short_help="Show a document on its way: facts, Markdown or tree.")
def show(
    profile: Profile,
    document: Document,
    stage: Stage = "tree",
    language: Language = None,
    as_of: AsOf = None,
    templates: Templates = None,
    packs: Packs = None,
) -> None:
    """Show a document on its way: the facts a template may use, the Markdown, or the tree with ids and origins."""
    from packetgen.cli.show import run

    run(profile, document, stage, language or "", as_of, templates, packs)


@app.command(short_help="Explain a finding, or a section's origins.")
def explain(
    what: Explained,
    profile: WhoseProfile = None,
    as_of: AsOf = None,
    templates: Templates = None,
    packs: Packs = None,
) -> None:
    """Explain what a finding means, or where a section's words and facts come from."""
    from packetgen.cli.explain import run

    run(what, profile, as_of, templates, packs)


@app.command(short_help="Show what the law packs hold, with sources and gaps.")
def law(
    jurisdiction: Jurisdiction = None,
    diff: Diff = None,
    used_by: UsedBy = None,
    review_sheet: ReviewSheet = False,
    accept: Accept = None,
    yes: Yes = False,
    as_of: AsOf = None,
    as_json: Json = False,
    templates: Templates = None,
    packs: Packs = None,
) -> None:
    """Show what a law pack holds, with its sources, dates and gaps; without a jurisdiction, how far each pack goes."""
    from packetgen.cli.law import ReviewSheets, run

    sheets = ReviewSheets(review_sheet, accept, yes, templates)
    run(jurisdiction, diff, used_by, as_of, sheets, as_json=as_json, packs=packs)


@app.command(short_help="Write the JSON Schema, for editors.")
def schema(
    what: SchemaOf,
) -> None:
    """Write the JSON Schema of profiles, law packs or document types, for editors."""
    from packetgen.cli.schema import run

    run(what)


@app.command(short_help="Tell whether this machine can build every format.")
def doctor(templates: Templates = None) -> None:
    """Tell whether this machine can build every format, and the cure if not."""
    from packetgen.cli.doctor import run

    run(templates)


def main() -> None:
    """Run the command line and leave with its exit code: 0, 1 findings, 2 usage, 3 a bug, 130 interrupted."""
    _plain_streams()
    sys.exit(_run())


def _run() -> int:
    from packetgen.diagnostics import PacketgenError

    try:
        result = app(standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        typer.echo(err=True)  # a question may stand on the line
        result = 130
    except typer.TyperException as fault:
        fault.show()  # type: ignore[attr-defined]  # the class that shows itself has no public name
        return int(fault.exit_code)
    except PacketgenError as fault:
        from packetgen.cli.surroundings import tell

        tell(fault.diagnostics)
        return 1
    except Exception:  # noqa: BLE001 - the last door: a bug must not end in a traceback on a user's screen
        return _bug()
    if result == 130:
        typer.echo("interrupted; every file that was written is whole", err=True)
    return result if isinstance(result, int) else 0


def _bug() -> int:
    trace = f"packetgen {__version__}, Python {sys.version}, {sys.platform}\n\n{traceback.format_exc()}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="packetgen-bug-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write(trace)
        where = f"  what happened is in {file.name}\n\nhint: send that file to whoever keeps packetgen for you"
    except OSError:
        where = f"{trace}\nhint: send these lines to whoever keeps packetgen for you"
    typer.echo(
        f"error[PG901]: this is a bug in packetgen; nothing of yours is at fault and no file was damaged\n{where}",
        err=True,
    )
    return 3


def _plain_streams() -> None:
    """Let consoles that know no Unicode show replacements instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace", line_buffering=False)
