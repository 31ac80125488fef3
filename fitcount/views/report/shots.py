"""The moments of a set that are worth a picture."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fitcount.kept import KeptSet
from fitcount.types import Break, Rep
from fitcount.views.best_worst import best_and_worst
from fitcount.views.movements import Movement
from fitcount.views.report.story import Kind, Measured, Shot
from fitcount.views.wording import faults, side
from fitcount.wording import clock, quantity, seconds


@dataclass(frozen=True, slots=True)
class MovementShots:
    """Of a set of movements: the best, the worst, and each that was rejected."""

    movements: Sequence[Movement]
    measures: Mapping[str, str]
    """What a fault is measured by, by its code."""
    depth_name: str
    """lowest knee"""
    limit: float | None
    """Of the standard; None if there is none."""

    def of(self, reps: Sequence[Rep]) -> Iterator[Shot]:
        """The pictures, in the order in which they are shown; `reps`: those of the set."""
        found = best_and_worst(reps)
        if found is not None:
            best, worst = found
            yield self._rep("best", best, "Best: rep")
            yield self._rep("worst", worst, "Worst: rep")
        elif reps:
            alike = f"all {len(reps)} are alike, " if len(reps) > 1 else ""
            for which in dict.fromkeys(rep.side for rep in reps):
                widest = max((rep for rep in reps if rep.side == which), key=lambda rep: rep.range_of_motion)
                yield self._rep("alike" if alike else "only", widest, "Rep", alike)
        for movement in self.movements:
            # One that the person has taken back is worth no picture.
            if movement.rejection is not None and movement.rejection.movement:
                yield _rejected(movement)

    def _rep(self, kind: Kind, rep: Rep, title: str, before: str = "") -> Shot:
        """At its peak; of one with faults, where the first of them was measured."""
        movement = next(each for each in self.movements if each.number == rep.number)
        where = f"{title} {rep.number}{_sided(movement)}, {clock(movement.start_s)}"
        text = f"{before}{self._text(movement)}"
        for fault in movement.faults:
            metric = self.measures.get(fault.code)
            if metric is not None and not math.isnan(fault.at_s):
                measured = Measured(metric, fault.value, fault.limit, movement.side)
                return Shot(kind, fault.at_s, movement.start_s, where, text, True, measured)
        return Shot(kind, movement.peak_s, movement.start_s, where, text, False, _depth(movement, self.limit))

    def _text(self, movement: Movement) -> str:
        depth, motion = (quantity(movement.metric, value) for value in (movement.depth, movement.range_of_motion))
        found = f", {faults(movement)}" if movement.faults else ""
        return f"{self.depth_name} {depth}, range {motion}{found}"


def _depth(movement: Movement, limit: float | None) -> Measured:
    return Measured(movement.metric, movement.depth, limit, movement.side)


def _rejected(movement: Movement) -> Shot:
    assert movement.rejection is not None
    peak_s = (movement.start_s + movement.end_s) / 2 if math.isnan(movement.peak_s) else movement.peak_s
    title = f"Rejected{_sided(movement)}, {clock(movement.start_s)}"
    depth = _depth(movement, movement.rejection.limit)
    return Shot("rejected", peak_s, movement.start_s, title, movement.rejection.text, False, depth)


def _sided(movement: Movement) -> str:
    return f" ({side(movement.side)})" if side(movement.side) else ""


def shots_of_hold(hold: KeptSet) -> Iterator[Shot]:
    """The middle of the longest stretch without a break, and the beginning of each break."""
    start_s, end_s = max(_stretches(hold), key=lambda stretch: stretch[1] - stretch[0])
    text = f"the longest time without a break: {seconds(end_s - start_s)}"
    yield Shot("held", (start_s + end_s) / 2, None, f"Held, {clock(start_s)}", text, False, None)
    for each in hold.breaks:
        yield _broken(each)


def _stretches(hold: KeptSet) -> list[tuple[float, float]]:
    starts_s = [hold.start_s, *(each.end_s for each in hold.breaks)]
    ends_s = [*(each.start_s for each in hold.breaks), hold.end_s]
    return list(zip(starts_s, ends_s, strict=True))


def _broken(each: Break) -> Shot:
    measured = Measured(each.metric, each.value, each.limit, "both") if each.metric else None
    return Shot("broken", each.start_s, None, f"Break, {clock(each.start_s)}", each.text, False, measured)
