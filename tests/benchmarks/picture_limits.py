"""From which light and size on people are lost, and what set-up help says of clips as they are: `coaching.setup`.

    .venv/bin/python tests/benchmarks/picture_limits.py LABELS.csv [EVERY]

LABELS.csv names clips beside it with their exercise; every EVERY-th is taken (3). Their first three seconds are made
darker (linear light, with the noise that this leaves), flatter and smaller; a frame is lost where nobody is found, or
joints are wrong by more than 0.15 of a trunk against the clip as it is.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

from fitcount.coaching.light import light_on
from fitcount.coaching.setup import SetUp
from fitcount.frames import open_source
from fitcount.pipeline import make_tracker
from fitcount.reps.library import known_exercises
from fitcount.types import LANDMARK, Frame, Pose, UInt8Array

FIRST_S, STEP_S = 3.0, 0.24
LONGEST_PX = 1280
WRONG_TRUNKS = 0.15
TRUNKS = 3.6
"""In a person's size."""
JOINTS = [
    LANDMARK[f"{side}_{part}"]
    for side in ("left", "right")
    for part in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
]
CONTRASTS = (0, 8, 12, 16, 20, 25, 30, 40, 60, 90, 256)
SHARES = (0.0, 0.1, 0.12, 0.15, 0.18, 0.22, 0.3, 0.6)

Alter = Callable[[UInt8Array], UInt8Array]


def darker(gain: float) -> Alter:
    """So much of the light is left; the noise of the photons and of the camera stays."""

    def alter(image_rgb: UInt8Array) -> UInt8Array:
        random = np.random.default_rng(0)
        light = (image_rgb / 255.0) ** 2.2 * gain
        light += random.normal(0.0, 1.0, light.shape) * np.sqrt(light * 8e-4 + 2e-6)
        dark: UInt8Array = (255.0 * np.clip(light, 0.0, 1.0) ** (1 / 2.2) + 0.5).astype(np.uint8)
        return dark

    return alter


def flatter(share: float) -> Alter:
    """So much of the contrast is left."""

    def alter(image_rgb: UInt8Array) -> UInt8Array:
        mean = image_rgb.mean()
        noise = np.random.default_rng(0).normal(0.0, 2.0, image_rgb.shape)
        flat: UInt8Array = np.clip((image_rgb - mean) * share + mean + noise, 0, 255).astype(np.uint8)
        return flat

    return alter


def smaller(factor: float) -> Alter:
    """The picture in the middle of one of its mean colour."""

    def alter(image_rgb: UInt8Array) -> UInt8Array:
        small = cv2.resize(image_rgb, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        whole: UInt8Array = np.full_like(image_rgb, image_rgb.reshape(-1, 3).mean(axis=0).astype(np.uint8))
        top, left = ((a - b) // 2 for a, b in zip(whole.shape[:2], small.shape[:2], strict=True))
        whole[top : top + small.shape[0], left : left + small.shape[1]] = small
        return whole

    return alter


LIGHT: Mapping[str, Alter] = {
    **{f"{gain} of the light": darker(gain) for gain in (0.1, 0.03, 0.01)},
    **{f"{share} of the contrast": flatter(share) for share in (0.3, 0.1)},
}
SIZE = (0.6, 0.4, 0.3, 0.2)


def frames_of(path: Path) -> Iterator[Frame]:
    """Four frames a second of the beginning."""
    next_s = 0.0
    with open_source(path) as source:
        for frame in source:
            if frame.t_s > FIRST_S:
                return
            if frame.t_s >= next_s:
                next_s = frame.t_s + STEP_S
                factor = min(1.0, LONGEST_PX / max(frame.image_rgb.shape))
                small = cv2.resize(frame.image_rgb, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
                yield replace(frame, image_rgb=small.astype(np.uint8))


def is_lost(pose: Pose | None, true: Pose, factor: float, image_rgb: UInt8Array) -> bool:
    """Whether the altered picture shows nobody, or somebody else's joints."""
    if pose is None:
        return True
    middle = np.array(image_rgb.shape[1::-1]) / 2
    found = (pose.image_px[JOINTS, :2] - middle) / factor + middle
    off = np.linalg.norm(found - true.image_px[JOINTS, :2], axis=1)
    return bool(np.median(off) > WRONG_TRUNKS * true.scale_px / TRUNKS)


def table(name: str, edges: tuple[float, ...], lost: Mapping[int, list[bool]]) -> None:
    """How many frames were lost between each two edges."""
    print(f"\n{name:>14}  frames  lost")
    for row, (low, high) in enumerate(pairwise(edges)):
        if lost[row]:
            print(f"{low:6g} to {high:<5g}  {len(lost[row]):6}  {np.mean(lost[row]):4.0%}")


def main(labels: str, every: str = "3") -> None:
    """Print the two tables, and what is told of the clips as they are."""
    known = {exercise.name: exercise for exercise in known_exercises()}
    by_contrast: dict[int, list[bool]] = defaultdict(list)
    by_share: dict[int, list[bool]] = defaultdict(list)
    passed, told = 0, Counter[str]()
    table_of_clips = csv.DictReader(Path(labels).read_text().splitlines())
    rows = [row for row in table_of_clips if row["exercise"] in known][:: int(every)]
    for row in rows:
        frames = list(frames_of(Path(labels).parent / row["clip"]))
        tracker, set_up, is_good = make_tracker("full"), SetUp(known[row["exercise"]]), False
        true = [tracker.track(frame).pose for frame in frames]
        for frame, pose in zip(frames, true, strict=True):
            bad = [check for check in set_up.look(frame, pose) if not check.good and not check.is_hint]
            is_good = is_good or not bad
            told.update(check.code for check in bad)
        passed += is_good
        for alter, factor in [*((each, 1.0) for each in LIGHT.values()), *((smaller(each), each) for each in SIZE)]:
            tracker = make_tracker("full")
            for frame, pose in zip(frames, true, strict=True):
                altered = replace(frame, image_rgb=alter(frame.image_rgb))
                found = tracker.track(altered).pose
                if pose is None:
                    continue
                lost = is_lost(found, pose, factor, frame.image_rgb)
                if factor < 1.0:
                    share = pose.scale_px * factor / max(frame.image_rgb.shape)
                    by_share[int(np.searchsorted(SHARES, share, "right")) - 1].append(lost)
                else:
                    light = light_on(altered, pose)
                    by_contrast[int(np.searchsorted(CONTRASTS, light.bright - light.dark, "right")) - 1].append(lost)
    table("contrast", CONTRASTS, by_contrast)
    table("size", SHARES, by_share)
    print(f"\nall good at least once: {passed} of {len(rows)} clips as they are; else {dict(told)} in frames")


if __name__ == "__main__":
    main(*sys.argv[1:])
