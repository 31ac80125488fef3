"""What was done of one exercise, one movement after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fitcount.reps.definition import Exercise
from fitcount.types import ExerciseSet, Rejection, Rep

REST_S = 30.0
"""A longer rest between two movements begins a new set."""


@dataclass(slots=True)
class Performed:
    """Repetitions and rejected attempts at one exercise, in the order in which they ended."""

    exercise: Exercise
    standard: str
    reps: list[Rep] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    holds: list[ExerciseSet] = field(default_factory=list)
    """Of an exercise that is held."""

    def add(self, attempt: Rep | Rejection) -> None:
        """Take in what came next; repetitions are numbered anew."""
        if isinstance(attempt, Rep):
            self.reps.append(replace(attempt, number=len(self.reps) + 1))
        else:
            self.rejected.append(attempt)

    @property
    def movements(self) -> list[Rep | Rejection]:
        """Repetitions and rejected movements, by their beginning."""
        both: list[Rep | Rejection] = [*self.reps, *(each for each in self.rejected if each.movement)]
        return sorted(both, key=lambda movement: movement.start_s)

    @property
    def held_s(self) -> float:
        """Seconds over all holds."""
        return sum(hold.held_s for hold in self.holds)

    def sets(self) -> list[ExerciseSet]:
        """The movements without a long rest between them, and each hold."""
        groups: list[list[Rep | Rejection]] = []
        for movement in self.movements:
            if not groups or movement.start_s - groups[-1][-1].end_s > REST_S:
                groups.append([])
            groups[-1].append(movement)
        return [*self.holds, *(self._set(group) for group in groups)]

    def _set(self, movements: Sequence[Rep | Rejection]) -> ExerciseSet:
        reps = [movement for movement in movements if isinstance(movement, Rep)]
        return ExerciseSet(
            exercise=self.exercise.name,
            start_s=movements[0].start_s,
            end_s=max(movement.end_s for movement in movements),
            count=len(reps),
            movements=len(movements),
            held_s=0.0,
            reps=tuple(replace(rep, number=number) for number, rep in enumerate(reps, start=1)),
            rejected=tuple(movement for movement in movements if isinstance(movement, Rejection)),
        )


def sets_of(performed: Sequence[Performed]) -> list[ExerciseSet]:
    """All sets of all exercises, by their start."""
    return sorted((group for done in performed for group in done.sets()), key=lambda group: group.start_s)


def most_performed(performed: Sequence[Performed]) -> Performed | None:
    """All that was performed of the exercise of most movements, as one; without any, of that which was held longest.

    None if there is nothing.
    """
    by_name: dict[str, Performed] = {}
    for done in performed:
        together = by_name.setdefault(done.exercise.name, Performed(done.exercise, done.standard))
        for rep in done.reps:
            together.add(rep)
        together.rejected += done.rejected
        together.holds += done.holds
    return max(by_name.values(), key=lambda done: (len(done.movements), done.held_s), default=None)
