"""Rules on what a document needs of a profile: somebody to reach for each purpose that its readers may have.

Run by ``engine`` together with the other rules on documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from packetgen.check.document_words import DocumentInput
from packetgen.check.rule import Finding, Rule
from packetgen.model.document import Audience


def needed_contact(given: DocumentInput) -> Iterator[Finding]:
    """Somebody can be reached for every purpose that a document needs.

    What it does:
        Looks for a contact which the document's readers may see for each purpose under ``contacts: required`` of its
        ``document.yaml``. What stands under ``optional`` may be missing; the document then has a sentence in its place.
    Why:
        A packet that says "complain to us" and names nobody sends its reader round in circles.

    Example:
        an Information Packet of an agency without a contact for ``complaints``
    Use instead:
        ``- {id: complaints, label: Complaints, purposes: [complaints], phone: "816-555-0146"}``
    """
    staff = given.document.audience is Audience.STAFF
    shown = [c for c in given.profile.contacts if staff or c.audience is not Audience.STAFF]
    there = {purpose for contact in shown for purpose in contact.purposes}
    for purpose in given.type.contacts.required:
        if purpose not in there:
            yield Finding(
                f"{given.document.title} needs somebody to reach for `{purpose}`",
                "contacts",
                f"add a contact whose `purposes` name `{purpose}`, or add the purpose to one that is there",
            )


RULES: tuple[Rule[DocumentInput], ...] = (Rule("PG263", "needed-contact", needed_contact),)
