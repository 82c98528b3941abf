"""Letters that the text face lacks name their face, so that every Pango sets them whole."""

from __future__ import annotations

from pathlib import Path

from packetgen.load.style import load_style
from packetgen.write.pdf_fallback import with_fallback

STYLE = load_style(Path(__file__).resolve().parents[2] / "templates/_style")


def test_a_letter_of_another_face_is_wrapped_and_nothing_else():
    page = "<html><head><title>Pō</title></head><body title='Pō'><p>Pōai, ñ – Дом</p></body></html>"
    found = with_fallback(page, STYLE)
    assert "<title>Pō</title>" in found
    assert "title='Pō'" in found
    assert ">ō</span>" in found
    assert ">Дом</span>" in found
    assert "ñ –" in found


def test_a_page_in_the_text_face_is_left_as_it_is():
    page = "<html><body><p>Doña, “quoted” § 5</p></body></html>"
    assert with_fallback(page, STYLE) is page
