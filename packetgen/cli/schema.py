"""``packetgen schema``: JSON Schema 2020-12 of profiles, law packs and document types, for editors."""

from __future__ import annotations

import json

from pydantic import BaseModel

from packetgen.cli.surroundings import one_of, put
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile
from packetgen.model.template import DocumentType

_MODELS: dict[str, type[BaseModel]] = {"profile": AgencyProfile, "law": LawPack, "document": DocumentType}


def run(what: str) -> None:
    """Print the schema of one kind of file."""
    one_of(what, _MODELS, "WHAT")
    put(schema_text(what))


def schema_text(what: str) -> str:
    """Return the JSON Schema of ``profile``, ``law`` or ``document`` as text. Raises KeyError for anything else."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:packetgen:schema:{what}:1",
        **_MODELS[what].model_json_schema(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False)
