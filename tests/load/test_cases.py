"""Broken profiles, each of them literate: what stands in the file, and the place, cause and cure that are named."""

from __future__ import annotations

import pytest

from packetgen.check.engine import check_profile
from packetgen.load.law import load_laws
from packetgen.load.profiles import parse_profile
from tests.case_file import Example, examples, shown
from tests.worlds import DAY, ROOT

LAW = ROOT / "profiles/jurisdictions"


@pytest.mark.parametrize("example", examples("load"), ids=str)
def test_a_broken_profile_names_place_cause_and_cure(example: Example, request: pytest.FixtureRequest):
    text = example.blocks["profile"]
    loaded = parse_profile(text.encode(), "profile.yaml")
    found = list(loaded.diagnostics)
    if loaded.value:
        laws = load_laws(LAW, loaded.value.agency.jurisdiction, loaded.place("agency.jurisdiction").span)
        found += laws.diagnostics
        if laws.law.value:
            found += check_profile(loaded, laws.law.value, DAY, None, final=False)
    told = shown(found, {"profile.yaml": text}).replace(f"{ROOT.as_posix()}/", "")
    if request.config.getoption("--update-golden"):
        example.accept("expected", told)
    assert told == example.blocks["expected"]
