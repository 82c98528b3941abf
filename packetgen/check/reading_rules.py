"""Rules on how hard a document reads, part by part, with the facts of profile and law in it. Run by ``engine``.

English only: the formula counts what English sentences are made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packetgen.check.document_words import DocumentInput
from packetgen.check.reading import grade, length
from packetgen.check.reading_parts import Part, Sentence, parts, sentences
from packetgen.check.rule import Finding, Rule
from packetgen.model.document import Audience

VICTIM_GRADE, OTHER_GRADE = 8, 10
"""The highest grade of what victims read, and of what staff and public read unless the document allows more."""
LONGEST = 25
"""Most words of a sentence that a victim reads."""
_SHOWN = 3


def reading_grade(given: DocumentInput) -> Iterator[Finding]:
    """No part reads harder than its readers can be asked to read.

    What it does:
        Takes the grade of Flesch and Kincaid of what stands under each heading, with the facts of profile and law in
        it. Names, numbers, addresses, citations, contact cards and the words that a list of words explains are taken
        out first. A part of less than 60 words is read together with its neighbour. What victims read may have grade 8;
        other papers 10, or what their ``reading_grade`` says, if that is more.
    Why:
        Fear and grief take away half of what a person can read on another day; a court's plain forms aim at grade 5.

    Example:
        "Notwithstanding the aforementioned, notification is contingent upon registration."
    Use instead:
        "You need to sign up to get this news."
    """
    if not given.is_english:
        return
    for part in parts(given):
        reached, most = grade([one.counted for one in part.sentences]), _most(part.audience, given)
        if round(reached, 1) > most:
            worst = _hardest(part)
            shown = "; ".join(_placed(one, given) for one in worst)
            yield Finding(
                f'"{part.title}" reads at grade {reached:.1f}; {most} is the most here. Hardest: {shown}',
                worst[0].run.subject,
                "split long sentences and take plainer words",
                span=worst[0].run.span,
            )


def long_sentence(given: DocumentInput) -> Iterator[Finding]:
    """No sentence that a victim reads has more than 25 words.

    What it does:
        Counts the words of each sentence that a victim reads. A name or an explained word counts as one.
    Why:
        Whoever must read a sentence twice stops reading.

    Example:
        a sentence of 31 words with three conditions
    Use instead:
        one condition a sentence, or a list
    """
    if not given.is_english:
        return
    for one in sentences(given):
        many = length(one.counted)
        if one.run.audience is Audience.VICTIM and many > LONGEST:
            yield Finding(
                f'a sentence of {many} words, {LONGEST} are the most: "{one.text}"',
                one.run.subject,
                given.cure(one.text, "make two sentences of it, or a list"),
                span=one.run.span,
            )


def _most(audience: Audience, given: DocumentInput) -> int:
    asked = given.type.reading_grade
    for_victims = audience is Audience.VICTIM or (audience is Audience.PUBLIC and asked <= VICTIM_GRADE)
    return VICTIM_GRADE if for_victims else max(OTHER_GRADE, asked)


def _hardest(part: Part) -> Sequence[Sentence]:
    """Return the sentences that raise the grade most: those with the highest grade, each by its length."""
    weight = {one: grade([one.counted]) * length(one.counted) for one in part.sentences}
    return sorted(part.sentences, key=lambda one: -weight[one])[:_SHOWN]


def _placed(one: Sentence, given: DocumentInput) -> str:
    """Return a sentence with its template line, and with the field of profile or law that it comes from."""
    line = f"{one.run.span.path}:{one.run.span.line}" if one.run.span else ""
    places = ", ".join(place for place in (line, given.field_of(one.text)) if place)
    return f'"{one.text}" ({places})' if places else f'"{one.text}"'


RULES: tuple[Rule[DocumentInput], ...] = (
    Rule("PG548", "reading-grade", reading_grade),
    Rule("PG549", "long-sentence", long_sentence),
)
