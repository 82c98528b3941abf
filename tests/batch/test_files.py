"""Files appear whole or not at all, and an edited one is never lost."""

from __future__ import annotations

import pytest

from packetgen.batch.files import digest, digest_of, keep_aside, write_whole
from packetgen.diagnostics import PacketgenError


def test_a_file_and_its_folders_appear(tmp_path):
    path = tmp_path / "a b" / "ñ.txt"
    write_whole(path, b"x")
    assert path.read_bytes() == b"x"
    assert [p.name for p in path.parent.iterdir()] == ["ñ.txt"]
    assert digest_of(path) == digest(b"x")
    assert digest_of(tmp_path / "none") is None


@pytest.mark.parametrize("blocker", ["file in the way", "folder in the way"])
def test_what_cannot_be_written_is_a_finding_with_its_cure_and_nothing_half_done(tmp_path, blocker):
    path = tmp_path / "out" / "x.docx"
    if blocker == "file in the way":
        (tmp_path / "out").write_text("I am a file", encoding="utf-8")
    else:
        path.mkdir(parents=True)
    with pytest.raises(PacketgenError) as error:
        write_whole(path, b"new")
    (finding,) = error.value.diagnostics
    assert finding.code == "PG601"
    assert finding.hint
    if path.parent.is_dir():
        assert [p.name for p in path.parent.iterdir()] == ["x.docx"]


def test_an_edited_file_is_kept_under_a_free_name(tmp_path):
    path = tmp_path / "policy.docx"
    for number in (1, 2):
        path.write_bytes(b"%d" % number)
        assert keep_aside(path).name == f"policy.edited-{number}.docx"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["policy.edited-1.docx", "policy.edited-2.docx"]
