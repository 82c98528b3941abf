"""One fictional agency in each jurisdiction: its documents build from that law, and no rule speaks against them.

The agencies are made here and stored nowhere: a fictional one of ours with another jurisdiction and that law's own title,
a prosecutor's office in each state, a federal one, and the probation service of England and Wales.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from packetgen.assemble.pipeline import applicable, assemble
from packetgen.batch.request import request_of
from packetgen.check.engine import check_suite
from packetgen.check.law_rules import RULES, LawInput
from packetgen.cli.inspection import inspect
from packetgen.diagnostics import Diagnostic, Severity
from packetgen.load.law import Laws, jurisdictions_in, load_law, load_laws
from packetgen.load.profiles import parse_profile
from packetgen.model.profile import AgencyProfile
from packetgen.model.topics import NEVER_UNKNOWN, State, coverage
from packetgen.values import JurisdictionId
from tests import packets
from tests.worlds import ROOT

FOLDER = ROOT / "profiles/jurisdictions"
STATES = [
    "al",
    "ak",
    "az",
    "ar",
    "ca",
    "co",
    "ct",
    "de",
    "fl",
    "ga",
    "hi",
    "id",
    "il",
    "in",
    "ia",
    "ks",
    "ky",
    "la",
    "me",
    "md",
    "ma",
    "mi",
    "mn",
    "ms",
    "mo",
    "mt",
    "ne",
    "nv",
    "nh",
    "nj",
    "nm",
    "ny",
    "nc",
    "nd",
    "oh",
    "ok",
    "or",
    "pa",
    "ri",
    "sc",
    "sd",
    "tn",
    "tx",
    "ut",
    "vt",
    "va",
    "wa",
    "wv",
    "wi",
    "wy",
]
LOADED = {name: load_law(FOLDER, name).value for name in jurisdictions_in(FOLDER)}
PACKS = {name: pack for name, pack in LOADED.items() if pack and not pack.pack.fictional}
"""The packs of real jurisdictions."""
HOMES = tuple(name for name, pack in PACKS.items() if not pack.pack.is_shared)
"""The jurisdictions that an agency can have as its own."""
MODELS = {"us": "example-district-us-attorney", "gb-eng": "example-probation-victim-contact"}
"""Our fictional agency that stands for a jurisdiction, where it is no local prosecutor's office."""
FOR_PEOPLE = {"PG321", "PG323", "PG327", "PG329"}
"""Findings on a pack that only people can settle: counsel's review, calls, what no source says, the next session's laws."""


@cache
def laws(name: JurisdictionId) -> Laws:
    return load_laws(FOLDER, name)


def office(name: JurisdictionId) -> bytes:
    """Return the profile of the fictional office under another law."""
    law = laws(name).law.value
    assert law
    assert law.terms
    if name in MODELS:
        return (ROOT / f"profiles/agencies/{MODELS[name]}.yaml").read_bytes()
    data: dict[str, Any] = packets.plain_profile(packets.FICTIONAL)
    title = law.terms.prosecutor_titles[0]
    data["agency"] |= {
        "jurisdiction": name,
        "name": f"Office of the Example {title}",
        "short_name": f"the {title}’s Office",
        "head": {
            **data["agency"]["head"],
            "title": title,
            "assistant_title": law.terms.assistant_title or f"Assistant {title}",
        },
        "address": ["100 Courthouse Square"],
        "neutral_return_address": ["P.O. Box 100"],
    }
    text = json.dumps(data, default=str, ensure_ascii=False)
    text = text.replace("Prosecuting Attorney", title).replace(", Exampleton, Example State 00000", "")
    return (
        text.replace("Exampleton, Example State 00000", "Exampleton").replace("Example State", law.pack.name).encode()
    )


def findings(name: JurisdictionId) -> list[Diagnostic]:
    """Return everything that is said of the office's documents but notes."""
    loaded = parse_profile(office(name), "office.yaml")
    assert loaded.value, [d.message for d in loaded.diagnostics]
    found = [*loaded.diagnostics, *laws(name).diagnostics]
    documents = []
    profile: AgencyProfile = loaded.value
    for slug, _ in applicable(packets.templates(), profile):
        request = request_of(
            loaded, laws(name), packets.templates(), slug, packets.STAMP, style=packets.style().fingerprint
        )
        assert request
        made = assemble(request)
        documents.append(made.document)
        found += [*made.diagnostics, *inspect(made, request, loaded, laws(name), packets.style())]
    found += check_suite(documents, profile, final=False)
    return [finding for finding in found if finding.severity is not Severity.NOTE]


@pytest.mark.parametrize("name", HOMES)
def test_an_agency_in_each_jurisdiction_has_documents_without_a_finding(name: JurisdictionId):
    assert {(d.code, d.message, str(d.span)) for d in findings(name)} == set()


def test_every_jurisdiction_of_the_users_has_a_pack():
    assert {*(f"us-{code}" for code in STATES), "us", "us-dc", "us-pr", "gb-eng"} == set(HOMES)


@pytest.mark.parametrize("name", PACKS)
def test_no_pack_breaks_a_rule_that_its_author_can_keep(name: JurisdictionId):
    given = LawInput(PACKS[name], packets.STAMP.as_of)
    found = [(rule.code, finding.message) for rule in RULES for finding in rule.function(given)]
    assert [one for one in found if one[0] not in FOR_PEOPLE] == []


@pytest.mark.parametrize("name", HOMES)
def test_what_no_packet_can_do_without_is_known(name: JurisdictionId):
    known = {one.topic: one.state for one in coverage(PACKS[name], packets.STAMP.as_of)}
    needed = [topic for topic in NEVER_UNKNOWN if (name, topic) != ("us", "compensation")]  # each state pays those too
    assert {topic for topic in needed if known[topic] in {State.UNKNOWN, State.MISSING}} == set()


def test_few_topics_are_unknown():
    states = [one.state for name in HOMES for one in coverage(PACKS[name], packets.STAMP.as_of)]
    assert sum(state in {State.UNKNOWN, State.MISSING} for state in states) <= 0.15 * len(states)
