"""How the agency works with victims: notification, services, languages, records, training, special situations.

Parts of ``profile``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from packetgen.model.fields import (
    Count,
    Flag,
    Listed,
    Prose,
    Record,
    Words,
)

WordsList = Annotated[tuple[Words, ...], Listed]


class Stance(StrEnum):
    """When a victim is first told."""

    EARLY = "early"
    AT_REFERRAL = "at_referral"
    STATUTORY_MINIMUM = "statutory_minimum"


class OptPolicy(StrEnum):
    """What happens after the first contact when nobody has chosen."""

    OPT_OUT = "opt_out_default_contact"
    OPT_IN = "opt_in_after_initial"
    STATUTE = "statute"


class Deadlines(Record):
    """The agency's own time limits. They may be shorter than the law's, never longer."""

    first_notice_business_days: Count = 10
    """Business days from opening a review to the first live contact."""
    filing_notice_calendar_days: Count = 7
    """Calendar days before the office files a motion to set aside a conviction."""
    sentence_input_calendar_days: Count = 14
    """Calendar days that a person has to give input on a sentence review."""
    hearing_notice_calendar_days: Count = 14
    """Calendar days before a hearing, where possible."""
    preference_confirmation_business_days: Count = 5
    """Business days to confirm a recorded choice."""
    media_notice_business_days: Count = 1
    """Business days before a public statement names the case."""
    follow_up_days: Annotated[tuple[Count, ...], Listed] = (7, 30, 90, 365)
    """Days after the outcome on which the advocate checks in."""


class Attempts(Record):
    """How hard the office tries to reach a person before it stops."""

    minimum: Count = 3
    """Number of attempts."""
    channels: Count = 2
    """Number of different channels."""
    window_days: Count = 10
    """Days over which the attempts are spread."""


class Delay(Record):
    """When a notification may wait."""

    approver: Words | None = None
    """Title of the person who approves a delay in writing."""
    maximum_days: Count = 14
    """Longest delay before a fresh decision, in calendar days."""


class Notification(Record):
    """How the agency notifies."""

    stance: Stance | None = None
    """When a victim is first told."""
    rationale: Prose | None = None
    """Why the agency chose that; printed in the policy."""
    opt_policy: OptPolicy = OptPolicy.OPT_IN
    """What happens after the first contact when nobody has chosen."""
    advocate_present: Literal["always", "when_available", "on_request"] = "always"
    """Whether an advocate takes part in the first contact."""
    voicemail: Literal["never", "neutral_only", "consent_only"] = "neutral_only"
    """What may be left on voicemail."""
    deadlines: Deadlines = Deadlines()
    """Time limits."""
    attempts: Attempts = Attempts()
    """Attempts to reach a person."""
    delay: Delay = Delay()
    """Delays and who approves them."""


class Service(Record):
    """Something the agency really offers."""

    name: Words
    """A few words."""
    description: Words
    """One line."""
    eligibility: Words | None = None
    """Who can have it, if not everybody served."""
    cost: Words = "Free"
    """What it costs."""
    how_to_ask: Words | None = None
    """How to ask for it, if not through the advocate."""


class Languages(Record):
    """Help in other languages."""

    offered: WordsList = ()
    """Languages of staff or of translated papers, in English names."""
    interpreters: Flag | None = None
    """Whether an interpreter can be had free of charge."""


class Accessibility(Record):
    """Help for people with disabilities."""

    formats: WordsList = ()
    """Formats that can be had, for example "large print"."""
    response_business_days: Count = 5
    """Business days to answer a request."""


class Records(Record):
    """How long what is written down is kept."""

    log_system: Words | None = None
    """Where contacts are logged."""
    retention: Words | None = None
    """How long, and under which rule."""


class Training(Record):
    """Training of staff who contact victims."""

    hours: Count | None = None
    """Hours before a person's first contact with a victim."""
    cycle_months: Count = 12
    """Months between refreshers."""


class Populations(Record):
    """Which passages on special situations the documents carry."""

    homicide: Flag = True
    """Families of people who were killed."""
    sexual_assault: Flag = True
    """Sexual assault."""
    domestic_violence: Flag = True
    """Domestic violence."""
    child: Flag = True
    """Children, and adults who were children then."""
    tribal: Flag = False
    """People of tribal nations."""
    identification: Flag = True
    """People who identified somebody or testified."""
