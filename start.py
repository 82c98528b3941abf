"""From a fresh checkout to built packets (`build`) or a finished test run (`test`), in one line.

In: this checkout, and a Python with nothing but its standard library. Out: `.venv/`, and `out/`
or the verdict of the checks. A person and `.ci/run` call it. Beyond the checkout it touches only
Debian's packages, and those only where apt-get and the right to use it are there.
"""

from __future__ import annotations

import argparse
import ctypes
import dataclasses
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "packetgen-stamp.txt"
OUT = ROOT / "out"
OLDEST = (3, 11)

# The libraries that WeasyPrint opens by these names, and the package of Debian that brings each.
LINUX_LIBRARIES = {
    "libgobject-2.0.so.0": "libpangoft2-1.0-0",
    "libpango-1.0.so.0": "libpangoft2-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libfontconfig.so.1": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# Pango ends the process when it finds no font at all, even where a document brings its own.
FONT_PACKAGE = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_ENDINGS = {".ttf", ".otf", ".ttc", ".pfb"}

PROFILES = (
    "profiles/agencies/mo-jackson-county-prosecutor.yaml",
    "profiles/agencies/example-county-prosecutor.yaml",
)
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest",),
)


@dataclasses.dataclass(frozen=True)
class Machine:
    """What this machine has; `look` fills it, and every decision is made on it alone."""

    system: str  # as platform.system(): Linux, Darwin, Windows
    python: tuple[int, int]
    has_venv: bool
    libraries_missing: tuple[str, ...]
    has_fonts: bool
    has_apt: bool
    is_root: bool
    has_sudo: bool  # sudo that asks for no password; asked only where something is missing


class StopError(Exception):
    """Ends the run; `code` becomes the exit code and the text is for the person who started it."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


def say(text: str) -> None:
    """Print a line of talk; standard error, so that standard output stays the tools' own."""
    print(text, file=sys.stderr, flush=True)


# What is missing


def can_open(library: str) -> bool:
    """Whether the system's loader finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def any_font(folders: tuple[str, ...]) -> bool:
    """Whether one of the folders, or a folder inside it, holds a font file."""
    for folder in folders:
        for _, _, names in os.walk(Path(folder).expanduser()):
            if any(Path(name).suffix.lower() in FONT_ENDINGS for name in names):
                return True
    return False


def sudo_without_password() -> bool:
    """Whether sudo is there and asks for no password."""
    if shutil.which("sudo") is None:
        return False
    done = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return done.returncode == 0


def look() -> Machine:
    """What this machine has."""
    system = platform.system()
    linux = system == "Linux"
    machine = Machine(
        system=system,
        python=sys.version_info[:2],
        has_venv=all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")),
        libraries_missing=tuple(name for name in LINUX_LIBRARIES if linux and not can_open(name)),
        has_fonts=not linux or any_font(FONT_FOLDERS),
        has_apt=linux and shutil.which("apt-get") is not None,
        is_root=hasattr(os, "geteuid") and os.geteuid() == 0,
        has_sudo=False,
    )
    if debian_packages(machine) and machine.has_apt and not machine.is_root:
        return dataclasses.replace(machine, has_sudo=sudo_without_password())
    return machine


def debian_packages(machine: Machine) -> list[str]:
    """The packages of Debian that this machine lacks, in the order in which they are needed."""
    packages = [] if machine.has_venv else ["python{}.{}-venv".format(*machine.python)]
    for library in machine.libraries_missing:
        if LINUX_LIBRARIES[library] not in packages:
            packages.append(LINUX_LIBRARIES[library])
    return packages if machine.has_fonts else [*packages, FONT_PACKAGE]


def apt_line(packages: list[str]) -> str:
    """The one line that a person pastes to install the packages."""
    names = " ".join(packages)
    return f"sudo apt-get update && sudo apt-get install --yes --no-install-recommends {names}"


def apt_commands(machine: Machine, packages: list[str]) -> list[list[str]]:
    """The commands that install the packages here; none where nobody gave us the right."""
    if not packages or not machine.has_apt or not (machine.is_root or machine.has_sudo):
        return []
    prefix = [] if machine.is_root else ["sudo", "-n"]
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]
    return [[*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", *packages]]


def python_advice(python: tuple[int, int], system: str) -> str:
    """What to say to a Python that is too old."""
    cure = {
        "Darwin": "brew install python@3.13, then: python3.13 start.py",
        "Windows": "winget install Python.Python.3.13, then: py -3.13 start.py",
    }.get(system, "install python3.11 or newer (Debian 12, Ubuntu 24.04 and later have it)")
    return "packetgen needs Python 3.11 or newer; this one is {}.{}.\nThe cure: {}".format(*python, cure)


def pdf_advice(machine: Machine, packages: list[str]) -> str:
    """How to get Pango, the library that lays out the PDF pages, on this kind of machine."""
    if machine.system == "Darwin":
        return (
            "brew install pango\n"
            "    (and where it is there but not found: export DYLD_FALLBACK_LIBRARY_PATH=$(brew --prefix)/lib)"
        )
    if machine.system == "Windows":
        return (
            "install MSYS2, run `pacman -S mingw-w64-ucrt-x86_64-pango` in its UCRT64 shell,\n"
            "    and where it is not in C:\\msys64 set WEASYPRINT_DLL_DIRECTORIES to its "
            "ucrt64\\bin folder"
        )
    if machine.has_apt and packages:
        return apt_line(packages)
    return "install Pango 1.44 or newer, HarfBuzz with its subset library, and any font"


# Setting up


def run(command: list[str], *, folder: Path = ROOT) -> int:
    """Run a program in the checkout and return its exit code; what it prints is passed on."""
    env = {key: value for key, value in os.environ.items() if key not in {"PYTHONHOME", "PYTHONPATH"}}
    env.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PYTHONUTF8="1")
    return subprocess.run(command, cwd=folder, env=env, check=False).returncode


def install_system_packages(machine: Machine) -> Machine:
    """Install what apt-get may install, say what it may not, and look again."""
    packages = debian_packages(machine)
    commands = apt_commands(machine, packages)
    if commands:
        say("Installing from Debian's packages: {}".format(" ".join(packages)))
        # A failed update is no verdict: the lists at hand may do.
        codes = [run(command) for command in commands]
        machine = look()
        if codes[-1]:
            say("apt-get did not install them; its own words are above.")
    if not machine.has_venv:
        cure = apt_line(debian_packages(machine)) if machine.has_apt else "install it"
        raise StopError(2, "This Python has no venv module. The cure, then start again:\n    " + cure)
    return machine


def program(name: str) -> str:
    """The path of a program inside the environment."""
    folder, ending = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return str(VENV / folder / (name + ending))


def stamp(extra: str, place: Path, version: str, files: list[bytes]) -> str:
    """What the environment was made for: extra, place, Python and a hash of the pinned versions."""
    digest = hashlib.sha256(b"\0".join(files)).hexdigest()
    return "\n".join([extra, str(place), version, digest, ""])


def wanted_stamp(extra: str) -> str:
    """The stamp that an environment of today would bear."""
    files = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return stamp(extra, VENV, sys.version, files)


def is_ready(extra: str) -> bool:
    """Whether the environment holds what is wanted; the one for tests holds the other, too."""
    if not STAMP.is_file():
        return False
    found = STAMP.read_text(encoding="utf-8")
    return found in {wanted_stamp(extra), wanted_stamp("dev")}


def make_environment(extra: str) -> None:
    """Make `.venv` and install packetgen and all it needs, at the pinned versions."""
    if is_ready(extra):
        return
    say("Setting up .venv (once; about a minute)")
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    if not inside and run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise StopError(1, "Python could not make the folder .venv; its own words are above.")
    pip = [program("python"), "-m", "pip", "install", "--quiet", "--progress-bar", "off"]
    pinned = ["--constraint", "constraints.txt"]
    target = ".[dev]" if extra == "dev" else "."
    steps = [
        [*pip, *pinned, "hatchling", "editables"],
        [*pip, *pinned, "--no-build-isolation", "--editable", target],
    ]
    for step in steps:
        if run(step):
            raise StopError(
                1,
                "pip could not install the packages; its own words are above.\n"
                "Most often the machine does not reach the package index: set the proxy or the\n"
                "index in pip's configuration, and start again.",
            )
    STAMP.write_text(wanted_stamp(extra), encoding="utf-8", newline="\n")


def has_pdf_engine() -> bool:
    """Whether WeasyPrint starts in the environment and the machine has a font."""
    probe = "import warnings; warnings.simplefilter('ignore'); import weasyprint"
    done = subprocess.run([program("python"), "-c", probe], capture_output=True, check=False)
    return done.returncode == 0


# The two commands


def build(machine: Machine) -> int:
    """Build the packets of Jackson County and of the fictional office into out/."""
    make_environment("run")
    formats = ["-f", "docx", "-f", "html"]
    if machine.has_fonts and has_pdf_engine():
        formats += ["-f", "pdf"]
    else:
        say("No PDF this time: the library that lays out its pages is missing. To get PDF, too:")
        say("    " + pdf_advice(machine, debian_packages(machine)))
    say("Building the packets of Jackson County, Missouri, and of a fictional office")
    code = run([program("packetgen"), "build", *PROFILES, *formats, "-o", str(OUT)])
    if code == 0:
        say(f"Done. The packets are in {OUT}")
    return code


def test(machine: Machine) -> int:
    """Run every check, all of them even after one has failed; 1 when any failed."""
    make_environment("dev")
    if not (machine.has_fonts and has_pdf_engine()):
        say("The library for PDF is missing, and the tests of PDF need it. To get it:")
        say("    " + pdf_advice(machine, debian_packages(machine)))
    failed = []
    for check in CHECKS:
        say("Running {}".format(" ".join(check)))
        if run([program(check[0]), *check[1:]]):
            failed.append(" ".join(check))
    say("Failed: {}".format(", ".join(failed)) if failed else "All checks passed.")
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Do what the arguments ask and return the exit code, as DESIGN's command line uses them."""
    parser = argparse.ArgumentParser(prog="start.py", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("build", "test"), help="build the packets, or run all tests")
    chosen = parser.parse_args(arguments)
    if sys.version_info[:2] < OLDEST:
        say(python_advice(sys.version_info[:2], platform.system()))
        return 2
    started = time.monotonic()
    try:
        machine = install_system_packages(look())
        code = build(machine) if chosen.what == "build" else test(machine)
    except StopError as stopped:
        say(str(stopped))
        return stopped.code
    except KeyboardInterrupt:
        return 130
    say(f"{time.monotonic() - started:.0f} seconds")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
