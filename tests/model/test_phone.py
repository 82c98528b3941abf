"""Numbers as agencies print them: what is dialled, what is shown, and what is refused with its cure."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packetgen.model.phone import Phone, UndiallableError


@pytest.mark.parametrize(
    ("raw", "display", "uri"),
    [
        ("(314) 622-4373", "314-622-4373", "tel:+1-314-622-4373"),
        ("904.721.7273", "904-721-7273", "tel:+1-904-721-7273"),
        ("718 250 3820", "718-250-3820", "tel:+1-718-250-3820"),
        ("866566-8267", "866-566-8267", "tel:+1-866-566-8267"),
        ("906\u2011635\u20116050", "906-635-6050", "tel:+1-906-635-6050"),
        ("573-526\u200b-6516", "573-526-6516", "tel:+1-573-526-6516"),
        ("1-866-5-MOVANS", "866-566-8267 (1-866-5-MOVANS)", "tel:+1-866-566-8267"),
        ("816-HOTLINE", "816-468-5463 (816-HOTLINE)", "tel:+1-816-468-5463"),
        ("816-HOTLINE (816-468-5463)", "816-468-5463 (816-HOTLINE)", "tel:+1-816-468-5463"),
        ("1-844-4HELPDC", "844-443-5732 (1-844-4HELPDC)", "tel:+1-844-443-5732"),
        ("706-542-SAFE", "706-542-7233 (706-542-SAFE)", "tel:+1-706-542-7233"),
        ("866-DOJ-4YOU", "866-365-4968 (866-DOJ-4YOU)", "tel:+1-866-365-4968"),
        ("(787) 832-5053 Ext. 123", "787-832-5053, extension 123", "tel:+1-787-832-5053;ext=123"),
        ("816-555-0142 x4", "816-555-0142, extension 4", "tel:+1-816-555-0142;ext=4"),
        ("+44 300 060 6699", "+44 300 060 6699", "tel:+44-300-060-6699"),
        ("988", "988", "tel:988"),
        ("2-1-1", "211", "tel:211"),
        ("741741", "741741", "tel:741741"),
    ],
)
def test_a_number_of_the_united_states(raw: str, display: str, uri: str):
    phone = Phone.parse(raw, "US")
    assert (phone.display, phone.uri, phone.raw) == (display, uri, raw)


@pytest.mark.parametrize(
    ("raw", "display", "e164"),
    [
        ("0300 060 6699", "0300 060 6699", "+443000606699"),
        ("0808 80 10 800", "0808 801 0800", "+448088010800"),
        ("0800 33 77 88", "0800 337788", "+44800337788"),
        ("+1 816 468 5463", "816-468-5463", "+18164685463"),
        ("999", "999", "999"),
    ],
)
def test_a_number_dialled_in_the_united_kingdom(raw: str, display: str, e164: str):
    phone = Phone.parse(raw, "GB")
    assert phone.display.endswith(display)
    assert phone.e164 == e164


@pytest.mark.parametrize(
    ("raw", "region", "fictional"),
    [
        ("816-555-0142", "US", True),
        ("816-555-0199", "US", True),
        ("816-555-0200", "US", False),
        ("314-622-4373", "US", False),
        ("020 7946 0018", "GB", True),
        ("07700 900123", "GB", True),
        ("0161 496 0001", "GB", True),
        ("0300 060 6699", "GB", False),
        ("988", "US", False),
    ],
)
def test_ranges_kept_free_for_fiction_are_known(raw: str, region: str, fictional: bool):
    try:
        assert Phone.parse(raw, region).fictional is fictional
    except UndiallableError:
        assert not fictional


@pytest.mark.parametrize(
    ("raw", "cause", "cure"),
    [
        ("573-526-65I6", "character 11 is the letter I", '"573-526-6516"'),
        ("573-526-651O", "character 12 is the letter O", '"573-526-6510"'),
        ("245-6362", "has no area code", "all ten digits"),
        ("(787) 756-0910 or 0920 or 0930", "holds more than one number", "a channel of its own"),
        ("745-0808 / 0809", "holds more than one number", "a channel of its own"),
        ("816-555-01", "has 8 digits, not ten", "whole number"),
        ("866-DOJ-4YOU (866-365-4986)", "the letters dial 8663654968", "call both numbers"),
        ("Call the front desk", "", "whole number"),
        ("123-456-7890", "is no number of US", "whole number"),
        ("999", "no short number", "area code"),
    ],
)
def test_what_cannot_be_dialled_is_refused_with_its_cure(raw: str, cause: str, cure: str):
    with pytest.raises(UndiallableError) as refused:
        Phone.parse(raw, "US")
    assert cause in refused.value.cause
    assert cure in refused.value.cure


@given(st.text(max_size=40), st.sampled_from(["US", "GB", "NZ", "PR"]))
@settings(deadline=None)
def test_any_text_is_a_phone_or_is_refused(raw: str, region: str):
    with suppress(UndiallableError):
        phone = Phone.parse(raw, region)
        assert phone.uri.startswith("tel:")
        assert phone.e164.lstrip("+").isdigit()
