"""One place that puts loaded profile, law and templates together into a request for ``assemble``.

Called by ``run``, ``packetgen check`` and ``packetgen show``.
"""

from __future__ import annotations

from packetgen.assemble.pipeline import Request, language_of
from packetgen.load.law import Laws
from packetgen.load.schema import Loaded
from packetgen.model.document import Status
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from packetgen.model.template import TemplateSet
from packetgen.values import BuildStamp, Fingerprint, JurisdictionId, Slug, Span


def request_of(
    loaded: Loaded[AgencyProfile],
    laws: Laws,
    templates: TemplateSet,
    slug: Slug,
    stamp: BuildStamp,
    *,
    final: bool = False,
    language: str = "",
    style: Fingerprint = Fingerprint(""),  # noqa: B008 - an immutable string
) -> Request | None:
    """Return the request of one document, or None when profile or law could not be read."""
    profile, law, nation = loaded.value, laws.law.value, laws.nation.value
    if profile is None or law is None or nation is None:
        return None
    return Request(
        templates=templates,
        slug=slug,
        profile=profile,
        law=law,
        nation=nation,
        stamp=stamp,
        status=Status.FINAL if final else Status.DRAFT,
        language=language or language_of(profile),
        profile_fingerprint=loaded.source_fingerprint,
        law_fingerprints=_fingerprints((law, laws.law), (nation, laws.nation)),
        style_fingerprint=style,
        place=lambda path: _place(loaded, path),
    )


def _fingerprints(*packs: tuple[LawPack, Loaded[LawPack]]) -> dict[JurisdictionId, Fingerprint]:
    return {pack.pack.jurisdiction: loaded.source_fingerprint for pack, loaded in packs}


def _place(loaded: Loaded[AgencyProfile], path: str) -> Span | None:
    """Return the place of a fact of the profile; of a missing one, that of the key under which it belongs."""
    return None if path.startswith("law.") else loaded.key_place(path).span
