"""Phases and standards that nobody reaches, and thresholds that trembling alone passes."""

from __future__ import annotations

import difflib
import math

from fitcount.reps.definition import Repeated
from fitcount.reps.metrics import METRICS, is_asymmetry, side_metric, unit_of
from fitcount.reps.soundness.findings import Findings, Found, instead, metric_of, shown
from fitcount.reps.view import VIEWS
from fitcount.wording import listed

BAND = 2.0
"""Standard deviations of trembling between the two edges of a hysteresis: one on each side."""
RADIANS = 2.0 * math.pi
"""Angles of no more than this were measured in another unit."""
LONGEST_QUICK_S = 30.0
"""No exercise's quickest repetition takes that long."""
SHORT_GAP_S = 0.2
"""At five frames a second two frames lie that far apart."""


def unsound_motion(exercise: Repeated, findings: Findings) -> Found:
    """What is unsound about the driving metric, its range, the phases, and how far they must go."""
    yield from _driving_metric(exercise, findings)
    yield from _usual(exercise, findings)
    yield from _times(exercise, findings)
    yield from _default_standard(exercise, findings)
    # All others are shares of a range that there is, or lie within it.
    if _span(exercise) >= metric_of(exercise.metric).noise:
        yield from _movement(exercise, findings)
        yield from _start(exercise, findings)
        yield from _peak(exercise, findings)
        yield from _standards(exercise, findings)
    yield from _looks(exercise, findings)


def _span(exercise: Repeated) -> float:
    return abs(exercise.usual.peak - exercise.usual.start)


def _driving_metric(exercise: Repeated, findings: Findings) -> Found:
    name, path = exercise.metric, ("metric",)
    metric = metric_of(name)
    if exercise.sides == "each" and side_metric(name, "left") not in METRICS:
        each = [known for known in METRICS if side_metric(known, "left") in METRICS]
        near = difflib.get_close_matches(name, each, n=1)
        suggestion = f"write {near[0]}, or sides: together" if near else "write sides: together"
        yield findings.error(path, f"there is no {name} of the left and of the right", "sides: each", suggestion)
    if metric.only_changes or metric.of_camera:
        why = "it says where the camera stands, not what the person does"
        if metric.only_changes:
            why = "its value depends on where the camera stands: only changes of it mean something"
        yield findings.error(path, f"nothing can be counted by {name}", why, "name a joint's angle")
    elif is_asymmetry(name):
        why = "it is the same for a left that leads and a right that leads"
        yield findings.warning(path, f"{name} hardly tells one half of a movement from the other", why)
    elif len(metric.views) < len(VIEWS):
        unseen = listed([view for view in VIEWS if view not in metric.views], "or")
        yield findings.warning(path, f"from {unseen} nothing is counted", f"{name} cannot be measured from there")


def _usual(exercise: Repeated, findings: Findings) -> Found:
    usual, name = exercise.usual, exercise.metric
    metric, unit = metric_of(name), unit_of(name)
    for end in ("start", "peak"):
        yield from out_of_range(findings, ("usual", end), getattr(usual, end), name)
    span = _span(exercise)
    if not span:
        why = "a movement goes from the one to the other and back"
        yield findings.error(("usual", "peak"), "is the same as usual.start", why)
    elif unit == "deg" and max(abs(usual.start), abs(usual.peak)) <= RADIANS:
        degrees = f"{{start: {math.degrees(usual.start):.0f}, peak: {math.degrees(usual.peak):.0f}}}"
        why = f"a change of {shown(span, unit)} is less than {name} is wrong by, {shown(metric.noise, unit)}"
        yield findings.error(("usual",), "the angles look like radians", why, f"in degrees: write {degrees}")
    elif span < metric.noise:
        why = f"a change of {shown(span, unit)} is less than {name} is wrong by, {shown(metric.noise, unit)}"
        yield findings.error(("usual",), "nobody can tell the peak from the start", why, "name another metric")


def out_of_range(findings: Findings, path: tuple[str | int, ...], value: float, name: str) -> Found:
    """An error if a metric can never have that value."""
    metric, unit = metric_of(name), unit_of(name)
    if not metric.low <= value <= metric.high:
        why = f"{name} lies between {shown(metric.low, unit)} and {shown(metric.high, unit)}"
        yield findings.error(path, f"nobody can have {shown(value, unit)}", why)


def _movement(exercise: Repeated, findings: Findings) -> Found:
    movement, span, name = exercise.movement, _span(exercise), exercise.metric
    unit, noise = unit_of(name), metric_of(name).noise
    if movement.min_range > span:
        why = f"the usual range is {shown(span, unit)}, from {exercise.usual.start:g} to {exercise.usual.peak:g}"
        yield findings.error(("movement", "min_range"), "no movement is that large", why, "write less than half of it")
    elif movement.min_range < noise:
        why = f"less than {name} is wrong by, {shown(noise, unit)}: such a movement may be none"
        yield findings.warning(("movement", "min_range"), "is within the error", why, f"write {noise:g} or more")
    if movement.min_share >= 1.0:
        why = "1 is as far as the person themselves goes: most of their movements would be too small"
        yield findings.error(("movement", "min_share"), "hardly any movement is that large", why, "0.4 is usual")


def _times(exercise: Repeated, findings: Findings) -> Found:
    movement = exercise.movement
    if movement.min_s >= movement.max_s:
        why = f"max_s is {movement.max_s:g}: no movement takes that long and yet no longer"
        swapped = f"min_s: {movement.max_s:g}, max_s: {movement.min_s:g}"
        suggestion = f"turn them round: {swapped}" if movement.min_s > movement.max_s else "write less than max_s"
        yield findings.error(("movement", "min_s"), "must be less than max_s", why, suggestion)
    elif movement.min_s > LONGEST_QUICK_S:
        suggestion = f"in seconds, not milliseconds: write {movement.min_s / 1000:g}"
        why = "whoever is quicker is not counted"
        yield findings.warning(("movement", "min_s"), f"a movement of {movement.min_s:g} s at least", why, suggestion)
    if movement.max_gap_s == 0.0:
        why = "each frame comes a moment after the one before: every attempt would be broken off"
        yield findings.error(("movement", "max_gap_s"), "nothing could be counted", why, "1 is usual")
    elif movement.max_gap_s < SHORT_GAP_S:
        why = "in a video of few frames a second every attempt would be broken off"
        yield findings.warning(
            ("movement", "max_gap_s"), "is hardly longer than from frame to frame", why, "1 is usual"
        )
    for phase in ("start", "peak"):
        stay_s = getattr(exercise.phases, phase).min_s
        if stay_s >= movement.max_s:
            why = f"a movement takes no longer than movement.max_s, {movement.max_s:g}"
            yield findings.error(("phases", phase, "min_s"), "nobody is there for that long", why)


def _start(exercise: Repeated, findings: Findings) -> Found:
    start, path = exercise.phases.start, ("phases", "start")
    unit, tremor = unit_of(exercise.metric), metric_of(exercise.metric).tremor
    span = _span(exercise)
    if start.leave >= 1.0:
        why = "1 is the peak: the start position is never left"
        yield findings.error((*path, "leave"), "nobody gets that far", why, "0.25 is usual")
    if start.enter >= start.leave:
        suggestion = f"turn them round: enter: {start.leave:g}, leave: {start.enter:g}"
        why = "it is entered nearer to the start position than it is left, or trembling would count"
        if start.enter == start.leave:
            suggestion = "0.15 and 0.25 are usual"
        yield findings.error((*path, "enter"), f"must be less than leave, {start.leave:g}", why, suggestion)
        return
    if start.enter * span < tremor:
        why = (
            f"{shown(start.enter * span, unit)} of the usual range; {exercise.metric} trembles by {shown(tremor, unit)}"
        )
        yield findings.warning(
            (*path, "enter"), "the start position is hardly ever entered again", why, "0.15 is usual"
        )
    band = (start.leave - start.enter) * span
    if band < BAND * tremor:
        why = (
            f"enter and leave are {shown(band, unit)} apart in the usual range; {exercise.metric} trembles by "
            f"{shown(tremor, unit)} up and down while a person keeps still"
        )
        least = math.ceil(100.0 * (start.enter + BAND * tremor / span)) / 100.0
        suggestion = f"write leave: {least:g} or more" if least < 1.0 else "name a metric that moves farther"
        yield findings.warning((*path, "leave"), "trembling passes the hysteresis", why, suggestion)


def _peak(exercise: Repeated, findings: Findings) -> Found:
    peak, enter, path = exercise.phases.peak, exercise.phases.start.enter, ("phases", "peak", "leave")
    unit, tremor = unit_of(exercise.metric), metric_of(exercise.metric).tremor
    back = peak.leave * _span(exercise)
    if peak.leave >= 1.0 - enter:
        why = f"who is back by so much is in the start position already: its enter is {enter:g}"
        name = exercise.phases.from_peak.name
        yield findings.error(path, f"the phase {name!r} is never entered", why, "0.12 is usual")
    elif back < tremor:
        why = f"{shown(back, unit)} of the usual range; {exercise.metric} trembles by {shown(tremor, unit)}"
        yield findings.warning(path, "trembling leaves the peak", why, "0.12 is usual")


def _default_standard(exercise: Repeated, findings: Findings) -> Found:
    standards = exercise.standards
    if exercise.default_standard not in standards:
        what = f"there is no standard {exercise.default_standard!r}"
        yield findings.error(("default_standard",), what, "", instead(exercise.default_standard, list(standards)))


def _standards(exercise: Repeated, findings: Findings) -> Found:
    standards = exercise.standards
    limits: dict[float | None, str] = {}
    for name, standard in standards.items():
        if standard.limit in limits:
            why = f"{limits[standard.limit]} wants the same"
            yield findings.warning(("standards", name), "is no standard of its own", why, "leave one out")
        limits.setdefault(standard.limit, name)
        if standard.limit is not None:
            yield from _limit(exercise, name, standard.limit, findings)
        elif findings.is_written(("standards", name, "reason")):
            why = "without a limit every movement meets it"
            yield findings.warning(("standards", name, "reason"), "is never given", why, "leave it out, or set a limit")


def _limit(exercise: Repeated, name: str, limit: float, findings: Findings) -> Found:
    path, usual, unit = ("standards", name, "limit"), exercise.usual, unit_of(exercise.metric)
    share = (limit - usual.start) / (usual.peak - usual.start)
    side = "below" if usual.peak < usual.start else "above"
    impossible = list(out_of_range(findings, path, limit, exercise.metric))
    yield from impossible
    if share <= 0.0:
        why = f"who has not moved yet is at usual.start, {shown(usual.start, unit)}, and would meet it"
        yield findings.error(
            path, f"must lie {side} usual.start", why, f"write a limit between {usual.start:g} and {usual.peak:g}"
        )
    elif share <= exercise.phases.start.leave < 1.0:
        at = usual.start + exercise.phases.start.leave * (usual.peak - usual.start)
        why = f"it is met before the start position is left, at {shown(at, unit)}"
        yield findings.warning(path, "every movement meets it", why, f"a standard of any movement is '{name}: {{}}'")
    elif share > 1.0 and not impossible:
        why = f"the usual peak is {shown(usual.peak, unit)}: most people never enter {exercise.phases.peak.name!r}"
        yield findings.warning(
            path, "lies beyond usual.peak", why, f"write a limit between {usual.start:g} and {usual.peak:g}"
        )


def _looks(exercise: Repeated, findings: Findings) -> Found:
    looks, movement = exercise.looks, exercise.movement
    if looks is None:
        return
    if not looks.start and not looks.peak:
        why = "nothing tells it from other exercises"
        yield findings.warning(("looks",), "it is never recognised", why, "say how start and peak look")
    if movement.min_s < movement.max_s and not movement.min_s <= looks.takes_s <= movement.max_s:
        why = f"a movement takes between {movement.min_s:g} and {movement.max_s:g} s"
        yield findings.error(("looks", "takes_s"), "no movement takes that long", why)
    for part in ("start", "peak"):
        for name, usual in getattr(looks, part).items():
            path = ("looks", part, name)
            value_path, value = ((*path, 0), usual[0]) if isinstance(usual, tuple) else (path, usual)
            yield from out_of_range(findings, value_path, value, name)
            if METRICS[name].only_changes or METRICS[name].of_camera:
                why = f"{name} depends on where the camera stands"
                yield findings.warning(path, "says nothing of the person", why, "leave it out")
    yield from _looks_turned(exercise, findings)


def _looks_turned(exercise: Repeated, findings: Findings) -> Found:
    """The driving metric of the looks goes the other way than that of the usual range."""
    assert exercise.looks is not None
    ends = [part.get(exercise.metric) for part in (exercise.looks.start, exercise.looks.peak)]
    start, peak = (end[0] if isinstance(end, tuple) else end for end in ends)
    if start is not None and peak is not None and (peak - start) * exercise.toward_peak < 0:
        what = f"{exercise.metric} goes the other way than from usual.start to usual.peak"
        why = "the start position and the peak are mixed up"
        yield findings.warning(("looks", "peak", exercise.metric), what, why, "turn start and peak round")
