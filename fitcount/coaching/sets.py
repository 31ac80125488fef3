"""Which set of which exercise is being done, in a plan or without, and what was changed by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from fitcount.coaching.goals import NO_GOAL, goal_for
from fitcount.coaching.plan.course import Course, PlannedSet
from fitcount.coaching.set_progress import SetProgress
from fitcount.guidance import Goal, PlanPlace
from fitcount.reps.definition import Exercise
from fitcount.types import CounterState


class TakesCorrections(Protocol):
    """Counts one person, and is told what they do besides."""

    def undo(self, t_s: float) -> bool:
        """Take back the last rep; whether there was one."""

    def add(self, t_s: float) -> bool:
        """One rep was not counted; whether reps are what is counted."""

    def next_set(self, t_s: float) -> None:
        """What comes is of another set."""

    def change(self, t_s: float, exercise: Exercise | None, standard: str | None, asked: str = "") -> None:
        """Count another exercise from here on; `asked`: by what it is found again, if not by its name."""


@dataclass(frozen=True, slots=True)
class Led:
    """What is counted: an exercise (None for whichever is done), how strictly, and how much is a set."""

    exercise: Exercise | None
    standard: str | None
    goal: Goal = NO_GOAL
    asked: str = ""
    """By what the exercise is found again, if not by its name."""


class Sets:
    """Goes from set to set, and tells the countings."""

    def __init__(self, countings: Sequence[TakesCorrections], led: Led | Course) -> None:
        """`countings`: the first is of the person who is led; they count what comes first."""
        self._countings = countings
        self._course = led if isinstance(led, Course) else None
        self._led = _led_now(led) if isinstance(led, Course) else led
        self.number = 1
        """Of the set, of its exercise."""
        self.progress = SetProgress(self._led.exercise, self._led.goal, first=True)
        self._lifted_kg: list[tuple[float, float | None]] = []
        self._note_weight(-math.inf)

    @property
    def exercise(self) -> Exercise | None:
        """What is counted now; None for whichever is done."""
        return self._led.exercise

    @property
    def standard(self) -> str | None:
        """How strictly it is counted, "" of what is held; None: each exercise by its own."""
        return self._led.standard

    @property
    def goal(self) -> Goal | None:
        """None without one."""
        return self._led.goal if self._led.goal != NO_GOAL else None

    @property
    def is_planned(self) -> bool:
        """Whether there is a plan."""
        return self._course is not None

    @property
    def now(self) -> PlannedSet | None:
        """The set of the plan; None without one."""
        return self._course.now if self._course is not None else None

    @property
    def after(self) -> PlannedSet | None:
        """What the plan has after it; None if nothing."""
        return self._course.next if self._course is not None else None

    @property
    def place(self) -> PlanPlace | None:
        """Where in the plan that is; None without one."""
        return self._course.place if self._course is not None else None

    @property
    def is_done(self) -> bool:
        """Whether the plan has it that this set is over."""
        return self.is_planned and self.progress.is_reached

    def weight_kg(self, t_s: float) -> float | None:
        """What the plan had lifted in the set that was going on then; None if nothing, or without a plan."""
        return next((weight_kg for since_s, weight_kg in reversed(self._lifted_kg) if since_s <= t_s), None)

    def _note_weight(self, t_s: float) -> None:
        if self._course is not None:
            self._lifted_kg.append((t_s, self._course.now.step.weight_kg))

    def take(self, state: CounterState) -> None:
        """What is counted by now."""
        self.progress.take(state)

    def advance(self, t_s: float) -> bool:
        """Go on to the next set; whether it is another exercise's."""
        if self._course is None:
            self.number += 1
        else:
            before = self._course.now.step
            self._course.advance()
            self._led, self.number = _led_now(self._course), self._course.now.number
            self._note_weight(t_s)
            if self._course.now.step is not before:
                self._count(t_s)
                return True
        for counting in self._countings:
            counting.next_set(t_s)
        self.progress = SetProgress(self._led.exercise, self._led.goal)
        return False

    def change(self, t_s: float, exercise: Exercise) -> None:
        """Do another exercise from here on; a plan goes on from there."""
        if self._course is not None:
            self._course.swap(exercise)
            self._led = _led_now(self._course)
            self._note_weight(t_s)
        else:
            goal = goal_for(exercise, self._led.goal)
            self._led = Led(exercise, exercise.default_standard, goal)
        self.number = 1
        self._count(t_s)

    def _count(self, t_s: float) -> None:
        for counting in self._countings:
            counting.change(t_s, self._led.exercise, self._led.standard, self._led.asked)
        self.progress = SetProgress(self._led.exercise, self._led.goal)

    def undo(self, t_s: float) -> bool:
        """Take back the last rep of this set; whether there was one."""
        if self.progress.reps == 0 or not self._countings[0].undo(t_s):
            return False
        self.progress.correct(-1)
        return True

    def add(self, t_s: float) -> bool:
        """One rep of this set was not counted; whether reps are what is counted, and of a known exercise."""
        if not self._countings[0].add(t_s):
            return False
        self.progress.correct(1)
        return True


def _led_now(course: Course) -> Led:
    step = course.now.step
    return Led(step.exercise, step.standard, step.goal, step.asked)
