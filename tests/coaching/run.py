"""A run without pictures or networks: somebody of whom it is known what the counter says at each time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from fitcount.coaching.conductor import Conductor
from fitcount.coaching.means import Means
from fitcount.coaching.plan.course import Course, PlannedStep
from fitcount.coaching.sets import Led
from fitcount.guidance import Check, Goal, Guidance, Stage
from fitcount.pipeline import Counted
from fitcount.reps.definition import Exercise, Repeated
from fitcount.reps.library import find_exercise
from fitcount.types import Correction, CounterState, Frame, Gauge, Holding, Outage, Pose, Rep

FPS = 10
START = "standing"
"""What a squat's start position is called; a push-up's is another, so that it is always under way."""
BLACK = np.zeros((2, 2, 3), np.uint8)
NAN = math.nan


class Said:
    """A counting that knows what was done because the test says so."""

    def __init__(self, exercise: Exercise | None) -> None:
        self.exercise = exercise
        self.asked: list[str] = []
        self.reps: dict[str, int] = {}
        self.held_s: dict[str, float] = {}
        self.corrections: list[Correction] = []
        self.phase = START
        self.sets = [self.name]
        """The exercise of each."""
        self.tell_end: Callable[[], None] = lambda: None
        """Called when a set ends."""

    @property
    def name(self) -> str:
        return self.exercise.name if self.exercise is not None else "none"

    def undo(self, t_s: float) -> bool:
        if self.state(t_s).corrected == 0:
            return False
        self.corrections.append(Correction(t_s, "undo", self.name))
        return True

    def add(self, t_s: float) -> bool:
        if not isinstance(self.exercise, Repeated):
            return False
        self.corrections.append(Correction(t_s, "add", self.name))
        return True

    def next_set(self, t_s: float) -> None:  # noqa: ARG002
        self.tell_end()
        self.sets.append(self.name)

    def change(self, t_s: float, exercise: Exercise | None, standard: str | None, asked: str = "") -> None:  # noqa: ARG002
        self.tell_end()
        self.exercise = exercise
        self.sets.append(self.name)

    def state(self, t_s: float) -> CounterState:
        number = self.reps.get(self.name, 0)
        reps = tuple(Rep(row + 1, "both", 0.0, 0.5, 1.0, "knee_deg", 80.0, 170.0, 0.5, 0.5) for row in range(number))
        held_s = self.held_s.get(self.name, 0.0)
        is_held = self.exercise is not None and not isinstance(self.exercise, Repeated)
        return CounterState(
            t_s,
            self.phase,
            NAN,
            Gauge("knee_deg", 80.0, 170.0, 160.0, 100.0),
            reps,
            (),
            person=True,
            exercise=self.name if self.exercise is not None else "",
            holding=Holding(held_s, held_s, (), ()) if is_held else None,
            corrections=tuple(each for each in self.corrections if each.exercise == self.name),
        )


@dataclass
class Ready:
    """Set-up help that is content when the test says so."""

    exercise: Exercise | None = None
    ready: bool = False
    looked: int = 0

    def look(self, frame: Frame, pose: Pose | None) -> tuple[Check, ...]:  # noqa: ARG002
        self.looked += 1
        return (Check("body", good=self.ready, say="step back"),)


@dataclass
class Waving:
    """Gestures that are made when the test says so."""

    made: bool = False
    busy: list[bool] = field(default_factory=list)
    say: str = "raise your right hand"

    def change(self, exercise: Exercise | None) -> None:
        pass

    def update(self, t_s: float, pose: Pose | None, busy: bool) -> object | None:  # noqa: ARG002
        self.busy.append(busy)
        made, self.made = self.made, False
        return made or None


class Run:
    """A conductor, and time that passes frame by frame."""

    def __init__(self, led: Led | Course, *, sets_up: bool = False, known: Sequence[Exercise] = ()) -> None:
        first = led.now if isinstance(led, Course) else led
        self.said = Said(first.exercise)
        self.set_up, self.hands = Ready(), Waving()
        self._typed: list[str] = []
        means = Means(
            self._take_typed,
            known,
            set_up=(lambda _: self.set_up) if sets_up else None,
            gestures=lambda _: self.hands,
        )
        self.conductor = Conductor([self.said], led, means)
        self.set_counts: list[int] = []
        """Shown last of each set that is over; 0 of what is held."""
        self.said.tell_end = lambda: self.set_counts.append(self.conductor.guidance.set_count or 0)
        self.t_s = 0.0
        self._frames = 0
        self.counts = False
        self.heard: list[str] = []
        """What the conductor had said, frame by frame."""

    def _take_typed(self) -> list[str]:
        typed, self._typed = self._typed, []
        return typed

    def frame(self, dt_s: float = 1 / FPS) -> None:
        """One more picture."""
        frame = Frame(self._frames, self.t_s, BLACK)
        self.counts = self.conductor.look(frame, [None])
        state = self.said.state(self.t_s)
        self.conductor.counted(frame, [Counted(None, state if self.counts else replace(state, phase=""))])
        self.heard += [cue.say for cue in self.conductor.take_cues()]
        self._frames += 1
        self.t_s += dt_s

    def wait(self, duration_s: float) -> None:
        """Nothing happens for so long."""
        for _ in range(round(duration_s * FPS)):
            self.frame()

    def lose_the_picture(self, duration_s: float, why: str = "camera 0 was unplugged") -> None:
        since_s = self.t_s
        for _ in range(round(duration_s * 4)):
            self.conductor.wait(Outage(self.t_s, since_s, why))
            self.t_s += 0.25

    def press(self, *keys: str) -> None:
        """Keys, and the frame in which they are noticed."""
        self.type(*keys)
        self.frame()

    def wave(self) -> None:
        self.hands.made = True
        self.frame()

    def rep(self, number: int = 1) -> None:
        """Repetitions, each a second."""
        for _ in range(number):
            self.said.phase = "lowering"
            self.wait(0.5)
            self.said.phase = START
            if self.conductor.guidance.stage.counts:
                self.said.reps[self.said.name] = self.said.reps.get(self.said.name, 0) + 1
            self.wait(0.5)

    def hold(self, duration_s: float) -> None:
        self.said.phase = "holding"
        for _ in range(round(duration_s * FPS)):
            if self.conductor.guidance.stage.counts:
                self.said.held_s[self.said.name] = self.said.held_s.get(self.said.name, 0.0) + 1 / FPS
            self.frame()
        self.said.phase = START

    def type(self, *keys: str) -> None:
        """Keys that are noticed when something comes from the source."""
        self._typed += keys

    # Methods, as what they give changes from call to call.
    def guidance(self) -> Guidance:
        return self.conductor.guidance

    def stage(self) -> Stage:
        return self.conductor.guidance.stage

    @property
    def notice(self) -> str:
        return self.conductor.guidance.notice


def squats(goal: Goal | None = None) -> Led:
    exercise = find_exercise("squat")
    return Led(exercise, exercise.default_standard, goal or Goal())


def step(
    name: str, sets: int = 1, *, reps: int | None = None, seconds: float | None = None, rest_s: float = 20.0
) -> PlannedStep:
    exercise = find_exercise(name)
    return PlannedStep(exercise, exercise.default_standard, Goal(reps, seconds), sets, rest_s)
