"""Pictures into drawings: a Figure and the bytes of its file in, an inline drawing with its text alternative out.

What Word does: a picture stands in the line as ``wp:inline``; its text alternative is ``wp:docPr/@descr``, and an
extension marks it as decorative. Left out: SVG, which Word only shows beside a bitmap twin. Called by ``docx_blocks``.
"""

from __future__ import annotations

from functools import lru_cache
from xml.sax.saxutils import quoteattr

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image

from packetgen.diagnostics import Diagnostic, PacketgenError
from packetgen.model.document import Figure
from packetgen.write.docx_inline import inlines
from packetgen.write.docx_paragraph import paragraph
from packetgen.write.docx_story import Story

_EMU_A_MILLIMETRE = 36_000
_POINTS_A_MILLIMETRE = 72 / 25.4
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
_KINDS = {"image/png": "png", "image/jpeg": "jpg"}


def figure(story: Story, block: Figure) -> None:
    """Write a picture and its caption.

    Raises PacketgenError (PG516) for a file that is neither PNG nor JPEG, and KeyError for one that nobody handed over.
    """
    data = story.assets[block.source]
    content_type, ratio = _inspected(block.source, data)
    width = min(block.width_mm, story.frame.geometry.text_width / _POINTS_A_MILLIMETRE)
    rel = story.add_media(content_type, _KINDS[content_type], data)
    drawing = _drawing(block, rel, story.drawing_number(), width, width * ratio)
    height = width * ratio * _POINTS_A_MILLIMETRE
    paragraph(story, "Figure", drawing, keep_next=bool(block.caption), extra=height)
    if block.caption:
        paragraph(story, "FigureCaption", inlines(story, block.caption))


@lru_cache(maxsize=64)
def _inspected(name: str, data: bytes) -> tuple[str, float]:
    """Return a picture's content type and its height as a share of its width."""
    try:
        image = Image.from_blob(data)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        image = None
    if image is None or image.content_type not in _KINDS:
        hint = "save the picture as PNG (logos, drawings) or JPEG (photographs)"
        message = f"Word cannot show the picture “{name}”: it is neither PNG nor JPEG"
        raise PacketgenError((Diagnostic("PG516", message, hint=hint, subject=name),))
    return image.content_type, image.px_height / image.px_width


def _drawing(block: Figure, rel: str, number: int, width_mm: float, height_mm: float) -> str:
    size = f'cx="{round(width_mm * _EMU_A_MILLIMETRE)}" cy="{round(height_mm * _EMU_A_MILLIMETRE)}"'
    name = quoteattr(block.source)
    alt = '""' if block.decorative else quoteattr(block.alt)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name={name} descr={alt}>{_DECORATIVE if block.decorative else ""}</wp:docPr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
