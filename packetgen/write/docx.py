"""Document to DOCX: the tree and the looks come in, the bytes of a Word file go out.

Read from the top: open the frame, write the story, number the pages, close the package. The registry calls
``write_docx``. What Word does and why we do it so: ``docs/docx.md``.
"""

from __future__ import annotations

from collections.abc import Mapping

from packetgen.model.document import Audience, Document, OrderedList, Paragraph, Section, Text
from packetgen.model.style import Style
from packetgen.model.walk import walk
from packetgen.values import fingerprint
from packetgen.write.accent import accent_for
from packetgen.write.docx_base import Frame, Variant, frame_for
from packetgen.write.docx_blocks import blocks
from packetgen.write.docx_figure import figure
from packetgen.write.docx_identity import identity_parts, property_parts
from packetgen.write.docx_inline import run
from packetgen.write.docx_package import Part, Relationship, package_bytes, text_part
from packetgen.write.docx_pages import estimate_pages
from packetgen.write.docx_paragraph import paragraph
from packetgen.write.docx_running import running_texts
from packetgen.write.docx_story import Story
from packetgen.write.docx_table import header_block
from packetgen.write.labels import Labels

_PROPERTY_TYPES = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    "extended-properties",
    "custom-properties",
)


def write_docx(document: Document, style: Style, assets: Mapping[str, bytes], letterhead: bytes | None = None) -> bytes:
    """Return the document as a Word file; ``assets`` holds pictures by name, ``letterhead`` an agency's own .docx.

    Raises PacketgenError for a letterhead (PG515) or a picture (PG516) that Word cannot use.
    """
    frame = frame_for(_variant(document, style, letterhead))
    story = _new_story(frame, document, {**style.pictures, **assets})
    _title_block(story)
    blocks(story, document.blocks)
    _open_items(story)
    story.xml.append(story.bookmarked(""))
    pages, count = estimate_pages(story)
    for place, target in story.open_pages:
        story.xml[place] = str(pages[target])
    return package_bytes(_parts(story, count), _package_relationships(frame))


def _variant(document: Document, style: Style, letterhead: bytes | None) -> Variant:
    return Variant(
        style_print=style.fingerprint,
        letterhead_print=None if letterhead is None else fingerprint(letterhead),
        victim=document.audience is Audience.VICTIM,
        paper=document.page_size,
        accent=accent_for(document, style),
        numbered=document.numbered,
        language=document.language,
        style=style,
        letterhead=letterhead,
    )


def _new_story(frame: Frame, document: Document, assets: Mapping[str, bytes]) -> Story:
    numbers = {
        block.id: block.number if isinstance(block, Section) else "" for block in walk(document.blocks) if block.id
    }
    return Story(frame, document, Labels(document), numbers, assets)


# -- what stands around the blocks -----------------------------------------------------------------


def _title_block(story: Story) -> None:
    document = story.document
    if document.logo:
        figure(story, document.logo)
    paragraph(story, "Title", run(story, document.title))
    if document.subtitle:
        paragraph(story, "Subtitle", run(story, document.subtitle))
    paragraph(story, "AgencyName", run(story, document.agency))
    if document.header_rows:
        header_block(story, document.header_rows)


def _open_items(story: Story) -> None:
    """Write what keeps a draft from being released, at the end of the text."""
    items = story.document.open_items
    if not items:
        return
    story.page_break = True
    number = story.frame.lists.none if story.document.numbered else ""
    paragraph(story, "Heading1", run(story, story.labels["open_items"]), number=number)
    listed = OrderedList(tuple((Paragraph((Text(item.text),)),) for item in items))
    blocks(story, (Paragraph((Text(story.labels["open_items_intro"]),)), listed))


# -- the package -----------------------------------------------------------------------------------


def _parts(story: Story, pages: int) -> list[Part]:
    frame = story.frame
    running = running_texts(story, pages)
    taken = [part.name for part in frame.parts]
    record, store = identity_parts(story.document, story.clauses, taken)
    arrow = Relationship("rIdPacket", "customXml", f"../{record.name}")
    body = text_part(
        "word/document.xml",
        "document.main",
        frame.body.around("".join(story.xml)),
        (*frame.body_relationships, *story.relationships, arrow),
    )
    numbering = text_part(frame.numbering_name, "numbering", frame.numbering.around("".join(story.nums)))
    own = property_parts(story.document)
    return [*frame.parts, *running, *story.media, body, numbering, record, store, *own]


def _package_relationships(frame: Frame) -> list[Relationship]:
    names = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
    own = [
        Relationship(f"rIdP{number}", kind, name)
        for number, (kind, name) in enumerate(zip(_PROPERTY_TYPES, names, strict=True), start=1)
    ]
    return [*frame.package, *own]
