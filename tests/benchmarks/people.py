"""Whether the person who exercises is kept while another passes, stops beside them, or is larger.

    python tests/benchmarks/people.py EXERCISING OTHER [EXERCISING OTHER ...] [--model full] [--save FOLDER]

Two rendered clips are laid over one another: of OTHER the person alone, moved and scaled, in front of the first or
behind. Beside each clip lies a JSON file of the same name with the truth: `joints_px`, twelve joints a frame, in the
order of `JOINTS`. A frame is wrong if the pose is nearer to the other's joints than to those of the person it should
be. Every case is run with one person, where nobody but the exercising one may be reported, and with two, where each
has to stay who they are: "wrong" then counts frames of either, "missed" those in which the exercising person was
not reported. The exit code is 1 if a frame is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from fitcount.frames import open_source
from fitcount.pipeline import make_tracker
from fitcount.types import LANDMARK, Float64Array, Frame, Pose, UInt8Array
from fitcount.views.overlay import draw
from fitcount.views.video import VideoWriter

JOINTS = tuple(
    LANDMARK[f"{side}_{part}"]
    for part in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
    for side in ("left", "right")
)
BONES = ((0, 1), (0, 2), (2, 4), (1, 3), (3, 5), (0, 6), (1, 7), (6, 7), (6, 8), (8, 10), (7, 9), (9, 11))
"""Pairs of JOINTS, for the person's outline."""

FOREGROUND = 24
"""Grey levels, in any colour, from which a pixel differs from the room behind the person."""

MAX_FRAMES = 240
"""Eight seconds: the slowest has passed."""

ROOM_PICTURES = 12
"""From how many pictures the empty room is put together."""

WALK_S = 4.0
"""To cross the picture: 160 pixels a second, where the people are 250 tall; somebody who is in no hurry."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A rendered clip of one person."""

    pictures: list[UInt8Array]
    joints_px: Float64Array
    """(T, 12, 2)."""
    masks: list[UInt8Array]
    """1 where the person is."""
    fps: float

    @property
    def middle_px(self) -> float:
        """Where the person stands, in the mean."""
        return float(self.joints_px[:, :, 0].mean())


@dataclass(frozen=True, slots=True)
class Case:
    """Where the other person is."""

    name: str
    x_share: Callable[[float], float]
    """Where the other stands after some seconds: 0 the left edge of the picture, 1 the right one."""
    scale: float = 1.0
    in_front: bool = True
    cut_s: float = float("inf")
    """From when on the picture is mirrored, as if another camera showed it."""


CASES = (
    Case("beside, far", lambda _: 0.9),
    Case("beside, near", lambda _: 0.8),
    Case("beside, small", lambda _: 0.3, scale=0.6, in_front=False),
    Case("larger, comes and stays", lambda t_s: max(0.85, 1.4 - t_s / WALK_S), scale=1.5),
    Case("passes behind", lambda t_s: 1.2 - t_s / WALK_S, in_front=False),
    Case("passes in front", lambda t_s: 1.2 - t_s / WALK_S),
    Case("passes in front, quickly", lambda t_s: -0.2 + 2 * t_s / WALK_S),
    Case("larger, passes in front", lambda t_s: -0.3 + t_s / WALK_S, scale=1.4),
    Case("smaller, passes behind", lambda t_s: -0.2 + t_s / WALK_S, scale=0.7, in_front=False),
    Case("spotter, always there", lambda _: 0.68, in_front=False),
    Case("spotter, comes and stays", lambda t_s: max(0.68, 1.2 - t_s / WALK_S), in_front=False),
    Case("spotter, half hidden", lambda t_s: max(0.62, 1.2 - t_s / WALK_S), in_front=False),
    Case("beside, cut", lambda _: 0.8, cut_s=WALK_S),
    Case("passes in front, cut", lambda t_s: 1.2 - t_s / WALK_S, cut_s=0.4 * WALK_S),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", type=Path, nargs="+", metavar="CLIP", help="pairs: EXERCISING OTHER")
    parser.add_argument("--model", default="full", help="default: full")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="keep each case as a video, with what was found")
    given = parser.parse_args()
    print(
        f"{'exercising':14}{'other':18}{'case':26}{'people':>7}{'frames':>8}{'wrong':>7}{'missed':>8}{'detector':>10}"
    )
    wrong = 0
    for pair in zip(given.clips[::2], given.clips[1::2], strict=True):
        exercising, other = map(read, pair)
        for case in CASES:
            frames = list(compose(exercising, other, case))
            for people in (1, 2):
                run = follow(frames, given.model, people)
                wrong += run.wrong
                names = f"{pair[0].stem[:13]:14}{pair[1].stem[:17]:18}{case.name:26}"
                print(f"{names}{people:7}{len(frames):8}{run}", flush=True)
                if given.save:
                    name = "_".join([pair[0].stem, pair[1].stem, case.name.replace(", ", "_").replace(" ", "_")])
                    save(frames, run, given.save / f"{name}_{people}.mp4")
    return 1 if wrong else 0


def read(path: Path) -> Clip:
    """A clip, its truth, and where in each picture the person is."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    joints_px = np.array(truth["joints_px"], np.float64)
    with open_source(path) as source:
        pictures = [frame.image_rgb for frame in source]
    outlines = [outline(picture.shape, joints) for picture, joints in zip(pictures, joints_px, strict=True)]
    room = empty_room(pictures, outlines)
    masks = [
        ((cv2.absdiff(picture, room).max(axis=2) > FOREGROUND) & (shape > 0)).astype(np.uint8)
        for picture, shape in zip(pictures, outlines, strict=True)
    ]
    return Clip(pictures, joints_px, [closed(mask) for mask in masks], float(truth["fps"]))


def outline(shape: Sequence[int], joints_px: Float64Array) -> UInt8Array:
    """1 wherever the person can be: thick limbs, and a head above the shoulders."""
    mask = np.zeros(shape[:2], np.uint8)
    trunk_px = float(np.linalg.norm(joints_px[:2].mean(axis=0) - joints_px[6:8].mean(axis=0)))
    points = np.rint(joints_px).astype(int)
    for a, b in BONES:
        cv2.line(mask, points[a].tolist(), points[b].tolist(), 1, max(int(0.35 * trunk_px), 1))
    cv2.fillConvexPoly(mask, cv2.convexHull(points[[0, 1, 6, 7]]), 1)
    neck, hips = joints_px[:2].mean(axis=0), joints_px[6:8].mean(axis=0)
    head = np.rint(neck + 0.5 * (neck - hips)).astype(int)
    cv2.circle(mask, head.tolist(), int(0.45 * trunk_px), 1, -1)
    for tip in (*points[4:6], *points[10:12]):
        cv2.circle(mask, tip.tolist(), int(0.4 * trunk_px), 1, -1)
    return mask


def empty_room(pictures: Sequence[UInt8Array], outlines: Sequence[UInt8Array]) -> UInt8Array:
    """The picture without the person: the median where they are not; painted over where they always are."""
    every = slice(None, None, max(len(pictures) // ROOM_PICTURES, 1))
    seen = np.ma.masked_array(np.stack(pictures[every]), np.repeat(np.stack(outlines[every])[..., None] > 0, 3, axis=3))
    median = np.ma.median(seen, axis=0)  # type: ignore[no-untyped-call]
    hidden = np.asarray(np.ma.getmaskarray(median).any(axis=2), np.uint8)
    picture = np.asarray(median.filled(0), np.uint8)
    return np.asarray(cv2.inpaint(picture, hidden, 5, cv2.INPAINT_TELEA), np.uint8)


def closed(mask: UInt8Array) -> UInt8Array:
    """The mask without holes."""
    return cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Scene:
    """A frame of two people, and where their joints are."""

    frame: Frame
    exercising_px: Float64Array
    other_px: Float64Array


def compose(exercising: Clip, other: Clip, case: Case) -> Iterator[Scene]:
    """The two clips over one another, at most as long as the first; the second starts again when it has ended."""
    height, width = exercising.pictures[0].shape[:2]
    shown = zip(exercising.pictures[:MAX_FRAMES], exercising.masks, strict=False)
    for index, (picture, mask) in enumerate(shown):
        t_s, row = index / exercising.fps, index % len(other.pictures)
        feet_px = float(other.joints_px[row, 10:, 1].mean())
        to = case.x_share(t_s) * width - case.scale * other.middle_px
        # Both stand on the same floor: the larger is nearer, but its feet stay in the picture.
        down = feet_px * (1.0 - case.scale) + (20.0 if case.in_front else -20.0)
        matrix = np.array([[case.scale, 0.0, to], [0.0, case.scale, down]])
        moved = cv2.warpAffine(other.pictures[row], matrix, (width, height))
        there = cv2.warpAffine(other.masks[row], matrix, (width, height)) > 0
        if not case.in_front:
            there &= mask == 0
        image_rgb = np.where(there[..., None], moved, picture).astype(np.uint8)
        other_px = other.joints_px[row] * case.scale + matrix[:, 2]
        scene = Scene(Frame(index, t_s, image_rgb), exercising.joints_px[index], other_px)
        yield scene if t_s < case.cut_s else mirrored(scene)


def mirrored(scene: Scene) -> Scene:
    """The same from left to right: a left arm is a right one then."""
    image_rgb, frame = scene.frame.image_rgb, scene.frame
    width, swapped = image_rgb.shape[1], np.arange(len(JOINTS)).reshape(-1, 2)[:, ::-1].ravel()
    exercising_px, other_px = (
        np.stack([width - joints[swapped, 0], joints[swapped, 1]], axis=1)
        for joints in (scene.exercising_px, scene.other_px)
    )
    return Scene(Frame(frame.index, frame.t_s, np.ascontiguousarray(image_rgb[:, ::-1])), exercising_px, other_px)


@dataclass(frozen=True, slots=True)
class Run:
    """What following one case gave."""

    poses: list[tuple[Pose | None, ...]]
    wrong: int
    missed: int
    detector_runs: int

    def __str__(self) -> str:
        return f"{self.wrong:7}{self.missed:8}{self.detector_runs:10}"


def follow(scenes: Sequence[Scene], model: str, people: int) -> Run:
    """Follow the people of a case; the first is whom the tracker takes for the exercising one at first sight."""
    tracker = make_tracker(model, people=people)
    tracked = [tracker.track(scene.frame) for scene in scenes]
    poses = [each.poses for each in tracked]
    first = [wrong(found[0], scene.exercising_px, scene.other_px) for found, scene in zip(poses, scenes, strict=True)]
    others = [
        wrong(pose, scene.other_px, scene.exercising_px)
        for found, scene in zip(poses, scenes, strict=True)
        for pose in found[1:]
    ]
    missed = sum(found[0] is None for found in poses)
    return Run(poses, sum(first) + sum(others), missed, sum(each.detect_ms > 0 for each in tracked))


def wrong(pose: Pose | None, own_px: Float64Array, others_px: Float64Array) -> bool:
    """Whether a pose is another person's."""
    if pose is None:
        return False
    own, others = (np.linalg.norm(pose.image_px[JOINTS, :2] - joints, axis=1).mean() for joints in (own_px, others_px))
    return bool(others < own)


def save(scenes: Sequence[Scene], run: Run, path: Path) -> None:
    """Write a case as a video with the poses drawn."""
    height, width = scenes[0].frame.image_rgb.shape[:2]
    path.parent.mkdir(parents=True, exist_ok=True)
    with VideoWriter(path, width, height, 30.0) as writer:
        for scene, found in zip(scenes, run.poses, strict=True):
            picture = scene.frame.image_rgb.copy()
            for pose in found:
                if pose is not None:
                    draw(picture, pose)
            writer.write(picture, scene.frame.t_s)


if __name__ == "__main__":
    sys.exit(main())
