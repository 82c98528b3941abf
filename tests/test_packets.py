"""The packets of the packaged profiles, whole: what is said of them, how they look as text, and that all formats agree."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import cache

import page as page_validation
import pikepdf
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from packetgen.cli.inspection import inspect
from packetgen.diagnostics import Severity
from packetgen.model.document import Document, Gap
from packetgen.model.profile import AgencyType
from packetgen.model.walk import all_inlines, inlines_of, plain_inlines, walk, walk_inlines
from packetgen.write import docx_read, html_read, pdf_read
from tests import packets
from tests.golden_text import docx_looks, docx_text, html_text, pdf_text, tree_text
from tests.packets import DOCUMENTS, DRAFTS, EXAMPLES, FICTIONAL, JACKSON, PROFILES, Change
from tests.worlds import DAY, ROOT

ALL = [(name, slug) for name in PROFILES for slug in packets.documents(name)]
WRITTEN = [(name, slug) for name in (*EXAMPLES, JACKSON) for slug in packets.documents(name)]
"""Documents of which every file is opened; those of more drafts would only take longer."""
READ = [(name, slug) for name, slug in ALL if name in EXAMPLES or slug in ("information-packet", "state-guide")]
"""Documents of which the tree is kept: of drafts those in which their law stands at length."""

READERS = {"html": html_read.read_words, "docx": docx_read.read_words, "pdf": pdf_read.read_words}
Written = Callable[[str, str, str], bytes]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Return a function that gives a document as a file, written once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "packets"
    shared.mkdir(exist_ok=True)
    return lambda name, slug, form: packets.written(shared, name, slug, form)


def squeezed(text: str) -> str:
    return "".join(text.split())


# -- what is said of them --------------------------------------------------------------------------

OPEN_IN_DRAFTS = {"PG222", "PG231", "PG236", "PG251", "PG263", "PG321", "PG322", "PG323", "PG327", "PG329", "PG430"}
"""Gaps of the profile; contacts without channels or unverified; law not reviewed or ageing; numbers that nobody has called."""


@pytest.mark.parametrize("name", PROFILES)
def test_only_what_is_expected_is_found(name):
    who = packets.agency(name)
    found = [*who.loaded.diagnostics, *who.laws.diagnostics]
    for slug in packets.documents(name):
        made = packets.assembled(name, slug)
        found += made.diagnostics
        found += inspect(made, packets.request(name, slug), who.loaded, who.laws, packets.style())
    loud = {(d.code, d.message) for d in found if d.severity is not Severity.NOTE}
    assert not {(code, message) for code, message in loud if name in EXAMPLES or code not in OPEN_IN_DRAFTS}
    assert not [finding for finding in found if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("kind", AgencyType)
def test_every_kind_of_agency_has_an_example(kind):
    assert [name for name in EXAMPLES if packets.agency(name).profile.agency.type is kind]


@pytest.mark.parametrize(("name", "slug"), READ)
def test_tree(name, slug, golden):
    golden(f"packets/{name}/{slug}.tree.txt", tree_text(packets.assembled(name, slug).document))


@pytest.mark.parametrize(("name", "slug"), ALL)
def test_nothing_is_left_empty(name, slug):
    assert not holes(packets.assembled(name, slug).document)


HOLE = re.compile(r"  |(?<![.…\u00a0])\.\.(?!\.)| [,;.](?: |$)|\( *\)|: *[.,;]|\bNone\b(?! of)|\{[{%]")
"""What an absent value leaves behind: two spaces, a stop after a space, empty brackets."""


def holes(document: Document) -> list[str]:
    """Return the runs of a document in which something seems to be missing."""
    runs = (plain_inlines(run) for block in walk(document.blocks) for run in inlines_of(block))
    return [run for run in runs if HOLE.search(run)]


@pytest.mark.parametrize(("name", "slug"), [(name, slug) for name, slug in ALL if name in DRAFTS])
def test_a_draft_numbers_and_lists_each_gap(name, slug):
    document = packets.assembled(name, slug).document
    shown = [*all_inlines(document.blocks), *(n for row in document.header_rows for n in walk_inlines(row.value))]
    gaps = {node.number for node in shown if isinstance(node, Gap)}
    assert gaps == {item.gap for item in document.open_items if item.gap}


# -- as text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_web_page(slug, golden, written):
    golden(f"packets/{FICTIONAL}/{slug}.html", html_text(written(FICTIONAL, slug, "html")))


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_word_file(slug, golden, written):
    golden(f"packets/{FICTIONAL}/{slug}.docx.xml", docx_text(written(FICTIONAL, slug, "docx")))


@pytest.mark.parametrize("slug", ["agency-policy", "information-packet"])
def test_styles_for_staff_and_for_victims(slug, golden, written):
    golden(f"packets/{FICTIONAL}/{slug}.looks.xml", docx_looks(written(FICTIONAL, slug, "docx")))


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_pdf(slug, golden, written):
    words = html_read.read_words(written(FICTIONAL, slug, "html"))
    golden(f"packets/{FICTIONAL}/{slug}.pdf.txt", pdf_text(written(FICTIONAL, slug, "pdf"), words))


# -- all formats agree, and are sound --------------------------------------------------------------


@pytest.mark.parametrize(("name", "slug"), WRITTEN)
def test_all_formats_say_the_same_words(name, slug, written):
    page = squeezed(html_read.read_words(written(name, slug, "html")))
    assert squeezed(docx_read.read_words(written(name, slug, "docx"))) == page
    assert squeezed(pdf_read.read_words(written(name, slug, "pdf"))) == page


@pytest.mark.parametrize(("name", "slug"), WRITTEN)
def test_the_pdf_passes_all_rules_of_pdf_ua(name, slug, written):
    report = page_validation.validate_pdf_bytes(written(name, slug, "pdf"), profile="ua1")
    assert not [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


@pytest.mark.parametrize(("name", "slug"), WRITTEN)
def test_the_word_file_is_valid(name, slug, written, tmp_path):
    path = tmp_path / f"{slug}.docx"
    path.write_bytes(written(name, slug, "docx"))
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, [f"{error.part_uri}: {error.description}" for error in result.errors]


@pytest.mark.parametrize(("name", "slug"), WRITTEN)
def test_no_paragraph_of_the_word_file_has_a_hole(name, slug, written):
    for text in paragraphs(written(name, slug, "docx")):
        assert "call  " not in text
        assert not re.search(r"\bNone\b(?! of)", text)


def paragraphs(data: bytes) -> list[str]:
    """Return the text of each paragraph of a Word file, spaces as they are."""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return ["".join(run.text or "" for run in paragraph.iter(f"{word}t")) for paragraph in body.iter(f"{word}p")]


@cache
def page_texts(data: bytes) -> list[str]:
    """Return all that is drawn on each page of a PDF, without spaces."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [squeezed(drawn(page)) for page in pdf.pages]


def drawn(page: pikepdf.Page) -> str:
    """Return the characters of a page in the order in which they are drawn, running heads too."""
    fonts = {name: pdf_read._characters(font) for name, font in page.Resources.Font.items()}
    found: list[str] = []
    glyphs: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        match str(instruction.operator):
            case "Tf":
                glyphs = fonts[str(instruction.operands[0])]
            case "TJ" | "Tj":
                found += pdf_read._shown(instruction.operands[0], glyphs)
    return "".join(found)


@pytest.mark.parametrize(("name", "slug"), WRITTEN)
def test_every_page_says_what_it_is(name, slug, written):
    document = packets.assembled(name, slug).document
    pages = page_texts(written(name, slug, "pdf"))
    assert document.notices
    for number, text in enumerate(pages, start=1):
        assert all(squeezed(notice) in text for notice in document.notices), f"page {number} lacks a notice"
        assert ("DRAFT" in text) is (name in DRAFTS)
        assert squeezed(f"Page {number} of {len(pages)}") in text


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_a_final_of_the_fictional_office_has_nothing_open(slug, written):
    document = packets.assembled(FICTIONAL, slug).document
    assert document.status == "final"
    assert not document.open_items
    for form in ("html", "docx"):
        assert "DRAFT" not in everything(written(FICTIONAL, slug, form))
        assert squeezed(document.notices[0]) in squeezed(everything(written(FICTIONAL, slug, form)))


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_a_draft_lists_its_open_items_and_says_draft_in_every_format(slug, written):
    document = packets.assembled(JACKSON, slug).document
    for form, read in READERS.items():
        text = squeezed(read(written(JACKSON, slug, form)))
        assert all(squeezed(item.text) in text for item in document.open_items)
    assert "DRAFT" in everything(written(JACKSON, slug, "html"))
    assert "DRAFT" in everything(written(JACKSON, slug, "docx"))


def everything(data: bytes) -> str:
    """Return all text of a web page, or of the body and running heads of a Word file."""
    if not data.startswith(b"PK"):
        return re.sub(r"<[^>]*>", " ", data.decode().partition("<body")[2])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", n)]
        roots = [etree.fromstring(archive.read(name)) for name in names]
    return " ".join("".join(root.itertext()) + " ".join(root.xpath("//@string")) for root in roots)


def test_a_second_build_in_another_folder_leaves_the_same_bytes(written, tmp_path):
    out = tmp_path / "another folder"
    code = "import sys; from packetgen.cli.app import main; main()"
    profile = ROOT / f"profiles/agencies/{FICTIONAL}.yaml"
    command = [sys.executable, "-c", code, "build", profile, "--final", "--as-of", DAY.isoformat(), "-o", out]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    for slug in DOCUMENTS:
        for form in ("html", "docx", "pdf"):
            assert (out / FICTIONAL / f"{slug}.{form}").read_bytes() == written(FICTIONAL, slug, form), f"{slug}.{form}"


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_the_example_packet_says_what_its_sources_say(slug, written):
    for form, read in READERS.items():
        kept = (ROOT / f"examples/{FICTIONAL}/{slug}.{form}").read_bytes()
        now = read(written(FICTIONAL, slug, form))
        assert squeezed(read(kept)) == squeezed(now), "build it anew: python examples/rebuild.py"
    assert (ROOT / f"examples/pages/{slug}.png").is_file()


# -- what an agency does not have is not mentioned -------------------------------------------------

CONVICTION = r"Conviction Integrity Unit|\bCIU\b"
SENTENCE = r"Sentence Review Unit|\bSRU\b"


TELL_OF_UNITS = ("guiding-principles", "practitioner-guidelines", "agency-policy", "information-packet")


def only(*kinds: str) -> Change:
    """Return a change that leaves of the two review units those of these kinds."""

    def change(data) -> None:
        away = {"conviction_review", "sentence_review"} - set(kinds)
        data["units"] = [unit for unit in data["units"] if unit["kind"] not in away]

    return change


@pytest.mark.parametrize("slug", DOCUMENTS)
@pytest.mark.parametrize(
    ("kinds", "named", "unnamed"),
    [
        ((), "", f"{CONVICTION}|{SENTENCE}"),
        (("conviction_review",), CONVICTION, SENTENCE),
        (("sentence_review",), SENTENCE, CONVICTION),
    ],
    ids=["neither", "convictions", "sentences"],
)
def test_a_unit_that_does_not_exist_is_not_mentioned(slug, kinds, named, unnamed):
    text = packets.words(packets.variant(slug, packets.changed_profile(only(*kinds))))
    assert not re.findall(unnamed, text)
    assert re.search(named, text) or slug not in TELL_OF_UNITS


def without_partners(data) -> None:
    data["partners"] = []
    data["policy"]["distribution"] = ["The public"]


def without_memorandum(data) -> None:
    for partner in data["partners"]:
        partner.pop("memorandum_signed", None)
        partner.pop("memorandum_expires", None)
    data["policy"]["distribution"] = ["The public"]


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_partners_that_do_not_exist_are_not_mentioned(slug):
    names = [partner.name for partner in packets.agency(FICTIONAL).profile.partners]
    text = packets.words(packets.variant(slug, packets.changed_profile(without_partners)))
    assert not [name for name in names if name in text]
    assert "emorand" not in text


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_a_memorandum_that_was_not_signed_is_not_mentioned(slug):
    text = packets.words(packets.variant(slug, packets.changed_profile(without_memorandum)))
    assert "emorandum of understanding" not in text
    assert not re.findall(r"with a memorandum|signed (?:a )?memorandum|partners have agreed in writing", text)


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_without_contacts_gaps_stand_where_numbers_would(slug):
    document = packets.variant(slug, packets.changed_profile(lambda data: data.update(contacts=[])))
    text = packets.words(document)
    assert not re.findall(r"816-555-01[0-5]\d|@prosecutor\.example\.org", text)
    assert not holes(document)
    if slug == "information-packet":
        assert any(item.gap for item in document.open_items)


def registered(registration: str) -> Change:
    """Return a change of the law that gives every notice in one way."""

    def visit(node) -> None:
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            visit(child)
        if isinstance(node, dict) and "registration" in node:
            node["registration"] = registration
            if registration != "automatic" and "provider" in node:
                node.setdefault("register_with", ["the agency that gives the notice"])
                node.setdefault("how_to_sign_up", "Call the agency and ask.")

    return visit


@pytest.mark.parametrize(
    ("registration", "said", "unsaid"),
    [
        ("automatic", "gives notice without a request", "gives notice to people who have asked for it"),
        ("on_request", "gives notice to people who have asked for it", "gives notice without a request"),
    ],
)
def test_the_policy_says_whether_notice_must_be_asked_for(registration, said, unsaid):
    law = packets.changed_law(registered(registration))
    text = packets.words(packets.variant("agency-policy", law=law))
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("registration", "unsaid"), [("automatic", "Yes, ask"), ("on_request", "Not if the crime is on the list")]
)
def test_the_packet_says_of_each_right_whether_it_must_be_asked_for(registration, unsaid):
    law = packets.changed_law(registered(registration))
    assert unsaid not in packets.words(packets.variant("information-packet", law=law))
