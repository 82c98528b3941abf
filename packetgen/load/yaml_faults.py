"""What is wrong with the text of a YAML file, line by line: characters, tabs, spoilt encodings, syntax.

Text comes in, Diagnostics go out that name line, column and cure. Called by ``yaml_source``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ruamel.yaml.error import MarkedYAMLError

from packetgen.diagnostics import Diagnostic, Severity
from packetgen.model.fields import character_name, forbidden_character
from packetgen.values import Span

MOST_OF_A_KIND = 20
"""How many faults of one kind are listed for one file."""

_QUOTES = 'put the whole value in quotes, for example `name: "Smith: a memorial fund"`'
_SYNTAX = (
    ("mapping values are not allowed", "a second `: ` stands in this line, or the line is indented too far", _QUOTES),
    ("that cannot start any token", "a value may not begin with this character", _QUOTES),
    (
        "could not find expected ':'",
        "this line is no `key: value`",
        "put a colon and a space after the key, or indent a long text under `key: >`",
    ),
    ("found unexpected end of stream", "a quote or bracket is left open", "close it where the text ends"),
    ("found unexpected document separator", "a quote is left open", "close it where the text ends"),
    (
        "unknown escape",
        "a backslash in double quotes starts an escape that does not exist",
        "use single quotes, or write the backslash twice",
    ),
    (
        "expected <block end>",
        "the line does not line up with the lines above it",
        "indent it by the same number of spaces as its neighbours",
    ),
    ("expected the node content", "a value is missing or starts with a sign that has a meaning in YAML", _QUOTES),
    ("expected ',' or", "a comma or a closing bracket is missing", "close the bracket, or put the value in quotes"),
    (
        "sequence entries are not allowed",
        "a `- ` stands where no list can start",
        "start the list on a line of its own under the key",
    ),
    (
        "block scalar",
        "the text under `|` or `>` is not indented as it should be",
        "indent all its lines by the same number of spaces",
    ),
)
_SPOILT = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0161\u0178-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}"
)


def forbidden_characters(text: str, path: str) -> Iterator[Diagnostic]:
    """Yield one finding for each character that no document may hold, by its name and place."""
    count = 0
    for number, line in enumerate(text.split("\n"), 1):
        if forbidden_character(line) is None:
            continue
        for column, char in enumerate(line, 1):
            if forbidden_character(char) is None:
                continue
            count += 1
            if count > MOST_OF_A_KIND:
                return
            message = f"column {column} holds the character {character_name(char)}, which cannot be printed"
            yield Diagnostic(
                "PG112", message, Span(path, number, column), hint="delete the character and type the words again"
            )


def mojibake(text: str, path: str) -> Iterator[Diagnostic]:
    """Yield a warning for each run of letters that is UTF-8 once read as Windows-1252, such as "DoÃ±a"."""
    count = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii():
            continue
        for found in _SPOILT.finditer(line):
            meant = _repaired(found[0])
            if not meant:
                continue
            count += 1
            if count > MOST_OF_A_KIND:
                return
            yield Diagnostic(
                "PG113",
                f'"{found[0]}" looks like a letter that was read in the wrong encoding',
                Span(path, number, found.start() + 1),
                hint=f'did you mean "{meant}"? Nothing is changed by itself',
                severity=Severity.WARNING,
                length=len(found[0]),
            )


def tab_indents(lines: list[str], last: int, path: str) -> Iterator[Diagnostic]:
    """Yield a finding for each line of the file indented with a tab, if one stands at or before line ``last``."""
    tabbed = [number for number, line in enumerate(lines, 1) if re.match(r" *\t\s*\S", line)]
    if not tabbed or tabbed[0] > last + 1:
        return
    for number in tabbed[:MOST_OF_A_KIND]:
        column = lines[number - 1].index("\t") + 1
        yield Diagnostic(
            "PG104",
            f"line {number} is indented with a tab; YAML takes spaces only",
            Span(path, number, column),
            hint="replace each tab at the start of the line by two spaces",
            label="a tab",
        )


def explain_syntax(fault: MarkedYAMLError | None, lines: list[str]) -> tuple[int, int, str, str]:
    """Return line, column, cause and cure of what the YAML reader stumbled over."""
    mark = (fault.problem_mark or fault.context_mark) if fault else None
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    line = min(line, len(lines))
    problem = f"{fault.context or ''} {fault.problem or ''}".strip() if fault else ""
    for words, cause, cure in _SYNTAX:
        if words in problem:
            return line, column, cause, cure
    return (
        line,
        column,
        "this cannot be read as YAML",
        f"look at quotes, colons and indentation ({problem or 'a bad escape'})",
    )


def _repaired(spoilt: str) -> str:
    """Return what was meant by letters that went through the wrong encoding, or "" if they did not."""
    raw = bytearray()
    for char in spoilt:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return ""
            raw.append(ord(char))
    try:
        meant = raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return meant if meant.isprintable() or meant == "\u00a0" else ""
