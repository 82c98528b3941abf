"""Rules on words that can do harm: what gives a case away, what keeps people from help, what names people.

Run by ``engine``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from packetgen.check.document_words import DocumentInput, Run, near, strings, without
from packetgen.check.rule import Finding, Rule
from packetgen.model.contacts import PartnerGroup
from packetgen.model.document import Audience, Section
from packetgen.model.walk import plain_text, sections

_GIVES_AWAY = re.compile(
    r"\b(?:crim(?:e|es|inal\w*)|court\w*|(?:the|a|your|this|that|old|cold|legal) (?:cases?|files?)|case (?:number"
    r"|file|name)"
    r"|victim\w*|survivor\w*|convict\w*|releas\w*|innocen\w*|guilt\w*|prosecut\w*|attorneys?|lawyers?"
    r"|D\.?A\.?(?=['’\s])"
    r"|police|sheriff|detectives?|officers?|prisons?|jails?|parole|probation|inmates?|offend\w*|judges?|judicial"
    r"|trials?"
    r"|appeals?|DNA|evidence|sentenc\w*|hearings?|justice|exonerat\w*|abuse\w*|assault\w*|homicide|murder\w*"
    r"|defendants?"
    r"|testif\w*|witness\w*|urgent\w*|immediately|emergency|investigat\w*|law|legal|rights|commission|what happened"
    r"|(?:hurt|harmed|attacked) you|incident)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?:", re.IGNORECASE)
_SHY = (
    r"(?:(?:do|should|must|may|can|could)(?: not|n['’]t)(?: (?:want|have) to)?|cannot|never|(?:it is )?(?:best"
    r"|better|wise|safer)"
    r" not(?: to)?|refuse to|refrain from|avoid|(?:advise|recommend|warn)\w* (?:you )?against"
    r"|(?:tell|advise|urge|ask|warn)(?:s|ed)? \w+(?: \w+)? (?:not to|against))"
)
_TALK = (
    r"(?:talk|speak|answer|respond|reply|meet|deal|engage|cooperat|communicat|giv|contact|agree to (?:talk|speak|meet))"
    r"(?:e|ing)?"
)
_THEM = (
    r"(?:the )?(?:defen[cs]e|other side|opposing (?:side|counsel)|innocence (?:group|project|organi[sz]ation)s?"
    r"|(?:lawyers?|attorneys?|solicitors?|investigators?)(?: \w+){0,2} for the (?:person|defen|convicted|applicant"
    r"|petitioner))"
)
_US = r"(?:us|me|our office|this office|the (?:office|agency|prosecutor)|your advocate)"
_AGAINST = re.compile(
    rf"\b{_SHY} {_TALK}\b[^.!?]{{0,60}}?\b{_THEM}"
    rf"|\b(?:call|tell|ask|contact|check with|(?:speak|talk) (?:to|with)) {_US} (?:first"
    rf"|before)\b[^.!?]{{0,60}}\b{_THEM}"
    rf"|\bif [^.!?]{{0,40}}\b{_THEM}[^.!?,]*, (?:hang up|refuse|say no|(?:call|tell|contact) {_US})"
    rf"|\b{_THEM}[^.!?]{{0,40}}\b(?:could|may|might|can|will) (?:harm|hurt|damage|weaken|undermine)",
    re.IGNORECASE,
)
_FORBIDS_IT = re.compile(
    r"\b(?:never|do not|don['’]t|must not|may not|should not|nobody|no one|not)\b[^.!?]*\b(?:tell|tells|advise"
    r"|advises|ask"
    r"|suggest|suggests|imply|discourage|steer|urge|say|says|hint|instruct|pressure|warn|warns)\b",
    re.IGNORECASE,
)
_OWN_CHOICE = re.compile(r"\b(?:have|need) to\b|\bneed not\b", re.IGNORECASE)
_HELP = r"(?:help|services?|support|news|updates?|notice|advocate|packet|information|call|tell|contact)"
_UNLESS = r"(?:unless|until|only(?: \w+){0,2} (?:if|when|after)|as long as|provided(?: that)?)"
_SIGNS = (
    r"(?:sign(?:s|ed)?\b(?![ -](?:up|in))|agrees?\b|cooperates?\b|waives?\b|returns? (?:the|this) form|testif\w+"
    r"|speaks? (?:to|with) us)"
)
_PAPER = r"(?:sign(?:s|ed|ing|ature)?\b(?![ -](?:up|in))|(?:the|this|your) (?:\w+ )?(?:form|receipt)\b|agree\b)"
_CONDITIONS = re.compile(
    r"\b(?:you|they|she|he|victims?|survivors?) (?:must|have to|has to|need to|needs to|are required to|is required to)"
    r" (?:first )?sign\b(?![ -](?:up|in|away|language))"
    rf"|\b{_HELP}\b[^.!?]*\b{_UNLESS} (?:you|they|she|he|the (?:victim|survivor|person)) {_SIGNS}"
    rf"|\b{_UNLESS} you {_SIGNS}[^.!?]*\b{_HELP}\b"
    r"|\b(?:sign|return|complete|fill (?:in|out)) (?:here|this|the|your)\b[^.!?]{0,40}"
    r"\b(?:to (?:get|receive|keep)|before (?:we|you) can)\b"
    r"|\bby signing\b[^.!?]*\b(?:agree|accept|waive|give up)\b|\bI waive\b"
    r"|\b(?:help|services?|support) (?:will (?:end|stop)|ends?|stops?|depends?)\b[^.!?]{0,40}"
    r"\b(?:form|sign|cooperat|answer|reply)",
    re.IGNORECASE,
)
_NO_HELP = (
    r"(?:\bno (?:help|services?|news|support)|\b(?:cannot|can['’]t|will not|are unable to) (?:help|send|give|offer"
    r"|start|provide)"
    r"|\b(?:stop|end) (?:\w+ ){0,2}(?:help|news|services?|sending))\b"
)
_REFUSALS = re.compile(
    rf"{_NO_HELP}[^.!?]*\b(?:until|unless|before|if|without)\b[^.!?]*\b{_PAPER}"
    rf"|\b(?:if you do not|unless you|without)\b[^.!?]{{0,30}}\b{_PAPER}[^.!?]*{_NO_HELP}",
    re.IGNORECASE,
)
_AGREES = re.compile(
    r"\b(?:I|we) (?:\w+ (?:and )?){0,3}(?:agree|consent|accept|waive)\b|\bagrees? to (?:be|the)\b", re.IGNORECASE
)
_RECEIPT = re.compile(r"acknowledg|receipt", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|not|cannot|never|nobody|nothing|without|neither|nor|none|no one)\b|n['’]t\b|\bfree to\b", re.IGNORECASE
)
_RESTORATIVE = re.compile(
    r"\brestorative\b|\b(?:victim[-– ]offender )?(?:dialogues?|mediation)\b|\bapology (?:letters?|bank)\b"
    r"|\bletters? of apology\b|\baccountability letters?\b"
    r"|\bmeet(?:ing)? (?:with )?the (?:person convicted|convicted person|person who was convicted)\b",
    re.IGNORECASE,
)
_NOT_WHILE = re.compile(
    r"\b(?:not|no|never|cannot|nor|nothing)\b[^.!?]{0,160}\b(?:offer|arrange|set up|open|part|available|possible"
    r"|suggest|program|start|take part|run|hold|bring)\w*"
    r"|\b(?:offer|arrange|available|possible|set up|open)\w*\b[^.!?]{0,60}\b(?:not|no|nothing|only (?:after|when"
    r"|once|if))\b"
    r"|\b(?:not|never|no)\b[^.!?]{0,80}\b(?:while|during|as long as|until|before)\b[^.!?]{0,80}\b(?:claim|review"
    r"|innocen\w+|open|pending|appeal|decid\w+)",
    re.IGNORECASE,
)
_VIOLENCE_AT_HOME = re.compile(r"\b(?:domestic|partner|family|at home|in (?:the|your) home)\b", re.IGNORECASE)
_CASE_DATA = re.compile(
    r"\b(?i:case|cause|docket|file|indictment) (?i:no\.?|number|#):? ?(?=[\w-]*\d)[\w-]{4,}"
    r"|\b(?i:case) #(?=[\w-]*\d)[\w-]{4,}|\b\d{2,4}-?(?:CR|CF|CV|CRS|PCR|MD)-?\d{2,}\b"
    r"|\b(?:State|People|Commonwealth|United States|R|Rex|Regina) v\.? (?!Name\b)[A-Z][a-z]+|\b\d{3}-\d{2}-\d{4}\b"
    r"|\b(?i:DOC|inmate|prisoner|register|booking) (?:(?i:no\.?|number|ID) ?|#):? ?(?=[\w-]*\d)[\w-]{4,}"
    r"|\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z][a-z]{2,}\b"
)


def gives_away(given: DocumentInput) -> Iterator[Finding]:
    """What may reach somebody else gives nothing away.

    What it does:
        Looks in the sections that ``document.yaml`` names under ``first_contact_sections`` for words of crime and
        court, for links, and for names and addresses of the agency and its units. Titles are no part of the message,
        and where a part of such a section is for victims, neither are the instructions around it.
    Why:
        A partner, a child or an employer opens the letter or hears the message.

    Example:
        "This is the Conviction Integrity Unit about your case." on voicemail
    Use instead:
        "This is Ana from Example County Offices. Please call 816-555-0142."
    """
    wanted = frozenset(str(name) for name in given.type.first_contact_sections)
    neutral = set(given.profile.agency.neutral_return_address)
    agency = given.profile.agency
    names = [agency.name, agency.short_name, *(unit.name for unit in given.profile.units)]
    names += [unit.abbreviation for unit in given.profile.units]
    names += [line for line in agency.address if line not in neutral]
    known = [name for name in names if name and name != agency.neutral_name]
    for run in given.runs if wanted else ():
        if not _reaches_others(run, wanted):
            continue
        found = next((name for name in known if name in run.text), "")
        match = _GIVES_AWAY.search(run.text)
        found = found or (match[0] if match else next((url for url in run.urls if _LINK.match(url)), ""))
        if found:
            yield Finding(
                f'"{found}" gives away what it is about: "{near(run.text, found)}"',
                run.subject,
                given.cure(run.text, "take it out, or use `agency.neutral_name` and `agency.neutral_return_address`"),
                span=run.span,
            )


def against_the_defense(given: DocumentInput) -> Iterator[Finding]:
    """No sentence tells a victim not to speak with the defense.

    What it does:
        Looks for "do not talk to the defense", "better not to answer", "call us before you speak with them" and the
        like, in every document. A sentence that forbids staff to say so is left alone.
    Why:
        Whom to talk with is the victim's own choice; to talk somebody out of it may break the law and undo a case.

    Example:
        "Do not speak with investigators for the person convicted."
    Use instead:
        "Talking to any of them is your own decision."
    """
    for run in given.runs if given.is_english else ():
        for sentence in () if run.is_what_not_to_say else run.sentences:
            found = _AGAINST.search(sentence)
            if not found or _OWN_CHOICE.search(found[0]):
                continue
            forbidden = _FORBIDS_IT.search(sentence[: found.end()])
            if forbidden is None or forbidden.start() >= found.start():
                yield Finding(
                    f'it talks people out of speaking with the defense: "{sentence}"',
                    run.subject,
                    given.cure(sentence, "say that it is their own choice"),
                    span=run.span,
                )


def condition_on_help(given: DocumentInput) -> Iterator[Finding]:
    """No form and no signature stands between a person and help.

    What it does:
        Looks for "you must sign", "until you return the form", "by signing you agree" and the like in what victims
        read, and for "I agree" in an acknowledgment of receipt.
    Why:
        A signature that is asked for in fear is no choice, and somebody without help is in danger.

    Example:
        "Sign this form to get help."
    Use instead:
        "You need not sign anything to get help."
    """
    for run in given.runs if given.is_english else ():
        receipt = any(_RECEIPT.search(section.id) for section in run.trail)
        if run.audience is not Audience.VICTIM and not receipt:
            continue
        for sentence in run.sentences:
            found = _CONDITIONS.search(sentence) or (_AGREES.search(sentence) if receipt else None)
            found = None if found and _DENIED.search(sentence) else found
            found = found or _REFUSALS.search(sentence)
            if found and not sentence.endswith("?"):
                yield Finding(
                    f'"{found[0]}" makes help depend on a paper: "{sentence}"',
                    run.subject,
                    given.cure(sentence, 'say that nothing need be signed; a receipt says "I got this" and no more'),
                    span=run.span,
                )


def restorative_offer(given: DocumentInput) -> Iterator[Finding]:
    """No meeting with the person convicted is offered while innocence may still be claimed.

    What it does:
        Where victims read of restorative dialogue, mediation, an apology bank or a restorative partner,
        looks in the same section for words that say it is not offered, or not while a claim is open. Where it is named
        and domestic violence is among the agency's cases, a word on violence at home has to stand there too.
    Why:
        Such a meeting needs somebody who says "I did it". While the question is open it hurts both, and it can be used
        in court.

    Example:
        "You can ask for a dialogue with the person convicted."
    Use instead:
        "We do not arrange meetings with the person convicted while a claim of innocence is open."
    """
    partners = [p.name for p in given.profile.partners if p.group is PartnerGroup.RESTORATIVE]
    texts: dict[int, str] = {}
    for run in given.victim_runs if given.is_english else ():
        named = next((name for name in partners if name in run.text), "")
        found = _RESTORATIVE.search(without(run.text, given.official_names))
        if not (named or found):
            continue
        around = run.trail[-1] if run.trail else None
        text = texts.setdefault(id(around), plain_text(around)) if around else run.text
        what = named or (found[0] if found else "")
        if not _NOT_WHILE.search(text):
            message, hint = "is named without a word on open claims", "say that it is not offered while a claim is open"
        elif named and given.profile.populations.domestic_violence and not _VIOLENCE_AT_HOME.search(text):
            message, hint = "is named without a word on violence at home", "say that it is not for every case"
        else:
            continue
        yield Finding(f'"{what}" {message}', run.subject, given.cure(run.text, hint), span=run.span)


def case_data(given: DocumentInput) -> Iterator[Finding]:
    """No case number and no private person's name stands in a document.

    What it does:
        Looks for case, docket and prisoner numbers, for "State v. …" and for "Mr." and "Ms." with a name, outside of
        citations and of the names of staff that the profile gives.
    Why:
        The documents are the same for every reader. One case's data in them would go to all.

    Example:
        "in case number 19CR-00417"
    Use instead:
        a merge field, which the agency's own case system fills: ``{{ merge("case_number", "case number") }}``
    """
    typed = [text for text in strings(given.profile) if _CASE_DATA.search(text)]
    typed += [authority.citation for authority in given.law.authorities]
    for run in given.runs:
        found = _CASE_DATA.search(given.unofficial(without(run.text, typed)))
        if found:
            yield Finding(
                f'"{found[0]}" looks like the data of one case: "{near(run.text, found[0])}"',
                run.subject,
                "put a merge field in its place",
                span=run.span,
            )


def _reaches_others(run: Run, wanted: AbstractSet[str]) -> bool:
    """Return whether a run is part of a message: of a first-contact section or clause, but no title in it.

    In a paper for staff, what surrounds a section for victims is an instruction, and no part of the message.
    """
    around = next((section for section in run.trail if section.id in wanted), None)
    if around is None:
        return run.subject in wanted and not isinstance(run.block, Section)
    message = any(section.audience is Audience.VICTIM for section in (around, *sections(around.blocks)))
    title = isinstance(run.block, Section)
    return (run.audience is Audience.VICTIM or not message) and not title


RULES: tuple[Rule[DocumentInput], ...] = (
    Rule("PG533", "gives-away", gives_away),
    Rule("PG534", "against-the-defense", against_the_defense),
    Rule("PG535", "condition-on-help", condition_on_help),
    Rule("PG536", "restorative-offer", restorative_offer),
    Rule("PG546", "case-data", case_data),
)
