"""Changes to a YAML file that leave everything else as it stands: comments, order, spacing, quotes.

The file's text and new values by their place come in, the changed text goes out; called when a review is taken back.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from packetgen.load.yaml_tree import KeyPath

_WIDTH = 118
"""Columns at which long text is folded."""


def replaced(text: str, changes: Mapping[KeyPath, str]) -> str:
    """Return the text with other scalars at some places. Raises KeyError for a place that holds no scalar."""
    top = _tree(text)
    spans = sorted(((_node(top, path), value) for path, value in changes.items()), key=lambda pair: -_start(pair[0]))
    for node, value in spans:
        start, end = _start(node), node.end_mark.index
        text = text[:start] + _scalar(node, value, text[start:end]) + text[end:]
    return text


def appended(text: str, path: KeyPath, entry: Mapping[str, str]) -> str:
    """Return the text with one more entry in a list of a block mapping; the list is made where there is none."""
    parent = _node_of(_tree(text), path[:-1])
    if not isinstance(parent, MappingNode) or parent.flow_style:
        raise KeyError(path)
    present = next((value for key, value in parent.value if key.value == path[-1]), None)
    indent = " " * parent.start_mark.column
    lines = [f"{name}: {_quoted(value)}" for name, value in entry.items()]
    item = f"{indent}  - " + f"\n{indent}    ".join(lines) + "\n"
    if isinstance(present, SequenceNode) and present.value and not present.flow_style:
        at = _line_end(text, _last(present).end_mark.index)
        return text[:at] + item + text[at:]
    if present is not None:
        raise KeyError(path)
    at = _line_end(text, _last(parent).end_mark.index)
    return text[:at] + f"{indent}{path[-1]}:\n{item}" + text[at:]


def _tree(text: str) -> Node:
    top: Node = YAML(typ="rt", pure=True).compose(text)
    return top


def _node(top: Node, path: KeyPath) -> ScalarNode:
    found = _node_of(top, path)
    if not isinstance(found, ScalarNode):
        raise KeyError(path)
    return found


def _node_of(top: Node, path: KeyPath) -> Node:
    here: Any = top
    for part in path:
        match here:
            case MappingNode():
                here = next((value for key, value in here.value if key.value == part), None)
            case SequenceNode() if isinstance(part, int) and part < len(here.value):
                here = here.value[part]
            case _:
                here = None
    if not isinstance(here, Node):
        raise KeyError(path)
    return here


def _start(node: Any) -> int:
    return int(node.start_mark.index)


def _last(node: Any) -> Any:
    """Return the last scalar below a node: its end is the end of what people see."""
    while isinstance(node, (MappingNode, SequenceNode)) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _line_end(text: str, at: int) -> int:
    if at and text[at - 1] == "\n":
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _scalar(node: ScalarNode, value: str, before: str) -> str:
    """Return a value in the style of the one that stood there: folded lines stay folded, all else is quoted."""
    if node.style not in (">", "|"):
        return _quoted(value)
    header, _, rest = before.partition("\n")
    indent = rest[: len(rest) - len(rest.lstrip(" "))] or "  "
    parts = [
        textwrap.fill(
            part,
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for part in value.split("\n\n")
    ]
    return f"{header.replace('|', '>')}\n" + "\n\n".join(parts) + "\n"


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
