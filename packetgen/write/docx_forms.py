"""Things to fill in and people to reach: checklist steps, contact cards, signatures and ruled lines into paragraphs.

Called by ``docx_blocks``. Words and their order are those of the other formats.
"""

from __future__ import annotations

from packetgen.model.document import (
    Channel,
    ChecklistItem,
    ContactCard,
    Inlines,
    Signatory,
    SignatureBlock,
    WritingLines,
)
from packetgen.model.walk import plain_inlines
from packetgen.write.docx_inline import NBSP, Mark, box_control, inlines, run
from packetgen.write.docx_paragraph import paragraph
from packetgen.write.docx_story import Story

BIG_CHANNELS = frozenset({"phone", "text", "tty", "videophone", "relay"})
"""Channels whose value is set large: what a person dials or types."""
_TAB = "<w:r><w:tab/></w:r>"
_LABEL, _SMALL = Mark("Label"), Mark("Small")
_GAP = f"{NBSP}{NBSP} "
_SIGNATURE_SHARE = 0.62
_DATE_SHARE = 0.68


def checklist_step(story: Story, item: ChecklistItem, words: Inlines, *, last: bool) -> None:
    """Write a step beside its box; ``last`` tells that no block of the step follows but its details."""
    box = box_control(item.name, plain_inlines(words))
    detailed = bool(item.owner or item.due or item.record)
    paragraph(story, "ChecklistStep", box + _TAB + inlines(story, words), keep_next=detailed or not last)


def checklist_details(story: Story, item: ChecklistItem) -> None:
    """Write on one line who takes a step, when it is due and what is kept; a wide gap parts them."""
    told = (("owner", item.owner), ("due", item.due), ("record", item.record))
    content = ""
    for key, value in ((key, value) for key, value in told if value):
        content += run(story, _GAP) if content else ""
        content += run(story, f"{story.labels[key]}:", _LABEL) + run(story, " ") + inlines(story, value)
    if content:
        paragraph(story, "ChecklistDetail", content)


def contact_card(story: Story, card: ContactCard) -> None:
    """Write a contact card: one bordered run of paragraphs that stays on one page, the number set large."""
    told = (("hours", card.hours), ("languages", card.languages), ("private", card.confidentiality))
    facts = [(story.labels[key], value) for key, value in told if value]
    left = len(card.channels) + len(facts) + bool(card.purpose) + bool(card.verified)
    paragraph(story, "ContactName", inlines(story, card.name), keep_next=left > 0)
    if card.purpose:
        left -= 1
        paragraph(story, "ContactText", inlines(story, card.purpose), keep_next=left > 0)
    for channel in card.channels:
        left -= 1
        _channel(story, channel, keep_next=left > 0)
    for label, value in facts:
        left -= 1
        content = run(story, label, _LABEL) + _tab(story) + inlines(story, value)
        paragraph(story, "ContactDetail", content, keep_next=left > 0)
    if card.verified:
        paragraph(story, "ContactText", inlines(story, card.verified, _SMALL))


def _channel(story: Story, channel: Channel, *, keep_next: bool) -> None:
    big = channel.kind in BIG_CHANNELS
    content = run(story, channel.label, _LABEL) + _tab(story)
    content += inlines(story, channel.value)
    if channel.note:
        content += run(story, " ") + inlines(story, channel.note, _SMALL)
    paragraph(story, "ContactNumber" if big else "ContactDetail", content, keep_next=keep_next)


def signature_block(story: Story, block: SignatureBlock) -> None:
    """Write lines for signature and date under each name; a signatory is never parted from the lines."""
    for who in block.signatories:
        _signatory(story, who)


def _signatory(story: Story, who: Signatory) -> None:
    width = story.frame.geometry.text_width
    if who.name:
        paragraph(story, "SignatureName", inlines(story, who.name), keep_next=True)
    else:
        content = _ruled(story, story.labels["name"])
        paragraph(story, "SignatureLine", content, tabs=_rules(width * _SIGNATURE_SHARE), keep_next=True)
    for line in filter(None, (who.title, who.organisation)):
        paragraph(story, "SignatureText", inlines(story, line), keep_next=True)
    content = _ruled(story, story.labels["signature"]) + _tab(story) + _ruled(story, story.labels["date"])
    paragraph(
        story,
        "SignatureLine",
        content,
        tabs=_rules(width * _SIGNATURE_SHARE, width * _DATE_SHARE, width),
    )


def _ruled(story: Story, label: str) -> str:
    """Return a label and the line behind it; the line is the leader of a tab stop."""
    return run(story, f"{label} ") + _tab(story)


def _rules(line_end: float, gap_end: float = 0.0, second_end: float = 0.0) -> str:
    """Return tab stops in points: a ruled line, then a gap and another ruled line."""
    stops = [(line_end, "underscore"), (gap_end, "none"), (second_end, "underscore")]
    tabs = "".join(
        f'<w:tab w:val="left" w:leader="{leader}" w:pos="{round(end * 20)}"/>' for end, leader in stops if end
    )
    return f"<w:tabs>{tabs}</w:tabs>"


def _tab(story: Story) -> str:
    story.said.append(" ")
    return _TAB


def writing_lines(story: Story, block: WritingLines) -> None:
    """Write a label and ruled lines: one paragraph of tab leaders, so that no row of empty paragraphs is read out."""
    paragraph(story, "WritingLabel", inlines(story, block.label))
    lines = "<w:br/>".join(["<w:tab/>"] * block.lines)
    height = story.frame.looks[story.style("WritingLines")].line
    paragraph(
        story,
        "WritingLines",
        f"<w:r>{lines}</w:r>",
        tabs=_rules(story.frame.geometry.text_width),
        extra=height * (block.lines - 1),
    )
