"""How times, measurements and repetitions are said; `Glyphs.text` adapts it to the terminal."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from fitcount.types import CounterState, ExerciseSet, Rep

UNKNOWN = "\N{EN DASH}"


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


# Unit at the end of a metric's name to how a value is written and what follows it.
_UNITS = {"deg": ("z.0f", "°"), "m": ("z.2f", " m"), "s": ("z.1f", " s")}
_RATIO = ("z.2f", "")


def metric_name(metric: str) -> str:
    """Name for people: knee_deg is "knee"."""
    name, _, unit = metric.rpartition("_")
    return (name if unit in _UNITS else metric).replace("_", " ")


def sideless_name(metric: str) -> str:
    """The same without the side, where that is told beside it: elbow_left_deg is "elbow"."""
    return metric_name(metric).removesuffix(" left").removesuffix(" right")


def _number(metric: str, value: float) -> str:
    form, _ = _UNITS.get(metric.rpartition("_")[2], _RATIO)
    return UNKNOWN if math.isnan(value) else format(value, form)


def quantity(metric: str, value: float) -> str:
    """A value with its unit: 78°, 0.42 m."""
    _, unit = _UNITS.get(metric.rpartition("_")[2], _RATIO)
    return UNKNOWN if math.isnan(value) else _number(metric, value) + unit


def interval(metric: str, low: float, high: float) -> str:
    """Two values with one unit, joined by a dash: 78 to 172°."""
    return f"{_number(metric, low)}\N{EN DASH}{quantity(metric, high)}"


def seconds(duration_s: float) -> str:
    """A short duration: 1.2 s."""
    return quantity("duration_s", duration_s)


def clock(t_s: float) -> str:
    """A time in the source: 0:03.1, 1:02:03.1."""
    if not math.isfinite(t_s):
        return UNKNOWN
    tenths = round(max(t_s, 0.0) * 10)
    minutes, tenths = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{head}:{tenths // 10:02}.{tenths % 10}"


def whole_seconds(t_s: float) -> str:
    """A time without tenths, for a running clock: 0:03."""
    return clock(math.floor(t_s) if math.isfinite(t_s) else t_s).removesuffix(".0")


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


def plural(number: int, one: str, many: str = "") -> str:
    """1 rep, 2 reps."""
    return f"{number} {one if number == 1 else many or one + 's'}"
