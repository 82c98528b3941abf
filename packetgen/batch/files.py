"""Files appear whole or not at all: written beside their place, then moved there in one step.

Called by ``agency``, ``manifest`` and the command line. A file that somebody edited is never overwritten without a copy
of it being kept.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from packetgen.diagnostics import Diagnostic, PacketgenError


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None when there is none.

    Raises PacketgenError for a file that cannot be read: what cannot be looked at must not be overwritten.
    """
    try:
        return digest(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise _unwritable(path, fault) from fault


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, an interruption included.

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
    except BaseException as fault:
        temporary.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            raise _unwritable(path, fault) from fault
        raise


def check_writable(folder: Path) -> None:
    """Make sure that files can be written into a folder, or that it can be made; leaves nothing behind.

    Raises PacketgenError. One finding before the work is kinder than the same finding for every file after it.
    """
    try:
        place = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
        with tempfile.TemporaryFile(dir=place):
            return
    except OSError as fault:
        raise _unwritable(folder, fault) from fault


def keep_aside(path: Path) -> Path:
    """Move an edited file to a name of its own beside it and return that name.

    Raises PacketgenError when it cannot be moved.
    """
    number = 1
    while (aside := path.with_name(f"{path.stem}.edited-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.replace(aside)
    except OSError as fault:
        raise _unwritable(path, fault) from fault
    return aside


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold other packetgen processes of this machine off a folder's manifest until the block ends.

    The lock is a file in the system's folder for temporary files, so that none is left among the documents. Where it
    cannot be had, the block runs all the same.
    """
    name = digest(os.path.normcase(folder.resolve()).encode("utf-8", "surrogateescape"))[:16]
    with ExitStack() as held:
        with suppress(OSError):
            stream = held.enter_context((Path(tempfile.gettempdir()) / f"packetgen-{name}.lock").open("ab"))
            _wait_for(stream)
        yield


def _wait_for(stream: IO[bytes]) -> None:
    """Lock a file; closing it frees it."""
    if sys.platform == "win32":
        import msvcrt

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX)


def _unwritable(path: Path, fault: OSError) -> PacketgenError:
    match fault:
        case IsADirectoryError():
            hint = "a folder has this name; rename it, or choose another folder with `-o`"
        case NotADirectoryError() | FileExistsError():
            hint = "a file has the name that a folder needs; rename it, or choose another folder with `-o`"
        case PermissionError():
            hint = "close it in Word or the PDF reader, or choose a folder that you may write into"
        case _:
            hint = "choose another folder with `-o`, or make room on the disk"
    return PacketgenError(
        (Diagnostic("PG601", f"cannot write {path.as_posix()}: {fault.strerror or fault}", hint=hint),)
    )
