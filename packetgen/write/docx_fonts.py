"""Fonts inside the DOCX: packaged faces in, obfuscated font parts and the font table out.

What Word does: a TrueType file whose first 32 bytes are XORed with a GUID (ECMA-376 part 4, 8.1), named in
``word/fontTable.xml``. With it the pages are the same on a machine that lacks the font. Left out: subsetting.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import quoteattr

from packetgen.model.style import FontFace
from packetgen.write.docx_package import Part, Relationship

FONT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_OBFUSCATED = 32
_TRUETYPE = b"\x00\x01\x00\x00"
_SLOTS = (("embedRegular", 400, False), ("embedBold", 700, False), ("embedItalic", 400, True))
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def face_data(faces: Iterable[FontFace], family: str, weight: int, *, italic: bool = False) -> bytes:
    """Return a face's TrueType file, or nothing when only a compressed one (WOFF2), or none, is packaged."""
    wanted = (family, weight, italic)
    own = (face.data for face in faces if (face.family, face.weight, face.italic) == wanted)
    return next((data for data in own if data.startswith(_TRUETYPE)), b"")


def font_key(data: bytes) -> str:
    """Return the GUID that obfuscates a font, made from the font's own SHA-256."""
    digits = hashlib.sha256(data).hexdigest()[:32].upper()
    cuts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return "{" + "-".join(cuts) + "}"


def obfuscated(data: bytes, key: str) -> bytes:
    """Return the font with its first 32 bytes XORed with the key's bytes in reverse; doing it twice undoes it."""
    mask = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1] * 2
    return bytes(a ^ b for a, b in zip(data, mask, strict=False)) + data[_OBFUSCATED:]


def font_parts(faces: Sequence[FontFace], family: str) -> tuple[str, tuple[Part, ...]]:
    """Return the font table's XML and the font parts for one family's regular, bold and italic faces."""
    parts: list[Part] = []
    slots = ""
    for slot, weight, italic in _SLOTS:
        if data := face_data(faces, family, weight, italic=italic):
            number, key = len(parts) + 1, font_key(data)
            parts.append(Part(f"word/fonts/font{number}.odttf", FONT_TYPE, obfuscated(data, key)))
            slots += f'<w:{slot} r:id="rId{number}" w:fontKey="{key}"/>'
    entry = (
        f"<w:font w:name={quoteattr(family)}>"
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
        f"{slots}</w:font>"
    )
    return f"<w:fonts {_NAMESPACES}>{entry if parts else ''}</w:fonts>", tuple(parts)


def font_relationships(parts: Iterable[Part]) -> tuple[Relationship, ...]:
    """Return the font table's relationships to its font parts, numbered as in the table."""
    return tuple(
        Relationship(f"rId{number}", "font", part.name.removeprefix("word/"))
        for number, part in enumerate(parts, start=1)
    )
