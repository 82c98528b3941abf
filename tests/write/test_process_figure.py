"""A process figure: one layout, drawn alike by every format, its words beside the text and never in it."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import page as page_validation
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from packetgen.model.document import Audience, OrderedList, Paragraph, ProcessFigure, ProcessStep
from packetgen.write import docx_read, html_read, pdf_read
from packetgen.write.docx import write_docx
from packetgen.write.docx_metrics import font_widths
from packetgen.write.docx_words import part_of
from packetgen.write.html import write_html
from packetgen.write.labels import Labels
from packetgen.write.pdf import write_pdf
from packetgen.write.pdf_engine import prepare
from packetgen.write.process_drawing import Drawing, drawing
from tests.write.small import STYLE_FOLDER, document, paragraph, style, words

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
NAMES = ("Direct appeal", "Petition for relief after conviction", LONG, "Clemency & <mercy>", "Parole")


def steps(row: int, beside: int = 0) -> tuple[ProcessStep, ...]:
    """Return steps in a row, then steps that can come at any time."""
    total = range(row + beside)
    return tuple(ProcessStep(NAMES[n % len(NAMES)], f"Note {n} on it", n % 2 == 0, n >= row) for n in total)


def figure(row: int = 4, beside: int = 3) -> ProcessFigure:
    """Return a figure with a caption."""
    return ProcessFigure(steps(row, beside), "The sentence", "All that it shows", words("What may follow"))


def laid(made: ProcessFigure, width: float, room: float = 1e9) -> Drawing:
    """Return the figure laid out in the packaged face."""
    widths = font_widths(style().fonts, style().tokens["font.text"])
    return drawing(made, Labels(document()), widths, 11.5, width, room)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 14), st.integers(0, 14), st.sampled_from((442.0, 425.0, 468.0, 270.0)))
def test_every_box_stands_inside_and_on_no_other(row: int, beside: int, width: float):
    if not row + beside:
        return
    made = laid(figure(row, beside), width)
    assert sorted(int(box.number) for box in made.boxes) == list(range(1, row + beside + 1))
    for box in made.boxes:
        assert box.x >= 0
        assert box.x + box.width <= made.width + 0.01
        assert box.y + box.height <= made.height
        assert box.title.x + box.title.width <= box.x + box.width
    for one in made.boxes:
        for other in made.boxes:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            below = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert one is other or apart or below


@pytest.mark.parametrize("width", [442.0, 425.0])
@pytest.mark.parametrize("count", range(5, 15))
def test_five_to_fourteen_steps_fit_a_page(count: int, width: float):
    for beside in (0, count // 3, count // 2):
        assert laid(figure(count - beside, beside), width, 560).height <= 560


def test_steps_at_any_time_are_told_by_line_and_words_not_by_colour():
    made = laid(figure(), 442)
    assert [box.dashed for box in made.boxes] == [False] * 4 + [True] * 3
    assert "May come in between" in [part.text for part in made.words]
    alone = laid(figure(0, 9), 442)
    assert any("broken line" in part.text for part in alone.words)


def test_its_words_are_no_words_of_the_text_in_any_format():
    prepare(STYLE_FOLDER / "fonts")
    listed = OrderedList(tuple((paragraph(name),) for name in NAMES))
    made = document(paragraph("Before."), figure(), listed)
    read = {
        html_read.read_words(write_html(made, style(), {})),
        docx_read.read_words(write_docx(made, style(), {})),
        pdf_read.read_words(write_pdf(made, style(), {})),
    }
    squeezed = {"".join(text.split()) for text in read}
    assert len(squeezed) == 1
    assert "Whatmayfollow" in next(iter(squeezed))
    assert "Note" not in next(iter(squeezed))


def test_a_browser_gets_real_text_twice_and_a_name_for_it():
    page = write_html(document(figure()), style(), {}).decode()
    assert page.count('role="img" aria-label="All that it shows"') == 2
    assert page.count(">Direct appeal</text>") == 4
    assert "Clemency &amp; &lt;mercy&gt;" in page
    assert 'class="wide"' in page
    assert 'class="narrow"' in page


def test_paper_has_one_tagged_figure_with_text_and_caption():
    prepare(STYLE_FOLDER / "fonts")
    data = write_pdf(document(figure(), page_size="a4"), style(), {})
    assert not page_validation.validate_pdf_bytes(data, profile="ua1").failures
    with pikepdf.open(io.BytesIO(data)) as pdf:
        figures = [e for e in _elements(pdf.Root.StructTreeRoot.K) if e.S == "/Figure"]
        assert [str(e.Alt) for e in figures] == ["All that it shows"]
        assert [str(k.S) for k in figures[0].K if isinstance(k, pikepdf.Dictionary) and "/S" in k] == ["/Caption"]
        left, bottom, right, top = (float(value) for value in figures[0].A.BBox)
        assert 0 < left < right < 596
        assert 0 < bottom < top < 842
        shown = [str(op.operator) for page in pdf.pages for op in pikepdf.parse_content_stream(page)]
        assert "Do" not in shown or shown.count("TJ") > len(NAMES)


def _elements(kids: object) -> list[pikepdf.Dictionary]:
    found = []
    for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [kid, *_elements(kid.get("/K", pikepdf.Array()))]
    return found


def test_word_gets_a_group_of_its_own_shapes_that_passes_the_audit(tmp_path):
    data = write_docx(document(figure(), figure(9, 0), accent="#8a1c1c"), style(), {})
    path = tmp_path / "figure.docx"
    path.write_bytes(data)
    assert OpenXmlValidator().validate(path).is_valid
    xml = part_of(data, "word/document.xml")
    names = [e.get("descr") for e in xml.iter() if e.tag.endswith("}docPr")]
    assert names == ["All that it shows"] * 2
    numbers = [e.get("id") for e in xml.iter() if e.tag.endswith(("}docPr", "}cNvPr"))]
    assert len(numbers) == len(set(numbers))
    assert any(e.tag.endswith("}wgp") for e in xml.iter())


def test_the_same_figure_is_the_same_bytes():
    made = document(figure(), audience=Audience.STAFF)
    assert write_docx(made, style(), {}) == write_docx(made, style(), {})
    assert write_html(made, style(), {}) == write_html(made, style(), {})


def test_a_clause_may_be_a_figure():
    named = replace(figure(), id="process")
    data = write_docx(document(named, Paragraph(words("After."), "after")), style(), {})
    bookmarks = re.findall(r'w:bookmarkStart w:id="\d+" w:name="([^"]+)"', _body(data))
    assert bookmarks[:1] == ["process"]
    assert '<figure id="process"' in write_html(document(named), style(), {}).decode()


def _body(data: bytes) -> str:
    return str(etree.tostring(part_of(data, "word/document.xml"), encoding="unicode"))
