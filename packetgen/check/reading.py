"""How hard an English text reads: its sentences, their words, its grade.

Plain text comes in, numbers go out; used by ``reading_rules``. The grade is that of Flesch and Kincaid, which the
United States Navy made for instructions (Kincaid, Fishburne, Rogers and Chissom, 1975): it counts words a sentence and
syllables a word, so both of its cures, a shorter sentence and a plainer word, are in a writer's hand. Formulas with
lists of easy words are of the 1940s and hold "television" for hard; those that count letters punish names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

STAND_IN = "¤"
"""One short word in the place of a name or a term, so that a sentence keeps its length."""

_ABBREVIATION = re.compile(r"\b(?:a\.m|p\.m|e\.g|i\.e|etc|vs|No|Mr|Mrs|Ms|Dr|St|Inc|U\.S|D\.C|v)\.(?=\s)")
_ENDS = re.compile(r"(?<=[.!?:;])[”’\"')\]]*\s+(?=[“‘\"'(\[]?[A-Z0-9¤☐]|\()|\n|☐")
_WORD = re.compile(r"¤|[A-Za-z]+(?:['’][A-Za-z]+)*")
_TOKEN = re.compile(r"¤|\w+(?:['’./:,-]\w+)*")
_FEWEST = 3
"""What has fewer words is a label, such as "Yes." or "How much.", and no sentence."""


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; a label of one or two words is none."""
    kept = _ABBREVIATION.sub(lambda found: found[0].replace(".", "\u2024"), text)
    parts = (part.strip().replace("\u2024", ".") for part in _ENDS.split(kept))
    return tuple(part for part in parts if length(part) >= _FEWEST)


def length(sentence: str) -> int:
    """Return how many words a sentence has, numbers among them."""
    return len(_TOKEN.findall(sentence))


def words_of(sentence: str) -> list[str]:
    """Return the words of a sentence without its numbers."""
    return _WORD.findall(sentence)


def grade(sentences: Sequence[str]) -> float:
    """Return the grade of Flesch and Kincaid: the years of school after which a reader follows; 0.0 without words."""
    words = [word for sentence in sentences for word in words_of(sentence)]
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@cache
def _syllables(word: str) -> int:
    import syllapy  # read when first needed: it opens its list of words

    return 1 if word == STAND_IN else max(1, syllapy.count(word.replace("’", "'")))
