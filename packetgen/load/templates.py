"""The templates folder read once: a path comes in, a TemplateSet goes out, with every fault of the folder.

Called by the command line and by batch builds; nothing above reads the disk for templates again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from packetgen.diagnostics import Diagnostic, has_errors, in_order
from packetgen.load.schema import Loaded, load_record
from packetgen.load.yaml_source import read_yaml
from packetgen.model.template import DocumentType, TemplateSet
from packetgen.values import SLUG_PATTERN, Fingerprint, Slug, Span, fingerprint

LABELS = "_shared/labels"
"""Where the label files stand under the templates folder, one a language."""


@dataclass(frozen=True, slots=True)
class LoadedTemplates:
    """What a templates folder gave: the set, or None when an error stands in the way."""

    value: TemplateSet | None
    diagnostics: tuple[Diagnostic, ...]
    documents: Mapping[Slug, Loaded[DocumentType]]
    """Each ``document.yaml`` with the places of its values."""


def load_templates(root: Path) -> LoadedTemplates:
    """Return all templates under a folder. Never raises for what the folder holds."""
    if not root.is_dir():
        finding = Diagnostic(
            "PG101", "there is no such templates folder", Span(root.as_posix(), 1), hint="look at `--templates`"
        )
        return LoadedTemplates(None, (finding,), {})
    found: list[Diagnostic] = []
    sources = _sources(root, found)
    labels, label_prints = _labels(root / LABELS, found)
    documents = _documents(root, found)
    if has_errors(found):
        return LoadedTemplates(None, in_order(found), documents)
    types = {slug: one.value for slug, one in documents.items() if one.value}
    ordered = dict(sorted(types.items(), key=lambda item: (item[1].order, item[0])))
    prints = {slug: _print(slug, documents[slug], sources, label_prints) for slug in ordered}
    return LoadedTemplates(TemplateSet(ordered, sources, root.as_posix(), labels, prints), in_order(found), documents)


def _sources(root: Path, found: list[Diagnostic]) -> dict[str, str]:
    """Return every template text by its path under the root, line ends as single line feeds."""
    sources: dict[str, str] = {}
    for path in sorted(root.rglob("*.j2")):
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as fault:
            code = "PG103" if isinstance(fault, UnicodeDecodeError) else "PG101"
            found.append(
                Diagnostic(
                    code,
                    f"the template cannot be read: {fault}",
                    Span(path.as_posix(), 1),
                    hint="save the file as UTF-8",
                )
            )
            continue
        sources[path.relative_to(root).as_posix()] = text.replace("\r\n", "\n").replace("\r", "\n")
    return sources


def _labels(folder: Path, found: list[Diagnostic]) -> tuple[dict[str, dict[str, str]], list[Fingerprint]]:
    labels: dict[str, dict[str, str]] = {}
    prints: list[Fingerprint] = []
    for path in sorted(folder.glob("*.yaml")):
        source = read_yaml(path)
        found.extend(source.diagnostics)
        prints.append(source.fingerprint)
        labels[path.stem] = {key: value for key, value in source.data.items() if isinstance(value, str)}
        for key, value in source.data.items():
            if not isinstance(value, str):
                place = source.key_place((key,))
                found.append(
                    Diagnostic(
                        "PG205",
                        f"the label `{key}` must be text",
                        place.span,
                        hint="write it on one line",
                        length=place.length,
                    )
                )
    return labels, prints


def _documents(root: Path, found: list[Diagnostic]) -> dict[Slug, Loaded[DocumentType]]:
    documents: dict[Slug, Loaded[DocumentType]] = {}
    for path in sorted(root.glob("[!_.]*/document.yaml")):
        loaded = load_record(DocumentType, read_yaml(path))
        documents[Slug(path.parent.name)] = loaded
        found.extend(loaded.diagnostics)
        found.extend(_folder(path.parent, loaded.value))
    return documents


def _folder(folder: Path, document: DocumentType | None) -> list[Diagnostic]:
    found = []
    place = Span((folder / "document.yaml").as_posix(), 1)
    if not re.fullmatch(SLUG_PATTERN, folder.name):
        found.append(
            Diagnostic(
                "PG206",
                f"the folder name {folder.name} is no slug",
                place,
                hint="use lower-case letters, digits and hyphens",
            )
        )
    for name in [f"{body}.md.j2" for body in (document.bodies if document else ("body",))]:
        if not (folder / name).is_file():
            hint = f"add {(folder / name).as_posix()}"
            found.append(Diagnostic("PG101", f"there is no `{name}` beside it", place, hint=hint))
    return found


def _print(
    slug: Slug, document: Loaded[DocumentType], sources: Mapping[str, str], labels: list[Fingerprint]
) -> Fingerprint:
    """Return the fingerprint of a type's own files, of everything shared, and of the labels."""
    texts = [f"{name}\0{text}" for name, text in sources.items() if name.startswith((f"{slug}/", "_"))]
    return fingerprint("\0".join([document.source_fingerprint, *labels, *texts]))
