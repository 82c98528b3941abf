"""What stands around the body: header block, notices, footer, open items, cards."""

from __future__ import annotations

from packetgen.model.document import ContactCard, Gap
from packetgen.model.walk import plain_inlines, plain_text
from tests.worlds import DESK, leaflet, pack, profile


def test_a_policy_opens_with_its_header_block_and_gaps_where_the_profile_is_silent():
    who = profile(policy={"number": "VS-4"}, approvals={"effective": "2026-12-01"})
    document = leaflet("Text.", who, policy_header=True).document
    rows = {row.label: plain_inlines(row.value) for row in document.header_rows}
    assert rows["Policy number"] == "VS-4"
    assert rows["Effective"] == "December 1, 2026"
    assert rows["Review"] == "every 12 months"
    assert isinstance(document.header_rows[2].value[0], Gap)
    assert document.policy_number == "VS-4"


def test_a_draft_says_so_and_says_when_law_is_unreviewed():
    header = {
        "jurisdiction": "us-xe",
        "name": "Example State",
        "version": "1",
        "as_of": "2026-11-01",
        "next_review": "2027-11-01",
        "fictional": True,
    }
    assert leaflet("Text.").document.notices[0] == "DRAFT – not for release"
    document = leaflet("Text.", law=pack(pack=header)).document
    assert document.notices[0] == "DRAFT – law not yet reviewed by counsel"
    assert any("Have counsel review the law of Example State" in item.text for item in document.open_items)


def test_law_that_is_due_says_so_on_every_page_and_an_authority_where_it_is_cited():
    header = pack().pack.model_dump(mode="json")
    old = leaflet("{{ cite(law.principal_act) }}", law=pack(pack={**header, "next_review": "2026-10-01"})).document
    assert old.notices[0] == "DRAFT – not for release – verify the law before use: Example State"
    assert plain_text(old.blocks[0]) == "Example Stat. § 12-101"
    act = pack().authorities[0].model_dump(mode="json")
    due = leaflet(
        "{{ cite(law.principal_act) }}", law=pack(authorities=[{**act, "next_review": "2026-10-01"}])
    ).document
    assert due.notices[0] == "DRAFT – not for release"
    assert plain_text(due.blocks[0]) == "Example Stat. § 12-101 (verify before use)"
    assert "Look up again before use: Example Stat. § 12-101" in [item.text for item in due.open_items]
    assert "verify" not in plain_text(leaflet("{{ cite(law.principal_act) }}").document.blocks[0])


def test_open_items_name_each_contact_that_the_document_shows_and_nobody_called():
    checked = {**DESK, "id": "checked", "purposes": ["media"], "last_verified": "2026-11-01"}
    unused = {**DESK, "id": "unused", "label": "Unused desk", "purposes": ["records"]}
    who = profile(contacts=[DESK, checked, unused])
    document = leaflet("{{ card(contacts.advocate) }}\n\n{{ card(contacts.media) }}", who).document
    calls = [item.text for item in document.open_items if item.text.startswith("Call")]
    assert calls == ["Call and confirm: Advocate desk"]


def test_the_footer_is_the_contact_of_last_resort_or_nothing():
    assert plain_inlines(leaflet("Text.").document.footer) == "Questions? Advocate desk, 573-555-0101"
    assert leaflet("Text.", profile(contacts=[])).document.footer == ()


def test_a_card_says_hours_languages_privacy_and_when_it_was_checked():
    contact = {
        **DESK,
        "hours": [{"days": "Monday to Friday", "opens": "8:00", "closes": "16:30"}],
        "time_zone": "America/Chicago",
        "languages": ["English", "Spanish"],
        "confidentiality": "system",
        "last_verified": "2026-11-02",
    }
    (card,) = leaflet("{{ card(contacts.advocate) }}", profile(contacts=[contact])).document.blocks
    assert isinstance(card, ContactCard)
    assert plain_inlines(card.hours) == "Monday to Friday, 8:00\u00a0AM to 4:30\u00a0PM (Central Time)"
    assert plain_inlines(card.languages) == "English, Spanish"
    assert "not confidential" in plain_inlines(card.confidentiality)
    assert plain_inlines(card.verified) == "Checked November 2, 2026"
