"""Rules on a profile against itself, its law and the date: who it is, whether it is approved, which words it uses.

Rules on contacts and numbers stand in ``contact_rules``. Run by ``engine``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from packetgen.check.rule import Finding, Rule
from packetgen.diagnostics import Severity
from packetgen.load.style import missing_glyphs
from packetgen.load.yaml_tree import KeyPath, dotted
from packetgen.model.fields import character_name
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile, AgencyType
from packetgen.model.provisions import Right, Timing
from packetgen.model.style import Style

_STATES = frozenset(
    re.findall(
        "..",
        "alakazarcacoctdeflgahiidiliniakskylamemdmamimnmsmomtnenvnhnjnmnyncndohokorparisctnsdtxutvtvawawvwiwydcprguviasmp",
    )
)
"""The two-letter codes of the states and territories of the United States, as its postal service writes them."""

_STATE_BEFORE_ZIP = re.compile(r"\b([A-Z]{2})\.?\s+\d{5}(?:-\d{4})?$")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_DAYS_A_WEEK, _BUSINESS_DAYS_A_WEEK = 7, 5


@dataclass(frozen=True, slots=True)
class ProfileInput:
    """What a rule on profiles looks at."""

    profile: AgencyProfile
    data: dict[str, Any]
    """The file's own data, for what is not the model's business."""
    packs: tuple[LawPack, ...]
    """Those that its documents rest on, the jurisdiction's own first."""
    as_of: date
    style: Style | None
    """The packaged fonts; None where glyphs are not looked up."""

    @property
    def law(self) -> LawPack:
        """Return the pack of the agency's own jurisdiction."""
        return self.packs[0]


def head_title(given: ProfileInput) -> Iterator[Finding]:
    """The head's title is one that the law of the jurisdiction gives to a local prosecutor.

    What it does:
        Compares ``agency.head.title`` of a local prosecutor's office with ``terms.prosecutor_titles`` of the law pack.
    Why:
        A District Attorney in Kansas is a Prosecuting Attorney in Missouri, and a Circuit Attorney in St. Louis. A
        wrong title on a letterhead tells every reader that the paper was copied.

    Example:
        ``head: {title: District Attorney}`` with ``jurisdiction: us-mo``
    Use instead:
        ``head: {title: Prosecuting Attorney}``
    """
    head, terms = given.profile.agency.head, given.law.terms
    if not head or not terms or given.profile.agency.type is not AgencyType.PROSECUTOR_LOCAL:
        return
    if head.title not in terms.prosecutor_titles:
        known = ", ".join(f"`{title}`" for title in terms.prosecutor_titles)
        place = given.law.pack.name
        yield Finding(
            f"`agency.head.title` {head.title} is no title of a local prosecutor in {place}",
            "agency.head.title",
            f"write {known}, or record the title in the law pack with its source",
        )


def fictional_law(given: ProfileInput) -> Iterator[Finding]:
    """A real agency rests on real law.

    What it does:
        Refuses a profile without ``fictional: true`` whose jurisdiction is a law pack with ``fictional: true``, or one
        that rests on such a pack.
    Why:
        The law of such a pack is invented. In a real packet it would mislead the people it is meant to help.

    Example:
        ``jurisdiction: us-xe`` in the profile of a real office
    Use instead:
        the code of the agency's own state, for example ``us-mo``, or ``fictional: true``
    """
    for pack in given.packs:
        if pack.pack.fictional and not given.profile.fictional:
            yield Finding(
                f"`agency.jurisdiction` {pack.pack.jurisdiction} is a fictional jurisdiction, and the agency is real",
                "agency.jurisdiction",
                "write the code of the agency's own state, or `fictional: true` if the agency does not exist",
            )
            return


def not_approved(given: ProfileInput) -> Iterator[Finding]:
    """A final has been approved.

    What it does:
        Asks for ``approvals.status: approved``.
    Why:
        Only the head of an agency can put a policy into force. Until then every page says that it is a draft.

    Example:
        ``approvals: {status: counsel_review}``
    Use instead:
        ``approvals: {status: approved}``, with who approved it and when
    """
    approvals = given.profile.approvals
    if approvals.status != "approved":
        yield Finding(
            f"`approvals.status` is {approvals.status}; only what is approved can become final",
            "approvals.status",
            "write `status: approved` when the head of the agency has approved the documents",
        )


def approval_incomplete(given: ProfileInput) -> Iterator[Finding]:
    """What is approved says by whom, from when and until when.

    What it does:
        Asks for ``effective``, ``next_review``, ``approver`` and ``counsel`` when the status is ``approved``, and for
        days of approval that are not in the future.
    Why:
        An accreditor and a court look for exactly these four, and a policy without a day of review grows old unseen.

    Example:
        ``approvals: {status: approved, effective: 2026-12-01}``
    Use instead:
        add ``next_review:``, ``approver:`` and ``counsel:``, each with name, title and ``approved_on``
    """
    approvals = given.profile.approvals
    if approvals.status != "approved":
        return
    for name in ("effective", "next_review", "approver", "counsel"):
        if getattr(approvals, name) is None:
            yield Finding(
                f"`approvals.{name}` is missing, though the status is approved",
                f"approvals.{name}",
                f"add `{name}:` under `approvals`",
            )
    for role, who in (("approver", approvals.approver), ("counsel", approvals.counsel)):
        if who and who.approved_on > given.as_of:
            yield Finding(
                f"`approvals.{role}.approved_on` {who.approved_on} lies after the date of this build, {given.as_of}",
                f"approvals.{role}.approved_on",
                "correct the day, or build on a later one",
            )


def review_passed(given: ProfileInput) -> Iterator[Finding]:
    """The agency's own day of review has not passed.

    What it does:
        Compares ``approvals.next_review`` with the date that the documents speak from.
    Why:
        A policy past its review may name people, numbers and law that are gone.

    Example:
        ``next_review: 2025-12-01`` in a build of November 2026
    Use instead:
        review the documents, then write the next day of review
    """
    review = given.profile.approvals.next_review
    if review and review < given.as_of:
        yield Finding(
            f"`approvals.next_review` {review} has passed",
            "approvals.next_review",
            "review the documents, then write the next day of review",
        )


def state_in_address(given: ProfileInput) -> Iterator[Finding]:
    """The state in a postal address is the state of the jurisdiction.

    What it does:
        Reads the two letters before a five-digit postcode in the addresses of the agency and of its contacts, and
        compares them with ``agency.jurisdiction``.
    Why:
        Many states have a Jackson County. A wrong state brings the wrong law, the wrong hotlines and the wrong rights.

    Example:
        ``Kansas City, MO 64106`` with ``jurisdiction: us-ks``
    Use instead:
        ``jurisdiction: us-mo``
    """
    nation, _, state = given.profile.agency.jurisdiction.partition("-")
    if nation != "us" or state not in _STATES:
        return
    places = {"agency.address": given.profile.agency.address}
    places |= {f"contacts[{n}].address": c.address for n, c in enumerate(given.profile.contacts)}
    for path, lines in places.items():
        for number, line in enumerate(lines):
            found = _STATE_BEFORE_ZIP.search(line)
            if found and found[1].lower() in _STATES and found[1].lower() != state:
                yield Finding(
                    f"`{path}[{number}]` names the state {found[1]}, but the jurisdiction is us-{state}",
                    f"{path}[{number}]",
                    f"write `jurisdiction: us-{found[1].lower()}`, or correct the address",
                )


def deadlines_against_law(given: ProfileInput) -> Iterator[Finding]:
    """The agency's time limits are at least as good for victims as the law's.

    What it does:
        Compares the first notice, the notice before a filing and the notice before a hearing with the time limits of
        the law pack's rights that bind a prosecutor. Business days count as days of a week of five.
    Why:
        A policy may promise more than the law, never less.

    Example:
        ``first_notice_business_days: 20`` where the law gives 20 calendar days
    Use instead:
        ``first_notice_business_days: 14``
    """
    own = given.profile.notification.deadlines
    for right in given.law.rights:
        timing = right.timing
        if not (timing and right.is_notice and right.holds_on(given.as_of) and "prosecut" in right.provider.lower()):
            continue
        days = _calendar_days(timing)
        anchor = timing.anchor.lower()
        if days is None:
            continue
        if "hearing" in anchor and anchor.startswith("before") and own.hearing_notice_calendar_days < days:
            yield _too_weak("hearing_notice_calendar_days", right, timing, f"{days} or more")
        elif "fil" in anchor and anchor.startswith("before") and own.filing_notice_calendar_days < days:
            yield _too_weak("filing_notice_calendar_days", right, timing, f"{days} or more")
        elif "review" in anchor and anchor.startswith("after"):
            most = days * _BUSINESS_DAYS_A_WEEK // _DAYS_A_WEEK
            if own.first_notice_business_days > most:
                yield _too_weak("first_notice_business_days", right, timing, f"{most} or fewer")


def glyphs(given: ProfileInput) -> Iterator[Finding]:
    """Every character of the profile can be shown by a packaged font.

    What it does:
        Looks up each character of each value in the fonts that come with the documents.
    Why:
        A character without a glyph prints as an empty box, on one machine and not on the other.

    Example:
        a name in hieroglyphs
    Use instead:
        the name in letters that the fonts have, or a style folder with a font that has them
    """
    if given.style is None:
        return
    for path, text in _texts(given.data, ()):
        missing = missing_glyphs(unicodedata.normalize("NFC", text), given.style)
        for character in sorted(missing):
            yield Finding(
                f"`{dotted(path)}` holds {character_name(character)}, which no packaged font can show",
                dotted(path),
                "write it in other letters, or add a font that has it to `_style/fonts`",
                f"the character {character}" if character.isprintable() else "",
            )


def invisible_characters(given: ProfileInput) -> Iterator[Finding]:
    """No value holds characters that nobody can see.

    What it does:
        Looks for soft hyphens, zero-width spaces and word joiners.
    Why:
        They come along when text is copied from a web page. They break searches, names and numbers, and nobody sees
        why.

    Example:
        ``name: Exam\u00adple`` with a soft hyphen, "Exam-ple"
    Use instead:
        type the value again
    """
    for path, text in _texts(given.data, ()):
        found = _INVISIBLE.search(text)
        if found:
            yield Finding(
                f"`{dotted(path)}` holds the invisible {character_name(found[0])}", dotted(path), "type the value again"
            )


def _calendar_days(timing: Timing) -> int | None:
    match timing.unit:
        case "calendar_days":
            return timing.value
        case "business_days":
            return -(-timing.value * _DAYS_A_WEEK // _BUSINESS_DAYS_A_WEEK)
        case "hours":
            return -(-timing.value // 24)
        case _:
            return None


def _too_weak(name: str, right: Right, timing: Timing, cure: str) -> Finding:
    unit = timing.unit.replace("_", " ")
    path = f"notification.deadlines.{name}"
    return Finding(
        f"`{path}` gives victims less than the law: {timing.value} {unit} {timing.anchor} (`rights.{right.id}`)",
        path,
        f"write {cure}",
    )


def _texts(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _texts(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _texts(below, (*path, index))
    elif isinstance(value, str):
        yield path, value


def question_unanswered(given: ProfileInput) -> Iterator[Finding]:
    """The profile answers the questions that every notification protocol has to answer.

    What it does:
        Looks for what the profile leaves open of the twelve questions of the Bureau of Justice Assistance: who keeps
        the protocol, when people are told and why then, who decides on a delay, from whom a first letter comes, how
        staff are trained, where contacts are logged and how long that is kept. The samples answer the others.
    Why:
        A question that is open on paper is answered by whoever picks up the phone, each time differently.
        Source: https://bja.ojp.gov/library/publications/12-key-questions-guide-victim-notification-protocols

    Example:
        no ``notification.stance``
    Use instead:
        ``stance: early`` and, as ``rationale``, why
    """
    profile = given.profile
    answers: tuple[tuple[str, str, object], ...] = (
        ("who keeps the protocol", "policy.owner", profile.policy.owner),
        ("when people are told", "notification.stance", profile.notification.stance),
        ("why then", "notification.rationale", profile.notification.rationale),
        ("who decides on a delay", "notification.delay.approver", profile.notification.delay.approver),
        ("how a first letter is sent", "agency.neutral_name", profile.agency.neutral_name),
        ("how staff are trained", "training.hours", profile.training.hours),
        ("where contacts are logged", "records.log_system", profile.records.log_system),
        ("how long records are kept", "records.retention", profile.records.retention),
    )
    missing = [f"{question} (`{path}`)" for question, path, answer in answers if answer is None]
    if missing:
        yield Finding(
            f"the protocol does not yet say {', '.join(missing)}",
            "notification",
            "decide it with the team, then write it down",
            at_key=True,
        )


RULES: tuple[Rule[ProfileInput], ...] = (
    Rule("PG251", "question-unanswered", question_unanswered, Severity.NOTE, blocks_final=False),
    Rule("PG221", "head-title", head_title),
    Rule("PG229", "approval-incomplete", approval_incomplete),
    Rule("PG230", "review-passed", review_passed),
    Rule("PG231", "not-approved", not_approved, Severity.NOTE),
    Rule("PG232", "state-in-address", state_in_address),
    Rule("PG233", "deadlines-against-law", deadlines_against_law),
    Rule("PG234", "glyphs", glyphs, Severity.ERROR),
    Rule("PG235", "invisible-characters", invisible_characters, blocks_final=False),
    Rule("PG237", "fictional-law", fictional_law, Severity.ERROR),
)
