"""Made clips of a position that is held, each with how many seconds a coach would count in it, and why.

The position and the way out of it come from a trace and from when it was held there: what an exercise file asks for is
not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from fitcount.authoring.trial.landmark_rows import Recorded, shape
from fitcount.authoring.trial.movement_model import BACK, OUT, STEPS, MovementModel, Stroke
from fitcount.authoring.trial.timeline import Camera, Span, Stretch, Timeline, still
from fitcount.types import Float64Array

LEAVE_S = 0.8
"""Time from the position to out of it."""
LONG_S, BREAK_S, TRY_S = 8.0, 2.0, 1.5
"""Nobody calls a second and a half a hold."""
NOISY = 2.0
SWAY, FIDGET = 0.005, 0.03
"""Of the person's size, and of the way out of the position: who holds still is never quite still."""
BLINK_S, GONE_S = 0.25, 4.0
COARSE_FPS = 10.0
NEAR_S = 0.8
"""Between the position and out of it, what still counts is a matter of taste: for each time of leaving and coming."""


@dataclass(frozen=True, slots=True)
class HeldWaveform:
    """One made clip and what must be counted in it."""

    name: str
    why: str
    timeline: Timeline
    held_s: float
    near_s: float
    """How far from that it may be."""
    camera: Camera = field(default_factory=Camera)
    away_s: tuple[Span, ...] = ()

    @property
    def expected(self) -> str:
        """The seconds that can be defended."""
        return f"{self.held_s:.1f} ± {self.near_s:.1f} s" if self.held_s else "0 s"


def learn_position(seen: Recorded, holds_s: Sequence[Span]) -> MovementModel | None:
    """A model whose start position is the one that is held, and whose peak is out of it; None if nothing was held.

    Without anything but the position in the trace its peak is the position as well.
    """
    held = np.zeros(len(seen.t_s), bool)
    for since_s, to_s in holds_s:
        held |= (seen.t_s >= since_s) & (seen.t_s <= to_s)
    if not held.any():
        return None
    position: Float64Array = np.median(seen.rows[held], axis=0)
    others = seen.rows[~held]
    away = np.linalg.norm(shape(np.vstack([position, others]))[1:] - shape(position[None]), axis=1)
    # The farthest tenth of what else was done: out of the position beyond doubt.
    out = np.median(others[away >= np.quantile(away, 0.9)], axis=0) if len(others) else position
    share = np.linspace(0.0, 1.0, STEPS)[:, None]
    path = (1.0 - share) * position + share * out
    return MovementModel(
        (Stroke("both", np.stack([path, path]), np.stack([share[:, 0]] * 2), LEAVE_S, LEAVE_S, 0.0, 1),), seen.noise
    )


def held_waveforms() -> list[HeldWaveform]:
    """All made clips of a position."""
    return list(_MADE)


_HELD, _LEAVE, _COME = still(LONG_S), Stretch(LEAVE_S, 0, OUT, 0.0, 1.0), Stretch(LEAVE_S, 0, BACK, 1.0, 0.0)
_OUT = still(BREAK_S, 1.0)
_TRY = (_COME, still(TRY_S), _LEAVE, _OUT)
_FIDGET = (Stretch(1.0, 0, OUT, 0.0, FIDGET), Stretch(1.0, 0, OUT, FIDGET, 0.0))
_BLINKS = tuple((LONG_S * share, LONG_S * share + BLINK_S) for share in (0.4, 0.8))

_MADE = (
    HeldWaveform("hold", "all of it in the position", (_HELD,), LONG_S, NEAR_S),
    HeldWaveform(
        "jitter",
        f"landmarks tremble {NOISY:g} times as much as in the trace: the person does not",
        (_HELD,),
        LONG_S,
        NEAR_S,
        Camera(noise=NOISY, seed=1),
    ),
    HeldWaveform("sway", "nobody is quite still", 4 * _FIDGET, 8.0, NEAR_S, Camera(sway=SWAY)),
    HeldWaveform(
        "come and go", "only the time between is held", (_OUT, _COME, _HELD, _LEAVE, _OUT), LONG_S, 2 * NEAR_S
    ),
    HeldWaveform(
        "break",
        f"{BREAK_S:g} s out of the position are not held, the time before and after is",
        (_HELD, _LEAVE, _OUT, _COME, _HELD),
        2 * LONG_S,
        2 * NEAR_S,
    ),
    HeldWaveform("tries", f"three times {TRY_S:g} s: tried, not held", (_OUT, *_TRY, *_TRY, *_TRY), 0.0, 0.0),
    HeldWaveform("elsewhere", "never in the position", (still(LONG_S, 1.0),), 0.0, 0.0),
    HeldWaveform(
        "short drop-out", f"unseen for {BLINK_S:g} s: held before and after", (_HELD,), LONG_S, NEAR_S, away_s=_BLINKS
    ),
    HeldWaveform(
        "long drop-out",
        f"out of the picture for {GONE_S:g} s: what nobody saw is not counted",
        (_HELD, still(GONE_S), _HELD),
        2 * LONG_S,
        NEAR_S,
        away_s=((LONG_S, LONG_S + GONE_S),),
    ),
    HeldWaveform("few frames", f"{COARSE_FPS:g} frames a second", (_HELD,), LONG_S, NEAR_S, Camera(COARSE_FPS)),
)
HELD_WAVEFORMS = tuple(waveform.name for waveform in _MADE)
"""Their names."""
