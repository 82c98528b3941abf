"""What a Word file says of itself, and that an edit to any clause is found from the file alone."""

from __future__ import annotations

import io
import zipfile

from hypothesis import HealthCheck, given, settings

from packetgen.model.document import BulletList, Document, PageBreak, Section
from packetgen.write.docx import write_docx
from packetgen.write.docx_identity import changed_clauses, read_identity
from packetgen.write.identity import clauses
from tests.strategies import documents
from tests.write.small import document, every_block, paragraph, style, table, words


def written(made: Document) -> bytes:
    return write_docx(made, style(), {})


def edited(data: bytes, old: str, new: str) -> bytes:
    """Return the file as if someone had typed something else into its body."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode(), 1)
            after.writestr(name, part)
    return buffer.getvalue()


def changed(data: bytes) -> list[str]:
    return [clause.id for clause in changed_clauses(data)]


def test_the_file_tells_what_made_it_and_which_facts_it_used():
    made = every_block()
    identity = read_identity(written(made))
    assert identity is not None
    assert identity.made["document"] == "leaflet"
    assert identity.made["built_on"] == "2026-03-01"
    assert identity.fingerprints == {"profile": "a" * 16, "template": "b" * 16, "style": "c" * 16}
    assert identity.law == (("us-mo", "2026.1", "d" * 16),)
    assert identity.facts == made.facts


def test_clauses_carry_the_fingerprints_that_all_formats_share():
    made = every_block()
    identity = read_identity(written(made))
    assert identity is not None
    assert {c.id: c.fingerprint for c in identity.clauses} == {c.id: c.fingerprint for c in clauses(made)}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=documents())
def test_a_file_that_nobody_touched_has_no_changes(made: Document):
    data = written(made)
    assert changed_clauses(data) == ()
    identity = read_identity(data)
    assert identity is not None
    assert len({c.bookmark.lower() for c in identity.clauses}) == len(identity.clauses)


def test_an_edit_is_found_in_the_clause_where_it_was_made():
    made = document(
        Section("one", 1, words("One"), (paragraph("Alpha.", "first"), paragraph("Beta.", "second"))),
        Section("two", 1, words("Two"), (paragraph("Gamma."), table(2))),
    )
    data = written(made)
    assert changed(edited(data, "Beta.", "Better.")) == ["second"]
    assert changed(edited(data, "Gamma.", "Other words.")) == ["two"]
    assert changed(edited(data, "Role 2", "Role B")) == ["roles"]
    assert changed(edited(data, ">Two<", ">Zwei<")) == ["two"]


def test_words_typed_at_the_end_of_a_clause_or_between_two_are_found():
    made = document(Section("one", 1, words("One"), (paragraph("Alpha.", "first"), paragraph("Beta.", "second"))))
    data = written(made)
    more = "<w:p><w:r><w:t>More.</w:t></w:r></w:p>"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
    end = body[body.index("Alpha.") : body.index("</w:p>", body.index("Alpha."))]
    assert changed(edited(data, end, f"{end}<w:r><w:t> And so on.</w:t></w:r>")) == ["first"]
    assert changed(edited(data, f"{end}</w:p>", f"{end}</w:p>{more}")) == ["one"]


def test_a_clause_that_is_gone_is_told_as_gone():
    data = written(document(paragraph("Alpha.", "first")))
    clause = changed_clauses(edited(data, 'w:name="first"', 'w:name="elsewhere"'))[0]
    assert (clause.id, clause.built, clause.now) == ("first", "Alpha.", None)


def test_a_ticked_box_is_no_change():
    data = written(every_block())
    assert changed(edited(data, "<w:t>\N{BALLOT BOX}</w:t>", "<w:t>\N{BALLOT BOX WITH X}</w:t>")) == []


def test_words_belong_to_the_innermost_clause():
    made = document(
        Section(
            "one",
            1,
            words("One"),
            (
                paragraph("Own."),
                BulletList(((paragraph("Item.", "item"),), (paragraph("Rest."),)), "list"),
                PageBreak("pb"),
            ),
        )
    )
    identity = read_identity(written(made))
    assert identity is not None
    assert [(c.id, c.text, c.kind) for c in identity.clauses] == [
        ("one", "One\nOwn.", "section"),
        ("list", "Rest.", "clause"),
        ("item", "Item.", "clause"),
        ("pb", "", "mark"),
    ]


def test_a_file_of_another_maker_says_nothing():
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert read_identity(other.getvalue()) is None
    assert changed_clauses(other.getvalue()) == ()
