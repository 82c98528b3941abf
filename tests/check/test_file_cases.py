"""The rules on one written file before it leaves, each against its literate case, and wherever in a file a leak may stand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pikepdf
import pytest

from packetgen.check.engine import check_file
from packetgen.check.file_rules import secrets_of
from packetgen.diagnostics import Diagnostic
from packetgen.load.profiles import parse_profile
from packetgen.load.style import load_style
from packetgen.model.document import Audience
from packetgen.write.pdf_engine import prepare
from packetgen.write.registry import FORMATS
from tests.case_file import Example, examples, shown
from tests.check.test_cases import PROFILE, with_base
from tests.worlds import ROOT, leaflet, profile

STYLE = load_style(ROOT / "templates/_style")
PLAIN = "## Help {#help}\n\nCall {{ contacts.advocate.phone }}.\n"
PRESS = {"id": "press", "label": "Press desk", "purposes": ["media"], "audience": "staff", "phone": "816-555-0150"}
DESK = {"id": "desk", "label": "Advocate desk", "purposes": ["advocate"], "phone": "816-555-0142"}
MARKS = {
    "comment": ("word/comments.xml", "<c/>"),
    "change": ("word/header9.xml", '<w:ins w:id="1" w:author="J. Doe"/>'),
}


def with_part(data: bytes, name: str, text: str) -> bytes:
    """Return a package with one more part."""
    store = io.BytesIO(data)
    with zipfile.ZipFile(store, "a") as package:
        package.writestr(name, text)
    return store.getvalue()


def findings(example: Example) -> str:
    who = parse_profile(with_base(example.blocks.get("profile", ""), PROFILE).encode(), "profile.yaml").value
    assert who
    made = leaflet(example.blocks.get("body", PLAIN), who)
    found: list[Diagnostic] = []
    for name in ("docx", "html"):
        data = FORMATS[name].write(made.document, STYLE, {})
        if name == "docx" and example.blocks.get("mark", "none\n") != "none\n":
            data = with_part(data, *MARKS[example.blocks["mark"].strip()])
        found += check_file(f"out/leaflet.{name}", data, Audience.VICTIM, who, made.withheld)
    return shown(found, {})


@pytest.mark.parametrize("example", examples("check_file"), ids=str)
def test_a_rule_on_a_file_finds_what_its_case_says(example: Example, request: pytest.FixtureRequest):
    told = findings(example)
    if request.config.getoption("--update-golden"):
        example.accept("expected", told)
    assert told == example.blocks["expected"]


def in_metadata(data: bytes) -> bytes:
    store = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.docinfo["/Keywords"] = "press 816-555-0150"
        pdf.save(store)
    return store.getvalue()


HIDDEN: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "metadata of a PDF": ("pdf", in_metadata),
    "custom XML of a Word file": (
        "docx",
        lambda data: with_part(data, "customXml/item9.xml", "<a>816-555-<b/>0150</a>"),
    ),
    "footer of a Word file": (
        "docx",
        lambda data: with_part(data, "word/footer9.xml", "<w:t>816-</w:t><w:t>555-0150</w:t>"),
    ),
    "alternative text of a Word file": (
        "docx",
        lambda data: with_part(data, "word/x.xml", '<p descr="816-555-0150"/>'),
    ),
    "link of a web page": (
        "html",
        lambda data: data.replace(b"</body>", b'<a href="tel:+1-816-555-0150">x</a></body>'),
    ),
    "comment of a web page": ("html", lambda data: data.replace(b"</body>", b"<!-- 816-555-0150 --></body>")),
}


@pytest.mark.parametrize("place", HIDDEN)
def test_a_leak_is_found_where_no_reader_looks(place: str):
    prepare(ROOT / "templates/_style/fonts")
    who = profile(contacts=[DESK, PRESS])
    form, leak = HIDDEN[place]
    data = FORMATS[form].write(leaflet(PLAIN, who).document, STYLE, {})
    assert not check_file(f"leaflet.{form}", data, Audience.VICTIM, who)
    assert [d.code for d in check_file(f"leaflet.{form}", leak(data), Audience.VICTIM, who)] == ["PG551"]
    assert not check_file(f"leaflet.{form}", leak(data), Audience.STAFF, who)


def test_a_number_that_victims_have_too_is_no_secret():
    assert not secrets_of(profile(contacts=[DESK, {**PRESS, "phone": DESK["phone"]}]))


def test_the_reason_of_an_override_is_for_staff():
    change = {"document": "leaflet", "id": "help", "action": "append", "text": "Ask us.", "approved_by": "Counsel"}
    who = profile(overrides=[{**change, "reason": "Last year's complaint about the front desk"}])
    assert [secret.what for secret in secrets_of(who)] == ["`overrides[0].reason`"]
