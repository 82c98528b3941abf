"""Little worlds for tests: a profile, a law pack, templates and a document from a few lines each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from packetgen.assemble.pipeline import Assembled, Request, assemble, language_of
from packetgen.diagnostics import PacketgenError
from packetgen.model.document import Status
from packetgen.model.in_force import in_force
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from packetgen.model.template import DocumentType, TemplateSet
from packetgen.values import BuildStamp, Fingerprint, JurisdictionId, Slug

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2026, 11, 21)
STAMP = BuildStamp(DAY, DAY, "0.0.0")

AGENCY = {"name": "Example County Prosecuting Attorney's Office", "type": "prosecutor_local", "jurisdiction": "us-xe"}
DESK = {"id": "desk", "label": "Advocate desk", "purposes": ["advocate", "main"], "phone": "573-555-0101"}


def write_tree(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files given as path and text; return the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


def profile(agency: Mapping[str, Any] | None = None, **parts: Any) -> AgencyProfile:
    """Return a small valid profile; keyword arguments replace its parts."""
    data = {
        "profile_id": "example",
        "fictional": True,
        "agency": {**AGENCY, **(agency or {})},
        "contacts": [DESK],
        **parts,
    }
    return AgencyProfile.model_validate(data, context={"region": "US"})


def pack(**parts: Any) -> LawPack:
    """Return a small valid law pack of the fictional Example State."""
    statement = {"plain": "The law protects victims.", "authorities": ["act"]}
    data = {
        "pack": {
            "jurisdiction": "us-xe",
            "name": "Example State",
            "version": "1",
            "as_of": "2026-11-01",
            "next_review": "2027-11-01",
            "fictional": True,
            "status": "counsel_reviewed",
        },
        "emergency_number": "911",
        "authorities": [
            {
                "id": "act",
                "citation": "Example Stat. § 12-101",
                "title": "Victims",
                "kind": "statute",
                "url_seen": "https://example.org/12-101",
                "text_date": "2026",
                "as_of": "2026-11-01",
                "checked_how": "invented",
            }
        ],
        "victim_definition": statement,
        "principal_act": statement,
        "stages": [],
        "rights": [],
        **parts,
    }
    return LawPack.model_validate(data, context={"region": "US"})


@cache
def labels() -> dict[str, str]:
    """Return the English labels."""
    text = (ROOT / "templates/_shared/labels/en.yaml").read_text(encoding="utf-8")
    found: dict[str, str] = YAML(typ="safe", pure=True).load(text)
    return found


def templates(body: str, others: Mapping[str, str] | None = None, **kind: Any) -> TemplateSet:
    """Return a template set with one document type, ``leaflet``, whose body is given."""
    data = {
        "title": "Leaflet",
        "subtitle": "For tests",
        "purpose": "For tests.",
        "order": 1,
        "audience": "victim",
        "applies_to": ["prosecutor_local"],
        "reading_grade": 8,
        **kind,
    }
    slug = Slug("leaflet")
    return TemplateSet(
        types={slug: DocumentType.model_validate(data)},
        sources={"leaflet/body.md.j2": body, **(others or {})},
        root="templates",
        labels={"en": labels()},
        fingerprints={slug: Fingerprint("0" * 16)},
    )


def request(body: str, who: AgencyProfile | None = None, law: LawPack | None = None, **options: Any) -> Request:
    """Return the request of a leaflet with this body."""
    others = options.pop("others", None)
    status = options.pop("status", Status.DRAFT)
    who, law = who or profile(), law or pack()
    return Request(
        templates=templates(body, others, **options),
        slug=Slug("leaflet"),
        profile=who,
        law=in_force(law, STAMP.as_of),
        others=(),
        stamp=STAMP,
        status=status,
        language=language_of(who),
        profile_fingerprint=Fingerprint("1" * 16),
        law_fingerprints={JurisdictionId(law.pack.jurisdiction): Fingerprint("2" * 16)},
        style_fingerprint=Fingerprint("3" * 16),
    )


def leaflet(body: str, who: AgencyProfile | None = None, law: LawPack | None = None, **options: Any) -> Assembled:
    """Return the assembled leaflet with this body."""
    return assemble(request(body, who, law, **options))


def faults(body: str, who: AgencyProfile | None = None, law: LawPack | None = None, **options: Any) -> list[str]:
    """Return the faults of a leaflet that cannot be assembled, as "code path:line message | hint"."""
    try:
        leaflet(body, who, law, **options)
    except PacketgenError as error:
        return [
            f"{d.code} {d.span.path if d.span else ''}:{d.span.line if d.span else 0} {d.message} | {d.hint}"
            for d in error.diagnostics
        ]
    return []
