"""Strict, sandboxed Jinja: a template and its context become Markdown with a source map.

Called by ``pipeline``. Every line of template text ends in a private-use marker that holds template and line; the
markers are taken out here and the map kept. Values never enter the Markdown: each is a node behind a placeholder.
A name that does not exist is noted with its line and the rendering goes on, so that all faults come out in one run.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import DictLoader, Template, TemplateError, TemplateSyntaxError, Undefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context as JinjaContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from packetgen.assemble.context import Context
from packetgen.assemble.facts import RECORDER, Embed, Recorder, record_of
from packetgen.assemble.vocabulary import FILTERS, PLACEHOLDER, Vocabulary, inlines_of, placeholder
from packetgen.diagnostics import Diagnostic, PacketgenError
from packetgen.model.document import Gap
from packetgen.model.template import TemplateSet
from packetgen.values import Span

MARK, MARK_END = "\ue000", "\ue001"
_TAG = re.compile(r"\{%.*?%\}|\{##.*?##\}")
_MARKER = re.compile(f"{MARK}([^{MARK_END}]*){MARK_END}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """Markdown, where each of its lines comes from, and what a template placed in it."""

    lines: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]
    """For each line the template lines behind it; empty for a line that no template wrote."""
    facts: Mapping[Span, frozenset[str]]
    """The facts read on each template line."""
    embeds: tuple[Embed, ...]
    gaps: tuple[Gap, ...]
    gap_places: Mapping[str, tuple[Span, ...]]
    """The template lines that need each missing fact."""

    @property
    def markdown(self) -> str:
        """Return the Markdown as one text."""
        return "\n".join(self.lines)


class _LineMarkers(Extension):
    """Ends each line of template text with a marker of template and line."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Yield the tokens with the markers put in."""
        for token in stream:
            yield _marked(token, stream.name or "") if token.type == "data" else token


def _marked(token: Token, name: str) -> Token:
    pieces = token.value.split("\n")
    marked = [f"{piece}{MARK}{name}:{token.lineno + n}{MARK_END}" for n, piece in enumerate(pieces[:-1])]
    return Token(token.lineno, token.type, "\n".join([*marked, pieces[-1]]))


class _Unknown(Undefined):
    """A name that does not exist: noted as a fault where it is used; then like a missing fact."""

    def _note(self) -> None:
        RECORDER.get().fault(*_unknown_name(self._undefined_name, self._undefined_obj, self._undefined_hint))

    def __bool__(self) -> bool:
        self._note()
        return False

    def __iter__(self) -> Iterator[object]:
        self._note()
        return iter(())

    def __len__(self) -> int:
        self._note()
        return 0

    def __str__(self) -> str:
        self._note()
        return ""

    def __call__(self, *_: object, **__: object) -> object:  # type: ignore[override]
        self._note()
        return self

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __html__(self) -> str:
        return str(self)


def _unknown_name(name: str | None, owner: object, hint: str | None) -> tuple[str, str]:
    """Return message and hint for a name that a template uses and nothing has."""
    if hint:
        return hint, "see templates/README.md for the names that a template may use"
    record = record_of(owner)
    known = list(type(record[0]).model_fields) if record else _names_of(owner)
    where = f"`{record[1]}` has no" if record and record[1] else "there is no"
    close = difflib.get_close_matches(str(name), known, n=1)
    cure = f"did you mean `{close[0]}`?" if close else "see templates/README.md for the names that a template may use"
    return f"{where} `{name}`", cure


def _names_of(owner: object) -> list[str]:
    for attribute in ("_answers", "_things"):
        if hasattr(owner, attribute):
            return list(getattr(owner, attribute))
    return []


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox: no private attributes, no calls but of our own functions and filters."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Return whether a template may read the attribute."""
        return not attr.startswith("_") and super().is_safe_attribute(obj, attr, value)


@pass_context
def _finalize(_: JinjaContext, value: object) -> Markup:
    """Return a value as the placeholder of its nodes; markup of templates passes as it is."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Undefined):
        str(value)
        return Markup("")
    try:
        return placeholder("inline", inlines_of(value, RECORDER.get().language))
    except TypeError as fault:
        RECORDER.get().fault(str(fault))
        return Markup("")


def _with_line_ends(text: str) -> str:
    """Return a template in which only a line of nothing but tags loses its end.

    Jinja's ``trim_blocks`` would also join a line of text that ends in a tag with the next one, and so two rows of a
    table. A plus sign in the closing tag keeps the line's end.
    """
    return "\n".join(map(_kept_end, text.removesuffix("\n").split("\n"))) + "\n"


def _kept_end(line: str) -> str:
    ending = line.rstrip()[-2:]
    if ending not in {"%}", "#}"} or not _TAG.sub("", line).strip() or line.rstrip()[-3:-2] in {"-", "+"}:
        return line
    close = "##}" if ending == "#}" else "%}"
    return f"{line.rstrip().removesuffix(close)}+{close}"


@lru_cache(maxsize=8)
def _environment(sources: tuple[tuple[str, str], ...]) -> _Environment:
    environment = _Environment(
        loader=DictLoader({name: _with_line_ends(text) for name, text in sources}),
        extensions=[_LineMarkers],
        undefined=_Unknown,
        finalize=_finalize,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="{##",
        comment_end_string="##}",
        auto_reload=False,
    )
    environment.filters.update(FILTERS)
    environment.globals.clear()
    environment.globals.update(range=range, dict=dict)
    return environment


def render(templates: TemplateSet, name: str, context: Context, recorder: Recorder) -> Rendered:
    """Return the rendered Markdown of the template ``name`` with its source map; gaps and facts go to the recorder.

    Raises PacketgenError with every unknown name and every misuse of a value, or with the place where the template
    cannot be parsed or fails.
    """
    environment = _environment(tuple(sorted(templates.sources.items())))
    token = RECORDER.set(recorder)
    try:
        names = {**context.names, **Vocabulary(context).functions()}
        text = environment.get_template(name).render(names)
    except (TemplateError, TypeError, ValueError, KeyError, ZeroDivisionError) as fault:
        raise PacketgenError((*_faults(recorder), _failure(fault, recorder, name))) from fault
    finally:
        RECORDER.reset(token)
    if recorder.faults:
        raise PacketgenError(tuple(_faults(recorder)))
    return _rendered(text, recorder)


def _rendered(text: str, recorder: Recorder) -> Rendered:
    lines, spans = [], []
    for line in text.split("\n"):
        marks = [_span(mark, recorder.root) for mark in _MARKER.findall(line)]
        placed = [recorder.embed_places[int(number)] for number in PLACEHOLDER.findall(line)]
        lines.append(_MARKER.sub("", line))
        spans.append(tuple(dict.fromkeys([*marks, *placed])))
    return Rendered(
        lines=tuple(lines),
        spans=tuple(spans),
        facts={Span(f"{recorder.root}/{n}", line): frozenset(f) for (n, line), f in recorder.facts.items()},
        embeds=tuple(recorder.embeds),
        gaps=tuple(recorder.gaps.values()),
        gap_places={path: tuple(dict.fromkeys(places)) for path, places in recorder.gap_places.items()},
    )


def _span(mark: str, root: str) -> Span:
    name, _, line = mark.rpartition(":")
    return Span(f"{root}/{name}", int(line))


def _faults(recorder: Recorder) -> Iterator[Diagnostic]:
    for message, hint, span in dict.fromkeys(recorder.faults):
        yield Diagnostic("PG401", message, span, hint)


def _failure(fault: Exception, recorder: Recorder, name: str) -> Diagnostic:
    """Return what Jinja or a function of ours said, with the template line it came from."""
    if isinstance(fault, TemplateSyntaxError):
        return Diagnostic(
            "PG402",
            fault.message or "cannot be read",
            Span(f"{recorder.root}/{fault.name or name}", fault.lineno),
        )
    place = _place_in_traceback(fault, recorder) or Span(f"{recorder.root}/{name}", 1)
    if isinstance(fault, SecurityError):
        return Diagnostic("PG403", f"a template may not do this: {fault}", place)
    return Diagnostic("PG402", str(fault) or type(fault).__name__, place)


def _place_in_traceback(fault: Exception, recorder: Recorder) -> Span | None:
    place, step = None, fault.__traceback__
    while step is not None:
        template: Template | None = step.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            place = Span(
                f"{recorder.root}/{template.name}",
                template.get_corresponding_lineno(step.tb_lineno),
            )
        step = step.tb_next
    return place
