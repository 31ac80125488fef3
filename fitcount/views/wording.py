"""How repetitions are said; `Glyphs.text` adapts it to the terminal."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from fitcount.types import CounterState, ExerciseSet, Rep
from fitcount.wording import plural, seconds


class Halves(NamedTuple):
    """What the two halves of a repetition are called."""

    to_peak: str
    from_peak: str


DOWN_UP = Halves("down", "up")
"""For exercises that start upright; a curl or a press goes ("up", "down")."""


@dataclass(frozen=True, slots=True)
class ExerciseWords:
    """What an exercise calls itself and its parts."""

    title: str
    halves: Halves = DOWN_UP
    advice: Mapping[str, str] = field(default_factory=dict)
    """What to tell the person about a fault, by its code."""


def plain_words(exercise: str) -> ExerciseWords:
    """Of an exercise of which nothing but the name is known."""
    return ExerciseWords(exercise.replace("_", " ").capitalize())


def tempo(rep: Rep, halves: Halves) -> str:
    """How long each half took: down 1.2 s  up 1.0 s."""
    return f"{halves.to_peak} {seconds(rep.to_peak_s)}  {halves.from_peak} {seconds(rep.from_peak_s)}"


def tally(state: CounterState) -> tuple[int, str]:
    """The number that matters, and what it counts: repetitions, or whole seconds of the hold that is going on."""
    if state.holding is not None:
        return math.floor(state.holding.running_s), "s"
    return state.count, "rep" if state.count == 1 else "reps"


def breaks(hold: ExerciseSet) -> str:
    """How often and how long the position was left, "" for never: 2 breaks, 3.1 s."""
    if not hold.breaks:
        return ""
    return f"{plural(len(hold.breaks), 'break')}, {seconds(sum(each.took_s for each in hold.breaks))}"


def faults(rep: Rep) -> str:
    """The form rules that were broken, "" for none: knee valgus, forward lean."""
    return ", ".join(dict.fromkeys(fault.code.replace("_", " ") for fault in rep.faults))


def side(name: str) -> str:
    """The limb, "" where both moved at once."""
    return "" if name == "both" else name
