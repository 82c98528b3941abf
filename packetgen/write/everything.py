"""All that a written file says anywhere: text, running heads, comments, metadata, alternative texts, hidden data.

Bytes come in, one text goes out, in no order that a reader would see; called by the rule that nothing for staff alone
reaches a victim's file.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

_TAG = re.compile(r"<[^>]*>")


def _of_markup(text: str) -> Iterator[str]:
    """Yield markup as it stands, with its entities read, and its words without tags, joined and parted."""
    read = html.unescape(text)
    yield from (read, html.unescape(_TAG.sub("", text)), html.unescape(_TAG.sub(" ", text)))


def _html(data: bytes) -> Iterator[str]:
    yield from _of_markup(data.decode("utf-8"))


def _docx(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            yield name
            if name.endswith((".xml", ".rels")):
                yield from _of_markup(package.read(name).decode("utf-8"))


def _pdf(data: bytes) -> Iterator[str]:
    import pikepdf

    from packetgen.write.pdf_read import read_words

    yield read_words(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            yield from _strings(thing)
            if isinstance(thing, pikepdf.Stream) and thing.get("/Type") in ("/Metadata", "/EmbeddedFile"):
                yield from _of_markup(thing.read_bytes().decode("utf-8", "replace"))


def _strings(thing: Any) -> Iterator[str]:
    """Yield every text string of a PDF object, without following references to others."""
    import pikepdf

    match thing:
        case pikepdf.String():
            yield str(thing)
        case pikepdf.Array():
            for child in thing:
                if not getattr(child, "is_indirect", False):
                    yield from _strings(child)
        case pikepdf.Dictionary() | pikepdf.Stream():
            for key in thing.keys():  # noqa: SIM118 - a stream is not iterable
                if not getattr(thing[key], "is_indirect", False):
                    yield from _strings(thing[key])


_READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = MappingProxyType({"docx": _docx, "html": _html, "pdf": _pdf})


def everything(data: bytes, extension: str) -> str:
    """Return all texts of a file of one of the formats, a line feed between them.

    Raises KeyError for an extension that no format has, and whatever a reader raises for a damaged file.
    """
    return "\n".join(_READERS[extension](data))
