"""The process figure of a law pack's stages, and the list behind it that says the same in words.

Called by ``vocabulary`` for the template's ``process``; words around the facts come from the labels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from packetgen.model.authority import Registration
from packetgen.model.document import Block, Inlines, OrderedList, Paragraph, ProcessFigure, ProcessStep, Strong, Text
from packetgen.model.provisions import Stage

_FREE = frozenset({Registration.AUTOMATIC, Registration.NOT_NEEDED})
_ASKED = frozenset({Registration.ON_REQUEST, Registration.WRITTEN_REQUEST})
"""Ways that are told in the same words: those of the first, by name."""


def process_blocks(
    stages: Sequence[Stage], start: str, caption: Inlines, labels: Mapping[str, str]
) -> tuple[Block, ...]:
    """Return the drawing of some stages and the same as a numbered list; what can come at any time stands last."""
    ordered = sorted(stages, key=lambda stage: stage.any_time)
    steps = tuple(ProcessStep(s.name, _news(s, labels), s.can_repeat, s.any_time) for s in ordered)
    figure = ProcessFigure(steps, start, _alt(steps, start, labels), caption)
    return figure, OrderedList(tuple((_item(step, labels),) for step in steps))


def _news(stage: Stage, labels: Mapping[str, str]) -> str:
    """Return in a few words whether news of a stage must be asked for; offices that differ are told so."""
    ways = {update.registration for update in stage.updates}
    if len(ways) == 1 or (ways and (ways <= _FREE or ways <= _ASKED)):
        return labels[f"news_{min(ways)}"]
    return labels["news_mixed" if ways else "news_unknown"]


def _item(step: ProcessStep, labels: Mapping[str, str]) -> Paragraph:
    told = [f"{step.note}."]
    told += [labels["process_again"]] if step.repeats else []
    told += [labels["process_whenever"]] if step.any_time else []
    return Paragraph((Strong((Text(f"{step.title}."),)), Text(" " + " ".join(told))))


def _alt(steps: Sequence[ProcessStep], start: str, labels: Mapping[str, str]) -> str:
    """Return all that the drawing shows, in one line."""
    names = [(f"{number} {step.title}", step.any_time) for number, step in enumerate(steps, start=1)]
    row = "; ".join(name for name, any_time in names if not any_time)
    beside = "; ".join(name for name, any_time in names if any_time)
    told = [labels["process_alt_row"].format(steps=row)] if row else []
    told += [labels["process_alt_any_time"].format(steps=beside)] if beside else []
    return labels["process_alt"].format(count=len(steps), start=start, steps=" ".join(told))
