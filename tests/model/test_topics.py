"""How well a pack answers each topic, and what changed between two packs."""

from __future__ import annotations

from datetime import date

import pytest

from packetgen.model.changes import Difference, differences
from packetgen.model.topics import NEVER_UNKNOWN, TOPICS, State, contradicted, coverage, unanswered
from tests.worlds import DAY, pack

ACT = {"plain": "The law helps.", "authorities": ["act"]}
SOURCES = [{"id": "page", "title": "A page", "url": "https://example.org", "text_date": "2026", "as_of": "2026-11-01"}]
CLAIMS = [{"text": "One year", "authorities": ["act"]}, {"text": "Two years", "sources": ["page"]}]


def state_of(topic: str, day: date = DAY, **parts: object) -> State:
    return next(one.state for one in coverage(pack(sources=SOURCES, **parts), day) if one.topic == topic)


@pytest.mark.parametrize(
    ("restitution", "state"),
    [
        (ACT, State.ONCE),
        ({**ACT, "sources": ["page"]}, State.TWICE),
        ({**ACT, "dispute": {"claims": CLAIMS, "follows": "One year", "why": "It is the safer one."}}, State.DISPUTED),
        ({**ACT, "effective_to": "2026-11-20"}, State.MISSING),
    ],
)
def test_a_topic_is_as_good_as_its_sources(restitution, state):
    assert state_of("restitution", restitution=restitution) is state


def test_what_was_looked_for_is_unknown_and_what_is_not_there_is_absent():
    assert state_of("restitution") is State.MISSING
    assert state_of("restitution", unknown=[{"topic": "restitution", "tried": "The act."}]) is State.UNKNOWN
    assert state_of("restitution", unknown=[{"topic": "restitution.effect", "tried": "The act."}]) is State.MISSING
    absent = [{"topic": "constitution", "plain": "There is no provision.", "sources": ["page"]}]
    assert state_of("constitution", absent=absent) is State.ABSENT


def test_a_pack_answers_every_topic_or_rests_on_others():
    header = pack().pack.model_dump(mode="json")
    assert "restitution" in unanswered(pack())
    assert "restitution" not in unanswered(pack(versions=[{"effective_from": "2027-01-01", "restitution": ACT}]))
    assert unanswered(pack(pack={**header, "rests_on": ["us-xf"]})) == ()
    assert unanswered(pack(pack={**header, "is_shared": True})) == ()


def test_a_topic_is_not_told_and_unknown_at_once():
    unknown = [{"topic": "restitution", "tried": "The act."}, {"topic": "restitution.effect", "tried": "The act."}]
    assert contradicted(pack(restitution=ACT, unknown=unknown)) == ("restitution",)
    assert contradicted(pack(restitution=ACT, unknown=unknown[1:])) == ()


def test_law_past_its_review_is_stale():
    assert state_of("principal_act", date(2027, 11, 2)) is State.STALE


def test_a_right_to_be_told_counts_for_what_it_is_about():
    right = {
        "id": "told", "name": "Be told", "plain": "You can ask.", "is_notice": True, "applies_to": "all crimes",
        "provider": "the board", "registration": "automatic", "authorities": ["act"], "about": ["parole", "hearing"],
    }  # fmt: skip
    assert state_of("rights.parole", rights=[right]) is State.ONCE
    assert state_of("rights.post_conviction", rights=[right]) is State.ONCE
    assert state_of("rights.release", rights=[right]) is State.MISSING


def test_the_topics_that_may_never_be_unknown_are_topics():
    assert set(NEVER_UNKNOWN) <= set(TOPICS)


def test_differences_are_told_by_the_names_of_entries():
    old = pack(sources=SOURCES, restitution=ACT)
    new = pack(sources=[{**SOURCES[0], "id": "other"}, SOURCES[0]], restitution={**ACT, "plain": "The law pays."})
    found = {one.path: one for one in differences(old, new)}
    assert found["restitution.plain"] == Difference("restitution.plain", "The law helps.", "The law pays.")
    assert set(found) == {"restitution.plain", "sources.other"}
    assert found["sources.other"].before is None
    assert not differences(old, old)
