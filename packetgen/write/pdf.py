"""Document to PDF/UA-1: the web page of ``write.html`` is set on paper by WeasyPrint, its tags are repaired.

Called by the registry. WeasyPrint is imported inside, so that nobody waits for it who wants no PDF.
See docs/pdf.md for what PDF/UA asks for, what WeasyPrint gives and what is repaired.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from packetgen.diagnostics import Diagnostic, PacketgenError
from packetgen.model.document import Document
from packetgen.model.style import Style
from packetgen.write.html import render
from packetgen.write.html_head import Medium
from packetgen.write.pdf_engine import engine, listening
from packetgen.write.pdf_fallback import with_fallback
from packetgen.write.pdf_record import add_record
from packetgen.write.pdf_tags import repair
from packetgen.write.pdf_trace import traced


def write_pdf(document: Document, style: Style, assets: Mapping[str, bytes]) -> bytes:
    """Return the document as a tagged PDF with bookmarks, form fields and the record of its making.

    Raises PacketgenError when Pango or a font is missing, or when WeasyPrint reports a fault in the page.
    ``pdf_engine.prepare`` must have been called.
    """
    weasyprint = engine()
    page = with_fallback(render(document, style, assets, Medium.PDF), style)
    with listening() as heard, traced(weasyprint.version) as trace:

        def finish(_: Any, pdf: Any) -> None:
            repair(pdf, trace)
            add_record(pdf, document)

        source = weasyprint.html(string=page, url_fetcher=weasyprint.fetcher)
        data: bytes = source.write_pdf(
            finisher=finish, font_config=weasyprint.fonts, pdf_variant="pdf/ua-1", pdf_forms=True
        )
    if heard:
        raise PacketgenError(tuple(_reported(document, message) for message in dict.fromkeys(heard)))
    return data


def _reported(document: Document, message: str) -> Diagnostic:
    return Diagnostic(
        "PG513",
        f"setting `{document.slug}` of `{document.profile_id}` on paper: {message}",
        hint="look at the picture, link or character that the message names",
        subject=document.slug,
    )
