"""What each command leaves for people, for editors and for other programs."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from packetgen.check.codes import CODES
from packetgen.check.engine import ALL_RULES
from packetgen.cli.first_text import profile_text
from packetgen.load.law import load_laws, parse_law
from packetgen.load.profiles import parse_profile
from packetgen.model.profile import AgencyType
from packetgen.model.topics import State, coverage
from packetgen.write.docx_read import read_words
from tests.cli.console import PROFILE, run, world
from tests.worlds import ROOT, write_tree

AGENCIES = ROOT / "profiles/agencies"
EXAMPLE = (AGENCIES / "example-county-prosecutor.yaml").as_posix()
HERE = ("--templates", "templates", "--as-of", "2026-11-21")


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder with a space and an accent in its name, one profile and one leaflet; the test stands in it."""
    folder = tmp_path / "Oficina de Doña Ana"
    folder.mkdir()
    monkeypatch.chdir(world(folder))
    return folder


def schema(what: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("schema", what).out)
    return found


def undescribed(node: object, records: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield every property of a schema that says nothing of itself, here or in the record that it refers to."""
    if isinstance(node, dict):
        properties = node.get("properties")
        for name, one in properties.items() if isinstance(properties, dict) else ():
            record = records.get(one.get("$ref", "").removeprefix("#/$defs/"), {})
            if not one.get("description") and not record.get("description"):
                yield f"{path}/{name}"
        for key, below in node.items():
            yield from undescribed(below, records, f"{path}/{key}")


@pytest.mark.parametrize("what", ["profile", "law", "document"])
def test_the_schema_is_json_schema_2020_12_and_describes_every_property(what):
    found = schema(what)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(found)
    assert list(undescribed(found, found["$defs"])) == []


def plain(value: object) -> object:
    """Return YAML as an editor's language server hands it to a schema: days as text."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value if isinstance(value, (str, int, float, bool)) else str(value)


@pytest.mark.parametrize("what", ["profile", "law"])
def test_what_is_packaged_is_valid_to_an_editor(what):
    folder = AGENCIES if what == "profile" else ROOT / "profiles/jurisdictions"
    validator = Draft202012Validator(schema(what))
    for path in sorted(folder.glob("*.yaml")):
        data = plain(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))
        assert [f"{'.'.join(map(str, e.path))}: {e.message[:90]}" for e in validator.iter_errors(data)] == [], path.name


@pytest.mark.parametrize("kind", [kind.value for kind in AgencyType])
def test_a_new_profile_can_be_read(kind):
    loaded = parse_profile(profile_text("x", "Doña Ana / O'Brien & Sons", "us-mo", kind, "x.json").encode(), "x.yaml")
    assert loaded.value is not None, loaded.diagnostics
    assert loaded.value.agency.name == "Doña Ana / O'Brien & Sons"


def test_init_writes_a_profile_that_has_gaps_and_no_faults(office):
    made = run("init", "--name", "Doña Ana / O'Brien & Sons", "--jurisdiction", "us-mo", "--type", "prosecutor_local")
    assert (made.code, made.out) == (0, "dona-ana-obrien-sons.yaml\n")
    text = (office / "dona-ana-obrien-sons.yaml").read_text(encoding="utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named
    beside = json.loads((office / named[1]).read_text(encoding="utf-8"))
    assert beside == schema("profile")
    checked = run("check", "dona-ana-obrien-sons.yaml", *HERE)
    assert checked.code == 0
    assert "PG430" in checked.err
    assert run("init", "--name", "Doña Ana / O'Brien & Sons", "--jurisdiction", "us-mo", "--type", "court").code == 2
    assert (office / "dona-ana-obrien-sons.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("path", "written"),
    [("made here", "made here.yaml"), ("folder", "folder/x-y.yaml"), ("a/b c/ñ.yml", "a/b c/ñ.yml")],
)
def test_init_names_the_file_as_asked(office, path, written):
    (office / "folder").mkdir()
    assert run("init", path, "--name", "X & Y", "--jurisdiction", "us-mo", "--type", "court").out == f"{written}\n"
    assert (office / written).is_file()


@pytest.mark.parametrize("name", ["", "   ", "a\x1bb", "x" * 500, "\u202ereversed"])
def test_init_writes_nothing_that_could_not_be_read_again(office, name):
    made = run("init", "new.yaml", "--name", name, "--jurisdiction", "us-mo", "--type", "court")
    loaded = (office / "new.yaml").exists() and parse_profile((office / "new.yaml").read_bytes(), "new.yaml").value
    assert (made.code == 2 and not (office / "new.yaml").exists()) or loaded


@pytest.fixture
def laws(office):
    """Return the office's own folder of profiles, with packs of a nation and a state."""
    for name in ("us", "us-xe"):
        pack = ROOT / f"profiles/jurisdictions/{name}.yaml"
        write_tree(office, {f"mine/jurisdictions/{name}.yaml": pack.read_text(encoding="utf-8")})
    return office / "mine"


def test_init_writes_a_law_pack_whose_topics_are_all_unknown(laws):
    made = run(*["init", "--law", "--jurisdiction", "us-example-nation", "--rests-on", "us-xe"], "--name", "Example Nation",
               "--profiles", str(laws))  # fmt: skip
    assert made.code == 0, made.err
    path = laws / "jurisdictions/us-example-nation.yaml"
    assert made.out == f"{path.as_posix()}\n"
    assert json.loads((path.parent / "packetgen-law.schema.json").read_text(encoding="utf-8")) == schema("law")
    law = parse_law(path.read_bytes(), path.as_posix())
    assert law.value
    assert law.value.pack.rests_on == ("us-xe",)
    assert {c.state for c in coverage(law.value, date(2026, 11, 21))} == {State.UNKNOWN}
    packs = load_laws(path.parent, law.value.pack.jurisdiction)
    assert [one.value.pack.jurisdiction for one in packs.all if one.value] == ["us-example-nation", "us-xe", "us"]
    assert (
        run(*["init", "--law", "--jurisdiction", "us-example-nation", "--name", "X", "--profiles"], str(laws)).code == 2
    )


@pytest.mark.parametrize("document", ["information-packet", "agency-policy", "state-guide"])
def test_a_new_law_pack_makes_documents_with_gaps(laws, document):
    named = ("--jurisdiction", "us-example-nation", "--name", "Nation", "--profiles", "mine")
    run("init", "--law", "--rests-on", "us-xe", *named)
    run("init", "nation.yaml", "--type", "tribal", *named)
    made = run("show", "nation.yaml", "-d", document, "--profiles", "mine", "--templates", f"{ROOT}/templates")
    assert made.code == 0
    assert "error" not in made.err
    assert "`law.us-example-nation.principal_act" in made.err
    assert "Example State" in made.out or document == "agency-policy"


@pytest.mark.parametrize(
    "arguments",
    [
        "--law --jurisdiction example --name X",
        "--law --jurisdiction us --name X",
        "--law --jurisdiction us-Example --name X",
        "--law --jurisdiction us-new --name X --rests-on us-zz",
        "--law --jurisdiction us-new",
        "--law --jurisdiction us-new --name X --type court",
        "--law --jurisdiction us-new --name X file.yaml",
        "--jurisdiction us-mo --name X --type court --rests-on us-xe",
    ],
)
def test_init_of_a_law_pack_refuses_what_it_cannot_name(laws, arguments):
    made = run("init", *arguments.split(), "--profiles", str(laws))
    assert made.code == 2, made.err
    assert len(list((laws / "jurisdictions").iterdir())) == 2


def test_as_of_chooses_the_law_of_the_day(laws):
    path = laws / "jurisdictions/us-xe.yaml"
    text = path.read_text(encoding="utf-8").replace("\nrestitution:\n", "\nrestitution:\n  effective_to: 2026-12-31\n")
    coming = "{plain: From this year the fund pays., authorities: [stat-12-101]}"
    versions = f"versions:\n  - effective_from: 2027-01-01\n    restitution: {coming}\n"
    path.write_text(text + versions, encoding="utf-8", newline="\n")
    body = "## Money {#money}\n\n{{ law.restitution.plain|paragraphs }}\n"
    write_tree(laws.parent, {"templates/leaflet/body.md.j2": body})
    show = "show profile.yaml -d leaflet --stage markdown --templates templates --profiles mine --as-of {}"
    shown = [run(*show.format(day).split()).out for day in ("2026-12-31", "2027-01-01")]
    assert ["From this year the fund pays." in text for text in shown] == [False, True]
    assert "restitution: stat-12-101" in run("law", "us-xe", "--profiles", str(laws), "--as-of", "2027-01-01").out


BROKEN = PROFILE.replace("    label:", "    lable:").replace("example.org", "<example>&,:%\\n.org")


def test_reports_are_what_machines_read(office):
    write_tree(office, {"a %,: b/odd.yaml": BROKEN})
    reports = {
        form: run("check", "a %,: b/odd.yaml", "--report", form) for form in ("json", "junit", "sarif", "github")
    }
    assert {report.code for report in reports.values()} == {1}
    assert {report.err for report in reports.values()} == {""}
    found = json.loads(reports["json"].out)
    assert {"PG202"} <= {one["code"] for one in found}
    suite = ET.fromstring(reports["junit"].out.encode())
    assert len(suite.findall("testcase")) == len(found) == int(suite.attrib["tests"])
    results = json.loads(reports["sarif"].out)["runs"][0]["results"]
    place = results[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20%25%2C%3A%20b/odd.yaml"
    lines = reports["github"].out.splitlines()
    assert len(lines) == len(found)
    assert lines[0].startswith("::error file=a %25%2C%3A b/odd.yaml,line=")


def test_a_check_without_findings_is_a_report_too(office):
    assert json.loads(run("check", EXAMPLE, "--as-of", "2026-11-21", "--report", "json").out) == []


def test_strict_turns_warnings_into_errors(office):
    assert run("check", "profile.yaml", *HERE).code == 0
    strict = run("check", "profile.yaml", *HERE, "--strict")
    assert strict.code == 1
    assert "error[PG430]" in strict.err


def test_a_kind_of_agency_without_documents_is_told(office):
    write_tree(office, {"court.yaml": PROFILE.replace("prosecutor_local", "court")})
    checked = run("check", "court.yaml", *HERE)
    assert "PG431" in checked.err
    assert "court.yaml:5:9" in checked.err


def test_written_files_are_held_against_the_manifest(office):
    run("build", "profile.yaml", "-f", "html", "-f", "docx", *HERE)
    assert run("check", "profile.yaml", *HERE, "--output", "out").code == 0
    page = office / "out/example/leaflet.html"
    page.write_text(page.read_text(encoding="utf-8").replace("We are", "We were"), encoding="utf-8")
    edited = run("check", "profile.yaml", *HERE, "--output", "out")
    assert ("PG603" in edited.err, "PG622" in edited.err, edited.code) == (True, True, 1)
    (office / "out/example/leaflet.docx").write_bytes(b"PK cut off")
    page.unlink()
    gone = run("check", "profile.yaml", *HERE, "--output", "out")
    assert ("PG101" in gone.err, "PG621" in gone.err) == (True, True)
    (office / "out/manifest.json").write_text("{", encoding="utf-8")
    assert "PG602" in run("check", "profile.yaml", *HERE, "--output", "out").err


def test_every_code_is_explained():
    for code in (*CODES, *(rule.code for rule in ALL_RULES)):
        page = run("explain", code.lower())
        assert (page.code, page.out.startswith(code)) == (0, True)


def test_a_section_tells_where_its_words_come_from(office):
    told = run("explain", "leaflet#who", "--profile", "profile.yaml", *HERE)
    assert "templates/leaflet/body.md.j2:3" in told.out
    assert "agency.name (profile.yaml:4)" in told.out
    assert run("explain", "leaflet#whom", "--profile", "profile.yaml", *HERE).code == 2
    assert run("explain", "leaf#who", "--profile", "profile.yaml", *HERE).code == 2


@pytest.mark.parametrize("stage", ["context", "markdown", "tree"])
def test_every_stage_is_shown(office, stage):
    shown = run("show", "profile.yaml", "-d", "leaflet", "--stage", stage, *HERE)
    assert shown.code == 0
    assert "Example County" in shown.out


@pytest.mark.parametrize("what", ["documents", "jurisdictions", "profiles", "rules", "formats"])
def test_lists_are_for_people_and_for_programs(what):
    rows = json.loads(run("list", what, "--json").out)
    assert [line.split()[0] for line in run("list", what).out.splitlines()] == [row["name"] for row in rows]


def test_a_law_pack_is_shown_with_sources_and_as_json():
    assert "Authorities" in run("law", "us-mo").out
    assert json.loads(run("law", "us-mo", "--json").out)["pack"]["jurisdiction"] == "us-mo"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_console_without_unicode_loses_no_data(office, encoding):
    write_tree(
        office, {"odd.yaml": PROFILE.replace("Example County", "Kauaʻi 検察").replace("    label:", "    lable:")}
    )
    told = run("check", "odd.yaml", *HERE, "--report", "json", encoding=encoding)
    assert json.loads(told.out)
    whole = json.loads(run("list", "documents", "--json").out)
    assert json.loads(run("list", "documents", "--json", encoding=encoding).out) == whole
    assert run("build", "odd.yaml", *HERE, "-f", "html", encoding=encoding).code == 1


def test_a_profile_cannot_move_the_cursor(office):
    assert "\x1b" not in run("check", "no\x1b[31m.yaml", *HERE).err


def test_a_long_line_is_cut_around_the_place(office):
    long = ", ".join(f"purpose-{number}" for number in range(40))
    write_tree(office, {"long.yaml": PROFILE.replace("[advocate]", f"[{long}, advokate]")})
    told = run("check", "long.yaml", *HERE).err
    assert max(len(line) for line in told.splitlines() if "^" in line) < 180


def test_a_build_date_that_is_none_is_wrong_usage(office):
    arguments = ("build", "profile.yaml", "--templates", "templates", "-f", "html")
    told = run(*arguments, environment={"SOURCE_DATE_EPOCH": "soon"})
    assert (told.code, "SOURCE_DATE_EPOCH" in told.err) == (2, True)
    assert run(*arguments, environment={"SOURCE_DATE_EPOCH": "1795219200"}).code == 0
    assert '"built_on": "2026-11-21"' in (office / "out/manifest.json").read_text(encoding="utf-8")


def test_a_bug_in_one_packet_does_not_make_the_manifest_forget_the_others(office, monkeypatch, tmp_path):
    from packetgen.batch.agency import Rules
    from packetgen.cli import build

    def inspect(assembled, *_):
        if assembled.document.profile_id == "other":
            raise LookupError("a bug")
        return ()

    monkeypatch.setattr(build, "RULES", Rules(inspect, lambda *_: (), lambda *_: ()))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    write_tree(office, {"z.yaml": PROFILE.replace("profile_id: example", "profile_id: other")})
    told = run("build", "profile.yaml", "z.yaml", *HERE, "-f", "html")
    assert (told.code, "PG901" in told.err) == (3, True)
    assert [path.name for path in tmp_path.glob("packetgen-bug-*")] != []
    assert run("check", "profile.yaml", *HERE, "--output", "out").code == 0


def test_check_writes_the_sheets_that_are_asked_for(office):
    arguments = ("check", "profile.yaml", *HERE, "--call-sheet", "calls", "--gap-sheet", "lists/gaps.docx")
    told = run(*arguments, "--as-of", "2027-11-21")
    assert re.search(r"\d+ numbers to call: calls\.docx and calls\.csv", told.err)
    assert "1 fact to fill in: lists/gaps.docx" in told.err.replace("\\", "/")
    rows = list(csv.reader((office / "calls.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert ["573-555-0101", "phone", "Victim advocate desk", "example", "contacts.advocates"] in [
        row[:5] for row in rows
    ]
    assert "agency.head.title" in read_words((office / "lists/gaps.docx").read_bytes())


def test_a_name_that_a_spreadsheet_would_run_is_text_in_the_csv(office):
    text = PROFILE.replace("Victim advocate desk", '"=cmd|calc"').replace("last_verified: 2026-11-02", "")
    write_tree(office, {"profile.yaml": text})
    run("check", "profile.yaml", *HERE, "--call-sheet", "calls")
    assert "'=cmd|calc" in (office / "calls.csv").read_text(encoding="utf-8-sig")


def test_a_document_that_does_not_apply_is_left_out_with_the_reason(office):
    kind = (office / "templates/leaflet/document.yaml").read_text(encoding="utf-8")
    other = kind.replace("[prosecutor_local]", "[court]") + "skipped_because: {prosecutor_local: A court sends it.}\n"
    write_tree(office, {"templates/notice/document.yaml": other, "templates/notice/body.md.j2": "## A {#a}\n\nB.\n"})
    told = run("build", "profile.yaml", "--templates", "templates", "-f", "html")
    assert "without Leaflet: A court sends it." in told.err
    assert not (office / "out/example/notice.html").exists()


def test_a_leak_in_a_file_that_somebody_changed_is_found(office):
    press = "  - {id: press, label: Press desk, purposes: [media], audience: staff, phone: 573-555-0109}\n"
    write_tree(office, {"profile.yaml": PROFILE + press})
    assert run("build", "profile.yaml", "--templates", "templates", "-f", "html").code == 0
    page = office / "out/example/leaflet.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("</body>", "<!-- 573-555-0109 --></body>"), encoding="utf-8"
    )
    told = run("check", "profile.yaml", "--templates", "templates", "--output", "out")
    assert "error[PG551]: `phone` of Press desk is for staff alone and stands in this file" in told.err


def test_a_template_that_gives_a_staff_number_away_writes_nothing(office):
    press = "  - {id: press, label: Press desk, purposes: [media], audience: staff, phone: 573-555-0109}\n"
    body = "## Who {#who}\n\nSee [this](https://example.org/?tel=573-555-0109).\n"
    write_tree(office, {"profile.yaml": PROFILE + press, "templates/leaflet/body.md.j2": body})
    told = run("build", "profile.yaml", "--templates", "templates", "-f", "html", "-f", "docx")
    assert told.code == 1
    assert not list((office / "out").rglob("leaflet.*"))


def test_the_matrix_of_the_law_has_a_row_for_each_pack():
    lines = run("law", "--as-of", "2026-11-21").out.splitlines()
    assert any(line.startswith("us-mo ") for line in lines)
    rows = json.loads(run("law", "--json", "--as-of", "2026-11-21").out)
    assert {row["jurisdiction"] for row in rows} >= {"us", "us-mo", "us-xe"}
    assert all(row["topics"]["principal_act"] != "missing" for row in rows)


def test_what_changed_between_two_versions_of_a_pack_is_told_in_words(office):
    text = (ROOT / "profiles/jurisdictions/us-xe.yaml").read_text(encoding="utf-8")
    write_tree(office, {"old.yaml": text, "new.yaml": text.replace('version: "1.0"', 'version: "1.1"', 1)})
    told = run("law", "--diff", "old.yaml", "new.yaml")
    assert (told.code, "pack.version" in told.out, "now: 1.1" in told.out) == (0, True, True)
    assert run("law", "--diff", "old.yaml", "old.yaml").out == "nothing changed\n"


def test_the_files_that_quote_a_fact_are_a_recall_list(office):
    body = "## Money {#money}\n\n{{ law.compensation.deadline_plain }}\n"
    write_tree(office, {"templates/leaflet/body.md.j2": body})
    assert run("build", "profile.yaml", "--templates", "templates", "-f", "html").code == 0
    assert run("law", "--used-by", "us-xe:compensation.deadline", "out").out == "example/leaflet.html\n"
    assert "no file in out quotes" in run("law", "--used-by", "us-xe:restitution", "out").out
    assert run("law", "--used-by", "compensation", "out").code == 2
