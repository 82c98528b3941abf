"""A law pack to a lawyer's sheet and back: what is filled in comes into the pack, and nothing else moves."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from packetgen.load.yaml_edit import appended, replaced
from packetgen.write.docx_tables import read_tables
from tests.cli.console import run
from tests.worlds import ROOT, write_tree

PACK = (ROOT / "profiles/jurisdictions/us-xe.yaml").read_text(encoding="utf-8")
REVIEWER = {
    "reviewer_name": "Dana Ferreira", "reviewer_organisation": "Example Bar", "reviewer_role": "counsel",
    "reviewer_on": "2026-11-20", "reviewer_scope": "all",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a space in its name and the Example State's pack; the test stands in it."""
    home = tmp_path / "law packs"
    write_tree(home, {"profiles/jurisdictions/us-xe.yaml": PACK})
    monkeypatch.chdir(home)
    assert run("law", "us-xe", "--review-sheet", "--profiles", "profiles").code == 0
    return home


def fill(sheet: Path, answers: Mapping[str, str], ticked: str = "") -> None:
    """Write into the controls of these names, and tick the boxes whose names match."""
    with zipfile.ZipFile(sheet) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()

    def answered(found: re.Match[str]) -> str:
        name, control = found["tag"], found[0]
        if name in answers:
            return re.sub(r"(<w:t[^>]*>)[^<]*(</w:t>)", rf"\g<1>{answers[name]}\g<2>", control, count=1)
        return control.replace("\N{BALLOT BOX}", "\N{BALLOT BOX WITH X}") if re.fullmatch(ticked, name) else control

    body = re.sub(r'<w:sdt><w:sdtPr>(?:(?!</w:sdt>).)*?<w:tag w:val="(?P<tag>[^"]*)"/>.*?</w:sdt>', answered, body)
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w") as archive:
        for name, data in {**parts, "word/document.xml": body.encode()}.items():
            archive.writestr(name, data)
    sheet.write_bytes(store.getvalue())


def field_of(sheet: Path, path: str, key: str) -> str:
    """Return the name of the control in which one field of a statement is corrected."""
    number = [table[0][0] for table in read_tables(sheet.read_bytes())].index(path)
    return f"f{number}_{key}"


def accepted(*more: str) -> str:
    told = run("law", "us-xe", "--accept", "us-xe-review.docx", "--profiles", "profiles", *more)
    return told.out + told.err


def test_an_empty_sheet_names_who_is_missing_and_changes_nothing(folder: Path):
    assert "error[PG305]: the sheet does not say: Name" in accepted("--yes")
    assert (folder / "profiles/jurisdictions/us-xe.yaml").read_text(encoding="utf-8") == PACK


def test_a_correction_is_shown_first_and_written_when_it_is_confirmed(folder: Path):
    sheet, pack = folder / "us-xe-review.docx", folder / "profiles/jurisdictions/us-xe.yaml"
    fill(sheet, {**REVIEWER, field_of(sheet, "restitution", "plain"): "A judge may order it: pay back."})
    shown = accepted()
    assert "+" in shown
    assert "A judge may order it: pay back." in shown
    assert pack.read_text(encoding="utf-8") == PACK
    assert "1 corrections written" in accepted("--yes")
    text = pack.read_text(encoding="utf-8")
    assert "A judge may order it: pay back." in text
    assert 'name: "Dana Ferreira"' in text
    kept = [line for line in PACK.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in text.splitlines() if line.lstrip().startswith("#")] == kept
    assert len(set(PACK.splitlines()) - set(text.splitlines())) < 8


def test_a_pack_is_reviewed_by_counsel_when_all_is_ticked(folder: Path):
    sheet, pack = folder / "us-xe-review.docx", folder / "profiles/jurisdictions/us-xe.yaml"
    pack.write_text(PACK.replace("status: counsel_reviewed", "status: unreviewed"), encoding="utf-8")
    fill(sheet, REVIEWER, ticked=r"counsel|right_\d+")
    accepted("--yes")
    assert 'status: "counsel_reviewed"' in pack.read_text(encoding="utf-8")


def test_a_correction_that_would_spoil_the_pack_is_not_written(folder: Path):
    sheet = folder / "us-xe-review.docx"
    fill(sheet, {**REVIEWER, field_of(sheet, "rights.notice-of-appeal", "registration"): "perhaps"})
    assert "Nothing was written" in accepted("--yes")
    assert (folder / "profiles/jurisdictions/us-xe.yaml").read_text(encoding="utf-8") == PACK


def test_what_is_no_sheet_is_refused(folder: Path):
    (folder / "us-xe-review.docx").write_text("no sheet", encoding="utf-8")
    assert "error[PG305]: the sheet cannot be read" in accepted("--yes")


TEXT = """\
# head
pack: # who
  status: unreviewed   # soon
  reviewers:
    - name: A
      on: 2026-01-01
rule:
  plain: >-
    Old words
    on two lines.
  covers: [one, "two"] # costs
"""


def test_a_value_changes_and_everything_else_stays():
    after = replaced(TEXT, {("rule", "plain"): "New: words.", ("rule", "covers", 1): 'a "new" two'})
    assert after == TEXT.replace("Old words\n    on two lines.", "New: words.").replace('"two"', '"a \\"new\\" two"')


def test_an_entry_is_added_to_a_list_or_makes_one():
    entry = {"name": "B", "on": "2026-02-02"}
    item = '    - name: "B"\n      on: "2026-02-02"\n'
    assert appended(TEXT, ("pack", "reviewers"), entry) == TEXT.replace("rule:", f"{item}rule:")
    without = TEXT.replace("  reviewers:\n    - name: A\n      on: 2026-01-01\n", "")
    assert appended(without, ("pack", "reviewers"), entry) == without.replace("rule:", f"  reviewers:\n{item}rule:")
