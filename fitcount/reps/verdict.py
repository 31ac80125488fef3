"""What a whole run amounts to: sets, view, and how sure the count is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.reps.confidence import Signs, signs_of
from fitcount.reps.definition import Held
from fitcount.reps.performed import Performed, sets_of
from fitcount.reps.rhythm import peaks_of_joints_s
from fitcount.reps.seen import Seen, Stretch
from fitcount.types import SURE, TOO_SHORT, ExerciseSet, Rejection, Rep, View
from fitcount.wording import whole_seconds

UNSEEN_SHARE = 0.1
"""More frames without a person than this are worth a doubt."""
NEAR_MISS = 0.8
"""An attempt that went this far of what a movement needs may have been one."""
HARD_TO_SEE = 0.9
"""Log of the uncertainty from which the pose itself is worth a doubt, where the count is not sure: two and a half times
the usual one."""


MARGIN_S = 4.0
"""Before and after a set the rhythm may hear what was not counted."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was counted in a run, beside the reps and rejections themselves."""

    sets: tuple[ExerciseSet, ...]
    signs: Signs
    """What speaks against the count."""
    doubts: tuple[str, ...]
    view: View
    frames_without_person: int


def verdict_on(performed: Sequence[Performed], seen: Seen) -> Verdict:
    """Judge a whole run from what was performed, and what was seen meanwhile."""
    sets = sets_of(performed)
    rhythm_s = [t_s for stretch in _stretches(sets, seen) for t_s in _rhythm_s(stretch)]
    signs = signs_of(performed, seen, len(rhythm_s))
    return Verdict(
        sets=tuple(sets),
        signs=signs,
        doubts=tuple(_doubts(performed, rhythm_s, signs)),
        view=seen.view,
        frames_without_person=seen.without_person,
    )


def _is_near_miss(rejection: Rejection) -> bool:
    return rejection.reason in ("too_small", TOO_SHORT) and rejection.value >= NEAR_MISS * rejection.limit


def _doubts(performed: Sequence[Performed], rhythm_s: Sequence[float], signs: Signs) -> Iterator[str]:
    movements = [movement for done in performed for movement in done.movements]
    found = len(movements)
    # A position that is held has no repetitions to hear.
    if signs.disagreement and not (found == 0 and any(isinstance(done.exercise, Held) for done in performed)):
        look = _where_they_differ(movements, rhythm_s)
        yield f"{found} counted; the rhythm of the whole body says {len(rhythm_s)}{look}"
    for rejection in (rejection for done in performed for rejection in done.rejected if _is_near_miss(rejection)):
        almost = "a hold" if rejection.reason == TOO_SHORT else "a movement"
        yield f"almost {almost}; look at {whole_seconds(rejection.start_s)} ({rejection.text})"
    if signs.unsure > HARD_TO_SEE and signs.confidence < SURE:
        yield "the joints are hard to see: more light, another side, or nearer to the camera"
    if signs.unseen > UNSEEN_SHARE:
        yield f"nobody was seen in {signs.unseen:.0%} of the frames"


def _where_they_differ(movements: Sequence[Rep | Rejection], rhythm_s: Sequence[float]) -> str:
    """The first time at which the one knows a movement and the other does not."""
    unheard = [each.start_s for each in movements if not any(each.start_s <= t_s <= each.end_s for t_s in rhythm_s)]
    uncounted = [t_s for t_s in rhythm_s if not any(each.start_s <= t_s <= each.end_s for each in movements)]
    first_s = min((*unheard, *uncounted), default=None)
    return "" if first_s is None else f"; look at {whole_seconds(first_s)}"


def _stretches(sets: Sequence[ExerciseSet], seen: Seen) -> Iterator[Stretch]:
    """The motion of each set and shortly before and after it; of the whole run if there is no set.

    Each set has a rhythm of its own; standing about between them has none, nor has a position that is held.
    """
    edges_s = [(-math.inf, -math.inf), *((each.start_s, each.end_s) for each in sets), (math.inf, math.inf)]
    for (_, last_s), each, (next_s, _) in zip(edges_s, sets, edges_s[2:], strict=False):
        if each.movements:
            from_s = max(each.start_s - MARGIN_S, min((last_s + each.start_s) / 2, each.start_s))
            to_s = min(each.end_s + MARGIN_S, max((each.end_s + next_s) / 2, each.end_s))
            yield from seen.stretches(from_s, to_s)
    if not sets:
        yield from seen.stretches()


def _rhythm_s(stretch: Stretch) -> list[float]:
    return peaks_of_joints_s(stretch.t_s, stretch.joints_px.astype(np.float64), float(np.median(stretch.scale_px)))
