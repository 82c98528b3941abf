"""The reading grade against textstat, and the parts of a document whose grade is taken."""

from __future__ import annotations

from typing import Any

import pytest

from packetgen.assemble.pipeline import assemble
from packetgen.check.document_words import DocumentInput
from packetgen.check.reading import grade, length, sentences_of
from packetgen.check.reading_parts import ENOUGH, parts, sentences
from packetgen.model.document import Audience
from tests.worlds import pack, profile, request

PLAIN = "You need to sign up to get this news. Call the prison and ask for it. They put your name on a list. If you move, tell them where you live now."
MIDDLING = "The office must tell a person about a filing before the public hears of it. If it cannot reach the person in time, it records each attempt and asks the supervisor what to do next."
HARD = "Notification of developments concerning postconviction proceedings is contingent upon registration with the responsible administrative authority. Eligibility determinations require documentation of expenditures."
LONG = " ".join(["We can help you with the call if you want us to."] * 6)


def given(body: str, **options: Any) -> DocumentInput:
    asked = request(body, **options)
    return DocumentInput(assemble(asked).document, asked.type, asked.law, asked.profile)


@pytest.mark.parametrize(("text", "textstat"), [(PLAIN, -0.3), (MIDDLING, 7.42), (HARD, 27.28)])
def test_the_grade_is_that_of_textstat(text: str, textstat: float):
    """The values are those of textstat 0.7.13 with the Carnegie Mellon dictionary."""
    assert grade(sentences_of(text)) == pytest.approx(textstat, abs=0.2)


def test_without_words_there_is_no_grade():
    assert grade([]) == 0.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call at 5 p.m. Monday to Friday. Ask for Ana.", ("Call at 5 p.m. Monday to Friday.", "Ask for Ana.")),
        ("How much. Tell us what you want.", ("Tell us what you want.",)),
        ("You can choose: “Call me first.” Then we call.", ("You can choose:", "“Call me first.", "Then we call.")),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: tuple[str, ...]):
    assert sentences_of(text) == expected


def test_numbers_count_in_the_length_of_a_sentence():
    assert length("Call within 14 days of May 3, 2026.") == 8


def test_names_terms_numbers_and_links_are_taken_out():
    who = profile(agency={"name": "Office of Interdepartmental Administration"})
    law = pack(
        glossary=[{"term": "commutation", "plain": "A shorter sentence.", "sources": [], "authorities": ["act"]}]
    )
    body = (
        "## A {#a}\n\nAsk the {{ agency.name }} about a commutation at 816-555-0142 or [the page](https://example.org)."
    )
    (one,) = sentences(given(body, who=who, law=law))
    assert one.counted == "Ask the ¤ about a ¤ at or the page."


def test_short_parts_are_read_with_their_neighbours_but_never_with_those_for_other_readers():
    body = f"## A {{#a}}\n\n{PLAIN}\n\n## B {{#b}}\n\n{LONG}\n\n## C {{#c .victim}}\n\n{PLAIN}\n\n## D {{#d .victim}}\n\n{LONG}"
    found = parts(given(body, audience="staff"))
    assert [(part.title, part.audience) for part in found] == [("B", Audience.STAFF), ("D", Audience.VICTIM)]
    assert all(part.words >= ENOUGH for part in found)


def test_what_is_short_and_last_joins_the_part_before_it():
    found = parts(given(f"## A {{#a}}\n\n{LONG}\n\n## B {{#b}}\n\n{PLAIN}"))
    assert [part.title for part in found] == ["A"]


def test_contact_cards_labels_and_terms_are_not_read():
    body = '## A {#a}\n\n{{ card(contacts.advocate) }}\n\n{{ fill("Name", 20) }}\n\nParole\n: Leaving prison before the end.'
    assert [one.text for one in sentences(given(body))] == ["Leaving prison before the end."]
