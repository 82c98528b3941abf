"""What one code means that is no rule's, as ``packetgen explain`` prints it; read by the lists of codes."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """What one code means."""

    title: str
    """One line: what is at fault."""
    why: str
    example: str
    instead: str

    def page(self, code: str) -> str:
        """Return the page for ``packetgen explain``."""
        parts = (("Why", self.why), ("Example", self.example), ("Use instead", self.instead))
        body = "\n\n".join(f"{name}:\n{textwrap.indent(textwrap.fill(text, 110), '    ')}" for name, text in parts)
        return f"{code}  {self.title}\n\n{body}"
