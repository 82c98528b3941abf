"""An agency's recorded changes: made by id, as plain text, refused where the sample does not allow them."""

from __future__ import annotations

from packetgen.model.document import Section
from packetgen.model.walk import plain_text
from tests.worlds import faults, leaflet, profile

BODY = "## Delay {#delay}\n\nFirst. {#first}\n\nSecond. {#second}"


def changed(action: str, target: str, text: str | None = None):
    override = {"document": "leaflet", "id": target, "action": action, "reason": "Local rule", "approved_by": "Counsel"}
    return profile(overrides=[{**override, **({"text": text} if text else {})}])


def words(who, **options) -> list[str]:
    return plain_text(leaflet(BODY, who, **options).document.blocks[0]).split("\n")


def test_replace_keeps_the_id_and_takes_the_text_as_it_is():
    who = changed("replace", "first", "Ours is **this** {{ 7*7 }}.\n\nAnd this.")
    section = leaflet(BODY, who).document.blocks[0]
    assert isinstance(section, Section)
    assert plain_text(section).split("\n") == ["Delay", "Ours is **this** {{ 7*7 }}.", "And this.", "Second."]
    assert section.blocks[0].id == "first"


def test_append_and_omit():
    assert words(changed("append", "delay", "More.")) == ["Delay", "First.", "Second.", "More."]
    assert words(changed("omit", "first")) == ["Delay", "Second."]


def test_changes_that_the_sample_does_not_allow():
    assert "PG421" in faults(BODY, changed("replace", "first", "x"), locked_sections=["first"])[0]
    assert "PG422" in faults(BODY, changed("omit", "first"), required_sections=["first"])[0]
    assert "PG423" in faults(BODY, changed("omit", "gone"))[0]
