"""Rules on a law pack: whether counsel has read it, how old it is, whether what it cites is the law.

Run by ``engine`` on the pack of the agency's jurisdiction and on its nation's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from packetgen.check.document_words import near, paths
from packetgen.check.rule import Finding, Rule
from packetgen.diagnostics import Severity
from packetgen.model.authority import Absent, Authority, AuthorityStatus, Registration
from packetgen.model.contacts import HOTLINE_DAYS, is_verified
from packetgen.model.in_force import in_force, statements_on
from packetgen.model.law import LawPack, statements
from packetgen.model.provisions import NotificationSystem, Right, StateService
from packetgen.model.shelf_life import AGEING, OLDEST, origins_overdue, pack_overdue

_NOT_LAW = {
    AuthorityStatus.REPEALED: "is repealed",
    AuthorityStatus.STRUCK_DOWN: "was struck down",
    AuthorityStatus.PROPOSED: "is only proposed",
}


_NOT_PRINTED = frozenset({"id", "authorities", "sources", "dispute", "topics", "forbidden"})
_PROVENANCE = re.compile(
    r"\b(?:was|were|been) (?:not |only |last )?(?:seen|read)\b|\bnot (?:been )?called\b|\bas far as is known\b"
    r"|\b(?:stored|old|older|one) cop(?:y|ies)\b|\b(?:one|two|three|several|old|older|news|county|national) pages?\b"
    r"|\bundated\b|\bnewspaper (?:pieces?|pages?|articles?|reports?)|\bbrochure|\bdigests?\b|\bheading only\b"
    r"|\b(?:one|state|older) guides?\b|\breport of \d",
    re.IGNORECASE,
)

_RIGHT = re.compile(r"\brights? to\b", re.IGNORECASE)


@dataclass(frozen=True)
class LawInput:
    """What a rule on law looks at."""

    pack: LawPack
    """With the texts of every day."""
    as_of: date

    @cached_property
    def in_force(self) -> LawPack:
        """Return the pack as it speaks on the day of the documents."""
        return in_force(self.pack, self.as_of)


def law_unreviewed(given: LawInput) -> Iterator[Finding]:
    """Counsel has read the law that a final speaks of.

    What it does:
        Asks for ``pack.status: counsel_reviewed``, with the reviewer's name and day.
    Why:
        A packet tells people what their rights are. Only a lawyer of the jurisdiction can say that it is so.

    Example:
        ``pack: {status: unreviewed}``
    Use instead:
        ``pack: {status: counsel_reviewed}`` with an entry under ``reviewers``, after counsel has read the pack
    """
    header = given.pack.pack
    if header.status != "counsel_reviewed":
        yield Finding(
            f"no counsel has reviewed the law of {header.name} (version {header.version}, as of {header.as_of})",
            "pack.status",
            "have counsel of the jurisdiction read the pack; until then every page says DRAFT",
        )
    elif not header.reviewers:
        yield Finding(
            f"the law of {header.name} is called reviewed, but no reviewer is named",
            "pack.status",
            "add who reviewed it, and when, under `pack.reviewers`",
        )


def law_past_review(given: LawInput) -> Iterator[Finding]:
    """The day of review has not passed, for the pack and for each authority and page; none is more than a year old.

    What it does:
        Compares ``pack.as_of`` and ``next_review`` of the pack, of its authorities and of its sources, with the date
        of the documents. A draft says "verify before use" on each page or at the citation.
    Why:
        Legislatures meet every year. Law that nobody has looked at since may be gone.

    Example:
        ``next_review: 2025-10-01`` in a build of November 2026
    Use instead:
        check each authority again, then write the new ``as_of`` and ``next_review``
    """
    header = given.pack.pack
    cure = "check each authority again, then write the new `as_of` and `next_review`"
    if header.next_review < given.as_of:
        yield Finding(f"the review of {header.name}'s law was due on {header.next_review}", "pack.next_review", cure)
    elif pack_overdue(given.pack, given.as_of):
        yield Finding(f"{header.name}'s law is as of {header.as_of}, more than a year ago", "pack.as_of", cure)
    used = {name for _, one in statements_on(given.pack, given.as_of) for name in (*one.authorities, *one.sources)}
    for origin in origins_overdue(given.pack, given.as_of):
        if origin.next_review and origin.next_review < given.as_of and origin.id in used:
            kind = "authorities" if isinstance(origin, Authority) else "sources"
            name = origin.citation if isinstance(origin, Authority) else origin.title
            cure = "look it up again, then write the new `as_of` and `next_review`"
            path = f"{kind}.{origin.id}.next_review"
            yield Finding(f"the review of {name} was due on {origin.next_review}", path, cure)


def law_ageing(given: LawInput) -> Iterator[Finding]:
    """The pack is not more than half a year old.

    What it does:
        Compares ``pack.as_of`` with the date of the documents. This is a reminder; after a year it is no longer one.
    Why:
        In half a year most legislatures have met once.

    Example:
        ``as_of: 2026-03-01`` in a build of November 2026
    Use instead:
        look at the session laws since then, then write the new ``as_of``
    """
    header = given.pack.pack
    if AGEING < given.as_of - header.as_of <= OLDEST and not pack_overdue(given.pack, given.as_of):
        message = f"{header.name}'s law is as of {header.as_of}, more than half a year ago"
        yield Finding(message, "pack.as_of", "look at the session laws since then, then write the new `as_of`")


def unknown_registration(given: LawInput) -> Iterator[Finding]:
    """Every right to notice says whether a victim has to sign up.

    What it does:
        Looks for ``registration: unknown`` in rights to be told something, in the news of stages and in clemency.
    Why:
        Whoever believes that news comes by itself, and it does not, hears of a release from a neighbour.

    Example:
        ``registration: unknown``
    Use instead:
        ``registration: on_request``, with the authority or source that says so
    """
    hint = "find out who must ask whom, and record it with its source"
    for right in given.in_force.rights:
        if right.is_notice and right.registration is Registration.UNKNOWN:
            yield Finding(
                f"nobody knows whether `{right.id}` must be asked for", f"rights.{right.id}.registration", hint
            )
    for stage in given.in_force.stages:
        for index, update in enumerate(stage.updates):
            if update.registration is Registration.UNKNOWN:
                path = f"stages.{stage.id}.updates[{index}].registration"
                yield Finding(f"nobody knows whether news of `{stage.id}` must be asked for", path, hint)
    clemency = given.in_force.clemency
    if clemency and clemency.registration is Registration.UNKNOWN:
        yield Finding("nobody knows whether news of clemency must be asked for", "clemency.registration", hint)


def one_sided_dispute(given: LawInput) -> Iterator[Finding]:
    """A dispute gives both sides, each with its source.

    What it does:
        Asks for at least two ``claims`` in each ``dispute``, each with authorities or sources.
    Why:
        Where sources disagree, counsel has to see both to decide.

    Example:
        ``dispute: {claims: [{text: Registration is always needed}], follows: …, why: …}``
    Use instead:
        two claims, each with ``authorities`` or ``sources``
    """
    for path, statement in statements(given.pack):
        dispute = statement.dispute
        if dispute is None:
            continue
        sourced = [claim for claim in dispute.claims if claim.authorities or claim.sources]
        if len(sourced) < 2:
            yield Finding(
                f"the dispute of `{path}` gives {len(sourced)} of its sides with a source; it takes two",
                f"{path}.dispute",
                "add what the other side says, and where",
                at_key=True,
            )


def authority_dates(given: LawInput) -> Iterator[Finding]:
    """The dates of an authority can be true.

    What it does:
        Refuses an ``effective_to`` before ``effective_from``, and an ``as_of`` in the future, for authorities, sources
        and the pack itself.
    Why:
        Dates decide which law speaks. A slip of one digit turns a statute on or off.

    Example:
        ``{effective_from: 2024-08-28, effective_to: 2023-08-27}``
    Use instead:
        the dates as the source prints them
    """
    pack = given.pack
    for kind, entries in (("authorities", pack.authorities), ("sources", pack.sources)):
        for entry in entries:
            if entry.as_of > given.as_of:
                path = f"{kind}.{entry.id}.as_of"
                yield Finding(f"`{path}` {entry.as_of} lies after the date of this build, {given.as_of}", path)
    for path, start, end in _periods(pack):
        if start and end and end < start:
            yield Finding(
                f"`{path}` ends on {end}, before it starts on {start}",
                f"{path}.effective_to",
                "write the dates as the source prints them",
            )
    if pack.pack.as_of > given.as_of:
        yield Finding(f"`pack.as_of` {pack.pack.as_of} lies after the date of this build, {given.as_of}", "pack.as_of")


def cited_though_gone(given: LawInput) -> Iterator[Finding]:
    """What is told as the law is the law.

    What it does:
        Looks at every statement that is true on the date of the documents. None may rest on an authority that is
        repealed, struck down or only proposed, or that is out of force on that date.
    Why:
        A right that was repealed is a promise that nobody keeps.

    Example:
        ``authorities: [old-act]`` where ``old-act`` has ``status: repealed``
    Use instead:
        the authority that took its place, named by ``superseded_by``
    """
    known = {authority.id: authority for authority in given.pack.authorities}
    for path, statement in statements_on(given.pack, given.as_of):
        for index, name in enumerate(statement.authorities):
            authority = known[name]
            why = _why_not_law(authority, given.as_of)
            if why:
                cure = (
                    f"cite `{authority.superseded_by}`" if authority.superseded_by else "cite the law that is in force"
                )
                yield Finding(
                    f"`{path}` rests on {authority.citation}, which {why}", f"{path}.authorities[{index}]", cure
                )


def right_without_law(given: LawInput) -> Iterator[Finding]:
    """What is told as a right rests on law, not on a page alone.

    What it does:
        Asks for ``authorities`` of every entry of ``rights``, and of every other text that says "right to".
    Why:
        A leaflet may promise what no law gives. Who leans on it in court falls.

    Example:
        a right with ``sources: [brochure]`` and no ``authorities``
    Use instead:
        the statute or rule that gives it; without one, ``statements`` or ``glossary`` may tell what an office does
    """
    for path, statement in statements_on(given.pack, given.as_of):
        plain = getattr(statement, "plain", "")
        if not statement.authorities and (isinstance(statement, Right) or _RIGHT.search(plain)):
            yield Finding(
                f"`{path}` tells of a right and names no law, only {', '.join(statement.sources)}",
                path,
                "add the statute or rule under `authorities`, or tell it as what an office does, not as a right",
                at_key=True,
            )


def provenance_in_words(given: LawInput) -> Iterator[Finding]:
    """What victims read speaks to them, not of how the law was looked up.

    What it does:
        Looks for "was not seen", "undated", "an old page", "one guide says" and the like in the words of statements.
    Why:
        A frightened person reads a doubt about our research as a doubt about her right. Where it was seen, and how,
        stands with the authority or source; what is doubtful for her is said as what she can do.

    Example:
        ``caution: The number was seen on one undated page.``
    Use instead:
        ``caution: This number may have changed. If it fails, ask us.``, and the page's date in ``text_date``
    """
    for path, statement in statements_on(given.pack, given.as_of):
        printed = () if isinstance(statement, Absent) else type(statement).model_fields.keys() - _NOT_PRINTED
        for name in printed:
            for place, text in paths(f"{path}.{name}", getattr(statement, name)):
                if found := _PROVENANCE.search(text):
                    yield Finding(
                        f'`{place}` speaks of how it was looked up: "{near(text, found[0])}"',
                        place,
                        "say what it means for the reader, and put the rest into `note`, `text_date` or `unknown`",
                    )


def services_unverified(given: LawInput) -> Iterator[Finding]:
    """The state-wide lines and systems were called not long ago.

    What it does:
        Counts the services and notification systems with a number that have no ``last_verified`` of the last 90 days,
        and names them in one finding.
    Why:
        These numbers stand on the page that people tear off and keep.

    Example:
        a service without ``last_verified``
    Use instead:
        call it, then write ``last_verified: 2026-11-02``
    """
    pack = given.in_force
    entries: tuple[StateService | NotificationSystem, ...] = (*pack.services, *pack.notification_systems)
    stale = [e for e in entries if (e.phone or e.tty) and not is_verified(e.last_verified, given.as_of, HOTLINE_DAYS)]
    if stale:
        names = ", ".join(f"`{entry.id}`" for entry in stale)
        first = "services" if isinstance(stale[0], StateService) else "notification_systems"
        yield Finding(
            f"in the last {HOTLINE_DAYS} days nobody has called {names}",
            f"{first}.{stale[0].id}",
            "call each, check every detail, then write the day as `last_verified:`",
        )


def service_number(given: LawInput) -> Iterator[Finding]:
    """The numbers of a real pack are real and in use, those of a fictional one fictional.

    What it does:
        Looks at every number of services and notification systems: it may be none that is known to be dead or
        misprinted, and it must lie in a range for fiction exactly when the pack is fictional. Short numbers are left
        alone.
    Why:
        A whole state copies these numbers.

    Example:
        ``phone: 866-365-4986``
    Use instead:
        ``phone: 866-365-4968``
    """
    dead = {known.number.e164: known.reason for known in given.pack.superseded_numbers}
    for kind, entries in (("services", given.pack.services), ("notification_systems", given.pack.notification_systems)):
        for entry in entries:
            for key in ("phone", "text", "tty"):
                phone = getattr(entry, key, None)
                path = f"{kind}.{entry.id}.{key}"
                if phone is None:
                    continue
                if phone.e164 in dead:
                    yield Finding(f"`{path}` must not be printed: {dead[phone.e164]}", path, "find the one in use")
                elif not phone.short_code and phone.fictional is not given.pack.pack.fictional:
                    which = "real" if given.pack.pack.fictional else "fictional"
                    yield Finding(f"`{path}` {phone.display} is a {which} number", path, "correct the number")


def _periods(pack: LawPack) -> Iterator[tuple[str, date | None, date | None]]:
    for authority in pack.authorities:
        yield f"authorities.{authority.id}", authority.effective_from, authority.effective_to
    for path, statement in statements(pack):
        yield path, statement.effective_from, statement.effective_to
    for index, version in enumerate(pack.versions):
        yield f"versions[{index}]", version.effective_from, version.effective_to


def _why_not_law(authority: Authority, day: date) -> str:
    if authority.status in _NOT_LAW:
        return _NOT_LAW[authority.status]
    if authority.effective_to and authority.effective_to < day:
        return f"was in force until {authority.effective_to}"
    if authority.effective_from and authority.effective_from > day:
        return f"comes into force on {authority.effective_from}"
    return ""


RULES: tuple[Rule[LawInput], ...] = (
    Rule("PG321", "law-unreviewed", law_unreviewed),
    Rule("PG322", "law-past-review", law_past_review),
    Rule("PG323", "unknown-registration", unknown_registration),
    Rule("PG324", "one-sided-dispute", one_sided_dispute),
    Rule("PG325", "authority-dates", authority_dates),
    Rule("PG326", "cited-though-gone", cited_though_gone, Severity.ERROR),
    Rule("PG327", "services-unverified", services_unverified),
    Rule("PG328", "service-number", service_number, Severity.ERROR),
    Rule("PG329", "law-ageing", law_ageing, blocks_final=False),
    Rule("PG330", "right-without-law", right_without_law),
    Rule("PG331", "provenance-in-words", provenance_in_words, blocks_final=False),
)
