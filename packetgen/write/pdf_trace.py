"""Which HTML element each tag of the PDF stands for: WeasyPrint's tag builder is watched while it works.

The only private part of WeasyPrint that packetgen touches is wrapped here, and checked before every use.
``write.pdf`` opens the trace; ``write.pdf_tags`` reads it.
"""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from packetgen.diagnostics import Diagnostic, PacketgenError

BUILDER = "_build_box_tree"
BUILDER_TAKES = ("box", "parent", "pdf", "page_number", "nums", "annotations", "tags")
"""The private function of ``weasyprint.pdf.tags`` that is watched, and its parameters in WeasyPrint 70."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """One tag (a structure element of the PDF) and the HTML element whose box it was made from."""

    element: Any
    """A ``pydyf.Dictionary``."""
    source: Any
    """An ``xml.etree`` element."""
    pseudo: str
    """The element's name with the pseudo-element that made the box: ``a::after``."""


@dataclass(slots=True)
class Trace:
    """All tags of one PDF, and the marked content that runs at the head and foot of its pages."""

    tagged: list[Tagged] = field(default_factory=list)
    running: dict[tuple[int, int], str] = field(default_factory=dict)
    """Page index and number of marked content, with the artifact's subtype ``Header`` or ``Footer``."""


@contextlib.contextmanager
def traced(version: str) -> Iterator[Trace]:
    """Watch WeasyPrint build the tags of one PDF; raises PacketgenError when its builder is not the known one."""
    from weasyprint.pdf import tags as module

    check_builder(module, version)
    build = getattr(module, BUILDER)
    trace = Trace()
    setattr(module, BUILDER, _watching(build, trace))
    try:
        yield trace
    finally:
        setattr(module, BUILDER, build)


def check_builder(module: Any, version: str) -> None:
    """Raise PacketgenError unless the module has the builder with the parameters that are known."""
    build = getattr(module, BUILDER, None)
    if build and inspect.isgeneratorfunction(build) and tuple(inspect.signature(build).parameters) == BUILDER_TAKES:
        return
    raise PacketgenError(
        (
            Diagnostic(
                "PG514",
                f"WeasyPrint {version} builds its tags in another way than the 70 that packetgen knows",
                hint='install the known one: `pip install "weasyprint>=70,<71"`',
            ),
        )
    )


def _watching(build: Any, trace: Trace) -> Any:
    def watch(box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any) -> Any:
        keyword = getattr(box, "at_keyword", "")
        known = set(nums) if keyword else ()
        for element in build(box, parent, pdf, page_number, nums, annotations, tags):
            if box.element is not None:
                trace.tagged.append(Tagged(element, box.element, box.element_tag))
            yield element
        if keyword:
            kind = "Header" if keyword.startswith("@top") else "Footer"
            trace.running.update({(page_number, mcid): kind for mcid in nums if mcid not in known})

    return watch
