"""Names that Word allows for our ids: a section's or clause's id in, a bookmark's name out, and back.

Called by the DOCX writer and by whoever reads a written file.
"""

from __future__ import annotations

import hashlib
import re

_LONGEST_BOOKMARK = 40
"""Word refuses longer names (ECMA-376 part 1, 17.13.6.2 and Word's own limit)."""
_LONGEST_TAG = 64
"""Word refuses longer tags and titles of content controls."""
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def bookmark_name(identifier: str) -> str:
    """Return the bookmark of an id: hyphens become underscores, a leading digit gets ``N``.

    An id that is too long, or no slug, keeps its beginning and gets ``_X`` and eight digits of its hash; its id is
    then known from the custom XML part alone. Ids hold no capitals, so no two ids share a name.
    """
    name = identifier.replace("-", "_")
    name = f"N{name}" if name[:1].isdigit() else name
    if _PLAIN.fullmatch(identifier) and len(name) <= _LONGEST_BOOKMARK:
        return name
    return _shortened(re.sub(r"[^A-Za-z0-9_]", "_", f"I_{name}"), identifier, _LONGEST_BOOKMARK)


def id_of_bookmark(name: str) -> str | None:
    """Return the id of a bookmark that ``bookmark_name`` made, or None for a shortened or foreign name."""
    plain = name.removeprefix("N") if name[:2].removeprefix("N").isdigit() else name
    identifier = plain.replace("_", "-")
    return identifier if bookmark_name(identifier) == name else None


def control_name(name: str) -> str:
    """Return the name of a content control or form field, shortened to what Word allows."""
    return name if len(name) <= _LONGEST_TAG else _shortened(name, name, _LONGEST_TAG)


def _shortened(text: str, whole: str, limit: int) -> str:
    digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return f"{text[: limit - 10]}_X{digest}"
