"""The head of the web page: title, tokens as custom properties, style sheet, running heads, record.

Called by ``write.html``. The same page serves screens, browsers' printers and the PDF engine.
"""

from __future__ import annotations

import base64
import html
import json
import re
from enum import StrEnum

from packetgen.model.document import Document, Status
from packetgen.model.style import FontFace, Style
from packetgen.model.walk import plain_inlines
from packetgen.write.accent import accent_for, tint
from packetgen.write.identity import record
from packetgen.write.labels import Labels

_UNITS = {"size": "pt", "space": "pt", "rule": "pt", "page": "mm"}
_MEDIA_TYPES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"<svg": "image/svg+xml",
    b"<?xm": "image/svg+xml",
}


_NOTICE_MARGIN = 12.0
"""Millimetres left free at both sides of the notices, which are wider than the text."""


class Medium(StrEnum):
    """Where a page is shown: by a browser, with its fonts inside, or by the PDF engine, which has them."""

    WEB = "web"
    PDF = "pdf"


def head(document: Document, style: Style, labels: Labels, medium: Medium) -> str:
    """Return the page's head element; it refers to nothing outside the page."""
    made_by = document.provenance
    title = f"{document.title} | {document.agency}"
    fonts = "".join(_font_face(face) for face in style.fonts if face.file_name.endswith(".woff2"))
    sheets = (
        fonts if medium is Medium.WEB else "",
        _properties(document, labels, style),
        style.css,
        _running_heads(document, labels, style),
    )
    return "\n".join(
        (
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_escape(title)}</title>",
            f'<meta name="author" content="{_escape(document.agency)}">',
            f'<meta name="description" content="{_escape(document.subtitle)}">',
            f'<meta name="generator" content="packetgen {_escape(made_by.packetgen)}">',
            f'<meta name="dcterms.created" content="{made_by.built_on.isoformat()}">',
            f"<style>\n{_css_safe(''.join(sheets))}</style>",
            f'<script type="application/json" id="packetgen">{_json(document)}</script>'
            if medium is Medium.WEB
            else "",
            "</head>",
        )
    )


def picture_url(name: str, data: bytes) -> str:
    """Return a picture as a ``data:`` URL; its kind is told from its first bytes, as names may lie."""
    kinds = (kind for start, kind in _MEDIA_TYPES.items() if data.startswith(start))
    kind = next(kinds, "")
    if not kind:
        raise ValueError(f"{name} is no PNG, JPEG or SVG picture")
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _json(document: Document) -> str:
    """Return the record of the file as JSON that cannot end its script element."""
    text = json.dumps(record(document), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("&", "\\u0026")


def _font_face(face: FontFace) -> str:
    kind = "italic" if face.italic else "normal"
    data = base64.b64encode(face.data).decode()
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{kind};'
        f'src:url(data:font/woff2;base64,{data}) format("woff2")}}\n'
    )


def _properties(document: Document, labels: Labels, style: Style) -> str:
    """Return the tokens as custom properties, with the document's own accent and its readers' sizes."""
    tokens = {key: value for key, value in style.tokens.items() if not key.endswith(".victim")}
    own = f".{document.audience}"
    tokens |= {k.removesuffix(own): v for k, v in style.tokens.items() if k.endswith(own)}
    accent = accent_for(document, style)
    tokens |= {"color.accent": accent, "color.accent.tint": tint(accent)}
    lines = "".join(f"--{key.replace('.', '-')}:{_value(key, tokens[key])};\n" for key in tokens)
    return f":root{{\n{lines}--label-draft:{_string(_draft_word(labels))};\n}}\n"


def _draft_word(labels: Labels) -> str:
    return labels["status_draft"].upper()


def _value(key: str, value: str) -> str:
    kind = key.partition(".")[0]
    return _string(value) if kind == "font" else value + _UNITS.get(kind, "")


def _running_heads(document: Document, labels: Labels, style: Style) -> str:
    """Return the page's size and what runs at the head and foot of each sheet.

    Strings instead of running elements, so that browsers print them too. The notices stand in a corner box that
    is stretched over the whole head: the boxes beside each other would leave them too little room.
    """
    tokens = style.tokens
    width, height = (float(tokens[f"page.{document.page_size}.{side}"]) for side in ("width", "height"))
    right, left = side_margin(document, style, "right"), side_margin(document, style, "left")
    top, bottom = (float(tokens[f"page.margin.{side}"]) for side in ("top", "bottom"))
    band = width - 2 * _NOTICE_MARGIN
    words = f"color:{tokens['color.muted']};font:{tokens['size.running']}pt/1.35 {_fonts(style)};white-space:pre-line;"
    head = f"{words}vertical-align:bottom;padding-bottom:4mm;"
    foot = f"{words}vertical-align:top;margin-top:{bottom - float(tokens['page.footer.distance']) - 6:g}mm;"
    shift = _NOTICE_MARGIN - width + right
    notices = "\n".join(document.notices)
    notice = (
        f"{words}color:{tokens['color.safety']};font-weight:700;text-align:center;vertical-align:top;padding-top:5mm;"
    )
    return f"""@page{{size:{width:g}mm {height:g}mm;margin:{top:g}mm {right:g}mm {bottom:g}mm {left:g}mm;
{_watermark(document, labels, style)}
@top-right-corner{{{notice}width:{band:g}mm;margin-left:{shift:g}mm;content:{_string(notices)}}}
@top-left{{{head}text-align:start;content:{_string(document.agency)} "\\a " {_string(document.title)}}}
@top-right{{{head}text-align:end;content:{_string(labels.edition)}}}
@bottom-left{{{foot}text-align:start;content:{_string(plain_inlines(document.footer))}}}
@bottom-right{{{foot}text-align:end;content:{_page_count(labels)}}}
}}
"""


def _page_count(labels: Labels) -> str:
    """Return "Page 2 of 9" as CSS content, in the order of words that the language has."""
    parts = re.split(r"(\{pages?\})", labels["page_of"])
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    return " ".join(counters.get(part) or _string(part) for part in parts if part)


def _fonts(style: Style) -> str:
    names = (style.tokens[f"font.{use}"] for use in ("text", "fallback", "hebrew", "arabic"))
    return ",".join(map(_string, names))


def side_margin(document: Document, style: Style, side: str) -> float:
    """Return the margin of a document's sheets at a side, ``left`` or ``right``, in millimetres."""
    key = f"page.margin.{side}"
    return float(style.tokens.get(f"{key}.{document.audience}", style.tokens[key]))


def _watermark(document: Document, labels: Labels, style: Style) -> str:
    """Return the background of a draft's sheets: one word across the page, too light to hinder reading."""
    if document.status is not Status.DRAFT:
        return ""
    tokens = style.tokens
    word = _escape(_draft_word(labels))
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600">'
        f'<text x="300" y="300" transform="rotate(-45 300 300)" text-anchor="middle" font-weight="700" '
        f'font-family="{_escape(tokens["font.text"])}" font-size="{tokens["size.watermark"]}" '
        f'fill="{tokens["color.watermark"]}">{word}</text></svg>'
    )
    url = picture_url("watermark", picture.encode())
    return f"background:url({url}) center/160mm 160mm no-repeat;"


def _string(text: str) -> str:
    """Return a text as a CSS string: quotes, backslashes, line ends and markup by number (CSS Syntax 3, 4.3.7)."""
    safe = "".join(c if c.isalnum() or c in " .,:;-()/" else f"\\{ord(c):x} " for c in text)
    return f'"{safe}"'


def _css_safe(sheet: str) -> str:
    """Return a style sheet that cannot end its style element."""
    return sheet.replace("</", "<\\/")


def _escape(text: str) -> str:
    return html.escape(text)
