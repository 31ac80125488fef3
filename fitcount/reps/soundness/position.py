"""A position that nobody can be in, or that trembling leaves."""

from __future__ import annotations

import math

from fitcount.reps.definition import Held, PositionPart
from fitcount.reps.metrics import unit_of
from fitcount.reps.soundness.findings import Findings, Found, metric_of, shown
from fitcount.reps.soundness.motion import BAND, out_of_range
from fitcount.reps.view import VIEWS
from fitcount.reps.yaml_file import KeyPath
from fitcount.wording import listed

SHAKE_S = 0.5
"""Out of the position for less than this is a shake (see `hold`)."""

Ends = tuple[float, float]


def unsound_position(exercise: Held, findings: Findings) -> Found:
    """What is unsound about a held position."""
    hold, path = exercise.hold, ("hold", "position")
    yield from findings.repeated_codes(path, [condition.code for condition in hold.position])
    if all(condition.metric != hold.metric for condition in hold.position):
        why = "this metric must be measured, and then be compared with something"
        there = listed(list(dict.fromkeys(condition.metric for condition in hold.position)), "or")
        yield findings.error(("hold", "metric"), f"no condition on {hold.metric}", why, f"add one, or write {there}")
    views = metric_of(hold.metric).views
    if len(views) < len(VIEWS):
        unseen = listed([view for view in VIEWS if view not in views], "or")
        yield findings.warning(
            ("hold", "metric"), f"from {unseen} nothing is held", f"{hold.metric} cannot be measured from there"
        )
    if hold.max_break_s < SHAKE_S:
        why = f"what is over within {SHAKE_S:g} s is a shake, and counts as held"
        yield findings.warning(("hold", "max_break_s"), "a shake ends the hold", why, "3 is usual")
    for row, condition in enumerate(hold.position):
        yield from _condition(condition, (*path, row), findings)
    yield from _contradictions(hold.position, findings)


def _condition(condition: PositionPart, path: KeyPath, findings: Findings) -> Found:
    name = condition.metric
    metric, unit = metric_of(name), unit_of(name)
    if condition.enter == condition.leave:
        why = "trembling would leave the position and enter it again"
        yield findings.error(
            (*path, "leave"), "must differ from enter", why, f"put them {shown(BAND * metric.tremor, unit)} apart"
        )
        return
    if condition.change_over_s is None:
        for edge in ("enter", "leave"):
            yield from out_of_range(findings, (*path, edge), getattr(condition, edge), name)
        if metric.only_changes:
            why = f"only changes of {name} mean something"
            yield findings.error((*path, "metric"), "cannot be compared with a number", why, "add change_over_s: 0.5")
    elif min(condition.enter, condition.leave) < 0.0:
        edge = "enter" if condition.enter < 0.0 else "leave"
        yield findings.error((*path, edge), "no change is less than 0", "with change_over_s a change is compared")
    band = abs(condition.enter - condition.leave)
    if band < BAND * metric.tremor:
        tremor = shown(metric.tremor, unit)
        why = f"enter and leave are {shown(band, unit)} apart; {name} trembles by {tremor} up and down"
        suggestion = f"put them {shown(BAND * metric.tremor, unit)} apart or more"
        yield findings.warning((*path, "leave"), "trembling passes the hysteresis", why, suggestion)


def _contradictions(position: tuple[PositionPart, ...], findings: Findings) -> Found:
    """A condition that leaves no value to one before it."""
    left: dict[tuple[str, float | None], Ends] = {}
    for row, condition in enumerate(position):
        key = (condition.metric, condition.change_over_s)
        low, high = left.get(key, (-math.inf, math.inf))
        above = condition.enter > condition.leave
        ends = (max(low, condition.enter), high) if above else (low, min(high, condition.enter))
        if ends[0] > ends[1]:
            unit = unit_of(condition.metric)
            what = f"no {condition.metric} is above {shown(ends[0], unit)} and below {shown(ends[1], unit)}"
            why = "where enter is the larger it must be exceeded, where it is the smaller not"
            yield findings.error(
                ("hold", "position", row, "enter"), what, why, "turn enter and leave of one of the conditions round"
            )
            continue
        left[key] = ends
