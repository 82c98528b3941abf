"""Literate cases: Markdown files with a title, prose, inputs in fenced blocks, and what is expected.

    # PG221 head-title
    Why the case is there, in prose.
    ## A title of another state
    ```yaml profile
    agency: …
    ```
    ```text expected
    …
    ```

Each ``##`` starts an example; a file without one is a single example. A fence names its block after the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from packetgen.diagnostics import Diagnostic

CASES = Path(__file__).parent / "cases"
_FENCE = re.compile(r"^(`{3,})(\w*) *(.*)$")


@dataclass(frozen=True)
class Example:
    """One example of a case file."""

    path: Path
    title: str
    """The file's title."""
    heading: str
    """The example's own heading, or "" in a file with a single example."""
    blocks: Mapping[str, str] = field(default_factory=dict)
    """Text of each fenced block by its name, with its last line feed."""
    lines: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """First line of each block and the line after its last, counted from 0."""

    def __str__(self) -> str:
        """Return what pytest prints as the test's id."""
        return f"{self.path.stem}: {self.heading}" if self.heading else self.path.stem

    def accept(self, name: str, text: str) -> None:
        """Write a block anew; only ``--update-golden`` does this, one example of a file at a time."""
        lines = self.path.read_text(encoding="utf-8").split("\n")
        current = next(e for e in read_case(self.path) if e.heading == self.heading)
        start, end = current.lines[name]
        lines[start:end] = text.rstrip("\n").split("\n") if text else []
        self.path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def read_case(path: Path) -> tuple[Example, ...]:
    """Return the examples of a case file. Raises ValueError for a file without title or with an open fence."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if not lines[0].startswith("# "):
        raise ValueError(f"{path}: a case starts with `# title`")
    title = lines[0][2:].strip()
    groups: list[tuple[str, dict[str, str], dict[str, tuple[int, int]]]] = [("", {}, {})]
    number = 1
    while number < len(lines):
        line = lines[number]
        fence = _FENCE.match(line)
        if line.startswith("## "):
            groups.append((line[3:].strip(), {}, {}))
        elif fence:
            end = next((n for n in range(number + 1, len(lines)) if lines[n] == fence[1]), None)
            if end is None:
                raise ValueError(f"{path}:{number + 1}: this fence is not closed")
            name = fence[3] or fence[2]
            groups[-1][1][name] = "".join(f"{text}\n" for text in lines[number + 1 : end])
            groups[-1][2][name] = (number + 1, end)
            number = end
        number += 1
    return tuple(Example(path, title, heading, blocks, places) for heading, blocks, places in groups if blocks)


def examples(kind: str) -> tuple[Example, ...]:
    """Return the examples of all case files of one kind, such as ``check``."""
    return tuple(example for path in sorted((CASES / kind).glob("*.md")) for example in read_case(path))


def shown(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str]) -> str:
    """Return findings as the cases print them: weight, code, place, marked text, message, label and hint."""
    found = []
    for one in diagnostics:
        place = f" {one.span}" if one.span else ""
        found.append(f"{one.severity}[{one.code}]{place}{_marked(one, texts)}")
        found.append(f"  {one.message}")
        found += [f"  label: {one.label}"] if one.label else []
        found += [f"  hint: {one.hint}"] if one.hint else []
    return "".join(f"{line}\n" for line in found) or "nothing\n"


def _marked(one: Diagnostic, texts: Mapping[str, str]) -> str:
    lines = texts.get(one.span.path, "").split("\n") if one.span else []
    if one.span is None or one.span.line > len(lines):
        return ""
    start = one.span.column - 1
    return f" >{lines[one.span.line - 1][start : start + one.length]}<"
