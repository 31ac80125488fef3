"""What was done of one exercise, one movement after the other."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fitcount.reps.definition import Exercise
from fitcount.types import Correction, ExerciseSet, Rejection, Rep, added, by_time, change, undone

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
    corrections: list[Correction] = field(default_factory=list)
    """By hand, in the order in which they were made."""
    ends_s: list[float] = field(default_factory=list)
    """When a set was ended by hand, however short the rest; rising."""

    def add(self, attempt: Rep | Rejection) -> None:
        """Take in what came next; repetitions are numbered anew."""
        if isinstance(attempt, Rep):
            self.reps.append(replace(attempt, number=len(self.reps) + 1))
        else:
            self.rejected.append(attempt)

    def undo(self, t_s: float, peak_s: float | None = None) -> Correction | None:
        """Take back the last repetition, a counted one or one that was added; None if there is none.

        `peak_s`: the counted one in whose time this lies, or, if it is NaN, one that was added.
        """
        taken_back, by_hand = undone(self.corrections), added(self.corrections)
        counted = [rep for rep in self.reps if rep.peak_s not in taken_back]
        if peak_s is None:
            last_s = max((rep.end_s for rep in counted), default=-math.inf)
            peak_s = math.nan if not counted or (by_hand and by_hand[-1].t_s > last_s) else counted[-1].peak_s
        if math.isnan(peak_s):
            return self._correct(Correction(t_s, "undo", self.exercise.name)) if by_hand else None
        there = [rep for rep in counted if rep.start_s <= peak_s <= rep.end_s]
        rep = min(there, key=lambda rep: abs(rep.peak_s - peak_s), default=None)
        return None if rep is None else self._correct(Correction(t_s, "undo", self.exercise.name, rep.peak_s))

    def add_by_hand(self, t_s: float) -> Correction:
        """One repetition was not counted."""
        return self._correct(Correction(t_s, "add", self.exercise.name))

    def end_set(self, t_s: float) -> None:
        """What ends later is of another set."""
        # In an outage of a live source time may run ahead of the pictures that come late.
        insort(self.ends_s, t_s)

    def _correct(self, correction: Correction) -> Correction:
        self.corrections.append(correction)
        return correction

    @property
    def corrected(self) -> int:
        """Repetitions, as the person has corrected them."""
        return len(self.reps) + change(self.corrections)

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
        """The movements between which nobody has rested for long or ended the set, and each hold.

        A repetition that was added by hand belongs to the set that was going on or over then; without any it makes one.
        """
        groups: list[_Group] = []
        events: list[_Event] = [*self.movements, *(each for each in self.corrections if each.kind == "add")]
        for event in sorted(events, key=lambda event: (self._part(event), _begins_s(event))):
            if not groups or groups[-1].part != self._part(event) or groups[-1].is_over(event):
                groups.append(_Group(self._part(event)))
            groups[-1].take(event)
        self._take_back(groups)
        return [*self.holds, *(self._set(group) for group in groups)]

    def _part(self, event: _Event) -> int:
        """Between which two ends by hand it lies: a movement belongs to where it ended."""
        return bisect_left(self.ends_s, event.t_s if isinstance(event, Correction) else event.end_s)

    def _take_back(self, groups: Sequence[_Group]) -> None:
        """What takes back a repetition belongs to the set that this is in."""
        by_hand: list[Correction] = []
        for each in self.corrections:
            if each.kind == "add":
                by_hand.append(each)
                continue
            of = by_hand.pop() if math.isnan(each.peak_s) else each.peak_s
            next(group for group in groups if group.has(of)).undone.append(each)

    def _set(self, group: _Group) -> ExerciseSet:
        movements = group.movements
        reps = [movement for movement in movements if isinstance(movement, Rep)]
        return ExerciseSet(
            exercise=self.exercise.name,
            start_s=min((movement.start_s for movement in movements), default=group.last_s),
            end_s=max((movement.end_s for movement in movements), default=group.last_s),
            count=len(reps),
            movements=len(movements),
            held_s=0.0,
            reps=tuple(replace(rep, number=number) for number, rep in enumerate(reps, start=1)),
            rejected=tuple(movement for movement in movements if isinstance(movement, Rejection)),
            corrections=by_time((*group.added, *group.undone)),
        )


_Event = Rep | Rejection | Correction


@dataclass(slots=True)
class _Group:
    """What makes a set."""

    part: int
    movements: list[Rep | Rejection] = field(default_factory=list)
    added: list[Correction] = field(default_factory=list)
    undone: list[Correction] = field(default_factory=list)
    last_s: float = -math.inf
    """End of its last movement; as long as it has none, when a repetition was added."""

    def is_over(self, event: _Event) -> bool:
        """Whether that comes after a long rest. What is added is of what was done before."""
        return not isinstance(event, Correction) and event.start_s - self.last_s > REST_S

    def take(self, event: _Event) -> None:
        if isinstance(event, Correction):
            self.added.append(event)
            self.last_s = self.last_s if self.movements else event.t_s
        else:
            self.movements.append(event)
            self.last_s = event.end_s

    def has(self, rep: Correction | float) -> bool:
        """Whether a repetition is in it: one that was added, or that with a peak."""
        return rep in self.added or any(isinstance(each, Rep) and each.peak_s == rep for each in self.movements)


def _begins_s(event: _Event) -> float:
    return event.t_s if isinstance(event, Correction) else event.start_s


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
        together.corrections += done.corrections
        together.ends_s = sorted((*together.ends_s, *done.ends_s))
    return max(by_name.values(), key=lambda done: (len(done.movements), done.held_s, done.corrected), default=None)
