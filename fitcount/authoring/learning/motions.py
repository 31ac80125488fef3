"""How each driver moves in a clip: its turns, where it rests, and how much of it may be believed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from fitcount.authoring.learning.body import Body, body_of
from fitcount.authoring.learning.drivers import DRIVERS, Driver
from fitcount.authoring.learning.recording import Recording
from fitcount.authoring.learning.turns import RATE_HZ, Signal, Turn, clearness, signal_of, turns_of
from fitcount.types import Float64Array

MIN_STRENGTH = 2.5
"""A driver that goes less far, in standard deviations of its noise, is not seen to move."""
HALF_STRENGTH = 4.0
"""Strength of which half is believed."""
SAME_TIME = 0.3
"""Turns of left and right nearer than this share of the usual interval are one movement of both."""
NEAR = 0.25
"""Within this share of the way from one end, a person is at it."""
EDGE_S = 0.5
"""A clip's beginning and end."""
BEGINS = 0.1
"""For an even motion, in which nobody rests: most exercises begin with straight joints and hanging arms."""
ALONE = 0.5
"""What a single turn lacks of being repeated: anything that is done once is one, clearly."""
HALF_STAY_S = 0.2
"""A motion of which each repetition stays so long at the peak is half believed: a wrong pose stays no longer."""
MOST_REST = 0.7
"""More says no more: whatever is done once, in a moment, rests for the whole clip."""
APART = 0.7
"""Worth of following legs apart that move together: one of them is often hidden."""
MIN_CLEAR = 0.25
"""Less clearly there are not so many turns."""


@dataclass(frozen=True, slots=True)
class Motion:
    """One driver, taken to move towards its peak one way."""

    driver: Driver
    toward_peak: float
    """1 if the metric grows towards the peak, -1 if it falls."""
    signals: tuple[Signal, ...]
    """Of each side that is followed."""
    turns: tuple[Turn, ...]
    """At the peak; the most persistent first."""
    measured: float
    """Share of the frames in which it is known."""
    explained: float
    """0..1: the share of the whole body's motion that goes along with it."""

    def clearness(self, number: int) -> float:
        """How clearly it is repeated so often; turns at the clip's edge count or not."""
        inside = [turn for turn in self.turns if not turn.cut]
        return max(clearness(self.turns, number), clearness(inside, number))

    def merit(self, number: int) -> float:
        """How good a count it would give, if there are so many repetitions; 0 if it does not show them."""
        clear = self.clearness(number)
        if clear < MIN_CLEAR or (strength := self._strength(number)) < MIN_STRENGTH:
            return 0.0
        believed = strength / (strength + HALF_STRENGTH)
        repeated = 1.0 - ALONE / number
        fits = self.driver.generality * self._fits_sides(number) * self.explained
        stays_s = self._stays_s(number)
        lasting = stays_s / (stays_s + HALF_STAY_S)
        return clear * repeated * believed * lasting * fits * math.exp(min(self.rest(number), MOST_REST))

    def fitness(self, number: int) -> float:
        """How well it would drive the count: as `merit`, but reps of which some are smaller are no worse."""
        clear = self.clearness(number)
        return self.merit(number) / math.sqrt(clear) if clear > 0.0 else 0.0

    def _fits_sides(self, number: int) -> float:
        """Less than 1 for legs that are followed apart though they move together."""
        if self.driver.sides == "together" or self.driver.on_arms:
            return 1.0
        both = np.mean([turn.both for turn in self.peaks(number)])
        return 1.0 - (1.0 - APART) * float(both)

    def _strength(self, number: int) -> float:
        """How far it goes, in standard deviations of its noise."""
        start, peak = self.ends(number)
        return (peak - start) * self.toward_peak / self.driver.noise * self.measured

    def _stays_s(self, number: int) -> float:
        """How long a repetition lies nearer to the peak than to the start."""
        start, peak = self.ends(number)
        beyond = [((signal.values - start) / (peak - start) > 0.5).sum() / RATE_HZ for signal in self.signals]
        return float(sum(beyond)) / number

    def likely_number(self) -> int:
        """The number of repetitions that it shows most clearly."""
        return max(range(1, len(self.turns) + 1), key=self.clearness, default=0)

    def peaks(self, number: int) -> list[Turn]:
        """So many turns at the peak, in order of time; those inside the clip first if they are as clear."""
        inside = [turn for turn in self.turns if not turn.cut]
        chosen = inside if clearness(inside, number) >= clearness(self.turns, number) else list(self.turns)
        return sorted(chosen[:number], key=lambda turn: turn.t_s)

    def half_seen(self, number: int) -> int:
        """How many of so many repetitions the clip cuts: the start is not seen before the first, or after the last."""
        start, peak = self.ends(number)
        peaks = self.peaks(number)
        cut = 0
        for from_s, at_s, to_s in ((-math.inf, peaks[0].t_s, peaks[0].t_s), (peaks[-1].t_s, peaks[-1].t_s, math.inf)):
            # Of two sides, the one that is at its peak.
            signal = max(self.signals, key=lambda signal: signal.at(at_s) * self.toward_peak)
            beside = signal.values[(signal.t_s >= from_s) & (signal.t_s <= to_s)]
            cut += bool((((beside - start) / (peak - start)) > NEAR).all())
        return min(cut, number)

    def ends(self, number: int) -> tuple[float, float]:
        """Where the driver is in the start position and at the peak, if there are so many repetitions."""
        peaks = self.peaks(number)
        peak = float(np.median([turn.value for turn in peaks]))
        starts = [
            value
            for signal in self.signals
            for value in _between(signal, [turn.t_s for turn in peaks], self.toward_peak)
        ]
        return float(np.median(starts)), peak

    def rest(self, number: int) -> float:
        """Whether the person stays at the start and not at the peak: -1 (the other way round) to 1."""
        start, peak = self.ends(number)
        shares = [(signal.values - start) / (peak - start) for signal in self.signals]
        stays = [_at_start(share) for share in shares]
        rows = round(EDGE_S / float(np.diff(self.signals[0].t_s[:2])[0]))
        edges = [_at_start(share[:rows]) for share in shares] + [_at_start(share[-rows:]) for share in shares]
        begins = BEGINS if self.driver.toward_peak == self.toward_peak else 0.0
        return float((np.mean(stays) + np.mean(edges)) / 2) + begins


def motions_of(recording: Recording) -> list[Motion]:
    """How every driver moves that does."""
    body = body_of(recording)
    return [motion for driver in DRIVERS for motion in _motions(recording, driver, body)]


def _motions(recording: Recording, driver: Driver, body: Body) -> Iterator[Motion]:
    columns = [recording.values(metric) for _, metric in driver.followed]
    signals = [signal for column in columns if (signal := signal_of(recording.t_s, column)) is not None]
    if len(signals) < len(columns):
        return
    known = float(np.mean([np.isfinite(column).mean() for column in columns]))
    explained = body.explained_by(signals)
    for toward_peak in (1.0, -1.0):
        turns = _merged([turns_of(signal, toward_peak) for signal in signals])
        yield Motion(driver, toward_peak, tuple(signals), tuple(turns), known, explained)


def _merged(sides: Sequence[Sequence[Turn]]) -> list[Turn]:
    """The turns of all sides; those of two sides at one time are one."""
    if len(sides) == 1:
        return list(sides[0])
    every = sorted((turn for turns in sides for turn in turns), key=lambda turn: -turn.persistence)
    usual_s = _usual_interval_s(max(sides, key=lambda turns: turns[0].persistence))
    kept: list[Turn] = []
    for turn in every:
        near = [row for row, other in enumerate(kept) if abs(turn.t_s - other.t_s) <= SAME_TIME * usual_s]
        if not near:
            kept.append(turn)
        elif turn.persistence > kept[near[0]].persistence / 2:
            kept[near[0]] = replace(kept[near[0]], both=True)
    return kept


def _usual_interval_s(turns: Sequence[Turn]) -> float:
    """Between the large ones of them."""
    large = sorted(turn.t_s for turn in turns if turn.persistence >= turns[0].persistence / 2)
    return float(np.median(np.diff(large))) if len(large) > 1 else 1.0


def _between(signal: Signal, peaks_s: Sequence[float], toward_peak: float) -> Iterator[float]:
    """The value farthest from the peak between each two peaks, before the first and after the last."""
    edges = [signal.t_s[0], *peaks_s, signal.t_s[-1]]
    for from_s, to_s in pairwise(edges):
        values = signal.values[(signal.t_s >= from_s) & (signal.t_s <= to_s)]
        if len(values) > 2:
            yield float(min(values * toward_peak) * toward_peak)


def _at_start(shares: Float64Array) -> float:
    return float((shares < NEAR).mean() - (shares > 1.0 - NEAR).mean())
