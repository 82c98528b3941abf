from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packetgen.model.document import (
    Audience,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Link,
    Paragraph,
    Section,
    Status,
    Text,
)
from packetgen.model.walk import all_inlines
from packetgen.values import fingerprint
from packetgen.write.accent import accent_for, contrast, readable, tint
from packetgen.write.html import write_html
from packetgen.write.html_read import folded, read_words
from tests import strategies
from tests.write.small import card, document, every_block, paragraph, retold, style, table, words

NASTY = (
    "O'Brien & Sons",
    "<select> </script> </style>",
    "{{ 7*7 }} {% x %}",
    "*a* |b| # 1. _c_",
    '" onload="x" \'',
    "&lt;b&gt; &amp;amp;",
    "Kauaʻi Doña",
    "x" * 112,
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478"
    "9c6360606060000000050001a5f645400000000049454e44ae426082"
)


def html_of(*blocks, **parts) -> str:
    return write_html(document(*blocks, **parts), style(), {"seal.png": PIXEL}).decode()


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


class Elements(HTMLParser):
    """Every element of a page with its attributes, and whether elements nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.nested: list[tuple[str, ...]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in ("br", "col", "img", "input", "meta", "wbr"):
            self.open.append(tag)
            self.nested.append(tuple(self.open))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, name: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.found if tag == name]


def test_the_page_names_language_direction_and_title():
    page = html_of(language="ar", title="T & U")
    assert '<html lang="ar" dir="rtl"' in page
    assert "<title>T &amp; U | Example Office</title>" in page
    assert '<html lang="en-US" dir="ltr"' in html_of()


def test_the_page_has_landmarks_and_a_skip_link():
    page = html_of(footer=words("Questions?"))
    assert '<a class="skip" href="#main">' in page
    assert page.index("<main") < page.index("<h1>") < page.index("</main>") < page.index("<footer>")


def test_sections_become_headings_in_order():
    inner = Section("b", 2, words("B"), (), "1.1")
    page = html_of(Section("a", 1, words("A"), (inner,), "1"))
    assert re.findall(r'<section id="(\w)"><h(\d)><span class="number">([\d.]+)</span> (\w)', page) == [
        ("a", "2", "1", "A"),
        ("b", "3", "1.1", "B"),
    ]


def test_a_clause_keeps_its_id():
    assert '<p id="delay-grounds">Only then.</p>' in html_of(paragraph("Only then.", "delay-grounds"))


def test_a_table_has_caption_and_scopes():
    page = html_of(table(2))
    assert "<caption>Who does what</caption>" in page
    assert page.count('<th scope="col">') == 2
    assert page.count('<th scope="row">') == 2


def test_a_contact_card_can_be_dialled():
    page = html_of(card())
    assert '<dd class="big"><span><a href="tel:+18165550142">816-555-0142</a></span>' in page


@pytest.mark.parametrize(
    ("kind", "title", "said"),
    [
        (CalloutKind.SAFETY, "If you are in danger", "Safety If you are in danger"),
        (CalloutKind.CHOICE, "Your choice", "Your choice"),
        (CalloutKind.NOTE, "", "Good to know"),
    ],
)
def test_a_callout_says_what_it_is_in_words(kind, title, said):
    callout = Callout(kind, words(title) if title else (), (), "box")
    page = html_of(callout)
    assert 'aria-labelledby="box-title"' in page
    assert read_words(page.encode()) == f"A leaflet Example Office {said}"


def test_notices_stand_on_top_and_on_every_sheet():
    page = html_of(notices=("DRAFT & more",))
    assert page.index("<p>DRAFT &amp; more</p>") < page.index("<main")
    assert "@top-right-corner{" in page
    assert 'content:"DRAFT \\26  more"' in page


def test_only_a_draft_has_a_watermark_and_open_items():
    assert "background:url(data:image/svg+xml" in html_of(status=Status.DRAFT)
    assert "background:url(" not in html_of(status=Status.FINAL)


def test_a_picture_is_inside_the_page_with_its_text():
    page = html_of(Figure("seal.png", "Seal of the county", 20, words("The seal")))
    assert '<img src="data:image/png;base64,' in page
    assert 'alt="Seal of the county"' in page
    assert 'alt=""' in html_of(Figure("seal.png", "", 20, decorative=True))


def test_something_that_is_no_picture_is_refused():
    with pytest.raises(ValueError, match=r"x\.png is no PNG"):
        write_html(document(Figure("x.png", "x", 20)), style(), {"x.png": b"MZ"})


def test_the_record_holds_versions_facts_and_fingerprints():
    page = html_of(Section("a", 1, words("A </script>"), (paragraph("Only then.", "c"),)), facts=("agency.name",))
    text = re.search(r'<script type="application/json" id="packetgen">(.*?)</script>', page)
    assert text
    record = json.loads(text[1])
    assert record["namespace"] == "urn:packetgen:1"
    assert record["facts"] == ["agency.name"]
    assert record["law"] == [{"jurisdiction": "us-mo", "version": "2026.1", "fingerprint": "d" * 16}]
    assert record["clauses"] == [
        {"id": "a", "fingerprint": fingerprint("A </script>")},
        {"id": "c", "fingerprint": fingerprint("Only then.")},
    ]


@pytest.mark.parametrize("text", NASTY)
def test_values_come_out_as_typed(text):
    page = html_of(
        Paragraph((Text(text), Link("https://example.org/?a=b&c=d", words(text)))),
        title=text,
        agency=text,
        subtitle=text,
        notices=(text,),
        footer=words(text),
        policy_number=text,
    )
    said = " ".join(f"{text} {text} {text} {text}{text}".split())
    assert read_words(page.encode()) == said
    assert Elements(page).all("script") == [{"type": "application/json", "id": "packetgen"}]
    assert page.count("</style>") == 1


@settings(max_examples=50, deadline=None)
@given(st.lists(strategies.words, min_size=3, max_size=30))
def test_any_words_are_read_back_as_typed(texts: list[str]):
    told = cycle(texts)
    made = retold(every_block(), told)
    said = unicodedata.normalize("NFD", "".join(read_words(write_html(made, style(), {})).split()))
    for node in all_inlines(made.blocks):
        if isinstance(node, Text):
            assert unicodedata.normalize("NFD", "".join(folded(node.text).split())) in said


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.documents())
def test_any_document_is_a_well_formed_page(made: Document):
    elements = Elements(write_html(made, style(), {}).decode())
    assert not elements.open
    assert not [path for path in elements.nested if path.count("a") > 1 or path.count("label") > 1]


def test_the_page_is_whole_in_itself():
    elements = Elements(write_html(every_block(), style(), {}).decode())
    loads = [attributes.get("src", "data:") for _, attributes in elements.found]
    assert all(source.startswith("data:") for source in loads)
    assert not elements.all("link") + elements.all("iframe") + elements.all("object")


def test_the_style_sheet_loads_nothing():
    assert not re.search(r"@import|url\((?!data:)", html_of(status=Status.DRAFT))


def test_controls_are_named():
    page = write_html(every_block(), style(), {}).decode()
    elements = Elements(page)
    labelled = {attributes.get("for") for attributes in elements.all("label")}
    for control in elements.all("input") + elements.all("textarea"):
        assert control.get("aria-label") or control.get("id") in labelled


def test_ids_are_unique_and_links_lead_somewhere():
    elements = Elements(write_html(every_block(), style(), {}).decode())
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    for link in elements.all("a"):
        if link["href"].startswith("#"):
            assert link["href"][1:] in ids


def test_no_colour_of_text_is_fainter_than_seven_to_one():
    tokens = style().tokens
    for ink in ("text", "muted", "accent", "safety", "gap"):
        for ground in ("paper", "accent.tint", "safety.tint", "gap.tint"):
            assert contrast(tokens[f"color.{ink}"], tokens[f"color.{ground}"]) >= 7


@pytest.mark.parametrize("colour", ["#ffcc00", "#ffffff", "#00ff00", "#14466e", "#000000", "#d4145a"])
def test_an_agencys_accent_is_darkened_until_it_can_be_read(colour):
    made = accent_for(document(accent=colour), style())
    assert contrast(made, "#ffffff") >= 7
    assert contrast(made, tint(colour)) >= 7
    assert readable(made) == made
    assert f"--color-accent:{made};" in html_of(accent=colour)


def test_black_on_white_has_the_highest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_victims_get_the_larger_type():
    assert "--size-body:12.5pt;" in html_of(audience=Audience.VICTIM)
    assert "--size-body:11pt;" in html_of(audience=Audience.STAFF)


def test_page_numbers_follow_the_order_of_words_of_the_language():
    labels = tuple(
        (key, "{pages} in all, {page} here" if key == "page_of" else value) for key, value in every_block().labels
    )
    page = write_html(replace(every_block(), labels=labels), style(), {}).decode()
    assert 'content:counter(pages) " in all, " counter(page) " here"' in page
