"""The law of a day: which text of a topic holds, and what is due for a new look."""

from __future__ import annotations

from datetime import date

import pytest

from packetgen.model.in_force import in_force, statements_on
from packetgen.model.shelf_life import origins_overdue, overdue, pack_overdue
from packetgen.model.topics import State, coverage
from tests.worlds import DAY, pack

OLD = {"plain": "One year.", "authorities": ["act"], "effective_to": "2026-12-31"}
NEW = {"effective_from": "2027-01-01", "restitution": {"plain": "Two years.", "authorities": ["act"]}}
PAST = {"effective_to": "2019-12-31", "restitution": {"plain": "No limit.", "authorities": ["act"]}}
LAW = pack(restitution={**OLD, "effective_from": "2020-01-01"}, versions=[NEW, PAST])


@pytest.mark.parametrize(
    ("day", "text", "path"),
    [
        (date(2019, 12, 31), "No limit.", "versions.1.restitution"),
        (date(2020, 1, 1), "One year.", "restitution"),
        (date(2026, 12, 31), "One year.", "restitution"),
        (date(2027, 1, 1), "Two years.", "versions.0.restitution"),
    ],
)
def test_each_day_has_the_text_that_holds_then(day, text, path):
    of_day = in_force(LAW, day)
    assert of_day.restitution
    assert of_day.restitution.plain == text
    assert not of_day.versions
    assert [p for p, _ in statements_on(LAW, day) if "restitution" in p] == [path]


def test_a_topic_without_a_text_for_a_day_is_not_there():
    law = pack(restitution=OLD)
    assert in_force(law, date(2027, 1, 1)).restitution is None
    assert next(c.state for c in coverage(law, date(2027, 1, 1)) if c.topic == "restitution") is State.MISSING


def test_entries_of_lists_come_and_go():
    word = {"term": "parole", "plain": "Early release.", "authorities": ["act"]}
    law = pack(glossary=[{**word, "effective_to": "2026-06-30"}, {**word, "term": "remand"}])
    assert [entry.term for entry in in_force(law, DAY).glossary] == ["remand"]
    assert [entry.term for entry in in_force(law, date(2026, 6, 30)).glossary] == ["parole", "remand"]


def test_an_authority_may_be_due_before_its_pack():
    act = LAW.authorities[0].model_copy(update={"next_review": date(2026, 11, 1)})
    law = LAW.model_copy(update={"authorities": (act,)})
    assert not pack_overdue(law, DAY)
    assert origins_overdue(law, date(2026, 11, 1)) == ()
    assert origins_overdue(law, DAY) == (act,)
    assert law.principal_act
    assert overdue(law, law.principal_act, DAY)
    assert not overdue(LAW, law.principal_act, DAY)


def test_a_pack_is_due_after_its_day_and_after_a_year():
    assert not pack_overdue(LAW, LAW.pack.next_review)
    assert pack_overdue(LAW, date(2027, 11, 2))
