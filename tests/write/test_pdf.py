from __future__ import annotations

import io
import json
import os
import pickle
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import cycle

import page as page_validation
import pikepdf
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from packetgen.diagnostics import PacketgenError
from packetgen.model.document import (
    BulletList,
    Contents,
    ContentsEntry,
    Document,
    Figure,
    Link,
    Paragraph,
    Section,
    Status,
    Text,
)
from packetgen.write.html import write_html
from packetgen.write.html_read import read_words as read_page
from packetgen.write.pdf import write_pdf
from packetgen.write.pdf_engine import prepare
from packetgen.write.pdf_read import read_words
from tests.strategies import AWKWARD
from tests.write.small import LONG, STYLE_FOLDER, document, every_block, paragraph, retold, style, table, words
from tests.write.test_html import PIXEL


@pytest.fixture(autouse=True)
def _own_fonts():
    prepare(STYLE_FOLDER / "fonts")


@cache
def full() -> bytes:
    """Return the PDF of the document with everything in it."""
    prepare(STYLE_FOLDER / "fonts")
    return write_pdf(every_block(), style(), {})


@cache
def opened(data: bytes) -> pikepdf.Pdf:
    """Return the PDF, kept open: its objects do not outlive it."""
    return pikepdf.open(io.BytesIO(data))


def elements(data: bytes) -> list[pikepdf.Dictionary]:
    """Return the structure elements of a PDF in reading order."""
    found = []

    def visit(kids) -> None:
        for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and kid.get("/Type") == "/StructElem":
                found.append(kid)
                visit(kid.get("/K", pikepdf.Array()))

    visit(opened(data).Root.StructTreeRoot.K)
    return found


def kids(element) -> list[str]:
    return [str(kid.S) for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def squeezed(text: str) -> str:
    return "".join(text.split())


def assert_accessible(data: bytes) -> None:
    report = page_validation.validate_pdf_bytes(data, profile="ua1")
    assert not [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    assert report.rules.total == 104


# -- the file --------------------------------------------------------------------------------------


def test_every_node_passes_all_rules_of_pdf_ua():
    assert_accessible(full())


def test_the_words_are_those_of_the_page():
    assert squeezed(read_words(full())) == squeezed(read_page(write_html(every_block(), style(), {})))


@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(st.sampled_from([text for text in AWKWARD if "😂" not in text]), min_size=3, max_size=12))
def test_awkward_words_are_set_as_typed(texts: list[str]):
    made: Document = retold(every_block(), cycle(texts))
    data = write_pdf(made, style(), {})
    assert squeezed(read_words(data)) == squeezed(read_page(write_html(made, style(), {})))
    assert_accessible(data)


def test_the_same_document_is_the_same_bytes_in_another_process(tmp_path):
    (tmp_path / "document").write_bytes(pickle.dumps(every_block()))
    code = (
        "import pickle, sys\n"
        "from pathlib import Path\n"
        "from packetgen.load.style import load_style\n"
        "from packetgen.write.html import write_html\n"
        "from packetgen.write.pdf import write_pdf\n"
        "from packetgen.write.pdf_engine import prepare\n"
        "style, document = Path(sys.argv[1]), pickle.loads(Path('document').read_bytes())\n"
        "prepare(style / 'fonts')\n"
        "Path('pdf').write_bytes(write_pdf(document, load_style(style), {}))\n"
        "Path('html').write_bytes(write_html(document, load_style(style), {}))\n"
    )
    root = str(STYLE_FOLDER.parents[1])
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": root}
    command = [sys.executable, "-W", "error", "-c", code, str(STYLE_FOLDER)]
    other = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path)
    assert (other.stdout, other.stderr) == ("", "")
    assert (tmp_path / "pdf").read_bytes() == full()
    assert (tmp_path / "html").read_bytes() == write_html(every_block(), style(), {})


def test_language_title_and_bookmarks():
    pdf = opened(full())
    assert str(pdf.Root.Lang) == "en-US"
    assert str(pdf.docinfo["/Title"]) == "A leaflet | Example Office"
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]
    assert titles == ["Contents", "1 What can I decide?", "2 Forms", "Before this can be released"]


def test_the_metadata_holds_the_record():
    packet = opened(full()).Root.Metadata.read_bytes().decode()
    text = re.search(r"<pg:record>(.*?)</pg:record>", packet)
    assert text
    assert 'xmlns:pg="urn:packetgen:1"' in packet
    record = json.loads(text[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert {clause["id"] for clause in record["clauses"]} >= {"safety", "decide", "how-clause", "desk"}


def test_only_packaged_fonts_are_embedded():
    names = {str(font.BaseFont)[8:] for page in opened(full()).pages for font in page.Resources.Font.values()}
    assert all(name.startswith(("Atkinson-Hyperlegible-Next", "Noto-")) for name in names)


@pytest.mark.parametrize(("size", "width"), [("letter", 612), ("a4", 595)])
def test_the_paper_is_the_agencys(size, width):
    box = opened(write_pdf(document(paragraph("x"), page_size=size), style(), {})).pages[0].MediaBox
    assert round(float(box[2])) == width


def test_a_character_without_a_glyph_is_a_diagnostic_not_a_box():
    with pytest.raises(PacketgenError) as caught:
        write_pdf(document(paragraph("a 中 b")), style(), {})
    assert "U+4E2D" in str(caught.value)
    assert caught.value.diagnostics[0].hint


def test_a_link_to_nowhere_is_a_diagnostic():
    with pytest.raises(PacketgenError, match="nowhere"):
        write_pdf(document(Paragraph((Link("#nowhere", words("x")),))), style(), {})


def test_nothing_is_fetched():
    with pytest.raises(PacketgenError, match="disallowed protocol"):
        write_pdf(document(title="x", blocks=()), _with_css(f"body{{background:url({STYLE_FOLDER.as_uri()})}}"), {})


def _with_css(extra: str):
    return replace(style(), css=style().css + extra)


# -- the tags --------------------------------------------------------------------------------------


def test_what_runs_on_every_page_is_an_artifact():
    assert "DRAFT" not in read_words(full())
    assert "fictional" not in read_words(full())
    shown = opened(full()).pages[1].Contents.read_bytes()
    assert shown.count(b"/Artifact\n<</Type /Pagination/Subtype /Header>>") >= 3
    assert shown.count(b"/Artifact\n<</Type /Pagination/Subtype /Footer>>") == 2


def test_a_paragraph_over_two_pages_is_one_element():
    data = write_pdf(document(paragraph(LONG * 8)), style(), {})
    assert len(opened(data).pages) > 1
    assert [str(e.S) for e in elements(data)].count("/P") == 2  # the agency's name and the text
    assert_accessible(data)


def test_a_table_over_pages_is_one_table_with_one_head():
    data = write_pdf(document(table(40)), style(), {})
    assert len(opened(data).pages) > 1
    roles = Counter(str(e.S) for e in elements(data))
    assert (roles["/Table"], roles["/THead"], roles["/TBody"], roles["/TR"]) == (1, 1, 1, 41)
    assert read_words(data).count("Duty") == 1
    assert_accessible(data)


def test_header_cells_say_what_they_head_and_can_be_found():
    made = elements(full())
    scopes = Counter(str(e.A.Scope) for e in made if e.S == "/TH")
    assert scopes == {"/Row": 21, "/Column": 2}
    leaf = opened(full()).Root.StructTreeRoot.IDTree.Kids[0]
    names = [str(name) for name in leaf.Names[::2]]
    assert names == sorted(names)
    assert set(names) == {str(e.ID) for e in made if "/ID" in e}
    cells = [e for e in made if e.S == "/TD" and len(e.A.get("/Headers", [])) == 2]
    assert {str(header) for cell in cells for header in cell.A.Headers} <= set(names)


def test_the_contents_are_a_table_of_contents():
    made = elements(full())
    (contents,) = [e for e in made if e.S == "/TOC"]
    assert kids(contents) == ["/TOCI", "/TOCI"]
    assert [kids(entry) for entry in contents.K] == [["/Reference"], ["/Reference"]]
    assert "What can I decide? Forms" in read_words(full()), "page numbers are no words"


def test_long_contents_stand_in_two_columns_and_are_read_one_after_the_other():
    sections = [Section(f"s{n}", 1, words(f"Title {n}"), ()) for n in range(1, 21)]
    entries = tuple(ContentsEntry(1, "", section.title, section.id) for section in sections)
    data = write_pdf(document(Contents("Contents", entries), *sections), style(), {})
    assert [len(kids(e)) for e in elements(data) if e.S == "/TOC"] == [10, 10]
    assert "Contents " + " ".join(f"Title {n}" for n in range(1, 21)) in read_words(data)
    assert_accessible(data)


def test_lists_hold_items_of_label_and_body_and_say_how_they_count():
    made = elements(full())
    for item in (e for e in made if e.S == "/LI"):
        assert set(kids(item)) <= {"/Lbl", "/LBody"}
    assert {str(e.A.ListNumbering) for e in made if e.S == "/L"} == {"/Disc", "/Decimal", "/None"}


def test_what_follows_a_nested_list_is_read_after_it():
    inner = BulletList(((paragraph("Two."),),))
    data = write_pdf(document(BulletList(((paragraph("One."), inner, paragraph("Three."), inner),))), style(), {})
    assert read_words(data).endswith("One. Two. Three. Two.")
    assert next(kids(e) for e in elements(data) if e.S == "/LBody") == ["/P", "/L", "/P", "/L"]
    assert_accessible(data)


def test_a_table_without_rows_is_a_table():
    data = write_pdf(document(table(0)), style(), {})
    assert [kids(e) for e in elements(data) if e.S == "/Table"] == [["/Caption", "/TBody"]]
    assert_accessible(data)


def test_terms_are_labels_of_their_meanings():
    terms = [e for e in elements(full()) if e.S == "/LI" and kids(e)[:1] == ["/Lbl"] and "/T" not in e.K[0]]
    assert len(terms) >= 2
    assert all("/LBody" in kids(e) for e in terms)


def test_a_link_is_described_by_its_words_and_holds_no_other_link():
    areas = [a for page in opened(full()).pages for a in page.get("/Annots", []) if a.Subtype == "/Link"]
    said = {str(a.Contents) for a in areas}
    assert {"816-555-0142", "linked", "Example Stat. § 12-101", "2 Forms"} <= said
    assert not [e for e in elements(full()) if e.S == "/Link" and "/Link" in kids(e)]


def test_other_languages_are_named():
    assert {str(e.Lang) for e in elements(full()) if "/Lang" in e} == {"es", "he"}


def test_places_to_write_are_fields_with_names():
    pdf = opened(full())
    fields = {str(field.T): str(field.TU) for field in pdf.Root.AcroForm.Fields}
    assert fields == {
        "my-name": "Your name",
        "by-phone": "Phone",
        "step-1": "Check the list.",
        "step-2": "Call.",
        "notes": "My questions",
    }
    assert [str(e.S) for e in elements(full())].count("/Form") == len(fields)


def test_a_document_without_places_to_write_has_no_form():
    assert "/AcroForm" not in opened(write_pdf(document(paragraph("x")), style(), {})).Root


def test_a_picture_has_its_text_and_its_place_and_decoration_has_none():
    shown = Figure("seal.png", "Seal of the county", 20, words("The seal"))
    plain = Figure("seal.png", "", 20, decorative=True)
    data = write_pdf(document(shown, plain), style(), {"seal.png": PIXEL})
    (figure,) = [e for e in elements(data) if e.S == "/Figure"]
    assert str(figure.Alt) == "Seal of the county"
    assert kids(figure) == ["/Caption"]
    left, bottom, right, top = (float(value) for value in figure.A.BBox)
    assert 0 < left < right < 612
    assert 0 < bottom < top < 792
    assert right - left == pytest.approx(20 / 25.4 * 72, abs=0.5)
    assert_accessible(data)


def test_no_tag_without_a_meaning_stands_around_text():
    loose = [e for e in elements(full()) if e.S == "/NonStruct" and any(isinstance(kid, int) for kid in e.K)]
    assert not loose


def test_headings_stay_with_their_text():
    sections = [Section(f"s{n}", 1, words(f"Question {n}"), (paragraph(LONG),)) for n in range(12)]
    for page in opened(write_pdf(document(*sections), style(), {})).pages:
        heights = [float(op.operands[5]) for op in pikepdf.parse_content_stream(page) if str(op.operator) == "Tm"]
        assert heights


def test_a_right_to_left_document_is_read_in_order():
    made = document(Paragraph((Text("שלום עולם 12"),)), language="he", title="כותרת")
    data = write_pdf(made, style(), {})
    assert squeezed(read_words(data)) == squeezed(read_page(write_html(made, style(), {})))


def test_a_draft_is_marked_on_every_sheet_behind_the_text():
    data = write_pdf(document(paragraph(LONG * 8), status=Status.DRAFT), style(), {})
    for page in opened(data).pages:
        assert page.Resources.get("/XObject") or page.Resources.get("/Pattern")
    assert_accessible(data)
