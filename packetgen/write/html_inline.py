"""Inline nodes to HTML: words, links, places to write; the third of the writer's trio.

Called by ``write.html`` with the Page that every part knows.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from packetgen.model.document import (
    Checkbox,
    Citation,
    CrossReference,
    Document,
    Emphasis,
    FillIn,
    Foreign,
    Gap,
    Inline,
    Inlines,
    LineBreak,
    Link,
    MergeField,
    Strong,
    Text,
)
from packetgen.model.style import Style
from packetgen.write.html_head import Medium
from packetgen.write.labels import Labels


@dataclass(frozen=True, slots=True)
class Page:
    """What every part of the page may need."""

    document: Document
    labels: Labels
    pictures: Mapping[str, bytes]
    style: Style
    medium: Medium
    bare: bool = False
    """Whether we are inside a link or a label, where HTML allows no other link and no control."""


def inlines(page: Page, nodes: Inlines) -> str:
    """Return inline nodes as HTML."""
    return "".join(_inline(page, node) for node in nodes)


def _inline(page: Page, node: Inline) -> str:
    match node:
        case Text():
            return escape(node.text)
        case Strong():
            return f"<strong>{inlines(page, node.children)}</strong>"
        case Emphasis():
            return f"<em>{inlines(page, node.children)}</em>"
        case Link():
            return _link(page, node.url, node.children)
        case CrossReference():
            return _link(page, f"#{node.target}", (Text(node.text),))
        case Citation(url=""):
            return f"<cite>{_bound(node.text)}</cite>"
        case Citation():
            return f'<a href="{escape(node.url)}">{_bound(node.text)}</a>' if not page.bare else _bound(node.text)
        case MergeField():
            return f'<span class="merge">«{escape(node.label)}»</span>'
        case FillIn():
            return _fill_in(page, node)
        case Checkbox():
            box = "" if page.bare else checkbox(node.name, node.label)
            words = f"{box}\N{NO-BREAK SPACE}{escape(node.label)}"
            return words if page.bare else f'<label class="box">{words}</label>'
        case Gap():
            words = page.labels.filled("gap", number=node.number, label=node.label)
            return f"<mark>{escape(words)}</mark>"
        case Foreign():
            direction = ' dir="rtl"' if node.right_to_left else ' dir="ltr"'
            language = escape(node.language)
            return f'<span lang="{language}"{direction}>{inlines(page, node.children)}</span>'
        case LineBreak():
            return "<br>\n"
        case _:
            assert_never(node)


def _link(page: Page, url: str, words: Inlines) -> str:
    inner = inlines(replace(page, bare=True), words)
    if " " not in inner and "<" not in inner and not url.startswith("tel:"):
        # An address may end a line after its marks of punctuation, and nowhere else.
        inner = inner.replace("@", "@<wbr>").replace("/", "/<wbr>")
    return inner if page.bare else f'<a href="{escape(url)}">{inner}</a>'


def _bound(citation: str) -> str:
    """Return a citation whose section signs stay on the line of their numbers."""
    return escape(citation).replace("§ ", "§\N{NO-BREAK SPACE}")


def _fill_in(page: Page, node: FillIn) -> str:
    if page.bare:
        return ""
    label = escape(node.label)
    return (
        f'<input type="text" class="fill" name="{escape(node.name)}" title="{label}" '
        f'aria-label="{label}" style="--characters:{node.width}">'
    )


def checkbox(name: str, label: str) -> str:
    """Return a box to tick; ``label`` is its name for those who do not see the words beside it."""
    words = escape(label)
    return f'<input type="checkbox" name="{escape(name)}" title="{words}" aria-label="{words}">'


def escape(text: str) -> str:
    """Return a text that HTML reads back as the very same characters, in text and in attributes alike."""
    return html.escape(text).replace("\r", "&#13;")
