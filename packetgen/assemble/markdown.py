"""Markdown with placeholders becomes the block tree; what it does not know is an error, never dropped.

Called by ``pipeline``. markdown-it-py parses (CommonMark with tables, definition lists and ``:::`` callouts); this
module turns its tokens into sections and blocks. Inline text is the business of ``markdown_inline``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin

from packetgen.assemble.facts import StepFacts
from packetgen.assemble.markdown_inline import Attributes, inline_nodes, take_attributes, trimmed
from packetgen.assemble.render import Rendered
from packetgen.assemble.vocabulary import PLACEHOLDER
from packetgen.diagnostics import Diagnostic, PacketgenError
from packetgen.model.document import (
    Audience,
    Block,
    Blocks,
    BulletList,
    Callout,
    CalloutKind,
    Checklist,
    ChecklistItem,
    Definition,
    DefinitionList,
    Inlines,
    OrderedList,
    Origin,
    Paragraph,
    Section,
    Table,
    Text,
)
from packetgen.model.walk import plain_inlines


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"typographer": True}).enable(["table", "smartquotes"])
    parser.disable(["autolink", "text_join"])
    parser.use(deflist_plugin)
    for kind in CalloutKind:
        parser.use(container_plugin, kind.value, validate=partial(_is_callout, kind.value))
    return parser


def _is_callout(kind: str, info: str, _markup: str) -> bool:
    return info.split()[:1] == [kind]


def blocks_of(rendered: Rendered) -> Blocks:
    """Return the sections and blocks of rendered Markdown.

    Raises PacketgenError with every construct that a template may not use, each with its template line.
    """
    reader = _Reader(rendered)
    flat = reader.blocks(_parser().parse(rendered.markdown))
    nested = reader.nest(flat)
    if reader.faults:
        raise PacketgenError(tuple(reader.faults))
    return nested


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading before sections are nested."""

    level: int
    title: Inlines
    attributes: Attributes
    origin: Origin


class _Reader:
    """Reads one document's tokens; keeps the faults."""

    def __init__(self, rendered: Rendered) -> None:
        self._rendered = rendered
        self.faults: list[Diagnostic] = []
        self._boxes = 0

    # -- places --------------------------------------------------------------------------------------

    def _origin(self, token: Token) -> Origin:
        first, last = token.map or (0, 1)
        spans = tuple(dict.fromkeys(s for line in self._rendered.spans[first:last] for s in line))
        facts = {fact for span in spans for fact in self._rendered.facts.get(span, ())}
        return Origin(spans, tuple(sorted(facts)))

    def _fault(self, message: str, hint: str, token: Token) -> None:
        spans = self._origin(token).spans
        self.faults.append(Diagnostic("PG411", message, spans[0] if spans else None, hint))

    # -- blocks --------------------------------------------------------------------------------------

    def blocks(self, tokens: Sequence[Token]) -> list[Block | _Heading]:
        """Return the blocks of a token list; headings stay flat."""
        found: list[Block | _Heading] = []
        pending = Attributes()
        caption: tuple[Inlines, Attributes] | None = None
        for group in _groups(tokens):
            token = group[0]
            if token.type == "paragraph_open":
                placed = self._placed_blocks(group[1])
                if placed:
                    found += self._with_origin(placed, pending, group)
                    pending = Attributes()
                    continue
                nodes, attributes = self._inline(group[1])
                if not nodes and attributes.id:
                    pending = attributes
                    continue
                if group[1].content.startswith("Table: "):
                    caption = (_cut(nodes, len("Table: ")), attributes)
                    continue
                found.append(Paragraph(nodes, (attributes or pending).id, self._origin(token)))
            elif token.type == "table_open":
                found.append(self._table(group, caption))
                caption = None
            else:
                found += self._other(group, pending)
            pending = Attributes()
        return found

    def _other(self, group: Sequence[Token], pending: Attributes) -> list[Block | _Heading]:
        token = group[0]
        match token.type:
            case "heading_open":
                return [self._heading(group)]
            case "bullet_list_open":
                return [self._bullets(group, pending)]
            case "ordered_list_open":
                start = int(token.attrGet("start") or 1)
                items = self._items(group)
                return [OrderedList(tuple(items), start, pending.id, self._origin(token))]
            case "dl_open":
                return [self._definitions(group, pending)]
            case kind if kind.startswith("container_"):
                return [self._callout(group)]
        self._fault(
            f"{_NAMES.get(token.type, token.type)} cannot stand in a template",
            _CURES.get(token.type, ""),
            token,
        )
        return []

    def _with_origin(self, placed: Blocks, attributes: Attributes, group: Sequence[Token]) -> list[Block]:
        origin = self._origin(group[0])
        first = replace(placed[0], id=attributes.id or placed[0].id, origin=origin)
        return [first, *(replace(block, origin=origin) for block in placed[1:])]

    def _placed_blocks(self, inline: Token) -> Blocks:
        """Return the block nodes of a paragraph that is nothing but a block's placeholder; else nothing."""
        found = PLACEHOLDER.fullmatch(inline.content.strip())
        if not found:
            return ()
        kind, nodes = self._rendered.embeds[int(found[1])]
        return nodes if kind == "block" else ()  # type: ignore[return-value]

    def _heading(self, group: Sequence[Token]) -> _Heading:
        token = group[0]
        nodes, attributes = self._inline(group[1])
        level = int(token.tag[1]) - 1
        if level == 0:
            self._fault(
                "`#` is the document's title, which comes from document.yaml",
                "start sections with `##`",
                token,
            )
        if not attributes.id:
            self._fault(
                f"the heading “{plain_inlines(nodes)}” has no id",
                "add one at its end, for example `{#delay}`",
                token,
            )
        return _Heading(level, nodes, attributes, self._origin(token))

    def _items(self, group: Sequence[Token]) -> list[Blocks]:
        return [self._only_blocks(item[1:-1]) for item in _groups(group[1:-1])]

    def _only_blocks(self, tokens: Sequence[Token]) -> Blocks:
        found = []
        for block in self.blocks(tokens):
            if isinstance(block, _Heading):
                self._fault("a heading cannot stand inside a list or a callout", "move it out", tokens[0])
            else:
                found.append(block)
        return tuple(found)

    def _bullets(self, group: Sequence[Token], pending: Attributes) -> Block:
        origin = self._origin(group[0])
        items = [item[1:-1] for item in _groups(group[1:-1])]
        ticked = [_is_step(item) for item in items]
        if any(ticked) and not all(ticked):
            self._fault(
                "a checklist holds an item without `[ ]`",
                "start each of its items with `- [ ] `",
                group[0],
            )
        if any(ticked):
            return Checklist(tuple(self._step(item) for item in items), pending.id, origin)
        return BulletList(tuple(self._only_blocks(item) for item in items), pending.id, origin)

    def _step(self, tokens: Sequence[Token]) -> ChecklistItem:
        facts: list[StepFacts] = []
        for token in tokens:
            for child in token.children or ():
                child.content = self._without_steps(child.content, facts) if child.type == "text" else child.content
        blocks = list(self._only_blocks(tokens))
        self._boxes += 1
        step = facts[0] if facts else StepFacts((), (), ())
        return ChecklistItem(_without_box(tuple(blocks)), f"step_{self._boxes}", step.owner, step.due, step.record)

    def _without_steps(self, text: str, facts: list[StepFacts]) -> str:
        def take(found: re.Match[str]) -> str:
            kind, nodes = self._rendered.embeds[int(found[1])]
            if kind == "step" and isinstance(nodes, StepFacts):
                facts.append(nodes)
                return ""
            return found[0]

        return PLACEHOLDER.sub(take, text)

    def _definitions(self, group: Sequence[Token], pending: Attributes) -> Block:
        items: list[Definition] = []
        term: Inlines = ()
        for part in _groups(group[1:-1]):
            if part[0].type == "dt_open":
                term = self._inline(part[1])[0]
            else:
                items.append(Definition(term, self._only_blocks(part[1:-1])))
        return DefinitionList(tuple(items), pending.id, self._origin(group[0]))

    def _callout(self, group: Sequence[Token]) -> Block:
        token = group[0]
        kind, _, title = token.info.strip().partition(" ")
        inline = _parser().parseInline(title)[0]
        inline.map = token.map
        nodes, attributes = self._inline(inline)
        if not nodes:
            self._fault(
                f"the callout `{kind}` has no heading",
                f"write it after the kind: `::: {kind} Words`",
                token,
            )
        blocks = self._only_blocks(group[1:-1])
        return Callout(CalloutKind(kind), nodes, blocks, attributes.id, self._origin(token))

    def _table(self, group: Sequence[Token], caption: tuple[Inlines, Attributes] | None) -> Block:
        token = group[0]
        rows = [
            tuple(self._inline(cell)[0] for cell in row if cell.type == "inline")
            for row in _groups([t for t in group[1:-1] if t.type not in _TABLE_PARTS])
        ]
        if caption is None:
            self._fault(
                "a table has no caption",
                "write `Table: What it shows {#id}` on the line above it, and a blank line",
                token,
            )
            caption = ((), Attributes())
        attributes = caption[1]
        widths = attributes.widths or _even(len(rows[0]))
        if len(widths) != len(rows[0]) or sum(widths) != 100:
            self._fault(
                "`widths` must give one number a column and add up to 100",
                "for example `widths=30,70`",
                token,
            )
        row_headers = "no-row-headers" not in attributes.classes
        return Table(
            caption[0],
            rows[0],
            tuple(rows[1:]),
            widths,
            row_headers,
            attributes.id,
            self._origin(token),
        )

    def _inline(self, token: Token) -> tuple[Inlines, Attributes]:
        attributes = take_attributes(token)
        faults: list[str] = []
        nodes = inline_nodes(token.children or [], self._rendered.embeds, faults)
        if token.content.startswith(":::"):
            faults.append("`:::` opens no callout that is known: write safety, choice, note or important after it")
        for fault in faults:
            self._fault(fault, "see templates/README.md for what a template may hold", token)
        return trimmed(nodes), attributes

    # -- sections ------------------------------------------------------------------------------------

    def nest(self, flat: Sequence[Block | _Heading], level: int = 1) -> Blocks:
        """Return blocks with headings turned into sections that hold what follows them."""
        found: list[Block] = []
        index = 0
        while index < len(flat):
            item = flat[index]
            index += 1
            if not isinstance(item, _Heading):
                found.append(item)
                continue
            end = next((i for i in range(index, len(flat)) if _level(flat[i]) <= item.level), len(flat))
            found.append(self._section(item, flat[index:end], level))
            index = end
        return tuple(found)

    def _section(self, heading: _Heading, inside: Sequence[Block | _Heading], level: int) -> Section:
        if heading.level > level:
            spans = heading.origin.spans
            self.faults.append(
                Diagnostic(
                    "PG412",
                    "a heading skips a level",
                    spans[0] if spans else None,
                    f"write `{'#' * (level + 1)}`",
                )
            )
        audience = next((Audience(c) for c in heading.attributes.classes if c in set(Audience)), None)
        blocks = self.nest(inside, heading.level + 1)
        return Section(heading.attributes.id, level, heading.title, blocks, "", audience, heading.origin)


_TABLE_PARTS = {"thead_open", "thead_close", "tbody_open", "tbody_close"}
_NAMES = {
    "html_block": "HTML",
    "code_block": "an indented block",
    "fence": "a code block",
    "hr": "a rule",
    "blockquote_open": "a block quote",
}
_CURES = {
    "html_block": "write Markdown; for boxes use `::: note Title`",
    "code_block": "take the spaces at the line's start away",
    "blockquote_open": "use a callout: `::: note Title`",
    "hr": "use a heading, or `{{ page_break() }}`",
}


def _level(item: Block | _Heading) -> int:
    return item.level if isinstance(item, _Heading) else 99


def _groups(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Return the tokens of one level, each opening token with all up to its closing one."""
    groups: list[Sequence[Token]] = []
    start = depth = 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            groups.append(tokens[start : index + 1])
            start = index + 1
    return groups


def _is_step(tokens: Sequence[Token]) -> bool:
    return len(tokens) > 1 and tokens[1].content.startswith("[ ] ")


def _without_box(blocks: Blocks) -> Blocks:
    first = blocks[0]
    if not isinstance(first, Paragraph):
        return blocks
    return (replace(first, children=_cut(first.children, len("[ ] "))), *blocks[1:])


def _cut(nodes: Inlines, count: int) -> Inlines:
    """Return the nodes without the first characters of their leading text."""
    first = nodes[0] if nodes else Text("")
    return (Text(first.text[count:]), *nodes[1:]) if isinstance(first, Text) else nodes


def _even(count: int) -> tuple[int, ...]:
    base = 100 // count
    return (*(base for _ in range(count - 1)), 100 - base * (count - 1))
