"""Inlines into runs: a tuple of Inline in, WordprocessingML for the inside of a paragraph out.

Called by the block writers. Each text also goes to ``story.said``, as a reader of the file will find it.
Analysis of fields, content controls and languages: ``docs/docx.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from packetgen.model.document import (
    Checkbox,
    Citation,
    CrossReference,
    Emphasis,
    FillIn,
    Foreign,
    Gap,
    Inline,
    Inlines,
    LineBreak,
    Link,
    MergeField,
    Strong,
    Text,
)
from packetgen.write.docx_names import bookmark_name, control_name
from packetgen.write.docx_story import Story

NBSP = "\N{NO-BREAK SPACE}"
EMPTY_BOX = "\N{BALLOT BOX}"
_FONT = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/>'
_BOX = f"<w:r><w:rPr>{_FONT}</w:rPr><w:t>{EMPTY_BOX}</w:t></w:r>"
"""The box alone stands inside a link, where LibreOffice 7.4 saves a control as broken XML; so does an empty line."""
_LINK_THEN_CONTROL = "</w:hyperlink><w:sdt>"
_KEPT_APART = "</w:hyperlink><w:r><w:t>\N{ZERO WIDTH SPACE}</w:t></w:r><w:sdt>"
"""Something must stand between the two, or LibreOffice 7.4 closes the link inside the control."""
_URL_SAFE = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class Mark:
    """How the words of a run stand out; ``style`` is a character style of ours or ""."""

    style: str = ""
    strong: bool = False
    emphasis: bool = False
    linked: bool = False
    language: str = ""
    right_to_left: bool = False
    unbroken: bool = False
    """Whether a line may not break at its hyphens: a telephone number."""


PLAIN = Mark()
UNLINKED = Mark(linked=True)
"""Inside a line of the contents, which is one link already, and in a footer, where nobody clicks."""


def inlines(story: Story, children: Inlines, mark: Mark = PLAIN) -> str:
    """Return the runs of some inlines."""
    xml = "".join([_inline(story, child, mark) for child in children])
    return xml.replace(_LINK_THEN_CONTROL, _KEPT_APART) if _LINK_THEN_CONTROL in xml else xml


def run(story: Story, text: str, mark: Mark = PLAIN) -> str:
    """Return a run of text and note its words."""
    story.said.append(text)
    words = escape(text).replace("-", _KEPT_HYPHEN) if mark.unbroken else escape(text)
    return f'<w:r>{_properties(story, mark)}<w:t xml:space="preserve">{words}</w:t></w:r>'


_KEPT_HYPHEN = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'


def link_to(identifier: str, xml: str) -> str:
    """Return a link to the bookmark of an id."""
    return f'<w:hyperlink w:anchor="{bookmark_name(identifier)}" w:history="1">{xml}</w:hyperlink>'


def complex_field(properties: str, code: str, result: str) -> str:
    """Return a field with its cached result, as five runs; Word shows the result until asked to update."""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r>{properties}<w:t xml:space="preserve">{escape(result)}</w:t></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def box_control(name: str, label: str) -> str:
    """Return a box to tick as a content control; its glyph is no word."""
    states = (
        '<w14:checkbox><w14:checked w14:val="0"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    return _control(name, label, states, _BOX)


def _inline(story: Story, inline: Inline, mark: Mark) -> str:
    match inline:
        case Text(text):
            return run(story, text, mark) if text else ""
        case Strong(children):
            return inlines(story, children, replace(mark, strong=True))
        case Emphasis(children):
            return inlines(story, children, replace(mark, emphasis=True))
        case Link(url, children):
            return _link(story, url, children, mark)
        case CrossReference():
            return _reference(story, inline, mark)
        case Citation(_, text, url):
            return _link(story, url, (Text(text),), mark)
        case MergeField(name, label):
            return _merge_field(story, name, label, mark)
        case FillIn():
            return _fill_in(story, inline, mark)
        case Checkbox(name, label):
            box = _BOX if mark.linked else box_control(name, label)
            return box + run(story, f"{NBSP}{label}", mark)
        case Gap(number, _, label):
            shown = story.labels.filled("gap", number=number, label=label)
            return run(story, shown, replace(mark, style="Gap"))
        case Foreign(language, children, right_to_left):
            abroad = replace(mark, language=language, right_to_left=right_to_left)
            return inlines(story, children, abroad)
        case LineBreak():
            story.said.append("\n")
            return "<w:r><w:br/></w:r>"
        case _:
            assert_never(inline)


def _link(story: Story, url: str, children: Inlines, mark: Mark) -> str:
    target = _address(url)
    mark = replace(mark, unbroken=url.startswith(("tel:", "sms:")))
    if mark.linked or not target:
        return inlines(story, children, mark)
    xml = inlines(story, children, replace(mark, style="Hyperlink", linked=True))
    rel = story.relate("hyperlink", target, external=True)
    return f'<w:hyperlink r:id="{rel}" w:history="1">{xml}</w:hyperlink>' if xml else ""


def _address(url: str) -> str:
    """Return a URL with all that a relationship must not hold percent-encoded, or "" if it is none."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return quote(parts.geturl(), safe=_URL_SAFE) if parts.scheme else ""


def _reference(story: Story, reference: CrossReference, mark: Mark) -> str:
    """Return a link to a section or clause; a section's number in it is a REF field that Word can renew."""
    number = story.numbers.get(reference.target)
    if mark.linked or number is None:
        return run(story, reference.text, mark) if reference.text else ""
    shown = replace(mark, style="Hyperlink", linked=True)
    before, found, after = reference.text.rpartition(number) if number else ("", "", "")
    if not found:
        return link_to(reference.target, run(story, reference.text, shown))
    xml = run(story, before, shown) if before else ""
    story.said.append(number)
    code = f"REF {bookmark_name(reference.target)} \\r \\h"
    xml += complex_field(_properties(story, shown), code, number)
    return link_to(reference.target, xml + (run(story, after, shown) if after else ""))


def _merge_field(story: Story, name: str, label: str, mark: Mark) -> str:
    shown = f"«{label}»"
    story.said.append(shown)
    quoted = f'"{name}"' if " " in name else name
    properties = _properties(story, replace(mark, style="MergeField"))
    return complex_field(properties, f"MERGEFIELD {quoted} \\* MERGEFORMAT", shown)


def _fill_in(story: Story, place: FillIn, mark: Mark) -> str:
    """Return a place to write: a text control, and the rest of its line after it.

    Both are underlined no-break spaces. LibreOffice prints no placeholder, so the line after it is what shows there.
    """
    story.said.append(" ")
    if mark.linked:
        return _blank(story, place.width)
    control = _control(place.name, place.label, "<w:showingPlcHdr/><w:text/>", _blank(story, _CONTROL_WIDTH))
    return control + _blank(story, max(1, place.width - _CONTROL_WIDTH))


_CONTROL_WIDTH = 3
_SPACES_A_CHARACTER = 2
"""A space of the text face is half as wide as its average character."""


def _blank(story: Story, width: int) -> str:
    return (
        f'<w:r><w:rPr><w:rStyle w:val="{story.style("FillIn")}"/></w:rPr>'
        f'<w:t xml:space="preserve">{NBSP * (_SPACES_A_CHARACTER * width)}</w:t></w:r>'
    )


def _control(name: str, label: str, kind: str, content: str) -> str:
    """Return a content control. It gets no number: with one, LibreOffice 7.4 may save a file that cannot be opened."""
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(control_name(label))}/>"
        f"<w:tag w:val={quoteattr(control_name(name))}/>{kind}</w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def _properties(story: Story, mark: Mark) -> str:
    """Return the ``w:rPr`` of a mark, or "" for plain words; kept for the story's life."""
    if mark not in story.run_properties:
        story.run_properties[mark] = _new_properties(story, mark)
    return story.run_properties[mark]


def _new_properties(story: Story, mark: Mark) -> str:
    """Return the properties in the order of the schema; a run has one character style, the rest is direct."""
    style = mark.style or ("Strong" if mark.strong else "Emphasis" if mark.emphasis else "")
    xml = f'<w:rStyle w:val="{story.style(style)}"/>' if style else ""
    if mark.strong and style != "Strong":
        xml += "<w:b/><w:bCs/>"
    if mark.emphasis and style != "Emphasis":
        xml += "<w:i/><w:iCs/>"
    if mark.right_to_left:
        xml += "<w:rtl/>"
    if mark.language:
        side = "bidi" if mark.right_to_left else "val"
        xml += f"<w:lang w:{side}={quoteattr(mark.language)}/>"
    return f"<w:rPr>{xml}</w:rPr>" if xml else ""
