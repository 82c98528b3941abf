"""Rebuilds the example packet and the pictures of its first pages, on a fixed date: ``python examples/rebuild.py``.

The profile comes in, ``example-county-prosecutor/``, ``manifest.json`` and ``pages/`` go out, beside this file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NAME = "example-county-prosecutor"
DAY = "2026-11-21"
HEIGHT = 900
"""Pixels of a picture."""
COLOURS = 128
"""Of a picture: enough for text and tints, also of the red one, and a quarter of the size."""


def build(folder: Path) -> None:
    """Build the packet as a final into a folder; ends the program where the build fails."""
    command = [sys.executable, "-c", "from packetgen.cli.app import main; main()"]
    options = ["build", f"profiles/agencies/{NAME}.yaml", "--final", "--as-of", DAY, "-o", str(folder)]
    done = subprocess.run([*command, *options], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def picture(pdf: Path, target: Path) -> None:
    """Write the first page of a PDF as a small PNG."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    image = page.render(scale=HEIGHT / page.get_height()).to_pil()
    image.quantize(COLOURS).save(target, "PNG", optimize=True)
    document.close()


def main() -> None:
    """Build in a folder of its own, and only then replace what stands here."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(folder)
        for old in (HERE / NAME, HERE / "pages"):
            shutil.rmtree(old, ignore_errors=True)
        shutil.copytree(folder / NAME, HERE / NAME)
        shutil.copyfile(folder / "manifest.json", HERE / "manifest.json")
    (HERE / "pages").mkdir()
    for pdf in sorted((HERE / NAME).glob("*.pdf")):
        picture(pdf, HERE / "pages" / f"{pdf.stem}.png")


if __name__ == "__main__":
    main()
