"""The structure tree of a PDF under repair: its elements, what they stand for, and its books put in order again.

``write.pdf_tags`` changes the tree through it; ``close`` writes the parent tree, the ID tree and the artifacts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from packetgen.write.pdf_trace import Tagged, Trace


class StructureTree:
    """The tags of one PDF that WeasyPrint has built and not yet written."""

    def __init__(self, pdf: Any, trace: Trace) -> None:
        self.pdf = pdf
        self.root = self._object(pdf.catalog["StructTreeRoot"])
        self.document = self._object(self.root["K"][0])
        # The boxes of html and body pass on the tags of what is inside them: the first to name a tag is its own box.
        self._tagged = {id(tagged.element): tagged for tagged in reversed(trace.tagged)}
        root = next(tagged.source for tagged in trace.tagged if tagged.source.tag == "html")
        self._order = {id(source): place for place, source in enumerate(root.iter())}
        self._page_index = {page: index for index, page in enumerate(pdf.page_references)}
        self._artifacts = dict(trace.running)

    def element(self, kid: Any) -> Any:
        """Return the structure element that an entry of ``K`` refers to, or None for content and annotations."""
        found = self._object(kid) if isinstance(kid, bytes) else None
        return found if found is not None and found.get("Type") == "/StructElem" else None

    def annotation(self, kid: Any) -> Any:
        """Return the annotation that an entry of ``K`` refers to, or None."""
        found = self._object(kid) if isinstance(kid, bytes) else None
        return self._object(found["Obj"]) if found is not None and found.get("Type") == "/OBJR" else None

    def parent(self, element: Any) -> Any:
        """Return the element that an element stands in."""
        return self._object(element["P"])

    def children(self, element: Any) -> list[Any]:
        """Return the structure elements right below an element."""
        return [child for child in map(self.element, element["K"]) if child is not None]

    def all(self) -> Iterator[Any]:
        """Yield every element, each before those below it; what happens to a tree below is seen."""
        waiting = [self.document]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(self.children(element)))

    def made_from(self, element: Any) -> Tagged | None:
        """Return what an element was made from; None for the words of a line."""
        return self._tagged.get(id(element))

    def in_order(self, kids: Any) -> Any:
        """Return entries of ``K`` in the order of their HTML elements; what has none stays behind what it follows."""
        places: list[int] = []
        for kid in kids:
            tagged = self.made_from(self.element(kid))
            before = places[-1] if places else -1
            places.append(before if tagged is None else self._order[id(tagged.source)])
        pairs = sorted(zip(places, kids, strict=True), key=lambda pair: pair[0])
        return pydyf.Array(kid for _, kid in pairs)

    def add(self, role: str, parent: Any) -> Any:
        """Return a new element below a parent; the caller puts it among the parent's kids."""
        element = pydyf.Dictionary(
            {"Type": "/StructElem", "S": role, "K": pydyf.Array(), "Pg": parent["Pg"], "P": parent.reference}
        )
        self.pdf.add_object(element)
        return element

    def move(self, kid: Any, source: Any, target: Any) -> None:
        """Put an entry of one element's ``K`` last in another's; content remembers the page that it stands on."""
        child = self.element(kid)
        if child is not None:
            child["P"] = target.reference
        elif isinstance(kid, int) and source["Pg"] != target["Pg"]:
            kid = pydyf.Dictionary({"Type": "/MCR", "Pg": source["Pg"], "MCID": kid})
        target["K"].append(kid)

    def drop_as_artifact(self, element: Any, subtype: str) -> None:
        """Say that what an element shows is no part of the text; the caller has taken it out of the tree."""
        for page, mcid in self._content(element):
            self._artifacts[page, mcid] = subtype
        for child in self.children(element):
            self.drop_as_artifact(child, subtype)

    def close(self) -> None:
        """Write parent tree, ID tree and artifacts anew, and free the elements that the tree has lost."""
        kept = list(self.all())
        self._write_parent_tree(kept)
        self._write_id_tree(kept)
        self._write_artifacts()
        alive = {id(element) for element in kept}
        for thing in self.pdf.objects:
            if isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/StructElem" and id(thing) not in alive:
                thing.free = "f"

    def _object(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def _content(self, element: Any) -> Iterator[tuple[int, int]]:
        """Yield page index and number of the marked content right below an element."""
        for kid in element["K"]:
            if isinstance(kid, int):
                yield self._page_index[element["Pg"]], kid
            elif isinstance(kid, pydyf.Dictionary):
                yield self._page_index[kid["Pg"]], kid["MCID"]

    def _write_parent_tree(self, kept: list[Any]) -> None:
        owners: list[dict[int, bytes]] = [{} for _ in self._page_index]
        annotations: list[bytes] = []
        for element in kept:
            for page, mcid in self._content(element):
                owners[page][mcid] = element.reference
            for kid in element["K"]:
                annotation = self.annotation(kid)
                if annotation is not None:
                    annotation["StructParent"] = len(owners) + len(annotations)
                    annotations.append(element.reference)
        numbers = pydyf.Array()
        for page, owner in enumerate(owners):
            row = (owner.get(mcid, b"null") for mcid in range(max(owner, default=-1) + 1))
            numbers.extend((page, pydyf.Array(row)))
        for key, reference in enumerate(annotations, start=len(owners)):
            numbers.extend((key, reference))
        self._object(self.root["ParentTree"])["Nums"] = numbers
        self.root["ParentTreeNextKey"] = len(owners) + len(annotations)

    def _write_id_tree(self, kept: list[Any]) -> None:
        named = sorted((element["ID"].string, element) for element in kept if "ID" in element)
        if not named:
            return
        names = pydyf.Array(entry for _, element in named for entry in (element["ID"], element.reference))
        limits = pydyf.Array((named[0][1]["ID"], named[-1][1]["ID"]))
        leaf = pydyf.Dictionary({"Limits": limits, "Names": names})
        self.pdf.add_object(leaf)
        self.root["IDTree"] = pydyf.Dictionary({"Kids": pydyf.Array((leaf.reference,))})

    def _write_artifacts(self) -> None:
        """Turn the marked content of artifacts in the pages' streams from ``/Span`` to ``/Artifact``."""
        for index, page in enumerate(self.pdf.page_references):
            stream = self._object(self._object(page)["Contents"]).stream
            for place, operand in enumerate(stream):
                if isinstance(operand, pydyf.Dictionary) and "MCID" in operand:
                    subtype = self._artifacts.get((index, operand["MCID"]))
                    if subtype:
                        stream[place - 1] = "/Artifact"
                        stream[place] = pydyf.Dictionary({"Type": "/Pagination", "Subtype": f"/{subtype}"})
