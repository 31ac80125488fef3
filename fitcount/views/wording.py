"""How repetitions are said; `Glyphs.text` adapts it to the terminal."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from fitcount.types import (
    TOO_SHORT,
    Correction,
    ExerciseSet,
    Fault,
    Rejection,
    Rep,
    added,
    change,
    undone,
)
from fitcount.wording import metric_name, plural, seconds, sideless_name


class _HasFaults(Protocol):
    @property
    def faults(self) -> tuple[Fault, ...]: ...


class _HasSide(Protocol):
    @property
    def side(self) -> str: ...
    @property
    def metric(self) -> str: ...


class Halves(NamedTuple):
    """What the two halves of a repetition are called."""

    to_peak: str
    from_peak: str


DOWN_UP = Halves("down", "up")
"""For exercises that start upright; a curl or a press goes ("up", "down")."""


@dataclass(frozen=True, slots=True)
class ExerciseWords:
    """What an exercise calls itself and its parts, and what else of its definition it takes to tell of it."""

    title: str
    halves: Halves = DOWN_UP
    advice: Mapping[str, str] = field(default_factory=dict)
    """What to tell the person about a fault, by its code."""
    metric: str = ""
    """What a repetition or a hold is measured by, unit in the name; "" where that is not known."""
    measures: Mapping[str, str] = field(default_factory=dict)
    """What a fault is measured by, unit in the name, by its code."""
    limits: Mapping[str, float] = field(default_factory=dict)
    """How far the driving metric must get, by the name of the standard; none where any movement counts."""
    grows: bool = False
    """Whether the driving metric grows towards the peak."""
    definition_hash: str = ""
    """Of the definition that this was taken from."""


def inside(title: str) -> str:
    """A title within a line."""
    return title[:1].lower() + title[1:]


def plain_words(exercise: str) -> ExerciseWords:
    """Of an exercise of which nothing but the name is known."""
    return ExerciseWords(exercise.replace("_", " ").capitalize())


def tempo(rep: Rep, halves: Halves) -> str:
    """How long each half took: down 1.2 s  up 1.0 s."""
    return f"{halves.to_peak} {seconds(rep.to_peak_s)}  {halves.from_peak} {seconds(rep.from_peak_s)}"


def breaks(hold: ExerciseSet) -> str:
    """How often and how long the position was left, "" for never: 2 breaks, 3.1 s."""
    if not hold.breaks:
        return ""
    return f"{plural(len(hold.breaks), 'break')}, {seconds(sum(each.took_s for each in hold.breaks))}"


def faults(rep: _HasFaults) -> str:
    """The form rules that were broken, "" for none: knee valgus, forward lean."""
    return ", ".join(dict.fromkeys(fault.code.replace("_", " ") for fault in rep.faults))


def number_list(one: str, numbers: Sequence[int]) -> str:
    """rep 2; reps 2, 4."""
    return f"{one if len(numbers) == 1 else one + 's'} {', '.join(map(str, numbers))}"


def side(name: str) -> str:
    """The limb, "" where both moved at once."""
    return "" if name == "both" else name


def measured_by(movements: Sequence[_HasSide]) -> str:
    """What these movements are measured by; without the side where each has its own, or is told beside it."""
    # Both sides at once are measured on one of them, which need not be the same each time.
    sided = any(side(each.side) for each in movements) or len({each.metric for each in movements}) > 1
    return (sideless_name if sided else metric_name)(movements[0].metric)


def rep_count(count: int, movements: int, corrections: Sequence[Correction] = ()) -> str:
    """What counted of what was done: 5 reps, 5 reps of 6 movements, 11 reps (12 counted, 1 taken back)."""
    if changed := by_hand(count, movements, corrections):
        return f"{plural(count + change(corrections), 'rep')} ({changed})"
    of = f" of {plural(movements, 'movement')}" if movements != count else ""
    return f"{plural(count, 'rep')}{of}"


def by_hand(count: int, movements: int, corrections: Sequence[Correction]) -> str:
    """What was counted and what people have changed of it, "" if nothing: 12 of 13 movements counted, 1 taken back."""
    more, less = len(added(corrections)), len(undone(corrections))
    if not more and not less:
        return ""
    of = f" of {plural(movements, 'movement')}" if movements != count else ""
    parts = (f"{count}{of} counted", f"{less} taken back" if less else "", f"{more} added" if more else "")
    return ", ".join(filter(None, parts))


def amount(sets: Sequence[ExerciseSet]) -> str:
    """How much of one exercise: 5, 5 of 6, 11 (12 counted, 1 taken back), 30.2 s."""
    count, movements, held_s = (sum(getattr(each, name) for each in sets) for name in ("count", "movements", "held_s"))
    if held_s:
        return seconds(held_s)
    corrections = [correction for each in sets for correction in each.corrections]
    if changed := by_hand(count, movements, corrections):
        return f"{count + change(corrections)} ({changed})"
    return f"{count} of {movements}" if movements != count else str(count)


def set_count(each: ExerciseSet) -> str:
    """How much of one set: 5 reps of 6 movements, held 30.2 s."""
    return f"held {seconds(each.held_s)}" if each.held_s else rep_count(each.count, each.movements, each.corrections)


def not_sure(confidence: float, *, held: bool) -> str:
    """Of a count that is not called sure: not sure of the number of movements (63 %)."""
    return f"not sure of the {'seconds' if held else 'number of movements'} ({100 * confidence:.0f} %)"


def seen_from(view: str) -> str:
    """Where the camera stands, by the label of a view."""
    return "front and side" if view == "oblique" else view


def is_told(rejection: Rejection) -> bool:
    """Whether an attempt has a line of its own: a try at a hold as much as a movement that missed the standard."""
    return rejection.movement or rejection.reason == TOO_SHORT


def other_attempts(rejected: Sequence[Rejection]) -> str:
    """How many others there were, and why they were none; "" for none."""
    reasons = Counter(each.reason.replace("_", " ") for each in rejected if not is_told(each))
    if not reasons:
        return ""
    number = plural(reasons.total(), "other attempt was", "other attempts were")
    return f"{number} no repetition of the motion: {', '.join(f'{why} ({n})' for why, n in reasons.most_common())}"
