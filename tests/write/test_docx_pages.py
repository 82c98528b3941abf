"""The page estimate: within a page of what LibreOffice makes of the same file, and cheap to correct."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

from docx.oxml.ns import qn
from lxml import etree

from packetgen.model.document import (
    Audience,
    BulletList,
    Callout,
    CalloutKind,
    Contents,
    ContentsEntry,
    Document,
    PageBreak,
    Section,
)
from packetgen.write.docx import write_docx
from tests.write.small import LONG, card, document, paragraph, style, table, words

SECTIONS = 14

TRUE_PAGES: dict[Audience, tuple[int, ...]] = {
    Audience.STAFF: (2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14),
    Audience.VICTIM: (2, 3, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 16, 18),
}
"""Pages of the sections in LibreOffice 7.4's PDF of the same file, read off by ``docx_by_hand.py``."""


def handbook(audience: Audience) -> Document:
    """Return a document of a dozen pages with all that makes pages hard to count."""
    sections = []
    for number in range(1, SECTIONS + 1):
        listed = BulletList(((paragraph(LONG[:90]),), (paragraph(LONG[:320]),)))
        last = (
            replace(table(5), id=""),
            replace(card(), id=""),
            Callout(CalloutKind.NOTE, words("Note"), (paragraph(LONG[:200]), listed)),
        )[number % 3]
        blocks = (paragraph(LONG), listed, paragraph(LONG[:400]), last)
        sections.append(Section(f"part-{number}", 1, words(f"Part {number:02} of the book"), blocks, str(number)))
    entries = tuple(ContentsEntry(1, s.number, s.title, s.id) for s in sections)
    return document(Contents("Contents", entries), PageBreak(), *sections, numbered=True, audience=audience)


def shown_pages(data: bytes) -> tuple[int, ...]:
    """Return the page numbers that the contents show."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    lines = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in next(body.iter(qn("w:sdt"))).iter(qn("w:p")))
    return tuple(int(found[1]) for line in lines if (found := re.search(r"book(\d+)$", line)))


def test_the_estimate_is_within_a_page_of_the_true_one():
    for audience, true in TRUE_PAGES.items():
        shown = shown_pages(write_docx(handbook(audience), style(), {}))
        assert len(shown) == len(true) == SECTIONS
        assert max(abs(one - other) for one, other in zip(shown, true, strict=True)) <= 1


def test_the_footer_knows_how_many_pages_there_are():
    data = write_docx(handbook(Audience.STAFF), style(), {})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        footer = etree.fromstring(archive.read("word/footer1.xml"))
    said = "".join(t.text or "" for t in footer.iter(qn("w:t")))
    last = shown_pages(data)[-1]
    assert said.endswith((f"Page 1 of {last}", f"Page 1 of {last + 1}"))


def test_a_page_break_turns_the_page():
    made = document(
        Contents("Contents", (ContentsEntry(1, "", words("The book"), "a"),)),
        PageBreak(),
        PageBreak(),
        Section("a", 1, words("The book"), ()),
    )
    assert shown_pages(write_docx(made, style(), {})) == (2,)


def test_a_heading_is_never_counted_on_the_page_that_its_text_left():
    filler = tuple(paragraph("One line.") for _ in range(31))
    for more in range(6):
        made = document(
            Contents("Contents", (ContentsEntry(1, "", words("The book"), "a"),)),
            *filler,
            *[paragraph("x")] * more,
            Section("a", 1, words("The book"), (paragraph(LONG),)),
        )
        assert shown_pages(write_docx(made, style(), {}))[0] in (1, 2)
