"""The sets that a plan asks for, in their order, and where in them somebody is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fitcount.coaching.goals import goal_for
from fitcount.coaching.plan.words import goal_words
from fitcount.guidance import Goal, PlanPlace
from fitcount.reps.definition import Exercise


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """An exercise of a plan, found and checked."""

    exercise: Exercise
    standard: str
    """The exercise's name for it; "" of one that is held."""
    goal: Goal
    sets: int
    rest_s: float
    asked: str = ""
    """By what the exercise is found again, if not by its name: the path of its file."""
    weight_kg: float | None = None


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """One set."""

    step: PlannedStep
    number: int
    """1, 2, ... of its step."""

    @property
    def exercise(self) -> Exercise:
        """What is done in it."""
        return self.step.exercise

    @property
    def standard(self) -> str:
        """The exercise's name for how good a repetition must be; "" of one that is held."""
        return self.step.standard

    @property
    def words(self) -> str:
        """ "set 2 of 3: 10 squats"; without the number if there is only one."""
        what = goal_words(self.step.exercise, self.step.goal)
        return f"set {self.number} of {self.step.sets}: {what}" if self.step.sets > 1 else what


class Course:
    """Goes through a plan set by set."""

    def __init__(self, steps: Sequence[PlannedStep]) -> None:
        """`steps`: at least one."""
        self._steps = list(steps)
        self._step = 0
        self._number = 1

    @property
    def now(self) -> PlannedSet:
        """The set that is being done, or was the last."""
        return PlannedSet(self._steps[self._step], self._number)

    @property
    def next(self) -> PlannedSet | None:
        """What comes after it; None if nothing does."""
        if self._number < self._steps[self._step].sets:
            return PlannedSet(self._steps[self._step], self._number + 1)
        return PlannedSet(self._steps[self._step + 1], 1) if self._step + 1 < len(self._steps) else None

    @property
    def place(self) -> PlanPlace:
        """Where in the plan that is."""
        after = self.next
        return PlanPlace(
            exercise=self._step + 1,
            exercises=len(self._steps),
            set_number=self._number,
            sets=self.now.step.sets,
            next_up="" if after is None else after.words,
        )

    def advance(self) -> None:
        """Go on to the next set; there must be one."""
        if self._number < self._steps[self._step].sets:
            self._number += 1
        else:
            self._step, self._number = self._step + 1, 1

    def swap(self, exercise: Exercise) -> None:
        """Do another exercise now.

        A later step of it changes places with what is left of this one; without any, the sets that are left here are
        done with it.
        """
        now, done = self._steps[self._step], self._number - 1
        left = replace(now, sets=now.sets - done)
        later = next((step for step in self._steps[self._step + 1 :] if step.exercise.name == exercise.name), None)
        if later is None:
            # What was lifted was meant for the other exercise.
            goal, standard = goal_for(exercise, now.goal), exercise.default_standard
            left = replace(left, exercise=exercise, standard=standard, goal=goal, asked="", weight_kg=None)
        else:
            self._steps[self._steps.index(later, self._step + 1)], left = left, later
        self._steps[self._step : self._step + 1] = [*([replace(now, sets=done)] if done else []), left]
        self._step, self._number = self._step + bool(done), 1
