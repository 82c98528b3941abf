"""``packetgen doctor``: is this machine ready, and if not, the exact cure."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import Path

import typer

from packetgen import __version__
from packetgen.cli.surroundings import FINDINGS, folders, put, tell, templates_in
from packetgen.diagnostics import PacketgenError
from packetgen.load.style import load_style
from packetgen.write.pdf_engine import engine, prepare

_PARTS = ("weasyprint", "python-docx", "jinja2", "markdown-it-py", "pydantic", "ruamel.yaml", "phonenumbers", "babel")


def run(templates: Path | None) -> None:
    """Print what is there and leave with exit code 1 when something is missing."""
    put(f"packetgen {__version__}, Python {platform.python_version()}, {platform.platform()}")
    put(", ".join(f"{part} {version(part)}" for part in _PARTS))
    folder, profiles = folders(templates, None)
    put(f"templates: {len(templates_in(folder).types)} documents in {folder.as_posix()}")
    style = load_style(folder / "_style")
    put(f"fonts: {len(style.fonts)} packaged")
    put(f"profiles: {profiles.as_posix()}")
    put(f"console: {sys.stdout.encoding}")
    prepare(folder / "_style" / "fonts")
    try:
        engine()
    except PacketgenError as fault:
        put("PDF: not ready; DOCX and HTML can be built")
        tell(fault.diagnostics)
        raise typer.Exit(FINDINGS) from fault
    put("PDF: ready")
