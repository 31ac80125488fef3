"""What is kept of a session, as it is read back: the plain values that `sessions` gives and `views` show.

A session is what one person did in front of one source. It was counted once while it happened, and any number of times
again since (`sessions recount`); each of these counts is kept, and the last one is what the session shows. A count has
sets, a set its repetitions, rejected movements and breaks, which are the very `Rep`, `Rejection` and `Break` of a
result. Nothing that follows from these is a field: tempo, range of motion and totals are computed.

Times named `_s` are seconds from the source's start; `started_at` and `made_at` are aware datetimes. NaN: not measured.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from fitcount.types import (
    NONE,
    Break,
    Correction,
    ExerciseSet,
    Intervention,
    Rejection,
    Rep,
    Result,
    SourceInfo,
    Timing,
    View,
    by_time,
    change,
    standing,
)

if TYPE_CHECKING:
    from fitcount.types import Float32Array, Float64Array

UNTIMED = Timing(math.nan, math.nan, math.nan, math.nan, math.nan)
"""Of a count that was made without a source, or not to its end."""
UNKNOWN_VIEW = View(math.nan, "")
"""Of a count that was not made to its end."""


class State(StrEnum):
    """How far a session has come."""

    RUNNING = "running"
    """Some program is counting it now."""
    CUT_OFF = "cut off"
    """Whoever counted it was ended in the middle: what was counted until then is there, `sessions recount` ends it."""
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class KeptSet:
    """Movements of one exercise without a long rest, or one hold."""

    number: int
    """1, 2, 3 ... in its session, by its start."""
    exercise: str
    """Name of its exercise."""
    title: str
    """What the exercise called itself then."""
    definition_hash: str
    """Of the exercise's definition then; "" where it is not known."""
    standard: str
    """"" for a hold."""
    start_s: float
    end_s: float
    count: int
    """Repetitions that were counted; those in `reps`, unless a first version of fitcount kept none."""
    movements: int
    held_s: float
    """0 for a set of movements."""
    reps: tuple[Rep, ...] = ()
    """Numbered from 1 within the set, by their start."""
    rejected: tuple[Rejection, ...] = ()
    """Its movements that missed the standard."""
    breaks: tuple[Break, ...] = ()
    """Within the hold."""
    note: str = ""
    weight_kg: float | None = None
    """What was lifted beside the person's own weight; None if nobody has said."""
    corrections: tuple[Correction, ...] = ()
    """By hand, in the order of time."""

    @property
    def is_held(self) -> bool:
        """Whether seconds were counted, not repetitions."""
        return not self.movements and not self.corrections

    @property
    def corrected(self) -> int:
        """Its repetitions, as the person has corrected them."""
        return self.count + change(self.corrections)

    @property
    def standing(self) -> tuple[Rep, ...]:
        """The repetitions that were not taken back."""
        return standing(self.reps, self.corrections)

    @property
    def took_s(self) -> float:
        """From the start of the first movement to the end of the last."""
        return self.end_s - self.start_s

    @property
    def volume_kg(self) -> float:
        """Weight times repetitions; 0 without a weight."""
        return (self.weight_kg or 0.0) * self.corrected

    @property
    def tempo_s(self) -> float:
        """Median time that a repetition took; NaN without any."""
        return _median(tuple(rep.took_s for rep in self.standing))

    @property
    def range_of_motion(self) -> float:
        """Median range of the driving metric over the repetitions, in its unit; NaN without any."""
        return _median(tuple(rep.range_of_motion for rep in self.standing))

    @property
    def faults(self) -> Mapping[str, int]:
        """Code of each fault to the number of repetitions that have it."""
        found: dict[str, int] = {}
        for rep in self.standing:
            for code in dict.fromkeys(fault.code for fault in rep.faults):
                found[code] = found.get(code, 0) + 1
        return found

    @property
    def as_counted(self) -> ExerciseSet:
        """The set as it stands in a result."""
        return ExerciseSet(
            self.exercise,
            self.start_s,
            self.end_s,
            self.count,
            self.movements,
            self.held_s,
            self.breaks,
            self.reps,
            self.rejected,
            self.corrections,
        )


def _median(values: tuple[float, ...]) -> float:
    measured = sorted(value for value in values if not math.isnan(value))
    middle = len(measured) // 2
    return (measured[middle] + measured[~middle]) / 2 if measured else math.nan


@dataclass(frozen=True, slots=True)
class Definition:
    """What is kept of an exercise's definition beside its name."""

    title: str
    hash: str
    standard: str
    """Which of its standards was counted by; "" for a hold."""


def kept_sets(sets: Sequence[ExerciseSet], definitions: Mapping[str, Definition]) -> tuple[KeptSet, ...]:
    """The sets of a result as they are kept; `definitions` by the name of the exercise."""
    return tuple(
        KeptSet(
            number=number,
            exercise=each.exercise,
            title=definitions[each.exercise].title,
            definition_hash=definitions[each.exercise].hash,
            standard=definitions[each.exercise].standard,
            start_s=each.start_s,
            end_s=each.end_s,
            count=each.count,
            movements=each.movements,
            held_s=each.held_s,
            reps=each.reps,
            rejected=each.rejected,
            breaks=each.breaks,
            corrections=each.corrections,
        )
        for number, each in enumerate(sets, start=1)
    )


@dataclass(frozen=True, slots=True)
class KeptCount:
    """One time that a session was counted."""

    number: int
    """0: while it happened; 1, 2 ...: recounted for the first, second ... time."""
    made_at: datetime
    program: str
    """Version of fitcount."""
    asked: str
    """What was to be counted: the name or path of an exercise, or auto."""
    exercise: str
    """That of most movements, or "none"."""
    standard: str
    """Its standard; "" for a hold, "none" where nothing was recognised."""
    sets: tuple[KeptSet, ...]
    """By their start."""
    attempts: tuple[Rejection, ...] = ()
    """At its exercise, that were no movement: broken off, too small, tries at a hold."""
    confidence: float = math.nan
    """0..1, that `movements` is exactly right; NaN if it was not counted to its end."""
    doubts: tuple[str, ...] = ()
    view: View = UNKNOWN_VIEW
    frames_without_person: int = 0
    timing_ms: Timing = UNTIMED

    @property
    def count(self) -> int:
        """Repetitions of its exercise, over all sets."""
        return sum(each.count for each in self._own)

    @property
    def corrected(self) -> int:
        """Repetitions of its exercise over all sets, as the person has corrected them."""
        return sum(each.corrected for each in self._own)

    @property
    def own_corrections(self) -> tuple[Correction, ...]:
        """Of its exercise, over all sets."""
        return tuple(correction for each in self._own for correction in each.corrections)

    @property
    def movements(self) -> int:
        """Movements of its exercise, over all sets."""
        return sum(each.movements for each in self._own)

    @property
    def held_s(self) -> float:
        """Seconds that its exercise was held, over all sets."""
        return sum(each.held_s for each in self._own)

    @property
    def is_recognised(self) -> bool:
        """Whether it is known which exercise was done."""
        return self.exercise != NONE

    @property
    def is_held(self) -> bool:
        """Whether its exercise is counted in seconds."""
        return not self.standard

    @property
    def reps(self) -> tuple[Rep, ...]:
        """Repetitions of its exercise in the order in which they ended, numbered over all sets."""
        ended = sorted((rep for each in self._own for rep in each.reps), key=lambda rep: rep.end_s)
        return tuple(replace(rep, number=number) for number, rep in enumerate(ended, start=1))

    @property
    def rejected(self) -> tuple[Rejection, ...]:
        """All that did not count of its exercise, in the order in which it ended."""
        movements = (rejection for each in self._own for rejection in each.rejected)
        return tuple(sorted((*movements, *self.attempts), key=lambda rejection: rejection.end_s))

    @property
    def _own(self) -> tuple[KeptSet, ...]:
        return tuple(each for each in self.sets if each.exercise == self.exercise)

    def result(self, source: SourceInfo, model: str) -> Result:
        """The count as the result that it was when it was made."""
        return Result(
            source=source,
            exercise=self.exercise,
            standard=self.standard,
            model=model,
            count=self.count,
            movements=self.movements,
            held_s=self.held_s,
            reps=self.reps,
            rejected=self.rejected,
            sets=tuple(each.as_counted for each in self.sets),
            confidence=self.confidence,
            doubts=self.doubts,
            view=self.view,
            frames_without_person=self.frames_without_person,
            timing_ms=self.timing_ms,
            corrections=by_time(each for own in self.sets for each in own.corrections),
        )


@dataclass(frozen=True, slots=True)
class KeptSession:
    """What one person did in front of one source, and all that was counted of it."""

    id: int
    """In its store; another store gives it another one."""
    uid: str
    """32 hexadecimal digits that stay the same through export and import."""
    started_at: datetime
    source: SourceInfo
    """Of a session that was cut off or is running, as far as it got."""
    model: str
    state: State
    counts: tuple[KeptCount, ...]
    """At least one, by number; the last one is what the session shows."""
    person: int | None = None
    """1, 2 ... if several people were asked for; None otherwise."""
    note: str = ""
    interventions: tuple[Intervention, ...] = ()
    """What was done by hand while it was counted, by which recounting it does the same."""

    @property
    def current(self) -> KeptCount:
        """The count that is shown."""
        return self.counts[-1]

    @property
    def earlier(self) -> tuple[KeptCount, ...]:
        """The counts that were replaced by recounting."""
        return self.counts[:-1]

    @property
    def sets(self) -> tuple[KeptSet, ...]:
        """Those of the count that is shown."""
        return self.current.sets

    @property
    def result(self) -> Result:
        """The count that is shown, as a result."""
        return self.current.result(self.source, self.model)


@dataclass(frozen=True, slots=True)
class KeptFrames:
    """A session's trace, for drawing: a row a frame, NaN where nobody was seen."""

    t_s: Float64Array
    """(T,)"""
    image_px: Float32Array
    """(T, 33, 3): smoothed, pixels of the full frame."""
    visibility: Float32Array
    """(T, 33): 0..1."""
    metrics: Mapping[str, Float32Array] = field(default_factory=dict)
    """Name with unit to (T,): what the counter saw."""
