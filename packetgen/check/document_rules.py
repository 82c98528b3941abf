"""Rules on the words of an assembled document: wrong words, promises, leftovers, empty parts, what is for staff alone.

References that lead nowhere and required sections are faults of assembly (PG424, PG426) and are not looked at again.
Run by ``engine``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from packetgen.check.document_words import DocumentInput, Run, near, strings, without
from packetgen.check.rule import Finding, Rule
from packetgen.diagnostics import Severity
from packetgen.model.contacts import Contact
from packetgen.model.document import (
    Audience,
    Block,
    BulletList,
    Callout,
    Checklist,
    DefinitionList,
    OrderedList,
    Table,
)
from packetgen.model.fields import forbidden_character, without_forbidden
from packetgen.model.phone import Phone
from packetgen.model.walk import plain_inlines, walk

_BODY = (
    r"(?:we|(?:the|our|this) (?:office|agency|court|board|department|commission|organi[sz]ation|service|unit|team"
    r"|advocates?))"
)
_TOLD = r"(?:notified|told|informed|contacted|called|warned|heard|safe|protected)"
_PROMISE = re.compile(
    rf"\b(?:you|victims?|survivors?|families|they)(?: will|['’]ll| are going to| are) (?:always\b|be {_TOLD}\b)"
    rf"|\b{_BODY} (?:will )?always\b|\bguarantee[sd]?\b|\b(?:we|I) promise\b|\bcount on us\b"
    rf"|\b{_BODY} (?:will )?(?:make sure|ensures?)\b",
    re.IGNORECASE,
)
_PROMISE_TO_VICTIMS = re.compile(
    rf"\b{_BODY} will (?:\w+ )?(?:notify|tell|inform|call|contact|warn|protect|keep|reach|let you know|give you|stay"
    r"|be there)\b"
    r"|\bwill (?:\w+ )?(?:notify|tell|inform|call|contact|warn) you\b"
    r"|\byou(?: will|['’]ll) (?:hear|get|receive|know|learn|find out)\b"
    rf"|\b{_BODY}\b[^.!?]*\b(?:immediately|right away|at once|in every case|in all cases)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|when|whenever|(?<!at )once|unless|where|after|until|before|may|might|no|not|cannot|nobody|never"
    r"|without|only"
    r"|try|tries|aim|aims|want|ask)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:complete|total|full|absolute|strict|perfect)(?:ly)? (?:confidential(?:ity)?|privacy|private|secrecy)\b",
    re.IGNORECASE,
)
_LEFTOVER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\bTODO\b|\bTBD\b|\bFIXME\b|\b[Ll]orem ipsum\b|<\w[\w.]* object|\bundefined\b|^None$"
    r"|(?<=[a-z,:(] )None\b(?! of\b)"
)
_TYPED_AS_IT_IS = re.compile(rf"{_LEFTOVER.pattern}|\bNone\b")
_BROKEN_SPACE = re.compile(r"\S*[^\S\n]+[.,;:](?=\s|$)|\(\s*\)|“\s*”")


def forbidden_term(given: DocumentInput) -> Iterator[Finding]:
    """No other jurisdiction's words stand in the document.

    What it does:
        Looks for the words of ``terms.forbidden`` of the law pack, outside official names and citations, and for the
        offices, boards and courts that only the packs of other jurisdictions name.
    Why:
        "District Attorney" in a Missouri packet tells every reader that it was copied from elsewhere, and makes
        them doubt the rest.

    Example:
        "Ask the District Attorney" with ``jurisdiction: us-mo``
    Use instead:
        ``{{ agency.head.title }}``, ``{{ terms.prosecutor_office }}``
    """
    words = given.law.terms.forbidden if given.law.terms else ()
    patterns = [_any_of(words, re.IGNORECASE)] if words else []
    patterns += [_any_of([word for word, _ in given.foreign_terms])] if given.foreign_terms else []
    homes = dict(given.foreign_terms)
    for run in given.runs if patterns else ():
        text = _plain_quotes(without(run.text, given.official_names))
        for found in dict.fromkeys(match[0] for pattern in patterns for match in pattern.finditer(text)):
            home = f", but of {homes[found]}" if found in homes else ""
            yield Finding(
                f'"{found}" is not a word of {given.law.pack.name}{home}: "{near(text, found)}"',
                run.subject,
                "take the word from `terms` of the law pack",
                span=run.span,
            )


def promise(given: DocumentInput) -> Iterator[Finding]:
    """No sentence promises what nobody can be sure of.

    What it does:
        In documents for victims and the public, and in the sections of other papers that victims are given, looks for
        "you will be told", "we always", "we will call you", "right away" and "guarantee" in sentences that name no
        condition, do not say "try" and say no "not".
    Why:
        Letters get lost, computers fail, courts surprise everyone. A broken promise hurts more than an honest "we try".

    Example:
        "You will be told of every hearing."
    Use instead:
        "If you sign up, the office has to try to tell you of every hearing."
    """
    for run, sentence in _sentences(given):
        if run.audience is Audience.STAFF or _CONDITION.search(sentence) or "☐" in sentence:
            continue
        found = _PROMISE.search(sentence)
        if not found and run.audience is Audience.VICTIM:
            found = _PROMISE_TO_VICTIMS.search(sentence)
        if found:
            yield Finding(
                f'"{found[0]}" promises without a condition: "{sentence}"',
                run.subject,
                given.cure(sentence, "say on what it depends, or that the office tries"),
                span=run.span,
            )


def total_confidentiality(given: DocumentInput) -> Iterator[Finding]:
    """No sentence promises complete confidentiality.

    What it does:
        Looks for "complete confidentiality", "fully confidential" and the like in sentences that do not deny it.
    Why:
        Every confidentiality has limits: danger to a child, a judge's order, the duty to hand over evidence.

    Example:
        "Our advocates offer complete confidentiality."
    Use instead:
        "Ask about the limits before you share something that you want to keep private."
    """
    for run, sentence in _sentences(given):
        found = _TOTAL.search(sentence)
        if found and not _CONDITION.search(sentence):
            yield Finding(
                f'"{found[0]}" cannot be promised: "{sentence}"',
                run.subject,
                "say who may learn what, and what the limits are",
                span=run.span,
            )


def leftover(given: DocumentInput) -> Iterator[Finding]:
    """Nothing of the machinery or of unfinished work is left in the words.

    What it does:
        Looks for template signs, "TODO", "TBD", "None" and the like. What a value of the profile or the law
        itself holds is left alone.
    Why:
        "Call None" on the first page ends a reader's trust.

    Example:
        "Call None. TODO: add hours"
    Use instead:
        ask first whether the fact is there: ``{% if contacts.main.phone %}…{% endif %}``
    """
    typed = [text for source in (given.profile, given.law) for text in strings(source) if _TYPED_AS_IT_IS.search(text)]
    for run in given.runs:
        found = _LEFTOVER.search(without(run.text, typed))
        if found:
            yield Finding(
                f'"{found[0]}" is left over: "{near(run.text, found[0])}"',
                run.subject,
                "finish the sentence, or ask first whether the fact is there",
                span=run.span,
            )


def stray_character(given: DocumentInput) -> Iterator[Finding]:
    """No character stands in the words that cannot be printed.

    What it does:
        Looks for control characters, private-use characters and marks that turn the direction of text. Values that
        hold one are refused when they are read, so this one comes from a template or from packetgen itself.
    Why:
        Assembly marks its places with private-use characters. One that is left over prints as a box, or as nothing.

    Example:
        a private-use character that was copied into a template with an icon
    Use instead:
        the word that the icon stood for
    """
    for run in given.runs:
        found = forbidden_character(run.text)
        if found:
            yield Finding(
                f'{found[1]} stands in "{near(without_forbidden(run.text), chr(0xFFFD))}"',
                run.subject,
                "delete it from the template; if it is not there, this is a bug in packetgen",
                span=run.span,
            )


def broken_space(given: DocumentInput) -> Iterator[Finding]:
    """No gap shows where a fact should stand.

    What it does:
        Looks for a space before a full stop, comma or colon, and for empty brackets and quotes.
    Why:
        "Please call  ." is what a missing phone number looks like.

    Example:
        "Please call  ."
    Use instead:
        leave the whole sentence out when the fact is missing
    """
    typed = [text for text in strings(given.profile) if _BROKEN_SPACE.search(text)]
    for run in given.runs:
        found = _BROKEN_SPACE.search(without(run.text, typed))
        if found:
            yield Finding(
                f'a fact seems to be missing in "{near(run.text, found[0])}"',
                run.subject,
                "leave the whole sentence out when the fact is missing",
                span=run.span,
            )


def empty_part(given: DocumentInput) -> Iterator[Finding]:
    """No box, list or table is empty.

    What it does:
        Looks for boxes without a block, lists without an entry or with an empty one, and tables without a row. Sections
        without a word are left out when a document is assembled.
    Why:
        A heading over nothing tells readers that something was kept from them.

    Example:
        a table of partners without a partner
    Use instead:
        put the condition around the whole table
    """
    subject = ""
    for block in walk(given.document.blocks):
        subject = block.id or subject
        kind = _empty(block)
        if kind:
            span = block.origin.spans[0] if block.origin.spans else None
            yield Finding(f"{kind} is empty", subject, "put the condition around the whole of it", span=span)


def staff_contact(given: DocumentInput) -> Iterator[Finding]:
    """No contact that is for staff alone stands in a document for others.

    What it does:
        Looks for numbers, addresses and links of contacts with ``audience: staff`` in documents for victims or the
        public.
    Why:
        Such a contact is kept back for a reason: it may be a private line or a press desk.

    Example:
        the press officer's mobile number in the Information Packet
    Use instead:
        a contact with ``audience: victim`` or ``public``, or no number at all
    """
    if given.document.audience is Audience.STAFF:
        return
    contacts = given.profile.contacts
    open_to_others = {v for c in contacts if c.audience is not Audience.STAFF for v in _channels(c)}
    for contact in contacts:
        kept_back = [v for v in _channels(contact) if contact.audience is Audience.STAFF and v not in open_to_others]
        for run in given.runs:
            value = next((v for v in kept_back if v in run.text or v in run.urls), None)
            if value:
                yield Finding(
                    f"{value} belongs to {contact.label}, a contact for staff alone",
                    run.subject,
                    "name a contact for victims or the public in the template, or give this one another `audience`",
                    span=run.span,
                )


def _sentences(given: DocumentInput) -> Iterator[tuple[Run, str]]:
    for run in given.runs:
        for sentence in run.sentences:
            yield run, sentence


def _any_of(words: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(_plain_quotes(word))}\b" for word in words), flags)


def _plain_quotes(text: str) -> str:
    return text.replace("’", "'")


def _empty(block: Block) -> str:
    match block:
        case Callout() if not block.blocks:
            return f'the box "{plain_inlines(block.title)}"'
        case BulletList() | OrderedList() if not all(block.items) or not block.items:
            return "a list or one of its entries"
        case Checklist() if not block.items:
            return "a checklist"
        case DefinitionList() if not block.items:
            return "a list of terms"
        case Table() if not block.rows:
            return f'the table "{plain_inlines(block.caption)}"'
        case _:
            return ""


def _channels(contact: Contact) -> list[str]:
    """Return every way in which a number, address or link of a contact may stand in a text."""
    found: list[str] = []
    for value in (contact.phone, contact.text, contact.tty, contact.email, contact.webform, contact.chat):
        match value:
            case Phone() if not value.short_code:
                found += [value.display, value.uri, value.e164]
            case str():
                found += [value, f"mailto:{value}"] if "@" in value else [value]
    return found


RULES: tuple[Rule[DocumentInput], ...] = (
    Rule("PG521", "forbidden-term", forbidden_term),
    Rule("PG522", "promise", promise, blocks_final=False),
    Rule("PG523", "total-confidentiality", total_confidentiality),
    Rule("PG524", "leftover", leftover),
    Rule("PG525", "broken-space", broken_space),
    Rule("PG526", "empty-part", empty_part),
    Rule("PG527", "staff-contact", staff_contact, Severity.ERROR),
    Rule("PG528", "stray-character", stray_character, Severity.ERROR),
)
