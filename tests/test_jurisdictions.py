"""One fictional prosecutor's office in each state: its documents build from that state's law, and no rule speaks against them.

The offices are made here and stored nowhere: the fictional office with another jurisdiction and that law's own title.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from packetgen.assemble.pipeline import applicable, assemble
from packetgen.batch.request import request_of
from packetgen.check.engine import check_suite
from packetgen.cli.inspection import inspect
from packetgen.diagnostics import Diagnostic, Severity
from packetgen.load.law import Laws, jurisdictions_in, load_laws
from packetgen.load.profiles import parse_profile
from packetgen.model.profile import AgencyProfile
from packetgen.values import JurisdictionId
from tests import packets
from tests.worlds import ROOT

FOLDER = ROOT / "profiles/jurisdictions"
STATES = tuple(name for name in jurisdictions_in(FOLDER) if name.startswith("us-") and name not in ("us-xe", "us-xt"))


@cache
def laws(name: JurisdictionId) -> Laws:
    return load_laws(FOLDER, name)


def office(name: JurisdictionId) -> bytes:
    """Return the profile of the fictional office under another law."""
    law = laws(name).law.value
    assert law
    assert law.terms
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


@pytest.mark.parametrize("name", STATES)
def test_an_office_in_each_state_has_documents_without_a_finding(name: JurisdictionId):
    assert {(d.code, d.message, str(d.span)) for d in findings(name)} == set()
