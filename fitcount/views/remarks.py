"""What the movements of a set show together: tiring, and left against right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median

from fitcount.views.fatigue import ENOUGH, Trend, can_tell
from fitcount.views.movements import Movement
from fitcount.views.phrases import middle
from fitcount.views.tables import Row, Table
from fitcount.wording import plural, quantity, seconds

UNEVEN = 0.1
"""Physiotherapists want less than 10 to 15 % between the sides (limb symmetry index)."""
ENOUGH_OF_A_SIDE = 3
"""Fewer movements of a side do not show how far it goes."""


def on_tiring(movements: Sequence[Movement], slowing: Trend | None, shrinking: Trend | None) -> Iterator[str]:
    """Slowing and loss of range; or that there is none, or that it cannot be told."""
    if not can_tell(movements):
        yield f"Whether you tired cannot be told from {plural(len(movements), 'movement')}: it takes {ENOUGH}."
    elif slowing is None and shrinking is None:
        yield "No sign of tiring: neither the tempo nor the range has a trend."
    if slowing is not None:
        how = "slower" if slowing.change > 0 else "faster"
        times = f"from {seconds(slowing.first)} a movement to {seconds(slowing.last)}"
        yield f"You became {how}: {times} ({_percent(slowing.change)})."
    if shrinking is not None:
        how = "shrank" if shrinking.change < 0 else "grew"
        first, last = (quantity(movements[0].metric, value) for value in (shrinking.first, shrinking.last))
        yield f"Your range {how}: from {first} to {last} ({_percent(shrinking.change)})."


def _percent(change: float) -> str:
    sign = "+" if change > 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(change):.0%}"


def on_sides(movements: Sequence[Movement]) -> Iterator[str]:
    """How far each side went, where each of them moved alone."""
    went = {
        name: [each.range_of_motion for each in movements if each.side == name and not math.isnan(each.range_of_motion)]
        for name in ("left", "right")
    }
    if not all(went.values()):
        return
    metric = movements[0].metric
    parts = (
        f"{name} {plural(len(ranges), 'movement')} of {quantity(metric, median(ranges))}"
        for name, ranges in went.items()
    )
    yield f"Left against right, in the median: {', '.join(parts)}{_verdict(went)}."


def by_side(movements: Sequence[Movement]) -> Table | None:
    """What each side did, in the median; None unless each of them moved alone."""
    own = {name: [each for each in movements if each.side == name] for name in ("left", "right")}
    if not all(own.values()):
        return None
    rows = tuple(Row(True, (name, *_medians(each)), "") for name, each in own.items())
    return Table("Left against right", ("side", "counted", "range", "time"), "", rows)


def _medians(movements: Sequence[Movement]) -> Iterator[str]:
    counted = [each for each in movements if each.rejection is None]
    of = f" of {len(movements)}" if len(counted) < len(movements) else ""
    yield f"{len(counted)}{of}"
    yield quantity(movements[0].metric, middle([each.range_of_motion for each in movements]))
    yield seconds(middle([each.took_s for each in movements]))


def _verdict(went: dict[str, list[float]]) -> str:
    if min(map(len, went.values())) < ENOUGH_OF_A_SIDE:
        return ""
    less, more = sorted(went, key=lambda name: median(went[name]))
    difference = 1.0 - median(went[less]) / median(went[more])
    return f": the {less} goes {difference:.0%} less far" if difference > UNEVEN else ": no difference that matters"
