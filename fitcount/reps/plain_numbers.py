"""What number somebody meant who wrote a unit, a percent sign or quotes along with it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

_QUANTITY = re.compile(r"\s*([-+]?\d+(?:[.,]\d+)?)\s*([a-zA-Z°%]*)\s*", re.ASCII)
_CLOCK = re.compile(r"\s*(\d{1,3}):([0-5]\d)\s*", re.ASCII)
MAX_SHARE = 1.2

_IN_SECONDS: Mapping[str, float] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1.0),
    **dict.fromkeys(("ms", "msec", "millisecond", "milliseconds"), 1e-3),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 60.0),
}
_IN_DEGREES: Mapping[str, float] = {
    **dict.fromkeys(("deg", "degs", "degree", "degrees", "°"), 1.0),
    **dict.fromkeys(("rad", "rads", "radian", "radians"), math.degrees(1.0)),
}
_IN_METRES: Mapping[str, float] = {
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), 1.0),
    "cm": 1e-2,
    "mm": 1e-3,
}
_SHARES = {"enter", "leave", "min_share"}


def plain_number(value: Any, key_path: tuple[str | int, ...]) -> str:
    """What to write instead of a value that is no number, or not one of those that are possible; "" if unknown."""
    key = str(key_path[-1]) if key_path else ""
    if isinstance(value, str):
        return _of_text(value, key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(float(value), key, held="position" in key_path)
    return ""


def _of_text(text: str, key: str) -> str:
    clock = _CLOCK.fullmatch(text)
    if clock:
        return f"in seconds: write {int(clock[1]) * 60 + int(clock[2])}" if key.endswith("_s") else ""
    found = _QUANTITY.fullmatch(text)
    if found is None:
        return ""
    number, unit = float(found[1].replace(",", ".")), found[2].lower()
    for units, said in ((_IN_SECONDS, "in seconds"), (_IN_DEGREES, "in degrees"), (_IN_METRES, "in metres")):
        if unit in units:
            return f"{said}, without the unit: write {_shown(number * units[unit])}"
    if unit == "%":
        return f"as a share: write {_shown(number / 100)}"
    return f"write {_shown(number)}, without quotes" if not unit and "," not in text else _decimal(number, unit)


def _decimal(number: float, unit: str) -> str:
    return "" if unit else f"with a point: write {_shown(number)}"


def _of_number(number: float, key: str, *, held: bool) -> str:
    """Of a number beyond what is possible: percent for a share, milliseconds for seconds."""
    if key in _SHARES and not held and MAX_SHARE < number <= 100:
        return f"as a share, not in percent: write {_shown(number / 100)}"
    if key.endswith("_s") and number >= 100:
        return f"in seconds, not milliseconds: write {_shown(number / 1000)}"
    return ""


def _shown(number: float) -> str:
    return f"{number:.4g}"
