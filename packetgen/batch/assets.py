"""An agency's own files: its logo and its letterhead, read from beside the profile.

Called by ``run``; writers get the bytes by name and read no disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from packetgen.diagnostics import Diagnostic
from packetgen.model.profile import AgencyProfile
from packetgen.values import Fingerprint, Span, fingerprint
from packetgen.write.registry import LETTERHEAD

_LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Assets:
    """Files by name, what is wrong with them, and the fingerprint of all."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    fingerprint: Fingerprint


def read_assets(profile_path: Path, profile: AgencyProfile) -> Assets:
    """Return the agency's own files. One that is missing or too large is a diagnostic and left out."""
    branding = profile.branding
    wanted = [(branding.logo, branding.logo or ""), (branding.letterhead, LETTERHEAD)]
    files: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    for relative, name in wanted:
        if relative is None:
            continue
        data, fault = _read(profile_path, relative)
        if fault:
            faults.append(fault)
        elif data is not None:
            files[name] = data
    together = b"".join(name.encode() + data for name, data in sorted(files.items()))
    return Assets(files, tuple(faults), fingerprint(together))


def _read(profile_path: Path, relative: str) -> tuple[bytes | None, Diagnostic | None]:
    folder = profile_path.parent.resolve()
    path = (folder / relative).resolve()
    span = Span(profile_path.as_posix(), 1)
    if not path.is_relative_to(folder):
        return None, Diagnostic(
            "PG611", f"`{relative}` lies outside the profile's folder", span, "copy it beside the profile"
        )
    try:
        if path.stat().st_size > _LARGEST:
            return None, Diagnostic("PG612", f"`{relative}` is larger than 10 MB", span, "make the picture smaller")
        return path.read_bytes(), None
    except OSError as fault:
        return None, Diagnostic(
            "PG611", f"`{relative}` cannot be read: {fault.strerror}", span, "give its path from the profile's folder"
        )
