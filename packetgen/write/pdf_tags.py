"""The repairs of WeasyPrint's tags: a built PDF and the trace of its making come in, its tree is changed in place.

Each step is one function, in the order of ``repair``; docs/pdf.md says what each is for. Called by ``write.pdf``.
"""

from __future__ import annotations

from typing import Any

import pydyf

from packetgen.write.pdf_trace import Trace
from packetgen.write.pdf_tree import StructureTree

LEFT_OUT = "left-out"
"""Title of elements that ``pdf_read`` leaves out: bullets, section numbers, page numbers of the contents."""

_ROLES = {"header": "/Div", "nav": "/Div", "figure": "/Div"} | dict.fromkeys(
    ("strong", "em", "cite", "mark", "label", "br", "wbr", "input"), "/Span"
)
_NUMBERING = {"ol": "/Decimal", "ul": "/Disc"}
_POINTS_A_PIXEL = 0.75


def repair(pdf: Any, trace: Trace) -> None:
    """Make the tags say what the HTML says; changes ``pdf``, a ``pydyf.PDF`` that is not yet written."""
    tree = StructureTree(pdf, trace)
    _join_split(tree, tree.document)
    for step in (_roles, _contents, _links, _definitions, _nested_lists, _list_items, _cells, _figures):
        for element in list(tree.all()):
            step(tree, element)
    tree.close()


# -- what a page or a line has split --------------------------------------------------------------


def _join_split(tree: StructureTree, parent: Any) -> None:
    """Make one element again of the parts that page and line ends made of one HTML element."""
    kept: list[Any] = []
    for kid in parent["K"]:
        child = tree.element(kid)
        before = tree.element(kept[-1]) if kept else None
        if child is not None and before is not None and _key(tree, child) == _key(tree, before) is not None:
            _absorb(tree, before, child)
        else:
            kept.append(kid)
    parent["K"] = pydyf.Array(kept)
    for child in tree.children(parent):
        _join_split(tree, child)


def _absorb(tree: StructureTree, first: Any, second: Any) -> None:
    """Put the kids of a later part last in the first part; a table head that is shown again is no new text."""
    twins = {_key(tree, child): child for child in tree.children(first)}
    for kid in list(second["K"]):
        child = tree.element(kid)
        key = None if child is None else _key(tree, child)
        twin = None if key is None else twins.get(key)
        if child is None or twin is None:
            tree.move(kid, second, first)
        elif child["S"] == "/THead":
            tree.drop_as_artifact(child, "Header")
        else:
            _absorb(tree, twin, child)


def _key(tree: StructureTree, element: Any) -> tuple[int, str, str] | None:
    """Return what parts of one HTML element have in common, or None for the words of a line."""
    tagged = tree.made_from(element)
    if tagged is None:
        return None
    return (id(tagged.source), tagged.pseudo, element["S"])


# -- roles and attributes --------------------------------------------------------------------------


def _roles(tree: StructureTree, element: Any) -> None:
    """Name what WeasyPrint calls NonStruct, say languages, and mark what is no word of the text."""
    tagged = tree.made_from(element)
    if tagged is None:
        return
    source = tagged.source
    if tagged.pseudo != source.tag:
        element["T"] = pydyf.String(LEFT_OUT)
        return
    if element["S"] == "/NonStruct":
        element["S"] = _ROLES.get(source.tag, "/NonStruct")
    if source.get("lang"):
        element["Lang"] = pydyf.String(source.get("lang"))
    if source.get("class") == "number":
        element["T"] = pydyf.String(LEFT_OUT)
    if element["S"] == "/L":
        numbering = "/None" if source.get("class") == "checklist" else _NUMBERING.get(source.tag, "/None")
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})


def _contents(tree: StructureTree, element: Any) -> None:
    """Make the list in a contents section a TOC: items TOCI, each holding a Reference to its section."""
    tagged = tree.made_from(element)
    if element["S"] != "/Div" or tagged is None or "contents" not in tagged.source.get("class", "").split():
        return
    for contents in _below(tree, element, "/L"):
        contents["S"] = "/TOC"
        contents.pop("A", None)
        for item in tree.children(contents):
            item["S"] = "/TOCI"
            for body in tree.children(item):
                body["S"] = "/Reference"


def _links(tree: StructureTree, link: Any) -> None:
    """Leave one Link for one link: what stands inside is plain, all its active areas are its own.

    Its areas are described by the words of the link (PDF/UA-1, 7.18.5), not by its address.
    """
    tagged = tree.made_from(link)
    if link["S"] != "/Link" or tagged is None:
        return
    _gather_areas(tree, link, link)
    words = " ".join("".join(tagged.source.itertext()).split())
    for kid in link["K"]:
        area = tree.annotation(kid)
        if area is not None and words:
            area["Contents"] = pydyf.String(words)


def _gather_areas(tree: StructureTree, link: Any, inside: Any) -> None:
    for child in tree.children(inside):
        if child["S"] in ("/Link", "/NonStruct"):
            child["S"] = "/Span"
        for kid in list(child["K"]):
            if tree.annotation(kid) is not None:
                child["K"].remove(kid)
                tree.move(kid, child, link)
        _gather_areas(tree, link, child)


# -- lists, tables, figures ------------------------------------------------------------------------


def _definitions(tree: StructureTree, element: Any) -> None:
    """Make list items of terms and meanings: the term is the label, its meanings are the body."""
    tagged = tree.made_from(element)
    if element["S"] != "/L" or tagged is None or tagged.source.tag != "dl":
        return
    kept: list[Any] = []
    for kid in list(element["K"]):
        item = tree.element(kid)
        name = _name_below(tree, item)
        if name == "dt":
            tree.children(item)[0]["S"] = "/Lbl"
        if name == "dd" and kept:
            tree.move(item["K"][0], item, tree.element(kept[-1]))
        else:
            kept.append(kid)
    element["K"] = pydyf.Array(kept)


def _name_below(tree: StructureTree, item: Any) -> str:
    tagged = tree.made_from(item)
    return "" if tagged is None else str(tagged.source.tag)


def _nested_lists(tree: StructureTree, element: Any) -> None:
    """Put lists that WeasyPrint sets behind the item that they stand in back into the item."""
    if element["S"] != "/L":
        return
    kept: list[Any] = []
    for kid in list(element["K"]):
        child = tree.element(kid)
        if child is not None and child["S"] == "/L" and kept:
            tree.move(kid, element, tree.element(kept[-1]))
        else:
            kept.append(kid)
    element["K"] = pydyf.Array(kept)


def _list_items(tree: StructureTree, item: Any) -> None:
    """Leave only label and body right below a list item; all else goes into the body."""
    if item["S"] != "/LI":
        return
    strays = [kid for kid in item["K"] if not _is_part(tree, kid)]
    if not strays:
        return
    body = next((child for child in tree.children(item) if child["S"] == "/LBody"), None)
    if body is None:
        body = tree.add("/LBody", item)
        item["K"].append(body.reference)
    for kid in strays:
        item["K"].remove(kid)
        tree.move(kid, item, body)
    body["K"] = tree.in_order(body["K"])


def _is_part(tree: StructureTree, kid: Any) -> bool:
    child = tree.element(kid)
    return child is not None and child["S"] in ("/Lbl", "/LBody")


def _cells(tree: StructureTree, table: Any) -> None:
    """Say of each header cell what it heads, and of each cell the headers of its first page's table."""
    if table["S"] != "/Table":
        return
    columns: dict[int, Any] = {}
    for number, row in enumerate(_below(tree, table, "/TR")):
        heads: list[Any] = []
        for column, cell in enumerate(tree.children(row)):
            tagged = tree.made_from(cell)
            if cell["S"] == "/TH" and tagged is not None:
                by_row = tagged.source.get("scope") == "row"
                cell["ID"] = pydyf.String(f"t{table.number}-{number}-{column}")
                cell["A"]["Scope"] = "/Row" if by_row else "/Column"
                if by_row:
                    heads.append(cell["ID"])
                else:
                    columns[column] = cell["ID"]
            elif cell["S"] == "/TD":
                cell["A"]["Headers"] = pydyf.Array((*heads, *([columns[column]] if column in columns else [])))


def _below(tree: StructureTree, element: Any, role: str) -> list[Any]:
    found = []
    for child in tree.children(element):
        found += [child] if child["S"] == role else _below(tree, child, role)
    return found


def _figures(tree: StructureTree, picture: Any) -> None:
    """Place pictures in page space, bind a caption to its picture, and take decoration out of the text."""
    tagged = tree.made_from(picture)
    if picture["S"] != "/Figure" or tagged is None:
        return
    if tagged.source.get("role") == "presentation":
        tree.parent(picture)["K"].remove(picture.reference)
        tree.drop_as_artifact(picture, "Header")
        return
    _place(tree, picture)
    around = tree.parent(picture)
    while (tagged := tree.made_from(around)) and tagged.source.tag == "figure":
        for caption in _below(tree, around, "/Caption"):
            holder = tree.parent(caption)
            if holder is not picture:
                holder["K"].remove(caption.reference)
                tree.move(caption.reference, holder, picture)
        around = tree.parent(around)


def _place(tree: StructureTree, picture: Any) -> None:
    """Turn the bounding box from CSS pixels, counted downwards, to points, counted upwards."""
    page = tree.pdf.objects[int(picture["Pg"].split()[0])]
    top = page["MediaBox"][3]
    x1, y1, x2, y2 = (value * _POINTS_A_PIXEL for value in picture["A"]["BBox"])
    picture["A"]["BBox"] = pydyf.Array((x1, top - y2, x2, top - y1))
