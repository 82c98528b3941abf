"""A console for tests: runs the command line in this process, in a folder of its own, and keeps what it wrote."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from packetgen.cli.app import main
from packetgen.cli.report import lines_of
from tests.worlds import ROOT, write_tree

PROFILE = """\
profile_id: example
fictional: true
agency:
  name: Example County Prosecuting Attorney’s Office
  type: prosecutor_local
  jurisdiction: us-xe
contacts:
  - id: advocates
    label: Victim advocate desk
    purposes: [advocate]
    phone: 573-555-0101
    email: advocates@example.org
    last_verified: 2026-11-02
"""
LEAFLET = {
    "templates/leaflet/document.yaml": "title: Leaflet\nsubtitle: For tests\npurpose: For tests.\norder: 1\n"
    "audience: victim\napplies_to: [prosecutor_local]\nreading_grade: 8\n",
    "templates/leaflet/body.md.j2": "## Who {#who}\n\nWe are {{ agency.name }}, and {{ agency.head.title }} leads us.\n",
}


@dataclass(frozen=True)
class Screen:
    """What a command left on the screen."""

    code: int
    out: str
    err: str


def run(
    *arguments: str, given: str = "", encoding: str = "utf-8", environment: Mapping[str, str] | None = None
) -> Screen:
    """Return what ``packetgen`` with these arguments writes; it is told that no person sits there."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding, newline="\n") for _ in range(2))
    code: object = 0
    lines_of.cache_clear()
    with _console(["packetgen", *arguments], given, environment or {}), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code
    out.flush()
    err.flush()
    written = [stream.buffer.getvalue().decode(encoding) for stream in (out, err)]
    assert isinstance(code, int)
    assert "Traceback" not in "".join(written)
    return Screen(code, *written)


@contextmanager
def _console(arguments: list[str], given: str, environment: Mapping[str, str]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", arguments)
        patch.setattr(sys, "stdin", io.StringIO(given))
        patch.setenv("COLUMNS", "100")
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        yield


def world(folder: Path) -> Path:
    """Fill a folder with one complete fictional profile and templates of a single leaflet; return the folder."""
    labels = (ROOT / "templates/_shared/labels/en.yaml").read_text(encoding="utf-8")
    write_tree(folder, {"profile.yaml": PROFILE, **LEAFLET, "templates/_shared/labels/en.yaml": labels})
    (folder / "templates/_style").symlink_to(ROOT / "templates/_style")
    (folder / "profiles/jurisdictions").mkdir(parents=True)
    (folder / "profiles/jurisdictions/us.yaml").symlink_to(ROOT / "profiles/jurisdictions/us.yaml")
    return folder
