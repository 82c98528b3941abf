"""Broken profiles and packs, each of them literate: what stands in the file, and the place, cause and cure that are named."""

from __future__ import annotations

import pytest

from packetgen.check.engine import check_profile
from packetgen.diagnostics import Diagnostic
from packetgen.load.law import load_laws, parse_law
from packetgen.load.profiles import parse_profile
from tests.case_file import Example, examples, shown
from tests.worlds import DAY, ROOT

LAW = ROOT / "profiles/jurisdictions"


def findings(text: str) -> tuple[Diagnostic, ...]:
    """Return what loading a profile, its law and the rules on profiles find."""
    loaded = parse_profile(text.encode(), "profile.yaml")
    if loaded.value is None:
        return loaded.diagnostics
    laws = load_laws(LAW, loaded.value.agency.jurisdiction, loaded.place("agency.jurisdiction").span)
    found = (*loaded.diagnostics, *laws.diagnostics)
    packs = [one.value for one in laws.all if one.value]
    return (*found, *check_profile(loaded, packs, DAY, None, final=False)) if laws.are_readable else found


@pytest.mark.parametrize("example", examples("load"), ids=str)
def test_a_broken_file_names_place_cause_and_cure(example: Example, request: pytest.FixtureRequest):
    if "law" in example.blocks:
        found = parse_law(example.blocks["law"].encode(), "us-xe.yaml").diagnostics
    else:
        found = findings(example.blocks["profile"])
    texts = {"profile.yaml": example.blocks.get("profile", ""), "us-xe.yaml": example.blocks.get("law", "")}
    told = shown(found, texts).replace(f"{ROOT.as_posix()}/", "")
    if request.config.getoption("--update-golden"):
        example.accept("expected", told)
    assert told == example.blocks["expected"]
