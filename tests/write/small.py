"""Small documents for the tests of writers, and the packaged style."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from packetgen.load.style import load_style
from packetgen.model.document import (
    Audience,
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Channel,
    Checkbox,
    Checklist,
    ChecklistItem,
    Citation,
    ContactCard,
    Contents,
    ContentsEntry,
    CrossReference,
    Definition,
    DefinitionList,
    Document,
    Emphasis,
    FillIn,
    Foreign,
    Gap,
    HeaderRow,
    Inlines,
    LineBreak,
    Link,
    MergeField,
    OpenItem,
    OrderedList,
    PageBreak,
    Paragraph,
    Section,
    Signatory,
    SignatureBlock,
    Status,
    Strong,
    Table,
    Text,
    WritingLines,
)
from packetgen.model.style import Style
from packetgen.values import Slug
from tests.strategies import LABELS, PROVENANCE

STYLE_FOLDER = Path(__file__).parents[2] / "templates" / "_style"
LONG = "We tell you before the hearing, in the way that you chose, and you may change your mind at any time. " * 8


@cache
def style() -> Style:
    """Return the packaged style, read once."""
    return load_style(STYLE_FOLDER)


def words(text: str) -> Inlines:
    """Return plain words as inline nodes."""
    return (Text(text),)


def paragraph(text: str, clause: str = "") -> Paragraph:
    """Return a paragraph of plain words."""
    return Paragraph(words(text), clause)


def document(*blocks: Block, **parts: Any) -> Document:
    """Return a document with these blocks; keyword arguments replace its other parts."""
    given: dict[str, Any] = {
        "slug": Slug("leaflet"),
        "profile_id": Slug("example"),
        "title": "A leaflet",
        "subtitle": "",
        "agency": "Example Office",
        "language": "en-US",
        "audience": Audience.VICTIM,
        "status": Status.FINAL,
        "blocks": blocks,
        "provenance": PROVENANCE,
        "labels": LABELS,
        **parts,
    }
    return Document(**given)


def retold(value: Any, texts: Iterator[str]) -> Any:
    """Return a tree with the text of every Text node replaced by the next of the texts, words of other languages kept."""
    match value:
        case Foreign():
            return value
        case Text():
            return Text(next(texts))
        case tuple():
            return tuple(retold(item, texts) for item in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            changed = {f.name: retold(getattr(value, f.name), texts) for f in fields(value) if f.name != "provenance"}
            return replace(value, **changed)
        case _:
            return value


def card() -> ContactCard:
    """Return a contact card with every part."""
    channels = (
        Channel("phone", "Phone", (Link("tel:+18165550142", words("816-555-0142")),), words("Ask for an advocate.")),
        Channel("address", "Address", (Text("1 Main Street"), LineBreak(), Text("Exampleton"))),
    )
    return ContactCard(
        words("Advocate desk"),
        words("Ask about your rights."),
        channels,
        words("Weekdays"),
        words("English, Spanish"),
        words("Ask who may learn what you say."),
        words("Checked May 3, 2026"),
        "desk",
    )


def table(rows: int) -> Table:
    """Return a table that is as long as asked for."""
    body = tuple((words(f"Role {number}"), words(LONG[:150])) for number in range(1, rows + 1))
    return Table(words("Who does what"), (words("Role"), words("Duty")), body, (30, 70), True, "roles")


def every_inline() -> Inlines:
    """Return one of each inline node."""
    return (
        Text("See "),
        CrossReference("decide", "“What can I decide?”"),
        Citation("us-xe:act", "Example Stat. § 12-101", "https://example.org/12-101"),
        Citation("us-xe:rule", "Rule 7"),
        Strong((Text("strong "), Link("https://example.org/", (Strong(words("linked")),)))),
        Emphasis(words("stressed")),
        MergeField("recipient", "name of the recipient"),
        Text(" Name: "),
        FillIn("my-name", "Your name", 20),
        Checkbox("by-phone", "Phone"),
        Gap(1, "contacts.advocate.phone", "phone of the advocate"),
        Foreign("es", words(" Hay ayuda. ")),
        Foreign("he", words("שלום 12"), right_to_left=True),
        LineBreak(),
        Text("End."),
    )


def every_block() -> Document:
    """Return a document of several pages with each block and each inline node."""
    steps = (
        ChecklistItem((paragraph("Check the list."),), "step-1", words("advocate"), words("first"), words("log")),
        ChecklistItem((paragraph("Call."), paragraph("Then write.")), "step-2"),
    )
    decide = Section(
        "decide",
        1,
        words("What can I decide?"),
        (
            Paragraph(every_inline(), "inlines"),
            BulletList(
                ((paragraph("One."),), (paragraph("Two."), paragraph("More."), BulletList(((paragraph("In."),),))))
            ),
            OrderedList(((paragraph("Third."),), (paragraph(LONG * 9),)), 3),
            Section("how", 2, words("How?"), (paragraph(LONG, "how-clause"), card()), "1.1"),
        ),
        "1",
    )
    forms = Section(
        "forms",
        1,
        words("Forms"),
        (
            Checklist(steps),
            table(20),
            WritingLines("notes", words("My questions"), 4),
            DefinitionList(
                (Definition(words("Appeal"), (paragraph(LONG),)), Definition(words("Writ"), (paragraph("B."),)))
            ),
            SignatureBlock(
                (Signatory(words("Jo Rivera"), words("Prosecutor"), words("Office")), Signatory((), words("Chief")))
            ),
        ),
        "2",
    )
    contents = tuple(ContentsEntry(s.level, s.number, s.title, s.id) for s in (decide, forms))
    return document(
        Callout(CalloutKind.SAFETY, words("If you are in danger"), (paragraph("Call 911."),), "safety"),
        Callout(CalloutKind.NOTE, (), (paragraph("No title."),)),
        Contents("Contents", contents),
        PageBreak(),
        decide,
        forms,
        subtitle="What happens next",
        status=Status.DRAFT,
        notices=("DRAFT - not for release", "Example County is fictional."),
        header_rows=(HeaderRow("Policy number", words("VS-4.12")),),
        open_items=(OpenItem("The phone is missing.", 1),),
        footer=words("Questions? 816-555-0142"),
        policy_number="VS-4.12",
        version="1.0",
    )
