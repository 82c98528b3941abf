"""The two editions of the directory and the State Guide: who finds what, and what never leaves the office."""

from __future__ import annotations

from typing import Any

import pytest

from packetgen.assemble.process import process_blocks
from packetgen.model.authority import Registration
from packetgen.model.document import OrderedList, ProcessFigure, Table
from packetgen.model.profile import AgencyType
from packetgen.model.walk import plain_inlines, plain_text, walk
from tests import packets
from tests.strategies import LABELS

VICTIMS, STAFF, GUIDE = "support-directory", "partner-directory", "state-guide"


def partner(data: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the partner of an id in a profile's plain data."""
    return next(p for p in data["partners"] if p["id"] == name)


def told(slug: str, change: packets.Change = lambda data: None) -> str:
    """Return the words of a document of the fictional office, its profile changed."""
    return packets.words(packets.variant(slug, packets.changed_profile(change)))


def test_victims_are_never_shown_a_restorative_partner_and_staff_are_with_its_rules():
    assert "Common Ground" not in told(VICTIMS)
    assert "We do not offer or arrange such a talk while a claim of innocence may be open." in told(VICTIMS)
    assert "Common Ground" in told(STAFF)
    assert "Never while a claim of innocence may be open" in told(STAFF)


def test_what_is_for_staff_alone_stays_with_staff():
    def hidden(data: dict[str, Any]) -> None:
        partner(data, "harbor-house")["audience"] = "staff"

    assert "Harbor House" not in told(VICTIMS, hidden)
    assert "do not hand this entry out" in told(STAFF, hidden)
    for words in ("To refer", "Memorandum", "Director of Communications", "Director of Victim Services"):
        assert words not in told(VICTIMS)
        assert words in told(STAFF)


def test_an_entry_without_a_channel_is_a_gap_in_both_editions():
    def unreachable(data: dict[str, Any]) -> None:
        for key in ("phone", "website"):
            del partner(data, "still-here")[key]

    for slug in (VICTIMS, STAFF):
        document = packets.variant(slug, packets.changed_profile(unreachable))
        assert any("Still Here" in item.text and item.gap for item in document.open_items)


def test_a_person_finds_help_by_need_and_by_name():
    document = packets.variant(VICTIMS)
    tables = {block.id: block for block in walk(document.blocks) if isinstance(block, Table)}
    needs = {plain_inlines(row[0]): plain_inlines(row[1]) for row in tables["needs-table"].rows}
    assert "Harbor House of Example County: 816-555-0160" in needs["Someone hurt me at home, or my partner did"]
    assert "Still Here" in needs["Someone I love was killed"]
    names = [plain_inlines(row[0]) for row in tables["names-table"].rows]
    assert names == sorted(names, key=str.lower)
    assert len(names) == len(set(names))


def test_each_entry_says_in_one_line_who_may_learn_what_is_said():
    lines = list(told(VICTIMS).split("Privacy: ")[1:])
    entries = [p for p in packets.agency(packets.FICTIONAL).profile.partners if p.group != "restorative"]
    assert len(lines) >= len(entries)
    assert all(line.split(".")[0].count(" ") < 20 for line in lines)


def test_without_partners_both_editions_still_stand():
    def without(data: dict[str, Any]) -> None:
        data["partners"] = []

    assert "Across Example State" in told(VICTIMS, without)
    assert "No partner is recorded yet." in told(STAFF, without)


@pytest.mark.parametrize("kind", [k for k in AgencyType if not k.value.startswith("uk_")])
@pytest.mark.parametrize("slug", [GUIDE, VICTIMS, STAFF])
def test_every_kind_of_agency_has_them(slug: str, kind: AgencyType):
    def changed(data: dict[str, Any]) -> None:
        data["agency"]["type"] = kind.value

    assert told(slug, changed)


def test_the_guide_stands_on_a_pack_that_lacks_nearly_everything():
    kept = {
        "schema_version",
        "pack",
        "emergency_number",
        "authorities",
        "sources",
        "victim_definition",
        "principal_act",
    }

    def bare(data: dict[str, Any]) -> None:
        for key in set(data) - kept - {"terms"}:
            del data[key]
        data.update(stages=[], rights=[])

    text = packets.words(packets.variant(GUIDE, law=packets.changed_law(bare)))
    assert "We do not yet have the stages of Example State." in text
    assert "None" not in text


def test_the_drawing_and_its_list_say_the_same():
    document = packets.variant(GUIDE)
    blocks = list(walk(document.blocks))
    figure = next(block for block in blocks if isinstance(block, ProcessFigure))
    listed = next(block for block in blocks[blocks.index(figure) :] if isinstance(block, OrderedList))
    for step, item in zip(figure.steps, listed.items, strict=True):
        words = plain_text(item[0])
        assert words.startswith(f"{step.title}. {step.note}.")
        assert ("come again" in words) == step.repeats
        assert ("between or after" in words) == step.any_time
        assert step.title in figure.alt
    assert [s.any_time for s in figure.steps] == sorted(s.any_time for s in figure.steps)


@pytest.mark.parametrize(
    ("ways", "note"),
    [
        (["automatic"], "News: no sign-up needed"),
        (["automatic", "not_needed"], "News: no sign-up needed"),
        (["written_request"], "News: ask in writing"),
        (["written_request", "on_request"], "News: sign up or ask"),
        (["written_request", "automatic"], "News: for some of it, sign up or ask"),
        ([], "News: ask if you must sign up"),
    ],
)
def test_a_stage_tells_in_a_few_words_whether_to_sign_up(ways: list[str], note: str):
    stage = packets.agency(packets.FICTIONAL).laws.law.value.stages[0]
    updates = tuple(stage.updates[0].model_copy(update={"registration": Registration(way)}) for way in ways)
    figure, _ = process_blocks([stage.model_copy(update={"updates": updates})], "The sentence", (), dict(LABELS))
    assert isinstance(figure, ProcessFigure)
    assert figure.steps[0].note == note
