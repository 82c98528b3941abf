"""Which names of other packs betray a copied passage, and which are everybody's."""

from __future__ import annotations

from typing import Any

from packetgen.check.foreign_terms import foreign_terms
from packetgen.model.law import LawPack
from tests.worlds import pack, profile


def with_terms(jurisdiction: str, name: str, **terms: Any) -> LawPack:
    home = {
        "prosecutor_titles": ["Prosecuting Attorney"],
        "prosecutor_office": "office",
        "county_term": "county",
        "corrections": "Department of Corrections",
        "clemency_body": "the Governor",
        "appellate_lawyer": "the Attorney General",
        "trial_court": "the court",
        "appeal_courts": ["Supreme Court"],
        "advocate_title": "advocate",
        "authorities": ["act"],
        **terms,
    }
    header = {
        "jurisdiction": jurisdiction,
        "name": name,
        "version": "1",
        "as_of": "2026-11-01",
        "next_review": "2027-11-01",
        "fictional": True,
    }
    return pack(pack=header, terms=home)


def test_names_of_other_packs_that_do_not_occur_at_home_are_foreign():
    home = with_terms("us-xe", "Example State")
    other = with_terms(
        "us-xf",
        "Other State",
        prosecutor_titles=["District Attorney"],
        parole_board="the Board of Paroles and Pardons",
        corrections="Department of Corrections",
    )
    found = foreign_terms([home], profile(), (home, other))
    assert found == (("Board of Paroles and Pardons", "Other State"), ("District Attorney", "Other State"))


def test_a_name_that_the_profile_uses_is_at_home():
    home, other = with_terms("us-xe", "Example State"), with_terms("us-xf", "Other State", trial_court="Circuit Court")
    partner = {"id": "c", "name": "Circuit Court of Example", "group": "system", "services": "Records"}
    assert foreign_terms([home], profile(partners=[partner]), (other,)) == ()
