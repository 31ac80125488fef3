"""How far the keypoints are from the true joints of a rendered person, with MediaPipe's own beside them.

    python tests/benchmarks/joints.py CLIP.json ... [--tracks FOLDER] [--model full]

Each JSON file lies beside its clip and holds the truth: `joints_px`, twelve joints a frame, in the order of `joints`.
A figure is the mean distance in pixels of those of the joints that are in the picture. The same poses are given twice:
as the network answers, and smoothed on the frames' own time. FOLDER/CLIP.npz holds MediaPipe's keypoints of the clip,
`image_px` (T, 33, 3), NaN where it saw nobody; where there is one, only frames in which both saw somebody are compared.
The exit code is 1 if the mean over those clips, smoothed as MediaPipe's are, is above MediaPipe's by more than 0.05.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fitcount.frames import open_source
from fitcount.pipeline import make_tracker
from fitcount.pose.smoothing import PoseSmoother
from fitcount.types import LANDMARK, Float64Array

SIDES = {"l": "left", "r": "right"}
TOLERANCE_PX = 0.05
"""Decoders and interpolation differ by as much."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Where the joints of a clip are."""

    joints_px: Float64Array
    """(T, J, 2); NaN where a joint is outside the picture."""
    landmarks: tuple[int, ...]
    """(J,): the landmark of each joint."""


@dataclass(frozen=True, slots=True)
class Row:
    """One clip: mean distances from the truth, in pixels."""

    name: str
    frames: int
    """In which somebody was seen."""
    raw_px: float
    smoothed_px: float
    mediapipe_px: float
    """NaN if MediaPipe's keypoints are not there."""

    def __str__(self) -> str:
        return f"{self.name:26}{self.frames:8}{self.raw_px:9.2f}{self.smoothed_px:11.2f}{self.mediapipe_px:12.2f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truths", nargs="+", type=Path, metavar="CLIP.json")
    parser.add_argument("--tracks", type=Path, metavar="FOLDER", help="with MediaPipe's keypoints")
    parser.add_argument("--model", default="full", help="default: full")
    given = parser.parse_args()
    print(f"{'clip':26}{'frames':>8}{'raw':>9}{'smoothed':>11}{'MediaPipe':>12}", flush=True)
    rows = []
    for path in given.truths:
        rows.append(compare(path, given.tracks and given.tracks / f"{path.stem}.npz", given.model))
        print(rows[-1], flush=True)
    print(mean("all", rows))
    compared = [row for row in rows if np.isfinite(row.mediapipe_px)]
    if not compared:
        return 0
    both = mean("with MediaPipe's", compared)
    print(both)
    return 0 if both.smoothed_px <= both.mediapipe_px + TOLERANCE_PX else 1


def compare(path: Path, track: Path | None, model: str) -> Row:
    """Measure one clip."""
    truth = read(path)
    raw_px, smoothed_px = follow(path.with_suffix(".mp4"), model)
    found = [raw_px, smoothed_px]
    if track is not None and track.exists():
        with np.load(track) as arrays:
            found.append(arrays["image_px"])
    off_px = np.stack([distances(truth, poses) for poses in found])
    seen = np.isfinite(off_px).any(axis=2).all(axis=0)
    raw, smoothed, *theirs = np.nanmean(off_px[:, seen], axis=(1, 2)).tolist()
    return Row(path.stem, int(seen.sum()), raw, smoothed, *(theirs or [np.nan]))


def read(path: Path) -> Truth:
    """The truth of a clip."""
    content = json.loads(path.read_text(encoding="utf-8"))
    joints_px = np.array(content["joints_px"], np.float64)
    outside = (joints_px < 0) | (joints_px >= (content["width"], content["height"]))
    joints_px[outside.any(axis=2)] = np.nan
    sides_and_parts = (joint.split("_", 1) for joint in content["joints"])
    return Truth(joints_px, tuple(LANDMARK[f"{SIDES[side]}_{part}"] for side, part in sides_and_parts))


def follow(clip: Path, model: str) -> tuple[Float64Array, Float64Array]:
    """(T, 33, 3) landmarks, as the network answers and smoothed; NaN where nobody is seen."""
    tracker, smoother, nobody = make_tracker(model), PoseSmoother(), np.full((len(LANDMARK), 3), np.nan)
    with open_source(clip) as frames:
        poses = [tracker.track(frame).pose for frame in frames]
    smoothed = [pose and smoother.smooth(pose) for pose in poses]
    raw_px, smoothed_px = (
        np.array([nobody if pose is None else pose.image_px for pose in each], np.float64) for each in (poses, smoothed)
    )
    return raw_px, smoothed_px


def distances(truth: Truth, image_px: Float64Array) -> Float64Array:
    """(T, J) pixels from each joint to its landmark; NaN where one of the two is not known."""
    off_px: Float64Array = np.linalg.norm(image_px[:, truth.landmarks, :2] - truth.joints_px, axis=2)
    return off_px


def mean(name: str, rows: Sequence[Row]) -> Row:
    """Of all clips, each counting as much as the other; a clip without MediaPipe's keypoints makes theirs NaN."""
    figures = np.mean([(row.raw_px, row.smoothed_px, row.mediapipe_px) for row in rows], axis=0).tolist()
    return Row(f"{name} ({len(rows)})", sum(row.frames for row in rows), *figures)


if __name__ == "__main__":
    sys.exit(main())
