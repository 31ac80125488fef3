"""What is heard across the room: from what is known after each frame to cues, each thing once, by its weight."""

from __future__ import annotations

import math
import re

from fitcount.coaching.cue_words import correction_of, posture_of, spoken
from fitcount.coaching.form_cues import FormCues
from fitcount.coaching.goal_cues import LAST_S, GoalCues, Ticks, set_of
from fitcount.coaching.hold_cues import HoldCues
from fitcount.guidance import Check, Cue, CueKind, Guidance, Stage
from fitcount.types import CounterState, Rejection

LAST_OF_COUNTDOWN_S = 5
REST_WARNING_S = 10.0
"""So long before a rest ends this is said, if it is at least twice as long."""
AGAIN_S = 10.0
"""No sooner the same thing is said again that is still wrong: a notice, a check, a posture."""
STEADY_S = 1.5
"""So long a check must fail before it is said: while somebody walks into the picture each does."""
TWICE = 2
"""Attempts in a row with the same wrong posture: one alone may be anything."""


class Cues:
    """Follows a live run of one person; what was not to be heard when it happened is never told later."""

    def __init__(self) -> None:
        self._state: CounterState | None = None
        self._guidance: Guidance | None = None
        self._told: dict[str, tuple[int, int]] = {}
        """Reps and rejections that are known already, by the exercise's title."""
        self._forms: dict[str, FormCues] = {}
        self._holds: dict[str, HoldCues] = {}
        self._goal = GoalCues()
        self._ticks = Ticks()
        self._rest_warned = False
        self._notices = _Repeating()
        self._checks = _Checks()
        self._postures = _Postures()

    def hear(self, t_s: float, state: CounterState | None, guidance: Guidance) -> list[Cue]:
        """What is to be heard now, first what matters most.

        `t_s`: of the frame, or of the moment without a picture; `state`: of the last frame, None if there was none.
        """
        before, self._guidance = self._guidance, guidance
        cues = [
            *self._notice(t_s, guidance),
            *(self._performed(state, guidance, before) if state is not None else ()),
        ]
        cues += self._stage(t_s, guidance, before, heard=_shows_that_it_counts(cues))
        self._state = state
        return [] if guidance.muted else cues

    def _notice(self, t_s: float, guidance: Guidance) -> list[Cue]:
        if not guidance.is_urgent or not guidance.notice or guidance.stage in {Stage.PAUSED, Stage.DONE}:
            return []
        # A notice that says for how long something has been so is the same one each second.
        if not self._notices.may_say(t_s, re.sub(r"\d+", "", guidance.notice)):
            return []
        return [Cue(t_s, CueKind.NOTICE, spoken(guidance.notice))]

    def _performed(self, state: CounterState, guidance: Guidance, before: Guidance | None) -> list[Cue]:
        """What was done: reps, rejections, seconds held."""
        during = _set_that_counted(guidance, before)
        self._goal.begin(set_of(state.exercise, during))
        gained, rejected = self._new(state)
        if not during.stage.counts:
            self._interrupt(state)
            return []
        if state.holding is not None:
            return self._held(state, during)
        cues: list[Cue] = []
        if gained:
            cues = self._rep(state, gained, during, before)
        elif rejected:
            cues = self._rejected(rejected[-1], state)
        return [*cues, *self._timed(state.t_s, during.left_s, during, aloud=False)]

    def _new(self, state: CounterState) -> tuple[int, tuple[Rejection, ...]]:
        """How many reps, and which rejections are new."""
        reps, rejected = self._told.get(state.exercise, (0, 0))
        if len(state.reps) < reps or len(state.rejected) < rejected:
            reps = rejected = 0  # chosen again, and counted from the beginning
        self._told[state.exercise] = len(state.reps), len(state.rejected)
        return len(state.reps) - reps, state.rejected[rejected:]

    def _rep(self, state: CounterState, gained: int, during: Guidance, before: Guidance | None) -> list[Cue]:
        self._postures = _Postures()
        number = _number(state, gained, during, ended=during is before)
        recognised = self._state is not None and self._state.exercise != state.exercise
        cue = self._goal.rep(state.t_s, number, during.goal, state.exercise if recognised else "")
        advice = self._forms.setdefault(state.exercise, FormCues()).of(state)
        return [cue, Cue(state.t_s, CueKind.WORDS, advice)] if advice and cue.kind is not CueKind.DONE else [cue]

    def _rejected(self, rejection: Rejection, state: CounterState) -> list[Cue]:
        if rejection.movement:
            self._postures = _Postures()
            return [Cue(state.t_s, CueKind.REJECTED, correction_of(rejection, state))]
        say = self._postures.say(state.t_s, rejection)
        return [Cue(state.t_s, CueKind.WORDS, say)] if say else []

    def _held(self, state: CounterState, during: Guidance) -> list[Cue]:
        assert state.holding is not None
        cues = self._holds.setdefault(state.exercise, HoldCues()).hear(state, state.holding)
        if self._goal.done_told:
            return []
        goal = during.goal
        goal_s = goal.seconds if goal is not None and goal.seconds is not None else math.nan
        left_s = during.left_s if math.isfinite(during.left_s) else goal_s - state.holding.running_s
        of_goal = self._timed(state.t_s, left_s, during, aloud=True)
        # Twenty seconds that are half-way are one thing to be told.
        return of_goal + [cue for cue in cues if not of_goal or cue.kind is not CueKind.REP]

    def _timed(self, t_s: float, left_s: float, during: Guidance, *, aloud: bool) -> list[Cue]:
        return [] if during.goal is None else self._goal.seconds(t_s, left_s, during.goal, aloud=aloud)

    def _interrupt(self, state: CounterState) -> None:
        if state.exercise in self._holds:
            self._holds[state.exercise].interrupt()

    def _stage(self, t_s: float, guidance: Guidance, before: Guidance | None, *, heard: bool) -> list[Cue]:
        """Where the run is: what was entered, and how long it takes from here."""
        stage, was = guidance.stage, before.stage if before is not None else None
        if stage is not was:
            self._ticks = Ticks(LAST_OF_COUNTDOWN_S) if stage is Stage.COUNTDOWN else Ticks()
            self._rest_warned = guidance.left_s < 2.0 * REST_WARNING_S
            self._checks = _Checks()
        entered = self._entered(t_s, guidance, was, heard=heard) if stage is not was and was is not None else []
        return [*entered, *self._waiting(t_s, guidance)]

    def _entered(self, t_s: float, guidance: Guidance, was: Stage, *, heard: bool) -> list[Cue]:
        match guidance.stage:
            case Stage.PAUSED:
                return [Cue(t_s, CueKind.NOTICE, "paused")]
            case Stage.COUNTING if was in {Stage.RESTING, Stage.DONE}:
                self._goal.reopen()
                return [] if heard else [Cue(t_s, CueKind.GO, "go")]
            case Stage.COUNTING if not heard:
                return [Cue(t_s, CueKind.GO, "go")]
            case Stage.RESTING:
                rest = f"rest for {guidance.left_s:.0f} seconds" if math.isfinite(guidance.left_s) else "rest"
                return [*self._done(t_s, "done"), _then(t_s, rest, guidance)]
            case Stage.DONE:
                return [*self._done(t_s, "done"), Cue(t_s, CueKind.WORDS, "that was all")]
        return []

    def _done(self, t_s: float, say: str) -> list[Cue]:
        """The set is over, unless its last rep has told so."""
        if self._goal.done_told:
            return []
        self._goal.done_told = True
        return [Cue(t_s, CueKind.DONE, say)]

    def _waiting(self, t_s: float, guidance: Guidance) -> list[Cue]:
        left_s = guidance.left_s
        match guidance.stage:
            case Stage.SETTING_UP:
                return self._checks.hear(t_s, guidance.checks)
            case Stage.COUNTING:
                # Who has gone for a drink knows it.
                return self._checks.hear(t_s, tuple(check for check in guidance.checks if check.code != "person"))
            case Stage.COUNTDOWN:
                return self._ticks.hear(t_s, left_s)
            case Stage.RESTING:
                return [*self._rest_warning(t_s, guidance), *self._ticks.hear(t_s, left_s)]
        return []

    def _rest_warning(self, t_s: float, guidance: Guidance) -> list[Cue]:
        left_s = guidance.left_s
        if self._rest_warned or math.isnan(left_s) or left_s > REST_WARNING_S:
            return []
        self._rest_warned = True
        return [_then(t_s, f"{math.ceil(left_s)} seconds", guidance)] if left_s > LAST_S else []


def _set_that_counted(guidance: Guidance, before: Guidance | None) -> Guidance:
    """Where the run was while this frame was counted: the rep that ends a set is known when the next one has begun."""
    if before is None or not before.stage.counts:
        return guidance
    return guidance if guidance.stage.counts and set_of("", guidance) == set_of("", before) else before


def _number(state: CounterState, gained: int, during: Guidance, *, ended: bool) -> int:
    """Which rep of the set this is, as the person has corrected them; the set may have `ended` with it."""
    if during.set_count is None:
        return state.corrected
    return during.set_count + gained if ended else during.set_count


def _shows_that_it_counts(cues: list[Cue]) -> bool:
    return any(cue.kind in {CueKind.REP, CueKind.HALF_WAY, CueKind.DONE, CueKind.GO} for cue in cues)


def _then(t_s: float, say: str, guidance: Guidance) -> Cue:
    """With what comes next, where a plan says so."""
    next_up = guidance.place.next_up if guidance.place is not None else ""
    return Cue(t_s, CueKind.WORDS, f"{say}, then {spoken(next_up)}" if next_up else say)


class _Repeating:
    """What is still so is said again, but not all the time."""

    def __init__(self) -> None:
        self._said_s: dict[str, float] = {}

    def may_say(self, t_s: float, what: str) -> bool:
        if t_s - self._said_s.get(what, -math.inf) < AGAIN_S:
            return False
        self._said_s[what] = t_s
        return True


class _Checks:
    """The first thing to be mended, once it stays."""

    def __init__(self) -> None:
        self._code = ""
        self._since_s = -math.inf
        self._said = _Repeating()

    def hear(self, t_s: float, checks: tuple[Check, ...]) -> list[Cue]:
        wrong = next((check for check in checks if not check.good), None)
        code = wrong.code if wrong is not None else ""
        if code != self._code:
            self._code, self._since_s = code, t_s
        if wrong is None or t_s - self._since_s < STEADY_S or not self._said.may_say(t_s, code):
            return []
        return [Cue(t_s, CueKind.WORDS, spoken(wrong.say))]


class _Postures:
    """Attempts that are no movements: the person hears why only if they go on like that."""

    def __init__(self) -> None:
        self._reason = ""
        self._times = 0
        self._said = _Repeating()

    def say(self, t_s: float, rejection: Rejection) -> str:
        self._times = self._times + 1 if rejection.reason == self._reason else 1
        self._reason = rejection.reason
        words = posture_of(rejection)
        return words if words and self._times >= TWICE and self._said.may_say(t_s, rejection.reason) else ""
