"""What the shell may complete behind an option; called by typer while somebody types.

Each function gets what stands there so far and returns what may stand there. Models are loaded only where they must be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Complete = Callable[[str], list[str]]


def among(*words: str) -> Complete:
    """Return a completion that knows some fixed words."""

    def complete(incomplete: str) -> list[str]:
        return _starting(words, incomplete)

    return complete


def documents(incomplete: str) -> list[str]:
    """Return the documents of packetgen's own templates."""
    from packetgen.load.resources import templates_folder

    return _starting((path.parent.name for path in templates_folder().glob("*/document.yaml")), incomplete)


def jurisdictions(incomplete: str) -> list[str]:
    """Return the jurisdictions of packetgen's own law packs."""
    from packetgen.load.resources import law_folder

    return _starting((path.stem for path in law_folder().glob("*.yaml")), incomplete)


def agency_types(incomplete: str) -> list[str]:
    """Return the kinds of agencies."""
    from packetgen.model.profile import AgencyType

    return _starting((kind.value for kind in AgencyType), incomplete)


def _starting(words: Iterable[str], incomplete: str) -> list[str]:
    return sorted(word for word in words if word.startswith(incomplete))
