"""Rules on the words of a document: avoided terms, verdicts before the outcome, commands, short forms, spelling.

What stands in quotes, in official names and in citations is left alone. Run by ``engine``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from packetgen.check.avoided import (
    AVOIDED_EVERYWHERE,
    AVOIDED_TO_VICTIMS,
    AVOIDED_VERDICTS,
    COMMANDS,
    DUTY,
    OPEN_QUESTION,
)
from packetgen.check.document_words import DocumentInput, Run, near, strings
from packetgen.check.rule import Finding, Rule
from packetgen.check.spelling import AMERICAN, BRITISH
from packetgen.model.document import Audience, DefinitionList, Table
from packetgen.model.walk import plain_inlines

_CALLED = re.compile(r"\b(?:the|a) victim(?:['’]s)?\b(?!s)", re.IGNORECASE)
_OF_LAW = re.compile(
    r"\b(?:law|laws|legal|rights?|statute|act|court|judge|constitution|word|counts?|compensation|restitution"
    r"|victim (?:services|advocate|liaison)"
    r"|notif\w+|board|prosecutor)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?<![\w@./-])(?![IVXLC]+\b)[A-Z][A-Z&]{1,5}(?=s?\b)(?!s? [\d§])(?![\w@./-]*[@/\d])")
_NEVER = re.compile(r"\b(?:never|not|no|nobody|avoid|instead of)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Z&]{1,5})s?\)")
_KEYWORD = re.compile(r"\b(?:[Tt]ext|[Ss]end|word) “?[A-Z]{2,}”?")
_KNOWN = frozenset(
    [
        "DNA",
        "TTY",
        "US",
        "USA",
        "UK",
        "PDF",
        "OK",
        "AM",
        "PM",
        "PIN",
        "TV",
        "ID",
        "FAQ",
        "ZIP",
        "PO",
        "FM",
        "SMS",
        "HIV",
        "GPS",
        "ADA",
        "FBI",
        "II",
        "III",
        "IV",
        "VI",
        "NO",
        "YES",
        "DRAFT",
        "NOT",
        "AND",
        "OR",
        "CC",
        "RE",
        "ASL",
    ]
)
"""Short forms that everyone reads as they stand, and words in capitals."""


def avoided_term(given: DocumentInput) -> Iterator[Finding]:
    """No word stands in the document that hurts, judges or blames.

    What it does:
        Looks for words such as "offender", "closure", "alleged victim" or "inmate": some in every document, more in
        what victims read. Official names, quotes and citations are left alone. Words that come from the profile or the
        law pack count; the hint then names the field.
    Why:
        "Offender" says that the question is settled, "closure" that the pain is, "alleged" that nothing happened.

    Example:
        "The offender may be released."
    Use instead:
        "The person convicted may be released."
    """
    if not given.is_english:
        return
    for run, sentence, words in given.sentences:
        found = (AVOIDED_TO_VICTIMS if run.audience is Audience.VICTIM else AVOIDED_EVERYWHERE).first_in(words)
        if found and not _is_warned_of(run, words, found[0]):
            yield Finding(
                f'"{found[0]}" is a word to avoid: "{sentence}"',
                run.subject,
                given.cure(sentence, f'say "{found[1]}"'),
                span=run.span,
            )


def verdict(given: DocumentInput) -> Iterator[Finding]:
    """No sentence takes guilt or innocence for granted before there is an outcome.

    What it does:
        Looks for "the man who hurt you", "an innocent person", "was wrongly convicted" and the like in sentences that
        leave nothing open and name no claim.
    Why:
        The packet is handed out while the question is open. Whichever way it leans, it wrongs somebody.

    Example:
        "This unit frees people who were wrongly convicted."
    Use instead:
        "This unit looks at claims that a conviction was not right."
    """
    if not given.is_english:
        return
    for run, sentence, words in given.sentences:
        found = AVOIDED_VERDICTS.first_in(words)
        if found and not OPEN_QUESTION.search(words) and not _is_warned_of(run, words, found[0]):
            yield Finding(
                f'"{found[0]}" takes guilt or innocence for granted: "{sentence}"',
                run.subject,
                given.cure(sentence, f'say "{found[1]}"'),
                span=run.span,
            )


def command(given: DocumentInput) -> Iterator[Finding]:
    """No sentence orders a victim about.

    What it does:
        Looks in what victims read for "you must", "you should", "failure to" and the like, where it is not about
        signing up or applying in time. Duties that the law pack states are left alone.
    Why:
        A crime takes choices away. Every sentence can give one back.

    Example:
        "You must call us before the hearing."
    Use instead:
        "You can call us before the hearing, if you want."
    """
    if not given.is_english:
        return
    for run, sentence, words in given.sentences:
        found = COMMANDS.search(words)
        if (
            found
            and run.audience is Audience.VICTIM
            and not DUTY.search(words.replace(found[0], ""))
            and not given.field_of(sentence).startswith("law.")
        ):
            yield Finding(
                f'"{found[0].strip()}" orders the reader about: "{sentence}"',
                run.subject,
                given.cure(sentence, 'write "you can" or "if you want"'),
                span=run.span,
            )


def called_victim(given: DocumentInput) -> Iterator[Finding]:
    """The reader is "you", not "the victim".

    What it does:
        Looks in what victims read for "the victim" and "a victim" in sentences that do not speak of the law, and whose
        words are not those of the law pack.
    Why:
        In law the word gives rights. In a letter it takes the place of a name.

    Example:
        "The victim can bring a friend."
    Use instead:
        "You can bring a friend."
    """
    if not given.is_english:
        return
    for run, sentence, words in given.sentences:
        found = _CALLED.search(words)
        if (
            found
            and run.audience is Audience.VICTIM
            and not _OF_LAW.search(words)
            and not given.field_of(sentence).startswith("law.")
        ):
            yield Finding(
                f'"{found[0]}" speaks about the reader, not to the reader: "{sentence}"',
                run.subject,
                given.cure(sentence, 'write "you"'),
                span=run.span,
            )


def short_form(given: DocumentInput) -> Iterator[Finding]:
    """Every short form is explained before it is used, and every word in the list of words is used.

    What it does:
        Looks for words in capitals that are neither part of a name of profile or law, nor in brackets behind their long
        form, nor in a list of words; and for entries of such a list that the document never uses. What the law pack
        says is read only where victims read it.
    Why:
        "Ask the CRU about a PCR" means nothing to most who must decide on it.

    Example:
        "The SRU may ask the court." with no word on what the SRU is
    Use instead:
        "The Sentence Review Unit (SRU) may ask the court."
    """
    if not given.is_english:
        return
    entries = tuple(_entries(given))
    named = (*strings(given.profile), *given.official_names, *(term for _, term in entries))
    known = _KNOWN | {word for text in named for word in _ACRONYM.findall(text)}
    for run in given.runs:
        known |= set(_IN_BRACKETS.findall(run.text))
        if run.audience is not Audience.VICTIM and any(fact.startswith("law.") for fact in run.block.origin.facts):
            continue
        for word in dict.fromkeys(_ACRONYM.findall(_KEYWORD.sub("", run.text))):
            if word not in known:
                hint = given.cure(run.text, f"write it out, with ({word}) behind it the first time")
                yield Finding(f'"{word}" is not explained: "{near(run.text, word)}"', run.subject, hint, span=run.span)
                known |= {word}
    for run, term in entries:
        if not any(_uses(other, term) for other in given.runs if other.block is not run.block):
            yield Finding(f'"{term}" is explained but never used', run.subject, "leave it out", span=run.span)


def spelling(given: DocumentInput) -> Iterator[Finding]:
    """The whole document is spelled in one way, American or British.

    What it does:
        Looks for British spellings in ``en-US`` documents and for American ones in ``en-GB`` documents, outside of
        names, quotes and citations.
    Why:
        "Counselling" beside "color" shows that a paper was put together from others.

    Example:
        "counselling" in a document of Missouri
    Use instead:
        "counseling"
    """
    if not given.is_english:
        return
    british = given.document.language == "en-GB"
    wrong, right = (AMERICAN, "British") if british else (BRITISH, "American")
    for run, sentence, words in given.sentences:
        for found in dict.fromkeys(wrong.findall(words)):
            yield Finding(
                f'"{found}" is not how {right} English spells it: "{sentence}"',
                run.subject,
                given.cure(sentence, f"spell it as {right} English does"),
                span=run.span,
            )


def _is_warned_of(run: Run, words: str, found: str) -> bool:
    """Return whether staff read that they never say it."""
    said_before = words.partition(found)[0]
    return run.is_what_not_to_say or (run.audience is not Audience.VICTIM and bool(_NEVER.search(said_before)))


def _uses(run: Run, term: str) -> bool:
    """Return whether every longer word of a term stands in a run, in whatever form."""
    words = re.findall(r"[^\W\d_]{4,}", re.split(r", | \(", term)[0].lower())
    stems = [word.removesuffix("ing").rstrip("sdy").rstrip("e") for word in words]
    text = run.text.lower()
    return all(stem in text for stem in stems)


def _entries(given: DocumentInput) -> Iterator[tuple[Run, str]]:
    """Yield the terms of the document's lists of words, each with its run."""
    for run in given.runs:
        block = run.block
        is_list = isinstance(block, DefinitionList) and any("glossary" in s.id or "words" in s.id for s in run.trail)
        is_row = isinstance(block, Table) and "word" in block.id and _is_first(block, run.text)
        if is_list or is_row:
            yield run, run.text


def _is_first(table: Table, text: str) -> bool:
    return any(row and text == plain_inlines(row[0]) for row in table.rows)


RULES: tuple[Rule[DocumentInput], ...] = (
    Rule("PG532", "avoided-term", avoided_term),
    Rule("PG538", "verdict", verdict),
    Rule("PG539", "command", command, blocks_final=False),
    Rule("PG542", "short-form", short_form, blocks_final=False),
    Rule("PG543", "called-victim", called_victim, blocks_final=False),
    Rule("PG544", "spelling", spelling),
)
