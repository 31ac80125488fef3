"""What a live run tells the person in front of the camera, and what they tell it.

Plain values: `coaching` makes them, `views` show them, `feedback` plays and speaks them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where a live run is."""

    SETTING_UP = "setting up"
    """Something about the picture is to be mended first; what is done meanwhile counts nevertheless."""
    COUNTDOWN = "countdown"
    """All is good; what is done meanwhile counts."""
    COUNTING = "counting"
    PAUSED = "paused"
    """Nothing counts until the person goes on."""
    RESTING = "resting"
    """Between two sets of a plan; nothing counts."""
    DONE = "done"
    """The whole plan is; without one a run goes on beyond its goal."""

    @property
    def counts(self) -> bool:
        """Whether what is done now counts."""
        return self in {Stage.SETTING_UP, Stage.COUNTDOWN, Stage.COUNTING}


class Command(StrEnum):
    """What the person asks for, by a key or a gesture."""

    PAUSE = "pause"
    """Or go on, or start now: whatever is the other of the two."""
    UNDO = "undo"
    """The last rep was none."""
    ADD = "add"
    """A rep was not counted."""
    NEXT_SET = "next set"
    """The set is over; in a rest, the rest."""
    CHANGE = "exercise"
    """Choose another exercise."""
    MUTE = "mute"
    HELP = "help"
    QUIT = "quit"


KEYS: Mapping[str, Command] = {
    " ": Command.PAUSE,
    "u": Command.UNDO,
    "a": Command.ADD,
    "n": Command.NEXT_SET,
    "e": Command.CHANGE,
    "m": Command.MUTE,
    "?": Command.HELP,
    "q": Command.QUIT,
}
"""Key to what it does."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be right before somebody can be counted well."""

    code: str
    """Id: body, distance, light, side, ..."""
    good: bool
    say: str
    """What is right, or what to do: "step back: your feet are not in the picture"."""
    is_hint: bool = False
    """Whether the count is good without it, and only something else is lost: a form rule that cannot be judged."""


@dataclass(frozen=True, slots=True)
class Goal:
    """How much of a set is to be done. One of the two is None."""

    reps: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """Where in a plan somebody is."""

    exercise: int
    """1, 2, ... in the plan."""
    exercises: int
    """How many it has."""
    set_number: int
    """1, 2, ... of this exercise."""
    sets: int
    next_up: str
    """What comes after this set: "set 2 of 3: 10 squats"; "" if nothing does."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """What is told beside the count, after a frame or while there is none."""

    stage: Stage = Stage.COUNTING
    checks: tuple[Check, ...] = ()
    """While setting up: those that are not good first; while counting, what has come to hinder it."""
    left_s: float = math.nan
    """Of the countdown or the rest; while counting, of a goal in seconds, where that is known."""
    set_count: int | None = None
    """Reps of the set that is going on, as corrected; None where a run is not told by sets."""
    set_number: int = 1
    goal: Goal | None = None
    standard: str | None = None
    """Of the exercise that is counted now, "" of one that has none; None: what the run was asked for."""
    place: PlanPlace | None = None
    """None without a plan."""
    notice: str = ""
    """What has just happened or is wrong, in a line: "one rep undone", "no picture for 4 s: connecting again"."""
    is_urgent: bool = False
    """Whether the notice is of something wrong."""
    gesture: str = ""
    """What to do to start or stop without the keyboard: "raise your right hand"; "" if there is nothing."""
    choices: tuple[tuple[str, str], ...] = ()
    """While an exercise is being chosen: key and title of each."""
    muted: bool = False
    help_shown: bool = False
    mirrored: bool = False
    """Whether the picture is to be shown as in a mirror."""


class CueKind(StrEnum):
    """What a sound tells."""

    REP = "rep"
    REJECTED = "rejected"
    HALF_WAY = "half-way"
    DONE = "done"
    """The set, or all of it."""
    TICK = "tick"
    """A second of the countdown, or one of the last of a rest."""
    GO = "go"
    NOTICE = "notice"
    """Something is to be heard: the camera is gone, another exercise is being done."""
    WORDS = "words"
    """Nothing but what is said: what to do better, what comes next."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to be heard across the room."""

    t_s: float
    kind: CueKind
    say: str = ""
    """What a voice says; "" for nothing but the sound."""
