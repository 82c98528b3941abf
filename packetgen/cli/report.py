"""Diagnostics as people and machines read them: the only place that turns findings into text.

Called by the commands. Meaningful without colour; the excerpt is read from the file that the finding names.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from packetgen.diagnostics import Diagnostic, Severity
from packetgen.values import Span

Lines = Callable[[str], Sequence[str]]
"""Returns the lines of a file by its path; none if it cannot be read."""


def lines_of(path: str) -> Sequence[str]:
    """Return the lines of a text file, or none when it cannot be read as UTF-8."""
    try:
        return Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()


def near(path: str) -> str:
    """Return a path as a person finds it from the folder that she stands in."""
    whole, here = Path(path).absolute(), Path.cwd()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else path


def as_text(diagnostics: Iterable[Diagnostic], read: Lines = lines_of) -> str:
    """Return the findings as blocks of text, one blank line between them."""
    return "\n\n".join(_block(d, read) for d in diagnostics)


def _block(finding: Diagnostic, read: Lines) -> str:
    rows = [f"{finding.severity.value}[{finding.code}]: {finding.message}"]
    if finding.span:
        rows.append(f"  --> {near(finding.span.path)}:{finding.span.line}:{finding.span.column}")
        rows += _excerpt(finding, finding.span, read)
    rows += [f"   needed by {near(span.path)}:{span.line}" for span in finding.needed_by[:5]]
    if len(finding.needed_by) > 5:
        rows.append(f"   and {len(finding.needed_by) - 5} more places")
    if finding.hint:
        rows += ["", f"hint: {finding.hint}"]
    return "\n".join(rows)


def _excerpt(finding: Diagnostic, span: Span, read: Lines) -> list[str]:
    lines = read(span.path)
    if not 0 < span.line <= len(lines):
        return []
    text = lines[span.line - 1].replace("\t", " ").rstrip()
    margin = " " * len(str(span.line))
    marks = "^" * max(1, min(finding.length, len(text) - span.column + 1))
    return [
        f"{margin} |",
        f"{span.line} | {text}",
        f"{margin} | {' ' * (span.column - 1)}{marks} {finding.label}".rstrip(),
    ]


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Return "2 errors, 1 warning", or "no findings"."""
    counts = Counter(d.severity for d in diagnostics)
    parts = [f"{counts[s]} {s.value}{'s' if counts[s] != 1 else ''}" for s in Severity if counts[s]]
    return ", ".join(parts) or "no findings"


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the findings as a JSON list."""
    return json.dumps([_record(d) for d in diagnostics], indent=2, ensure_ascii=False)


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
    """Return the findings as workflow commands of GitHub Actions, one a line."""
    return "\n".join(_command(d) for d in diagnostics)


def _command(finding: Diagnostic) -> str:
    kind = "notice" if finding.severity is Severity.NOTE else finding.severity.value
    place = f"file={finding.span.path},line={finding.span.line},col={finding.span.column}," if finding.span else ""
    words = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    safe = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{kind} {place}title={finding.code}::{safe}"


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
    name = quoteattr(f"{finding.code} {finding.span or finding.subject}")
    text = escape(_block(finding, lambda _: ()))
    tag = "failure" if finding.severity is Severity.ERROR else "system-out"
    body = (
        f"<{tag} message={quoteattr(finding.message)}>{text}</{tag}>" if tag == "failure" else f"<{tag}>{text}</{tag}>"
    )
    return f'  <testcase classname="packetgen" name={name}>{body}</testcase>'


def as_sarif(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the findings as SARIF 2.1.0."""
    found = list(diagnostics)
    rules = [{"id": code} for code in sorted({d.code for d in found})]
    run = {
        "tool": {"driver": {"name": "packetgen", "rules": rules}},
        "results": [_result(d) for d in found],
    }
    return json.dumps({"version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _result(finding: Diagnostic) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": finding.severity.value,
        "message": {"text": f"{finding.message}. {finding.hint}".strip()},
    }
    if finding.span:
        region = {"startLine": finding.span.line, "startColumn": finding.span.column}
        location = {"artifactLocation": {"uri": finding.span.path}, "region": region}
        result["locations"] = [{"physicalLocation": location}]
    return result


REPORTS: Mapping[str, Callable[[Iterable[Diagnostic]], str]] = {
    "text": as_text,
    "json": as_json,
    "junit": as_junit,
    "sarif": as_sarif,
    "github": as_github,
}
"""Report formats by name."""
