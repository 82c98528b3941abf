"""Our styles and numbering brought into a letterhead: two sets of XML in, one set and a map of ids out.

A style that the letterhead has by name is the letterhead's and stays as it is; one that it lacks is added. Called by
``docx_base`` when a document is opened, never for each paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn

_HEADINGS = ("heading 1", "heading 2", "heading 3", "heading 4")
_REFERENCES = ("w:basedOn", "w:next", "w:link")


def merge_styles(ours: Any, theirs: Any, numbers: Mapping[str, str]) -> dict[str, str]:
    """Add to ``theirs`` the styles of ``ours`` that it lacks and return our style ids with theirs.

    ``numbers`` maps our ``w:numId`` values to those of the receiving document.
    """
    known = {_key(style): style.get(qn("w:styleId")) for style in theirs.findall(qn("w:style"))}
    taken = set(known.values())
    names = {}
    missing = []
    for style in ours.findall(qn("w:style")):
        identifier = style.get(qn("w:styleId"))
        if _key(style) in known:
            names[identifier] = known[_key(style)]
        else:
            names[identifier] = f"Packet{identifier}" if identifier in taken else identifier
            missing.append(style)
    for style in missing:
        theirs.append(_adopted(style, names, numbers))
    return names


def merge_numbering(ours: Any, theirs: Any) -> dict[str, str]:
    """Add our list definitions to ``theirs`` under free numbers; return our ``w:numId`` values with theirs.

    Keys such as ``abstract:3`` map the numbers of the definitions themselves.
    """
    first_abstract = 1 + _highest(theirs, "w:abstractNum", "w:abstractNumId")
    first_number = 1 + _highest(theirs, "w:num", "w:numId")
    mapped: dict[str, str] = {}
    first_num = theirs.find(qn("w:num"))
    for step, definition in enumerate(ours.findall(qn("w:abstractNum"))):
        copy = deepcopy(definition)
        old = copy.get(qn("w:abstractNumId"))
        mapped[f"abstract:{old}"] = str(first_abstract + step)
        copy.set(qn("w:abstractNumId"), mapped[f"abstract:{old}"])
        if first_num is None:
            theirs.append(copy)
        else:
            first_num.addprevious(copy)
    for step, number in enumerate(ours.findall(qn("w:num"))):
        copy = deepcopy(number)
        mapped[copy.get(qn("w:numId"))] = str(first_number + step)
        copy.set(qn("w:numId"), str(first_number + step))
        abstract = copy.find(qn("w:abstractNumId"))
        abstract.set(qn("w:val"), mapped[f"abstract:{abstract.get(qn('w:val'))}"])
        theirs.append(copy)
    return mapped


def number_headings(styles: Any, numbering: Any, number: str, *, numbered: bool) -> None:
    """Tie the four heading styles to the list ``number``, or free them from any list.

    Word shows a heading's number only when style and list definition name each other.
    """
    abstract = _abstract_of(numbering, number)
    for level, name in enumerate(_HEADINGS):
        style = next(s for s in styles.findall(qn("w:style")) if _key(s) == ("paragraph", name))
        properties = style.get_or_add_pPr()
        properties._remove_numPr()  # noqa: SLF001  python-docx's own name for a schema child
        tie = abstract.findall(qn("w:lvl"))[level].find(qn("w:pStyle"))
        if numbered:
            num = properties.get_or_add_numPr()
            num.get_or_add_ilvl().val = level
            num.get_or_add_numId().val = int(number)
            tie.set(qn("w:val"), style.get(qn("w:styleId")))
        else:
            tie.getparent().remove(tie)


def _abstract_of(numbering: Any, number: str) -> Any:
    num = next(n for n in numbering.findall(qn("w:num")) if n.get(qn("w:numId")) == number)
    wanted = num.find(qn("w:abstractNumId")).get(qn("w:val"))
    return next(a for a in numbering.findall(qn("w:abstractNum")) if a.get(qn("w:abstractNumId")) == wanted)


def _key(style: Any) -> tuple[str, str]:
    name = style.find(qn("w:name"))
    text = "" if name is None else name.get(qn("w:val"))
    return style.get(qn("w:type"), "paragraph"), text.lower()


def _adopted(style: Any, names: Mapping[str, str], numbers: Mapping[str, str]) -> Any:
    copy = deepcopy(style)
    copy.set(qn("w:styleId"), names[copy.get(qn("w:styleId"))])
    copy.attrib.pop(qn("w:default"), None)
    for tag in _REFERENCES:
        for reference in copy.findall(qn(tag)):
            reference.set(qn("w:val"), names[reference.get(qn("w:val"))])
    for reference in copy.iter(qn("w:numId")):
        reference.set(qn("w:val"), numbers[reference.get(qn("w:val"))])
    return copy


def _highest(root: Any, tag: str, attribute: str) -> int:
    return max((int(e.get(qn(attribute))) for e in root.findall(qn(tag))), default=0)
