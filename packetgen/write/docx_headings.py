"""Heading numbers: a section's number in, the list that makes Word show that very number out.

Word counts headings itself. Where its count would differ from the tree's, the heading starts the count again; where
Word has no such number ("A.1"), the number is written as text. Called by ``docx_blocks``.
"""

from __future__ import annotations

from packetgen.write.docx_story import Story

_NUMBERED_LEVELS = 4


def heading_list(story: Story, number: str, level: int) -> str:
    """Return the list number to set on a heading, "" when its style already gives the right number."""
    none = story.frame.lists.none
    if not story.document.numbered:
        return none if number else ""
    wanted = [int(step) for step in number.split(".") if step.isdecimal()]
    counts = story.heading_counts
    fits = ".".join(map(str, wanted)) == number and len(wanted) == level <= _NUMBERED_LEVELS
    if not fits or wanted[:-1] != counts[: level - 1]:
        return none
    expected = counts[level - 1] + 1
    counts[level - 1] = wanted[-1]
    counts[level:] = [0] * (len(counts) - level)
    if wanted[-1] == expected:
        return ""
    return story.new_list(story.frame.lists.headings, level - 1, wanted[-1])
