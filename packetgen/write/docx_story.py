"""The story being written: block and inline writers put XML, words, bookmarks and numbers in; ``docx`` takes them out.

One Story lives for one document and is thrown away. It gives out the numbers that must be unique in a file, and notes
for each paragraph what the page estimate and the custom part need, so that nothing is walked twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from packetgen.model.document import Document
from packetgen.write.docx_base import Frame
from packetgen.write.docx_names import bookmark_name
from packetgen.write.docx_package import Part, Relationship, free_name
from packetgen.write.labels import Labels

_PARAGRAPH_END, _PROPERTIES_END = "</w:p>", "</w:pPr>"


@dataclass(slots=True)
class Clause:
    """A section or clause as it is written: its id, bookmark and the words that are its own."""

    id: str
    bookmark: str
    kind: str
    """``section`` or ``clause``; ``mark`` when it holds no words and its bookmark is only a place."""
    end: str = ""
    """Name of the bookmark in the last of several paragraphs, "" when there is but one."""
    starts_at: int = -1
    """Place in the story's ``xml`` of its first paragraph."""
    words: list[str] = field(default_factory=list)
    """Text of each paragraph that belongs to no clause inside this one."""


@dataclass(slots=True)
class Laid:
    """One paragraph or table row as the page estimate sees it."""

    style: str
    text: str
    anchors: tuple[str, ...] = ()
    """Ids whose bookmarks start here."""
    page_break: bool = False
    keep_next: bool = False
    indent: float = 0.0
    """Left edge in points where a list sets it, else 0."""
    before: float = 0.0
    """Space above that replaces the style's, where it is more."""
    extra: float = 0.0
    """Height in points of what is no text: a picture, ruled lines."""
    cells: tuple[tuple[float, bool, str], ...] = ()
    """Of a table row: width in points, whether it is bold, and text of each cell."""
    header: bool = False


@dataclass(slots=True)
class Story:
    """The state of one document's writing."""

    frame: Frame
    document: Document
    labels: Labels
    numbers: Mapping[str, str]
    """Number of each numbered section by id; "" for sections without and for clauses."""
    assets: Mapping[str, bytes]
    xml: list[str] = field(default_factory=list)
    laid: list[Laid] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    media: list[Part] = field(default_factory=list)
    relationships: list[Relationship] = field(default_factory=list)
    nums: list[str] = field(default_factory=list)
    open_pages: list[tuple[int, str]] = field(default_factory=list)
    """Places in ``xml`` that wait for the page number of an id."""
    said: list[str] = field(default_factory=list)
    """Words of the paragraph that is being written."""
    page_break: bool = False
    """Whether the next paragraph starts a page."""
    table_at: int = 0
    """Place in ``xml`` of the last table's caption, or of its first row."""
    after_table: bool = False
    """Whether a table went directly before."""
    space_above: float = 0.0
    """Least space in points above the next paragraph: what a table, which has none below, or a list needs there."""
    run_properties: dict[object, str] = field(default_factory=dict)
    heading_counts: list[int] = field(default_factory=lambda: [0] * 9)
    _open: list[Clause] = field(default_factory=list)
    _waiting: dict[int, Clause] = field(default_factory=dict)
    _anchors: list[str] = field(default_factory=list)
    _targets: dict[str, str] = field(default_factory=dict)
    _bookmarks: int = 0
    _drawings: int = 0

    def open_clause(self, identifier: str, kind: str = "clause") -> int:
        """Let a bookmark of an id hold the next paragraph; return its number, or 0 without an id."""
        if not identifier:
            return 0
        self._bookmarks += 1
        clause = Clause(identifier, bookmark_name(identifier), kind)
        self.clauses.append(clause)
        self._open.append(clause)
        self._waiting[self._bookmarks] = clause
        self._anchors.append(identifier)
        return self._bookmarks

    def close_clause(self, number: int) -> None:
        """Let words that follow belong to the clause around; mark the end of a clause of several paragraphs.

        A bookmark that runs over several paragraphs does not survive LibreOffice beside a table, two small ones do.
        After a table the end is marked in its caption or first cell: ``docx_words`` takes these for the whole table.
        The mark stands first in its paragraph, since LibreOffice loses one right behind a field.
        """
        if not number:
            return
        clause = self._open.pop()
        if number in self._waiting:
            clause.kind = "mark"
            return
        place = self.table_at if self.xml[-1].endswith("</w:tbl>") else len(self.xml) - 1
        while _PARAGRAPH_END not in self.xml[place]:
            place -= 1
        if place != clause.starts_at:
            self._bookmarks += 1
            clause.end = f"_E{self._bookmarks}"
            own = f'w:id="{self._bookmarks}"'
            mark = f'<w:bookmarkStart {own} w:name="{clause.end}"/><w:bookmarkEnd {own}/>'
            before, properties_end, after = self.xml[place].partition(_PROPERTIES_END)
            if properties_end:
                self.xml[place] = f"{before}{properties_end}{mark}{after}"
            else:
                self.xml[place] = before.replace(_PARAGRAPH_END, mark + _PARAGRAPH_END, 1)

    def bookmarked(self, content: str) -> str:
        """Return a paragraph's inside with the bookmarks around it that waited for a paragraph."""
        if not self._waiting:
            return content
        starts = ends = ""
        for number, clause in self._waiting.items():
            clause.starts_at = len(self.xml)
            starts += f'<w:bookmarkStart w:id="{number}" w:name="{clause.bookmark}"/>'
            ends += f'<w:bookmarkEnd w:id="{number}"/>'
        self._waiting.clear()
        return f"{starts}{content}{ends}"

    def take_anchors(self) -> tuple[str, ...]:
        """Return the ids whose bookmarks start at the paragraph being laid."""
        anchors = tuple(self._anchors)
        self._anchors.clear()
        return anchors

    def take_words(self) -> str:
        """Return the paragraph's words so far, line by line, and count them to the innermost open clause."""
        text = "".join(self.said)
        self.said.clear()
        if self._open and text:
            self._open[-1].words.append(text.replace("\n", " "))
        return text

    def style(self, name: str) -> str:
        """Return the frame's id for one of our style ids."""
        return self.frame.styles[name]

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        """Return the relationship id from the body to a target, the same for the same target."""
        if target not in self._targets:
            identifier = f"rIdP{len(self._targets) + 1}"
            self._targets[target] = identifier
            self.relationships.append(Relationship(identifier, kind, target, external))
        return self._targets[target]

    def add_media(self, content_type: str, extension: str, data: bytes) -> str:
        """Put a picture into the package and return its relationship id."""
        for part in self.media:
            if part.data == data:
                return self.relate("image", part.name.removeprefix("word/"))
        taken = (part.name for part in (*self.frame.parts, *self.media))
        name = free_name(taken, f"word/media/packet{{}}.{extension}")
        self.media.append(Part(name, content_type, data))
        return self.relate("image", name.removeprefix("word/"))

    def drawing_number(self) -> int:
        """Return a number for a drawing, unique among the body's."""
        self._drawings += 1
        return self._drawings

    def new_list(self, abstract: str, level: int, start: int) -> str:
        """Return the number of a new list that counts from ``start`` at its level."""
        number = str(self.frame.lists.next_number + len(self.nums))
        self.nums.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            "</w:num>"
        )
        return number
