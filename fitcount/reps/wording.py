"""How a metric's value reads in a sentence."""

from __future__ import annotations

_UNITS = {"deg": "°", "m": " m", "s": " s", "ratio": ""}


def spoken(metric: str) -> str:
    """The metric's name in words: knee_left_deg is "knee left"."""
    name, _, unit = metric.rpartition("_")
    return (name if unit in _UNITS else metric).replace("_", " ")


def quantity(metric: str, value: float) -> str:
    """A value with its unit, which ends the metric's name: 118°."""
    unit = metric.rpartition("_")[2]
    return f"{value:.0f}°" if unit == "deg" else f"{value:.2f}{_UNITS.get(unit, '')}"


def amount(metric: str, value: float) -> str:
    """Name and value: knee 118°."""
    return f"{spoken(metric)} {quantity(metric, value)}"


def clock(t_s: float) -> str:
    """A time in the source: 0:41."""
    minutes, seconds = divmod(int(t_s), 60)
    return f"{minutes}:{seconds:02}"
