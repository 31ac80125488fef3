"""One person's way from raw poses to a verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fitcount.kept import Definition
from fitcount.pipeline.measuring import Measuring
from fitcount.pipeline.preparing import python_warning
from fitcount.reps.definition import Exercise
from fitcount.reps.fingerprint import definition_hash
from fitcount.reps.library import named_exercise, standard_of
from fitcount.reps.lookup import AUTO
from fitcount.reps.performed import Performed, most_performed, sets_of
from fitcount.reps.settled import settled
from fitcount.reps.succession import Succession
from fitcount.reps.verdict import verdict_on
from fitcount.sessions.trace import TraceRecorder
from fitcount.types import (
    NONE,
    CounterState,
    ExerciseSet,
    Intervention,
    InterventionKind,
    Metrics,
    Pose,
    Result,
    SourceInfo,
    Timing,
    by_time,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of one person after a frame."""

    pose: Pose | None
    """Smoothed; None where they are not seen."""
    state: CounterState
    metrics: Metrics | None = None
    """What was measured; None in a frame that does not count."""


class Counting:
    """From raw poses to a verdict: what counting a video and recounting its trace share."""

    def __init__(self, exercise: Exercise | None, standard: str | None, asked: str = "") -> None:
        """What is counted first.

        `exercise`: None for whichever is done; `standard`: the exercise's default if None; `asked`: by what it is
        found again, its name if nothing is said.
        """
        self.recorder = TraceRecorder()
        self.asked = asked or _name(exercise)
        self.standard = standard
        self._exercise = exercise
        self._measuring = Measuring()
        self._counter = Succession(exercise, standard)
        self._last: Counted | None = None
        self._metrics: Metrics | None = None
        """Of the last frame."""
        self._finished = False
        self._interventions: list[Intervention] = []
        self._unmatched: list[Intervention] = []
        """Undone repetitions that are not counted yet, in a recount by other rules."""

    def feed(self, t_s: float, raw: Pose | None) -> Counted:
        """Take in the pose of the next frame, and give it smoothed, with what is counted by now."""
        pose, self._metrics = self._measuring.feed(t_s, raw)
        self.recorder.add(raw, pose, self._metrics)
        self._last = Counted(pose, self._counter.update(self._metrics), self._metrics)
        return self._last

    def skip(self, t_s: float, raw: Pose | None) -> Counted:
        """A frame that does not count, as in a pause: it is neither recorded nor looked at by the counter."""
        if self._last is None:
            return self.feed(t_s, None)
        state = replace(self._last.state, t_s=t_s, person=raw is not None, phase="", value=math.nan)
        return Counted(raw, state)

    @property
    def now(self) -> Counted | None:
        """What is known after the last frame that counted, and what was done by hand since; None before the first."""
        return self._last

    @property
    def interventions(self) -> tuple[Intervention, ...]:
        """What was done by hand until now."""
        return tuple(self._interventions)

    def undo(self, t_s: float) -> bool:
        """The last repetition of the exercise that is counted now, a counted or an added one, is none.

        False if there is none, or the exercise is held. What was counted stays, the correction lies beside.
        """
        undone = self._counter.undo(t_s)
        if undone is not None:
            self._note(t_s, "undo", undone.exercise, peak_s=undone.peak_s)
        return undone is not None

    def add(self, t_s: float) -> bool:
        """One repetition of the exercise that is counted now was missed; False if it has none, or is not known yet."""
        added = self._counter.add(t_s)
        if added is not None:
            self._note(t_s, "add", added.exercise)
        return added is not None

    def next_set(self, t_s: float) -> None:
        """The set ends here, however short the rest.

        A movement whose peak was passed is judged by its first half, and is of this set; one that has only begun is of
        the next.
        """
        self._counter.next_set(t_s)
        self._note(t_s, "next_set", self._counter.exercise)

    def change(self, t_s: float, exercise: Exercise | None, standard: str | None = None, asked: str = "") -> None:
        """From here on another exercise is counted; see the constructor. What was counted stays.

        A movement whose peak was passed is judged by its first half, one that has only begun is none. An exercise that
        was counted before goes on with its numbers, and what was learned of the person.
        """
        self._counter.change(t_s, exercise, standard)
        self._note(t_s, "change", asked or _name(exercise), standard=standard or "")

    def _note(
        self, t_s: float, kind: InterventionKind, exercise: str, standard: str = "", peak_s: float = math.nan
    ) -> None:
        rows = len(self.recorder)
        self._interventions.append(Intervention(t_s, kind, rows, exercise, standard, peak_s))
        if self._last is not None and self._metrics is not None:
            state = replace(self._counter.state(self._metrics), t_s=self._last.state.t_s)
            self._last = replace(self._last, state=state)

    def concerns(self, done: Intervention) -> bool:
        """Whether something was done by hand to what is counted here throughout."""
        return done.kind != "change" and (self._exercise is None or self._exercise.name == done.exercise)

    def do_again(self, done: Intervention, standard: str | None = None) -> None:
        """What was done by hand at this place when it was counted before, as far as it still applies.

        A repetition that was undone is found by its time, even if it is counted later now. `standard`: for a change to
        an exercise that has it, in the place of the one it had.
        """
        if done.kind == "undo":
            undone = self._counter.undo(done.t_s, done.peak_s)
            # One that was added by hand is there by now, or never: a later one was not meant.
            if undone is None and not math.isnan(done.peak_s):
                self._unmatched.append(done)
        elif done.kind == "add":
            if self._counter.exercise == done.exercise:
                self._counter.add(done.t_s)
        elif done.kind == "next_set":
            self._counter.next_set(done.t_s)
        else:
            exercise = named_exercise(done.exercise, python_warning)
            has_it = exercise is not None and standard in exercise.standard_names
            wanted = standard_of(exercise, standard if has_it else done.standard or None)
            self._counter.change(done.t_s, exercise, wanted)

    def finish(self) -> Counted | None:
        """The source has ended: settle what was going on, and give what is known then; None if there was no frame."""
        if not self._finished:
            self._finished = True
            self._counter.finish()
            for done in self._unmatched:
                self._counter.undo(done.t_s, done.peak_s)
            if self._last is not None and self._metrics is not None:
                state = settled(self._last.state, self._counter.performed, self._metrics)
                self._last = replace(self._last, state=state)
        return self._last

    @property
    def main(self) -> Performed | None:
        """What was performed of the exercise of most movements, over all its sets; None if nothing was recognised."""
        return most_performed(self._performed)

    @property
    def sets(self) -> Sequence[ExerciseSet]:
        """What was performed until now, by its start, a hold that is going on among it."""
        return sets_of(self._performed)

    @property
    def happened(self) -> int:
        """How many reps, rejected attempts, holds and corrections there are until now; none is ever taken back."""
        return sum(
            len(done.reps) + len(done.rejected) + len(done.holds) + len(done.corrections)
            for done in self._counter.performed
        )

    @property
    def is_holding(self) -> bool:
        """Whether a hold is going on."""
        return self._counter.running is not None

    @property
    def definitions(self) -> dict[str, Definition]:
        """Of each exercise that was performed, by its name."""
        return {
            done.exercise.name: Definition(done.exercise.title, definition_hash(done.exercise), done.standard)
            for done in self._performed
        }

    @property
    def _performed(self) -> list[Performed]:
        """What was performed until now, a hold that is going on among it."""
        performed, running = self._counter.performed, self._counter.running
        if running is None:
            return performed
        exercise, hold = running
        return [*performed, Performed(exercise, exercise.default_standard, holds=[hold])]

    @property
    def seen(self) -> bool:
        """Whether there was anybody, in any frame."""
        return self._measuring.seen.anybody

    def result(self, source: SourceInfo, model: str, timing: Timing) -> Result:
        """What was counted, after the last frame."""
        self.finish()
        main = self.main
        reps, rejected = (tuple(main.reps), tuple(main.rejected)) if main else ((), ())
        verdict = verdict_on(self._counter.performed, self._measuring.seen)
        return Result(
            source=source,
            exercise=main.exercise.name if main else NONE,
            standard=main.standard if main else NONE,
            model=model,
            count=len(reps),
            movements=len(main.movements) if main else 0,
            held_s=sum(each.held_s for each in main.sets()) if main else 0.0,
            reps=reps,
            rejected=rejected,
            sets=verdict.sets,
            confidence=verdict.signs.confidence,
            doubts=verdict.doubts,
            view=verdict.view,
            frames_without_person=verdict.frames_without_person,
            timing_ms=timing,
            corrections=by_time(each for done in self._counter.performed for each in done.corrections),
        )


def _name(exercise: Exercise | None) -> str:
    """By which it is found again."""
    return AUTO if exercise is None else exercise.name
