"""What a template may see: the names of ``templates/README.md``, made from profile, law packs and document type.

Called by ``pipeline``; pure. Everything a template reads goes through the views of ``facts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from packetgen.assemble.facts import MissingFact, View, shown
from packetgen.model.authority import Registration
from packetgen.model.contacts import Contact, Purpose
from packetgen.model.document import Audience
from packetgen.model.law import LawPack
from packetgen.model.profile import AgencyProfile, AgencyType, Unit, UnitKind
from packetgen.model.template import DocumentType
from packetgen.values import BuildStamp, Slug


@dataclass(frozen=True, slots=True)
class Context:
    """All that the rendering of one document reads."""

    slug: Slug
    type: DocumentType
    profile: AgencyProfile
    law: LawPack
    """Of the agency's jurisdiction, as it speaks on the day of the stamp; so are the others."""
    others: tuple[LawPack, ...]
    """Those whose law holds there too, the nearest first; the nation's is the last."""
    suite: tuple[tuple[Slug, DocumentType], ...]
    stamp: BuildStamp
    language: str
    labels: Mapping[str, str]

    @property
    def names(self) -> dict[str, object]:
        """Return the names that a template may use, by name."""
        return {**_profile_names(self), **_law_names(self), **_document_names(self)}

    @property
    def packs(self) -> tuple[LawPack, ...]:
        """Return the packs that the document rests on, the jurisdiction's own first."""
        return (self.law, *self.others)

    def may_see(self, audience: Audience) -> bool:
        """Return whether this document's readers may see a thing labelled for an audience."""
        return self.type.audience is Audience.STAFF or audience is not Audience.STAFF


class Flags:
    """Named yes-or-no answers; an unknown name is an error of the template."""

    __slots__ = ("_answers",)

    def __init__(self, answers: Mapping[str, bool]) -> None:
        """Keep the answers."""
        self._answers = answers

    def __getattr__(self, name: str) -> bool:
        """Return an answer; raises AttributeError for a question that nobody asks."""
        try:
            return self._answers[name]
        except KeyError:
            raise AttributeError(name) from None


class Choices:
    """One thing for each name, such as the unit of a kind; what the profile lacks is a missing fact."""

    __slots__ = ("_things",)

    def __init__(self, things: Mapping[str, object]) -> None:
        """Keep the things by name."""
        self._things = things

    def __getattr__(self, name: str) -> object:
        """Return the thing; raises AttributeError for an unknown name."""
        try:
            return self._things[name]
        except KeyError:
            raise AttributeError(name) from None


def _profile_names(context: Context) -> dict[str, object]:
    profile = context.profile
    view = View(profile, "")
    agency = View(profile.agency, "agency", {"short": profile.agency.short_name or profile.agency.name})
    parts = (
        "notification",
        "policy",
        "approvals",
        "languages",
        "accessibility",
        "populations",
        "records",
        "training",
    )
    return {
        "profile": view,
        "agency": agency,
        **{part: getattr(view, part) for part in parts},
        "style": view.style,
        "services": view.services,
        "cannot_do": view.cannot_do,
        "partners": [shown(p, f"partners.{p.id}") for p in profile.partners if context.may_see(p.audience)],
        "units": _units(profile),
        "contacts": _contacts(context),
        "people": _PEOPLE[profile.style.person_term][0],
        "person": _PEOPLE[profile.style.person_term][1],
    }


_PEOPLE = {
    "victim": ("victims", "victim"),
    "survivor": ("survivors", "survivor"),
    "victims_and_survivors": ("victims and survivors", "victim or survivor"),
}


def _units(profile: AgencyProfile) -> Choices:
    things: dict[str, object] = {}
    for kind in UnitKind:
        unit = next((u for u in profile.units if u.kind is kind), None)
        path = f"units.{kind.value}"
        absent = MissingFact(path, f"the {kind.value.replace('_', ' ')} unit", Unit)
        things[kind.value] = View(unit, path) if unit else absent
    return Choices(things)


def _contacts(context: Context) -> Choices:
    things: dict[str, object] = {}
    for purpose in Purpose:
        contact = contact_for(context, purpose)
        if contact:
            things[purpose.value] = View(contact, f"contacts.{contact.id}")
        else:
            things[purpose.value] = MissingFact(f"contacts.{purpose.value}", _WANTED[purpose], Contact)
    return Choices(things)


_WANTED = {
    Purpose.ADVOCATE: "how to reach the victim advocate",
    Purpose.MAIN: "how to reach the agency",
    Purpose.AFTER_HOURS: "how to reach somebody after hours",
    Purpose.COMPLAINTS: "how to complain",
    Purpose.MEDIA: "how reporters reach the agency",
    Purpose.ACCESS: "how to ask for help with a disability",
    Purpose.LANGUAGE_LINE: "how to ask for an interpreter",
    Purpose.RECORDS: "how to ask for records",
    Purpose.RELAY: "how to reach the agency by TTY or relay",
    Purpose.COMPENSATION: "whom to ask about compensation",
    Purpose.NOTIFICATION: "whom to ask about signing up for news",
}


def contact_for(context: Context, purpose: Purpose) -> Contact | None:
    """Return the first contact for a purpose that the document's readers may see, or None."""
    seen = (c for c in context.profile.contacts if context.may_see(c.audience))
    return next((c for c in seen if purpose in c.purposes), None)


def _law_names(context: Context) -> dict[str, object]:
    view = _law(context.law)
    state = next(iter(context.others[:-1]), None)
    return {
        "law": view,
        "nation": _law(context.packs[-1]),
        "state": _law(state) if state else MissingFact("law.state", "the law of the state", LawPack),
        "terms": view.terms,
        "has": Flags(_has(context)),
        "kind": Flags(_kind(context.profile.agency.type)),
    }


def _law(pack: LawPack) -> View:
    """Return a pack as templates see it; of its services those that a reader can reach."""
    path = f"law.{pack.pack.jurisdiction}"
    reachable = [s for s in pack.services if s.is_reachable]
    return View(pack, path, {"services": [shown(s, f"{path}.services.{s.id}") for s in reachable]})


def _has(context: Context) -> dict[str, bool]:
    profile = context.profile
    kinds = {unit.kind for unit in profile.units}
    review = {UnitKind.CONVICTION_REVIEW, UnitKind.SENTENCE_REVIEW}
    partners = [p for p in profile.partners if context.may_see(p.audience)]
    notices = {r.registration for r in context.law.rights if r.is_notice}
    automatic = {Registration.AUTOMATIC, Registration.AUTOMATIC_FOR_LISTED, Registration.OPT_OUT}
    return {
        **{kind.value: kind in kinds for kind in UnitKind},
        "review": bool(kinds & review),
        "partners": bool(partners),
        "memorandum": any(p.memorandum_signed for p in partners),
        "partner_hotline": any(p.always_open and p.phone for p in partners),
        "automatic_notice": bool(notices & automatic),
        "requested_notice": bool(notices - {Registration.AUTOMATIC, Registration.OPT_OUT, Registration.NOT_NEEDED}),
    }


def _kind(agency: AgencyType) -> dict[str, bool]:
    of = AgencyType
    groups: dict[str, Iterable[AgencyType]] = {
        "prosecutor": (of.PROSECUTOR_LOCAL, of.PROSECUTOR_STATE_AG, of.FEDERAL),
        "local_prosecutor": (of.PROSECUTOR_LOCAL,),
        "attorney_general": (of.PROSECUTOR_STATE_AG,),
        "law_enforcement": (of.LAW_ENFORCEMENT,),
        "court": (of.COURT,),
        "corrections": (of.DOC,),
        "parole_board": (of.PAROLE_BOARD,),
        "commission": (of.INNOCENCE_COMMISSION,),
        "community": (of.COMMUNITY_ADVOCACY,),
        "tribal": (of.TRIBAL,),
        "federal": (of.FEDERAL,),
        "uk": (of.UK_PROBATION, of.UK_REVIEW_BODY),
        "uk_probation": (of.UK_PROBATION,),
        "uk_review": (of.UK_REVIEW_BODY,),
        "neutral": (of.COURT, of.INNOCENCE_COMMISSION, of.PAROLE_BOARD, of.UK_REVIEW_BODY),
    }
    return {name: agency in members for name, members in groups.items()}


def _document_names(context: Context) -> dict[str, object]:
    return {
        "doc": Choices({"title": context.type.title, "slug": context.slug}),
        "suite": [
            Choices(
                {
                    "title": t.title,
                    "subtitle": t.subtitle,
                    "slug": slug,
                    "audience": t.audience.value,
                }
            )
            for slug, t in context.suite
        ],
        "noun": context.labels[f"noun_{context.profile.agency.type}"],
        "built_on": context.stamp.built_on,
        "as_of": context.stamp.as_of,
    }
