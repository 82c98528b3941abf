"""The command as a process of its own: pipes, consoles, interruptions, missing libraries, two at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from packetgen.cli.app import main
from tests.cli.console import PROFILE, world
from tests.worlds import ROOT, write_tree

COMMAND = [sys.executable, "-c", f"import sys; sys.argv[0] = 'packetgen'; from {main.__module__} import main; main()"]
HERE = ("--templates", "templates", "--as-of", "2026-11-21")
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")
WITHOUT_PANGO = """\
import ctypes.util

import cffi


def dlopen(self, name, *rest, **others):
    raise OSError(f"cannot load library {name!r}")


ctypes.util.find_library = lambda name: None
cffi.FFI.dlopen = dlopen
"""


@pytest.fixture
def office(tmp_path):
    folder = tmp_path / "Oficina de Doña Ana"
    folder.mkdir()
    return world(folder)


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    variables = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", **environment}
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding=environment.get("PYTHONIOENCODING", "utf-8"),
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=240)
    assert "Traceback" not in out + err
    assert "PG901" not in err
    return process.returncode, out, err


def whole(out: Path) -> set[str]:
    """Return the paths of a manifest after making sure that it names exactly the files that are there."""
    named = {entry["path"] for entry in json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]}
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert there == named | {"manifest.json"}
    return named


@POSIX
def test_a_reader_that_has_read_enough_is_no_fault(office):
    with start(office, "list", "rules") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_an_old_console_shows_what_it_can(office, encoding):
    write_tree(office, {"odd.yaml": PROFILE.replace("Example County", "Kauaʻi").replace("    label:", "    lable:")})
    code, _, err = finish(start(office, "check", "odd.yaml", *HERE, PYTHONIOENCODING=encoding))
    assert (code, "PG202" in err) == (1, True)


def test_without_pango_word_and_web_are_built_and_the_cure_is_told(office):
    write_tree(office, {"sitecustomize.py": WITHOUT_PANGO})
    code, _, err = finish(start(office, "build", "profile.yaml", *HERE))
    assert (code, err.count("PG511")) == (1, 1)
    assert {"example/leaflet.docx", "example/leaflet.html"} == whole(office / "out")
    code, out, err = finish(start(office, "doctor"))
    assert (code, "PDF: not ready" in out, "PG511" in err) == (1, True, True)


def test_two_builds_at_once_lose_nothing(office):
    write_tree(office, {"other.yaml": PROFILE.replace("profile_id: example", "profile_id: other")})
    both = [start(office, "build", f"{name}.yaml", *HERE, "-f", "html", "-f", "docx") for name in ("profile", "other")]
    assert [finish(process)[0] for process in both] == [0, 0]
    assert len(whole(office / "out")) == 4


@POSIX
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interruption_leaves_whole_files_that_the_manifest_knows(office, jobs):
    names = [f"p{number:02}" for number in range(30)]
    write_tree(office, {f"many/{n}.yaml": PROFILE.replace("profile_id: example", f"profile_id: {n}") for n in names})
    process = start(office, "build", "many", *HERE, "-f", "html", "-f", "docx", "--jobs", jobs)
    started = time.monotonic()
    while not any((office / "out").glob("*/*.docx")) and time.monotonic() - started < 120:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    code, _, err = finish(process)
    assert (code, "interrupted" in err) == (130, True)
    assert 0 < len(whole(office / "out")) < 60
    assert finish(start(office, "build", "many", *HERE, "-f", "html", "-f", "docx", "--jobs", jobs))[0] == 0
    assert len(whole(office / "out")) == 60


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_is_one_finding(office):
    closed = office / "closed"
    closed.mkdir()
    closed.chmod(0o500)
    code, _, err = finish(start(office, "build", "profile.yaml", *HERE, "-o", "closed/out"))
    assert (code, err.count("PG601")) == (1, 1)


def test_a_build_in_a_folder_that_is_gone_tells_so(office):
    code, _, err = finish(start(office, "build", "../nowhere/profile.yaml", *HERE))
    assert (code, "PG101" in err, (office / "out").exists()) == (1, True, False)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("packetgen ", {"build", "check", "init", "list", "show", "explain", "law", "schema", "doctor"}),
        ("packetgen build x.yaml -f ", {"docx", "pdf", "html"}),
        ("packetgen build x.yaml -d agency", {"agency-policy"}),
        ("packetgen init --type prosecutor_l", {"prosecutor_local"}),
        ("packetgen law us-xe", {"us-xe"}),
        ("packetgen list f", {"formats"}),
    ],
)
def test_completion_offers_what_may_follow(office, line, offered):
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    _, out, _ = finish(start(office, _PACKETGEN_COMPLETE="complete_bash", **asked))
    assert set(out.split()) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_offers_the_commands(office, shell):
    words = {"bash": {"COMP_WORDS": "packetgen ", "COMP_CWORD": "1"}}
    asked = words.get(shell, {"_TYPER_COMPLETE_ARGS": "packetgen ", "_TYPER_COMPLETE_FISH_ACTION": "get-args"})
    process = start(office, _PACKETGEN_COMPLETE=f"complete_{shell}", **asked)
    _, out, _ = finish(process)
    assert all(command in out for command in ("build", "check", "init", "doctor"))
