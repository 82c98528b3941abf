"""``templates/_style`` as a Style: a folder comes in, tokens, style sheet, base document and fonts go out.

Called once a run by the command line; the writers and checks get the Style and read no disk themselves.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from packetgen.diagnostics import Diagnostic, PacketgenError
from packetgen.load.yaml_source import read_yaml
from packetgen.model.style import FontFace, Style
from packetgen.values import Fingerprint, Span, fingerprint

FONT_FOLDER = "fonts"
"""Folder inside ``_style`` that holds the font files and ``fonts.conf``."""

WEB_SUFFIX = ".woff2"
"""Ends the names of faces that are copies for web pages."""

_PICTURES = (".png", ".jpg", ".svg")
_CUTS = {"Regular": (400, False), "Italic": (400, True), "Bold": (700, False), "BoldItalic": (700, True)}
_FAMILY_ORDER = ("font.text", "font.fallback", "font.hebrew", "font.arabic")

# Shown by no glyph at all, or as an empty place, in every font: marks of direction, joiners, spaces, soft hyphen.
_NEED_NO_GLYPH = frozenset(
    map(chr, (0x9, 0xA, 0xAD, *range(0x2000, 0x2010), *range(0x2028, 0x2030), *range(0x205F, 0x2070), 0xFEFF))
)


def load_style(folder: Path) -> Style:
    """Return the style in a folder; raises PacketgenError with every fault when files are missing or broken."""
    source = read_yaml(folder / "tokens.yaml")
    faults = [*source.diagnostics, *_missing_parts(folder)]
    if faults:
        raise PacketgenError(tuple(faults))
    tokens = {key: str(value) for key, value in source.data.items()}
    fonts = _fonts(folder / FONT_FOLDER, tokens)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name[0] != ".")
    return Style(
        tokens=tokens,
        css=(folder / "page.css").read_text(encoding="utf-8"),
        base_docx=zip_base_document(folder / "base_docx"),
        fonts=fonts,
        pictures={p.name: p.read_bytes() for p in files if p.suffix in _PICTURES},
        fingerprint=_fingerprint(folder, files),
    )


def _missing_parts(folder: Path) -> list[Diagnostic]:
    """Return an error for each part that the folder lacks."""
    parts = ("tokens.yaml", "page.css", FONT_FOLDER, "base_docx/[Content_Types].xml")
    return [
        Diagnostic(
            "PG501",
            f"the style in `{folder}` has no `{part}`",
            span=Span(str(folder / part), 1),
            hint="take the file from packetgen's own templates/_style, or leave `--templates` out",
        )
        for part in parts
        if not (folder / part).exists()
    ]


def _fingerprint(folder: Path, files: list[Path]) -> Fingerprint:
    """Return the fingerprint of all files with their names; the same for both slashes of paths."""
    prints = (f"{p.relative_to(folder).as_posix()} {fingerprint(_bytes(p))}" for p in files)
    return fingerprint("\n".join(prints))


def _bytes(path: Path) -> bytes:
    """Return a file's bytes, with the line endings of text files as in the repository."""
    data = path.read_bytes()
    return data if b"\0" in data else data.replace(b"\r\n", b"\n")


def zip_base_document(folder: Path) -> bytes:
    """Return the files of an unpacked Word document as one package: the same bytes on every machine.

    The content types come first, as consumers of the Open Packaging Conventions expect; no file carries a time.
    """
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    names.sort(key=lambda name: name != "[Content_Types].xml")
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as out:
        for name in names:
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            out.writestr(entry, _bytes(folder / name))
    return package.getvalue()


def _fonts(folder: Path, tokens: dict[str, str]) -> tuple[FontFace, ...]:
    """Return the packaged faces: TrueType by family in the order of the tokens, then their web copies (WOFF2)."""
    faces = [_face(path) for path in sorted(folder.iterdir()) if path.suffix in (".ttf", WEB_SUFFIX)]
    order = [tokens[key] for key in _FAMILY_ORDER]

    def rank(face: FontFace) -> tuple[bool, int, int, bool]:
        place = order.index(face.family) if face.family in order else len(order)
        return (face.file_name.endswith(WEB_SUFFIX), place, face.weight, face.italic)

    return tuple(sorted(faces, key=rank))


def _face(path: Path) -> FontFace:
    weight, italic = _CUTS[path.stem.rpartition("-")[2]]
    with TTFont(path.with_suffix(".ttf"), lazy=True) as font:
        family = str(font["name"].getDebugName(1))
    return FontFace(family, weight, italic, path.name, path.read_bytes())


def missing_glyphs(text: str, style: Style) -> frozenset[str]:
    """Return the characters of a text that no packaged font can show."""
    needed = frozenset(text) - _NEED_NO_GLYPH
    return frozenset(character for character in needed if ord(character) not in _shown(style.fonts))


@lru_cache(maxsize=4)
def _shown(fonts: tuple[FontFace, ...]) -> frozenset[int]:
    """Return the code points that at least one face has a glyph for."""
    shown: set[int] = set()
    for face in fonts:
        if face.file_name.endswith(WEB_SUFFIX):
            continue
        with TTFont(io.BytesIO(face.data), lazy=True) as font:
            shown.update(font.getBestCmap())
    return frozenset(shown)
