"""The packaged profiles' documents, each assembled and written once for all tests.

Written files lie in a folder that all test processes share: setting a document on paper takes seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from packetgen import __version__
from packetgen.assemble.pipeline import Assembled, Request, applicable, assemble
from packetgen.batch.request import request_of
from packetgen.load.law import Laws, load_laws
from packetgen.load.profiles import load_profile
from packetgen.load.schema import Loaded
from packetgen.load.style import load_style
from packetgen.load.templates import load_templates
from packetgen.model.document import Document
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from packetgen.model.style import Style
from packetgen.model.template import TemplateSet
from packetgen.model.walk import plain_text
from packetgen.values import BuildStamp, Slug
from packetgen.write.html_read import folded
from packetgen.write.pdf_engine import prepare
from packetgen.write.registry import FORMATS
from tests.worlds import DAY, ROOT

FICTIONAL = "example-county-prosecutor"
JACKSON = "mo-jackson-county-prosecutor"
PROFILES = tuple(sorted(path.stem for path in (ROOT / "profiles/agencies").glob("*.yaml")))
EXAMPLES = tuple(name for name in PROFILES if name.startswith("example-"))
"""One complete fictional profile for each kind of agency."""
DRAFTS = tuple(name for name in PROFILES if name not in EXAMPLES)
"""Real agencies, of which only public pages were seen."""
STAMP = BuildStamp(DAY, DAY, __version__)
_PATIENCE = 300.0
"""Seconds to wait for another process that is writing the same file."""


@dataclass(frozen=True)
class Agency:
    """A packaged profile with the law that its documents rest on."""

    loaded: Loaded[AgencyProfile]
    laws: Laws

    @property
    def profile(self) -> AgencyProfile:
        assert self.loaded.value is not None, self.loaded.diagnostics
        return self.loaded.value


@cache
def templates() -> TemplateSet:
    loaded = load_templates(ROOT / "templates")
    assert loaded.value is not None, loaded.diagnostics
    return loaded.value


@cache
def style() -> Style:
    prepare(ROOT / "templates/_style/fonts")
    return load_style(ROOT / "templates/_style")


@cache
def agency(name: str) -> Agency:
    loaded = load_profile(ROOT / f"profiles/agencies/{name}.yaml")
    assert loaded.value is not None, loaded.diagnostics
    return Agency(loaded, load_laws(ROOT / "profiles/jurisdictions", loaded.value.agency.jurisdiction))


def documents(name: str) -> tuple[str, ...]:
    """Return the documents that an agency has, in the order of the suite."""
    return tuple(slug for slug, _ in applicable(templates(), agency(name).profile))


def request(name: str, slug: str) -> Request:
    """Return the request of a document: a final of a fictional agency, a draft of the others."""
    who = agency(name)
    found = request_of(
        who.loaded, who.laws, templates(), Slug(slug), STAMP, final=name in EXAMPLES, style=style().fingerprint
    )
    assert found is not None
    return found


@cache
def assembled(name: str, slug: str) -> Assembled:
    return assemble(request(name, slug))


def written(shared: Path, name: str, slug: str, form: str) -> bytes:
    """Return a document as a file, written by the first test of any process that asks for it."""
    path = shared / f"{name}.{slug}.{form}"
    claim = path.with_suffix(f".{form}-claim")
    deadline = time.monotonic() + _PATIENCE
    while not path.exists():
        assert time.monotonic() < deadline, f"another process did not finish {path.name}"
        with suppress(FileExistsError):
            claim.mkdir()
            try:
                whole = path.with_suffix(f".{form}-part")
                whole.write_bytes(FORMATS[form].write(assembled(name, slug).document, style(), {}))
                whole.replace(path)
            finally:
                claim.rmdir()
        time.sleep(0 if path.exists() else 0.1)
    return path.read_bytes()


# -- the fictional office, changed -----------------------------------------------------------------

Change = Callable[[dict[str, Any]], None]


@cache
def _plain(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return data


def plain_profile(name: str) -> dict[str, Any]:
    """Return the plain data of a packaged profile, to be changed freely."""
    return deepcopy(_plain(ROOT / f"profiles/agencies/{name}.yaml"))


def changed_profile(change: Change) -> AgencyProfile:
    """Return the fictional office's profile after a change of its plain data."""
    data = plain_profile(FICTIONAL)
    change(data)
    return AgencyProfile.model_validate(data, context={"region": "US"})


def changed_law(change: Change) -> LawPack:
    """Return the Example State's law after a change of its plain data."""
    data = deepcopy(_plain(ROOT / "profiles/jurisdictions/us-xe.yaml"))
    change(data)
    return LawPack.model_validate(data, context={"region": "US"})


def variant(slug: str, profile: AgencyProfile | None = None, law: LawPack | None = None) -> Document:
    """Return a draft of the fictional office with another profile or other law."""
    who = agency(FICTIONAL)
    found = request_of(who.loaded, who.laws, templates(), Slug(slug), STAMP)
    assert found is not None
    changes: Mapping[str, Any] = {"profile": profile or found.profile, "law": law or found.law}
    return assemble(replace(found, **changes)).document


def words(document: Document) -> str:
    """Return the words of a document's blocks, white space folded."""
    return folded("\n".join(plain_text(block) for block in document.blocks))


DOCUMENTS = documents(FICTIONAL)
"""Documents of the fictional prosecutor's office."""
