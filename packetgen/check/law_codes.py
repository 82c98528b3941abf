"""What the findings on law packs mean that are no rules: a part of the list in ``codes``."""

from __future__ import annotations

from packetgen.check.code_page import Entry

LAW = {
    "PG301": Entry(
        "There is no law pack for the jurisdiction",
        "The documents speak of rights; without a pack there is nothing to say, and nothing is guessed.",
        "jurisdiction: us-mi where profiles/jurisdictions/ has no us-mi.yaml",
        "the code of a pack that is there, or a new file for this one",
    ),
    "PG302": Entry(
        "A law pack has another jurisdiction than its file's name",
        "Packs are found by their file names; a copy that was not changed would speak for the wrong state.",
        "`jurisdiction: us-mo` in us-ks.yaml",
        "`jurisdiction: us-ks`, or the file under its right name",
    ),
    "PG303": Entry(
        "A source has the id of an authority",
        "Statements name both by id; one id must mean one thing.",
        "`id: vocs-page` under `authorities` and under `sources`",
        "an id of its own for each",
    ),
    "PG304": Entry(
        "A pack holds only what the parts of a nation share",
        "England and Wales have one law, Scotland another; the pack of the United Kingdom has only the lines of all.",
        "`jurisdiction: gb`",
        "`jurisdiction: gb-eng`",
    ),
    "PG305": Entry(
        "A review sheet cannot be read back",
        "A review counts for somebody only when it says who reviewed what, and when.",
        "a sheet without a name in its first table, or a PDF of it",
        "the Word file that `packetgen law us-az --review-sheet` wrote, filled in and saved as .docx",
    ),
    "PG306": Entry(
        "A law pack says nothing of a topic",
        "A topic that is left out looks like a topic without law. What could not be sourced is said to be unknown.",
        "a pack without `dna_testing`, neither as a text nor under `absent` or `unknown`",
        'the text with its source, or `unknown: [{topic: dna_testing, tried: "…"}]`',
    ),
    "PG307": Entry(
        "A forbidden word is a word of the pack itself",
        "No document can be made that avoids a word which its own law prints. One of the two is wrong.",
        "`forbidden: [District Attorney]` where `prosecutor_titles` has it, or where the nation's pack prints it",
        "the word in one of the two places",
    ),
    "PG308": Entry(
        "Two texts of one topic hold on the same day",
        "`--as-of` must find one text. Which of two would be printed would be chance.",
        "`compensation` without an end, and under `versions` another from 2027-01-01",
        "`effective_to: 2026-12-31` in the older text",
    ),
    "PG309": Entry(
        "A topic is told, and is said to be unknown or absent too",
        "A reader of the pack, and the matrix of `packetgen law`, could not know which of the two to believe.",
        'a text of `enforcement`, and `unknown: [{topic: enforcement, tried: "…"}]`',
        "`topic: enforcement.deadline` for the part that could not be sourced",
    ),
}
"""Codes of loading law packs and of reading review sheets back."""
