"""Rules on what people must find in a document: phrases, sign-up marks, whom a contact may tell, both outcomes.

Run by ``engine``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from packetgen.check.document_words import DocumentInput, Run
from packetgen.check.rule import Finding, Rule
from packetgen.model.contacts import Confidentiality
from packetgen.model.document import Audience, Block, ContactCard, Section, Table
from packetgen.model.walk import plain_inlines, plain_text, sections, walk

_NOT = r"\b(?:no|not|cannot|never|nothing|without|nobody|none|neither|nor)\b|n['’]t\b"


def _all(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_SAYS: Mapping[str, tuple[str, tuple[re.Pattern[str], ...]]] = MappingProxyType(
    {
        "safety": ("in danger, call the emergency number", _all(r"\b(?:call|dial|phone|ring)\b", r"danger|safe")),
        "not_legal_advice": (
            "it is no legal advice, and a lawyer may be asked",
            _all(r"\bn(?:ot|o) (?:\w+ ){0,2}(?:legal )?advice", r"lawyer|solicitor|attorney"),
        ),
        "as_of": (
            "the day to which it speaks, and to check first",
            _all(r"\b20\d\d\b", r"\b(?:check|confirm|ask|tell us)\b"),
        ),
        "your_choice": (
            "all, some or no contact, and a change at any time",
            _all(r"\b(?:everything|all|any|some|how much)\b", _NOT, r"\bchange\b|at any time"),
        ),
        "no_loss": (
            "no contact costs no right and no service",
            _all(r"\brights?\b", r"\bservices?\b|\bhelp\b|\bsupport\b", rf"{_NOT}|\bkeep\b"),
        ),
        "privacy_limits": (
            "what cannot be kept private",
            _all(
                r"confidential|privat|privacy|secret|share|pass on",
                rf"{_NOT}|\bmay have to\b|\bmust\b|\blimits?\b|may reach|make us|rules differ",
            ),
        ),
        "our_role": (
            "whom the agency stands for, or that it takes no side",
            _all(r"represent|lawyer|work for|speak for|stand for|\bsides?\b|neutral|independent|\brole\b", _NOT),
        ),
        "no_prediction": (
            "nobody can foretell the result or the time",
            _all(
                r"no one|nobody|cannot|can['’]t|not",
                r"\b(?:end|ends|result|outcome|decide[sd]?|decision|how long|when|time)\b",
            ),
        ),
        "not_your_fault": (
            "the reader is not to blame",
            _all(
                r"not (?:\w+ ){0,3}(?:fault|blame)|no (?:\w+ ){0,2}(?:fault|blame)|nothing wrong|(?:did|do) not cause"
            ),
        ),
        "sign_up": (
            "some news needs a sign-up, and addresses must be kept current",
            _all(
                r"sign(?:ed|ing|s)?[ -]up|register|opt in|ask (?:for|in)|\brequest|say yes|\bjoin\b|\boffered\b",
                r"\bmove\b|new (?:number|address|phone)|address|contact details|up to date|current",
            ),
        ),
        "language_help": (
            "help with language and with a disability is free",
            _all(
                r"\bfree\b|no (?:cost|charge)|not (?:have to )?pay",
                r"languages?|interpreter",
                r"disabilit|access|format",
            ),
        ),
        "no_signature": ("nothing need be signed to get help", _all(r"\bsign(?:ed|ature)?\b", _NOT)),
        "others_may_contact": (
            "to talk with them or not is the reader's own choice",
            _all(r"\b(?:decision|decide|choice|choose|up to you)\b|you can say (?:yes|no)"),
        ),
        "complaints": (
            "how to complain",
            _all(
                r"complain|concern|unhappy|wrong|put (?:it|things) right",
                r"\b(?:call|write|tell|ask|contact|e-?mail|send|talk)\b|\d{3}",
            ),
        ),
        "order_may_change": (
            "steps may repeat, be skipped or come in another order",
            _all(r"\b(?:repeat|again|skip|skipped|left out|stop)\w*\b", r"\border\b|sequence|skipped|again"),
        ),
    }
)
"""What each phrase has to say, and the signs of it: every pattern must be found in the clause."""

_FLAG = re.compile(
    r"sign(?:ed|ing)?[ -]up|\bregister|\brequest|\bask(?:ed|s)?\b|^no\b|\bno\.|say yes|opt in|not know|\boffered\b"
    r"|automatic",
    re.IGNORECASE | re.MULTILINE,
)
_CONFIDENTIAL = re.compile(r"confidential|\bprivate\b|\bin confidence\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{3}|@|\bwww\.|\.(?:org|gov|com|uk)\b")
_PRIVACY = re.compile(
    r"confidential|\bprivate\b|who (?:else )?(?:may|can) (?:learn|see|hear)|need not give your name|about the limits",
    re.IGNORECASE,
)
_DENIED = re.compile(_NOT, re.IGNORECASE)
_STANDS = re.compile(
    r"nothing changes|convictions? (?:and (?:the )?sentences? )?(?:stays?|stands?|remains?|is upheld)"
    r"|leaves? the conviction|stays? as it (?:is|was)|\bnot referred\b|\b(?:review|case|inquiry) is closed",
    re.IGNORECASE,
)
_UNDONE = re.compile(
    r"set(?:s|ting)? aside|\b(?:vacated?|vacatur|quash\w*|overturn\w*|exonerat\w*|cleared|retrial"
    r"|(?<!motion for )(?<!motion for a )new trial(?! motion)"
    r"|relief (?:is )?granted)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    rf"{_UNDONE.pattern}|\bgranted\b|\banswer was yes\b|\brefer(?:s|red|ral)?\b|\bsend(?:s|ing)? [^.!?]* to (?:a"
    rf"|the) court",
    re.IGNORECASE,
)
_MAY_BE = re.compile(
    r"\b(?:if|when|may|might|can|could|whether|asks?|request|after|until|once|what)\b|\?$", re.IGNORECASE
)
_OUTCOME_LETTER = re.compile(r"\b(?:outcome|result|decision)\b", re.IGNORECASE)
_AFTER_A_CALL = re.compile(
    r"\b(?:as (?:we|i) (?:said|told)|(?:when|after) (?:we|i|you|the|a|live)\b[^.]*\b(?:spoke|talked|met|call|contact"
    r"|conversation|told)"
    r"|we (?:spoke|talked|met)|already (?:been )?(?:told|heard|spoken)|first (?:told|live|call|spoken)|only after"
    r"|never (?:the )?first)",
    re.IGNORECASE,
)
_RELEASE = re.compile(r"\b(?:release[ds]?|let out|leaves? prison|set free)\b", re.IGNORECASE)
_NEWS = re.compile(r"\b(?:news|notice|told|notif\w+|sign[- ]up|updates?|information)\b", re.IGNORECASE)
_ORDER = re.compile(
    r"order of protection|protecti(?:on|ve) orders?|no[- ]contact|restraining|injunction|\border(?:s)? (?:that )?keeps?"
    r"|licen[cs]e conditions?|exclusion zone|keep(?:s|ing)? (?:the person|them) away|old order",
    re.IGNORECASE,
)


def mandatory_phrase(given: DocumentInput) -> Iterator[Finding]:
    """Every phrase that people must find is there, and its words still say it.

    What it does:
        Goes through ``phrases`` of ``document.yaml``. Each named clause must stand in the document, and hold the words
        without which it does not say what it is for: the emergency number, "not your fault", "sign up".
    Why:
        These are the sentences that keep people safe and free. An agency may put them in its own words, not out.

    Example:
        an override that turns ``no-signature-needed`` into "Please return the form."
    Use instead:
        "You need not sign anything to get help."
    """
    if not given.is_english:
        return
    blocks = {block.id: block for block in walk(given.document.blocks) if block.id}
    for key in type(given.type.phrases).model_fields:
        clause = getattr(given.type.phrases, key)
        if clause is None:
            continue
        meaning, signs = _SAYS[key]
        if clause not in blocks:
            yield Finding(f"the clause `{clause}` is missing: {meaning}", clause, "put the clause back")
            continue
        block = blocks[clause]
        if not _says(given, key, signs, block):
            span = block.origin.spans[0] if block.origin.spans else None
            hint = given.cure(plain_text(block), "say it in the agency's own words, but say it")
            yield Finding(f"`{clause}` no longer says this: {meaning}", clause, hint, span=span)


_WORDS = "word-list"
"""Id of the table of words: a right may bear the name of a word that is explained there."""


def sign_up_flag(given: DocumentInput) -> Iterator[Finding]:
    """Every right to be told says whether one must sign up.

    What it does:
        Where a victim's document names a right to notice of the law pack, looks for the sign-up mark: in the same row
        of a table, else in the same section.
    Why:
        Whoever thinks that news comes by itself does not sign up, and hears of a release from a neighbor.

    Example:
        "You have the right to be told of release." without another word
    Use instead:
        the macros of ``_shared/rights.md.j2``, which print the mark with each right
    """
    texts = {section.id: plain_text(section) for section in sections(given.document.blocks)}
    for right in (right for right in given.law.rights if right.is_notice):
        for run in given.victim_runs:
            if run.block.id == _WORDS:
                continue
            if run.text.strip(" .:") == right.name or run.text.startswith(f"{right.name}. "):
                around = _row(run) or texts.get(run.section, "")
                if not _FLAG.search(around.replace(right.name, "")):
                    yield Finding(
                        f'"{right.name}" does not say whether one must sign up',
                        run.subject,
                        "print it with `sign_up(right)`",
                        span=run.span,
                    )


def contact_class(given: DocumentInput) -> Iterator[Finding]:
    """Every contact says who may learn what is said there, and none of the system is called confidential.

    What it does:
        Looks at the contact cards that victims see, and at entries of lists with a name and a number: they, or their
        section, must say who keeps what private. Looks for sentences that call a contact of the justice system
        confidential or private without a "not".
    Why:
        What an office's own advocate hears may have to go to the defense. Whoever knows that can choose whom to tell.

    Example:
        "Talk in private with the Victim desk." for a contact with ``confidentiality: system``
    Use instead:
        "What you tell the Victim desk is not confidential."
    """
    system = {c.label for c in given.profile.contacts if c.confidentiality is Confidentiality.SYSTEM}
    system |= {p.name for p in given.profile.partners if p.confidentiality is Confidentiality.SYSTEM}
    for name, run in _without_class(given):
        message = f'"{name}" does not say who may learn what is said there'
        yield Finding(message, run.subject, "print what its `confidentiality` says", span=run.span)
    for run in given.victim_runs:
        if isinstance(run.block, ContactCard):
            continue
        for sentence in run.sentences:
            named = next((name for name in system if name in sentence), "")
            if named and _CONFIDENTIAL.search(sentence.replace(named, "")) and not _DENIED.search(sentence):
                yield Finding(
                    f'"{named}" is part of the justice system and is called confidential: "{sentence}"',
                    run.subject,
                    given.cure(sentence, "say that it is not, and who is"),
                    span=run.span,
                )


def one_outcome(given: DocumentInput) -> Iterator[Finding]:
    """Where a document speaks of how a case may end, it speaks of both ways, and a letter never brings the news first.

    What it does:
        Looks in what victims read for words of both outcomes: that the conviction stands, and that it is set aside or
        goes to a court. What may happen, "if", is no outcome yet. In papers for staff, a letter to victims whose title
        names an outcome must say that the news came in person or by phone before.
    Why:
        One outcome alone reads like a forecast. And nobody should learn from an envelope that the person is free.

    Example:
        a letter "The conviction is set aside" without one for "The conviction stands"
    Use instead:
        a section for each, with "as we told you when we spoke"
    """
    if not given.is_english:
        return
    for found, other, name in ((_STANDS, _GOES_ON, "is set aside, or goes to a court"), (_UNDONE, _STANDS, "stands")):
        told = next((run for run in given.victim_runs for s in run.sentences if _is_news(s, found)), None)
        if told and not any(other.search(run.text) for run in given.victim_runs):
            hint = "give both outcomes the same room"
            yield Finding(f"it never says that a conviction {name}", told.subject, hint, span=told.span)
    if given.document.audience is Audience.STAFF:
        yield from _first_news(given)


def release_order(given: DocumentInput) -> Iterator[Finding]:
    """What is said of a release also says that an order of protection may change.

    What it does:
        In documents with a section whose title speaks of release, looks for words on protective orders, in that section
        or in one beside it.
    Why:
        An order may end with the conviction it came from, and nobody tells the person who counts on it.

    Example:
        "If the person is released" with a list that stops at "plan where to be"
    Use instead:
        "An order that keeps the person away may end. Ask us, or a lawyer, if yours still holds."
    """
    if not given.is_english:
        return
    for section in (block for block in given.document.blocks if isinstance(block, Section)):
        inside = [section, *sections(section.blocks)]
        about = next((s for s in inside if _is_about_release(s)), None)
        readers = section.audience or given.document.audience
        if about and readers is Audience.VICTIM and not _ORDER.search(plain_text(section)):
            span = about.origin.spans[0] if about.origin.spans else None
            title = plain_inlines(about.title)
            hint = "say that an order may end or change, and whom to ask"
            yield Finding(f'"{title}" says nothing of protective orders', about.id, hint, span=span)


def _says(given: DocumentInput, key: str, signs: tuple[re.Pattern[str], ...], block: Block) -> bool:
    text = plain_text(block)
    if "[gap " in text:
        return True  # whoever fills the gap is asked again
    if key == "safety" and given.law.emergency_number.display not in text:
        return False
    return all(sign.search(text) for sign in signs)


def _without_class(given: DocumentInput) -> Iterator[tuple[str, Run]]:
    """Yield the contacts, with their runs, of which nothing says who may learn what is said there."""
    named = (*(c.label for c in given.profile.contacts), *(p.name for p in given.profile.partners))
    names = tuple(f"{name}." for name in (*named, *(service.name for service in given.law.services)))
    texts = {section.id: plain_text(section) for section in sections(given.document.blocks)}
    seen: set[int] = set()
    for run in given.victim_runs:
        card = run.block
        if isinstance(card, ContactCard):
            if id(card) not in seen and not card.confidentiality:
                yield plain_inlines(card.name), run
            seen.add(id(card))
        elif (
            run.text.startswith(names)
            and _NUMBER.search(run.text)
            and not _PRIVACY.search(run.text)
            and not _PRIVACY.search(texts.get(run.section, ""))
        ):
            yield next(name for name in names if run.text.startswith(name))[:-1], run


def _is_about_release(section: Section) -> bool:
    title = plain_inlines(section.title)
    return bool(_RELEASE.search(title)) and not _NEWS.search(title)


def _row(run: Run) -> str:
    """Return the words of the row of a table that a run stands in, or ""."""
    if isinstance(run.block, Table):
        for row in run.block.rows:
            cells = [plain_inlines(cell) for cell in row]
            if run.text in cells:
                return "\n".join(cells)
    return ""


def _is_news(sentence: str, outcome: re.Pattern[str]) -> bool:
    return bool(outcome.search(sentence)) and not _MAY_BE.search(sentence)


def _first_news(given: DocumentInput) -> Iterator[Finding]:
    for section in sections(given.document.blocks):
        title = plain_inlines(section.title)
        outcome = _STANDS.search(title) or _UNDONE.search(title) or _OUTCOME_LETTER.search(title)
        letters = [s for s in (section, *sections(section.blocks)) if s.audience is Audience.VICTIM]
        if outcome and letters and not _AFTER_A_CALL.search(plain_text(section)):
            span = section.origin.spans[0] if section.origin.spans else None
            hint = 'write "as we told you when we spoke", and tell staff to call first'
            yield Finding(f'"{title}" may be the first news of an outcome', section.id, hint, span=span)


RULES: tuple[Rule[DocumentInput], ...] = (
    Rule("PG531", "mandatory-phrase", mandatory_phrase),
    Rule("PG537", "one-outcome", one_outcome),
    Rule("PG540", "sign-up-flag", sign_up_flag),
    Rule("PG541", "contact-class", contact_class),
    Rule("PG547", "release-order", release_order, blocks_final=False),
)
