"""Documents and written files as text that a person can compare line by line.

What changes with every build or with every machine is left out: fingerprints, fonts, line breaks on paper, page
numbers, and numbers that only tie one part of a file to another.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf

from packetgen.model.document import Block, Document, Section, Table
from packetgen.model.walk import children_of, inlines_of, plain_inlines
from packetgen.write import pdf_read
from packetgen.write.pdf_tags import LEFT_OUT

# -- the tree --------------------------------------------------------------------------------------


def tree_text(document: Document) -> str:
    """Return the tree: kinds, ids, all words, and for each section the template that it comes from."""
    head = [f"{document.title} | {document.subtitle} | {document.status}", *document.notices]
    rows = [f"{row.label}: {plain_inlines(row.value)}" for row in document.header_rows]
    blocks = [line for block in document.blocks for line in _block(block, 0)]
    items = [f"open: {item.text}" for item in document.open_items]
    return "\n".join([*head, *rows, *blocks, *items, ""])


def _block(block: Block, depth: int) -> Iterator[str]:
    indent = "  " * depth
    name = f" #{block.id}" if block.id else ""
    if isinstance(block, Section):
        source = f"  <- {block.origin.spans[0].path.rpartition('templates/')[2]}" if block.origin.spans else ""
        yield f"{indent}Section{name}: {block.number} {plain_inlines(block.title)}{source}".replace(":  ", ": ")
    elif isinstance(block, Table):
        yield f"{indent}Table{name}: {plain_inlines(block.caption)}"
        for row in (block.header, *block.rows):
            yield f"{indent}  | " + " | ".join(map(plain_inlines, row))
    else:
        runs = " / ".join(filter(None, map(plain_inlines, inlines_of(block)))).replace("\n", " ⏎ ")
        yield f"{indent}{type(block).__name__}{name}: {runs}".removesuffix(": ")
    for group in children_of(block):
        for child in group:
            yield from _block(child, depth + 1)


# -- the web page ----------------------------------------------------------------------------------


def html_text(data: bytes) -> str:
    """Return the body of a web page, one block a line."""
    page = data.decode()
    body = page[page.index("<body") : page.index("</body>")]
    return re.sub(r"(?<=</tr>)(?=<tr>)|(?<=</li>)(?=<li)", "\n", body) + "</body>\n"


# -- the Word file ---------------------------------------------------------------------------------

_LINES = re.compile(
    r"(?<=>)(?=<w:(?:p|tbl|tr|tc|sdt|sectPr|style|abstractNum|num|lvl|hdr|ftr|body|docDefaults|latentStyles)[ />])"
)
_TYING = (
    (re.compile(r'(<w:bookmark(?:Start|End)) w:id="\d+"'), r"\1"),
    (re.compile(r'w:name="_E\d+"'), 'w:name="_E"'),
    (re.compile(r'<w:id w:val="-?\d+"/>'), "<w:id/>"),
    (re.compile(r'(<wp:docPr) id="\d+"'), r"\1"),
    (re.compile(r' xmlns:\w+="[^"]*"'), ""),
)


def docx_text(data: bytes) -> str:
    """Return body, running heads and list numbering of a Word file as XML, one paragraph, row or level a line."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", n)]
        parts = {name: archive.read(name).decode() for name in sorted(names)}
        lists = dict(
            re.findall(
                r'<w:num w:numId="(\d+)"[^>]*><w:abstractNumId w:val="(\d+)"',
                archive.read("word/numbering.xml").decode(),
            )
        )
        targets = dict(_targets(archive.read("word/_rels/document.xml.rels").decode()))
    body = parts["word/document.xml"]
    body = re.sub(r'r:id="([^"]+)"', lambda found: f'r:to="{targets[found[1]]}"', body)
    parts["word/document.xml"] = re.sub(
        r'<w:numId w:val="(\d+)"/>', lambda found: f'<w:numId w:of="{lists.get(found[1], "none")}"/>', body
    )
    return "".join(f"=== {name}\n{_xml(text)}\n" for name, text in parts.items())


def docx_looks(data: bytes) -> str:
    """Return styles and list levels of a Word file as XML; the lists of the text itself are left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = archive.read("word/styles.xml").decode()
        numbering = archive.read("word/numbering.xml").decode()
    levels = re.sub(r"<w:num .*</w:num>", "", numbering, flags=re.DOTALL)
    return f"=== word/styles.xml\n{_xml(styles)}\n=== word/numbering.xml\n{_xml(levels)}\n"


def _targets(relations: str) -> Iterator[tuple[str, str]]:
    for tag in re.findall(r"<Relationship [^>]*>", relations):
        values = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        yield values["Id"], values["Target"]


def _xml(text: str) -> str:
    for pattern, plain in _TYING:
        text = pattern.sub(plain, text)
    return _LINES.sub("\n", text)


# -- the PDF ---------------------------------------------------------------------------------------


def pdf_text(data: bytes, words: str) -> str:
    """Return tags with their words, bookmarks and form fields of a PDF.

    ``words`` are those of the same document in another format: on paper, nothing tells whether a space stood at the
    end of a line, so spaces are taken from there.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        info = [f"title: {pdf.docinfo.Title}", f"language: {pdf.Root.Lang}", f"paper: {_paper(pdf)}"]
        outline = list(_bookmarks(pdf.Root.Outlines.get("/First"), 0)) if "/Outlines" in pdf.Root else []
        fields = [_field(field) for field in pdf.Root.AcroForm.Fields] if "/AcroForm" in pdf.Root else []
        tags = list(_Tags(pdf, words).lines(pdf.Root.StructTreeRoot.K, None, 0))
    parts = {"file": info, "bookmarks": outline, "fields": fields, "tags": tags}
    return "".join(f"=== {name}\n" + "".join(f"{line}\n" for line in lines) for name, lines in parts.items())


def _paper(pdf: pikepdf.Pdf) -> str:
    sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages}
    return ", ".join(f"{width} x {height} pt" for width, height in sorted(sizes))


def _bookmarks(item: Any, depth: int) -> Iterator[str]:
    while item is not None:
        yield f"{'  ' * depth}{item.Title}"
        yield from _bookmarks(item.get("/First"), depth + 1)
        item = item.get("/Next")


def _field(field: Any) -> str:
    flags = " multiline" if int(field.get("/Ff", 0)) & 1 << 12 else ""
    return f"{field.FT} {field.get('/T', '')}: {field.get('/TU', '')}{flags}"


class _Tags:
    """The structure tree as lines; inline elements stand in the line of their block."""

    def __init__(self, pdf: pikepdf.Pdf, words: str) -> None:
        self._words = words
        self._at = 0
        self._reader = pdf_read._Reader({page.objgen: pdf_read._runs(page) for page in pdf.pages})

    def lines(self, kids: Any, page: Any, depth: int) -> Iterator[str]:
        for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
            if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid or str(kid.get("/T", "")) == LEFT_OUT:
                continue
            extra = f" ({kid.Alt})" if "/Alt" in kid else ""
            if str(kid.S) == "/Figure":  # words in a drawing are no words of the text
                yield f"{'  ' * depth}Figure{extra}"
                continue
            inside = kid.get("/K", pikepdf.Array())
            own = kid.Pg.objgen if "/Pg" in kid else page
            if self._holds_blocks(inside):
                yield f"{'  ' * depth}{str(kid.S)[1:]}{extra}"
                yield from self.lines(inside, own, depth + 1)
            else:
                text = self._spaced("".join("".join(self._reader.spoken(inside, own, from_right=False)).split()))
                yield f"{'  ' * depth}{str(kid.S)[1:]}{extra} {text}".rstrip()

    def _holds_blocks(self, kids: Any) -> bool:
        return any(
            isinstance(kid, pikepdf.Dictionary) and "/S" in kid and kid.S not in pdf_read._INLINE
            for kid in (kids if isinstance(kids, pikepdf.Array) else (kids,))
        )

    def _spaced(self, squeezed: str) -> str:
        """Return the next words of the document, which the given ones without spaces must be."""
        start = self._at
        for character in squeezed:
            while self._words[self._at].isspace():
                self._at += 1
            assert self._words[self._at] == character, f"{squeezed!r} is not {self._words[start : self._at + 20]!r}"
            self._at += 1
        return self._words[start : self._at].strip()
