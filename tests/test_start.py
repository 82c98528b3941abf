"""start.py: what it finds missing and what it says, with no network and nothing installed."""

import ast
import dataclasses
import os
import sys
from pathlib import Path
from typing import Any

import pytest

import start

BARE = start.Machine(
    system="Linux",
    python=(3, 11),
    has_venv=False,
    libraries_missing=tuple(start.LINUX_LIBRARIES),
    has_fonts=False,
    has_apt=True,
    is_root=False,
    has_sudo=False,
)
READY = dataclasses.replace(BARE, has_venv=True, libraries_missing=(), has_fonts=True)
ALL_PACKAGES = ["python3.11-venv", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"]


def test_a_bare_debian_lacks_four_packages_each_named_once():
    assert start.debian_packages(BARE) == ALL_PACKAGES


def test_a_ready_machine_lacks_nothing_and_apt_is_left_alone():
    root = dataclasses.replace(READY, is_root=True)
    assert start.debian_packages(root) == []
    assert start.apt_commands(root, []) == []


def test_the_venv_package_is_the_one_of_the_running_python():
    newer = dataclasses.replace(READY, has_venv=False, python=(3, 13))
    assert start.debian_packages(newer) == ["python3.13-venv"]


def test_only_the_subset_library_missing_asks_for_that_alone():
    machine = dataclasses.replace(READY, libraries_missing=("libharfbuzz-subset.so.0",))
    assert start.debian_packages(machine) == ["libharfbuzz-subset0"]


def test_root_runs_apt_itself():
    update, install = start.apt_commands(dataclasses.replace(BARE, is_root=True), ["one", "two"])
    assert update[0] == "env"
    assert update[-1] == "update"
    assert install[-2:] == ["one", "two"]
    assert "--no-install-recommends" in install


def test_sudo_without_password_goes_in_front():
    commands = start.apt_commands(dataclasses.replace(BARE, has_sudo=True), ["one"])
    assert all(command[:2] == ["sudo", "-n"] for command in commands)


@pytest.mark.parametrize("change", [{}, {"has_apt": False, "is_root": True}])
def test_without_the_right_or_without_apt_nothing_is_run(change):
    assert start.apt_commands(dataclasses.replace(BARE, **change), ["one"]) == []


def test_no_venv_and_no_right_stops_with_the_line_that_helps(monkeypatch):
    monkeypatch.setattr(start, "run", lambda command: pytest.fail(f"ran {command}"))
    with pytest.raises(start.StopError) as stopped:
        start.install_system_packages(BARE)
    assert stopped.value.code == 2
    assert str(stopped.value).endswith("--no-install-recommends " + " ".join(ALL_PACKAGES))


def test_only_pango_missing_goes_on(monkeypatch):
    monkeypatch.setattr(start, "run", lambda command: pytest.fail(f"ran {command}"))
    machine = dataclasses.replace(READY, libraries_missing=("libpango-1.0.so.0",))
    assert start.install_system_packages(machine) == machine


def test_a_failed_apt_is_said_and_the_machine_looked_at_again(monkeypatch, capsys):
    monkeypatch.setattr(start, "run", lambda command: 100)
    monkeypatch.setattr(start, "look", lambda: READY)
    assert start.install_system_packages(dataclasses.replace(BARE, is_root=True)) == READY
    assert "apt-get did not install them" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("system", "word"),
    [("Darwin", "brew install pango"), ("Windows", "WEASYPRINT_DLL_DIRECTORIES")],
)
def test_the_advice_on_pdf_fits_the_system(system, word):
    machine = dataclasses.replace(READY, system=system, has_apt=False)
    assert word in start.pdf_advice(machine, [])


def test_the_advice_on_pdf_names_only_what_is_missing():
    said = start.pdf_advice(BARE, ["libharfbuzz-subset0"])
    assert said.endswith("--no-install-recommends libharfbuzz-subset0")
    assert "Pango" in start.pdf_advice(dataclasses.replace(BARE, has_apt=False), ["one"])


def test_an_old_python_hears_its_own_number_and_the_cure(monkeypatch, capsys):
    assert "this one is 3.10" in start.python_advice((3, 10), "Linux")
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    assert start.main(["build"]) == 2
    assert "3.11 or newer" in capsys.readouterr().err


def test_an_old_python_can_read_the_file_at_all():
    ast.parse(Path(start.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_start_needs_nothing_but_the_standard_library():
    tree = ast.parse(Path(start.__file__).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_fonts_are_found_in_folders_within_folders(tmp_path):
    folders = (str(tmp_path / "none"), str(tmp_path))
    assert not start.any_font(folders)
    (tmp_path / "ä b").mkdir()
    (tmp_path / "ä b" / "Face.TTF").touch()
    assert start.any_font(folders)


@pytest.mark.parametrize(
    "change",
    [
        {"extra": "dev"},
        {"place": Path("/moved/.venv")},
        {"version": "3.12"},
        {"files": [b"a", b"c"]},
        {"files": [b"ab", b""]},
    ],
)
def test_the_stamp_changes_with_everything_that_the_environment_rests_on(change):
    given: dict[str, Any] = {"extra": "run", "place": Path("/here/.venv"), "version": "3.11", "files": [b"a", b"b"]}
    assert start.stamp(**given) == start.stamp(**given)
    assert start.stamp(**given) != start.stamp(**{**given, **change})


@pytest.mark.parametrize(("held", "wanted", "ready"), [("dev", "run", True), ("run", "dev", False)])
def test_the_environment_for_tests_serves_for_building(tmp_path, monkeypatch, held, wanted, ready):
    stamp = tmp_path / "stamp"
    monkeypatch.setattr(start, "STAMP", stamp)
    assert not start.is_ready(wanted)
    stamp.write_text(start.wanted_stamp(held), encoding="utf-8")
    assert start.is_ready(wanted) is ready


@pytest.fixture
def commands(monkeypatch):
    """The commands that would have been run; every one of them ends well."""
    ran: list[list[str]] = []

    def run(command):
        ran.append(command)
        return 0

    monkeypatch.setattr(start, "run", run)
    monkeypatch.setattr(start, "make_environment", lambda extra: None)
    return ran


@pytest.mark.parametrize("engine", [True, False])
def test_build_leaves_pdf_out_only_where_its_library_is_missing(monkeypatch, commands, engine, capsys):
    monkeypatch.setattr(start, "has_pdf_engine", lambda: engine)
    assert start.build(READY) == 0
    (command,) = commands
    assert ("pdf" in command) is engine
    assert command.count("-f") == 2 + engine
    assert ("No PDF this time" in capsys.readouterr().err) is not engine


def test_every_check_runs_even_after_one_has_failed(monkeypatch, capsys):
    ran: list[str] = []

    def run(command):
        ran.append(Path(command[0]).stem)
        return len(ran) == 1

    monkeypatch.setattr(start, "make_environment", lambda extra: None)
    monkeypatch.setattr(start, "has_pdf_engine", lambda: True)
    monkeypatch.setattr(start, "run", run)
    assert start.test(READY) == 1
    assert ran == ["ruff", "ruff", "mypy", "pytest"]
    assert "Failed: ruff check ." in capsys.readouterr().err


def test_the_profiles_that_build_names_are_there():
    assert [name for name in start.PROFILES if not (start.ROOT / name).is_file()] == []


def test_programs_are_those_of_the_environment():
    found = Path(start.program("packetgen"))
    assert found.parent.parent == start.VENV
    assert found.suffix == (".exe" if os.name == "nt" else "")


def test_continuous_integration_calls_the_readmes_test_command():
    line = (start.ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1]
    assert line == "exec python3 start.py test"
    assert "python3 start.py test" in (start.ROOT / "README.md").read_text(encoding="utf-8")
