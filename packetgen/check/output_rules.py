"""Rules on written files: they can be read back, and all formats of a document say the same words.

A folder comes in, one WrittenDocument for each document of each agency; run by ``engine``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from packetgen.check.rule import Finding, Rule
from packetgen.diagnostics import Severity
from packetgen.model.fields import forbidden_character, without_forbidden
from packetgen.values import Span

Reader = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """One document in the formats that it was written in."""

    name: str
    """Folder and name without extension, as the user knows them."""
    words: Mapping[str, str]
    """The words of each file that could be read, by its path."""
    faults: Mapping[str, str]
    """What was wrong with each that could not, by its path."""


def unreadable(given: WrittenDocument) -> Iterator[Finding]:
    """Every written file can be opened.

    What it does:
        Opens each file and reads its words.
    Why:
        A file that was cut off by a full disk or changed by another program does not say so when it is mailed.

    Example:
        a PDF of 0 bytes
    Use instead:
        build it again with ``--force``
    """
    for path, fault in given.faults.items():
        yield Finding(
            f"the file is damaged or cut off; it cannot be read back ({fault})",
            hint="build it again with `--force`",
            span=Span(path, 1),
        )


def formats_differ(given: WrittenDocument) -> Iterator[Finding]:
    """All formats of a document say the same words.

    What it does:
        Reads the words of the Word file, the PDF and the web page, in reading order and without running heads, and
        compares them without spaces.
    Why:
        People compare the paper in their hand with the page on the web. If they differ, which one counts?
    Example:
        a Word file in which somebody changed a phone number after the PDF was made
    Use instead:
        build all formats again; keep the agency's own words as overrides in the profile
    """
    for (one, first), (other, second) in pairwise(given.words.items()):
        at = _first_difference("".join(first.split()), "".join(second.split()))
        if at is not None:
            mine, theirs = _around(first, at), _around(second, at)
            yield Finding(
                f'the words differ from those of {other}: "{mine}" here, "{theirs}" there',
                hint="build all formats again",
                span=Span(one, 1),
            )


def stray_character(given: WrittenDocument) -> Iterator[Finding]:
    """No character stands in a written file that cannot be printed.

    What it does:
        Looks in the words of each file for control characters, private-use characters and marks that turn the direction
        of text.
    Why:
        Such a character prints as a box, or as nothing, on another machine.

    Example:
        an icon of a private font that was pasted into the Word file
    Use instead:
        the word that the icon stood for
    """
    for path, words in given.words.items():
        found = forbidden_character(words)
        if found:
            around = without_forbidden(words[max(0, found[0] - 30) : found[0] + 30])
            hint = "delete it, or build the file again with `--force`"
            yield Finding(f'{found[1]} stands in "…{around}…"', hint=hint, span=Span(path, 1))


def written_documents(folder: Path) -> Iterator[WrittenDocument]:
    """Yield each document found in the folders of agencies below an output folder, in the order of their names."""
    readers = _readers()
    groups: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*/*")):
        if path.suffix in readers and path.is_file():
            groups.setdefault((path.parent / path.stem).as_posix(), []).append(path)
    for name, paths in groups.items():
        words: dict[str, str] = {}
        faults: dict[str, str] = {}
        for path in paths:
            try:
                words[path.as_posix()] = readers[path.suffix](path.read_bytes())
            except Exception as fault:  # noqa: BLE001  readers of three formats fail in many ways
                faults[path.as_posix()] = _reason(fault)
        yield WrittenDocument(name, words, faults)


def _readers() -> dict[str, Reader]:
    """Return a reader of words for each extension."""
    from packetgen.write import docx_read, html_read, pdf_read

    return {".docx": docx_read.read_words, ".html": html_read.read_words, ".pdf": pdf_read.read_words}


def _reason(fault: Exception) -> str:
    """Return the first line of what a reader says, without the names of its own objects."""
    return re.sub(r"\S+ <[^>]*>: ", "", str(fault).partition("\n")[0]) or type(fault).__name__


def _first_difference(one: str, other: str) -> int | None:
    """Return the index of the first character that differs, or None when the texts are the same."""
    for index, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return index
    return None if len(one) == len(other) else min(len(one), len(other))


def _around(text: str, at: int) -> str:
    """Return the words around the character that is the ``at``-th when spaces are not counted."""
    seen = 0
    for index, char in enumerate(text):
        if seen >= at and not char.isspace():
            return f"…{text[max(0, index - 20) : index + 30]}…"
        seen += not char.isspace()
    return f"…{text[-20:]} (the end)"


RULES: tuple[Rule[WrittenDocument], ...] = (
    Rule("PG621", "unreadable", unreadable, Severity.ERROR),
    Rule("PG622", "formats-differ", formats_differ, Severity.ERROR),
    Rule("PG623", "stray-character-in-file", stray_character, Severity.ERROR),
)
