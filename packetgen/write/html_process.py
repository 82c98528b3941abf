"""A process figure on the web page: two drawings for browsers, wide and narrow, or one picture for the PDF engine.

Called by ``html``. A browser shows the one that fits; the PDF engine makes a tagged figure only of a picture.
"""

from __future__ import annotations

from packetgen.model.document import ProcessFigure
from packetgen.write.accent import accent_for, tint
from packetgen.write.docx_metrics import font_widths
from packetgen.write.html_head import Medium, picture_url, side_margin
from packetgen.write.html_inline import Page, escape, inlines
from packetgen.write.process_drawing import Drawing, drawing
from packetgen.write.process_svg import Paint, svg

_PHONE = 270.0
"""Width in points of the narrow drawing, as the screen of a phone shows it at its own size."""
_POINTS_A_MILLIMETRE = 72 / 25.4
_AROUND = 90.0
"""Points on a page that heading and caption of a figure need."""


def process_figure(page: Page, figure: ProcessFigure) -> str:
    """Return the drawing of a process and its caption as a ``figure`` element."""
    wide = _sized(page, figure, *_paper(page))
    if page.medium is Medium.PDF:
        source = picture_url("process", svg(wide, _paint(page), figure.alt).encode())
        shown = f'<img src="{source}" alt="{escape(figure.alt)}">'
    else:
        narrow = _sized(page, figure, _PHONE, 1e9)
        shown = svg(wide, _paint(page), figure.alt, "wide") + svg(narrow, _paint(page), figure.alt, "narrow")
    caption = f"<figcaption>{inlines(page, figure.caption)}</figcaption>" if figure.caption else ""
    own = f' id="{escape(figure.id)}"' if figure.id else ""
    return f'<figure{own} class="process">{shown}{caption}</figure>'


def _sized(page: Page, figure: ProcessFigure, width: float, room: float) -> Drawing:
    tokens = page.style.tokens
    size = tokens.get(f"size.table.{page.document.audience}", tokens["size.table"])
    widths = font_widths(page.style.fonts, tokens["font.text"])
    return drawing(figure, page.labels, widths, float(size), width, room)


def _paper(page: Page) -> tuple[float, float]:
    """Return the width of the text on paper, and the height that a figure may take, in points."""
    tokens, document = page.style.tokens, page.document
    paper = f"page.{document.page_size}"
    width = float(tokens[f"{paper}.width"]) - sum(side_margin(document, page.style, s) for s in ("left", "right"))
    height = float(tokens[f"{paper}.height"]) - sum(float(tokens[f"page.margin.{s}"]) for s in ("top", "bottom"))
    return width * _POINTS_A_MILLIMETRE, height * _POINTS_A_MILLIMETRE - _AROUND


def _paint(page: Page) -> Paint:
    tokens = page.style.tokens
    accent = accent_for(page.document, page.style)
    fonts = ", ".join(tokens[f"font.{use}"] for use in ("text", "fallback", "hebrew", "arabic"))
    return Paint(accent, tint(accent), tokens["color.text"], fonts)
