"""The sheets that people fill in: which numbers are due for a call, how they are grouped, which facts are missing."""

from __future__ import annotations

from datetime import date

from packetgen.assemble.calls import due_calls
from packetgen.assemble.sheets import MissingEntry, call_sheet, gap_sheet
from packetgen.load.style import load_style
from packetgen.model.document import FillIn, Section, Table
from packetgen.model.walk import all_inlines, plain_inlines, plain_text, walk
from packetgen.write.docx_read import read_words
from packetgen.write.registry import FORMATS
from tests.worlds import DAY, ROOT, STAMP, labels, pack, profile

LINE = "816-555-0160"
SHELTERS = [
    {"id": "haven", "name": "Haven", "group": "community", "services": "A safe place to stay", "phone": LINE},
    {"id": "harbor", "name": "Harbor", "group": "community", "services": "Counseling", "phone": LINE},
]


def called(day: str, **more: object) -> dict[str, object]:
    return {"id": "desk", "label": "Desk", "purposes": ["main"], "phone": "816-555-0142", "last_verified": day, **more}


def test_a_number_that_two_partners_share_is_one_call_and_both_stay_named():
    (call,) = due_calls([profile(contacts=[called("2026-11-02")], partners=SHELTERS)], [], DAY)
    assert (call.number, [entry.name for entry in call.entries]) == (LINE, ["Haven", "Harbor"])


def test_a_number_is_due_after_180_days_and_a_hotline_after_90():
    who = [profile(contacts=[called("2026-06-01")])]
    assert not due_calls(who, [], date(2026, 11, 28))
    assert [call.entries[0].due for call in due_calls(who, [], date(2026, 11, 29))] == [date(2026, 11, 28)]
    assert due_calls([profile(contacts=[called("2026-06-01", always_open=True)])], [], date(2026, 8, 31))


def test_what_was_never_called_comes_first_and_addresses_last():
    contacts = [
        called("2026-01-01"),
        {**called("2026-01-01"), "id": "new", "phone": "816-555-0143", "last_verified": None},
    ]
    written = {"id": "web", "name": "Web", "group": "health", "services": "Help", "website": "https://web.example.org/"}
    calls = due_calls([profile(contacts=contacts, partners=[written])], [], DAY)
    assert [call.number for call in calls] == ["816-555-0143", "816-555-0142", "web.example.org"]


def test_short_numbers_are_not_called_and_services_of_the_law_are():
    service = {"id": "line", "name": "Line", "purpose": "To talk", "topics": ["crisis"], "authorities": ["act"]}
    short = {**service, "id": "short", "phone": "988"}
    law = pack(services=[{**service, "phone": LINE, "text": "816-555-0161"}, short])
    calls = due_calls([], [law], DAY)
    assert [(call.number, call.entries[0].channel) for call in calls] == [(LINE, "phone"), ("816-555-0161", "text")]
    assert {call.entries[0].owner for call in calls} == {"us-xe"}


def test_the_call_sheet_has_room_for_each_answer_and_no_fault():
    calls = due_calls([profile(contacts=[called("2026-01-01")], partners=SHELTERS)], [], DAY)
    sheet = call_sheet(calls, labels(), STAMP)
    (table,) = (block for block in walk(sheet.blocks) if isinstance(block, Table))
    assert len(table.rows) == len(calls) == 2
    fields = [node.name for node in all_inlines(sheet.blocks) if isinstance(node, FillIn)]
    assert len(fields) == len(set(fields)) == 4
    words = read_words(FORMATS["docx"].write(sheet, load_style(ROOT / "templates/_style"), {}))
    assert all(word in words for word in ("Haven", "Harbor", LINE, "never confirmed", "January 1, 2026"))


def test_without_anything_due_the_sheets_say_so():
    assert labels()["calls_none"] in plain_text(call_sheet([], labels(), STAMP).blocks[0])
    assert labels()["gaps_none"] in plain_text(gap_sheet([], labels(), STAMP).blocks[0])


def test_the_gap_sheet_has_one_section_an_agency():
    entries = [
        MissingEntry("Doña Ana", "policy.number", "policy number", ("Agency Policy, gap 1",)),
        MissingEntry("Doña Ana", "agency.website", "website", ("Agency Policy, gap 2", "State Guide, gap 1")),
        MissingEntry("Jackson County", "policy.number", "policy number", ("Agency Policy, gap 1",)),
    ]
    sheet = gap_sheet(entries, labels(), STAMP)
    found = [block for block in sheet.blocks if isinstance(block, Section)]
    assert [plain_inlines(section.title) for section in found] == ["Doña Ana", "Jackson County"]
    assert [len(block.rows) for block in walk(sheet.blocks) if isinstance(block, Table)] == [2, 1]
    fields = [node.name for node in all_inlines(sheet.blocks) if isinstance(node, FillIn)]
    assert len(fields) == len(set(fields)) == 6
