"""Conditions that decide nothing, contradict one another, or cannot be seen from where they should be."""

from __future__ import annotations

import math
from collections.abc import Iterator

from fitcount.reps.conditions import TIMES, Condition, Measure, text_of
from fitcount.reps.conditions.tree import Both, Comparison, Number, Truth
from fitcount.reps.definition import FormRule, Posture, Repeated
from fitcount.reps.metrics import METRICS
from fitcount.reps.soundness.findings import Findings, Found
from fitcount.reps.view import VIEWS
from fitcount.reps.yaml_file import KeyPath
from fitcount.wording import listed

OWN_REASONS = (
    "person_lost",
    "peak_not_seen",
    "too_small",
    "too_fast",
    "too_slow",
    "too_soon",
    "unlike_others",
)
"""What the counter itself says of an attempt (see `judge`)."""

Range = tuple[float, float]
ANYTHING: Range = (-math.inf, math.inf)
_TAKINGS = ("low", "middle", "high")
"""Each is no larger than the next."""


def unsound_rules(exercise: Repeated, findings: Findings) -> Found:
    """What is unsound about the posture and the form rules."""
    for key, rules in (("posture", exercise.posture), ("form", exercise.form)):
        yield from findings.repeated_codes((key,), [rule.code for rule in rules])
    for row, posture in enumerate(exercise.posture):
        yield from _posture(posture, ("posture", row), findings)
    for row, rule in enumerate(exercise.form):
        path = ("form", row)
        yield from _doubts(rule.when, (*path, "when"), findings)
        yield from _views(rule, path, findings)
    yield from _contradictions(exercise, findings)


def _posture(posture: Posture, path: KeyPath, findings: Findings) -> Found:
    yield from _doubts(posture.need, (*path, "need"), findings)
    if posture.code in OWN_REASONS:
        why = "it is what fitcount says of any exercise"
        yield findings.warning(
            (*path, "code"), f"{posture.code} means something else already", why, "name it otherwise"
        )
    for metric in metrics_of(posture.need):
        unseen = [view for view in VIEWS if view not in METRICS[metric].views]
        if unseen:
            instead = "body_tilt_deg is told from every side" if metric == "trunk_lean_deg" else ""
            what = f"says nothing from {listed(unseen, 'or')}"
            yield findings.warning((*path, "need"), what, f"{metric} cannot be measured from there", instead)


def metrics_of(condition: Condition) -> list[str]:
    """The metrics that a condition names, times left out."""
    return list(dict.fromkeys(measure.metric for measure in condition.measures if measure.metric not in TIMES))


def _doubts(condition: Condition, path: KeyPath, findings: Findings) -> Found:
    for doubt in condition.doubts:
        yield findings.warning_within(path, doubt.offset, doubt.length, doubt.what, doubt.suggestion)
    for measure in condition.measures:
        if measure.metric in METRICS and METRICS[measure.metric].only_changes and measure.taking != "spread":
            what = f"{text_of(measure)} depends on where the camera stands"
            suggestion = f"only its changes mean something: write spread({measure.metric})"
            yield findings.warning_within(path, measure.start, measure.end - measure.start, what, suggestion)


def _views(rule: FormRule, path: KeyPath, findings: Findings) -> Found:
    """Views that were written down, but in which the rule says nothing."""
    if not findings.is_written((*path, "views")):
        return
    for metric in metrics_of(rule.when):
        unseen = [view for view in rule.views if view not in METRICS[metric].views]
        can = listed(METRICS[metric].views, "or")
        why = f"{metric} can be measured from {can} only"
        if len(unseen) == len(rule.views) and not _has_alternatives(rule.when.tree):
            suggestion = f"write [{', '.join(METRICS[metric].views)}]"
            yield findings.error((*path, "views"), "the rule can never fire", why, suggestion)
        elif unseen:
            kept = ", ".join(view for view in rule.views if view not in unseen) or ", ".join(METRICS[metric].views)
            yield findings.warning(
                (*path, "views"), f"says nothing from {listed(unseen, 'or')}", why, f"write [{kept}]"
            )


def _has_alternatives(truth: Truth) -> bool:
    """Whether it may hold though a part of it is unknown."""
    match truth:
        case Comparison():
            return False
        case Both(parts=parts):
            return any(map(_has_alternatives, parts))
        case _:
            return True


def _contradictions(exercise: Repeated, findings: Findings) -> Found:
    """Conditions that leave nothing to those before, and form rules that no movement of that posture breaks."""
    left: dict[Measure, Range] = {}
    whose: dict[Measure, str] = {}
    for row, posture in enumerate(exercise.posture):
        for measure, allowed in _bounds(posture.need.tree):
            before = _known(measure, left)
            both = max(before[0], allowed[0]), min(before[1], allowed[1])
            if both[0] >= both[1]:
                other = whose.get(measure) or "the conditions above"
                why = f"by {other} it lies {_said(before)}, by this one {_said(allowed)}"
                path = ("posture", row, "need")
                yield findings.error(path, "no movement meets all conditions", why, "leave one out")
                continue
            left[measure] = both
            whose.setdefault(measure, posture.code)
    for row, rule in enumerate(exercise.form):
        for measure, wanted in _bounds(rule.when.tree):
            before = _known(measure, left)
            if max(before[0], wanted[0]) >= min(before[1], wanted[1]):
                why = f"{text_of(measure)} lies {_said(before)} in a movement, or the posture rejects it"
                yield findings.warning(("form", row, "when"), "the rule never fires", why)


def _bounds(truth: Truth) -> Iterator[tuple[Measure, Range]]:
    """What a condition allows each measure, as far as it compares it with a number and nothing else may hold."""
    for part in truth.parts if isinstance(truth, Both) else (truth,):
        if not isinstance(part, Comparison):
            continue
        upward = part.comparator in ("<", "<=")
        for side, limit, below in ((part.left, part.right, upward), (part.right, part.left, not upward)):
            if isinstance(side, Measure) and isinstance(limit, Number):
                yield side, ((-math.inf, limit.value) if below else (limit.value, math.inf))


def _known(measure: Measure, left: dict[Measure, Range]) -> Range:
    """What is left to a measure; of one metric low is no more than middle, and middle no more than high."""
    low, high = left.get(measure, ANYTHING)
    if measure.taking in _TAKINGS:
        rank = _TAKINGS.index(measure.taking)
        for other, (least, most) in left.items():
            if (other.metric, other.place) == (measure.metric, measure.place) and other.taking in _TAKINGS:
                low = max(low, least) if _TAKINGS.index(other.taking) < rank else low
                high = min(high, most) if _TAKINGS.index(other.taking) > rank else high
    return low, high


def _said(between: Range) -> str:
    low, high = between
    if math.isinf(low):
        return f"below {high:g}"
    return f"above {low:g}" if math.isinf(high) else f"between {low:g} and {high:g}"
