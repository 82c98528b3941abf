from __future__ import annotations

import subprocess
import sys

from packetgen.write.registry import FORMATS
from tests.write.small import document, paragraph, style


def test_formats_are_rows_that_name_themselves():
    assert list(FORMATS) == ["docx", "pdf", "html"]
    assert all(name == row.name == row.extension for name, row in FORMATS.items())


def test_a_row_writes():
    assert FORMATS["html"].write(document(paragraph("x")), style(), {}).startswith(b"<!DOCTYPE html>")
    assert FORMATS["docx"].write(document(paragraph("x")), style(), {}).startswith(b"PK")


def test_the_table_loads_no_engine():
    code = "import sys, packetgen.write.registry as r; print(sorted({'docx', 'weasyprint', 'lxml', 'pikepdf'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
