"""Every code that the sources name has a page, and every rule's page has all its parts."""

from __future__ import annotations

import re

import pytest

from packetgen.check.codes import CODES
from packetgen.check.engine import ALL_RULES, BLOCKING, explanation, gate
from packetgen.check.rule import HEADINGS, Rule
from packetgen.diagnostics import Diagnostic, Severity
from packetgen.values import Span
from tests.worlds import ROOT

IN_SOURCES = sorted(
    {
        code
        for path in (ROOT / "packetgen").rglob("*.py")
        if path.parent.name != "check" or path.name == "engine.py"
        for code in re.findall(r"\bPG\d{3}\b", path.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("code", IN_SOURCES)
def test_every_code_in_the_sources_is_explained(code: str):
    page = explanation(code)
    assert page, f"{code} is missing in check/codes.py"
    assert page.startswith(code)


def test_every_explained_code_is_in_the_sources():
    assert set(CODES) <= set(IN_SOURCES)


def test_no_code_means_two_things():
    rules = [rule.code for rule in ALL_RULES]
    assert len(rules) == len(set(rules))
    assert not set(rules) & set(CODES)
    assert set(rules) | set(CODES) >= BLOCKING


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_why_how_not_and_how_instead(rule: Rule):
    text = rule.function.__doc__ or ""
    assert [name for name in HEADINGS if f"{name}:\n" in text] == list(HEADINGS)
    assert rule.title
    assert "``" not in rule.page


def test_an_unknown_code_has_no_page():
    assert explanation("PG999") is None


def test_a_final_turns_what_blocks_it_into_errors_and_keeps_the_rest():
    found = [
        Diagnostic("PG226", "two names", Span("p.yaml", 3), severity=Severity.WARNING),
        Diagnostic("PG222", "unverified", Span("p.yaml", 2), severity=Severity.WARNING),
        Diagnostic("PG222", "unverified", Span("p.yaml", 2), severity=Severity.WARNING),
        Diagnostic("PG231", "draft", Span("p.yaml", 1), severity=Severity.NOTE),
    ]
    assert [d.severity for d in gate(found, final=False)] == [Severity.NOTE, Severity.WARNING, Severity.WARNING]
    assert [d.severity for d in gate(found, final=True)] == [Severity.ERROR, Severity.ERROR, Severity.WARNING]
