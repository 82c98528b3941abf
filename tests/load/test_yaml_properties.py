"""Whatever stands in a file: its values arrive as typed or are refused by name, and no bytes raise."""

from __future__ import annotations

import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from packetgen.diagnostics import has_errors
from packetgen.load.law import parse_law
from packetgen.load.profiles import parse_profile
from packetgen.load.yaml_source import parse_yaml
from packetgen.model.fields import forbidden_character

FEW = settings(max_examples=60, deadline=None)
"""Enough to find a slip in a day's runs; a slow machine is no fault."""

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
KEYS = st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True)
TREES = st.recursive(TEXT, lambda t: st.lists(t, max_size=4) | st.dictionaries(KEYS, t, max_size=4), max_leaves=12)


def in_yaml(value: object) -> str:
    """Return a value as ruamel writes it, in whatever style it thinks right."""
    out = io.StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.dump(value, out)
    return out.getvalue()


def texts(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for below in value.values() for text in texts(below)]
        case list():
            return [text for below in value for text in texts(below)]
    return []


@given(TEXT)
@FEW
def test_a_quoted_text_arrives_unchanged_or_is_refused_by_name(text: str):
    source = parse_yaml(f"value: {json.dumps(text)}\n".encode(), "f.yaml")
    found = forbidden_character(text)
    if found:
        assert has_errors(source.diagnostics)
        assert any(d.code == "PG112" and found[1] in d.message for d in source.diagnostics)
    else:
        assert source.data == {"value": text}
        assert not has_errors(source.diagnostics)


@given(TEXT)
@FEW
def test_a_text_typed_as_it_is_arrives_unchanged_or_is_refused_by_name(text: str):
    source = parse_yaml(f"value: '{text.replace(chr(39), chr(39) * 2)}'\n".encode(), "f.yaml")
    if has_errors(source.diagnostics):
        assert any(forbidden_character(c) for c in text)
    elif "\n" not in text and "\t" not in text and "\r" not in text:
        assert source.data == {"value": text}


@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
@FEW
def test_what_another_program_wrote_arrives_unchanged(tree: dict):
    source = parse_yaml(in_yaml(tree).encode(), "f.yaml")
    if not any(forbidden_character(text) for text in texts(tree)):
        assert source.data == tree
    else:
        assert any(d.code == "PG112" for d in source.diagnostics)


@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
@FEW
def test_each_value_has_a_place_in_its_own_line(tree: dict):
    text = in_yaml(tree)
    source = parse_yaml(text.encode(), "f.yaml")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for path, place in source.values.items():
        assert 1 <= place.span.line <= len(lines), path
        assert place.span.column - 1 <= len(lines[place.span.line - 1])


@given(st.binary(max_size=200))
@FEW
def test_no_bytes_raise(raw: bytes):
    for read in (lambda: parse_profile(raw, "p.yaml"), lambda: parse_law(raw, "us.yaml")):
        loaded = read()
        assert loaded.value is None
        assert has_errors(loaded.diagnostics)


YAML_SIGNS = st.text(st.sampled_from("ab:-#?&*!|>%@`'\"{}[],~ \n\t<=\\u0xé\ufeff."), max_size=60)


@given(YAML_SIGNS)
@FEW
def test_no_sequence_of_signs_raises(text: str):
    source = parse_yaml(text.encode(), "f.yaml")
    assert source.data or has_errors(source.diagnostics)
    for one in source.diagnostics:
        assert one.span is not None
        assert one.message
        assert one.hint


@given(st.dictionaries(KEYS, TREES, max_size=6))
@FEW
def test_no_tree_of_values_raises(tree: dict):
    loaded = parse_profile(in_yaml({"profile_id": "x", "agency": {}, "contacts": [tree], **tree}).encode(), "p.yaml")
    assert loaded.value is None
    assert all(d.span for d in loaded.diagnostics)
