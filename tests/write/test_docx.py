"""What stands in a Word file: styles, lists, contents, tables, controls, running heads, properties, the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from lxml import etree
from openxml_audit import OpenXmlValidator

from packetgen.diagnostics import PacketgenError
from packetgen.model.document import (
    Audience,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Foreign,
    OrderedList,
    PageBreak,
    Paragraph,
    Section,
    Status,
    Table,
    Text,
)
from packetgen.write.docx import write_docx
from packetgen.write.docx_fonts import font_key, obfuscated
from packetgen.write.docx_read import read_words
from packetgen.write.html import write_html
from packetgen.write.html_read import read_words as read_html_words
from tests.strategies import documents
from tests.write.small import document, every_block, paragraph, style, table, words

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def written(made: Document, **assets: bytes) -> bytes:
    return write_docx(made, style(), assets)


def part(data: bytes, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def text_of(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def styled(root: Any, name: str) -> list[Any]:
    return [
        p
        for p in root.iter(qn("w:p"))
        if (s := p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) is not None and s.get(qn("w:val")) == name
    ]


def number_of(paragraph_: Any) -> str | None:
    found = paragraph_.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    return None if found is None else found.get(qn("w:val"))


def section(number: str, title: str, *blocks: Any) -> Section:
    return Section(f"s{number.replace('.', '-')}", number.count(".") + 1, words(title), blocks, number)


def squeezed(text: str) -> str:
    return "".join(text.split())


def faults(data: bytes, folder: Path) -> list[str]:
    path = folder / "made.docx"
    path.write_bytes(data)
    return [str(error) for error in OpenXmlValidator(max_errors=20).validate(str(path)).errors]


# -- the file as a whole ---------------------------------------------------------------------------


def test_a_document_with_every_node_is_valid(tmp_path: Path):
    assert faults(written(every_block()), tmp_path) == []


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=documents())
def test_any_document_is_valid_and_says_the_words_of_the_web_page(
    made: Document, tmp_path_factory: pytest.TempPathFactory
):
    data = written(made)
    assert faults(data, tmp_path_factory.mktemp("any")) == []
    assert squeezed(read_words(data)) == squeezed(read_html_words(write_html(made, style(), {})))


def test_the_same_document_is_the_same_bytes():
    made = every_block()
    first = written(made)
    written(replace(made, numbered=True, audience=Audience.STAFF))
    assert written(made) == first


def test_the_archive_holds_no_times_and_no_machine():
    with zipfile.ZipFile(io.BytesIO(written(every_block()))) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {e.date_time for e in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(e.create_system, e.compress_type) for e in entries} == {(0, zipfile.ZIP_STORED)}


def test_properties_tell_title_agency_language_and_build_date_and_nothing_else():
    opened = docx.Document(io.BytesIO(written(every_block()))).core_properties
    assert (opened.title, opened.author, opened.language) == ("A leaflet", "Example Office", "en-US")
    assert {opened.created.isoformat(), opened.modified.isoformat()} == {"2026-03-01T00:00:00+00:00"}
    assert opened.comments == ""
    assert not any("thumbnail" in n for n in zipfile.ZipFile(io.BytesIO(written(every_block()))).namelist())


def test_no_field_makes_word_ask_a_question():
    data = written(every_block())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".xml"))
    assert b"updateFields" not in everything
    assert b"w:dirty" not in everything


def test_the_language_of_the_document_is_the_default_of_all_runs():
    defaults = part(written(replace(every_block(), language="es-US")), "word/styles.xml").find(qn("w:docDefaults"))
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == "es-US"


def test_fonts_travel_with_the_file_and_can_be_read_again():
    data = written(every_block())
    regular = next(f.data for f in style().fonts if f.weight == 400 and not f.italic and f.file_name.endswith(".ttf"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = archive.read("word/fonts/font1.odttf")
    assert inside != regular
    assert obfuscated(inside, font_key(regular)) == regular


# -- words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["O'Brien & Sons", "<select>", "{{ 7*7 }}", "]]>", 'a "b"', "Kauaʻi", "x" * 112])
def test_text_comes_out_as_typed(text: str):
    made = document(paragraph(text), title=text, agency=text, notices=(text,), footer=words(text))
    data = written(made)
    assert text in [text_of(p) for p in styled(part(data), "BodyText")]
    assert text in text_of(part(data, "word/header1.xml"))
    assert text in text_of(part(data, "word/footer1.xml"))
    assert docx.Document(io.BytesIO(data)).core_properties.title == text


def test_words_of_another_language_say_so_and_run_from_the_right():
    arabic = Foreign("ar", words("مرحبا"), right_to_left=True)
    body = part(written(document(Paragraph((arabic,)), Paragraph((Foreign("es", words("hola")), arabic)))))
    alone, mixed = styled(body, "BodyText")
    assert alone.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert mixed.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None
    tongues = [dict(lang.attrib) for lang in mixed.iter(qn("w:lang"))]
    assert tongues == [{qn("w:val"): "es"}, {qn("w:bidi"): "ar"}]
    assert len(list(mixed.iter(qn("w:rtl")))) == 1


# -- headings and contents -------------------------------------------------------------------------


def test_headings_are_native_and_word_counts_them_as_the_tree_does():
    made = document(section("1", "One", section("1.1", "In")), section("2", "Two"), numbered=True)
    data = written(made)
    assert [number_of(p) for p in styled(part(data), "Heading1")] == [None, None]
    sheet = part(data, "word/styles.xml")
    heading = next(s for s in sheet.iter(qn("w:style")) if s.get(qn("w:styleId")) == "Heading2")
    numbering = part(data, "word/numbering.xml")
    abstract = next(a for a in numbering.iter(qn("w:abstractNum")) if a.get(qn("w:abstractNumId")) == "1")
    level = abstract.findall(qn("w:lvl"))[1]
    assert next(heading.iter(qn("w:numId"))).get(qn("w:val")) == "1"
    assert level.find(qn("w:pStyle")).get(qn("w:val")) == "Heading2"
    assert level.find(qn("w:lvlText")).get(qn("w:val")) == "%1.%2"


def test_a_number_that_word_would_not_reach_starts_its_count_again():
    data = written(document(section("1", "One"), section("4", "Four"), numbered=True))
    number = number_of(styled(part(data), "Heading1")[1])
    made = next(n for n in part(data, "word/numbering.xml").iter(qn("w:num")) if n.get(qn("w:numId")) == number)
    assert next(made.iter(qn("w:startOverride"))).get(qn("w:val")) == "4"


def test_a_number_that_word_does_not_know_is_written_out():
    data = written(document(Section("a", 1, words("Annex"), (), "A"), numbered=True))
    assert text_of(styled(part(data), "Heading1")[0]) == "A Annex"


def test_headings_of_a_document_without_numbers_have_none():
    data = written(document(Section("a", 1, words("Why?"), ())))
    assert not list(
        next(s for s in part(data, "word/styles.xml").iter(qn("w:style")) if s.get(qn("w:styleId")) == "Heading1").iter(
            qn("w:numPr")
        )
    )


def test_contents_show_entries_and_page_numbers_before_any_update():
    body = part(written(every_block()))
    gallery = next(body.iter(qn("w:docPartGallery")))
    assert gallery.get(qn("w:val")) == "Table of Contents"
    entries = [text_of(p) for p in styled(body, "TOC1")]
    assert [re.sub(r"\d+$", "#", e) for e in entries] == ["1What can I decide?#", "2Forms#"]
    codes = [(i.text or "").strip() for i in body.iter(qn("w:instrText"))]
    assert codes[0] == 'TOC \\o "1-1" \\h \\z \\u'
    assert [c for c in codes if c.startswith("PAGEREF")] == ["PAGEREF decide \\h", "PAGEREF forms \\h"]


def test_every_field_is_closed_and_has_a_result():
    data = written(every_block())
    for name in ("word/document.xml", "word/footer1.xml"):
        kinds = [f.get(qn("w:fldCharType")) for f in part(data, name).iter(qn("w:fldChar"))]
        assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 0


# -- lists, tables, boxes --------------------------------------------------------------------------


def test_each_numbered_list_starts_again_at_its_own_start():
    one = OrderedList(((paragraph("a"),), (paragraph("b"),)))
    data = written(document(one, paragraph("between"), replace(one, start=3)))
    numbers = [number_of(p) for p in styled(part(data), "ListNumber")]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    starts = {
        n.get(qn("w:numId")): next(n.iter(qn("w:startOverride"))).get(qn("w:val"))
        for n in part(data, "word/numbering.xml").iter(qn("w:num"))
        if n.get(qn("w:numId")) in numbers
    }
    assert starts == {numbers[0]: "1", numbers[2]: "3"}


def test_bullets_are_a_list_and_nest():
    inner = BulletList(((paragraph("in"),),))
    body = part(written(document(BulletList(((paragraph("out"), inner),)))))
    levels = [p.find(f".//{qn('w:ilvl')}").get(qn("w:val")) for p in styled(body, "ListBullet")]
    assert levels == ["0", "1"]


def test_a_table_repeats_its_header_never_splits_rows_and_tells_its_caption():
    body = part(written(document(table(3))))
    rows = list(body.iter(qn("w:tr")))
    assert [len(list(r.iter(qn("w:tblHeader")))) for r in rows] == [1, 0, 0, 0]
    assert not next(rows[0].iter(qn("w:tblHeader"))).attrib
    assert all(len(list(r.iter(qn("w:cantSplit")))) == 1 for r in rows)
    assert next(body.iter(qn("w:tblCaption"))).get(qn("w:val")) == "Who does what"
    assert next(body.iter(qn("w:tblLook"))).get(qn("w:firstColumn")) == "1"
    assert text_of(styled(body, "Caption")[0]) == "Who does what"


def test_tables_that_follow_each_other_stay_two():
    bare = Table((), (words("A"),), ((words("b"),),), (100,))
    body = next(part(written(document(bare, bare))).iter(qn("w:body")))
    tags = [child.tag for child in body if child.tag in (qn("w:tbl"), qn("w:p"))]
    first = tags.index(qn("w:tbl"))
    assert tags[first : first + 3] == [qn("w:tbl"), qn("w:p"), qn("w:tbl")]


def test_a_callout_is_paragraphs_and_says_its_kind():
    body = part(written(document(Callout(CalloutKind.SAFETY, words("If in danger"), (paragraph("Call 911."),)))))
    assert text_of(styled(body, "SafetyTitle")[0]) == "SafetyIf in danger"
    assert text_of(styled(body, "SafetyText")[0]) == "Call 911."
    assert not list(body.iter(qn("w:tbl")))


def test_a_page_break_is_a_property_of_what_follows():
    body = part(written(document(paragraph("a"), PageBreak(), paragraph("b"))))
    assert [len(list(p.iter(qn("w:pageBreakBefore")))) for p in styled(body, "BodyText")] == [0, 1]


# -- controls and links ----------------------------------------------------------------------------


def test_boxes_and_places_to_write_are_controls_with_names():
    body = part(written(every_block()))
    tags = {t.get(qn("w:val")): t.getparent() for t in body.iter(qn("w:tag"))}
    assert {"my-name", "by-phone", "step-1", "step-2"} <= tags.keys()
    assert tags["my-name"].find(qn("w:showingPlcHdr")) is not None
    assert tags["my-name"].find(qn("w:alias")).get(qn("w:val")) == "Your name"
    assert not list(next(body.iter(qn("w:tag"))).getparent().iter(qn("w:id")))


def test_merge_fields_are_words_own():
    body = part(written(every_block()))
    assert " MERGEFIELD recipient \\* MERGEFORMAT " in [i.text for i in body.iter(qn("w:instrText"))]
    assert "«name of the recipient»" in text_of(body)


def test_links_lead_to_addresses_and_bookmarks():
    data = written(every_block())
    rels = part(data, "word/_rels/document.xml.rels")
    outside = {r.get("Target") for r in rels if r.get("TargetMode") == "External"}
    assert {"https://example.org/12-101", "tel:+18165550142"} <= outside
    body = part(data)
    anchors = {h.get(qn("w:anchor")) for h in body.iter(qn("w:hyperlink"))} - {None}
    assert anchors <= {b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))}


def test_a_picture_has_its_alternative_or_is_decorative():
    shown = Figure("seal.png", "Seal of the county", 20)
    data = written(document(shown, replace(shown, alt="", decorative=True)), **{"seal.png": PIXEL})
    first, second = part(data).iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    assert first.get("descr") == "Seal of the county"
    assert b"decorative" in etree.tostring(second)
    assert [n for n in zipfile.ZipFile(io.BytesIO(data)).namelist() if "media" in n] == ["word/media/packet1.png"]


def test_a_picture_that_word_cannot_show_is_refused_by_name():
    made = document(Figure("seal.svg", "Seal", 20))
    with pytest.raises(PacketgenError) as caught:
        written(made, **{"seal.svg": b"<svg/>"})
    assert caught.value.diagnostics[0].subject == "seal.svg"


# -- running heads ---------------------------------------------------------------------------------


def test_running_heads_tell_agency_edition_notices_contact_and_pages():
    data = written(every_block())
    header = part(data, "word/header1.xml")
    assert (
        text_of(header)
        == "Example OfficePolicy VS-4.12 · Version 1.0 · DraftDRAFT - not for releaseExample County is fictional."
    )
    footer = part(data, "word/footer1.xml")
    assert text_of(footer).startswith("Questions? 816-555-0142A leafletPage 1 of ")
    assert [(i.text or "").strip() for i in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(("status", "count"), [(Status.DRAFT, 1), (Status.FINAL, 0)])
def test_only_a_draft_carries_the_watermark(status: Status, count: int):
    header = etree.tostring(part(written(replace(every_block(), status=status)), "word/header1.xml"))
    assert header.count(b"PowerPlusWaterMarkObject") == count


def test_the_agencys_colour_and_the_readers_size_reach_the_styles():
    staff = etree.tostring(part(written(document(Paragraph((Text("x"),)), audience=Audience.STAFF)), "word/styles.xml"))
    victim = etree.tostring(part(written(document(Paragraph((Text("x"),)), accent="#8a1c1c")), "word/styles.xml"))
    assert b'w:val="14466E"' in staff
    assert b'w:val="22"' in staff
    assert b'w:val="8A1C1C"' in victim
    assert b'w:val="25"' in victim
    assert b"urn:packetgen:tokens" not in staff
