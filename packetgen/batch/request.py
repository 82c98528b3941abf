"""One place that puts loaded profile, law and templates together into a request for ``assemble``.

Called by ``run``, ``packetgen check`` and ``packetgen show``.
"""

from __future__ import annotations

from packetgen.assemble.pipeline import Request, language_of
from packetgen.load.law import Laws
from packetgen.load.schema import Loaded
from packetgen.model.document import Status
from packetgen.model.in_force import in_force
from packetgen.model.profile import AgencyProfile
from packetgen.model.template import TemplateSet
from packetgen.values import BuildStamp, Fingerprint, Slug, Span


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
    profile, packs = loaded.value, [in_force(one.value, stamp.as_of) for one in laws.all if one.value]
    if profile is None or not laws.are_readable:
        return None
    return Request(
        templates=templates,
        slug=slug,
        profile=profile,
        law=packs[0],
        others=tuple(packs[1:]),
        stamp=stamp,
        status=Status.FINAL if final else Status.DRAFT,
        language=language or language_of(profile),
        profile_fingerprint=loaded.source_fingerprint,
        law_fingerprints={p.pack.jurisdiction: one.source_fingerprint for p, one in zip(packs, laws.all, strict=True)},
        style_fingerprint=style,
        place=lambda path: _place(loaded, path),
    )


def _place(loaded: Loaded[AgencyProfile], path: str) -> Span | None:
    """Return the place of a fact of the profile; of a missing one, that of the key under which it belongs."""
    return None if path.startswith("law.") else loaded.key_place(path).span
