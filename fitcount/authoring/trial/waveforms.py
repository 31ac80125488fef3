"""Made clips of a movement, each with how many repetitions a coach would count in it, and why.

They come from a model of the movement alone: what an exercise file asks for is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from fitcount.authoring.trial.movement_model import BACK, OUT, MovementModel
from fitcount.authoring.trial.timeline import Camera, Span, Stretch, Tempo, Timeline, length_s, peaks_s, still

REPS = 3
"""In most of them; of a movement whose sides take turns, the next larger number that treats them alike."""
SLOW, FAST = 2.0, 0.7
"""Of the person's own time. Half of the pace is a set for control, a third more is hurried; faster than that hardly
anybody moves as far."""
NOISY = 2.0
"""Noise of a worse camera, in that of the trace."""
PAUSE_S, LONG_PAUSE_S, STOP_S = 1.5, 4.0, 0.8
"""At the peak, at the start, half-way."""
DEPTHS = (0.2, 0.5, 0.75)
"""Of the joints' bend at the peak. A fifth is a twitch for every coach; how much it takes is for the file to say."""
UNEVEN = (1.0, 0.75, 0.85, 1.0)
"""Depths of a set as people do it: each is a repetition, though a standard may ask for more."""
PULSE, NO_LOCKOUT = 0.3, 0.85
"""Of the way back. A coach counts a pulse at the peak as part of the rep, and a return that is not quite straight as
the next one. Half-way back coaches do not agree, so that is not asked."""
GONE_S, AWAY = 1.6, 0.45
"""Away over a peak, long enough to have done anything; and in parts of each half of the repetition."""
MOVING = 0.86
"""Of the time of a repetition, from rest to rest, the share in which it is more than a twentieth on its way."""
BLINK_S = 0.2
"""Somebody walks past, or the model loses the person for a few frames."""
LEAD_S, TAIL_S = 1.0, 0.8
"""Standing in the start position before the first and after the last repetition."""
FIDGET, FIDGET_S = 0.12, 2.0
"""Of the joints' bend, and how long it takes: what somebody who waits moves now and then."""
SWAY = 0.01
"""Of the person's size, to each side: about 2 cm."""
COARSE_FPS, FINE_FPS = 10.0, 30.0
MIN_FRAMES = 8
"""So many frames show a repetition; a quick one takes a better camera."""


USUAL = Camera()


@dataclass(frozen=True, slots=True)
class Waveform:
    """One made clip and what must be counted in it."""

    name: str
    why: str
    """Why a person would count that many."""
    timeline: Timeline
    least: int
    most: int
    """Repetitions that can be defended."""
    movements: int | None = None
    """Of those and the half-hearted ones together; None where that is for the file to say."""
    took_s: float | None = None
    """How long each takes; None where they differ."""
    camera: Camera = USUAL
    away_s: tuple[Span, ...] = ()
    depth: float | None = None
    """Of its partial repetitions, if it is one of a series in which the count must not fall as they deepen."""

    @property
    def expected(self) -> str:
        """The number, or the range of what can be defended."""
        number = str(self.least) if self.least == self.most else f"{self.least} to {self.most}"
        if self.movements is not None and self.movements != self.least:
            number = f"{number}, movements {self.movements}"
        return number if self.took_s is None else f"{number} of {self.took_s:.1f} s"

    @property
    def must_s(self) -> list[float]:
        """When the repetitions are at their peak that must be counted."""
        return [at_s for at_s in peaks_s(self.timeline) if not any(since <= at_s < to for since, to in self.away_s)]


def waveforms(model: MovementModel) -> list[Waveform]:
    """All made clips of a movement."""
    return [make(name, _Set(model)) for name, make in _MADE.items()]


@dataclass(frozen=True, slots=True)
class _Set:
    """Repetitions of a model, its strokes in turn."""

    model: MovementModel

    @property
    def order(self) -> list[int]:
        strokes = len(self.model.strokes)
        return [number % strokes for number in range(-(-REPS // strokes) * strokes)]

    def of(self, rep: Callable[[Tempo, int], Sequence[Stretch]], slower: float = 1.0) -> list[Stretch]:
        """One stretch after the other for each repetition, with the start position before and after."""
        tempo = Tempo(self.model, slower)
        return framed([stretch for stroke in self.order for stretch in rep(tempo, stroke)])

    def even(self, slower: float = 1.0) -> list[Stretch]:
        return self.of(lambda tempo, stroke: tempo.rep(stroke), slower)

    @property
    def took_s(self) -> float:
        """How long the body is on its way in a repetition, in the mean."""
        tempo, strokes = Tempo(self.model), range(len(self.model.strokes))
        whole_s = sum(tempo.half_s(stroke, OUT) + tempo.half_s(stroke, BACK) for stroke in strokes) / len(strokes)
        return MOVING * whole_s

    @property
    def rep_s(self) -> float:
        tempo = Tempo(self.model)
        return min(tempo.half_s(stroke, OUT) + tempo.half_s(stroke, BACK) for stroke in range(len(self.model.strokes)))


def framed(timeline: Sequence[Stretch]) -> list[Stretch]:
    """Between standing still in the start position."""
    return [still(LEAD_S), *timeline, still(TAIL_S)]


def _exactly(
    name: str,
    why: str,
    timeline: Timeline,
    count: int,
    *,
    movements: int | None = None,
    took_s: float | None = None,
    camera: Camera = USUAL,
    away_s: tuple[Span, ...] = (),
) -> Waveform:
    return Waveform(name, why, timeline, count, count, movements, took_s, camera, away_s)


def _even(name: str, reps: _Set) -> Waveform:
    why = "each goes out to the peak and back"
    return _exactly(name, why, reps.even(), len(reps.order), took_s=reps.took_s)


def _uneven(name: str, reps: _Set) -> Waveform:
    tempo, strokes = Tempo(reps.model), len(reps.model.strokes)
    timeline = []
    for number, depth in enumerate(UNEVEN):
        stroke = number % strokes
        timeline += tempo.rep(stroke) if depth >= 1.0 else tempo.partial(stroke, depth, peak=True)
    why = f"some go only {min(UNEVEN):.0%} of the way, as in every set: movements all the same"
    return Waveform(name, why, framed(timeline), UNEVEN.count(1.0), len(UNEVEN), len(UNEVEN))


def _slow(name: str, reps: _Set) -> Waveform:
    why = f"{SLOW:g} times as slow: still the same movement"
    return _exactly(name, why, reps.even(SLOW), len(reps.order), camera=Camera(COARSE_FPS))


def _fast(name: str, reps: _Set) -> Waveform:
    why = "a third quicker: still the same movement"
    return _exactly(name, why, reps.even(FAST), len(reps.order), camera=Camera(FINE_FPS))


def _jitter(name: str, reps: _Set) -> Waveform:
    why = f"landmarks tremble {NOISY:g} times as much as in the trace: the person does not"
    return _exactly(name, why, reps.even(), len(reps.order), camera=Camera(noise=NOISY, seed=1))


def _pause_at_start(name: str, reps: _Set) -> Waveform:
    timeline = reps.of(lambda tempo, stroke: [*tempo.rep(stroke), still(LONG_PAUSE_S)])
    return _exactly(name, "a breath between two is no repetition", timeline, len(reps.order), camera=Camera(COARSE_FPS))


def _pause_at_peak(name: str, reps: _Set) -> Waveform:
    timeline = reps.of(
        lambda tempo, stroke: tempo.rep(stroke, at_peak=[tempo.stay(PAUSE_S, stroke, BACK, 1.0, peak=True)])
    )
    return _exactly(name, "held at the peak it is still one", timeline, len(reps.order))


def _pause_half_way(name: str, reps: _Set) -> Waveform:
    def rep(tempo: Tempo, stroke: int) -> list[Stretch]:
        halves = [
            (
                tempo.go(stroke, half, a, 0.5),
                tempo.stay(STOP_S, stroke, half, 0.5),
                tempo.go(stroke, half, 0.5, b, peak=b > a),
            )
            for half, a, b in ((OUT, 0.0, 1.0), (BACK, 1.0, 0.0))
        ]
        return [*halves[0], *halves[1], *tempo.rest(stroke)]

    why = "who stops half-way and goes on has done one"
    return _exactly(name, why, reps.of(rep), len(reps.order))


def _pulse(name: str, reps: _Set) -> Waveform:
    def rep(tempo: Tempo, stroke: int) -> list[Stretch]:
        dip = [tempo.go(stroke, BACK, 1.0, 1.0 - PULSE), tempo.go(stroke, BACK, 1.0 - PULSE, 1.0)]
        return tempo.rep(stroke, at_peak=[dip[0], tempo.stay(0.1, stroke, BACK, 1.0 - PULSE, peak=True), dip[1]])

    why = f"{PULSE:.0%} back and to the peak again is a pulse: it was not finished in between"
    return _exactly(name, why, reps.of(rep), len(reps.order))


def _no_lockout(name: str, reps: _Set) -> Waveform:
    order, tempo = reps.order, Tempo(reps.model)
    timeline: list[Stretch] = [tempo.go(order[0], OUT, 0.0, 1.0, peak=True)]
    for stroke, following in pairwise(order):
        # Another stroke has another way: it is changed in the start position.
        left = 1.0 - NO_LOCKOUT if stroke == following else 0.0
        timeline += [tempo.go(stroke, BACK, 1.0, left), tempo.go(following, BACK, left, 1.0, peak=True)]
    timeline.append(tempo.go(order[-1], BACK, 1.0, 0.0))
    why = f"each comes {NO_LOCKOUT:.0%} back before the next: one each, though not locked out"
    return _exactly(name, why, framed(timeline), len(order))


def _blinks(name: str, reps: _Set) -> Waveform:
    timeline = reps.even()
    away, now_s = [], 0.0
    for stretch in timeline:
        middle_s = now_s + stretch.seconds / 2
        if stretch.start < stretch.stop:
            away.append((middle_s - BLINK_S / 2, middle_s + BLINK_S / 2))
        now_s += stretch.seconds
    why = f"unseen for {BLINK_S:g} s on each way out: both ends of it are seen"
    return _exactly(name, why, timeline, len(reps.order), away_s=tuple(away))


def _gone(name: str, reps: _Set) -> Waveform:
    tempo, strokes = Tempo(reps.model), len(reps.model.strokes)
    before, unseen = tempo.rep(0), [*tempo.rep(1 % strokes), still(3.0)]
    after = [stretch for stroke in [0, *range(1, strokes)] for stretch in tempo.rep(stroke)]
    start_s = LEAD_S + length_s(before)
    why = "out of the picture for one whole repetition: what nobody saw is not counted"
    return _exactly(
        name,
        why,
        framed([*before, still(0.5), *unseen, still(0.5), *after]),
        1 + strokes,
        away_s=((start_s + 0.25, start_s + 0.5 + length_s(unseen)),),
    )


def _peak_unseen(name: str, reps: _Set) -> Waveform:
    tempo = Tempo(reps.model)
    done = [stretch for stroke in reps.order for stretch in tempo.rep(stroke)]
    # So slow that it is away for long enough, though what is seen of it is more than what is not.
    slow = Tempo(reps.model, max(GONE_S / (AWAY * reps.rep_s), 1.0))
    out, back = slow.go(0, OUT, 0.0, 1.0), slow.go(0, BACK, 1.0, 0.0)
    peak_s = LEAD_S + length_s(done) + out.seconds
    away_s = (peak_s - AWAY * out.seconds, peak_s + AWAY * back.seconds)
    why = f"leaves the picture on the way out, is back {away_s[1] - away_s[0]:.1f} s later: nobody saw the peak"
    return _exactly(
        name,
        why,
        framed([*done, out, back]),
        len(reps.order),
        away_s=(away_s,),
    )


def _stands(name: str, reps: _Set) -> Waveform:
    tempo = Tempo(reps.model, FIDGET_S / reps.rep_s * 2.0)
    fidgets = [*tempo.partial(0, FIDGET), still(0.5)] * 3
    why = "waiting in the start position, swaying and fidgeting, is no repetition"
    return _exactly(name, why, framed(fidgets), 0, movements=0, camera=Camera(sway=SWAY))


def _coarse(name: str, reps: _Set) -> Waveform:
    fps = max(COARSE_FPS, MIN_FRAMES / reps.rep_s)
    why = f"{fps:.0f} frames a second show the same movement"
    return _exactly(name, why, reps.even(), len(reps.order), camera=Camera(fps))


def _cut_half_way(name: str, reps: _Set) -> Waveform:
    tempo, last = Tempo(reps.model), reps.order[-1]
    middle = [stretch for stroke in reps.order[1:-1] for stretch in tempo.rep(stroke)]
    timeline = [
        tempo.go(0, OUT, 0.5, 1.0, peak=True),
        tempo.go(0, BACK, 1.0, 0.0),
        *tempo.rest(0),
        *middle,
        tempo.go(last, OUT, 0.0, 1.0, peak=True),
        tempo.go(last, BACK, 1.0, 0.4),
    ]
    why = "begins half-way out and ends half-way back: each peak and one half of each are in it"
    return _exactly(name, why, timeline, len(reps.order))


def _cut_before_peak(name: str, reps: _Set) -> Waveform:
    tempo, last = Tempo(reps.model), reps.order[-1]
    done = [stretch for stroke in reps.order[:-1] for stretch in tempo.rep(stroke)]
    why = "ends on the way out: the last has no peak"
    timeline = [still(LEAD_S), *done, tempo.go(last, OUT, 0.0, 0.6)]
    return _exactly(name, why, timeline, len(reps.order) - 1)


def _partial(depth: float, name: str, reps: _Set) -> Waveform:
    """Before each whole one another that goes only a part of the way."""
    tempo, order = Tempo(reps.model), range(max(len(reps.model.strokes), 2))
    strokes = [number % len(reps.model.strokes) for number in order]
    timeline = [stretch for stroke in strokes for stretch in (*tempo.partial(stroke, depth), *tempo.rep(stroke))]
    twitch = depth <= DEPTHS[0]
    before = f"before each whole one another goes {depth:.0%} of the way"
    why = f"{before}: a twitch, no repetition" if twitch else f"{before}: no fewer than with shallower ones"
    most = len(order) if twitch else 2 * len(order)
    movements = len(order) if twitch else None
    return Waveform(name, why, framed(timeline), len(order), most, movements, depth=depth)


_MADE: Mapping[str, Callable[[str, _Set], Waveform]] = {
    "even": _even,
    "uneven": _uneven,
    "slow": _slow,
    "fast": _fast,
    "jitter": _jitter,
    "pause at start": _pause_at_start,
    "pause at peak": _pause_at_peak,
    "pause half-way": _pause_half_way,
    "double dip": _pulse,
    "no lock-out": _no_lockout,
    "short drop-out": _blinks,
    "unseen repetition": _gone,
    "unseen peak": _peak_unseen,
    "waiting": _stands,
    "few frames": _coarse,
    "cut beside peaks": _cut_half_way,
    "cut before the peak": _cut_before_peak,
    **{f"partial {depth:.0%}": partial(_partial, depth) for depth in DEPTHS},
}
WAVEFORMS = tuple(_MADE)
"""Their names."""
