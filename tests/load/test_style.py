from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace

import pytest

from packetgen.diagnostics import PacketgenError
from packetgen.load.style import load_style, missing_glyphs, zip_base_document
from tests.write.small import STYLE_FOLDER, style


def test_a_style_has_flat_tokens_as_text():
    assert style().tokens["color.accent"].startswith("#")
    assert style().tokens["size.body.victim"] == "12.5"


def test_the_text_face_comes_first_from_regular_to_bold_italic():
    first = style().fonts[:4]
    assert {face.family for face in first} == {style().tokens["font.text"]}
    assert [(face.weight, face.italic) for face in first] == [(400, False), (400, True), (700, False), (700, True)]


def test_web_copies_of_fonts_come_last():
    kinds = [face.file_name.rpartition(".")[2] for face in style().fonts]
    assert kinds == sorted(kinds)
    assert kinds.count("woff2") == 3


def test_all_fonts_together_are_small():
    assert sum(len(face.data) for face in style().fonts) < 1_500_000


def test_each_font_has_its_licence_beside_it():
    licences = [path.read_text(encoding="utf-8") for path in (STYLE_FOLDER / "fonts").glob("OFL-*.txt")]
    assert len(licences) == 2
    assert all("SIL OPEN FONT LICENSE Version 1.1" in licence for licence in licences)


@pytest.mark.parametrize(
    "text", ["Doña Ana, Kauaʻi", "§ 595.209 “x” – …", "שלום", "مرحبا", "Привет", "a\u00a0b\u200b\u200f"]
)
def test_packaged_fonts_show_the_scripts_of_agencies(text):
    assert not missing_glyphs(text, style())


def test_a_character_that_no_font_shows_is_named():
    assert missing_glyphs("a 中 😂 b", style()) == {"中", "😂"}


def test_a_style_without_fonts_shows_nothing():
    assert missing_glyphs("ab", replace(style(), fonts=())) == {"a", "b"}


def test_the_base_document_is_the_same_bytes_each_time_and_opens_with_the_content_types():
    first = zip_base_document(STYLE_FOLDER / "base_docx")
    assert first == zip_base_document(STYLE_FOLDER / "base_docx") == style().base_docx
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_fingerprint_follows_every_file(tmp_path):
    folder = tmp_path / "_style"
    shutil.copytree(STYLE_FOLDER, folder)
    assert load_style(folder).fingerprint == style().fingerprint
    sheet = folder / "page.css"
    sheet.write_bytes(sheet.read_bytes().replace(b"\n", b"\r\n"))
    assert load_style(folder).fingerprint == style().fingerprint, "line endings of a checkout are no change"
    sheet.write_bytes(sheet.read_bytes() + b"p{}")
    assert load_style(folder).fingerprint != style().fingerprint


def test_every_missing_part_is_named_at_once(tmp_path):
    with pytest.raises(PacketgenError) as caught:
        load_style(tmp_path)
    assert [d.code for d in caught.value.diagnostics].count("PG501") == 4
    assert all(d.hint for d in caught.value.diagnostics if d.code == "PG501")
