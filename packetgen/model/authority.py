"""Where law comes from: authorities, the pages on which facts were seen, and statements that rest on them.

Parts of ``law``. A statement without a source is refused.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import model_validator

from packetgen.model.fields import (
    Day,
    Listed,
    Prose,
    Record,
    SlugField,
    WebAddress,
    Words,
)

Ids = Annotated[tuple[SlugField, ...], Listed]


class Registration(StrEnum):
    """What a victim has to do before a right to notice works."""

    AUTOMATIC = "automatic"
    AUTOMATIC_FOR_LISTED = "automatic_for_listed"
    ON_REQUEST = "on_request"
    WRITTEN_REQUEST = "written_request"
    OPT_IN_AFTER_REFERRAL = "opt_in_after_referral"
    OPT_OUT = "opt_out"
    """Comes without asking, unless the victim has said no."""
    NOT_NEEDED = "not_needed"
    """For rights that are no notice, such as restitution."""
    UNKNOWN = "unknown"


class AuthorityKind(StrEnum):
    """What kind of law it is."""

    CONSTITUTION = "constitution"
    STATUTE = "statute"
    RULE = "rule"
    REGULATION = "regulation"
    CASE = "case"
    POLICY = "policy"
    SCHEME = "scheme"


class AuthorityStatus(StrEnum):
    """Whether it is the law."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"
    STRUCK_DOWN = "struck_down"
    PROPOSED = "proposed"


class Authority(Record):
    """A legal source."""

    id: SlugField
    """Short id, unique in the pack."""
    citation: Words
    """As lawyers of the jurisdiction cite it, for example "Mo. Rev. Stat. § 595.209"."""
    title: Words
    """A few words on what it is about."""
    kind: AuthorityKind
    """What kind of law."""
    url_official: WebAddress | None = None
    """The official text, where known."""
    url_seen: WebAddress
    """Where the text was seen."""
    text_date: Words
    """Date of the text that was seen, as it says: "effective 28 Aug 2024", or "undated copy"."""
    as_of: Day
    """Day on which it was looked at."""
    next_review: Day | None = None
    """Day after which it must be looked at again, if that is sooner than the pack's."""
    effective_from: Day | None = None
    """First day in force of the text that was seen."""
    effective_to: Day | None = None
    """Last day in force."""
    status: AuthorityStatus = AuthorityStatus.IN_FORCE
    """Whether it is the law."""
    superseded_by: SlugField | None = None
    """Id of the authority that took its place."""
    checked_how: Words
    """How it was checked, for example "full text read in a stored copy"."""
    note: Words | None = None
    """Anything a reader should know."""


class Source(Record):
    """A page, not itself law, on which a fact was seen."""

    id: SlugField
    """Short id, unique in the pack and different from every authority's."""
    title: Words
    """Whose page and what it is."""
    url: WebAddress
    """Where it was seen."""
    text_date: Words
    """Date of the page, or "undated"."""
    as_of: Day
    """Day on which it was looked at."""
    next_review: Day | None = None
    """Day after which it must be looked at again, if that is sooner than the pack's."""
    note: Words | None = None
    """Anything a reader should know."""


class Claim(Record):
    """One of several statements that do not agree."""

    text: Words
    """What it says, in our words."""
    authorities: Ids = ()
    """Authorities that say it."""
    sources: Ids = ()
    """Sources that say it."""


class Dispute(Record):
    """Sources that disagree, which one the plain text follows, and why."""

    claims: Annotated[tuple[Claim, ...], Listed]
    """What each side says."""
    follows: Words
    """Which one the plain text follows."""
    why: Prose
    """Why."""


class Dated(Record):
    """Base of what may hold for a time only."""

    effective_from: Day | None = None
    """First day on which it is true."""
    effective_to: Day | None = None
    """Last day on which it is true."""

    def holds_on(self, day: date) -> bool:
        """Return whether it is true on that day."""
        return (self.effective_from or day) <= day <= (self.effective_to or day)


class Sourced(Dated):
    """Base of every statement that must say where it comes from."""

    authorities: Ids = ()
    """Ids of the authorities it rests on."""
    sources: Ids = ()
    """Ids of the sources it was seen on."""
    dispute: Dispute | None = None
    """Sources that disagree on it."""

    @model_validator(mode="after")
    def _has_source(self) -> Sourced:
        if not self.authorities and not self.sources:
            raise ValueError("names no `authorities` and no `sources`; a legal fact without a source is not taken")
        return self


class Absent(Sourced):
    """A topic of which a source says that the jurisdiction has nothing, such as a constitutional provision."""

    topic: Words
    """Dotted path of the topic, for example `constitution`."""
    plain: Words
    """What there is not, in a sentence."""


class Unknown(Record):
    """A topic that could not be sourced: what was tried. Never guessed, never left out."""

    topic: Words
    """Dotted path of the topic, for example `restitution.effect_if_vacated`."""
    tried: Prose
    """Where it was looked for."""
