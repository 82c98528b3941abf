"""Literate cases of the command line: files, a command, and everything that it then says, with its exit code."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.case_file import Example, examples
from tests.cli.console import run, world
from tests.worlds import ROOT, write_tree


@pytest.mark.parametrize("example", examples("cli"), ids=str)
def test_the_screen_says(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request):
    monkeypatch.chdir(world(tmp_path))
    write_tree(tmp_path, {name: text for name, text in example.blocks.items() if "." in name})
    lines = [shlex.split(line) for line in example.blocks["command"].splitlines()]
    assert all(words[0] == "packetgen" for words in lines)
    *before, last = lines
    for words in before:
        run(*words[1:])
    screen = run(*last[1:])
    told = {"exit": f"{screen.code}\n", "stdout": screen.out, "stderr": screen.err}
    for name, text in told.items():
        found = text.replace(f"{ROOT.as_posix()}/", "")
        if name in example.blocks and request.config.getoption("--update-golden"):
            example.accept(name, found)
            continue
        assert found == example.blocks.get(name, ""), name
