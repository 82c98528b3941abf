"""Files and folders as loaders meet them: missing, colliding, reserved, in the wrong place or the wrong encoding."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from packetgen.diagnostics import has_errors
from packetgen.load import resources
from packetgen.load.law import jurisdictions_in, load_law, load_laws
from packetgen.load.profiles import clashes, find_profiles, load_profile
from packetgen.load.templates import load_templates
from packetgen.load.yaml_source import MAXIMUM_BYTES, read_yaml
from packetgen.values import JurisdictionId, Slug
from tests.worlds import ROOT, write_tree

PROFILE = "profile_id: {id}\nagency: {{name: Example Office, type: prosecutor_local, jurisdiction: us-mo}}\n"
TYPE = (
    "title: Leaflet\nsubtitle: For tests\npurpose: For tests.\norder: {order}\naudience: victim\n"
    "applies_to: [prosecutor_local]\nreading_grade: 8\n"
)


def codes(found) -> list[str]:
    return [d.code for d in found]


def test_files_and_folders_mean_profiles_each_once_by_name(tmp_path: Path):
    text = PROFILE.format(id="x")
    write_tree(
        tmp_path,
        {"agencies/b.yaml": text, "agencies/A.yml": text, "agencies/_draft.yaml": text, "jurisdictions/us.yaml": text},
    )
    found = find_profiles([tmp_path, tmp_path / "agencies", tmp_path / "agencies/b.yaml"])
    assert [path.name for path in found] == ["A.yml", "b.yaml"]


def test_a_folder_without_profiles_and_a_missing_file_say_so(tmp_path: Path):
    found = find_profiles([tmp_path, tmp_path / "nobody.yaml"])
    messages = [load_profile(path).diagnostics[0] for path in found]
    assert codes(messages) == ["PG101", "PG101"]
    assert {m.message for m in messages} == {
        "this is a folder in which no `.yaml` file can be found",
        "there is no such file",
    }


def test_two_profiles_with_one_id_clash_and_both_are_named(tmp_path: Path):
    write_tree(tmp_path, {"a.yaml": PROFILE.format(id="same"), "b.yaml": PROFILE.format(id="same")})
    (one,) = clashes([load_profile(path) for path in find_profiles([tmp_path])])
    assert one.code == "PG210"
    assert one.span
    assert one.span.path.endswith("b.yaml")
    assert one.message.endswith("a.yaml")


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9"])
def test_a_name_that_windows_keeps_is_refused(tmp_path: Path, name: str):
    write_tree(tmp_path, {"agency.yaml": PROFILE.format(id=name)})
    assert codes(load_profile(tmp_path / "agency.yaml").diagnostics) == ["PG211"]


def test_a_file_of_more_than_five_megabytes_is_not_read(tmp_path: Path):
    path = tmp_path / "big.yaml"
    path.write_bytes(b"# " + b"x" * MAXIMUM_BYTES)
    assert codes(read_yaml(path).diagnostics) == ["PG111"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("name: Doña".encode("cp1252"), "PG103"),
        ("name: Doña".encode("utf-16"), "PG103"),
        ("name: x".encode("utf-32"), "PG103"),
        (b"", "PG102"),
        (b"# only a remark\n", "PG102"),
        (b"- a\n", "PG110"),
        (b"just words\n", "PG110"),
        (b"a: 1\n---\nb: 2\n", "PG109"),
        (b"a: !!python/object:os.system x\n", "PG107"),
        (b"a: &x [1]\nb: *x\n", "PG108"),
        (b"a: 1\n<<: {b: 2}\n", "PG108"),
        (b"a: 'open\n", "PG105"),
        (b"a: b: c\n", "PG105"),
        (b"a: @b\n", "PG105"),
        (b"a:\n\tb: 1\n", "PG104"),
        (b"a: 1\na: 2\n", "PG106"),
        (b"a: \x07\n", "PG112"),
        (b'a: "\\u202e"\n', "PG112"),
        (b"[k]: v\n", "PG115"),
        (b": v\n", "PG115"),
        (b"%YAML 9.9\n---\na: 1\n", "PG105"),
        (b"a: " + b"[" * 60 + b"]" * 60, "PG111"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_by_name(tmp_path: Path, raw: bytes, code: str):
    path = tmp_path / "file.yaml"
    path.write_bytes(raw)
    found = read_yaml(path).diagnostics
    assert code in codes(found)
    assert has_errors(found)


def test_spoilt_letters_and_a_mark_at_the_start_are_warnings(tmp_path: Path):
    path = tmp_path / "file.yaml"
    path.write_bytes("\ufeffname: DoÃ±a Ana’s\r\nnext: Oâ€™Brien".encode())
    source = read_yaml(path)
    assert source.data == {"name": "DoÃ±a Ana’s", "next": "Oâ€™Brien"}
    assert codes(source.diagnostics) == ["PG114", "PG113", "PG113"]
    assert [d.hint[:16] for d in source.diagnostics[1:]] == ['did you mean "ñ"', 'did you mean "’"']


def test_a_billion_laughs_stay_small(tmp_path: Path):
    path = tmp_path / "bomb.yaml"
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join(['*a' + str(n - 1)] * 9)}]" for n in range(1, 12)]
    path.write_text("\n".join(lines), encoding="utf-8")
    source = read_yaml(path)
    assert set(codes(source.diagnostics)) == {"PG108"}
    assert source.data["a11"] == [None] * 9


def test_a_missing_pack_points_at_the_line_that_asks_for_it_and_names_the_file(tmp_path: Path):
    write_tree(tmp_path, {"p.yaml": PROFILE.format(id="x")})
    loaded = load_profile(tmp_path / "p.yaml")
    laws = load_laws(tmp_path / "packs", JurisdictionId("us-mo"), loaded.place("agency.jurisdiction").span)
    assert codes(laws.diagnostics) == ["PG301", "PG301"]
    assert all(d.span and d.span.line == 2 for d in laws.diagnostics)
    assert {Path(d.hint.split()[3].rstrip(";")).name for d in laws.diagnostics} == {"us-mo.yaml", "us.yaml"}


def test_a_pack_brings_those_that_it_rests_on_and_its_nation_last(tmp_path: Path):
    folder = ROOT / "profiles/jurisdictions"
    for name in ("us", "us-mo", "us-ks"):
        shutil.copy(folder / f"{name}.yaml", tmp_path)
    text = (folder / "us-xt.yaml").read_text(encoding="utf-8")
    path = tmp_path / "us-xt.yaml"
    path.write_text(text.replace("rests_on: [us-xe]", "rests_on: [us, us-mo, us-ks]"), encoding="utf-8")
    laws = load_laws(tmp_path, JurisdictionId("us-xt"))
    assert [one.value.pack.jurisdiction for one in laws.all if one.value] == ["us-xt", "us-mo", "us-ks", "us"]
    path.write_text(text, encoding="utf-8")
    (missing,) = load_laws(tmp_path, JurisdictionId("us-xt")).diagnostics
    assert missing.code == "PG301"
    assert missing.span
    assert "rests_on: [us-xe]" in text.split("\n")[missing.span.line - 1]


def test_what_only_its_parts_share_is_no_law_of_an_agency():
    laws = load_laws(ROOT / "profiles/jurisdictions", JurisdictionId("gb"))
    assert laws.are_readable
    assert codes(laws.diagnostics) == ["PG304"]


def test_the_packs_of_the_repository_load_without_a_finding():
    folder = ROOT / "profiles/jurisdictions"
    assert {"us", "us-mo", "us-xe"} <= set(jurisdictions_in(folder))
    for jurisdiction in jurisdictions_in(folder):
        loaded = load_law(folder, jurisdiction)
        assert loaded.value
        assert not loaded.diagnostics


def test_the_profiles_of_the_repository_load_without_a_finding():
    found = [load_profile(path) for path in find_profiles([ROOT / "profiles"])]
    assert len(found) >= 3
    assert all(one.value and not one.diagnostics for one in found)
    assert not clashes(found)


def test_a_pack_under_another_name_is_refused(tmp_path: Path):
    shutil.copy(ROOT / "profiles/jurisdictions/us-xe.yaml", tmp_path / "us-ks.yaml")
    loaded = load_law(tmp_path, JurisdictionId("us-ks"))
    assert loaded.value is None
    assert codes(loaded.diagnostics) == ["PG302"]


def test_faults_of_a_pack_have_their_places(tmp_path: Path):
    text = (ROOT / "profiles/jurisdictions/us-xe.yaml").read_text(encoding="utf-8")
    broken = (
        text.replace("authorities: [stat-12-301]", "authorities: [stat-12-310]")
        .replace("  - id: notice-page\n", "  - id: stat-12-101\n")
        .replace("can_repeat: false", "can_repaet: false")
        .replace("sources: [notice-page]", "sources: [stat-12-101]")
    )
    (tmp_path / "us-xe.yaml").write_text(broken, encoding="utf-8")
    found = load_law(tmp_path, JurisdictionId("us-xe")).diagnostics
    lines = broken.split("\n")
    assert codes(found) == ["PG303", "PG202", "PG209"]
    for one, words in zip(found, ["id: stat-12-101", "can_repaet: false", "[stat-12-310]"], strict=True):
        assert one.span
        assert words in lines[one.span.line - 1]


def test_a_statement_that_names_what_the_pack_lacks_is_marked_where_it_does(tmp_path: Path):
    text = (ROOT / "profiles/jurisdictions/us-xe.yaml").read_text(encoding="utf-8")
    broken = text.replace("authorities: [stat-12-301]", "authorities: [stat-12-310]").replace(
        "contact: corrections-victim-services", "contact: corrections"
    )
    (tmp_path / "us-xe.yaml").write_text(broken, encoding="utf-8")
    found = load_law(tmp_path, JurisdictionId("us-xe")).diagnostics
    assert codes(found) == ["PG209", "PG209"]
    marked = [broken.split("\n")[d.span.line - 1][d.span.column - 1 :][: d.length] for d in found if d.span]
    assert marked == ["corrections", "stat-12-310"]


def test_templates_are_read_once_with_labels_and_fingerprints(tmp_path: Path):
    files = {
        "b/document.yaml": TYPE.format(order=1),
        "b/body.md.j2": "## B\r\n",
        "a/document.yaml": TYPE.format(order=2),
        "a/body.md.j2": "## A\n",
        "_shared/x.md.j2": "x",
        "_shared/labels/en.yaml": "page: Page\n",
    }
    loaded = load_templates(write_tree(tmp_path, files))
    assert loaded.value
    assert list(loaded.value.types) == ["b", "a"]
    assert loaded.value.sources["b/body.md.j2"] == "## B\n"
    assert loaded.value.labels == {"en": {"page": "Page"}}
    before = loaded.value.fingerprints
    write_tree(tmp_path, {"a/body.md.j2": "## A changed\n"})
    after = load_templates(tmp_path)
    assert after.value
    assert before[Slug("b")] == after.value.fingerprints[Slug("b")]
    assert before[Slug("a")] != after.value.fingerprints[Slug("a")]


def test_all_faults_of_a_templates_folder_come_at_once(tmp_path: Path):
    files = {
        "Bad Name/document.yaml": TYPE.format(order=1),
        "Bad Name/body.md.j2": "",
        "empty/document.yaml": "",
        "empty/body.md.j2": "",
        "bodyless/document.yaml": TYPE.format(order="first"),
        "_shared/labels/en.yaml": "page: [Page]\n",
    }
    write_tree(tmp_path, files)
    (tmp_path / "_shared/latin.md.j2").write_bytes(b"Do\xf1a")
    loaded = load_templates(tmp_path)
    assert loaded.value is None
    assert sorted(codes(loaded.diagnostics)) == ["PG101", "PG102", "PG103", "PG205", "PG206", "PG206"]
    assert codes(load_templates(tmp_path / "nowhere").diagnostics) == ["PG101"]


def test_folders_are_those_given_or_those_beside_the_package(tmp_path: Path):
    assert resources.templates_folder(tmp_path) == tmp_path
    assert resources.templates_folder() == ROOT / "templates"
    assert resources.law_folder() == ROOT / "profiles/jurisdictions"
    assert resources.agencies_folder(tmp_path) == tmp_path / "agencies"


def test_a_place_is_found_by_number_by_id_and_by_purpose():
    loaded = load_profile(ROOT / "profiles/agencies/example-county-prosecutor.yaml")
    by_number = loaded.place("contacts[0].phone")
    assert (
        by_number == loaded.place("contacts.post-conviction-advocates.phone") == loaded.place("contacts.advocate.phone")
    )
    assert loaded.spans["contacts[0].phone"] == by_number.span
    assert loaded.place("agency.nothing.below") == loaded.place("agency")
    assert loaded.key_place("agency.name").span.column == 3
