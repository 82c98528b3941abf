"""Inline Markdown tokens become inline nodes; attributes such as ``{#id .staff widths=30,70}`` are taken off the end.

Called by ``markdown``. A placeholder in the text becomes the nodes that a template put there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from packetgen.assemble.facts import Embed
from packetgen.assemble.vocabulary import PLACEHOLDER
from packetgen.model.document import Emphasis, Inline, Inlines, LineBreak, Link, Strong, Text
from packetgen.values import SLUG_PATTERN

_ATTRIBUTES = re.compile(rf"\s*\{{(#{SLUG_PATTERN})?((?:\s*(?:\.[a-z-]+|widths=[\d,]+))*)\}}\s*$")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in braces at the end of a heading, a paragraph or a caption."""

    id: str = ""
    classes: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is given."""
        return bool(self.id or self.classes or self.widths)


def take_attributes(token: Token) -> Attributes:
    """Return the attributes at the end of an inline token's text and take them out of the token.

    Only text that a template wrote is looked at: an escaped brace is a token of its own.
    """
    children = token.children or []
    if not children or children[-1].type != "text":
        return Attributes()
    found = _ATTRIBUTES.search(children[-1].content)
    if not found or not (found[1] or found[2]):
        return Attributes()
    children[-1].content = children[-1].content[: found.start()]
    words = found[2].split()
    return Attributes(
        id=(found[1] or "").removeprefix("#"),
        classes=tuple(w[1:] for w in words if w.startswith(".")),
        widths=tuple(int(n) for w in words if w.startswith("widths=") for n in w[7:].split(",") if n),
    )


def inline_nodes(tokens: Sequence[Token], embeds: Sequence[Embed], faults: list[str]) -> Inlines:
    """Return the inline nodes of tokens; a message for each construct that may not stand there goes to ``faults``."""
    nodes: list[Inline] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.nesting == 1:
            end = _closing(tokens, index)
            nodes += _wrapped(token, inline_nodes(tokens[index + 1 : end], embeds, faults), faults)
            index = end + 1
            continue
        nodes += _leaf(token, embeds, faults)
        index += 1
    return _merged(nodes)


def trimmed(nodes: Inlines) -> Inlines:
    """Return the nodes of a whole run without white space at its ends."""
    if nodes and isinstance(nodes[0], Text):
        nodes = (Text(nodes[0].text.lstrip(" ")), *nodes[1:])
    if nodes and isinstance(nodes[-1], Text):
        nodes = (*nodes[:-1], Text(nodes[-1].text.rstrip(" ")))
    return tuple(node for node in nodes if node != Text(""))


def _closing(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    return len(tokens) - 1


def _wrapped(token: Token, children: Inlines, faults: list[str]) -> list[Inline]:
    match token.type:
        case "strong_open":
            return [Strong(children)]
        case "em_open":
            return [Emphasis(children)]
        case "link_open":
            return [_link(str(token.attrGet("href") or ""), children, faults)]
    faults.append(f"{token.type} cannot stand in a template")
    return []


def _link(href: str, children: Inlines, faults: list[str]) -> Inline:
    if "%EE%80%90" in href:
        faults.append('a fact cannot stand in a link\'s address; write `{{ link(fact, "words") }}`')
    return Link(href, children)


def _leaf(token: Token, embeds: Sequence[Embed], faults: list[str]) -> list[Inline]:
    match token.type:
        case "text" | "text_special":
            return _pieces(token.content, embeds, faults)
        case "softbreak":
            return [Text(" ")]
        case "hardbreak":
            return [LineBreak()]
        case "html_inline":
            faults.append(f"HTML cannot stand in a template: {token.content}")
        case "code_inline":
            faults.append(f"code cannot stand in a template: `{token.content}`")
        case "image":
            faults.append("an image cannot stand in the text")
        case _:
            faults.append(f"{token.type} cannot stand in a template")
    return []


def _pieces(text: str, embeds: Sequence[Embed], faults: list[str]) -> list[Inline]:
    nodes: list[Inline] = []
    for index, piece in enumerate(PLACEHOLDER.split(text)):
        if index % 2 == 0:
            nodes += [Text(piece)] if piece else []
            continue
        kind, embedded = embeds[int(piece)]
        if kind == "inline":
            nodes += embedded  # type: ignore[arg-type]
        elif kind == "block":
            faults.append("a card, lines, signatures, paragraphs or a page break must stand alone on its line")
        else:
            faults.append("`step` belongs at the end of a checklist item")
    return nodes


def _merged(nodes: Sequence[Inline]) -> Inlines:
    """Return the nodes with neighbouring texts joined and doubled spaces folded."""
    merged: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text) and merged and isinstance(merged[-1], Text):
            merged[-1] = Text(merged[-1].text + node.text)
        elif not isinstance(node, Text) or node.text:
            merged.append(node)
    return tuple(merged)
