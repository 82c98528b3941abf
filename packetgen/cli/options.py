"""The arguments and options that commands take: what they are called, what help says of them, what completes them.

Read by ``app``, which says which command takes which.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from packetgen.cli.completion import agency_types, among, documents, jurisdictions

Profiles = Annotated[
    list[Path],
    typer.Argument(
        help="Profiles (.yaml) or folders of profiles.", metavar="PROFILE", readable=False, show_default=False
    ),
]
Profile = Annotated[
    Path, typer.Argument(help="A profile (.yaml).", metavar="PROFILE", readable=False, show_default=False)
]
Templates = Annotated[Path | None, typer.Option("--templates", help="Folder of templates, instead of packetgen's own.")]
Packs = Annotated[
    Path | None,
    typer.Option("--profiles", help="Folder that holds `jurisdictions/`, instead of packetgen's own."),
]
Documents = Annotated[
    list[str] | None,
    typer.Option(
        "--document",
        "-d",
        help="Only this document; may be given again. `packetgen list documents` names them.",
        autocompletion=documents,
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        help="Only this format: docx, pdf or html; may be given again.",
        autocompletion=among("docx", "pdf", "html"),
    ),
]
Language = Annotated[str | None, typer.Option("--language", "-l", help="Language, for example en-US.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="Speak from this date (year-month-day) instead of today.", metavar="DATE"),
]
Final = Annotated[bool, typer.Option("--final", help="Release: refuse whatever is open, and drop the DRAFT marks.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder for the files.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Worker processes at most; one for each core if left out."),
]
Force = Annotated[
    bool, typer.Option("--force", help="Build anew even what is up to date; edited files are kept aside.")
]
Plan = Annotated[bool, typer.Option("--plan", help="Only tell what would be done.")]
SomeProfiles = Annotated[
    list[Path] | None,
    typer.Argument(help="Profiles (.yaml) or folders.", metavar="PROFILE", readable=False, show_default=False),
]
Output = Annotated[
    Path | None, typer.Option("--output", help="Also check the files written into this folder.", readable=False)
]
CallSheet = Annotated[
    Path | None,
    typer.Option(
        "--call-sheet", help="Write every number that is due for a call to FILE.docx and FILE.csv.", metavar="FILE"
    ),
]
GapSheet = Annotated[
    Path | None,
    typer.Option(
        "--gap-sheet", help="Write every missing fact to FILE.docx, with room for the answer.", metavar="FILE"
    ),
]
CheckedFinal = Annotated[bool, typer.Option("--final", help="Check as for a release.")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")]
Report = Annotated[
    str,
    typer.Option(
        "--report",
        help="text, json, junit, sarif or github.",
        autocompletion=among("text", "json", "junit", "sarif", "github"),
    ),
]
NewFile = Annotated[
    Path | None,
    typer.Argument(help="File to write, or its folder; named after the agency if left out.", metavar="PATH"),
]
AgencyName = Annotated[str | None, typer.Option("--name", help="The agency's full official name.")]
AgencyJurisdiction = Annotated[
    str | None, typer.Option("--jurisdiction", help="For example us-mo.", autocompletion=jurisdictions)
]
NewLaw = Annotated[bool, typer.Option("--law", help="Write a law pack, for example that of a tribal nation.")]
RestsOn = Annotated[
    list[str] | None,
    typer.Option("--rests-on", help="A state whose law holds there too; repeat it.", autocompletion=jurisdictions),
]
AgencyKind = Annotated[
    str | None,
    typer.Option("--type", help="Kind of agency, for example prosecutor_local.", autocompletion=agency_types),
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing.")]
Listed = Annotated[
    str,
    typer.Argument(
        help="documents, jurisdictions, profiles, rules or formats.",
        metavar="WHAT",
        autocompletion=among("documents", "jurisdictions", "profiles", "rules", "formats"),
    ),
]
Document = Annotated[str, typer.Option("--document", "-d", help="Which document.", autocompletion=documents)]
Stage = Annotated[
    str,
    typer.Option("--stage", help="context, markdown or tree.", autocompletion=among("context", "markdown", "tree")),
]
Explained = Annotated[str, typer.Argument(help="A code (PG201) or a section (agency-policy#delay).", metavar="WHAT")]
WhoseProfile = Annotated[
    Path | None, typer.Option("--profile", help="Whose document; the example office's if left out.")
]
Jurisdiction = Annotated[
    str | None,
    typer.Argument(help="For example us-mo; all if left out.", metavar="JURISDICTION", autocompletion=jurisdictions),
]
Diff = Annotated[
    tuple[Path, Path] | None,
    typer.Option("--diff", help="Show what changed between two versions of a pack.", metavar="OLD NEW"),
]
UsedBy = Annotated[
    tuple[str, Path] | None,
    typer.Option(
        "--used-by",
        help="List the files in a folder that quote a fact, for example us-mo:compensation.deadline out.",
        metavar="FACT OUT",
    ),
]
ReviewSheet = Annotated[
    bool, typer.Option("--review-sheet", help="Write a sheet on which a lawyer reviews the pack, as <id>-review.docx.")
]
Accept = Annotated[
    Path | None,
    typer.Option("--accept", help="Show what a filled review sheet changes, and take it over.", metavar="SHEET"),
]
Yes = Annotated[bool, typer.Option("--yes", help="Take it over without a question.")]
SchemaOf = Annotated[
    str,
    typer.Argument(
        help="profile, law or document.", metavar="WHAT", autocompletion=among("profile", "law", "document")
    ),
]
