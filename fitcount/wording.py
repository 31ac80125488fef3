"""How metrics, quantities and times are said, wherever a person reads them.

A metric's name in YAML is built for files (knee_left_deg, hip_height_ratio); people read "left knee" and "hips at 26 %
of their height". The unit is the last part of the name.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

UNKNOWN = "\N{EN DASH}"
SIDES = ("left", "right")

# Unit to how a value is written and what follows it.
_UNITS: Mapping[str, tuple[str, str]] = {
    "deg": ("z.0f", "°"),
    "m": ("z.2f", " m"),
    "s": ("z.1f", " s"),
    "ratio": ("z.0%", ""),
}
_NO_UNIT = ("z.2f", "")

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


def unit_sign(metric: str) -> str:
    """What follows a number on an axis: °, m with a blank before it; "" of a ratio."""
    return _UNITS.get(unit(metric), _NO_UNIT)[1]


def _number(metric: str, value: float) -> str:
    form, _ = _UNITS.get(unit(metric), _NO_UNIT)
    return UNKNOWN if math.isnan(value) else format(value, form).replace("%", " %")


def quantity(metric: str, value: float) -> str:
    """A value with its unit, which ends the metric's name: 78°, 0.42 m, 26 %."""
    return UNKNOWN if math.isnan(value) else _number(metric, value) + unit_sign(metric)


def interval(metric: str, low: float, high: float) -> str:
    """Two values with one unit, joined by a dash: 78 to 172°."""
    return f"{_number(metric, low).removesuffix(' %')}\N{EN DASH}{quantity(metric, high)}"


def amount(metric: str, value: float) -> str:
    """What was measured, as a phrase: knee 118°, hips at 26 % of their height."""
    phrase = _AMOUNTS.get(_bare(metric))
    said = quantity(metric, value)
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


def plural(number: int, one: str, many: str = "") -> str:
    """1 rep, 2 reps."""
    return f"{number} {one if number == 1 else many or one + 's'}"
