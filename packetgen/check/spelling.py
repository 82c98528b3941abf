"""Words that American and British English spell differently. Data of ``term_rules``.

Each pattern is a word as the other side of the ocean writes it; only spellings that cannot be another word stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern for whole words, without regard to case."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_IN_OUR = "(?:colo|hono|favo|labo|behavio|neighbo|rumo|endeavo|harbo)"
_IN_ISE = (
    "(?:organ|recogn|apolog|author|priorit|summar|minim|emphas|real|final|util|standard|normal|victim|stigmat|memor|human"
    "|traumat|person|penal|critic|symbol|general)"
)
_DOUBLED = "(?:cancel|travel|counsel|label|model|signal|fuel|level|marvel|quarrel|total)"
_ENDINGS = "(?:s|ed|ing|able|ably|al|s?hoods?)?"

BRITISH = pattern_of(
    (
        rf"{_IN_OUR}ur{_ENDINGS}",
        r"(?:cent|theat|lit|met)res?",
        r"(?:de|of)fences?|licences?|pretence",
        rf"{_IN_ISE}is(?:e|es|ed|ing|ation|ations|er|ers)",
        r"analys(?:e|ed|ing)",
        rf"{_DOUBLED}l(?:ed|ing|ers?|ors?)",
        r"programmes?|enrol(?:s|ment|ments)?|fulfil(?:s|ment)?|instalments?|skilful|wilful",
        r"whilst|amongst|enquir(?:y|ies|e|es|ed|ing)|cheques?|grey|tyres?|kerbs?",
        r"practis(?:e|es|ed|ing)|ageing|learnt|spelt",
    )
)
"""What British texts spell so, and American texts do not."""

AMERICAN = pattern_of(
    (
        rf"{_IN_OUR}r{_ENDINGS}",
        r"cent(?:er|ers|ered|ering)|theaters?|liters?|fibers?",
        r"(?:de|of)fenses?|pretense",
        rf"{_IN_ISE}iz(?:e|es|ed|ing|ation|ations|er|ers)",
        r"analyz(?:e|es|ed|ing)",
        rf"{_DOUBLED}(?:ed|ing|ers?|ors?)",
        r"programs?|enroll(?:s|ment|ments)|fulfill(?:s|ment)?|installments?|skillful|willful",
        r"gray|practic(?:ed|ing)|aging",
    )
)
"""What American texts spell so, and British texts do not."""
