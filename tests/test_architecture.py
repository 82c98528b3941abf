"""The house keeps its shape: floors, no circles, guarded doors, a light start, modules that fit on a few screens."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "packetgen"
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOORS = {
    "": 1,
    "values": 1,
    "diagnostics": 2,
    "model": 2,
    "load": 3,
    "assemble": 3,
    "write": 3,
    "check": 4,
    "batch": 4,
    "cli": 5,
}
LONGEST_MODULE, LONGEST_FUNCTION = 400, 50
FORBIDDEN_NAMES = {"utils", "util", "helpers", "common", "shared", "misc", "tools"}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[str]:
    """Yield every module of packetgen that a module imports, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (
                f"{node.module}.{alias.name}"
                if (ROOT / f"{node.module.replace('.', '/')}/{alias.name}.py").exists()
                else node.module
                for alias in node.names
            )


def wing(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_floors_below_or_from_its_own_wing(path: Path):
    mine = wing(name_of(path))
    for other in imports_of(path):
        if other.split(".")[0] != "packetgen":
            continue
        theirs = wing(other)
        allowed = theirs == mine or FLOORS[theirs] < FLOORS[mine] or (mine == "model" and theirs == "diagnostics")
        assert allowed, f"{name_of(path)} (floor {FLOORS[mine]}) imports {other} (floor {FLOORS[theirs]})"


def test_no_circles_not_even_inside_functions():
    graph = {
        name_of(path): {
            other for other in imports_of(path) if other.startswith("packetgen.") and other != name_of(path)
        }
        for path in MODULES
    }
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*/__init__.py")), ids=name_of)
def test_inner_packages_hold_a_docstring_and_no_code(path: Path):
    body = ast.parse(path.read_text(encoding="utf-8")).body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)


def test_the_public_face_is_the_version():
    import packetgen

    assert packetgen.__all__ == ["__version__"]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_fits_on_a_few_screens_and_opens_with_its_map(path: Path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module opens with what comes in, what goes out and who calls it"
    assert path.stem not in FORBIDDEN_NAMES
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize(
    ("library", "doors"),
    [
        ("docx", "write/docx"),
        ("weasyprint", "write/pdf"),
        ("ruamel", "load/yaml"),
        ("jinja2", "assemble/"),
        ("typer", "cli/"),
    ],
)
def test_each_engine_has_one_door(library: str, doors: str):
    for path in MODULES:
        if any(other.split(".")[0] == library for other in imports_of(path)):
            assert path.relative_to(PACKAGE).as_posix().startswith(doors), name_of(path)


def test_only_the_command_line_reads_clock_and_environment():
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        inside = path.relative_to(PACKAGE).as_posix()
        if inside.startswith("cli/"):
            continue
        assert "datetime.now" not in text, inside
        assert "date.today" not in text, inside
        assert "os.environ" not in text or inside == "write/pdf_engine.py", inside


def test_help_loads_no_engine_and_no_model():
    code = (
        "import sys; sys.argv = ['packetgen', '--help']\n"
        "from packetgen.cli.app import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'weasyprint', 'docx', 'pydantic', 'jinja2', 'ruamel', 'babel', 'phonenumbers', 'lxml'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert "build" in done.stdout
