"""Markdown to tree: each construct of templates/README.md, and a refusal of everything else."""

from __future__ import annotations

import pytest

from packetgen.model.document import (
    Audience,
    BulletList,
    Callout,
    CalloutKind,
    Checklist,
    Citation,
    ContactCard,
    DefinitionList,
    FillIn,
    Foreign,
    MergeField,
    OrderedList,
    PageBreak,
    Paragraph,
    Section,
    SignatureBlock,
    Strong,
    Table,
    Text,
    WritingLines,
)
from packetgen.model.walk import plain_inlines, plain_text, walk
from tests.worlds import faults, leaflet, profile


def blocks(body: str, **options):
    return leaflet(body, **options).document.blocks


def test_headings_nest_into_sections_with_ids_and_audience():
    top, second = blocks("## A {#a}\n\nx\n\n### B {#b .public}\n\ny\n\n## C {#c}\n\nz")
    assert isinstance(top, Section)
    assert (top.id, top.level, second.id) == ("a", 1, "c")
    inner = top.blocks[1]
    assert isinstance(inner, Section)
    assert (inner.id, inner.level, inner.audience) == ("b", 2, Audience.PUBLIC)


def test_numbers_follow_the_nesting():
    found = [
        b.number
        for b in walk(blocks("## A {#a}\n\nx\n\n### B {#b}\n\ny\n\n## C {#c}\n\nz", numbered=True))
        if isinstance(b, Section)
    ]
    assert found == ["1", "1.1", "2"]


def test_a_heading_with_nothing_under_it_disappears():
    assert blocks("## A {#a}\n\n{% if agency.website %}x{% endif %}\n\nAfter.\n\n## B {#b}\n")[0] != ()
    assert [b.id for b in walk(blocks("## A {#a}\n\n## B {#b}\n\nx")) if isinstance(b, Section)] == ["b"]


def test_a_paragraph_with_an_id_is_a_clause_and_the_id_is_no_text():
    (clause,) = blocks("A delay needs approval. {#delay}")
    assert clause == Paragraph((Text("A delay needs approval."),), "delay")


def test_an_id_alone_names_the_next_block():
    (items,) = blocks("{#who}\n\n- a\n- b")
    assert isinstance(items, BulletList)
    assert items.id == "who"


def test_lists_keep_their_start():
    (items,) = blocks("3. c\n4. d")
    assert isinstance(items, OrderedList)
    assert items.start == 3


def test_straight_quotes_of_templates_become_typographic_and_those_of_facts_stay():
    (paragraph,) = blocks("It's {{ agency.name }}'s.", who=profile({"name": "O'Brien"}))
    assert plain_text(paragraph) == "It’s O'Brien’s."


def test_a_checklist_item_has_owner_due_rule_and_record():
    (steps,) = blocks('- [ ] Check **the list**. {{ step(owner="advocate", due="today", record="log") }}\n- [ ] Call.')
    assert isinstance(steps, Checklist)
    first, second = steps.items
    assert plain_text(first.blocks[0]) == "Check the list."
    assert (first.owner, first.due, first.record) == ((Text("advocate"),), (Text("today"),), (Text("log"),))
    assert (second.name, second.owner) == ("step_2", ())


def test_a_table_has_caption_widths_and_row_headers():
    (table,) = blocks(
        "Table: Who does what {#roles widths=25,75}\n\n| Who | What |\n|---|---|\n| I | {{ agency.name }} |"
    )
    assert isinstance(table, Table)
    assert (table.id, table.widths, table.row_headers) == ("roles", (25, 75), True)
    assert plain_inlines(table.caption) == "Who does what"
    assert plain_inlines(table.rows[0][1]) == "Example County Prosecuting Attorney's Office"


def test_rows_may_come_from_a_loop():
    (table,) = blocks("Table: T\n\n| A | B |\n|---|---|\n{% for n in [1, 2] %}\n| {{ n }} | x |\n{% endfor %}\n")
    assert isinstance(table, Table)
    assert [plain_inlines(row[0]) for row in table.rows] == ["1", "2"]


def test_a_callout_has_kind_and_heading():
    (box,) = blocks("::: choice You choose {#choose}\nText with **strength**.\n:::")
    assert isinstance(box, Callout)
    assert (box.kind, plain_inlines(box.title), box.id) == (CalloutKind.CHOICE, "You choose", "choose")
    assert isinstance(box.blocks[0], Paragraph)
    assert Strong((Text("strength"),)) in box.blocks[0].children


def test_definitions():
    (terms,) = blocks("Appeal\n: A higher court looks.\n\nParole\n: Early release.")
    assert isinstance(terms, DefinitionList)
    assert [plain_inlines(item.term) for item in terms.items] == ["Appeal", "Parole"]


def test_things_that_are_not_text():
    body = "\n\n".join(
        [
            "{{ card(contacts.advocate) }}",
            '{{ lines("My questions", 3) }}',
            '{{ signatures([signatory(agency.head.name, "Chief")]) }}',
            "{{ page_break() }}",
            '{{ merge("name", "name of the person") }} {{ fill("Your name") }} {{ foreign("es", "Hay ayuda.") }}',
            "{{ cite(law.principal_act) }}",
        ]
    )
    card, lines, signatures, page, line, cited = blocks(body)
    assert isinstance(card, ContactCard)
    assert isinstance(lines, WritingLines)
    assert lines.lines == 3
    assert isinstance(signatures, SignatureBlock)
    assert signatures.signatories[0].name == ()
    assert isinstance(page, PageBreak)
    assert isinstance(line, Paragraph)
    assert [type(node) for node in line.children if not isinstance(node, Text)] == [MergeField, FillIn, Foreign]
    assert isinstance(cited, Paragraph)
    assert cited.children == (Citation("us-xe:act", "Example Stat. § 12-101", "https://example.org/12-101"),)


def test_fields_of_the_same_label_have_names_of_their_own():
    (line,) = blocks('{{ fill("Date") }} {{ fill("Date") }}')
    assert isinstance(line, Paragraph)
    assert [node.name for node in line.children if isinstance(node, FillIn)] == ["date", "date_2"]


def test_references_become_the_number_or_the_title():
    body = '## Delay {#delay}\n\nText. {#why}\n\n## Next {#next}\n\nSee {{ ref("delay") }} and {{ ref("why") }}.'
    assert plain_text(blocks(body)[1]).endswith("See “Delay” and “Delay”.")
    assert plain_text(blocks(body, numbered=True)[1]).endswith("See section 1 and section 1.")


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("<div>x</div>", "HTML cannot stand in a template"),
        ("a <b>c</b>", "HTML cannot stand in a template"),
        ("    code", "an indented block cannot stand in a template"),
        ("```\nx\n```", "a code block cannot stand in a template"),
        ("`x`", "code cannot stand in a template"),
        ("> x", "a block quote cannot stand in a template"),
        ("a\n\n---\n", "a rule cannot stand in a template"),
        ("![x](y.png)", "an image cannot stand in the text"),
        ("# Title {#t}", "`#` is the document's title"),
        ("## No id", "the heading “No id” has no id"),
        ("## A {#a}\n\n#### B {#b}\n\nx", "a heading skips a level"),
        ("| A |\n|---|\n| x |", "a table has no caption"),
        ("Table: T {#t widths=50,40}\n\n| A | B |\n|---|---|\n| x | y |", "`widths` must give one number a column"),
        ("::: warning Mind\nx\n:::", "`:::` opens no callout that is known"),
        ("- [ ] a\n- b", "a checklist holds an item without `[ ]`"),
        ("x {{ card(contacts.advocate) }}", "a card, lines, signatures, paragraphs or a page break must stand alone"),
        ("[x]({{ agency.name }})", "a fact cannot stand in a link's address"),
        ("## A {#a}\n\nx\n\n## B {#a}\n\ny", "two blocks have the id `a`"),
        ('{{ ref("nowhere") }}', "a reference leads to `nowhere`"),
    ],
)
def test_what_a_template_may_not_hold_is_refused_with_its_line(body: str, cause: str):
    found = faults(body)
    assert found
    assert cause in found[0]
    assert "templates/leaflet/body.md.j2:" in found[0]


def test_a_required_section_that_is_gone_is_an_error():
    assert "PG426" in faults("Text.", required_sections=["rights"])[0]
