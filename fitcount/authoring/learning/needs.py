"""What all repetitions of a clip have in common, with margins wide enough for other people and cameras.

It keeps other exercises out: posture, the limbs that move along, and those that stay.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from fitcount.authoring.condition_words import TAKINGS
from fitcount.authoring.drafting.draft import Need, Take
from fitcount.authoring.learning.performance import Performance
from fitcount.reps.angles import JOINTS
from fitcount.reps.looks import TOLERANCE
from fitcount.wording import metric_name, quantity

MARGINS = 2.0
"""Of `looks.TOLERANCE`, by which people, cameras and ways to do one exercise differ."""
UPRIGHT_DEG, LEVEL_DEG = 40.0, 50.0
"""The trunk of somebody who stands, or who lies or is on hands and feet; between them it says nothing."""
MOST_TILT_DEG, LEAST_TILT_DEG = (45.0, 65.0), (20.0, 60.0)
"""Where the limit of either lies: seen from the front, somebody on hands and feet may seem to lean by 30 only."""
TILT_MARGIN_DEG = 45.0
ON_BACK_DEG, PRONE_DEG = 60.0, 115.0
"""Where the chest faces."""
STANDING, LOW = 0.75, 0.5
"""Height of the hips in lengths of the legs: at its highest standing, or never."""
HEIGHT_MARGIN = 0.3
"""Of that height."""
ALONG = 0.3
"""Of how much a limb moves along in every rep, what it must move at least: another camera side shows less of it."""
MOVES_DEG, STAYS_DEG = 40.0, 25.0
"""A joint that moves by more in every rep moves along; one that always moves by less keeps its angle."""
STEPS_M, FEET_STAY_M = 0.3, 0.15
"""The same of the distance between the feet."""
SINKS = 0.25
"""Hips that sink by more of that height in every rep are part of the movement."""
CARRIED_M = 0.2
"""So are those that rise by more while the arms work."""
STRAIGHT_DEG, BENT_DEG = 145.0, 110.0
"""A joint that stays is straight, or bent."""
LEAST_SEEN = 0.7
"""Of the repetitions: a metric that was measured in fewer says nothing."""

ARM, LEG = ("elbow", "shoulder"), ("knee", "hip")
PARTS = {"knee": "the knees", "hip": "the hips", "elbow": "the arms", "shoulder": "the upper arms"}
SMALLER = {
    "knee": ("bends", "are bent"),
    "hip": ("bends", "are bent"),
    "elbow": ("bends", "are bent"),
    "shoulder": ("falls", "are down"),
}
LARGER = {
    "knee": ("straight", "are straight"),
    "hip": ("straight", "are straight"),
    "elbow": ("straight", "are straight"),
    "shoulder": ("raised", "are raised"),
}
"""How a joint is whose angle is too small, and too large: a code, and in words."""


def needs_of(performance: Performance, driver: str) -> tuple[Need, ...]:
    """Conditions that hold in all repetitions; `driver` is the metric that drives the count, which needs none."""
    finder = _Finder(performance)
    joint = driver.partition("_")[0]
    found = [*_trunk(finder), *_hips(finder), *_feet(finder)]
    # What the arms do while the legs work is everybody's own matter.
    others = JOINTS if joint in ARM else LEG
    if joint in ARM:
        found += _body(finder)
    for other in others:
        if other != joint:
            found += _joint(finder, other, STAYS_DEG if (other in ARM) == (joint in ARM) else MOVES_DEG)
    if joint in LEG:
        found += _other_leg(finder)
    return tuple(found)


class _Finder:
    """Looks at what a condition would compare in each repetition."""

    def __init__(self, performance: Performance) -> None:
        self._performance = performance

    def seen(self, metric: str, take: Take) -> tuple[float, float] | None:
        """Least and most of it over the repetitions; None if it was measured in too few."""
        values = self._performance.taken(metric, take)
        known = values[np.isfinite(values)]
        if len(known) < max(1, LEAST_SEEN * len(values)):
            return None
        return float(known.min()), float(known.max())

    def least_change(self, metric: str) -> float:
        """How much it changes in the repetition in which it changes least; 0 if that is not known."""
        seen = self.seen(metric, "spread")
        return 0.0 if seen is None else seen[0]

    def above(self, code: str, metric: str, take: Take, limit: float, say: str) -> Need:
        """It must be above the limit."""
        return Need(code, metric, take, True, _round(metric, limit), say, self._why(metric, take))

    def below(self, code: str, metric: str, take: Take, limit: float, say: str) -> Need:
        """It must be below the limit."""
        return Need(code, metric, take, False, _round(metric, limit), say, self._why(metric, take))

    def _why(self, metric: str, take: Take) -> str:
        seen = self.seen(metric, take)
        assert seen is not None
        least, most = (quantity(metric, value) for value in seen)
        between = least if least == most else f"{least} to {most}"
        return f"seen: {TAKINGS[take]}{metric_name(metric)} {between}"


def _margin(metric: str) -> float:
    return MARGINS * TOLERANCE[metric.rpartition("_")[2]]


def _round(metric: str, limit: float) -> float:
    return round(limit / 5.0) * 5.0 if metric.endswith("_deg") else round(limit, 2)


def _trunk(finder: _Finder) -> Iterator[Need]:
    tilt = "body_tilt_deg"
    seen = finder.seen(tilt, "middle")
    if seen is None:
        return
    least, most = seen
    if most <= UPRIGHT_DEG:
        limit = float(np.clip(most + TILT_MARGIN_DEG, *MOST_TILT_DEG))
        yield finder.below("not_upright", tilt, "middle", limit, "the trunk is not upright")
    elif least >= LEVEL_DEG:
        limit = float(np.clip(least - TILT_MARGIN_DEG, *LEAST_TILT_DEG))
        yield finder.above("upright", tilt, "middle", limit, "the trunk is upright")
        chest = finder.seen("chest_tilt_deg", "middle")
        margin = _margin("chest_tilt_deg")
        if chest is not None and chest[1] <= ON_BACK_DEG:
            limit = chest[1] + margin
            yield finder.below("not_on_back", "chest_tilt_deg", "middle", limit, "the chest does not face up")
        elif chest is not None and chest[0] >= PRONE_DEG:
            limit = chest[0] - margin
            yield finder.above("not_prone", "chest_tilt_deg", "middle", limit, "the chest does not face the floor")


def _hips(finder: _Finder) -> Iterator[Need]:
    height = "hip_height_ratio"
    highest = finder.seen(height, "high")
    if highest is None:
        return
    least, most = highest
    if least >= STANDING:
        limit = least - HEIGHT_MARGIN
        yield finder.above("not_standing", height, "high", limit, "it does not begin or end standing")
    elif most <= LOW:
        yield finder.below("standing", height, "high", most + HEIGHT_MARGIN, "the person is standing")
    change = finder.least_change(height)
    if least >= STANDING and change >= SINKS:
        limit = least - ALONG * change
        yield finder.below("hips_stay_up", height, "low", limit, "the hips do not come down")


def _body(finder: _Finder) -> Iterator[Need]:
    """Of arms that carry the body: that it rises and sinks. A camera that is moved along hides that."""
    rise = finder.seen("hips_up_m", "spread")
    if rise is not None and rise[0] >= CARRIED_M:
        yield finder.above("body_stays", "hips_up_m", "spread", ALONG * rise[0], "the body does not rise and sink")


def _feet(finder: _Finder) -> Iterator[Need]:
    stance = "stance_m"
    seen = finder.seen(stance, "spread")
    if seen is None:
        return
    least, most = seen
    if least >= STEPS_M:
        yield finder.above("feet_stay", stance, "spread", ALONG * least, "the feet do not move")
    elif most <= FEET_STAY_M:
        yield finder.below("feet_move", stance, "spread", most + TOLERANCE["m"], "the feet do not stay in place")


def _other_leg(finder: _Finder) -> Iterator[Need]:
    """Of one leg that bends: that the other one does not."""
    metric = "knee_straighter_deg"
    lowest = finder.seen(metric, "low")
    if lowest is not None and lowest[0] >= STRAIGHT_DEG and finder.least_change("knee_bent_deg") >= MOVES_DEG:
        yield finder.above("both_bend", metric, "low", lowest[0] - _margin(metric), "the other leg bends")


def _joint(finder: _Finder, joint: str, still_deg: float) -> Iterator[Need]:
    """Of a joint that does not drive: that it moves along, or hardly; then it moves by `still_deg` at most."""
    metric, part = f"{joint}_deg", PARTS[joint]
    spread, middle = finder.seen(metric, "spread"), finder.seen(metric, "middle")
    if spread is None or middle is None:
        return
    if spread[0] >= MOVES_DEG:
        yield finder.above(f"{joint}_stays", metric, "spread", ALONG * spread[0], f"{part} do not move along")
        return
    if spread[1] <= still_deg:
        yield finder.below(f"{joint}_moves", metric, "spread", spread[1] + _margin(metric), f"{part} move")
    if spread[1] > STAYS_DEG:
        return
    if middle[0] >= STRAIGHT_DEG:
        code, how = SMALLER[joint]
        yield finder.above(f"{joint}_{code}", metric, "middle", middle[0] - _margin(metric), f"{part} {how}")
    elif middle[1] <= BENT_DEG:
        code, how = LARGER[joint]
        yield finder.below(f"{joint}_{code}", metric, "middle", middle[1] + _margin(metric), f"{part} {how}")
