"""What stands around the body: a policy's header block, the notices on each page, the footer, the open items.

Called by ``pipeline``; the words come from the labels of the document's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from packetgen.assemble.calls import entries, name_of
from packetgen.assemble.context import Context, contact_for
from packetgen.assemble.dates import long_date
from packetgen.assemble.facts import MissingFact, Recorder
from packetgen.model.authority import Authority
from packetgen.model.contacts import Purpose, is_verified
from packetgen.model.document import Gap, HeaderRow, Inlines, Link, OpenItem, Status, Text
from packetgen.model.law import LawPack
from packetgen.model.shelf_life import origins_overdue, pack_overdue


def header_rows(context: Context, recorder: Recorder) -> tuple[HeaderRow, ...]:
    """Return the header block of a policy; a missing number, owner or date is a gap, a missing list no row."""
    if not context.type.policy_header:
        return ()
    policy, approvals, labels = context.profile.policy, context.profile.approvals, context.labels
    approver = approvals.approver
    rows: Iterable[tuple[str, str, str | None, bool]] = (
        ("policy_number", "policy.number", policy.number, True),
        ("effective", "approvals.effective", _day(approvals.effective, context), True),
        ("supersedes", "policy.supersedes", policy.supersedes, True),
        ("review", "approvals.next_review", _day(approvals.next_review, context), True),
        (
            "review_cycle",
            "",
            labels["review_every"].format(months=approvals.review_cycle_months),
            False,
        ),
        ("owner", "policy.owner", policy.owner, True),
        (
            "approver",
            "approvals.approver",
            f"{approver.name}, {approver.title}" if approver else None,
            True,
        ),
        ("distribution", "", ", ".join(policy.distribution), False),
        ("related", "", ", ".join(policy.related), False),
        ("accreditation", "", ", ".join(policy.accreditation), False),
        ("version", "", approvals.version, False),
    )
    found = []
    for key, path, value, needed in rows:
        label = labels[f"header_{key}"]
        if value:
            found.append(HeaderRow(label, (Text(value),)))
        elif needed:
            found.append(HeaderRow(label, (recorder.gap(MissingFact(path, label.lower())),)))
    return tuple(found)


def _day(value: date | None, context: Context) -> str | None:
    return long_date(value, context.language) if value else None


def notices(context: Context, status: Status) -> tuple[str, ...]:
    """Return the lines that stand on every page."""
    labels = context.labels
    lines = []
    if status is Status.DRAFT:
        reviewed = all(pack.pack.status == "counsel_reviewed" for pack in reviewable(context))
        due = [pack.pack.name for pack in reviewable(context) if pack_overdue(pack, context.stamp.as_of)]
        verify = labels["verify_law"].format(names=", ".join(due)) if due else ""
        lines.append((labels["draft"] if reviewed else labels["draft_law"]) + verify)
    if context.profile.fictional:
        key = "fictional" if context.law.pack.fictional else "fictional_agency"
        lines.append(labels[key].format(agency=context.profile.agency.name))
    return tuple(lines)


def footer(context: Context) -> Inlines:
    """Return the contact of last resort in one line; empty when the agency gives none."""
    contact = contact_for(context, Purpose.MAIN) or contact_for(context, Purpose.ADVOCATE)
    if contact is None or not (contact.phone or contact.email):
        return ()
    way = (
        Link(contact.phone.uri, (Text(contact.phone.display),))
        if contact.phone
        else Link(f"mailto:{contact.email}", (Text(str(contact.email)),))
    )
    before, _, after = context.labels["contact_of_last_resort"].partition("{contact}")
    return (Text(f"{before}{contact.label}, "), way, *((Text(after),) if after else ()))


def open_items(context: Context, gaps: Iterable[Gap], facts: Iterable[str]) -> tuple[OpenItem, ...]:
    """Return what has to be done before the document can be released: gaps, calls, review of law, approval."""
    labels = context.labels
    items = [OpenItem(labels["open_gap"].format(number=g.number, label=g.label), g.number) for g in gaps]
    items += [OpenItem(labels["open_contact"].format(name=name)) for name in _unverified(context, set(facts))]
    items += [
        OpenItem(_review(context, pack)) for pack in reviewable(context) if pack.pack.status != "counsel_reviewed"
    ]
    items += [
        OpenItem(labels["open_origin"].format(name=name))
        for pack in reviewable(context)
        for name in _late_origins(pack, context.stamp.as_of)
    ]
    if context.profile.approvals.status != "approved":
        items.append(OpenItem(labels["open_approval"]))
    return tuple(items)


def reviewable(context: Context) -> tuple[LawPack, ...]:
    """Return the packs whose review counts: a fictional agency's packet rests on no real law."""
    return tuple(pack for pack in context.packs if pack.pack.fictional or not context.profile.fictional)


def _review(context: Context, pack: LawPack) -> str:
    when = long_date(pack.pack.as_of, context.language)
    return context.labels["open_law"].format(name=pack.pack.name, version=pack.pack.version, date=when)


def _late_origins(pack: LawPack, day: date) -> Iterator[str]:
    """Yield the names of the authorities and pages of a pack that have to be looked up again."""
    for origin in origins_overdue(pack, day):
        yield origin.citation if isinstance(origin, Authority) else origin.title


def _unverified(context: Context, facts: set[str]) -> Iterator[str]:
    """Yield the names of what the document shows to call or write to, and nobody has lately called."""
    for owner, path, entry, limit in entries([context.profile], reviewable(context)):
        fact = path if owner == context.profile.profile_id else f"law.{owner}.{path}"
        used = any(one == fact or one.startswith(f"{fact}.") for one in facts)
        if used and not is_verified(entry.last_verified, context.stamp.as_of, limit):
            yield name_of(entry)
