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

_FIRST_CONTROL = 100_001
"""Numbers of content controls start high, out of the way of those in a letterhead."""
_PARAGRAPH_END = "</w:p>"


@dataclass(slots=True)
class Clause:
    """A section or clause as it is written: its id, bookmark and the words that are its own."""

    id: str
    bookmark: str
    kind: str
    """``section``, ``table`` or ``clause``."""
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
    cells: tuple[tuple[float, str, str], ...] = ()
    """Of a table row: width in points, style and text of each cell."""
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
    after_table: bool = False
    """Whether a table went before: Word knows no space below a table, so the next paragraph brings it."""
    run_properties: dict[object, str] = field(default_factory=dict)
    heading_counts: list[int] = field(default_factory=lambda: [0] * 9)
    _open: list[Clause] = field(default_factory=list)
    _running: set[int] = field(default_factory=set)
    _marks: list[str] = field(default_factory=list)
    _anchors: list[str] = field(default_factory=list)
    _targets: dict[str, str] = field(default_factory=dict)
    _bookmarks: int = 0
    _controls: int = _FIRST_CONTROL
    _drawings: int = 0

    def open_clause(self, identifier: str, kind: str = "clause") -> int:
        """Start the bookmark of an id at the next paragraph; return its number, or 0 without an id."""
        if not identifier:
            return 0
        self._bookmarks += 1
        clause = Clause(identifier, bookmark_name(identifier), kind)
        self.clauses.append(clause)
        self._open.append(clause)
        self._running.add(self._bookmarks)
        self._anchors.append(identifier)
        self._marks.append(f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{clause.bookmark}"/>')
        return self._bookmarks

    def close_clause(self, number: int) -> None:
        """Let words that follow belong to the clause around, and end the bookmark unless that was done."""
        if number:
            self._open.pop()
            self.end_bookmark(number)

    def end_bookmark(self, number: int) -> None:
        """End a bookmark once: inside the last paragraph, or at the start of the next where there is none.

        LibreOffice moves an end that stands between two paragraphs to the end of the second.
        """
        if number not in self._running:
            return
        self._running.remove(number)
        end = f'<w:bookmarkEnd w:id="{number}"/>'
        if self._marks or not self.xml or not self.xml[-1].endswith(_PARAGRAPH_END):
            self._marks.append(end)
        else:
            self.xml[-1] = f"{self.xml[-1].removesuffix(_PARAGRAPH_END)}{end}{_PARAGRAPH_END}"

    def take_marks(self) -> str:
        """Return the bookmark starts and ends that wait for a place."""
        if not self._marks:
            return ""
        marks = "".join(self._marks)
        self._marks.clear()
        return marks

    def take_anchors(self) -> tuple[str, ...]:
        """Return the ids whose bookmarks start at the paragraph being laid."""
        anchors = tuple(self._anchors)
        self._anchors.clear()
        return anchors

    def take_words(self) -> str:
        """Return the paragraph's words so far and count them to the innermost open clause."""
        text = "".join(self.said)
        self.said.clear()
        if self._open and text:
            self._open[-1].words.append(text)
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

    def control_number(self) -> int:
        """Return a number for a content control, unique in the file."""
        self._controls += 1
        return self._controls

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
