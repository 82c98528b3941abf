"""Builds: what is written, skipped, kept; what one bad profile does to the others; the same bytes everywhere."""

from __future__ import annotations

import importlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from packetgen.batch.agency import Options, Outcome, Rules
from packetgen.batch.manifest import MANIFEST, read_manifest, write_manifest
from packetgen.batch.run import build_all, tally
from packetgen.cli.inspection import RULES
from packetgen.diagnostics import Diagnostic
from tests.worlds import ROOT, STAMP, write_tree

PROFILE = """\
profile_id: {name}
fictional: true
agency:
  name: "{title}"
  type: {kind}
  jurisdiction: us-xe
contacts:
  - id: desk
    label: Advocate desk
    purposes: [advocate, main]
    phone: "573-555-0101"
"""
LEAFLET = """\
title: Leaflet
subtitle: For tests
purpose: For tests.
order: 1
audience: victim
applies_to: [prosecutor_local]
reading_grade: 8
"""


def quiet(*_: object) -> tuple[Diagnostic, ...]:
    return ()


SILENT = Rules(quiet, quiet, quiet)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Two agencies and one broken profile, one leaflet, the packaged looks and the fictional law."""
    folder = tmp_path_factory.mktemp("a world")
    write_tree(
        folder,
        {
            "agencies/one.yaml": PROFILE.format(name="one", title="One & Sons", kind="prosecutor_local"),
            "agencies/two.yaml": PROFILE.format(name="two", title="Two", kind="prosecutor_local"),
            "agencies/bad.yaml": "profile_id: bad\nagency:\n  name: Bad\n",
            "templates/leaflet/document.yaml": LEAFLET,
            "templates/leaflet/body.md.j2": "## Who {#who}\n\nWe are {{ agency.name }}.\n",
            "templates/_shared/labels/en.yaml": (ROOT / "templates/_shared/labels/en.yaml").read_text(encoding="utf-8"),
        },
    )
    (folder / "templates/_style").symlink_to(ROOT / "templates/_style")
    return folder


def options(world: Path, out: Path, **changes) -> Options:
    return replace(Options(world / "templates", ROOT / "profiles", out, STAMP, formats=("html", "docx")), **changes)


def built(world: Path, out: Path, *names: str, **changes):
    chosen = options(world, out, **changes)
    before, _ = read_manifest(out)
    paths = [world / "agencies" / f"{name}.yaml" for name in names or ("one", "two")]
    results = list(build_all(paths, chosen, before, SILENT))
    write_manifest(out, before.updated(entry for result in results for entry in result.entries), "0")
    return results


def outcomes(results) -> dict[str, Outcome]:
    return {name: outcome for result in results for name, outcome in result.outcomes}


def test_every_file_and_a_manifest_are_written(world, tmp_path):
    assert set(outcomes(built(world, tmp_path)).values()) == {Outcome.WRITTEN}
    names = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert names == [MANIFEST, "one/leaflet.docx", "one/leaflet.html", "two/leaflet.docx", "two/leaflet.html"]
    entry = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    assert entry["files"][0]["path"] == "one/leaflet.docx"
    assert entry["facts"][entry["files"][0]["facts"]] == ["agency.name"]


def test_a_second_run_from_another_folder_leaves_the_same_bytes(world, tmp_path, monkeypatch):
    built(world, tmp_path / "a")
    monkeypatch.chdir(tmp_path)
    built(world, tmp_path / "b b")
    for path in (tmp_path / "a").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "b b" / path.relative_to(tmp_path / "a")).read_bytes(), path.name


def test_what_is_up_to_date_is_left_alone(world, tmp_path):
    built(world, tmp_path)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")}
    assert set(outcomes(built(world, tmp_path)).values()) == {Outcome.UNCHANGED}
    assert times == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")}
    assert set(outcomes(built(world, tmp_path, force=True)).values()) == {Outcome.WRITTEN}


def test_an_edited_file_is_kept_and_told(world, tmp_path):
    built(world, tmp_path)
    edited = tmp_path / "one/leaflet.html"
    edited.write_text("counsel's own words", encoding="utf-8")
    results = built(world, tmp_path)
    assert outcomes(results)["one/leaflet.html"] is Outcome.EDITED
    assert [d.code for d in results[0].diagnostics] == ["PG603"]
    assert edited.read_text(encoding="utf-8") == "counsel's own words"
    built(world, tmp_path, force=True)
    assert (tmp_path / "one/leaflet.edited-1.html").read_text(encoding="utf-8") == "counsel's own words"
    assert "One &amp; Sons" in edited.read_text(encoding="utf-8")


def test_a_file_that_packetgen_never_wrote_is_not_overwritten(world, tmp_path):
    write_tree(tmp_path, {"one/leaflet.html": "mine"})
    assert outcomes(built(world, tmp_path, "one"))["one/leaflet.html"] is Outcome.EDITED


def test_one_bad_profile_never_stops_the_others(world, tmp_path):
    results = built(world, tmp_path, "bad", "one")
    assert not results[0].outcomes
    assert results[0].diagnostics
    assert tally(results)[Outcome.WRITTEN] == 2


def test_a_plan_writes_nothing(world, tmp_path):
    out = tmp_path / "out"
    list(build_all([world / "agencies/one.yaml"], options(world, out, plan=True), read_manifest(out)[0], SILENT))
    assert not out.exists()


@pytest.mark.parametrize("names", [("one", "two"), ("one",)])
def test_side_by_side_gives_the_same_bytes(world, tmp_path, names):
    built(world, tmp_path / "a", *names, formats=("pdf", "html"))
    chosen = options(world, tmp_path / "b", formats=("pdf", "html"))
    paths = [world / f"agencies/{name}.yaml" for name in names]
    results = list(build_all(paths, chosen, read_manifest(tmp_path / "b")[0], RULES, jobs=4))
    assert [result.profile_id for result in results] == list(names)
    for path in (tmp_path / "a").rglob("leaflet.*"):
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()


def test_the_parts_of_a_packet_are_one_result(tmp_path):
    chosen = Options(
        ROOT / "templates", ROOT / "profiles", tmp_path, STAMP, ("guiding-principles", "agency-policy"), ("pdf",)
    )
    profile = ROOT / "profiles/agencies/example-county-prosecutor.yaml"
    (result,) = build_all([profile], chosen, read_manifest(tmp_path)[0], RULES, jobs=2)
    assert sorted(name for name, _ in result.outcomes) == sorted(entry.path for entry in result.entries)
    assert {outcome for _, outcome in result.outcomes} == {Outcome.WRITTEN}
    assert len(result.entries) == 2


def test_a_worker_that_dies_is_told_and_nothing_hangs(world, tmp_path, monkeypatch):
    write_tree(tmp_path, {"deadly.py": "import os\n\n\ndef rule(*_):\n    os._exit(9)\n"})
    monkeypatch.syspath_prepend(str(tmp_path))
    deadly = Rules(importlib.import_module("deadly").rule, quiet, quiet)
    paths = [world / "agencies/one.yaml", world / "agencies/two.yaml"]
    results = list(
        build_all(paths, options(world, tmp_path, formats=("pdf",)), read_manifest(tmp_path)[0], deadly, jobs=2)
    )
    assert [[d.code for d in result.diagnostics] for result in results] == [["PG604"], ["PG604"]]


def test_a_document_that_does_not_apply_is_told(world, tmp_path):
    write_tree(world, {"agencies/court.yaml": PROFILE.format(name="court", title="Court", kind="court")})
    assert outcomes(built(world, tmp_path, "court")) == {"court/leaflet": Outcome.NOT_APPLICABLE}


def test_a_damaged_manifest_is_a_warning_and_files_stay(tmp_path):
    (tmp_path / MANIFEST).write_text("{", encoding="utf-8")
    manifest, findings = read_manifest(tmp_path)
    assert not manifest.entries
    assert [d.code for d in findings] == ["PG602"]


def test_a_letterhead_that_is_not_there_is_named(world, tmp_path):
    text = PROFILE.format(name="three", title="Three", kind="prosecutor_local") + "branding:\n  letterhead: gone.docx\n"
    write_tree(world, {"agencies/three.yaml": text})
    (result,) = built(world, tmp_path, "three")
    assert "PG611" in [d.code for d in result.diagnostics]
