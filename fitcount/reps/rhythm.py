"""A second opinion: the rhythm of the whole body's motion, without joint angles, thresholds or phases."""

from __future__ import annotations

import numpy as np

from fitcount.types import LANDMARK, Float64Array

JOINTS = [
    LANDMARK[f"{side}_{part}"]
    for side in ("left", "right")
    for part in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
]
RATE_HZ = 15.0
"""The motion is resampled to this: counts of real sets do not change from 8 Hz up."""
SMOOTHING_S = 0.12
"""Standard deviation of the low pass; two repetitions a second still pass."""
PROMINENCE = 0.4
"""Of the motion's range: how far it must come back before it has turned."""
MIN_RANGE = 0.1
"""In sizes of the person: less than this, over all joints together, is no motion but noise."""


def peaks_of_motion_s(t_s: Float64Array, image_px: Float64Array, scale_px: float) -> list[float]:
    """When the body was at one end of its motion, before it went back.

    `t_s` (T,), `image_px` (T, 33, 2) of the frames in which the person is seen; `scale_px` is their size. The motion
    is the first principal component of the joints' places in the picture.
    """
    return peaks_of_joints_s(t_s, image_px[:, JOINTS], scale_px)


def peaks_of_joints_s(t_s: Float64Array, joints_px: Float64Array, scale_px: float) -> list[float]:
    """The same of `joints_px` (T, 12, 2), the rows of `JOINTS`."""
    if len(t_s) < 2 or t_s[-1] - t_s[0] < 1.0 or not scale_px > 0.0:
        return []
    places = joints_px.reshape(len(t_s), -1) / scale_px
    # A model of the upper body knows no legs: their columns are NaN throughout.
    places = places[:, np.isfinite(places).all(axis=0)]
    if not places.size:
        return []
    times = np.arange(t_s[0], t_s[-1], 1.0 / RATE_HZ)
    even = np.stack([np.interp(times, t_s, place) for place in places.T], axis=1)
    smooth = low_pass(even, SMOOTHING_S * RATE_HZ)
    centred = smooth - smooth.mean(axis=0)
    # The last eigenvector of the covariance is the largest; of 24 columns it is found in no time, however long the run.
    motion = centred @ np.linalg.eigh(centred.T @ centred).eigenvectors[:, -1]
    low, high = np.percentile(motion, (5, 95))
    if high - low < MIN_RANGE:
        return []
    # A set begins at rest: the end of the motion that it starts from is not the peak.
    outward = motion if motion[0] < (low + high) / 2 else -motion
    return [float(times[row]) for row in turning_rows(outward, PROMINENCE * float(high - low))]


def low_pass(values: Float64Array, sigma_rows: float) -> Float64Array:
    """(T, n) values, each column smoothed by a Gaussian, mirrored at its ends; as scipy.ndimage.gaussian_filter1d.

    That takes a quarter of a second to import, more than all else here takes.
    """
    radius = int(4.0 * sigma_rows + 0.5)
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma_rows) ** 2)
    mirrored = np.pad(values, ((radius, radius), (0, 0)), "symmetric")
    return np.stack([np.convolve(column, kernel / kernel.sum(), "valid") for column in mirrored.T], axis=1)


def turning_rows(values: Float64Array, prominence: float) -> list[int]:
    """Rows of the highest values, each after a rise by `prominence` and before a fall by it."""
    turns: list[int] = []
    rising, top = False, 0
    low = float(values[0])
    for row, value in enumerate(values.tolist()):
        low = min(low, value)
        if value > values[top]:
            top = row
        if not rising and value - low >= prominence:
            rising, top = True, row
        elif rising and values[top] - value >= prominence:
            turns.append(top)
            rising, low = False, value
    return turns
