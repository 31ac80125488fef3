"""Count frames as an exercise, without the rest of a run."""

from __future__ import annotations

from collections.abc import Iterable

from fitcount.pipeline import Counting
from fitcount.reps.definition import Exercise
from fitcount.reps.performed import Performed
from fitcount.types import Pose


def perform(
    exercise: Exercise,
    standard: str | None,
    frames: Iterable[tuple[float, Pose | None]],
    notes: list[tuple[float, str]] | None = None,
) -> Performed:
    """What is counted in these frames; `notes` takes what the person is told, and when."""
    counting = Counting(exercise, standard or exercise.default_standard)
    for t_s, pose in frames:
        state = counting.feed(t_s, pose).state
        if notes is not None:
            notes += [(t_s, note) for note in state.notes]
    counting.finish()
    return counting.main or Performed(exercise, standard or exercise.default_standard)
