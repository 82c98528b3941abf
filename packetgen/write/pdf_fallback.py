"""Letters that the text face lacks are set in a face that has them, by name: a page comes in, the page goes out.

Called by ``pdf``. Left to itself, Pango from 1.56 builds a letter such as ō from the o and the macron that the text
face has; WeasyPrint then gives each of these glyphs one text for the whole file, and the words that are read back or
read aloud lose letters. Pango 1.50 takes the fallback face by itself, so the pages look the same everywhere.
"""

from __future__ import annotations

import io
import re
import unicodedata
from functools import lru_cache

from fontTools.ttLib import TTFont

from packetgen.model.style import FontFace, Style

_TEXT = re.compile(r">([^<]+)<")


def with_fallback(page: str, style: Style) -> str:
    """Return the page with each run of letters that the text face lacks in a ``span`` of the fallback families."""
    head, opening, body = page.partition("<body")
    lacking = {c for c in set(body) if _needs_face(c) and ord(c) not in _covered(style.fonts[0])}
    if not lacking:
        return page
    others = dict.fromkeys(face.family for face in style.fonts if face.family != style.fonts[0].family)
    families = ",".join(f"'{family}'" for family in others)
    span = f'<span style="font-family:{families}">'
    run = re.compile(f"[{re.escape(''.join(sorted(lacking)))}]+")

    def marked(text: re.Match[str]) -> str:
        words = run.sub(lambda found: f"{span}{found[0]}</span>", text[1])
        return f">{words}<"

    return f"{head}{opening}{_TEXT.sub(marked, body)}"


def _needs_face(character: str) -> bool:
    return character > "\x7f" and unicodedata.category(character)[0] in "LNPS"


@lru_cache(maxsize=4)
def _covered(face: FontFace) -> frozenset[int]:
    with TTFont(io.BytesIO(face.data), lazy=True) as font:
        return frozenset(font.getBestCmap())
