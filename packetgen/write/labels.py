"""The words that writers add to a document, and its direction: a Document comes in, filled labels go out.

Called by every writer, so that all formats say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from packetgen.model.document import Document, Status

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True)
class Labels:
    """The labels of one document, in its language."""

    document: Document

    def __getitem__(self, key: str) -> str:
        """Return a label as it stands in ``templates/_shared/labels``; a missing key is a KeyError."""
        return self._words[key]

    def filled(self, key: str, **values: object) -> str:
        """Return a label with its ``{names}`` filled in; braces in the values stay as they are."""
        return self._words[key].format(**values)

    @cached_property
    def _words(self) -> dict[str, str]:
        return dict(self.document.labels)

    @property
    def edition(self) -> str:
        """Return policy number, version and status in one line, as running heads show them."""
        document = self.document
        parts = (
            self.filled("policy_number", number=document.policy_number) if document.policy_number else "",
            self.filled("version", version=document.version) if document.version else "",
            self["status_draft" if document.status is Status.DRAFT else "status_final"],
        )
        return " · ".join(part for part in parts if part)


def is_right_to_left(language: str) -> bool:
    """Return whether a BCP 47 tag names a language that is written from right to left."""
    return language.partition("-")[0].lower() in _RIGHT_TO_LEFT
