"""The strokes of a process figure: lines, arrow heads and the sign of a step that repeats, as points to join.

Called by ``process_drawing``. All are plain paths, so that every format draws the very same.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians, sin
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]

_HEAD_LENGTH, _HEAD_WIDTH = 6.0, 5.0
_LOOP_RADIUS, _LOOP_START, _LOOP_END, _LOOP_STEP = 5.0, -50, 230, 20


@dataclass(frozen=True, slots=True)
class Path:
    """Points in points (1/72 inch) joined in order; filled paths are closed, others are strokes."""

    points: tuple[Point, ...]
    filled: bool = False
    dashed: bool = False


def arrow_head(before: Point, tip: Point) -> Path:
    """Return the head of an arrow that comes from ``before`` and ends at ``tip``."""
    across, down = tip[0] - before[0], tip[1] - before[1]
    length = hypot(across, down) or 1.0
    across, down = across / length, down / length
    base = tip[0] - across * _HEAD_LENGTH, tip[1] - down * _HEAD_LENGTH
    half = _HEAD_WIDTH / 2
    return Path(
        (tip, (base[0] - down * half, base[1] + across * half), (base[0] + down * half, base[1] - across * half)),
        filled=True,
    )


def loop(x: float, y: float) -> tuple[Path, Path]:
    """Return the sign of a step that can come again, around a middle: an open ring with an arrow head."""
    angles = range(_LOOP_START, _LOOP_END + 1, _LOOP_STEP)
    ring = tuple((x + _LOOP_RADIUS * cos(radians(a)), y + _LOOP_RADIUS * sin(radians(a))) for a in angles)
    turn = radians(_LOOP_END + 45)
    tip = x + _LOOP_RADIUS * cos(turn), y + _LOOP_RADIUS * sin(turn)
    return Path(ring), arrow_head(ring[-1], tip)
