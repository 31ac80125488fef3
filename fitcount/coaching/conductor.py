"""Leads a live run, with a plan or without: what counts now, what is told, and when it is over.

    SETTING_UP -> COUNTDOWN -> COUNTING <-> PAUSED
                      ^            |
                      +- RESTING <-+-> DONE          of a plan: a set is done at its goal

What is done while setting up and in the countdown counts, so neither can cost a rep; a movement ends both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from fitcount.coaching.attempts import Attempts
from fitcount.coaching.commands import Typing
from fitcount.coaching.lookout import Lookout
from fitcount.coaching.means import Means
from fitcount.coaching.notices import SHOWN_S, Notices
from fitcount.coaching.other_exercise import OtherExercise
from fitcount.coaching.plan.course import Course
from fitcount.coaching.plan.words import several, spoken
from fitcount.coaching.sets import Led, Sets, TakesCorrections
from fitcount.coaching.stage_clock import StageClock
from fitcount.guidance import Check, Command, Cue, CueKind, Guidance, Stage
from fitcount.pipeline import Counted
from fitcount.reps.definition import Exercise
from fitcount.types import Frame, Outage, Pose

HINT_S = 1.0
"""So long a hint stays that is told anew as long as there is reason to."""
GOAL_S = 8.0
"""So long it is told that a goal is reached: somebody may look up from a floor exercise."""
LOOKS_ROUND = {Stage.SETTING_UP, Stage.COUNTDOWN, Stage.RESTING}
"""When it is looked at what could be better in the picture: while resting, for what comes next."""


class Conductor:
    """Directs the first person's run; with several people the others are counted along."""

    def __init__(self, countings: Sequence[TakesCorrections], led: Led | Course, means: Means | None = None) -> None:
        """`led`: what is counted to the end, or a plan; the countings count what comes first."""
        self._means = means or Means()
        self._sets = Sets(countings, led)
        self._clock = StageClock(Stage.COUNTING if self._means.set_up is None else Stage.SETTING_UP)
        self._gestures = self._means.gestures(self._sets.exercise) if self._means.gestures is not None else None
        self._typing = Typing(self._means.keys, self._means.known)
        self._notices = Notices()
        self._cues: list[Cue] = []
        self._checks: tuple[Check, ...] = ()
        self._begun = self._out = self._quit = self._muted = self._help = False
        self._look_out()

    @property
    def over(self) -> bool:
        """Whether the run ends here."""
        return self._quit or (self._stage is Stage.DONE and self._clock.is_over)

    @property
    def guidance(self) -> Guidance:
        """What is to be told now."""
        progress, waits = self._sets.progress, self._stage in {Stage.COUNTDOWN, Stage.RESTING}
        return Guidance(
            stage=self._stage,
            checks=self._checks if self._stage in {*LOOKS_ROUND, Stage.COUNTING} else (),
            left_s=self._clock.left_s if waits else progress.left_s,
            set_count=progress.count,
            set_number=self._sets.number,
            goal=self._sets.goal,
            standard=self._sets.standard,
            place=self._sets.place,
            notice=self._notices.text(self._clock.now_s),
            is_urgent=self._notices.is_urgent,
            gesture=self._gestures.say if self._gestures is not None else "",
            choices=self._typing.choices,
            muted=self._muted,
            help_shown=self._help,
            mirrored=self._means.mirrored,
        )

    def weight_kg(self, t_s: float) -> float | None:
        """What the plan had lifted in the set that was going on then; None if nothing, or without a plan."""
        return self._sets.weight_kg(t_s)

    def take_cues(self) -> list[Cue]:
        """What is to be heard of this frame, or moment without a picture; what is not taken then is never heard."""
        cues, self._cues = self._cues, []
        return cues

    def look(self, frame: Frame, poses: Sequence[Pose | None]) -> bool:
        """Look at the next frame and its raw poses, and tell whether it counts."""
        self._begin_moment(frame.t_s)
        if self._out:
            self._go_on_with_a_picture()
        if not self._begun:
            self._begun = True
            self._announce()
        self._listen_for_others()
        self._obey()
        if self._gestures is not None and self._gestures.update(frame.t_s, poses[0], self._is_busy) is not None:
            self._pause()
        self._look_round(frame, poses[0])
        if self._clock.is_over and self._stage is Stage.COUNTDOWN:
            self._count()
        elif self._clock.is_over and self._stage is Stage.RESTING:
            self._begin_set()
        return self._stage.counts

    def counted(self, frame: Frame, people: Sequence[Counted]) -> None:
        """Take what is known of each person after that frame."""
        state = people[0].state
        self._sets.take(state)
        if not self._stage.counts:
            return
        self._attempts.take(state)
        if self._attempts.has_moved or (self._stage is Stage.COUNTDOWN and self._attempts.has_begun):
            self._count()
        if self._stage is Stage.COUNTING:
            self._sets.progress.tick(frame.t_s)
        if self._sets.is_done:
            self._end_set()
            return
        if self._sets.progress.has_just_reached_it():
            self._tell(f"{self._sets.progress.done} done: go on, or n for the next set", shown_s=GOAL_S)
        if self._others is not None and people[0].metrics is not None:
            self._others.take(people[0].metrics, state)

    def wait(self, outage: Outage) -> None:
        """The source has no picture at the moment: keys are obeyed, and a rest goes on, but nothing begins."""
        self._begin_moment(outage.t_s)
        self._out = True
        self._sets.progress.stop()
        self._notices.warn(outage.why)
        self._obey()

    @property
    def _stage(self) -> Stage:
        return self._clock.stage

    @property
    def _is_busy(self) -> bool:
        """Whether a rep or hold is under way."""
        return self._stage.counts and self._attempts.is_under_way

    def _begin_moment(self, t_s: float) -> None:
        self._clock.now_s = t_s
        self._cues = []

    def _go_on_with_a_picture(self) -> None:
        self._out = False
        self._notices.warn("")
        self._tell("the picture is back")
        self._clock.make_up_for_an_outage()

    # Setting up

    def _look_out(self) -> None:
        """Look out for what belongs to the exercise that is counted now."""
        exercise, means = self._sets.exercise, self._means
        self._set_up = means.set_up(exercise) if means.set_up is not None else None
        self._lookout = Lookout(self._set_up) if self._set_up is not None else None
        if self._gestures is not None:
            self._gestures.change(exercise)
        self._listen()

    def _listen(self) -> None:
        """Listen to another set."""
        self._attempts = Attempts(self._sets.exercise)
        exercise, known = self._sets.exercise, self._means.known
        self._others = OtherExercise(exercise, known) if exercise is not None and known else None

    def _look_round(self, frame: Frame, pose: Pose | None) -> None:
        """What could be better in the picture."""
        if self._lookout is not None and self._stage is Stage.COUNTING:
            self._checks = self._lookout.look(frame, pose)
        if self._set_up is None or self._stage not in LOOKS_ROUND:
            return
        checks = self._set_up.look(frame, pose)
        if self._stage is Stage.RESTING:
            checks = tuple(check for check in checks if not check.good)
        self._checks = checks
        if self._stage is Stage.SETTING_UP and self._set_up.ready:
            self._clock.count_down()

    # What the person asks for

    def _obey(self) -> None:
        for asked in self._typing.read(self._clock.now_s):
            if isinstance(asked, Command):
                _ACTS[asked](self)
            else:
                self._change(asked)

    def _pause(self) -> None:
        """Or go on, or begin now."""
        match self._stage:
            case Stage.COUNTING:
                self._clock.enter(Stage.PAUSED)
                self._sets.progress.stop()
            case Stage.RESTING:
                self._begin_set()
            case Stage.SETTING_UP | Stage.COUNTDOWN | Stage.PAUSED:
                self._count()

    def _count(self) -> None:
        self._clock.enter(Stage.COUNTING)
        self._checks = ()

    def _undo(self) -> None:
        if not self._sets.undo(self._clock.now_s):
            self._tell("no rep to take back in this set")
            return
        self._tell(f"one rep taken back: {self._sets.progress.reps}")
        if self._stage in {Stage.RESTING, Stage.DONE} and self._sets.goal is not None and not self._sets.is_done:
            # The set was over too soon.
            self._count()

    def _add(self) -> None:
        if not self._sets.add(self._clock.now_s):
            self._tell(
                "no rep can be added: seconds are counted"
                if self._sets.exercise is not None
                else "no rep can be added before one is counted"
            )
            return
        self._tell(f"one rep added: {self._sets.progress.reps}")
        if self._sets.is_done and self._stage not in {Stage.RESTING, Stage.DONE}:
            self._end_set()

    def _next_set(self) -> None:
        if self._stage in {Stage.SETTING_UP, Stage.COUNTDOWN}:
            self._count()
        elif self._stage is Stage.RESTING or not self._sets.is_planned:
            self._begin_set()
        elif self._stage is not Stage.DONE:
            self._end_set()

    def _choose(self) -> None:
        """An exercise; the one that is being done instead, if it was told of."""
        rival = self._others.rival(self._clock.now_s) if self._others is not None and self._stage.counts else None
        if rival is not None:
            self._change(rival)
        elif self._stage is not Stage.DONE:
            self._typing.choose()

    def _change(self, exercise: Exercise) -> None:
        """Count another exercise from now on; in a rest it is what comes next, as the set before is done."""
        if self._stage is Stage.RESTING:
            self._begin_set()
        if self._sets.exercise is not None and self._sets.exercise.name == exercise.name:
            return
        self._sets.change(self._clock.now_s, exercise)
        self._look_out()
        name = spoken(exercise)
        self._announce(f"now {several(name) if self._sets.progress.count is not None else name}")

    def _mute(self) -> None:
        self._muted = not self._muted

    def _show_help(self) -> None:
        self._help = not self._help

    def _end(self) -> None:
        self._quit = True

    # Sets

    def _end_set(self) -> None:
        """A set of the plan is done: rest, or that was all."""
        now, after = self._sets.now, self._sets.after
        assert now is not None
        self._sets.progress.stop()
        self._checks = ()
        if after is None:
            self._clock.end()
            self._typing.leave()
            return
        self._clock.rest(now.step.rest_s)
        if self._means.set_up is not None:
            self._set_up = self._means.set_up(after.exercise)

    def _begin_set(self) -> None:
        """The next set begins: of a plan after a countdown, in which what is done counts already."""
        if self._sets.advance(self._clock.now_s):
            self._look_out()
        else:
            self._listen()
        if self._sets.is_planned:
            self._clock.count_down()
        # Of a plan, the rest before has said it, and the voice is counting down.
        self._announce(aloud=not self._sets.is_planned)

    def _listen_for_others(self) -> None:
        """Tell of another exercise as long as it is done instead."""
        others, counted, now_s = self._others, self._sets.exercise, self._clock.now_s
        if others is None or counted is None or not self._stage.counts:
            return
        is_new, rival = others.listen(), others.rival(now_s)
        if rival is None:
            return
        rivals, meant = several(spoken(rival)), several(spoken(counted))
        if is_new:
            self._say(CueKind.NOTICE, f"this looks like {rivals}, not {meant}")
        if is_new or not self._notices.text(now_s):
            says = f"the plan says {meant}" if self._sets.is_planned else f"{meant} are counted"
            self._tell(f"this looks like {rivals}; {says}: press e to count those", shown_s=HINT_S)

    # What is told

    def _announce(self, words: str = "", *, aloud: bool = True) -> None:
        """What is to be done now."""
        now = self._sets.now
        words = words or (now.words if now is not None else f"set {self._sets.number}" if self._sets.number > 1 else "")
        if words:
            self._tell(words)
            if aloud:
                self._say(CueKind.WORDS, words)

    def _tell(self, notice: str, *, shown_s: float = SHOWN_S) -> None:
        self._notices.tell(notice, self._clock.now_s, shown_s=shown_s)

    def _say(self, kind: CueKind, words: str) -> None:
        self._cues.append(Cue(self._clock.now_s, kind, words))


_ACTS: Mapping[Command, Callable[[Conductor], None]] = {
    Command.PAUSE: Conductor._pause,
    Command.UNDO: Conductor._undo,
    Command.ADD: Conductor._add,
    Command.NEXT_SET: Conductor._next_set,
    Command.CHANGE: Conductor._choose,
    Command.MUTE: Conductor._mute,
    Command.HELP: Conductor._show_help,
    Command.QUIT: Conductor._end,
}
