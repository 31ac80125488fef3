"""How likely it is that exactly the right number of movements was found."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.reps.performed import Performed
from fitcount.reps.seen import Seen

MAX_DISAGREEMENT = 2.0
MAX_ATTEMPTS = 4
"""More of either makes nothing worse."""

TRUST = 2.9
TRUST_PER_DISAGREEMENT = -2.2
TRUST_PER_ATTEMPT = -1.1
TRUST_PER_UNSURE = -0.35
TRUST_PER_UNSEEN = -1.1
"""Log odds of a right count, from a logistic regression (`tests/benchmarks/confidence.py`) on 69 real sets, each as it
is, mirrored, darker, brighter, of half the size, of half the frame rate and compressed again. Each clip left out in
turn, the area under the curve is 0.91, and of the sets called sure 98 in 100 are exact. `TRUST` is 1.5 less than
fitted, a margin for other people's rooms, which are harder than those that it was fitted in."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks against a count, each 0 at best."""

    disagreement: float
    """How many movements the rhythm of the whole body is off, for each that was found."""
    attempts: int
    """What left the start position and was no movement."""
    unsure: float
    """Log of how many times as uncertain as usual the driving metric was during the movements."""
    unseen: float
    """Share of the frames in which nobody was seen."""

    @property
    def weighed(self) -> tuple[float, float, float, float]:
        """The four of them, as the regression takes them; the first disagreement says more than the next."""
        disagreement = math.sqrt(min(self.disagreement, MAX_DISAGREEMENT))
        return disagreement, float(min(self.attempts, MAX_ATTEMPTS)), self.unsure, self.unseen

    @property
    def confidence(self) -> float:
        """0..1, that the number of movements is exactly right; 0 where nobody was seen, as nobody can know then."""
        if self.unseen >= 1.0:
            return 0.0
        weights = TRUST_PER_DISAGREEMENT, TRUST_PER_ATTEMPT, TRUST_PER_UNSURE, TRUST_PER_UNSEEN
        log_odds = TRUST + sum(weight * sign for weight, sign in zip(weights, self.weighed, strict=True))
        return 1.0 / (1.0 + math.exp(-log_odds))


def signs_of(performed: Sequence[Performed], seen: Seen, rhythm: int) -> Signs:
    """What speaks against the count of a whole run; `rhythm`: the movements that the whole body made."""
    found = sum(len(done.movements) for done in performed)
    return Signs(
        disagreement=min(abs(rhythm - turns) for turns in _turns(performed)) / max(found, 1),
        attempts=sum(not rejection.movement for done in performed for rejection in done.rejected),
        unsure=_unsure(performed, seen),
        unseen=seen.unseen,
    )


def _turns(performed: Sequence[Performed]) -> set[int]:
    """How often the body may turn in all these movements: left and right in turns may sound as one."""
    sides = [movement.side for done in performed for movement in done.movements]
    left, right = sides.count("left"), sides.count("right")
    in_turns = left + right == len(sides) and abs(left - right) <= 1
    return {len(sides), left, right} if in_turns else {len(sides)}


def _unsure(performed: Sequence[Performed], seen: Seen) -> float:
    """0 where nothing was measured: then nothing was measured badly."""
    known, total = 0, 0.0
    for movement in (movement for done in performed for movement in done.movements):
        ratios = seen.unsure(movement.metric, movement.start_s, movement.end_s)
        known += int(np.count_nonzero(~np.isnan(ratios)))
        total += float(np.nansum(ratios))
    return max(math.log(total / known), 0.0) if known else 0.0
