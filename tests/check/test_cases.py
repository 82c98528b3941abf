"""Every rule against its literate case: what it finds, what it leaves alone, and how much it weighs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from packetgen.assemble.pipeline import assemble
from packetgen.check.engine import ALL_RULES, check_document, check_law, check_profile, check_suite
from packetgen.diagnostics import Diagnostic, has_errors
from packetgen.load.law import parse_law
from packetgen.load.profiles import parse_profile
from packetgen.load.schema import Loaded
from packetgen.load.style import load_style
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from tests.case_file import CASES, Example, examples, shown
from tests.worlds import DAY, ROOT, request

PROFILE = """\
profile_id: example
fictional: true
agency:
  name: Example County Prosecuting Attorney’s Office
  type: prosecutor_local
  jurisdiction: us-xe
contacts:
  - {id: desk, label: Advocate desk, purposes: [advocate], phone: 816-555-0142, email: desk@example.org, last_verified: 2026-11-02}
"""
LAW = """\
pack:
  {jurisdiction: us-xe, name: Example State, version: "1", as_of: 2026-11-01, next_review: 2027-11-01, fictional: true,
   rests_on: [us], status: counsel_reviewed, reviewers: [{name: M. Ellery, organisation: Bar, role: counsel, on: 2026-11-03, scope: all}]}
emergency_number: "911"
authorities:
  - {id: act, citation: Example Stat. § 12-101, title: Victims, kind: statute, url_seen: "https://example.org/12-101",
     text_date: "2026", as_of: 2026-11-01, checked_how: invented}
victim_definition: {plain: Whoever was harmed., authorities: [act]}
principal_act: {plain: The law protects victims., authorities: [act]}
"""


def with_base(block: str, base: str) -> str:
    """Return a file whose first lines are the case's, followed by the parts of the base that the case leaves out."""
    given = set(re.findall(r"(?m)^(\w+):", block))
    parts = re.split(r"(?m)^(?=\w+:)", base)
    return block + "".join(part for part in parts if part and part.partition(":")[0] not in given)


def load(example: Example) -> tuple[Loaded[AgencyProfile], Loaded[LawPack]]:
    profile = parse_profile(with_base(example.blocks.get("profile", ""), PROFILE).encode(), "profile.yaml")
    law = parse_law(with_base(example.blocks.get("law", ""), LAW).encode(), "us-xe.yaml")
    assert profile.value, [d.message for d in profile.diagnostics]
    assert law.value, [d.message for d in law.diagnostics]
    return profile, law


def findings(example: Example, *, final: bool) -> tuple[Diagnostic, ...]:
    """Return what the rules of the case's kind find."""
    profile, law = load(example)
    assert profile.value
    assert law.value
    if "body" in example.blocks:
        audience = example.blocks.get("audience", "victim").strip()
        kind, foreign = (YAML(typ="safe", pure=True).load(example.blocks.get(n, "{}")) for n in ("document", "foreign"))
        asked = request(example.blocks["body"], profile.value, law.value, **{"audience": audience, **kind})
        document = assemble(asked).document
        if "second" in example.blocks:
            second = request(example.blocks["second"], profile.value, law.value, title="Second leaflet")
            return check_suite((document, assemble(second).document), profile.value, final=final)
        terms = tuple(foreign.items())
        return check_document(document, asked.type, law.value, profile.value, final=final, foreign_terms=terms)
    style = load_style(ROOT / "templates/_style") if example.title.startswith("PG234") else None
    return (
        *check_profile(profile, [law.value], DAY, style, final=final),
        *check_law([law], profile.value, DAY, final=final),
    )


def told(example: Example, find: Callable[..., tuple[Diagnostic, ...]]) -> str:
    """Return the findings of the case's own rule, with their weight in a draft and in a final."""
    code = example.title.split()[0]
    draft, final = ([d for d in find(example, final=final) if d.code == code] for final in (False, True))
    texts = {
        "profile.yaml": with_base(example.blocks.get("profile", ""), PROFILE),
        "us-xe.yaml": with_base(example.blocks.get("law", ""), LAW),
        "templates/leaflet/body.md.j2": example.blocks.get("body", ""),
    }
    assert len(draft) == len(final)
    text = shown(draft, texts)
    return text if has_errors(draft) or not has_errors(final) else f"an error in a final\n{text}"


@pytest.mark.parametrize("example", examples("check"), ids=str)
def test_a_rule_finds_what_its_case_says(example: Example, request: pytest.FixtureRequest):
    found = told(example, findings)
    if request.config.getoption("--update-golden"):
        example.accept("expected", found)
    assert found == example.blocks["expected"]


def test_every_rule_has_a_case_that_finds_and_one_that_is_silent():
    by_rule: dict[str, set[bool]] = {}
    names: dict[str, Path] = {}
    for kind in ("check", "check_file", "check_output"):
        for example in examples(kind):
            code, _, name = example.title.partition(" ")
            by_rule.setdefault(code, set()).add(example.blocks["expected"] == "nothing\n")
            names[f"{code} {name}"] = example.path
            assert example.path.stem == name
    assert {f"{rule.code} {rule.name}" for rule in ALL_RULES} == set(names)
    assert all(silent == {True, False} for silent in by_rule.values())
    assert CASES.is_dir()
