"""Strict rendering: every fault with its line in one run; values never act as markup, template or anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packetgen.model.document import Gap, Link, Paragraph, Section, Status, Text
from packetgen.model.fields import forbidden_character
from packetgen.model.walk import all_inlines, plain_text, walk
from tests.worlds import faults, leaflet, pack, profile

NASTY = [
    "O'Brien & Sons",
    "<select>",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "*stars* _and_ `ticks`",
    "a | b",
    "# 1. heading",
    "1. one",
    "- item",
    "[x](https://example.org)",
    "::: safety",
    "{#id}",
    "\\*back\\slash",
    "Kauaʻi, Doña Ana",
    "בית משפט",
    "A" * 112,
    "&amp; &lt;",
    "<!-- x -->",
    "Table: x",
    "[ ] box",
    "    indented",
    "https://example.org",
]


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize(
    "body",
    [
        "{{ agency.name }}",
        "Start {{ agency.name }} end.",
        "**{{ agency.name }}**",
        "- {{ agency.name }}",
        "## {{ agency.name }} {#s}\n\nText.",
        "Table: {{ agency.name }} {#t}\n\n| A | B |\n|---|---|\n| {{ agency.name }} | x |",
        "::: note {{ agency.name }}\nText.\n:::",
        "{{ agency.name }}\n: {{ agency.name }}",
    ],
)
def test_a_value_comes_out_as_typed_wherever_it_stands(name: str, body: str):
    document = leaflet(body, profile({"name": name})).document
    words = "\n".join(plain_text(block) for block in document.blocks)
    assert name.strip() in words or " ".join(name.split()) in words


@given(
    st.text(min_size=1, max_size=60).filter(lambda t: t.strip() and forbidden_character(t) is None and "\n" not in t)
)
def test_any_text_that_a_profile_may_hold_comes_out_as_typed(name: str):
    document = leaflet("Start {{ agency.name }} end.", profile({"name": name})).document
    kept = " ".join(profile({"name": name}).agency.name.split())
    assert document.blocks == (Paragraph((Text(f"Start {kept} end."),)),)


def test_every_unknown_name_of_a_template_comes_out_in_one_run_with_its_line_and_the_nearest_name():
    body = "{{ agency.nme }}\n\n{% if agency.websit %}x{% endif %}\n\n{{ nothing.at.all }}\n\n{{ has.reviews }}"
    assert faults(body) == [
        "PG401 templates/leaflet/body.md.j2:1 `agency` has no `nme` | did you mean `name`?",
        "PG401 templates/leaflet/body.md.j2:3 `agency` has no `websit` | did you mean `website`?",
        "PG401 templates/leaflet/body.md.j2:5 there is no `nothing` | see templates/README.md for the names that a template may use",
        "PG401 templates/leaflet/body.md.j2:7 there is no `reviews` | did you mean `review`?",
    ]


def test_an_unknown_name_is_placed_through_include_and_macro():
    others = {
        "_shared/part.md.j2": "First.\n\n{{ agency.nme }}\n",
        "_shared/macros.md.j2": "{% macro greet() %}\nHello\n{{ agency.nmae }}{% endmacro %}\n",
    }
    body = '{% from "_shared/macros.md.j2" import greet with context %}\n{% include "_shared/part.md.j2" %}\n\n{{ greet() }}'
    assert [fault.split(" | ")[0] for fault in faults(body, others=others)] == [
        "PG401 templates/_shared/part.md.j2:3 `agency` has no `nme`",
        "PG401 templates/_shared/macros.md.j2:3 `agency` has no `nmae`",
    ]


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("Hello {{ agency", "PG402 templates/leaflet/body.md.j2:1"),
        ("\n\n{% if %}x{% endif %}", "PG402 templates/leaflet/body.md.j2:3"),
        ("{{ card('x') }}", "PG402 templates/leaflet/body.md.j2:1 `card` takes a contact, a partner or a service"),
        (
            "a\n\n{{ contacts.advocate.purposes }}",
            "PG401 templates/leaflet/body.md.j2:3 a list has no words of its own",
        ),
        ("{{ contacts.advocate }}", "PG401 templates/leaflet/body.md.j2:1 a record has no words of its own"),
        ("{{ has.review }}", "PG401 templates/leaflet/body.md.j2:1 a yes-or-no value has no words"),
        ("{{ agency.__class__.__mro__ }}", "PG40"),
        ("{% include 'nowhere.md.j2' %}", "PG402 templates/leaflet/body.md.j2:1"),
    ],
)
def test_a_broken_template_names_its_line(body: str, cause: str):
    assert faults(body)[0].startswith(cause)


def test_a_missing_fact_is_a_numbered_gap_with_one_number_and_every_place():
    result = leaflet("{{ agency.website }} and {{ agency.area }}\n\n{{ agency.website }}")
    gaps = [node for node in all_inlines(result.document.blocks) if isinstance(node, Gap)]
    assert [(gap.number, gap.field) for gap in gaps] == [
        (1, "agency.website"),
        (2, "agency.area"),
        (1, "agency.website"),
    ]
    assert [d.subject for d in result.diagnostics] == ["agency.website", "agency.area"]
    assert [span.line for span in result.diagnostics[0].needed_by] == [1, 3]
    assert [d.severity for d in result.diagnostics] == ["warning", "warning"]
    assert result.document.open_items[0].text == "Gap 1: public web site"


def test_a_final_document_makes_each_gap_an_error():
    result = leaflet("{{ agency.website }}", status=Status.FINAL)
    assert [d.severity for d in result.diagnostics] == ["error"]
    assert len(result.document.notices) == 1
    assert "is fictional" in result.document.notices[0]


def test_what_is_missing_below_a_missing_part_is_one_gap_with_the_whole_path():
    result = leaflet("{{ agency.head.name }} {{ contacts.complaints.phone }}")
    assert [d.subject for d in result.diagnostics] == ["agency.head.name", "contacts.complaints.phone"]


def test_a_typo_below_a_missing_part_is_still_a_typo():
    assert faults("{{ agency.head.nmae }}")[0].startswith("PG401")


def test_an_absent_fact_asked_for_leaves_nothing_behind():
    document = leaflet(
        "Before.\n\n{% if agency.website %}\nSee {{ link(agency.website) }}.\n{% endif %}\n\nAfter."
    ).document
    assert [plain_text(block) for block in document.blocks] == ["Before.", "After."]


def test_words_with_another_first_letter_can_be_listed():
    body = (
        '{{ ["One", "Two"]|map("lower_first")|listed }} {{ agency.name|lower_first }} {{ 2|count("Day")|lower_first }}'
    )
    (line,) = leaflet(body, profile({"name": "Office"})).document.blocks
    assert plain_text(line) == "one and two office 2 Days"


def test_a_line_of_text_that_ends_in_a_tag_keeps_its_end():
    body = "Table: T\n\n| A |\n|---|\n| x{% if agency.area %}y{% endif %} |{% if agency.name %} {% endif %}\n| z |{## a remark ##}\n| w |\n"
    (table,) = leaflet(body).document.blocks
    assert plain_text(table).split("\n") == ["T", "A", "x", "z", "w"]


def test_each_block_knows_its_template_lines_and_facts_through_includes():
    others = {"_shared/part.md.j2": "From {{ agency.area }}.\n"}
    body = 'By {{ agency.name }}.\n\n{% include "_shared/part.md.j2" %}\n'
    first, second = leaflet(body, profile({"area": "Example County"}), others=others).document.blocks
    assert [(s.path, s.line) for s in first.origin.spans] == [("templates/leaflet/body.md.j2", 1)]
    assert first.origin.facts == ("agency.name",)
    assert [(s.path, s.line) for s in second.origin.spans] == [("templates/_shared/part.md.j2", 1)]
    assert second.origin.facts == ("agency.area",)


def test_the_document_lists_every_fact_it_used_sorted():
    document = leaflet("{{ law.emergency_number }} {{ agency.name }} {{ cite(law.principal_act) }}").document
    assert document.facts == ("agency.name", "law.us-xe.emergency_number", "law.us-xe.principal_act")


def test_law_that_does_not_hold_on_the_day_is_left_out():
    term = {"plain": "x", "authorities": ["act"]}
    law = pack(glossary=[{"term": "old", "effective_to": "2025-12-31", **term}, {"term": "new", **term}])
    document = leaflet("{% for t in law.glossary %}{{ t.term }} {% endfor %}", law=law).document
    assert plain_text(document.blocks[0]) == "new"


def test_a_phone_is_a_link_and_a_date_is_long():
    document = leaflet("{{ contacts.advocate.phone }} on {{ built_on }}").document
    assert document.blocks == (
        Paragraph((Link("tel:+1-573-555-0101", (Text("573-555-0101"),)), Text(" on November 21, 2026"))),
    )


def test_the_same_inputs_give_the_same_tree():
    body = "## A {#a}\n\n{{ agency.name }} {{ contacts.advocate.phone }}"
    assert leaflet(body).document == leaflet(body).document


def test_a_staff_contact_is_not_there_for_a_victims_document():
    staff = {"id": "in", "label": "Inside", "purposes": ["media"], "phone": "573-555-0102", "audience": "staff"}
    who = profile(contacts=[staff])
    assert [d.subject for d in leaflet("{{ contacts.media.phone }}", who).diagnostics] == ["contacts.media.phone"]
    assert not leaflet("{{ contacts.media.phone }}", who, audience="staff").diagnostics


def test_staff_sections_do_not_reach_a_victims_document():
    body = "## For all {#all}\n\nText.\n\n## For staff {#inside .staff}\n\nSecret."
    assert [b.id for b in walk(leaflet(body).document.blocks) if isinstance(b, Section)] == ["all"]
    assert [b.id for b in walk(leaflet(body, audience="staff").document.blocks) if isinstance(b, Section)] == [
        "all",
        "inside",
    ]
