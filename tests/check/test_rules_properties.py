"""Whatever a valid profile holds: rules answer, place what they find, and weigh a final no less than a draft."""

from __future__ import annotations

import json
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from packetgen.check.engine import BLOCKING, check_law, check_profile
from packetgen.diagnostics import Severity
from packetgen.load.law import parse_law
from packetgen.load.profiles import parse_profile
from packetgen.model.contacts import Confidentiality, PartnerGroup, Purpose
from packetgen.model.profile import AgencyType
from tests.worlds import DAY, ROOT

NAMES = st.sampled_from(
    [
        "O'Brien & Sons",
        "<select>",
        "{{ 7*7 }}",
        "* | # 1.",
        "Kauaʻi & Doña Ana – “Day One®”",
        "Confidential line",
        "Court / X",
        "עזרה\u200f 1",
        "x" * 112,
        "Exam\u00adple",
        "DoÃ±a",
    ]
)
PHONES = st.sampled_from(["816-555-0142", "314-622-4373", "866-365-4986", "988", "816-HOTLINE", "816-555-0142 x4"])
DAYS = st.integers(-400, 400).map(lambda n: (DAY + timedelta(days=n)).isoformat())
CONTACTS = st.fixed_dictionaries(
    {"label": NAMES, "purposes": st.lists(st.sampled_from([p.value for p in Purpose]), max_size=3), "phone": PHONES},
    optional={
        "text": PHONES,
        "email": st.just("desk@example.org"),
        "audience": st.sampled_from(["staff", "victim", "public"]),
        "confidentiality": st.sampled_from([c.value for c in Confidentiality]),
        "always_open": st.sampled_from(["true", "false"]),
        "last_verified": DAYS,
        "address": st.lists(st.sampled_from(["1 Main Street", "Town, KS 66436", "Town, MO 64106"]), max_size=2),
    },
)
PARTNERS = st.fixed_dictionaries(
    {"name": NAMES, "group": st.sampled_from([g.value for g in PartnerGroup]), "services": NAMES},
    optional={"phone": PHONES, "last_verified": DAYS, "memorandum_expires": DAYS},
)
PROFILES = st.fixed_dictionaries(
    {
        "profile_id": st.just("example"),
        "fictional": st.sampled_from(["true", "false"]),
        "agency": st.fixed_dictionaries(
            {
                "name": NAMES,
                "type": st.sampled_from([t.value for t in AgencyType]),
                "jurisdiction": st.sampled_from(["us-xe", "us-mo", "us-ks"]),
            },
            optional={"head": st.fixed_dictionaries({"title": NAMES})},
        ),
        "contacts": st.lists(CONTACTS, max_size=3),
        "partners": st.lists(PARTNERS, max_size=3),
    },
    optional={"approvals": st.fixed_dictionaries({"status": st.sampled_from(["draft", "approved"])})},
)
LAW = parse_law((ROOT / "profiles/jurisdictions/us-xe.yaml").read_bytes(), "us-xe.yaml")


def in_file(data: dict) -> bytes:
    """Return a profile file; every JSON text is a YAML text."""
    for part in ("contacts", "partners"):
        data[part] = [{"id": f"entry-{number}", **entry} for number, entry in enumerate(data[part])]
    return json.dumps(data, indent=1, ensure_ascii=False).encode()


@given(PROFILES, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
@settings(max_examples=40, deadline=None)
def test_rules_answer_for_every_valid_profile(data: dict, as_of: date):
    loaded = parse_profile(in_file(data), "p.yaml")
    assert loaded.value, [d.message for d in loaded.diagnostics]
    assert LAW.value
    draft, final = (check_profile(loaded, [LAW.value], as_of, None, final=final) for final in (False, True))
    assert draft == check_profile(loaded, [LAW.value], as_of, None, final=False)
    assert [d.message for d in draft] == [d.message for d in final]
    for one, other in zip(draft, final, strict=True):
        assert one.span
        assert one.span.path == "p.yaml"
        assert one.hint
        assert other.severity is (Severity.ERROR if one.code in BLOCKING else one.severity)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
@settings(max_examples=20, deadline=None)
def test_a_pack_is_judged_by_the_day(as_of: date):
    profile = parse_profile((ROOT / "profiles/agencies/example-county-prosecutor.yaml").read_bytes(), "p.yaml").value
    assert profile
    found = check_law([LAW], profile, as_of, final=True)
    fresh = date(2026, 11, 2) <= as_of <= date(2027, 1, 31)
    assert not found if fresh else found
