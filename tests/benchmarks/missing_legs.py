"""Whether set-up help tells that legs are not in the picture, which the model invents inside it: `coaching.framing`.

    .venv/bin/python tests/benchmarks/missing_legs.py CLIP...

The first three seconds of each clip that shows whole legs are cut off below hips, thighs, knees and shins, in the
direction in which the legs lie. Printed: in how many frames the feet are said to be missing, cut and as they are.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from fitcount.coaching.framing import cut_off, needed_parts
from fitcount.pipeline import make_tracker
from fitcount.reps.library import find_exercise
from fitcount.types import LANDMARK, Float32Array, Frame, Pose, UInt8Array

from picture_limits import frames_of  # isort: skip

CUTS: Mapping[str, tuple[str, str, float]] = {
    "hips": ("hip", "knee", 0.15),
    "thighs": ("hip", "knee", 0.55),
    "knees": ("knee", "ankle", 0.0),
    "shins": ("knee", "ankle", 0.5),
    "ankles": ("knee", "ankle", 0.9),
}
"""From where to where in a leg, and the share of that way."""
LEGS = slice(LANDMARK["left_knee"], LANDMARK["right_ankle"] + 1)
LEAST_LEFT = 0.25
"""Of the picture, for there to be anything to see."""
OUTSIDE = 0.02
"""In sizes of the person."""

Cut = Callable[[UInt8Array], UInt8Array]


def middle(pose: Pose, part: str) -> Float32Array:
    """Between left and right, in pixels."""
    points: Float32Array = pose.image_px[[LANDMARK[f"{side}_{part}"] for side in ("left", "right")], :2].mean(axis=0)
    return points


def cut_at(line: int, axis: int, *, keep_before: bool) -> Cut:
    """Keeps what is before or after a row (axis 0) or column (axis 1)."""
    kept = slice(None, line) if keep_before else slice(line, None)

    def cut(image_rgb: UInt8Array) -> UInt8Array:
        return np.ascontiguousarray(image_rgb[kept] if axis == 0 else image_rgb[:, kept])

    return cut


def says_missing(pose: Pose, image_rgb: UInt8Array) -> bool:
    """Whether somebody who wants to squat would be told to move."""
    height, width = image_rgb.shape[:2]
    return bool(cut_off(pose, width, height, needed_parts(find_exercise("squat"))))


def has_legs(poses: list[Pose], width: int, height: int) -> bool:
    """Whether knees and ankles are in the picture nearly always, and seen."""
    points = np.array([pose.image_px[LEGS, :2] for pose in poses])
    inside = ((points >= 0) & (points < [width, height])).all(axis=(1, 2))
    seen = np.median([pose.visibility[LEGS].max() for pose in poses])
    return bool(inside.mean() >= 0.9 and seen >= 0.6)


def look(frames: list[Frame], told: Mapping[str, list[bool]]) -> None:
    """Look at one clip as it is, and cut."""
    tracker = make_tracker("full")
    true = [tracker.track(frame).pose for frame in frames]
    seen = [pose for pose in true if pose is not None]
    height, width = frames[0].image_rgb.shape[:2]
    if not seen or not has_legs(seen, width, height):
        return
    told["as it is"].extend(says_missing(pose, frames[0].image_rgb) for pose in seen)
    along = np.median([middle(pose, "ankle") - middle(pose, "shoulder") for pose in seen], axis=0)
    axis = int(abs(along[0]) > abs(along[1]))
    size, sign = (width if axis else height), np.sign(along[1 - axis])
    for name, (begin, end, share) in CUTS.items():
        ends = [np.median([middle(pose, part)[1 - axis] for pose in seen]) for part in (begin, end)]
        line = round(float(ends[0] + share * (ends[1] - ends[0])))
        if not LEAST_LEFT * size < (line if sign > 0 else size - line) < size - 2:
            continue
        cut, tracker = cut_at(line, axis, keep_before=sign > 0), make_tracker("full")
        for frame, pose in zip(frames, true, strict=True):
            rest = replace(frame, image_rgb=cut(frame.image_rgb))
            found = tracker.track(rest).pose
            if pose is None or found is None:
                continue
            ankles = pose.image_px[[LANDMARK["left_ankle"], LANDMARK["right_ankle"]], 1 - axis]
            if ((ankles - line) * sign > OUTSIDE * pose.scale_px).any():
                told[name].append(says_missing(found, rest.image_rgb))


def main(clips: list[str]) -> None:
    """Print the shares."""
    told: dict[str, list[bool]] = defaultdict(list)
    for clip in clips:
        look(list(frames_of(Path(clip))), told)
    for name, frames in told.items():
        print(f"{name:8}  told in {np.mean(frames):4.0%} of {len(frames)} frames")


if __name__ == "__main__":
    main(sys.argv[1:])
