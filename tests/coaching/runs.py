"""A live run as the coach sees it, told event by event."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from fitcount.coaching.cues import Cues
from fitcount.guidance import Cue, CueKind, Goal, Guidance, Stage
from fitcount.reps.hold import BREAK, HOLDING, READY
from fitcount.types import (
    Correction,
    CounterState,
    ExerciseSet,
    Fault,
    Gauge,
    Holding,
    Rejection,
    Rep,
)

KNEE = Gauge("knee_deg", low=80, high=175, start_limit=160, peak_limit=100)
ADVICE = {"forward_lean": "Keep your chest up.", "knee_valgus": "Push your knees out over your toes."}
FRAME_S = 1 / 30


@dataclass
class Run:
    """Squats by default; each event is one frame, and gives what is heard of it."""

    guidance: Guidance = field(default_factory=Guidance)
    exercise: str = "Squat"
    t_s: float = 0.0
    heard: list[Cue] = field(default_factory=list)
    """All of it."""

    def __post_init__(self) -> None:
        self._cues = Cues()
        self._reps: tuple[Rep, ...] = ()
        self._rejected: tuple[Rejection, ...] = ()
        self._corrections: tuple[Correction, ...] = ()
        self._holding: Holding | None = None
        self._phase = "standing"
        self._notes: tuple[str, ...] = ()
        self.frame()

    def frame(self, **changes: object) -> list[Cue]:
        """One more frame, with other guidance."""
        self.t_s += FRAME_S
        self.guidance = replace(self.guidance, **changes)  # type: ignore[arg-type]
        new = self._cues.hear(self.t_s, self.state, self.guidance)
        self.heard += new
        return new

    @property
    def state(self) -> CounterState:
        return CounterState(
            t_s=self.t_s,
            phase=self._phase,
            value=172.0,
            gauge=KNEE,
            reps=self._reps,
            rejected=self._rejected,
            person=True,
            notes=self._notes,
            exercise=self.exercise,
            holding=self._holding,
            corrections=self._corrections,
        )

    def rep(self, *faults: str, **changes: object) -> list[Cue]:
        self.t_s += 2.5
        found = tuple(Fault(code, 60.0, 52.0, 3.0, self.t_s - 1) for code in faults)
        number, t_s = len(self._reps) + 1, self.t_s
        rep = Rep(number, "both", t_s - 2, t_s - 1, t_s, "knee_deg", 80.0, 172.0, 1.0, 1.0, found)
        self._reps = (*self._reps, rep)
        self._notes = tuple(ADVICE[code] for code in faults)
        if self.guidance.set_count is not None:
            changes = {"set_count": self.guidance.set_count + 1, **changes}
        return self.frame(**changes)

    def rejection(
        self, reason: str = "bottom_not_reached", *, movement: bool = True, value: float = 118.0, text: str = ""
    ) -> list[Cue]:
        self.t_s += 2.5
        self._rejected = (
            *self._rejected,
            Rejection(movement, "both", self.t_s - 2, self.t_s - 1, self.t_s, reason, "knee_deg", value, 100.0, text),
        )
        return self.frame()

    def correct(self, change: int) -> list[Cue]:
        self._corrections = (*self._corrections, Correction(self.t_s, "add" if change > 0 else "undo", "squat"))
        return self.frame()

    def hold(self, until_s: float) -> list[Cue]:
        """Hold the position, or go on with it, until so many seconds are held."""
        holding = self._holding or Holding(0.0, 0.0, (), ())
        self._phase, self._notes, new = HOLDING, (), []
        while holding.running_s < until_s - 1e-9:
            holding = replace(holding, running_s=holding.running_s + FRAME_S)
            self._holding = holding
            new += self.frame()
        return new

    def leave(self, why: str = "") -> list[Cue]:
        """Leave the position for a moment."""
        self._phase, self._notes = BREAK, (why,) if why else ()
        return self.frame()

    def end_hold(self) -> list[Cue]:
        assert self._holding is not None
        hold = ExerciseSet("plank", 0.0, self.t_s, 0, 0, self._holding.running_s)
        self._phase = READY
        self._holding = replace(self._holding, holds=(*self._holding.holds, hold))
        return self.frame()

    def count_down(self, stage: Stage, from_s: float, to_s: float = 0.0) -> list[Cue]:
        """Stay in a stage while its time runs down."""
        new, left_s = [], from_s
        while left_s > to_s:
            new += self.frame(stage=stage, left_s=left_s)
            left_s -= FRAME_S
        return new

    def look(self, seconds: float, **changes: object) -> list[Cue]:
        """Nothing happens for a while."""
        return [cue for _ in range(math.ceil(seconds / FRAME_S)) for cue in self.frame(**changes)]


def said(cues: list[Cue]) -> list[str]:
    return [cue.say for cue in cues]


def kinds(cues: list[Cue]) -> list[CueKind]:
    return [cue.kind for cue in cues]


def toward(reps: int | None = None, seconds: float | None = None) -> Guidance:
    return Guidance(goal=Goal(reps, seconds))
