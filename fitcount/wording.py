"""How metrics, quantities and times are said, wherever a person reads them.

A metric's name in YAML is built for files (knee_left_deg, hip_height_ratio); people read "left knee" and "hips at 26 %
of their height". The unit is the last part of the name.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

UNKNOWN = "\N{EN DASH}"
SIDES = ("left", "right")

MAX_SHOWN = 40
"""Characters of a wrong value."""
MAX_FINER = 3
"""More digits than usual: what differs by less is the same."""


@dataclass(frozen=True, slots=True)
class Written:
    """How values of a unit are written."""

    sign: str
    """What follows the number."""
    decimals: int
    factor: float = 1.0
    """By which a value is multiplied: a ratio is written in percent."""
    trimmed: bool = False
    """Whether zeros at the end are left out: twice is 2 times."""


_UNITS: Mapping[str, Written] = {
    "deg": Written("°", 0),
    "m": Written(" m", 2),
    "s": Written(" s", 1),
    "ratio": Written(" %", 0, 100.0),
}
_NO_UNIT = Written("", 2)
_MULTIPLES: Mapping[str, Written] = {"tempo": Written(" times", 2, trimmed=True)}
"""Ratios that nobody thinks of as a share, by the name without its unit."""

_NAMES: Mapping[str, str] = {
    "arms_apart": "angle between the arms",
    "camera_yaw": "direction of the camera",
    "from_peak": "time back from the peak",
    "hip_height": "height of the hips",
    "hips_up": "height of the hips",
    "knee_spread": "distance of the knees over that of the feet",
    "rep": "time of the rep",
    "shoulder_height": "height of the shoulders",
    "stance": "distance of the feet",
    "tempo": "time against the reps before",
    "to_peak": "time to the peak",
}
"""Of metrics whose own names are no words; without side and unit."""

_AMOUNTS: Mapping[str, str] = {
    "arms_apart": "arms {} apart",
    "hip_height": "hips at {} of their height",
    "knee_spread": "knees {} as far apart as the feet",
    "shoulder_height": "shoulders at {} of the arms' length",
    "stance": "feet {} apart",
    "tempo": "{} as long as the reps before",
}
"""How a value of them is said."""


def metric_name(metric: str) -> str:
    """Name for people: knee_left_deg is "left knee"."""
    side, name = _side_and_name(metric)
    return f"{side} {name}" if side else name


def sideless_name(metric: str) -> str:
    """The same without the side, where that is told beside it: elbow_left_deg is "elbow"."""
    return _side_and_name(metric)[1]


def _side_and_name(metric: str) -> tuple[str, str]:
    name, side = _bare(metric), ""
    head, _, last = name.rpartition("_")
    if last in SIDES:
        name, side = head, last
    head, _, last = name.rpartition("_")
    if name in _NAMES:
        return side, _NAMES[name]
    if last == "asymmetry":
        return side, f"difference of the {head}s"
    if last in ("straighter", "bent"):
        return side, f"{'more ' if last == 'bent' else ''}{last} {head}"
    return side, name.replace("_", " ")


def _bare(metric: str) -> str:
    """The name without its unit."""
    name, _, unit = metric.rpartition("_")
    return name if unit in _UNITS else metric


def unit(metric: str) -> str:
    """deg, m, s or ratio; "" of a name without one."""
    last = metric.rpartition("_")[2]
    return last if last in _UNITS else ""


def written(metric: str) -> Written:
    """How the values of a metric are written."""
    return _MULTIPLES.get(_bare(metric)) or _UNITS.get(unit(metric), _NO_UNIT)


def _number(metric: str, value: float, finer: int = 0) -> str:
    how = written(metric)
    if math.isnan(value):
        return UNKNOWN
    number = format(how.factor * value, f"z.{how.decimals + finer}f")
    return number.rstrip("0").removesuffix(".") if how.trimmed else number


def quantity(metric: str, value: float, *, finer: int = 0) -> str:
    """A value with its unit, which ends the metric's name: 78°, 0.42 m, 26 %; with `finer` more digits than usual."""
    return UNKNOWN if math.isnan(value) else _number(metric, value, finer) + written(metric).sign


def finer_apart(metric: str, one: float, two: float) -> int:
    """How many more digits than usual two values need, so that they are not said alike; mostly 0."""
    if one == two or math.isnan(one) or math.isnan(two):
        return 0
    apart = (each for each in range(MAX_FINER + 1) if _number(metric, one, each) != _number(metric, two, each))
    return next(apart, MAX_FINER)


def interval(metric: str, low: float, high: float) -> str:
    """Two values with one unit, joined by a dash: 78 to 172°."""
    return f"{_number(metric, low)}\N{EN DASH}{quantity(metric, high)}"


def amount(metric: str, value: float, *, finer: int = 0) -> str:
    """What was measured, as a phrase: knee 118°, hips at 26 % of their height."""
    phrase = _AMOUNTS.get(_bare(metric))
    said = quantity(metric, value, finer=finer)
    return phrase.format(said) if phrase else f"{metric_name(metric)} {said}"


def change(metric: str, value: float) -> str:
    """By how much something changed: distance of the feet changed by 0.41 m."""
    return f"{metric_name(metric)} changed by {quantity(metric, value)}"


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


def printable(text: str) -> str:
    """The text in one line, without what a terminal would obey instead of showing it."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)


def plural(number: int, one: str, many: str = "") -> str:
    """1 rep, 2 reps."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def shortened(text: str, most: int = MAX_SHOWN) -> str:
    """A text, or so much of it: of a wrong value enough to find it."""
    return text if len(text) <= most else f"{text[:most]}…"


def listed(words: Sequence[str], joint: str = "and") -> str:
    """a, b and c; "" of none."""
    return f" {joint} ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
