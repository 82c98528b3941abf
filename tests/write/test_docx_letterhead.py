"""An agency's own letterhead: its sections, heads, feet and styles stay; ours come in beside them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from lxml import etree

from packetgen.diagnostics import PacketgenError
from packetgen.model.document import Contents, ContentsEntry, Document, OrderedList, Section, Status
from packetgen.write.docx import write_docx
from packetgen.write.docx_identity import changed_clauses
from packetgen.write.docx_read import read_words
from tests.write.small import document, every_block, paragraph, style, words

NOTICE = "DRAFT - not for release"


def letterhead() -> Any:
    """Return a letterhead with a head, a foot, wide margins and a heading style of its own."""
    made = docx.Document()
    made.sections[0].left_margin = Inches(2)
    made.sections[0].header.paragraphs[0].text = "COUNTY OF EXAMPLE"
    made.sections[0].footer.paragraphs[0].text = "1 Main Street"
    made.styles["Heading 1"].font.size = Pt(31)
    return made


def saved(made: Any) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def written(made: Document, base: Any) -> Any:
    return docx.Document(io.BytesIO(write_docx(made, style(), {}, saved(base))))


def head_of(section: Any, kind: str = "header") -> str:
    return "|".join(p.text for p in getattr(section, kind).paragraphs)


def test_page_head_foot_and_styles_stay():
    opened = written(document(Section("a", 1, words("Why?"), ()), notices=(NOTICE,)), letterhead())
    section = opened.sections[0]
    assert round(section.left_margin.inches, 2) == 2
    assert head_of(section) == f"COUNTY OF EXAMPLE|{NOTICE}"
    assert head_of(section, "footer").startswith("1 Main Street|")
    assert opened.styles["Heading 1"].font.size == Pt(31)
    assert "Contact Name" in opened.styles


def test_a_foot_that_counts_pages_is_not_made_to_count_them_twice():
    base = letterhead()
    field = base.sections[0].footer.paragraphs[0]._p
    field.append(etree.fromstring(f'<w:fldSimple xmlns:w="{qn("w:x")[1:-2]}" w:instr=" PAGE "/>'))
    opened = written(document(paragraph("x")), base)
    assert "Page 1 of" not in head_of(opened.sections[0], "footer")


def test_a_cover_stays_in_front_and_the_body_goes_into_the_last_section():
    base = letterhead()
    base.add_paragraph("The cover")
    body = base.add_section(WD_SECTION.NEW_PAGE)
    body.header.is_linked_to_previous = False
    body.header.paragraphs[0].text = "BODY HEAD"
    base.add_paragraph("")
    entries = (ContentsEntry(1, "", words("Why?"), "a"),)
    made = document(Contents("Contents", entries), Section("a", 1, words("Why?"), ()), notices=(NOTICE,))
    opened = written(made, base)
    assert [head_of(s) for s in opened.sections] == [f"COUNTY OF EXAMPLE|{NOTICE}", f"BODY HEAD|{NOTICE}"]
    texts = [p.text for p in opened.paragraphs]
    assert texts[0] == "The cover"
    assert texts.index("A leaflet") > 0
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in opened.element.body.iter(qn("w:p"))]
    assert "Why?2" in lines


def test_first_and_even_pages_carry_the_notices_too():
    base = letterhead()
    base.sections[0].different_first_page_header_footer = True
    base.settings.odd_and_even_pages_header_footer = True
    opened = written(document(paragraph("x"), status=Status.DRAFT, notices=(NOTICE,)), base)
    section = opened.sections[0]
    for kind in ("header", "first_page_header", "even_page_header"):
        assert NOTICE in head_of(section, kind)
        assert "PowerPlusWaterMarkObject" in etree.tostring(getattr(section, kind)._element).decode()


def test_lists_and_headings_count_by_our_rules_beside_the_letterheads_own():
    ours = document(
        Section("one", 1, words("One"), (OrderedList(((paragraph("a"),),)),), "1"),
        numbered=True,
    )
    opened = written(ours, letterhead())
    heading = opened.styles["Heading 1"].element
    number = next(heading.iter(qn("w:numId"))).get(qn("w:val"))
    numbering = opened.part.numbering_part.element
    abstract_id = next(n for n in numbering.iter(qn("w:num")) if n.get(qn("w:numId")) == number)[0].get(qn("w:val"))
    abstract = next(a for a in numbering.iter(qn("w:abstractNum")) if a.get(qn("w:abstractNumId")) == abstract_id)
    assert next(abstract.iter(qn("w:pStyle"))).get(qn("w:val")) == opened.styles["Heading 1"].style_id
    kinds = [child.tag for child in numbering if child.tag in (qn("w:num"), qn("w:abstractNum"))]
    assert kinds == sorted(kinds, key=lambda tag: tag == qn("w:num"))


def test_the_words_are_those_of_a_document_without_letterhead():
    made = every_block()
    plain, on_letterhead = write_docx(made, style(), {}), write_docx(made, style(), {}, saved(letterhead()))
    assert read_words(on_letterhead) == read_words(plain)
    assert changed_clauses(on_letterhead) == ()


def test_properties_and_thumbnail_of_the_letterhead_do_not_leak():
    data = write_docx(document(paragraph("x")), style(), {}, saved(letterhead()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names, core = archive.namelist(), archive.read("docProps/core.xml")
    assert not any("thumbnail" in name for name in names)
    assert b"python-docx" not in core


def test_what_is_no_word_document_is_refused_with_the_cure():
    with pytest.raises(PacketgenError) as caught:
        write_docx(document(paragraph("x")), style(), {}, b"%PDF-1.7")
    assert caught.value.diagnostics[0].code == "PG515"
    assert "Word Document (*.docx)" in caught.value.diagnostics[0].hint
