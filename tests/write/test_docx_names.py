"""Ids as bookmarks: short enough for Word, told apart, and read back."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from packetgen.values import SLUG_PATTERN
from packetgen.write.docx_names import bookmark_name, control_name, id_of_bookmark

slugs = st.from_regex(SLUG_PATTERN, fullmatch=True)


def test_hyphens_become_underscores():
    assert bookmark_name("delay-grounds") == "delay_grounds"
    assert bookmark_name("1a-first") == "N1a_first"


@given(slugs)
def test_a_bookmark_is_what_word_allows_and_leads_back(identifier: str):
    name = bookmark_name(identifier)
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name)
    assert id_of_bookmark(name) == (identifier if "_X" not in name else None)


@given(st.lists(slugs, unique=True, max_size=20))
def test_no_two_ids_share_a_bookmark_even_without_capitals(identifiers: list[str]):
    assert len({bookmark_name(i).lower() for i in identifiers}) == len(identifiers)


def test_long_ids_are_told_apart_by_their_hash():
    one, two = (bookmark_name("a-very-long-name-" * 4 + end) for end in ("x", "y"))
    assert one != two
    assert len(one) == len(two) == 40


def test_foreign_bookmarks_have_no_id():
    assert id_of_bookmark("_GoBack") is None
    assert id_of_bookmark("Text1") is None


def test_names_of_controls_fit_into_word():
    assert control_name("step-1") == "step-1"
    assert len(control_name("x" * 112)) == 64
