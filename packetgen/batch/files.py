"""Files appear whole or not at all: written beside their place, then moved there in one step.

Called by ``run``. A file that somebody edited is never overwritten without a copy of it being kept.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from packetgen.diagnostics import Diagnostic, PacketgenError


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None when there is none."""
    try:
        return digest(path.read_bytes())
    except FileNotFoundError:
        return None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises PacketgenError, with the cure, when the folder cannot be written or the file is open in another program.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    except OSError as fault:
        raise _unwritable(path, fault) from fault
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise _unwritable(path, fault) from fault


def keep_aside(path: Path) -> Path:
    """Move an edited file to a name of its own beside it and return that name."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.edited-{number}{path.suffix}")).exists():
        number += 1
    path.replace(aside)
    return aside


def _unwritable(path: Path, fault: OSError) -> PacketgenError:
    if isinstance(fault, PermissionError):
        hint = "close it in Word or the PDF reader, or choose another folder with `-o`"
    else:
        hint = "choose another folder with `-o`, or make room on the disk"
    return PacketgenError(
        (Diagnostic("PG601", f"cannot write {path.as_posix()}: {fault.strerror or fault}", hint=hint),)
    )
