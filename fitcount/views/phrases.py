"""How movements are said in a report."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from fitcount.views.movements import Movement
from fitcount.views.wording import ExerciseWords, faults, measured_by, side
from fitcount.wording import interval, quantity, seconds

NOT_COUNTED = "\N{BALLOT X}"


def sign(movement: Movement) -> str:
    """Its number, or a cross if it did not count."""
    return NOT_COUNTED if movement.number is None else str(movement.number)


def depth_name(movements: Sequence[Movement], words: ExerciseWords) -> str:
    """What the depth of these movements is: lowest knee."""
    extreme = "highest" if words.grows else "lowest"
    return f"{extreme} {measured_by(movements)}"


def in_a_line(movement: Movement) -> str:
    """All of a movement: Rep 3 left: 75°, range 101°, 0.8 s + 0.8 s, forward lean"""
    sided = f" {side(movement.side)}" if side(movement.side) else ""
    if movement.rejection is not None:
        return f"{NOT_COUNTED}{sided} {movement.rejection.text}"
    depth, motion = (quantity(movement.metric, value) for value in (movement.depth, movement.range_of_motion))
    halves = f"{seconds(movement.to_peak_s)} + {seconds(movement.from_peak_s)}"
    found = f", {faults(movement)}" if movement.faults else ""
    return f"Rep {movement.number}{sided}: {depth}, range {motion}, {halves}{found}"


def between(metric: str, values: Sequence[float]) -> str:
    """From the smallest to the largest: 74 to 76°; one number where they read alike."""
    known = [value for value in values if not math.isnan(value)] or [math.nan]
    low, high = min(known), max(known)
    alike = quantity(metric, low) == quantity(metric, high)
    return quantity(metric, low) if alike else interval(metric, low, high)


def middle(values: Sequence[float]) -> float:
    """The median of what was measured; NaN if nothing was."""
    known = [value for value in values if not math.isnan(value)]
    return median(known) if known else math.nan


def sentence(words: str) -> str:
    """With a capital, and without any other change: what follows may be a name."""
    return words[:1].upper() + words[1:]
