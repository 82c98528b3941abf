"""Diagnostics as people and machines read them: the only place that turns findings into text.

Called by the commands. Meaningful without colour; the excerpt is read from the file that the finding names.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from unicodedata import combining, east_asian_width
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from packetgen import __version__
from packetgen.diagnostics import Diagnostic, Severity, in_order
from packetgen.values import Span

_LINE = 100
"""How many letters of a long line are shown around the marked ones."""

Lines = Callable[[str], Sequence[str]]
"""Returns the lines of a file by its path; none if it cannot be read."""


@lru_cache(maxsize=8)
def lines_of(path: str) -> Sequence[str]:
    """Return the lines of a text file, or none when it cannot be read as UTF-8."""
    try:
        return Path(path).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return ()


def near(path: str) -> str:
    """Return a path as a person finds it from the folder that she stands in."""
    try:
        whole, here = Path(path).absolute(), Path.cwd()
    except OSError:  # the folder was removed under her feet
        return path
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else path


def gathered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings in order, each once: what several documents need becomes one finding with all their lines."""
    needed: dict[Diagnostic, dict[Span, None]] = {}
    for finding in diagnostics:
        needed.setdefault(replace(finding, needed_by=()), {}).update(dict.fromkeys(finding.needed_by))
    return in_order(replace(finding, needed_by=tuple(spans)) for finding, spans in needed.items())


def as_text(diagnostics: Iterable[Diagnostic], read: Lines = lines_of) -> str:
    """Return the findings as blocks of text, one blank line between them, and no character that moves a cursor."""
    return re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f]", "\ufffd", "\n\n".join(_block(d, read) for d in diagnostics))


def _block(finding: Diagnostic, read: Lines) -> str:
    rows = [f"{finding.severity.value}[{finding.code}]: {finding.message}"]
    if finding.span:
        line = "" if _on_a_whole_file(finding) else f":{finding.span.line}:{finding.span.column}"
        rows.append(f"  --> {near(finding.span.path)}{line}")
        rows += _excerpt(finding, finding.span, read)
    rows += [f"   needed by {near(span.path)}:{span.line}" for span in finding.needed_by[:5]]
    if len(finding.needed_by) > 5:
        rows.append(f"   and {len(finding.needed_by) - 5} more places")
    if finding.hint:
        rows += ["", f"hint: {finding.hint}"]
    return "\n".join(rows)


def _on_a_whole_file(finding: Diagnostic) -> bool:
    """Return whether a finding marks nothing but the very start of its file, which tells a reader nothing."""
    span = finding.span
    return span is not None and (span.line, span.column, finding.length, finding.label) == (1, 1, 1, "")


def _excerpt(finding: Diagnostic, span: Span, read: Lines) -> list[str]:
    """Return the marked line with the marks below it, or nothing when there is no such line."""
    lines = read(span.path)
    if _on_a_whole_file(finding) or not 0 < span.line <= len(lines):
        return []
    text = "".join(char if char.isprintable() else " " for char in lines[span.line - 1]).rstrip()
    text, column = _cut(text, span.column)
    margin = " " * len(str(span.line))
    marks = "^" * max(1, min(finding.length, len(text) - column + 1))
    return [
        f"{margin} |",
        f"{span.line} | {text}",
        f"{margin} | {_blank(text[: column - 1])}{marks} {finding.label}".rstrip(),
    ]


def _cut(text: str, column: int) -> tuple[str, int]:
    """Return the part of a long line around a column, and the column in it."""
    start = max(0, column - 1 - _LINE // 3) if len(text) > _LINE and column > _LINE // 2 else 0
    end = start + _LINE
    before, after = "…" * (start > 0), "…" * (len(text) > end)
    return f"{before}{text[start:end]}{after}", column - start + len(before)


def _blank(text: str) -> str:
    """Return spaces as wide as the text is on a terminal: East Asian letters take two columns, combining ones none."""
    return "".join("" if combining(char) else "  " if east_asian_width(char) in {"W", "F"} else " " for char in text)


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Return "2 errors, 1 warning", or "no findings"."""
    counts = Counter(d.severity for d in diagnostics)
    parts = [f"{counts[s]} {s.value}{'s' if counts[s] != 1 else ''}" for s in Severity if counts[s]]
    return ", ".join(parts) or "no findings"


def records(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """Return the findings as JSON can hold them."""
    return [_record(d) for d in diagnostics]


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the findings as a JSON list."""
    return json.dumps(records(diagnostics), indent=2)


def _record(finding: Diagnostic) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "place": _place(finding.span),
        "needed_by": [_place(span) for span in finding.needed_by],
        "subject": finding.subject,
    }


def _place(span: Span | None) -> dict[str, object] | None:
    return {"path": span.path, "line": span.line, "column": span.column} if span else None


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the findings as workflow commands of GitHub Actions, one a line.

    Escapes as GitHub's own toolkit does (``actions/toolkit``, ``command.ts``).
    """
    return "\n".join(_command(d) for d in diagnostics)


def _command(finding: Diagnostic) -> str:
    kind = "notice" if finding.severity is Severity.NOTE else finding.severity.value
    place = ""
    if finding.span:
        file = _escaped(near(finding.span.path)).replace(":", "%3A").replace(",", "%2C")
        place = f"file={file},line={finding.span.line},col={finding.span.column},"
    words = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    return f"::{kind} {place}title={finding.code}::{_escaped(words)}"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_junit(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the findings as a JUnit XML report, one test case a finding; notes and warnings are no failures."""
    found = list(diagnostics)
    failures = sum(d.severity is Severity.ERROR for d in found)
    cases = "\n".join(_case(d) for d in found) or '  <testcase classname="packetgen" name="no findings"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuite name="packetgen check" tests="{max(1, len(found))}" failures="{failures}">\n{cases}\n</testsuite>'
    )


def _case(finding: Diagnostic) -> str:
    name = quoteattr(_xml(f"{finding.code} {finding.span or finding.subject}"))
    text = escape(_xml(_block(finding, lambda _: ())))
    tag = "failure" if finding.severity is Severity.ERROR else "system-out"
    message = f" message={quoteattr(_xml(finding.message))}" if tag == "failure" else ""
    return f'  <testcase classname="packetgen" name={name}><{tag}{message}>{text}</{tag}></testcase>'


def _xml(words: str) -> str:
    """Return words without the control characters that XML 1.0 cannot hold (section 2.2)."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", words)


def as_sarif(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the findings as SARIF 2.1.0."""
    found = list(diagnostics)
    rules = [{"id": code} for code in sorted({d.code for d in found})]
    run = {
        "tool": {"driver": {"name": "packetgen", "version": __version__, "rules": rules}},
        "results": [_result(d) for d in found],
    }
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(finding: Diagnostic) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": finding.severity.value,
        "message": {"text": f"{finding.message}. {finding.hint}".strip()},
    }
    if finding.span:
        region = {"startLine": finding.span.line, "startColumn": finding.span.column}
        location = {"artifactLocation": {"uri": _uri(near(finding.span.path))}, "region": region}
        result["locations"] = [{"physicalLocation": location}]
    return result


def _uri(path: str) -> str:
    """Return a path as a URI: relative as it is, absolute with its scheme (SARIF 2.1.0, section 3.4)."""
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path)


_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

REPORTS: Mapping[str, Callable[[Iterable[Diagnostic]], str]] = {
    "text": as_text,
    "json": as_json,
    "junit": as_junit,
    "sarif": as_sarif,
    "github": as_github,
}
"""Report formats by name."""
