"""A process figure as Word's own shapes: a ProcessFigure in, one group of shapes in the line out.

What Word does: a group (``wpg:wgp``) stands in the line as ``wp:inline``, its text alternative is ``wp:docPr/@descr``;
it is kept for versions from 2010 on by ``mc:AlternateContent``. Words stand in text boxes, so they stay words.
Called by ``docx_blocks``; where everything stands comes from ``process_drawing``.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from packetgen.model.document import ProcessFigure
from packetgen.write.accent import tint
from packetgen.write.docx_inline import inlines
from packetgen.write.docx_paragraph import paragraph
from packetgen.write.docx_story import Story
from packetgen.write.process_drawing import NUMBER, PAD, Box, Drawing, drawing
from packetgen.write.process_marks import Path
from packetgen.write.process_words import LINE, Words

_EMU = 12_700
"""English Metric Units a point."""
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_SPACES = f'xmlns:wpg="{_GROUP}" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
_AROUND = 90.0
"""Points on a page that heading and caption of a figure need."""
_WHITE = "#ffffff"


def process_figure(story: Story, block: ProcessFigure) -> None:
    """Write the drawing of a process and its caption. The words of the drawing are no words of the text."""
    page = story.frame.geometry
    room = page.height - page.top - page.bottom - _AROUND
    size = story.frame.looks[story.style("TableText")].size
    made = drawing(block, story.labels, story.frame.widths, size, page.text_width, room)
    xml = _group(story, made, block.alt)
    paragraph(story, "Figure", xml, keep_next=bool(block.caption), extra=made.height)
    if block.caption:
        paragraph(story, "FigureCaption", inlines(story, block.caption))


def _group(story: Story, made: Drawing, alt: str) -> str:
    number = story.drawing_number()
    size = f'cx="{_emu(made.width)}" cy="{_emu(made.height)}"'
    shapes = "".join(_numbered(story, _shapes(made, story.frame.accent)))
    drawn = (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Process" descr={quoteattr(alt)}/>'
        f'<a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp {_SPACES}><wpg:cNvGrpSpPr/>'
        f'<wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'
        f"</wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wpg" {_SPACES}>{drawn}</mc:Choice><mc:Fallback/>'
        "</mc:AlternateContent></w:r>"
    )


def _numbered(story: Story, shapes: Iterator[str]) -> Iterator[str]:
    """Yield shapes with numbers and names of their own; the group speaks for them."""
    for shape in shapes:
        number = story.drawing_number()
        yield f'<wps:wsp><wps:cNvPr id="{number}" name="Shape {number}"/><wps:cNvSpPr/>{shape}</wps:wsp>'


def _shapes(made: Drawing, accent: str) -> Iterator[str]:
    """Yield the shapes of a drawing, those below first."""
    if made.start:
        look = _fill(accent) + _stroke("")
        yield _text_box(0, 0, made.width, made.start_height, look, [(made.start, _WHITE)], middle=True)
    for box in made.boxes:
        yield from _step(box, accent)
    yield from (_stroked(path, accent) for path in made.paths)
    for words in made.words:
        height = words.height + 4
        yield _text_box(words.x, words.y, words.width, height, "<a:noFill/>" + _stroke(""), [(words, "")])


def _step(box: Box, accent: str) -> Iterator[str]:
    look = _fill(tint(accent)) + _stroke(accent, dashed=box.dashed)
    yield _shape(_frame(box.x, box.y, box.width, box.height), _preset("roundRect", 6000), look)
    said = [(box.title, accent), *([(box.note, "")] if box.note.text else [])]
    height = box.y + box.height - box.title.y
    yield _text_box(box.title.x, box.title.y, box.title.width, height, "<a:noFill/>" + _stroke(""), said)
    disc = Words(box.number, (box.number,), 0, 0, NUMBER, box.title.size, bold=True)
    place = _frame(box.x + PAD, box.y + PAD, NUMBER, NUMBER)
    yield _shape(place, _preset("ellipse"), _fill(accent) + _stroke(""), [(disc, _WHITE)], middle=True)


def _text_box(
    x: float, y: float, width: float, height: float, look: str, said: list[tuple[Words, str]], *, middle: bool = False
) -> str:
    return _shape(_frame(x, y, width, height), _preset("rect"), look, said, middle=middle)


def _shape(
    frame: str, geometry: str, look: str, said: list[tuple[Words, str]] | None = None, *, middle: bool = False
) -> str:
    words = "".join(_paragraph(part, colour, middle=middle) for part, colour in said or ())
    box = f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>" if words else ""
    anchor = "ctr" if middle else "t"
    return (
        f"<wps:spPr>{frame}{geometry}{look}</wps:spPr>{box}"
        f'<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></wps:bodyPr>'
    )


def _paragraph(words: Words, colour: str, *, middle: bool) -> str:
    """Return words as a paragraph of a text box; Word breaks its lines itself."""
    place = '<w:jc w:val="center"/>' if middle else ""
    line = round(words.size * LINE * 20)
    strong = "<w:b/><w:bCs/>" if words.bold else ""
    ink = f'<w:color w:val="{colour[1:]}"/>' if colour else ""
    size = round(words.size * 2)
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>{place}</w:pPr>'
        f'<w:r><w:rPr>{strong}{ink}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(words.text)}</w:t></w:r></w:p>'
    )


def _stroked(path: Path, accent: str) -> str:
    """Return a path as a shape of its own, in the box that it fills."""
    left, top = min(x for x, _ in path.points), min(y for _, y in path.points)
    width, height = max(x for x, _ in path.points) - left, max(y for _, y in path.points) - top
    points = [f'<a:pt x="{_emu(x - left)}" y="{_emu(y - top)}"/>' for x, y in path.points]
    steps = f"<a:moveTo>{points[0]}</a:moveTo>" + "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    fill = "" if path.filled else ' fill="none"'
    drawn = f'<a:path w="{_emu(width)}" h="{_emu(height)}"{fill}>{steps}{"<a:close/>" if path.filled else ""}</a:path>'
    geometry = (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{drawn}</a:pathLst></a:custGeom>'
    )
    look = _fill(accent) + _stroke("") if path.filled else "<a:noFill/>" + _stroke(accent, dashed=path.dashed)
    return _shape(_frame(left, top, width, height), geometry, look)


def _frame(x: float, y: float, width: float, height: float) -> str:
    return f'<a:xfrm><a:off x="{_emu(x)}" y="{_emu(y)}"/><a:ext cx="{_emu(width)}" cy="{_emu(height)}"/></a:xfrm>'


def _preset(name: str, rounding: int = 0) -> str:
    adjusted = f'<a:gd name="adj" fmla="val {rounding}"/>' if rounding else ""
    return f'<a:prstGeom prst="{name}"><a:avLst>{adjusted}</a:avLst></a:prstGeom>'


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'


def _stroke(colour: str, *, dashed: bool = False) -> str:
    if not colour:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return f'<a:ln w="{_EMU}">{_fill(colour)}{dash}</a:ln>'


def _emu(points: float) -> int:
    return round(points * _EMU)
