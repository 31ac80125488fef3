"""From a motion, and later from its repetitions, to the settings of an exercise."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from fitcount.authoring.drafting.draft import Deep, Draft, Limits, LooksDraft, PhaseNames
from fitcount.authoring.learning.motions import Motion
from fitcount.authoring.learning.needs import needs_of
from fitcount.authoring.learning.performance import Performance
from fitcount.authoring.learning.phases import names_of
from fitcount.reps.metrics import METRICS
from fitcount.reps.soundness.motion import BAND

RANGE_SHARE = 0.3
"""Of the person's range, what others must move at least: some move less, and some cameras show less."""
NOISE_SHARE = 1.0
"""Standard deviations of the metric's noise that a movement is larger than, as long as that is not most of it."""
MOST_OF_RANGE = 0.5
QUICKEST, SLOWEST = 0.25, 6.0
"""Of the person's usual time, what others may take."""
LEAST_S, LONGEST_S = 0.2, 10.0
"""No limit is tighter."""
QUICK_S = 0.6
"""Some do in this time whatever others do slowly."""
FULL_SHARE = 0.15
"""A full movement goes to the person's own peak but for this share of their range, or to their least one."""
ENTER, LEAVE, LEAVE_PEAK, MIN_SHARE = 0.15, 0.25, 0.12, 0.4
"""Of the person's own range, as in every exercise that ships."""
LOOKS = (
    "body_tilt_deg",
    "chest_tilt_deg",
    "knee_bent_deg",
    "knee_straighter_deg",
    "hip_bent_deg",
    "hip_straighter_deg",
    "elbow_deg",
    "shoulder_deg",
    "hip_height_ratio",
    "stance_m",
)
"""By what exercises are told apart; those that ship name about these."""


def bare(motion: Motion, reps: int, name: str) -> Draft:
    """What counts the motion itself, before anything is known of the repetitions."""
    start, peak = motion.ends(reps)
    metric = motion.driver.followed[0][1]
    start, peak = rounded(metric, start), rounded(metric, peak)
    span = abs(peak - start)
    enter, leave = _edges(metric, span)
    return Draft(
        name=name,
        title=title_of(name),
        about=f"{title_of(name)}.",
        metric=motion.driver.metric,
        sides=motion.driver.sides,
        start=start,
        peak=peak,
        phases=PhaseNames("start", "going", "there", "peak", "returning", "back"),
        limits=Limits(_least_range(metric, span), MIN_SHARE, LEAST_S, 60.0),
        enter=enter,
        leave=leave,
        leave_peak=max(LEAVE_PEAK, _share(METRICS[metric].tremor, span)),
    )


def title_of(name: str) -> str:
    """side_lunge is "Side lunge"."""
    return name.replace("_", " ").capitalize()[:32]


def settled(draft: Draft, motion: Motion, performance: Performance) -> Draft:
    """With all that its repetitions show: times, posture, standard and looks."""
    took_s = performance.took_s
    usual_s = float(np.median(took_s))
    limits = replace(
        draft.limits,
        min_s=round(max(LEAST_S, min(QUICKEST * usual_s, QUICK_S)), 1),
        max_s=float(round(max(LONGEST_S, SLOWEST * usual_s, 2.0 * took_s.max()))),
    )
    draft = replace(draft, phases=names_of(performance))
    return replace(
        draft,
        limits=limits,
        needs=needs_of(performance, draft.metric),
        full=_full(draft, motion, len(performance)),
        looks=_looks(performance, usual_s),
    )


def rounded(metric: str, value: float) -> float:
    """As exactly as it can be meant: whole degrees, hundredths of all else."""
    return float(round(value)) if metric.endswith("_deg") else round(value, 2)


def _edges(metric: str, span: float) -> tuple[float, float]:
    """The usual edges of the start position, or wider ones where trembling would pass them."""
    tremor = METRICS[metric].tremor
    enter = max(ENTER, _share(tremor, span))
    return enter, max(LEAVE, round(enter + _share(BAND * tremor, span), 2))


def _share(way: float, span: float) -> float:
    """Of the span, rounded up: no less than that way."""
    return math.ceil(100.0 * way / span) / 100.0 + 0.01


def _least_range(metric: str, span: float) -> float:
    noise = METRICS[metric].noise
    least = min(max(RANGE_SHARE * span, NOISE_SHARE * noise), MOST_OF_RANGE * span)
    return rounded(metric, least)


def _full(draft: Draft, motion: Motion, reps: int) -> Deep:
    """What every repetition of the clip meets, and somebody who goes a little less far as well."""
    start, peak = motion.ends(reps)
    least = min((turn.value for turn in motion.peaks(reps)), key=lambda value: value * motion.toward_peak)
    most = start + MOST_OF_RANGE * (peak - start)
    usual = peak - FULL_SHARE * (peak - start)
    limit = max(min(least, usual, key=_toward(motion)), most, key=_toward(motion))
    reason = f"{draft.phases.peak}_not_reached".replace(" ", "_")
    return Deep(rounded(motion.driver.followed[0][1], limit), reason)


def _toward(motion: Motion) -> Callable[[float], float]:
    return lambda value: value * motion.toward_peak


def _looks(performance: Performance, usual_s: float) -> LooksDraft:
    ends = {}
    for name, values_at in (("start", performance.at_start), ("peak", performance.at_peak)):
        medians = {metric: values_at(metric) for metric in LOOKS}
        ends[name] = {
            metric: rounded(metric, float(np.nanmedian(values)))
            for metric, values in medians.items()
            if np.isfinite(values).mean() > 0.5
        }
    return LooksDraft(round(usual_s, 1), ends["start"], ends["peak"])
