"""Headers and footers: a document's edition, notices and page fields into the frame's running parts.

What Word does: PAGE and NUMPAGES are complex fields with cached results; its own watermark is a VML text path named
``PowerPlusWaterMarkObject`` in the header, which *Design > Watermark > Remove* finds; ours is the same, with an empty
text alternative. A letterhead keeps what it has and gets notices, contact and page count below. Called by ``docx``.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from packetgen.model.document import Status
from packetgen.write.docx_inline import UNLINKED, complex_field, inlines
from packetgen.write.docx_package import Part, text_part
from packetgen.write.docx_sections import Running
from packetgen.write.docx_story import Story

_PAGE_SLOT = re.compile(r"\{(page|pages)\}")
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>'
    '<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
    '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)
_USUAL_STOPS = (4320, 4513, 4536, 4680, 8640, 9026, 9072, 9360)
"""Where Word's and LibreOffice's header and footer styles put their middle and right tab stops, in twips."""
_WATERMARK_SHARE = (0.82, 0.30)
"""Width and height of the watermark as shares of the text's width."""


def running_texts(story: Story, pages: int) -> tuple[Part, ...]:
    """Return the headers and footers of the document; ``pages`` is the cached page count."""
    parts = []
    for number, part in enumerate(story.frame.running, start=1):
        if part.kind == "header":
            parts.append(_part(part, _header(story, part, number)))
        else:
            parts.append(_footer(story, part, pages))
    return tuple(parts)


def _part(part: Running, xml: str) -> Part:
    return text_part(part.name, part.kind, part.shell.around(xml), part.relationships)


def _header(story: Story, part: Running, number: int) -> str:
    document = story.document
    mark = _watermark(story, number) if document.status is Status.DRAFT else ""
    notices = "<w:r><w:br/></w:r>".join(map(_words, document.notices))
    lines = [_line(story, "Notice", notices)] if notices else []
    if part.own:
        edition = f"{_words(document.agency)}<w:r><w:tab/></w:r>{_words(story.labels.edition)}"
        lines.insert(0, _line(story, "Header", edition, _right_tab(story)))
    if mark:
        last = lines.pop() if lines else _line(story, "Header", "")
        lines.append(f"{last.removesuffix('</w:p>')}{mark}</w:p>")
    return "".join(lines)


def _footer(story: Story, part: Running, pages: int) -> Part:
    """Return a footer: the contact of last resort, then title or edition and the page count."""
    document = story.document
    lines = []
    if document.footer:
        lines.append(_line(story, "Footer", inlines(story, document.footer, UNLINKED)))
        story.said.clear()
    words = document.title if part.own else story.labels.edition
    count = "" if part.counts_pages else f"<w:r><w:tab/></w:r>{_page_count(story, pages)}"
    lines.append(_line(story, "Footer", _words(words) + count, _right_tab(story)))
    return _part(part, "".join(lines))


def _line(story: Story, style: str, content: str, tabs: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{story.style(style)}"/>{tabs}</w:pPr>{content}</w:p>'


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _right_tab(story: Story) -> str:
    position = round(story.frame.geometry.text_width * 20)
    cleared = "".join(f'<w:tab w:val="clear" w:pos="{stop}"/>' for stop in _USUAL_STOPS if stop != position)
    return f'<w:tabs>{cleared}<w:tab w:val="right" w:pos="{position}"/></w:tabs>'


def _page_count(story: Story, pages: int) -> str:
    """Return "Page x of y" in the document's language with both numbers as fields."""
    pieces = _PAGE_SLOT.split(story.labels["page_of"])
    fields = {"page": complex_field("", "PAGE", "1"), "pages": complex_field("", "NUMPAGES", str(pages))}
    return "".join(fields[piece] if place % 2 else _words(piece) for place, piece in enumerate(pieces) if piece)


def _watermark(story: Story, number: int) -> str:
    width = story.frame.geometry.text_width
    across, down = (round(width * share) for share in _WATERMARK_SHARE)
    words = story.labels["status_draft"].upper()
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{across}pt;height:{down}pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        f'<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{_SHAPE_TYPE}<v:shape id="PowerPlusWaterMarkObject{number}" '
        f'o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" alt="" style="{place}" o:allowincell="f" '
        f'fillcolor="{story.frame.watermark}" stroked="f"><v:textpath '
        f'style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" string={quoteattr(words)}/>'
        "</v:shape></w:pict></w:r>"
    )
