"""WeasyPrint made ready: own fonts only, nothing fetched, no word on the terminal, faults as diagnostics.

The command line calls ``prepare`` once a process; ``write.pdf`` and ``doctor`` ask for the ``engine``.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import platform
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from packetgen.diagnostics import Diagnostic, PacketgenError

_CURES = {
    "Linux": "on Debian or Ubuntu: "
    "`sudo apt-get install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0`; "
    "on Fedora: `sudo dnf install pango`; on Alpine: `apk add pango`",
    "Darwin": "`brew install pango`",
    "Windows": "install MSYS2 from https://www.msys2.org, then in its UCRT64 shell "
    "`pacman -S mingw-w64-ucrt-x86_64-pango`",
}


@dataclass(frozen=True)
class Engine:
    """The parts of WeasyPrint that packetgen uses; made once a process."""

    html: Any
    """``weasyprint.HTML``."""
    fonts: Any
    """A ``FontConfiguration`` that knows the packaged fonts and no others."""
    fetcher: Any
    """Hands out ``data:`` URLs and refuses every other address."""
    version: str


def prepare(fonts_folder: Path) -> None:
    """Tell fontconfig to use the packaged fonts and no others, in this process and those that it starts.

    Sets ``FONTCONFIG_FILE``; call it before the first PDF. Without fonts, Pango ends the process.
    """
    os.environ["FONTCONFIG_FILE"] = str((fonts_folder / "fonts.conf").absolute())


@lru_cache(maxsize=1)
def engine() -> Engine:
    """Return WeasyPrint, ready to run; raises PacketgenError with the exact cure when this machine lacks a part."""
    configuration = os.environ.get("FONTCONFIG_FILE", "")
    if not any(Path(configuration).parent.glob("*.ttf")):
        raise PacketgenError((_no_fonts(configuration),))
    with warnings.catch_warnings(record=True) as told, contextlib.redirect_stdout(io.StringIO()):
        # HarfBuzz's subsetter may be missing: fontTools does its work. Fonts may not be missing.
        warnings.simplefilter("always")
        try:
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration
            from weasyprint.urls import URLFetcher
        except (ImportError, OSError) as fault:
            raise PacketgenError((missing_library(fault),)) from fault
    if any("FontConfig" in str(warning.message) for warning in told):
        raise PacketgenError((_no_fonts(configuration),))
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    return Engine(weasyprint.HTML, FontConfiguration(), fetcher, weasyprint.__version__)


def missing_library(fault: Exception, system: str = "") -> Diagnostic:
    """Return what to say when Pango cannot be loaded; ``system`` is as ``platform.system`` names it."""
    return Diagnostic(
        "PG511",
        f"PDF needs the system library Pango, which this machine lacks ({str(fault).splitlines()[0]})",
        hint=_CURES.get(system or platform.system(), _CURES["Linux"]) + "; DOCX and HTML need nothing more",
    )


def _no_fonts(configuration: str) -> Diagnostic:
    """Return what to say when fontconfig finds no font; with none, Pango would end the process."""
    return Diagnostic(
        "PG512",
        f"PDF needs packetgen's own fonts, and `{Path(configuration).parent}` holds none that fontconfig can read",
        hint="reinstall packetgen, or point `--templates` at a folder with `_style/fonts`; "
        "fontconfig must be 2.14 or newer",
    )


@contextlib.contextmanager
def listening() -> Iterator[list[str]]:
    """Collect what WeasyPrint reports while a page is set, and keep it off the terminal.

    Two things that it says are no fault: what it does not know of browsers' CSS ("Ignored ..."), since one sheet
    serves both, and that a decorative picture has no description; ``pdf_tags`` takes decoration out of the text.
    """
    heard: list[str] = []
    handler = _Ear(heard)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    told_others, logger.propagate = logger.propagate, False
    try:
        yield heard
    finally:
        logger.removeHandler(handler)
        logger.propagate = told_others


class _Ear(logging.Handler):
    """Writes down what a logger says."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        message = record.getMessage()
        if not message.startswith("Ignored ") and not message.endswith("has no required alt description"):
            self.heard.append(message)
