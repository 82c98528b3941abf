"""The offices, boards and courts that only other jurisdictions have: what a copied passage gives away.

Law packs and a profile come in, words go out; the command line hands them to ``engine.check_document``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from packetgen.check.document_words import strings
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from packetgen.model.provisions import Terms

_NAME = re.compile(r"[A-Z][\w’'.-]*(?: (?:of|and|for|the|on))*(?: [A-Z][\w’'.-]*(?: (?:of|and|for|the|on))*)+")
"""A name of two capitalised words or more; one alone, such as "Governor", is everybody's."""


def foreign_terms(
    own: Sequence[LawPack], profile: AgencyProfile, others: Iterable[LawPack]
) -> tuple[tuple[str, str], ...]:
    """Return the names in other packs' ``terms``, each with its jurisdiction, but for those that occur at home.

    ``own`` are the packs that the profile's documents rest on.
    """
    at_home = "\n".join(text for source in (*own, profile) for text in strings(source)).lower()
    homes = {pack.pack.jurisdiction for pack in own}
    found = {
        name: other.pack.name
        for other in others
        if other.terms and other.pack.jurisdiction not in homes
        for name in _names(other.terms)
        if name.lower() not in at_home
    }
    return tuple(sorted(found.items()))


def _names(terms: Terms) -> Iterable[str]:
    given = (terms.corrections, terms.parole_board, terms.clemency_body, terms.appellate_lawyer, terms.trial_court)
    titles = (*terms.prosecutor_titles, terms.assistant_title, *terms.appeal_courts)
    for text in (*given, *titles):
        yield from _NAME.findall(text or "")
