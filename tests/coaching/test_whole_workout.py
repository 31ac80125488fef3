"""A plan before somebody who was filmed: squats, then push-ups, as they were seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from syrupy.assertion import SnapshotAssertion

import fitcount
from fitcount.coaching.conductor import Conductor
from fitcount.coaching.cues import Cues
from fitcount.coaching.means import Means
from fitcount.coaching.plan.course import Course
from fitcount.coaching.sets import Led
from fitcount.config import shipped
from fitcount.frames.recorded import Recorded
from fitcount.guidance import Cue, Goal, Guidance, Stage
from fitcount.pipeline import Counted, Counting, Outcome, count_frames
from fitcount.pose.tracker import Tracked
from fitcount.reps.library import find_exercise, known_exercises
from fitcount.sessions.trace import load_trace
from fitcount.types import Frame, Outage, Pose, Progress

from .run import step

CASES = shipped("exercises") / "cases"
BLACK = np.zeros((48, 64, 3), np.uint8)
NAN = float("nan")


@dataclass
class Filmed:
    """Traces one after the other, with somebody standing still in between."""

    moments: list[tuple[float, Pose | None]]

    @classmethod
    def of(cls, *names: str | float) -> Filmed:
        """Names of cases, and seconds in which the last pose stays."""
        moments: list[tuple[float, Pose | None]] = []
        for name in names:
            begin_s = moments[-1][0] + 1 / 30 if moments else 0.0
            if isinstance(name, str):
                trace = load_trace(CASES / f"{name}.npz")
                poses = [(t_s, pose) for t_s, pose in trace]
            else:
                still = next(pose for _, pose in moments if pose is not None)
                poses = [(row / 30, still) for row in range(round(name * 30))]
            for t_s, pose in poses:
                at_s = begin_s + t_s
                moments.append((at_s, None if pose is None else replace(pose, t_s=at_s, track=1)))
        return cls(moments)

    def track(self, frame: Frame) -> Tracked:
        return Tracked((self.moments[frame.index][1],), (None,), NAN, NAN)

    def source(self) -> Recorded:
        info = replace(load_trace(CASES / "squat.npz").meta.source, live=True)
        frames = (Frame(row, t_s, BLACK) for row, (t_s, _) in enumerate(self.moments))
        return Recorded(info, next(frames), frames, [])


class Diary:
    """Writes down what was told."""

    def __init__(self, conductor: Conductor) -> None:
        self._conductor = conductor
        self._cues = Cues()
        self.told: list[Guidance] = []
        self.heard: list[Cue] = []

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        guidance = self._conductor.guidance
        self.told.append(guidance)
        self.heard += [*self._cues.hear(frame.t_s, people[0].state, guidance), *self._conductor.take_cues()]

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        pass

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        pass

    @property
    def stages(self) -> list[Stage]:
        """One after the other."""
        stages = [guidance.stage for guidance in self.told]
        return [stage for row, stage in enumerate(stages) if row == 0 or stages[row - 1] is not stage]

    @property
    def notices(self) -> list[str]:
        return list(dict.fromkeys(guidance.notice for guidance in self.told if guidance.notice))


def lead(filmed: Filmed, led: Led | Course, means: Means | None = None) -> tuple[Outcome, Diary]:
    first = led.now if isinstance(led, Course) else led
    countings = [Counting(first.exercise, first.standard)]
    conductor = Conductor(countings, led, means)
    diary = Diary(conductor)
    (outcome,) = count_frames(filmed.source(), filmed, countings, "full", [diary], director=conductor)
    return outcome, diary


def test_a_workout_of_two_exercises_is_counted_set_by_set_and_ends_by_itself() -> None:
    filmed = Filmed.of("squat", 6.0, "pushup", 6.0, "squat", 20.0)
    plan = Course([step("squat", reps=3, rest_s=5.0), step("pushup", reps=2, rest_s=5.0), step("squat", reps=2)])
    outcome, diary = lead(filmed, plan)
    sets = [(each.exercise, each.count) for each in outcome.result.sets]
    assert sets == [("squat", 3), ("pushup", 2), ("squat", 2)]
    assert (outcome.result.exercise, outcome.result.count) == ("squat", 5)
    work = [Stage.COUNTING, Stage.RESTING, Stage.COUNTDOWN]
    assert diary.stages == [*work, *work, Stage.COUNTING, Stage.DONE]
    assert diary.told[-1].place is not None
    assert diary.told[-1].place.next_up == ""
    assert not outcome.interrupted
    assert outcome.result.source.frames is not None
    assert outcome.result.source.frames < len(filmed.moments), "it ended before the source did"


def test_a_workout_can_be_followed_by_ear(snapshot: SnapshotAssertion) -> None:
    plan = Course([step("squat", reps=3, rest_s=25.0), step("pushup", reps=2)])
    _, diary = lead(Filmed.of("squat", 26.0, "pushup", 6.0), plan)
    heard = (f"{cue.t_s:5.1f}  {cue.kind:9}  {cue.say}".rstrip() for cue in diary.heard)
    assert "\n".join(("", *heard, "")) == snapshot


def test_who_does_another_exercise_than_the_plan_says_is_told_and_e_counts_it() -> None:
    filmed = Filmed.of("pushup", 4.0, "pushup", 4.0)
    pressed: list[str] = []
    asked: list[float] = []

    def keys() -> Sequence[str]:
        typed = [*pressed]
        pressed.clear()
        return typed

    known = known_exercises()
    plan = Course([step("squat", reps=10), step("pushup", reps=50)])
    countings = [Counting(plan.now.exercise, plan.now.standard)]
    conductor = Conductor(countings, plan, Means(keys, known))

    class Person(Diary):
        def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:
            super().watch(frame, people, progress)
            if self.told[-1].notice.startswith("this looks like") and not asked:
                asked.append(frame.t_s)
                pressed.append("e")

    person = Person(conductor)
    (outcome,) = count_frames(filmed.source(), filmed, countings, "full", [person], director=conductor)
    assert "this looks like push-ups; the plan says squats: press e to count those" in person.notices
    assert "this looks like push-ups, not squats" in [cue.say for cue in person.heard]
    assert [each.exercise for each in outcome.result.sets] == ["pushup"]
    assert outcome.result.count >= 2
    assert person.told[-1].place is not None
    assert person.told[-1].place.next_up == "10 squats"


@pytest.mark.parametrize("name", ["squat", "pushup", "lunge", "jumping_jack", "bicep_curl", "plank"])
def test_who_does_what_is_counted_is_not_told_of_another_exercise(name: str) -> None:
    exercise = find_exercise(name)
    _, diary = lead(Filmed.of(name, 3.0), Led(exercise, exercise.default_standard), Means(known=known_exercises()))
    assert diary.notices == []


def test_leading_changes_nothing_of_what_is_counted() -> None:
    squat = find_exercise("squat")
    filmed = Filmed.of("squat", 3.0, "squat")
    led, _ = lead(filmed, Led(squat, "parallel", Goal(reps=2)), Means(known=known_exercises()))
    alone = Counting(squat, "parallel")
    for t_s, pose in filmed.moments:
        alone.feed(t_s, pose)
    alone.finish()
    assert alone.main is not None
    assert led.result.reps == tuple(alone.main.reps)
    assert led.result.rejected == tuple(alone.main.rejected)


def test_the_trace_of_a_workout_gives_the_same_sets_again(tmp_path: Path) -> None:
    filmed = Filmed.of("squat", 6.0, "pushup", 6.0, "squat", 20.0)
    plan = Course([step("squat", reps=3, rest_s=5.0), step("pushup", reps=2, rest_s=5.0), step("squat", reps=2)])
    outcome, _ = lead(filmed, plan)
    trace = tmp_path / "workout.npz"
    outcome.counting.recorder.save(trace, outcome.meta)
    again = fitcount.recount(trace)
    assert [(each.exercise, each.count) for each in again.sets] == [("squat", 3), ("pushup", 2), ("squat", 2)]
    assert again.sets == outcome.result.sets
    assert again.reps == outcome.result.reps
