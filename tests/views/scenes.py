"""One made-up set of squats, seen at any moment of it: a fixed clock for everything that is drawn."""

import math
from dataclasses import replace

from rich.console import Console

from fitcount.types import (
    Break,
    CounterState,
    ExerciseSet,
    Fault,
    Gauge,
    Holding,
    Progress,
    Rejection,
    Rep,
    Result,
    SourceInfo,
    Timing,
    View,
)
from fitcount.views.absence import Absence
from fitcount.views.canvas import Canvas
from fitcount.views.dashboard.history import History
from fitcount.views.dashboard.moment import Moment
from fitcount.views.glyphs import UNICODE, Glyphs

FILE = SourceInfo("squat_side.mp4", 640, 480, 30.0, 900, 30.0)
CAMERA = SourceInfo("Front camera", 1280, 720, 30.0, None, None, live=True)
GAUGE = Gauge("knee_deg", low=80, high=175, start_limit=160, peak_limit=100)
TOO_HIGH = "no rep: knee 118°, needs 100° or less"

_FPS = 30
_REP_S = 2.5
_SHALLOW = 2
_AWAY_S = (17.0, 20.0)


def rep(number: int, end_s: float, low: float = 78.0, faults: tuple[str, ...] = (), side: str = "both") -> Rep:
    found = tuple(Fault(code, 14.0, 10.0, 2.0, end_s - 1.2) for code in faults)
    return Rep(number, side, end_s - 2.2, end_s - 1.0, end_s, "knee_deg", low, 172.0, 1.2, 1.0, found)


def rejection(
    end_s: float, movement: bool = True, text: str = TOO_HIGH, reason: str = "bottom_not_reached"
) -> Rejection:
    return Rejection(movement, "both", end_s - 2.2, end_s - 1.0, end_s, reason, "knee_deg", 118.0, 100.0, text)


def state(t_s: float) -> CounterState:
    """What the counter knows: the third squat is shallow, the fifth has a fault, then nobody is there."""
    ended = int(t_s / _REP_S)
    person = not _AWAY_S[0] <= t_s < _AWAY_S[1]
    squats = [index for index in range(ended) if index != _SHALLOW]
    reps = tuple(
        rep(number, (index + 1) * _REP_S - 0.1, 78.0 + index, ("knee_valgus",) if index == 4 else ())
        for number, index in enumerate(squats, start=1)
    )
    rejected = (rejection(3 * _REP_S - 0.1),) if ended > _SHALLOW else ()
    notes = ("knees fall inward: push them out over your toes",) if ended == 5 else ()
    phase = ("descending" if t_s % _REP_S < _REP_S / 2 else "ascending") if person else ""
    value = _knee_deg(t_s) if person else math.nan
    return CounterState(t_s, phase, value, GAUGE, reps, rejected, person, notes, "squat")


def _knee_deg(t_s: float) -> float:
    low = 118 if int(t_s / _REP_S) == _SHALLOW else 78
    return 172 - (172 - low) * (1 - math.cos(2 * math.pi * t_s / _REP_S)) / 2


def progress(t_s: float, source: SourceInfo = FILE) -> Progress:
    return Progress(int(t_s * _FPS) + 1, t_s, source.duration_s, 31.4, 21.3, 3 if source.live else 0)


def moment(t_s: float, source: SourceInfo = FILE, glyphs: Glyphs = UNICODE) -> Moment:
    """What the dashboard knows after all the frames up to t_s."""
    history, absence = History(), Absence()
    for now in (state(index / _FPS) for index in range(int(t_s * _FPS) + 1)):
        history.add(now.t_s, now.value)
        absent_s = absence.update(now)
    return Moment(source, "parallel", "full", now, progress(t_s, source), history.values(), absent_s, glyphs)


def text(canvas: Canvas) -> str:
    """What is drawn, without styles; a bar at the end of each row shows its width."""
    rows = ("".join(segment.text for segment in canvas.row(y)) for y in range(canvas.height))
    return "\n" + "\n".join(f"{row}|" for row in rows)


def printed(renderable: object, console: Console) -> str:
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()


def result() -> Result:
    last = state(16.0)
    reps = tuple(replace(each, max=172.0 - each.number) for each in last.reps)
    lost = (rejection(17.0, False, "no rep: lost sight of you", "person_lost"),) * 2
    doubts = ("the feet were out of the picture for 3.1 s",)
    return Result(
        FILE, "squat", "parallel", "full", len(reps), len(reps) + 1, 0.0, reps, last.rejected + lost, (),
        0.72, doubts, View(88.0, "side"), 90, Timing(2.1, math.nan, 21.3, 25.4, 31.0),
    )  # fmt: skip


WALL = Break(20.0, 22.1, "off_the_wall", "trunk_lean_deg", 24.0, 23.0, "the back is off the wall (trunk lean 24°)")
HOLDS = (
    ExerciseSet("wall_sit", 3.0, 34.6, 0, 0, 29.5, (WALL,)),
    ExerciseSet("wall_sit", 60.0, 72.4, 0, 0, 12.4),
)
TOO_SHORT = Rejection(
    False, "both", 44.0, None, 46.1, "too_short", "held_s", 2.1, 5.0, "no hold: held 2.1 s, it counts from 5 s"
)


def holding(t_s: float) -> CounterState:
    """A wall sit from the third second on: leaves the wall once, and sits again."""
    away = WALL.start_s <= t_s < WALL.end_s
    running_s = max(min(t_s, 34.6) - 3.0, 0.0) - max(min(t_s, WALL.end_s) - WALL.start_s, 0.0)
    over = t_s >= HOLDS[0].end_s
    breaks = (WALL,) if WALL.end_s <= t_s and not over else ()
    holds = HOLDS[:1] if over else ()
    phase = "not in position" if t_s < 3.0 or over else "break" if away else "holding"
    gauge = Gauge("held_s", low=30.0, high=0.0, start_limit=0.0, peak_limit=5.0)
    notes = (WALL.text,) if away else ()
    hold = Holding(running_s, running_s if running_s >= 5.0 else 0.0, holds, breaks)
    return CounterState(t_s, phase, running_s, gauge, (), (), True, notes, "Wall sit", holding=hold)


def held_moment(t_s: float) -> Moment:
    """What the dashboard knows of the wall sit after all the frames up to t_s."""
    history = History()
    for now in (holding(index / _FPS) for index in range(int(t_s * _FPS) + 1)):
        history.add(now.t_s, now.value)
    return Moment(FILE, "", "full", now, progress(t_s), history.values(), 0.0, UNICODE)


def held_result() -> Result:
    return replace(
        result(), exercise="wall_sit", standard="", count=0, movements=0, held_s=41.9, reps=(), rejected=(TOO_SHORT,),
        sets=HOLDS, confidence=0.9, doubts=(),
    )  # fmt: skip
