"""Where ``templates/`` and ``profiles/`` are: beside the package in a checkout, inside it in an installed wheel.

Called by the command line; ``--templates`` and ``--profiles`` hand in another folder.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def templates_folder(given: Path | None = None) -> Path:
    """Return the folder of templates: the given one, the checkout's or the wheel's."""
    return given or _packaged("templates")


def profiles_folder(given: Path | None = None) -> Path:
    """Return the folder of ``agencies/`` and ``jurisdictions/``: the given one, the checkout's or the wheel's."""
    return given or _packaged("profiles")


def law_folder(given: Path | None = None) -> Path:
    """Return the folder of law packs under a profiles folder."""
    return profiles_folder(given) / "jurisdictions"


def agencies_folder(given: Path | None = None) -> Path:
    """Return the folder of agency profiles under a profiles folder."""
    return profiles_folder(given) / "agencies"


def _packaged(name: str) -> Path:
    """Return a data folder. In a wheel the build backend has put it under ``packetgen/_data``."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
