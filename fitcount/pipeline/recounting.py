"""Count again from a trace, without video or model."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable

from fitcount.pipeline.counting import Counting
from fitcount.pipeline.outcome import Outcome
from fitcount.pipeline.preparing import check_visible, python_warning
from fitcount.reps.definition import Exercise
from fitcount.reps.library import named_exercise, standard_of
from fitcount.reps.performed import Performed
from fitcount.reps.succession import counter_of
from fitcount.sessions.trace import Trace
from fitcount.types import Metrics, Timing

SQUAT = "squat"
"""What is counted if nobody has said anything."""


def count_again(
    trace: Trace,
    exercise: str | None = None,
    standard: str | None = None,
    tell: Callable[[str], None] = python_warning,
) -> Outcome:
    """Count a trace as it was counted, one exercise after the other if it was so; or as `exercise` throughout.

    What was done by hand is done again; to other exercises than the one that was asked for it does not apply. An older
    trace does not say what was counted: then it is the squat.
    """
    asked = exercise or trace.meta.exercise or SQUAT
    chosen = named_exercise(asked, tell)
    check_visible(chosen, trace.meta.model)
    before = trace.meta.standard if exercise is None else ""
    counting = Counting(chosen, standard_of(chosen, standard or before or None), asked)
    return count_trace(trace, counting, changes=exercise is None, standard=standard)


def count_trace(trace: Trace, counting: Counting, *, changes: bool = False, standard: str | None = None) -> Outcome:
    """Count a trace; only the timing differs from what its source gave.

    What was done by hand is done again where it concerns the counting's exercise, which is counted throughout; with
    `changes` all of it, by the `standard` where an exercise has it.
    """
    todo = deque(done for done in trace.meta.interventions if changes or counting.concerns(done))
    for row, (t_s, pose) in enumerate(trace):
        while todo and todo[0].row <= row:
            counting.do_again(todo.popleft(), standard)
        counting.feed(t_s, pose)
    for done in todo:
        counting.do_again(done, standard)
    untimed = Timing(math.nan, math.nan, math.nan, math.nan, math.nan)
    return Outcome(counting, counting.result(trace.meta.source, trace.meta.model, untimed), trace.meta)


def count_metrics(metrics: Iterable[Metrics], exercise: Exercise, standard: str | None = None) -> Performed:
    """What was performed by the metrics of all frames of a run; `standard`: the exercise's default if None."""
    counter = counter_of(exercise, standard)
    for frame in metrics:
        counter.update(frame)
    counter.finish()
    (performed,) = counter.performed
    return performed
