"""What becomes of a set's goal with another exercise."""

from __future__ import annotations

from fitcount.guidance import Goal
from fitcount.reps.definition import Exercise, Held

NO_GOAL = Goal()


def goal_for(exercise: Exercise, goal: Goal) -> Goal:
    """The goal, or none: nobody knows how long an exercise is to be held in the place of so many reps."""
    return NO_GOAL if goal.reps is not None and isinstance(exercise, Held) else goal
