"""The rules that a build asks about each assembled document and each written file, as ``batch`` is handed them.

Stands in the command line because rules and batches are two wings that do not know each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from packetgen.assemble.pipeline import Assembled, Request
from packetgen.batch.agency import Rules
from packetgen.check.engine import check_document, check_file, check_law, check_profile, check_suite
from packetgen.check.foreign_terms import foreign_terms
from packetgen.diagnostics import Diagnostic
from packetgen.load.law import Laws, jurisdictions_in, load_law
from packetgen.load.schema import Loaded
from packetgen.model.document import Document, Status
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from packetgen.model.style import Style


def inspect(
    assembled: Assembled, request: Request, loaded: Loaded[AgencyProfile], laws: Laws, style: Style
) -> Sequence[Diagnostic]:
    """Return the findings on profile, law and document; what blocks a final is an error in a final only."""
    final, packs = request.status is Status.FINAL, (request.law, *request.others)
    return (
        *check_profile(loaded, packs, request.stamp.as_of, style, final=final),
        *check_law(laws.all, request.profile, request.stamp.as_of, final=final),
        *check_document(
            assembled.document,
            request.type,
            request.law,
            request.profile,
            final=final,
            foreign_terms=foreign_terms(packs, request.profile, _packs_beside(laws.law)),
            place=request.place,
        ),
    )


def _packs_beside(law: Loaded[LawPack]) -> tuple[LawPack, ...]:
    return _packs(Path(law.source.path).parent)


@cache
def _packs(folder: Path) -> tuple[LawPack, ...]:
    """Return the packs of a folder that can be read; what is wrong with the others is told where they are used."""
    found = (load_law(folder, jurisdiction).value for jurisdiction in jurisdictions_in(folder))
    return tuple(pack for pack in found if pack)


def guard(name: str, data: bytes, assembled: Assembled, profile: AgencyProfile) -> Sequence[Diagnostic]:
    """Return why a written file may not leave."""
    return check_file(name, data, assembled.document.audience, profile, assembled.withheld)


def compare(documents: Sequence[Document], profile: AgencyProfile, final: bool) -> Sequence[Diagnostic]:
    """Return where the documents of one agency say the same fact in two ways."""
    return check_suite(documents, profile, final=final)


RULES = Rules(inspect, guard, compare)
"""What a build asks."""
