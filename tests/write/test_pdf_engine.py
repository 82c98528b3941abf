from __future__ import annotations

import os
import shutil
import subprocess
import sys
import types

import pytest
import weasyprint
import weasyprint.pdf.tags

from packetgen.diagnostics import PacketgenError
from packetgen.write.pdf_engine import engine, missing_library, prepare
from packetgen.write.pdf_trace import BUILDER, BUILDER_TAKES, check_builder, traced
from tests.write.small import STYLE_FOLDER


def test_weasyprint_builds_tags_as_the_trace_expects():
    check_builder(weasyprint.pdf.tags, weasyprint.__version__)


@pytest.mark.parametrize(
    "source", ["", f"def {BUILDER}(box): yield box", f"def {BUILDER}({', '.join(BUILDER_TAKES)}): pass"]
)
def test_another_builder_is_refused_with_the_version_and_the_cure(source):
    module = types.ModuleType("tags")
    exec(source, module.__dict__)
    with pytest.raises(PacketgenError) as caught:
        check_builder(module, "71.2")
    (diagnostic,) = caught.value.diagnostics
    assert "WeasyPrint 71.2" in diagnostic.message
    assert "weasyprint>=70,<71" in diagnostic.hint


def test_weasyprint_is_left_as_it_was():
    before = getattr(weasyprint.pdf.tags, BUILDER)
    with traced("70.0"):
        assert getattr(weasyprint.pdf.tags, BUILDER) is not before
    assert getattr(weasyprint.pdf.tags, BUILDER) is before


@pytest.mark.parametrize(("system", "cure"), [("Linux", "libpangoft2-1.0-0"), ("Darwin", "brew"), ("Windows", "MSYS2")])
def test_a_missing_library_names_the_cure_of_the_system(system, cure):
    diagnostic = missing_library(OSError("cannot load library 'libgobject-2.0-0'\nmore"), system)
    assert cure in diagnostic.hint
    assert "DOCX and HTML" in diagnostic.hint
    assert "\n" not in diagnostic.message


@pytest.mark.parametrize("with_files", [False, True])
def test_an_engine_without_fonts_is_a_diagnostic_not_a_crash(tmp_path, with_files):
    if with_files:
        shutil.copy(STYLE_FOLDER / "fonts" / "NotoSans-Regular.ttf", tmp_path)
        (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>", encoding="utf-8")
    code = (
        "from packetgen.write.pdf_engine import engine\n"
        "from packetgen.diagnostics import PacketgenError\n"
        "try: engine()\n"
        "except PacketgenError as e: print(e)\n"
    )
    environment = {
        **os.environ,
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.startswith("PG512: PDF needs packetgen's own fonts")
    assert not done.stderr


def test_a_machine_without_pango_is_a_diagnostic_and_silent():
    code = (
        "import sys\n"
        "class Gone:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'weasyprint.text.ffi': raise OSError('cannot load library libpango')\n"
        "sys.meta_path.insert(0, Gone())\n"
        "from pathlib import Path\n"
        "from packetgen.write.pdf_engine import engine, prepare\n"
        "from packetgen.diagnostics import PacketgenError\n"
        "prepare(Path(sys.argv[1]))\n"
        "try: engine()\n"
        "except PacketgenError as e: print(e)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    fonts = str(STYLE_FOLDER / "fonts")
    done = subprocess.run(
        [sys.executable, "-c", code, fonts], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.startswith("PG511: PDF needs the system library Pango")
    assert not done.stderr


def test_the_engine_hands_out_data_urls_only():
    prepare(STYLE_FOLDER / "fonts")
    with pytest.raises(ValueError, match="disallowed"):
        engine().fetcher.fetch("https://example.org/")
    with pytest.raises(ValueError, match="disallowed"):
        engine().fetcher.fetch((STYLE_FOLDER / "page.css").as_uri())
