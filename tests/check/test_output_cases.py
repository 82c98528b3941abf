"""The rules on written files, each against its literate case: bodies are written, read back and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from packetgen.check.engine import check_output
from packetgen.load.style import load_style
from packetgen.write.registry import FORMATS
from tests.case_file import Example, examples, shown
from tests.worlds import ROOT, leaflet

BODY = """\
## Help {#help}

Call **{{ contacts.advocate.phone }}**, or see {{ ref("steps") }}. {#call}

{{ card(contacts.advocate) }}

::: safety If you are in danger
Call {{ law.emergency_number }}.
:::

## Steps {#steps}

1. Breathe.
2. Call *us*.

- [ ] Check the list. {{ step(owner="advocate", due="today", record="log") }}

Table: Who helps {#who widths=50,50}

| Who | How |
|---|---|
| {{ agency.name }} | {{ fill("Name", 20) }} {{ box("Phone") }} |

Advocate
: A person who helps.

{{ lines("Notes", 3) }}
"""


@pytest.mark.parametrize("example", examples("check_output"), ids=str)
def test_a_rule_on_written_files_finds_what_its_case_says(
    example: Example, tmp_path: Path, request: pytest.FixtureRequest
):
    style = load_style(ROOT / "templates/_style")
    (tmp_path / "example").mkdir()
    for name in ("html", "docx"):
        if name in example.blocks:
            document = leaflet(example.blocks[name]).document
            data = FORMATS[name].write(document, style, {})
            kept = len(data) // 2 if example.heading == "Cut off" else len(data)
            (tmp_path / f"example/leaflet.{name}").write_bytes(data[:kept])
    told = shown(check_output(tmp_path), {}).replace(f"{tmp_path.as_posix()}/", "")
    if request.config.getoption("--update-golden"):
        example.accept("expected", told)
    assert told == example.blocks["expected"]


def test_a_folder_without_documents_says_so(tmp_path: Path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        (one,) = check_output(folder)
        assert one.code == "PG101"


def test_word_file_and_web_page_say_the_same_words(tmp_path: Path):
    """Written without PDF, which has tests of its own and needs a system library."""
    style = load_style(ROOT / "templates/_style")
    document = leaflet(BODY).document
    (tmp_path / "example").mkdir()
    for name in ("html", "docx"):
        (tmp_path / f"example/leaflet.{name}").write_bytes(FORMATS[name].write(document, style, {}))
    assert check_output(tmp_path) == ()
