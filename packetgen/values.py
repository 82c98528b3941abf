"""Small frozen values that every floor may use: where a thing stands in a file, who it is, when it was built.

No input or output, no clock. Floor 1: imports nothing of packetgen.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import NewType

Slug = NewType("Slug", str)
"""A name made of lower-case ASCII letters, digits and single hyphens; safe in file names and URLs."""

JurisdictionId = NewType("JurisdictionId", str)
"""An ISO 3166-1 or 3166-2 code in lower case (``us``, ``us-mo``, ``gb-eng``), or for a tribal nation, which has none,
the code of the country and a name: ``us-example-nation``."""

Fingerprint = NewType("Fingerprint", str)
"""The first 16 hexadecimal digits of the SHA-256 of a value's canonical bytes."""

SLUG_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
JURISDICTION_PATTERN = r"[a-z]{2}(?:-[a-z0-9]+)*"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text file: path as the user gave it, line and column counted from 1."""

    path: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        """Return ``path:line:column``."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class BuildStamp:
    """What a build is told about time and self; nothing below the command line reads a clock."""

    built_on: date
    """The build date printed in the documents."""
    as_of: date
    """The date whose law and contacts the documents speak from."""
    version: str
    """packetgen's own version."""


def fingerprint(data: bytes | str) -> Fingerprint:
    """Return the fingerprint of bytes, or of a text's UTF-8 bytes."""
    raw = data.encode() if isinstance(data, str) else data
    return Fingerprint(hashlib.sha256(raw).hexdigest()[:16])


def nation_of(jurisdiction: JurisdictionId) -> JurisdictionId:
    """Return the nation a jurisdiction belongs to: ``us`` for ``us-mo``, ``us`` for ``us``."""
    return JurisdictionId(jurisdiction.partition("-")[0])
