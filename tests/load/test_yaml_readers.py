"""ruamel reads in C where it can, and in Python where there is something to explain; both see the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from packetgen.load import yaml_tree
from packetgen.load.yaml_source import parse_yaml, read_yaml
from tests.worlds import ROOT


def test_the_reader_in_c_is_there():
    assert "clib" in YAML(typ="safe").Parser.__module__


@pytest.mark.parametrize("name", ["us-mo", "us-xe", "us"])
def test_packs_read_the_same(name: str, monkeypatch: pytest.MonkeyPatch):
    path = ROOT / f"profiles/jurisdictions/{name}.yaml"
    quick = read_yaml(path)
    monkeypatch.setattr(yaml_tree, "_quick_events", lambda _: None)
    assert read_yaml(path) == quick


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab:-#'\"[]{},|>? \n0", max_size=60))
def test_both_take_the_same_texts_and_read_them_alike(text: str):
    quick = parse_yaml(text.encode(), "x.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_tree, "_quick_events", lambda _: None)
        careful = parse_yaml(text.encode(), "x.yaml")
    assert bool(quick.diagnostics) == bool(careful.diagnostics)
    if not quick.diagnostics:
        assert quick.data == careful.data
