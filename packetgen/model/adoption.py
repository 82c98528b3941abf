"""How the agency adopts its documents: policy header, approvals, looks, choices of words, its own changes.

Parts of ``profile``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from packetgen.model.fields import (
    Colour,
    Count,
    Day,
    Flag,
    ForStaff,
    Listed,
    Prose,
    Record,
    SlugField,
    Words,
)

WordsList = Annotated[tuple[Words, ...], Listed]


class Policy(Record):
    """The header block of the agency's policy."""

    number: Words | None = None
    """Policy number."""
    supersedes: Words | None = None
    """What it replaces, for example "Policy 4.2 of 1 March 2019" or "none"."""
    owner: Words | None = None
    """Title of the person who keeps it up to date."""
    distribution: WordsList = ()
    """Who gets it."""
    related: WordsList = ()
    """Related policies."""
    accreditation: WordsList = ()
    """Accreditation standards it serves."""
    private_right_clause: Flag = True
    """Whether it says that it creates no right to sue; for counsel to decide."""


class Approver(Record):
    """Who approved."""

    name: Words
    """Name as signed."""
    title: Words
    """Official title."""
    approved_on: Day
    """Day of approval."""


class Revision(Record):
    """One line of the revision history."""

    version: Words
    """Version, for example "1.0"."""
    on: Day
    """Day."""
    summary: Words
    """What changed."""


class Approvals(Record):
    """Where the documents stand on the way to adoption."""

    status: Literal["draft", "counsel_review", "approved"] = "draft"
    """Only `approved` can become final."""
    version: Words = "0.1"
    """Version of the agency's documents."""
    effective: Day | None = None
    """First day in force."""
    next_review: Day | None = None
    """Day of the next review."""
    review_cycle_months: Count = 12
    """Months between reviews."""
    approver: Approver | None = None
    """Who approved."""
    counsel: Approver | None = None
    """Which lawyer reviewed, and when."""
    revisions: Annotated[tuple[Revision, ...], Listed] = ()
    """History, oldest first."""

    @model_validator(mode="after")
    def _in_sequence(self) -> Approvals:
        for who, role in ((self.approver, "approver"), (self.counsel, "counsel")):
            if who and self.effective and self.effective < who.approved_on:
                raise ValueError(
                    f"`effective` {self.effective} is before the {role}'s `approved_on` {who.approved_on}; "
                    "a policy takes effect on or after the day it is approved"
                )
        if self.effective and self.next_review and self.next_review <= self.effective:
            raise ValueError("`next_review` must come after `effective`")
        return self


class Branding(Record):
    """Looks that belong to the agency."""

    accent: Colour | None = None
    """One colour for headings and rules."""
    logo: Words | None = None
    """Path of a PNG, JPEG or SVG file, from the profile's folder."""
    logo_alt: Words | None = None
    """What the logo shows, in words."""
    letterhead: Words | None = None
    """Path of the agency's own letterhead `.docx`, from the profile's folder."""
    page_size: Literal["letter", "a4"] | None = None
    """Paper size; letter in the Americas, A4 elsewhere."""


class Style(Record):
    """Choices of words."""

    person_term: Literal["victim", "survivor", "victims_and_survivors"] = "victims_and_survivors"
    """What the policies call the people they serve; legal rights always say victim."""
    language: Literal["en-US", "en-GB"] | None = None
    """Language and spelling; the nation's own if left out."""


class Override(Record):
    """A recorded change of the agency to one section or clause of a sample."""

    document: SlugField
    """Which document, for example `agency-policy`."""
    id: SlugField
    """Id of the section or clause; `packetgen show --stage tree` lists them."""
    action: Literal["replace", "append", "omit"]
    """What to do with it."""
    text: Prose | None = None
    """The agency's own words, as plain text; blank lines part paragraphs."""
    reason: Annotated[Words, ForStaff]
    """Why."""
    approved_by: Words
    """Who approved it."""

    @model_validator(mode="after")
    def _has_words(self) -> Override:
        if (self.action == "omit") == (self.text is not None):
            raise ValueError("`replace` and `append` need `text`; `omit` has none")
        return self
