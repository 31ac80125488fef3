"""A second opinion: the peaks of the whole body's motion, without joint angles, thresholds or phases."""

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
LOW_PASS_HZ = 2.0
"""No exercise has more repetitions a second."""
PROMINENCE = 0.4
"""Of the motion's range: what a peak must stand out by."""


def peaks_of_motion(t_s: Float64Array, image_px: Float64Array, scale_px: float) -> int:
    """How often the body went to one end of its motion and back.

    `t_s` (T,), `image_px` (T, 33, 2) with NaN where nobody was seen; `scale_px` the person's size. The motion is the
    first principal component of the joints' places in the picture.
    """
    from scipy.signal import butter, find_peaks, sosfiltfilt  # noqa: PLC0415  (slow to import, needed once)

    seen = np.isfinite(image_px[:, JOINTS]).all(axis=(1, 2))
    if seen.sum() < 2 or t_s[seen][-1] - t_s[seen][0] < 1.0:
        return 0
    times = np.arange(t_s[seen][0], t_s[seen][-1], 1.0 / RATE_HZ)
    places = image_px[seen][:, JOINTS].reshape(seen.sum(), -1) / scale_px
    even = np.stack([np.interp(times, t_s[seen], column) for column in places.T], axis=1)
    smooth = sosfiltfilt(butter(2, LOW_PASS_HZ, fs=RATE_HZ, output="sos"), even, axis=0, padlen=min(9, len(even) - 1))
    centred = smooth - smooth.mean(axis=0)
    motion = centred @ np.linalg.svd(centred, full_matrices=False)[2][0]
    low, high = np.percentile(motion, (5, 95))
    # A set begins and ends at rest: the end of the motion that it starts from is not the peak.
    outward = motion if motion[0] < (low + high) / 2 else -motion
    return len(find_peaks(outward, prominence=PROMINENCE * (high - low))[0])
