"""Any document at all becomes a PDF that keeps every rule and every word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any

import page as page_validation
from hypothesis import HealthCheck, Phase, given, settings

from packetgen.model.document import CrossReference, Document, Foreign, Text
from packetgen.write.html import write_html
from packetgen.write.html_read import read_words as read_page
from packetgen.write.pdf import write_pdf
from packetgen.write.pdf_engine import prepare
from packetgen.write.pdf_read import read_words
from tests import strategies
from tests.write.small import STYLE_FOLDER, style

_SET = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;-'ñéüäß&<>{}*|#[]()\"\\/@?!_")
_WORDS = frozenset(("text", "label", "title", "subtitle", "agency", "note", "start", "alt"))
_KEPT = frozenset(("provenance", "labels", "language"))


def settable(value: Any, names: Iterator[int], key: str = "") -> Any:
    """Return a tree of words that packaged fonts show, with a name of its own for each field, and no link to nowhere."""
    match value:
        case str() if key == "name":
            return f"field-{next(names)}"
        case str() if key in _WORDS:
            return "".join(character if character in _SET else "x" for character in value)
        case tuple():
            return tuple(settable(item, names, key) for item in value)
        case CrossReference():
            return Text(settable(value.text, names, "text"))
        case Foreign():
            return Foreign("es", settable(value.children, names))
        case _ if is_dataclass(value) and not isinstance(value, type):
            parts = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in _KEPT}
            return replace(value, **{name: settable(part, names, name) for name, part in parts.items()})
        case _:
            return value


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
@given(strategies.documents())
def test_any_document_keeps_every_rule_and_every_word(drawn: Document):
    prepare(STYLE_FOLDER / "fonts")
    made: Document = replace(settable(drawn, count()), language="en-US", notices=(), policy_number="", version="")
    data = write_pdf(made, style(), {})
    report = page_validation.validate_pdf_bytes(data, profile="ua1")
    assert not [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    page = write_html(made, style(), {})
    assert "".join(read_words(data).split()) == "".join(read_page(page).split())
