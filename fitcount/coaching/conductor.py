"""Leads a live run, with a plan or without: what counts now, what is told, and when it is over.

    SETTING_UP -> COUNTDOWN -> COUNTING -> PAUSED -> COUNTING ...
                      ^            |
                      +- RESTING <-+-> DONE          of a plan: a set is done at its goal

What is done while setting up and in the countdown counts, so neither can cost a rep; a movement ends both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from fitcount.coaching.commands import Keys, Typing, no_keys
from fitcount.coaching.notices import Notices
from fitcount.coaching.other_exercise import OtherExercise
from fitcount.coaching.plan.course import Course
from fitcount.coaching.plan.words import several, spoken
from fitcount.coaching.set_progress import SetProgress
from fitcount.guidance import Check, Command, Cue, CueKind, Goal, Guidance, Stage
from fitcount.pipeline import Counted, Counting
from fitcount.reps.definition import Exercise, Repeated
from fitcount.reps.hold import HOLDING
from fitcount.types import CounterState, Frame, Outage, Pose

COUNTDOWN_S = 3.0
DONE_S = 4.0
"""So long the end of a plan is shown before the summary follows."""
HINT_S = 8.0
"""So long a hint is shown that needs an answer."""
NO_GOAL = Goal()


class SetsUp(Protocol):
    """Looks whether somebody can be counted well."""

    ready: bool
    """Whether all is good, and has been for a moment."""

    def look(self, frame: Frame, pose: Pose | None) -> tuple[Check, ...]:
        """What is right and what is not, in the next frame."""


class WatchesGestures(Protocol):
    """Looks for the gestures that an exercise leaves free."""

    @property
    def say(self) -> str:
        """What to do to start or stop; "" if nothing is free."""

    def update(self, t_s: float, pose: Pose | None, busy: bool) -> object | None:
        """The gesture that was made by now, or None; `busy`: a rep is under way, in which nothing is a gesture."""


@dataclass(frozen=True, slots=True)
class Led:
    """What is counted: an exercise (None for whichever is done), how strictly, and how much is a set."""

    exercise: Exercise | None
    standard: str | None
    goal: Goal = NO_GOAL


@dataclass(frozen=True, slots=True)
class Means:
    """What a conductor works with; without any it leads through a file."""

    keys: Keys = no_keys
    known: Sequence[Exercise] = ()
    """What may be chosen, and is listened for."""
    set_up: Callable[[Exercise | None], SetsUp] | None = None
    """What looks before an exercise is begun."""
    gestures: Callable[[Exercise | None], WatchesGestures] | None = None
    mirrored: bool = False


class Conductor:
    """Directs the first person's run; with several people the others are counted along."""

    def __init__(self, countings: Sequence[Counting], led: Led | Course, means: Means | None = None) -> None:
        """`led`: what is counted to the end, or a plan; the countings count its first exercise."""
        self._countings = countings
        self._course = led if isinstance(led, Course) else None
        self._led = _led_now(led) if isinstance(led, Course) else led
        self._means = means or Means()
        self._typing = Typing(self._means.keys, self._means.known)
        self._notices = Notices()
        self._cues: list[Cue] = []
        self._now_s = self._last_s = 0.0
        self._stage = Stage.COUNTING
        self._until_s = math.nan
        """When the countdown, the rest or the end of a plan is over."""
        self._set_number = 1
        self._first: CounterState | None = None
        """Of the first person, after the last frame."""
        self._movements = 0
        """That were counted or rejected before this stage."""
        self._out = False
        """Whether there is no picture."""
        self._quit = False
        self._muted = self._help = False
        self._rival: Exercise | None = None
        """Another exercise that is done now."""
        self._checks: tuple[Check, ...] = ()
        self._progress = SetProgress(self._led.exercise, self._led.goal, first=True)
        self._begin_exercise()
        if self._means.set_up is not None:
            self._stage = Stage.SETTING_UP
        self._announced = self._course is None

    @property
    def over(self) -> bool:
        """Whether the run ends here."""
        return self._quit or (self._stage is Stage.DONE and self._now_s >= self._until_s)

    @property
    def guidance(self) -> Guidance:
        """What is to be told now."""
        shows_checks = self._stage in {Stage.SETTING_UP, Stage.COUNTDOWN, Stage.RESTING}
        return Guidance(
            stage=self._stage,
            checks=self._checks if shows_checks else (),
            left_s=self._left_s(),
            set_count=self._progress.count,
            set_number=self._set_number,
            goal=self._led.goal if self._led.goal != NO_GOAL else None,
            place=self._course.place if self._course is not None else None,
            notice=self._notices.text(self._now_s),
            is_urgent=self._notices.is_urgent,
            gesture=self._gestures.say if self._gestures is not None else "",
            choices=self._typing.choices,
            muted=self._muted,
            help_shown=self._help,
            mirrored=self._means.mirrored,
        )

    def take_cues(self) -> list[Cue]:
        """What is to be heard since the last call."""
        cues, self._cues = self._cues, []
        return cues

    def look(self, frame: Frame, poses: Sequence[Pose | None]) -> bool:
        """Look at the next frame and its raw poses, and tell whether it counts."""
        self._pass(frame.t_s)
        if self._out:
            self._go_on_with_a_picture()
        if not self._announced:
            self._announce()
        self._obey()
        if self._gestures is not None and self._gestures.update(frame.t_s, poses[0], self._is_under_way()) is not None:
            self._pause()
        self._look_round(frame, poses[0])
        self._pass_stage()
        return self._stage.counts

    def counted(self, frame: Frame, people: Sequence[Counted]) -> None:
        """Take what is known of each person after that frame."""
        self._first = state = people[0].state
        self._progress.take(state)
        if not self._stage.counts:
            self._movements = _movements(state)
            return
        if self._stage is not Stage.COUNTING and self._is_begun(state):
            self._enter(Stage.COUNTING)
        self._movements = _movements(state)
        if self._stage is Stage.COUNTING:
            self._progress.tick(frame.t_s)
        if self._progress.is_reached:
            self._reach_goal()
        elif self._others is not None and people[0].metrics is not None:
            self._hear_another(self._others.listen(people[0].metrics, state))

    def wait(self, outage: Outage) -> None:
        """The source has no picture at the moment: keys are obeyed, and a rest goes on, but nothing begins."""
        self._pass(outage.t_s)
        if not self._out:
            self._say("no picture")
        self._out = True
        self._progress.stop()
        self._notices.warn(outage.why)
        self._obey()

    # Time

    def _pass(self, t_s: float) -> None:
        self._last_s, self._now_s = self._now_s, t_s

    def _left_s(self) -> float:
        if self._stage in {Stage.COUNTDOWN, Stage.RESTING}:
            return max(self._until_s - self._now_s, 0.0)
        return self._progress.left_s

    def _go_on_with_a_picture(self) -> None:
        self._out = False
        self._notices.warn("")
        self._notices.tell("the picture is back", self._now_s)
        if self._stage is Stage.COUNTDOWN or (self._stage is Stage.RESTING and self._is_nearly_over()):
            # Nobody could be counted meanwhile, nor saw that it began.
            self._until_s = self._now_s + COUNTDOWN_S

    def _is_nearly_over(self) -> bool:
        return self._now_s >= self._until_s - COUNTDOWN_S

    def _pass_stage(self) -> None:
        """Go on to the next stage if it is time."""
        if self._stage is Stage.COUNTDOWN and self._now_s >= self._until_s:
            self._enter(Stage.COUNTING)
        elif self._stage is Stage.RESTING and self._is_nearly_over():
            self._begin_set()

    def _enter(self, stage: Stage, until_s: float = math.nan) -> None:
        self._stage, self._until_s = stage, until_s
        if stage is not Stage.COUNTING:
            self._progress.stop()

    # Setting up

    def _look_round(self, frame: Frame, pose: Pose | None) -> None:
        """What could be better; while resting for the next exercise, so that the rest is used for it."""
        if self._set_up is None or self._stage not in {Stage.SETTING_UP, Stage.COUNTDOWN, Stage.RESTING}:
            return
        self._checks = self._set_up.look(frame, pose)
        if self._stage is Stage.RESTING:
            self._checks = tuple(check for check in self._checks if not check.good)
        elif self._stage is Stage.SETTING_UP and self._set_up.ready:
            self._enter(Stage.COUNTDOWN, self._now_s + COUNTDOWN_S)
        elif self._stage is Stage.COUNTDOWN and not self._set_up.ready and self._is_first_set():
            self._enter(Stage.SETTING_UP)

    def _is_first_set(self) -> bool:
        """Later ones begin when their time has come, whatever could be better."""
        return self._course is None or (self._course.place.exercise, self._course.place.set_number) == (1, 1)

    def _is_begun(self, state: CounterState) -> bool:
        """Whether the set has begun though nobody said so: by a movement; in the countdown by the beginning of one."""
        if _movements(state) > self._movements:
            return True
        return self._stage is Stage.COUNTDOWN and self._is_under_way()

    def _is_under_way(self) -> bool:
        """Whether somebody is out of the start position, or holds what is held."""
        state, exercise = self._first, self._led.exercise
        if state is None or not state.phase or exercise is None:
            return False
        return state.phase != exercise.phases.start.name if isinstance(exercise, Repeated) else state.phase == HOLDING

    # What the person asks for

    def _obey(self) -> None:
        for asked in self._typing.read():
            if isinstance(asked, Command):
                self._ACTS[asked](self)
            else:
                self._change(asked)

    def _pause(self) -> None:
        if self._stage is Stage.COUNTING:
            self._enter(Stage.PAUSED)
            self._say("paused")
        elif self._stage is Stage.RESTING:
            self._begin_set()
        elif self._stage is not Stage.DONE:
            self._enter(Stage.COUNTING)
            self._say("go")

    def _undo(self) -> None:
        if self._progress.reps > 0 and self._countings[0].undo(self._now_s):
            self._tell_correction("taken back", -1)
        else:
            self._tell("no rep to take back")

    def _add(self) -> None:
        if self._progress.count is None and self._led.exercise is not None:
            self._tell("seconds are counted here: there is no rep to add")
            return
        self._countings[0].add(self._now_s)
        self._tell_correction("added", 1)

    def _tell_correction(self, what: str, change: int) -> None:
        self._progress.correct(change)
        self._tell(f"one rep {what}: {self._progress.reps}")
        if self._course is None:
            return
        if self._stage in {Stage.RESTING, Stage.DONE} and self._led.goal.reps and not self._progress.is_reached:
            self._enter(Stage.COUNTING)
        elif self._stage.counts and self._progress.is_reached:
            self._reach_goal()

    def _next_set(self) -> None:
        if self._stage in {Stage.SETTING_UP, Stage.COUNTDOWN}:
            self._enter(Stage.COUNTING)
        elif self._course is None or self._stage is Stage.RESTING:
            self._begin_set()
        elif self._stage is not Stage.DONE:
            self._end_set()

    def _choose(self) -> None:
        rival = self._rival
        if rival is not None and self._others is not None and self._others.is_done(rival.name, self._now_s):
            self._change(rival)
        elif self._stage is not Stage.DONE:
            self._typing.choose()

    def _change(self, exercise: Exercise) -> None:
        """Count another exercise from now on."""
        if self._course is not None:
            self._course.swap(exercise)
            self._led = _led_now(self._course)
        else:
            self._led = replace(self._led, exercise=exercise, standard=exercise.default_standard)
            self._set_number = 1
        for counting in self._countings:
            counting.change(self._now_s, exercise, self._led.standard)
        self._progress = SetProgress(exercise, self._led.goal)
        self._begin_exercise()
        self._tell(
            f"now: {several(spoken(exercise))}" if self._progress.count is not None else f"now: {spoken(exercise)}"
        )

    def _mute(self) -> None:
        self._muted = not self._muted

    def _show_help(self) -> None:
        self._help = not self._help

    def _end(self) -> None:
        self._quit = True

    _ACTS: Mapping[Command, Callable[[Conductor], None]] = {
        Command.PAUSE: _pause,
        Command.UNDO: _undo,
        Command.ADD: _add,
        Command.NEXT_SET: _next_set,
        Command.CHANGE: _choose,
        Command.MUTE: _mute,
        Command.HELP: _show_help,
        Command.QUIT: _end,
    }

    # Sets

    def _begin_exercise(self) -> None:
        """Look out for what belongs to the exercise that is led now."""
        exercise, means = self._led.exercise, self._means
        self._set_up = means.set_up(exercise) if means.set_up is not None else None
        self._gestures = means.gestures(exercise) if means.gestures is not None else None
        self._listen_anew()

    def _listen_anew(self) -> None:
        exercise = self._led.exercise
        self._rival = None
        self._others = (
            OtherExercise(exercise, self._means.known) if exercise is not None and self._means.known else None
        )

    def _reach_goal(self) -> None:
        if self._course is not None:
            self._end_set()

    def _end_set(self) -> None:
        """A set of the plan is done: rest, or that was all."""
        course = self._course
        assert course is not None
        after = course.next
        if after is None:
            self._enter(Stage.DONE, self._now_s + DONE_S)
            self._tell("that was all: well done")
            self._say("that was all. well done")
            return
        rest_s = course.now.step.rest_s
        self._enter(Stage.RESTING, self._now_s + max(rest_s, COUNTDOWN_S))
        self._say(f"rest. {after.words} next" if rest_s > COUNTDOWN_S else after.words)
        if self._means.set_up is not None:
            self._set_up = self._means.set_up(after.step.exercise)

    def _begin_set(self) -> None:
        """The next set begins: of a plan after a countdown, in which what is done counts already."""
        course = self._course
        if course is None:
            self._set_number += 1
            self._next_of_same()
            self._tell(f"set {self._set_number}")
            return
        was = course.now.step
        course.advance()
        self._led, self._set_number = _led_now(course), course.now.number
        if course.now.step is was:
            self._next_of_same()
        else:
            for counting in self._countings:
                counting.change(self._now_s, course.now.step.exercise, self._led.standard)
            self._progress = SetProgress(self._led.exercise, self._led.goal)
            self._begin_exercise()
        self._enter(Stage.COUNTDOWN, max(self._until_s, self._now_s + COUNTDOWN_S))
        self._announce()

    def _next_of_same(self) -> None:
        for counting in self._countings:
            counting.next_set(self._now_s)
        self._progress = SetProgress(self._led.exercise, self._led.goal)
        self._listen_anew()

    def _hear_another(self, rival: Exercise | None) -> None:
        if rival is None or self._led.exercise is None:
            return
        self._rival = rival
        rivals, planned = several(spoken(rival)), several(spoken(self._led.exercise))
        says = f"the plan says {planned}" if self._course is not None else f"{planned} are counted"
        self._notices.tell(f"this looks like {rivals}; {says}: press e to count those", self._now_s, shown_s=HINT_S)
        self._say(f"this looks like {rivals}")

    # What is told

    def _announce(self) -> None:
        course = self._course
        assert course is not None
        self._announced = True
        self._tell(course.now.words)
        self._say(course.now.words)

    def _tell(self, notice: str) -> None:
        self._notices.tell(notice, self._now_s)

    def _say(self, words: str) -> None:
        self._cues.append(Cue(self._now_s, CueKind.NOTICE, words))


def _led_now(course: Course) -> Led:
    step = course.now.step
    return Led(step.exercise, step.standard, step.goal)


def _movements(state: CounterState) -> int:
    """Reps and rejected movements until now."""
    return len(state.reps) + sum(attempt.movement for attempt in state.rejected)
