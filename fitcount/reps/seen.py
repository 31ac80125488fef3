"""What was seen in a run, as far as judging the whole of it needs it; in little memory, however long it is."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from fitcount.reps.metrics import METRICS
from fitcount.reps.rhythm import JOINTS
from fitcount.reps.view import view_at
from fitcount.spool import BLOCK_ROWS, Rows, Spool
from fitcount.types import Float32Array, Float64Array, Metrics, Pose, View

GAP_S = 1.0
"""Longer out of sight, and what comes next is another motion."""
LONGEST_S = 300.0
"""Of one motion: what goes on for longer is heard in pieces."""

_NOISE = {name: metric.noise for name, metric in METRICS.items() if metric.sigma is not None}
"""Of the metrics whose uncertainty is known in each frame."""
_COLUMN = {name: column for column, name in enumerate(_NOISE)}
_KIND = np.dtype(
    [
        ("t_s", np.float64),
        ("person", np.bool_),
        ("track", np.int32),
        ("scale_px", np.float64),
        ("joints_px", np.float32, (len(JOINTS), 2)),
        ("sigma", np.float64, (len(_NOISE),)),
    ]
)
_NO_JOINTS = np.full((len(JOINTS), 2), np.nan, np.float32)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One person's frames without a break."""

    t_s: Float64Array
    """(n,)"""
    joints_px: Float32Array
    """(n, 12, 2): the rows of `JOINTS`."""
    scale_px: Float64Array
    """(n,): size of the person."""


class Seen:
    """The smoothed pose of each frame, and how sure its metrics are."""

    def __init__(self) -> None:
        self.frames = 0
        self.without_person = 0
        self._yaws = 0
        self._sin = self._cos = 0.0
        self._spool = Spool(_KIND)
        self._begin_s: list[float] = []
        """Of each block of rows."""

    def add(self, metrics: Metrics, pose: Pose | None) -> None:
        """Take in the next frame."""
        if self.frames % BLOCK_ROWS == 0:
            self._begin_s.append(metrics.t_s)
        self.frames += 1
        self.without_person += metrics.track is None
        self._look(metrics.values["camera_yaw_deg"])
        sigma = [metrics.sigma.get(name, noise) for name, noise in _NOISE.items()]
        if pose is None:
            self._spool.append((metrics.t_s, False, 0, math.nan, _NO_JOINTS, sigma))
        else:
            self._spool.append((metrics.t_s, True, pose.track, pose.scale_px, pose.image_px[JOINTS, :2], sigma))

    def _look(self, yaw_deg: float) -> None:
        if not math.isnan(yaw_deg):
            self._yaws += 1
            self._sin += math.sin(math.radians(yaw_deg))
            self._cos += math.cos(math.radians(yaw_deg))

    @property
    def anybody(self) -> bool:
        """Whether somebody was seen in any frame."""
        return self.frames > self.without_person

    @property
    def unseen(self) -> float:
        """Share of the frames in which nobody was seen; all where there was no frame."""
        return self.without_person / self.frames if self.frames else 1.0

    @property
    def view(self) -> View:
        """Where the camera stood, over all frames; NaN and front where nobody was seen."""
        if not self._yaws:
            return View(math.nan, "front")
        return view_at(math.degrees(math.atan2(self._sin / self._yaws, self._cos / self._yaws)))

    def unsure(self, metric: str, from_s: float, to_s: float) -> Float64Array:
        """(n,): how many times as uncertain as usual a metric was, from a time to the first frame at or after another.

        NaN where it was not measured.
        """
        column = _COLUMN.get(metric)
        rows = self._spool.rows(self._row(from_s), self._row(to_s) + 1)
        if column is None:
            return np.ones(len(rows))
        ratios: Float64Array = rows["sigma"][:, column] / METRICS[metric].noise
        return ratios

    def stretches(self, from_s: float = -math.inf, to_s: float = math.inf) -> Iterator[Stretch]:
        """What a person did between two times without a break: a stretch for each person, and after each break."""
        pieces: list[Rows] = []
        for piece in self._pieces(from_s, to_s):
            if pieces and not _goes_on(pieces[0][0], pieces[-1][-1], piece[0]):
                yield _stretch(pieces)
                pieces = []
            pieces.append(piece)
        if pieces:
            yield _stretch(pieces)

    def _pieces(self, from_s: float, to_s: float) -> Iterator[Rows]:
        """The rows in which there is a person, no piece over a break; none is empty."""
        for block in self._spool.blocks(self._row(from_s), self._row_after(to_s)):
            rows = block[block["person"]]
            breaks = (np.diff(rows["track"]) != 0) | (np.diff(rows["t_s"]) > GAP_S)
            yield from (piece for piece in np.split(rows, np.flatnonzero(breaks) + 1) if len(piece))

    def _row(self, t_s: float) -> int:
        """The first row that is not before a time."""
        block = max(bisect_left(self._begin_s, t_s) - 1, 0)
        start = block * BLOCK_ROWS
        return start + int(np.searchsorted(self._spool.rows(start, start + BLOCK_ROWS)["t_s"], t_s))

    def _row_after(self, t_s: float) -> int:
        """The first row that is after a time."""
        block = max(bisect_right(self._begin_s, t_s) - 1, 0)
        start = block * BLOCK_ROWS
        return start + int(np.searchsorted(self._spool.rows(start, start + BLOCK_ROWS)["t_s"], t_s, "right"))


def _goes_on(first: np.void, last: np.void, following: np.void) -> bool:
    """Whether a row continues the motion that goes from `first` to `last`."""
    near = following["t_s"] - last["t_s"] <= GAP_S
    return bool(following["track"] == last["track"] and near and following["t_s"] - first["t_s"] <= LONGEST_S)


def _stretch(pieces: Sequence[Rows]) -> Stretch:
    t_s, joints_px, scale_px = (
        np.concatenate([piece[name] for piece in pieces]) for name in ("t_s", "joints_px", "scale_px")
    )
    return Stretch(t_s, joints_px, scale_px)
