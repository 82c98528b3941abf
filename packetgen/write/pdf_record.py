"""The record of a PDF's making, written into its XMP metadata. Called by ``write.pdf``.

The record is one property of the namespace ``urn:packetgen:1`` that holds the JSON of ``write.identity``.
"""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape

from packetgen.model.document import Document
from packetgen.write.identity import NAMESPACE, record

_END = b"</rdf:RDF>"


def add_record(pdf: Any, document: Document) -> None:
    """Put the record into the XMP packet of ``pdf``, a ``pydyf.PDF`` that is not yet written."""
    text = json.dumps(record(document), ensure_ascii=False, separators=(",", ":"))
    description = (
        f'<rdf:Description rdf:about="" xmlns:pg="{NAMESPACE}"><pg:record>{escape(text)}</pg:record></rdf:Description>'
    )
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    packet = b"\n".join(metadata.stream)
    if packet.count(_END) != 1:
        raise ValueError("the XMP packet has no single end of its RDF")
    metadata.stream = [packet.replace(_END, description.encode() + _END)]
