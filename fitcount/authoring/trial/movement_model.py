"""A model of how one person moves, cut out of a trace; it knows no exercise file.

Where the body is at its peak is labelled, or found from its main motion; where it starts from is where it is farthest
from the peaks before and after. The way between the two is a path of whole poses over a phase, 0 in the start position
and 1 at the peak, one path out and another one back. The phase is the share of the path, with all its turns: a dip
before a jump is part of it. How deep that is, a coach sees by the joints: the depth is the share of their bend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from fitcount.authoring.trial.landmark_rows import HIPS, IMAGE, MAX_GAP_S, RATE_HZ, SCALE, Recorded, bends_rad, shape
from fitcount.reps.rhythm import low_pass, peaks_of_motion_s
from fitcount.types import LANDMARK, Float64Array

STEPS = 33
"""Poses on a path."""
SMOOTHING = 0.02
"""Of a repetition's time: standard deviation of the low pass before the path is cut."""
NEAR_START = 0.97
"""A repetition begins, and is over, where the body is this share as far from its peak as it ever gets."""
WHOLE = 0.8
"""Repetitions that go less than this share of the usual way, half-hearted or cut by the clip's end, are no model."""
SAME = 0.8
"""Cosine from which two repetitions move the body in the same way; others are of another side."""
ONE_SIDED = 1.6
"""A side whose joints move this many times as much as those of the other is the one that moves."""
ALONE_S = 5.0
"""How far around a single peak its repetition is looked for."""
MIN_BEND_RAD = 0.25
"""Of all joints together: a movement that bends them less is measured by where the joints are."""

HALF = 0.5

OUT, BACK = 0, 1


@dataclass(frozen=True, slots=True)
class Stroke:
    """One way to move: of the left side, the right side, or both."""

    side: str
    paths: Float64Array
    """(2, STEPS, WIDTH): out and back, each from the start position to the peak."""
    depths: Float64Array
    """(2, STEPS): how far the joints have bent on the way to the peak, 0 to 1; a dip on the way is seen in it."""
    out_s: float
    """Median time from the start position to the peak."""
    back_s: float
    rest_s: float
    """Median time in the start position before the next."""
    reps: int
    """Repetitions that it is the mean of."""

    def row(self, half: int, phase: float) -> Float64Array:
        """(WIDTH,): the body at a phase on the way out or back; raw landmarks without noise."""
        place = min(max(phase, 0.0), 1.0) * (STEPS - 1)
        below = min(int(place), STEPS - 2)
        share = place - below
        row: Float64Array = (1.0 - share) * self.paths[half, below] + share * self.paths[half, below + 1]
        return row

    def phase(self, half: int, depth: float) -> float:
        """Where the body is that deep: less than half of it at the beginning of the way, more at the end of it.

        What goes there lacks only the end, dips included.
        """
        depths = self.depths[half]
        rising = np.maximum.accumulate(depths) if depth < HALF else np.minimum.accumulate(depths[::-1])[::-1]
        # A stay at one depth is a step: the ramp tells its beginning.
        ramp = np.linspace(0.0, 1e-6, STEPS)
        return float(np.interp(depth, rising + ramp, np.linspace(0.0, 1.0, STEPS)))


@dataclass(frozen=True, slots=True)
class MovementModel:
    """How one person moves in one exercise."""

    strokes: tuple[Stroke, ...]
    """In the order in which they take turns."""
    noise: Float64Array
    """(WIDTH,): standard deviation of the landmarks from frame to frame."""

    @property
    def reps(self) -> int:
        """Repetitions that it was made from."""
        return sum(stroke.reps for stroke in self.strokes)


@dataclass(frozen=True, slots=True)
class Cut:
    """Rows of one repetition: start position, peak, start position."""

    start: int
    peak: int
    end: int


@dataclass(slots=True)
class _Group:
    moved: Float64Array
    cuts: list[Cut] = field(default_factory=list)


def learn_movement(seen: Recorded, peaks_s: Sequence[float]) -> MovementModel | None:
    """The model of what is repeated in a trace; None if no whole repetition is in it.

    `peaks_s`: about when the body is at each peak.
    """
    cuts = cut_repetitions(seen, peaks_s)
    if not cuts:
        return None
    groups = _groups(seen, cuts)
    rests_s = _rests_s(cuts)
    strokes = [_stroke(seen, group, rests_s) for group in groups]
    return MovementModel(_closed(strokes), seen.noise)


def found_peaks_s(seen: Recorded) -> list[float]:
    """When the body is at one end of its main motion: the end that it does not begin at."""
    points = np.zeros((len(seen.t_s), len(LANDMARK), 2))
    image = seen.rows[:, IMAGE].reshape(len(seen.t_s), len(LANDMARK), 3)
    points[:] = image[:, :, :2] + seen.rows[:, None, HIPS]
    return peaks_of_motion_s(seen.t_s, points, float(np.median(seen.rows[:, SCALE])))


def cut_repetitions(seen: Recorded, peaks_s: Sequence[float]) -> list[Cut]:
    """The whole repetitions around these peaks, in their order."""
    if not peaks_s:
        return []
    points = low_pass(shape(seen.rows), 0.05 * RATE_HZ)
    peaks = sorted(int(np.clip(np.searchsorted(seen.t_s, peak_s), 0, len(points) - 1)) for peak_s in peaks_s)
    cuts = [_cut_around(points, peaks, index) for index in range(len(peaks))]
    # Labels are of a few tenths of a second: the peak is where the body is farthest from its start position.
    peaks = [_farthest(points, cut) for cut in cuts]
    cuts = [_cut_around(points, peaks, index) for index in range(len(peaks))]
    ways = [min(_apart(points, cut.start, cut.peak), _apart(points, cut.end, cut.peak)) for cut in cuts]
    usual = float(np.quantile(ways, 0.75))
    return [
        cut
        for cut, way in zip(cuts, ways, strict=True)
        if way >= WHOLE * usual > 0.0
        and cut.start < cut.peak < cut.end
        and seen.seen[cut.start : cut.end + 1].max() <= MAX_GAP_S
    ]


def _cut_around(points: Float64Array, peaks: Sequence[int], index: int) -> Cut:
    peak = peaks[index]
    reach = int(ALONE_S * RATE_HZ) if len(peaks) == 1 else int(1.2 * max(np.diff(peaks)))
    first = peaks[index - 1] if index else max(peak - reach, 0)
    last = peaks[index + 1] if index + 1 < len(peaks) else min(peak + reach, len(points) - 1)
    before = _distance(points, slice(first, peak + 1), [peak, *([first] if index else [])])
    after = _distance(points, slice(peak, last + 1), [peak, *([last] if index + 1 < len(peaks) else [])])
    start = first + int(np.flatnonzero(before >= NEAR_START * before.max())[-1])
    end = peak + int(np.flatnonzero(after >= NEAR_START * after.max())[0])
    return Cut(start, peak, end)


def _distance(points: Float64Array, rows: slice, peaks: Sequence[int]) -> Float64Array:
    """How far the body is from the nearest of these peaks."""
    nearest: Float64Array = np.min([np.linalg.norm(points[rows] - points[peak], axis=1) for peak in peaks], axis=0)
    return nearest


def _farthest(points: Float64Array, cut: Cut) -> int:
    rest = (points[cut.start] + points[cut.end]) / 2
    return cut.start + int(np.linalg.norm(points[cut.start : cut.end + 1] - rest, axis=1).argmax())


def _apart(points: Float64Array, one: int, other: int) -> float:
    return float(np.linalg.norm(points[one] - points[other]))


def _groups(seen: Recorded, cuts: Sequence[Cut]) -> list[_Group]:
    """Repetitions that move the body alike; of several kinds, those that come again."""
    points = shape(seen.rows)
    groups: list[_Group] = []
    for cut in cuts:
        moved = points[cut.peak] - (points[cut.start] + points[cut.end]) / 2
        group = next((group for group in groups if _cosine(group.moved, moved) >= SAME), None)
        if group is None:
            groups.append(group := _Group(moved))
        group.cuts.append(cut)
    again = [group for group in groups if len(group.cuts) > 1]
    return again or groups[:1]


def _cosine(one: Float64Array, other: Float64Array) -> float:
    return float(one @ other) / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-9)


def _rests_s(cuts: Sequence[Cut]) -> list[float]:
    return [max(after.start - before.end, 0) / RATE_HZ for before, after in pairwise(cuts)]


def _stroke(seen: Recorded, group: _Group, rests_s: Sequence[float]) -> Stroke:
    out = [_path(seen, cut.start, cut.peak) for cut in group.cuts]
    back = [_path(seen, cut.end, cut.peak) for cut in group.cuts]
    paths = np.stack([_middle(out), _middle(back)])
    return Stroke(
        side=_side(paths),
        paths=paths,
        depths=np.stack([depths_of(path) for path in paths]),
        out_s=float(np.median([cut.peak - cut.start for cut in group.cuts])) / RATE_HZ,
        back_s=float(np.median([cut.end - cut.peak for cut in group.cuts])) / RATE_HZ,
        rest_s=float(np.median(rests_s or [0.3])),
        reps=len(group.cuts),
    )


def _path(seen: Recorded, rest: int, peak: int) -> Float64Array:
    """(STEPS, WIDTH): the poses between the start position and the peak, whichever comes first."""
    step = 1 if rest < peak else -1
    rows = seen.rows[rest : peak + step : step] if peak + step >= 0 else seen.rows[rest::step]
    smooth = low_pass(rows, max(SMOOTHING * len(rows), 0.3))
    smooth[0], smooth[-1] = _around(seen.rows, rest), _around(seen.rows, peak)
    return along(smooth, phases(shape(smooth)))


def _around(rows: Float64Array, row: int) -> Float64Array:
    """Mean of a row and its neighbours: a turn is round."""
    mean: Float64Array = rows[max(row - 1, 0) : row + 2].mean(axis=0)
    return mean


def phases(points: Float64Array) -> Float64Array:
    """(T,): share of the way from the first row to the last, along all its turns."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    phase: Float64Array = way / max(float(way[-1]), 1e-9)
    return phase


def along(rows: Float64Array, phase: Float64Array) -> Float64Array:
    """(STEPS, WIDTH): the rows at even phases."""
    grid = np.linspace(0.0, 1.0, STEPS)
    return np.stack([np.interp(grid, phase, column) for column in rows.T], axis=1)


def depths_of(path: Float64Array) -> Float64Array:
    """(STEPS,): share of the bend at the peak that the joints have reached; nearly straight they hardly move the body.

    Of a movement that hardly bends them, the share of the way that they move.
    """
    bends = bends_rad(path)
    hardly = not bends.size or np.linalg.norm(bends[-1] - bends[0]) < MIN_BEND_RAD
    points = shape(path) if hardly else bends
    from_start = np.linalg.norm(points - points[0], axis=1)
    to_peak = np.linalg.norm(points - points[-1], axis=1)
    share: Float64Array = from_start / np.maximum(from_start + to_peak, 1e-9)
    return share


def _middle(paths: Sequence[Float64Array]) -> Float64Array:
    middle: Float64Array = np.median(paths, axis=0) if len(paths) > 2 else np.mean(paths, axis=0)
    return middle


def _side(paths: Float64Array) -> str:
    """Which side moves: whose elbow, wrist, knee and ankle go farther."""
    image = paths[OUT][:, IMAGE].reshape(STEPS, len(LANDMARK), 3)[:, :, :2]
    moved = {}
    for side in ("left", "right"):
        rows = [LANDMARK[f"{side}_{part}"] for part in ("elbow", "wrist", "knee", "ankle")]
        moved[side] = float(np.sqrt(np.nansum((image[-1, rows] - image[0, rows]) ** 2)))
    lesser, more = sorted(moved, key=lambda side: moved[side])
    return more if moved[more] >= ONE_SIDED * moved[lesser] else "both"


def _closed(strokes: Sequence[Stroke]) -> tuple[Stroke, ...]:
    """All from one start position, so that they follow one another without a leap."""
    rest = np.mean([stroke.paths[half, 0] for stroke in strokes for half in (OUT, BACK)], axis=0)
    left = np.linspace(1.0, 0.0, STEPS)[:, None]
    closed = []
    for stroke in strokes:
        peak = (stroke.paths[OUT, -1] + stroke.paths[BACK, -1]) / 2
        paths = np.stack([path + left * (rest - path[0]) + (1.0 - left) * (peak - path[-1]) for path in stroke.paths])
        closed.append(replace(stroke, paths=paths, depths=np.stack([depths_of(path) for path in paths])))
    return tuple(closed)
