"""The built wheel, alone in a clean environment, does what the checkout does."""

import dataclasses
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import start

FICTIONAL = start.ROOT / start.PROFILES[1]
DAY = "2026-12-01"


@dataclasses.dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel, and a folder far from the checkout to work in."""

    wheel: Path
    programs: Path
    folder: Path

    def run(self, program: str, *arguments: str) -> str:
        """Standard output of a program of the environment; the test fails when the program does."""
        env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        done = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder,
            env={**env, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout


def call(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=start.ROOT)
    assert done.returncode == 0, done.stderr + done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel in an environment that finds packetgen's dependencies, but not the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist", start.ROOT)
    (wheel,) = (folder / "dist").glob("*.whl")
    place = folder / "far away ä"
    venv.create(place / "env", symlinks=os.name != "nt")
    programs = place / "env" / ("Scripts" if os.name == "nt" else "bin")
    python = programs / ("python.exe" if os.name == "nt" else "python")
    call(sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps", wheel)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    home = subprocess.run([python, "-c", ask], capture_output=True, encoding="utf-8", check=True).stdout.strip()
    # A folder named in a .pth file is searched, but its own .pth files (an editable install) are not.
    Path(home, "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return Installed(wheel, programs, place)


def test_the_wheel_carries_templates_profiles_and_licence_and_no_litter(installed):
    names = zipfile.ZipFile(installed.wheel).namelist()
    for folder in ("templates", "profiles"):
        source = start.ROOT / folder
        wanted = {f"packetgen/_data/{path.relative_to(start.ROOT).as_posix()}" for path in kept_files(source)}
        assert {name for name in names if name.startswith(f"packetgen/_data/{folder}/")} == wanted
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert [name for name in names if "__pycache__" in name or name.startswith("tests")] == []


def kept_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != ".DS_Store"]


def test_packetgen_comes_from_the_wheel_and_finds_its_data_there(installed):
    code = "import packetgen.load.resources as r; print(r.__file__); print(r.templates_folder()); print(r.law_folder())"
    for line in installed.run("python", "-c", code).splitlines():
        assert Path(line).is_relative_to(installed.folder / "env")
        assert Path(line).exists()


def test_help_and_the_documents_are_told(installed):
    assert "build" in installed.run("packetgen", "--help")
    told = installed.run("packetgen", "list", "documents", "--json")
    types = {path.parent.name for path in (start.ROOT / "templates").glob("*/document.yaml")}
    assert types
    assert {row["name"] for row in json.loads(told)} == types


def test_a_packet_built_by_the_wheel_is_the_one_that_the_checkout_builds(installed, tmp_path):
    profile = shutil.copy(FICTIONAL, installed.folder / FICTIONAL.name)
    asked = ["-d", "information-packet", "--as-of", DAY]
    installed.run("packetgen", "build", str(profile), *asked, "-o", "out")
    main = "import sys; from packetgen.cli.app import main; sys.exit(main())"
    call(sys.executable, "-c", main, "build", FICTIONAL, *asked, "-o", tmp_path)
    built, expected = (tree(folder) for folder in (installed.folder / "out", tmp_path))
    assert sorted(built) == sorted(expected)
    assert [name for name in built if built[name] != expected[name]] == []
    assert {Path(name).suffix for name in built} == {".docx", ".pdf", ".html", ".json"}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under the folder by its relative name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
