"""What the corrected joint angles are worth on real people, whose true angles nobody knows.

    python tests/benchmarks/angles.py LABELS.csv --traces FOLDER [--mirrored FOLDER] [--rendered FOLDER --truth FOLDER]

FOLDER/CLIP.npz is the trace of a clip; `robustness.py --traces` writes those of the clips and of their mirrored twins,
`fitcount count CLIP --trace` single ones. Four methods are compared on the smoothed poses, by where the camera stands:
the angle of the 3D landmarks, that of the picture, both weighted by depth (plain), and the corrected one, as counted.

    standing     angle of knee and hip while somebody stands still: hips as high as they get in the clip, hips and
                 ankles at rest. A straight knee has 165 to 180 degrees, a straight hip, to the shoulder joint, 160 to
                 175; of rendered people the true angle is known
    trembling    change of the angle from frame to frame, in those frames
    sides        left against right where both move alike: squats, push-ups, and presses and curls with both arms,
                 from the first to the last labelled time
    mirror       a clip against its mirrored twin, left and right exchanged; in all, and by the corrected angle's sigma
    in plane     against the picture where limbs keep their length: seen from the side, both limbs of the joint as long
                 as they get in the clip (5 % less is 18 degrees towards the camera), so that the picture is nearly
                 right; of rendered people against the truth, the picture's own error too
    fallback     how often the plain angle was given because the pose is strange or the size has changed, and how far
                 each then is from the mirrored twin
    rendered     against the truth: mean error and share of frames in which the angle is given

A figure is a median over clips of the median over a clip's frames, unless it says otherwise, in degrees.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import pearsonr

from fitcount.config import shipped
from fitcount.pose.smoothing import PoseSmoother
from fitcount.reps.angles import (
    ANGLES,
    BONES_M,
    JOINTS,
    SIDES,
    SIZE_CHANGE,
    Bodies,
    Corrector,
    JointAngles,
    interior_angle_deg,
    plain_angles_deg,
    size_px,
)
from fitcount.reps.metrics import LEG_M
from fitcount.reps.view import camera_view, mean_view
from fitcount.sessions.trace import load_trace
from fitcount.types import LANDMARK, Float64Array

METHODS = ("3D", "picture", "plain", "corrected")
SIGMAS_DEG = (0, 5, 10, 15, 20, 30, 90)
"""Borders of the groups by sigma."""
VIEWS = ("front", "oblique", "side", "back")
STRAIGHT = {"knee": (165, 180), "hip": (160, 175)}
UPRIGHT = ("squat", "bicep_curl", "front_raise", "lateral_raise", "shoulder_press", "romanian_deadlift")
"""Exercises that are done standing, or come back to it."""
SYMMETRIC: Mapping[str, tuple[str, ...]] = {
    "squat": ("knee", "hip"),
    "pushup": ("elbow", "shoulder"),
    "shoulder_press": ("elbow", "shoulder"),
    "bicep_curl": ("elbow", "shoulder"),
}
REASONS = ("size", "strange")
ARMS_ALIKE = 0.8
"""Arms move alike if the heights of the wrists are correlated by this."""
TALL, STANDING_RATIO = 0.97, 0.8
"""Hips this high, of the highest (95th percentile) in the clip; and over the ankles, in legs of nominal length."""
STILL_M, STILL_S = 0.1, 0.25
"""What does not move is still: in metres of a person of nominal size, over that long before and after."""
SURELY_SEEN = 0.5
"""Visibility."""
FULL_LENGTH, LONGEST = 0.95, 0.95
"""Both limbs are at least this share of the length that they stay below in this share of the clip."""
NEAR_NOMINAL = 0.9
"""And of this share of the nominal length: a limb may point at the camera all the time."""
MIN_FRAMES = 5
SIDE_OF = {"l": "left", "r": "right"}

LIMBS: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "knee": (("hip", "knee"), ("knee", "ankle")),
    "hip": (("hip", "shoulder"), ("hip", "knee")),
    "elbow": (("shoulder", "elbow"), ("elbow", "wrist")),
    "shoulder": (("hip", "shoulder"), ("shoulder", "elbow")),
}
"""The bones at each joint, by their names in `BONES_M`."""

Mask = NDArray[np.bool_]
Figures = Sequence[tuple[float, ...]]
TRIPLES = np.array([[LANDMARK[f"{side}_{part}"] for part in JOINTS[joint]] for side in SIDES for joint in JOINTS])
LIMBS_M = np.array([[BONES_M[limb] for limb in LIMBS[joint]] for _ in SIDES for joint in JOINTS])
"""(8, 2): nominal lengths of both limbs of each joint."""
_CORRECT = Corrector(shipped("models") / "angles" / "angles.npz")


@dataclass(frozen=True, slots=True)
class Measured:
    """A clip; T frames, NaN where nobody is seen."""

    name: str
    view: str
    t_s: Float64Array
    angle_deg: Mapping[str, Float64Array]
    """By method: (T, 8)."""
    forced_deg: Float64Array
    """(T, 8) corrected without any fallback."""
    forced_sigma_deg: Float64Array
    """(T, 8): its standard deviation."""
    fallback: Mapping[str, Mask]
    """By its reason: (T,) where the plain angles were given."""
    image_px: Float64Array
    """(T, 33, 2)."""
    visibility: Float64Array
    """(T, 33)."""
    metre_px: Float64Array
    """(T,): pixels of a nominal metre."""

    @property
    def seen(self) -> Mask:
        """(T,) whether there is somebody."""
        return np.isfinite(self.metre_px)

    def joint(self, method: str, joint: str) -> Float64Array:
        """(T, 2): left, right."""
        return of_joint(self.angle_deg[method], joint)


@dataclass(frozen=True, slots=True)
class Known:
    """A clip, and its true angles if it is a rendered one."""

    clip: Measured
    truth_deg: Float64Array | None = None
    """(T, 8); NaN where a joint is outside the picture."""

    def off_deg(self, method: str) -> Float64Array:
        """(T, 8): against the truth, or the picture where nobody knows it."""
        reference = self.clip.angle_deg["picture"] if self.truth_deg is None else self.truth_deg
        difference: Float64Array = self.clip.angle_deg[method] - reference
        return difference


Twins = tuple[Measured, Measured]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path, metavar="LABELS.csv")
    parser.add_argument("--traces", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--mirrored", type=Path, metavar="FOLDER")
    parser.add_argument("--rendered", type=Path, metavar="FOLDER", help="traces of rendered clips")
    parser.add_argument("--truth", type=Path, metavar="FOLDER", help="their truth, CLIP.json")
    parser.add_argument("--clips", action="store_true", help="a line for each clip too")
    given = parser.parse_args()
    with given.labels.open(encoding="utf-8", newline="") as file:
        labels = [row for row in csv.DictReader(file) if trace_path(given.traces, row["clip"]).exists()]
    clips = {row["clip"]: measure(trace_path(given.traces, row["clip"])) for row in labels}
    print(f"{len(clips)} clips, {sum(clip.seen.sum() for clip in clips.values())} poses")
    rendered = read_rendered(given.rendered, given.truth) if given.rendered and given.truth else []
    upright = [clips[row["clip"]] for row in labels if row["exercise"] in UPRIGHT]
    report_standing("standing", [Known(clip) for clip in upright], given.clips)
    report_standing("standing, rendered", rendered, given.clips)
    report_trembling(upright)
    report_sides(clips, labels)
    twins = read_twins(clips, given.mirrored) if given.mirrored else []
    report_mirror(twins)
    report_sigma(twins)
    report_fallback(list(clips.values()), twins)
    report_in_plane("in plane, from the side, against the picture", [Known(clip) for clip in clips.values()])
    report_in_plane("in plane, from the side, rendered, against the truth", rendered)
    report_rendered(rendered)
    return 0


def trace_path(folder: Path, clip: str) -> Path:
    return folder / f"{clip}.npz"


def measure(path: Path) -> Measured:
    """The angles of a trace by every method."""
    trace, smoother, joint_angles = load_trace(path), PoseSmoother(), JointAngles()
    t_s = trace.arrays["t_s"]
    angle_deg = {method: np.full((len(t_s), len(ANGLES)), np.nan) for method in METHODS}
    forced_deg, sigma_deg = np.full((2, len(t_s), len(ANGLES)), np.nan)
    fallback = {reason: np.zeros(len(t_s), bool) for reason in REASONS}
    image_px, visibility = (np.full((len(t_s), len(LANDMARK), *n), np.nan) for n in ((2,), ()))
    metre_px, yaws_deg = np.full((2, len(t_s)), np.nan)
    track = None
    for row, (_, raw) in enumerate(trace):
        if raw is None:
            continue
        pose = smoother.smooth(raw)
        if pose.track != track:
            joint_angles, track = JointAngles(), pose.track
        body, found = Bodies.of(pose), joint_angles.measure(pose)
        counted = np.array([found.angle_deg[name] for name in ANGLES])
        angle_deg["3D"][row] = interior_angle_deg(body.world_m[0, TRIPLES])
        angle_deg["picture"][row] = interior_angle_deg(body.image_px[0, TRIPLES])
        angle_deg["plain"][row] = plain_angles_deg(body)[0]
        angle_deg["corrected"][row] = counted
        now_px = float(size_px(body)[0])
        corrected, sigma, strange = _CORRECT(body.both_ways(), np.full(2, found.metre_px, np.float32))
        forced_deg[row], sigma_deg[row] = corrected.ravel(), sigma.ravel()
        sized = found.metre_px / SIZE_CHANGE < now_px < found.metre_px * SIZE_CHANGE
        fallback["strange" if sized else "size"][row] = not sized or strange.any()
        image_px[row], visibility[row] = pose.image_px[:, :2], pose.visibility
        metre_px[row], yaws_deg[row] = found.metre_px, camera_view(pose).yaw_deg
    for name, values in angle_deg.items():
        if name != "corrected":
            values[np.isnan(angle_deg["corrected"])] = np.nan
    view = mean_view(yaws_deg).label
    return Measured(path.stem, view, t_s, angle_deg, forced_deg, sigma_deg, fallback, image_px, visibility, metre_px)


def middle(clip: Measured, part: str) -> Float64Array:
    """(T, 2) pixels."""
    both: Float64Array = clip.image_px[:, [LANDMARK[f"{side}_{part}"] for side in SIDES]].mean(axis=1)
    return both


def standing(clip: Measured) -> Mask:
    """(T,) whether the person stands still; told from the places of hips and ankles alone, never from an angle."""
    hips, ankles = middle(clip, "hip"), middle(clip, "ankle")
    seen: Mask = clip.visibility[:, [LANDMARK[f"{side}_ankle"] for side in SIDES]].min(axis=1) > SURELY_SEEN
    height = (ankles[:, 1] - hips[:, 1]) / (clip.metre_px * LEG_M)
    if not seen.any():
        return seen
    tall: Mask = height > max(STANDING_RATIO, TALL * float(np.nanquantile(height[seen], 0.95)))
    return seen & tall & still(clip, hips) & still(clip, ankles)


def still(clip: Measured, points_px: Float64Array) -> Mask:
    """(T,) whether a point keeps its place for the moment."""
    moved_px = np.full(len(clip.t_s), np.nan)
    for row, t_s in enumerate(clip.t_s):
        first, last = np.searchsorted(clip.t_s, (t_s - STILL_S, t_s + STILL_S - 1e-9))
        span = points_px[first : last + 1]
        moved_px[row] = np.linalg.norm(np.ptp(span, axis=0)) if len(span) > 2 else np.nan
    at_rest: Mask = moved_px / clip.metre_px < STILL_M
    return at_rest


def report_standing(title: str, known: Sequence[Known], each: bool) -> None:
    found = [(one, rows) for one in known if (rows := standing(one.clip)).sum() >= MIN_FRAMES]
    for joint, (low, high) in STRAIGHT.items():

        def rows_of(view: str, method: str, joint: str = joint, low: int = low, high: int = high) -> Figures:
            return [
                (float(np.nanmedian(angle)), within(angle, low, high))
                for one, rows in found
                if one.clip.view == view and np.isfinite(angle := one.clip.joint(method, joint)[rows]).any()
            ]

        heading(f"{title}: {joint}; share of frames within {low} to {high}")
        table(rows_of)
        true_deg = [
            float(np.nanmedian(of_joint(one.truth_deg, joint)[rows]))
            for one, rows in found
            if one.truth_deg is not None
        ]
        if true_deg:
            print(f"  true: {np.median(true_deg):.1f}")
    for one, rows in found if each else ():
        values = "  ".join(
            f"{joint} " + " ".join(f"{np.nanmedian(one.clip.joint(method, joint)[rows]):6.1f}" for method in METHODS)
            for joint in STRAIGHT
        )
        print(f"  {one.clip.name:28}{one.clip.view:9}{rows.sum():5}  {values}")


def report_trembling(clips: Sequence[Measured]) -> None:
    found = [(clip, rows) for clip in clips if (rows := standing(clip)).sum() >= MIN_FRAMES]
    heading("trembling: knee, hip, elbow and shoulder of those who stand still, from frame to frame")
    table(
        lambda view, method: [
            (float(np.nanmean(abs(np.diff(clip.angle_deg[method], axis=0)[rows[1:] & rows[:-1]]))),)
            for clip, rows in found
            if clip.view == view
        ]
    )


def within(angle: Float64Array, low: float, high: float) -> float:
    known = angle[np.isfinite(angle)]
    return float(((known >= low) & (known <= high)).mean())


def report_sides(clips: Mapping[str, Measured], labels: Iterable[Mapping[str, str]]) -> None:
    off: dict[tuple[str, str], list[tuple[str, dict[str, float]]]] = defaultdict(list)
    for row in labels:
        clip = clips[row["clip"]]
        joints = SYMMETRIC.get(row["exercise"], ())
        rows = labelled(clip, row.get("rep_times") or "")
        if not joints or (row["exercise"] in ("bicep_curl", "shoulder_press") and not arms_alike(clip, rows)):
            continue
        for joint in joints:
            by_method = {
                method: float(np.nanmedian(abs(np.diff(angle, axis=1))))
                for method in METHODS
                if np.isfinite(np.diff(angle := clip.joint(method, joint)[rows], axis=1)).any()
            }
            if by_method:
                off[row["exercise"], joint].append((clip.view, by_method))
    for (exercise, joint), found in off.items():
        heading(f"sides: {exercise}, {joint}, left against right")
        table(lambda view, method, found=found: [(by[method],) for seen, by in found if seen == view])  # type: ignore[misc]


def labelled(clip: Measured, rep_times: str) -> Mask:
    """(T,) from the first to the last labelled time; everything where there are none."""
    times_s = [float(number) for number in re.findall(r"\d+\.?\d*", rep_times)]
    first, last = (min(times_s), max(times_s)) if times_s else (-np.inf, np.inf)
    return (clip.t_s >= first) & (clip.t_s <= last)


def arms_alike(clip: Measured, rows: Mask) -> bool:
    heights = clip.image_px[rows][:, [LANDMARK[f"{side}_wrist"] for side in SIDES], 1]
    known = heights[np.isfinite(heights).all(axis=1)]
    return len(known) > MIN_FRAMES and bool(pearsonr(known[:, 0], known[:, 1]).statistic > ARMS_ALIKE)


def read_twins(clips: Mapping[str, Measured], folder: Path) -> list[Twins]:
    """Clips with their mirrored twins, as far as these are there."""
    return [(clip, measure(path)) for name, clip in clips.items() if (path := trace_path(folder, name)).exists()]


def apart(twins: Twins, angles: Callable[[Measured], Float64Array]) -> Float64Array:
    """(T, 8): how far the twins differ."""
    clip, twin = twins
    n = min(len(clip.t_s), len(twin.t_s))
    off: Float64Array = abs(angles(clip)[:n] - exchanged(angles(twin)[:n]))
    return off


def exchanged(angles: Float64Array) -> Float64Array:
    """(T, 8) with left and right exchanged."""
    return np.roll(angles, len(JOINTS), axis=1)


def report_mirror(twins: Sequence[Twins]) -> None:
    for joint in JOINTS:

        def rows_of(view: str, method: str, joint: str = joint) -> Figures:
            found = [
                of_joint(apart(pair, lambda c: c.angle_deg[method]), joint) for pair in twins if pair[0].view == view
            ]
            return [(float(np.nanmedian(off)), float(np.nanmean(off))) for off in found if np.isfinite(off).any()]

        heading(f"mirror: {joint}; mean over frames")
        table(rows_of)


def report_sigma(twins: Sequence[Twins]) -> None:
    if not twins:
        return
    heading("mirror, by the larger sigma of the twins: plain / corrected, mean over frames (thousands of angles)")
    print(f"  {'':10}" + "".join(f"{low:>11} to {high:<5}" for low, high in pairwise(SIGMAS_DEG)))
    for joint in JOINTS:
        plain, forced, sigma = (
            np.concatenate([of_joint(values(pair), joint).ravel() for pair in twins])
            for values in (
                lambda pair: apart(pair, lambda c: c.angle_deg["plain"]),
                lambda pair: apart(pair, lambda c: c.forced_deg),
                larger_sigma_deg,
            )
        )
        known = np.isfinite(plain) & np.isfinite(forced)
        text = ""
        for low, high in pairwise(SIGMAS_DEG):
            rows = known & (sigma >= low) & (sigma < high)
            means = f"{plain[rows].mean():.1f} / {forced[rows].mean():.1f}" if rows.any() else "-"
            text += f"{means:>12} ({rows.sum() / 1e3:4.1f})"
        print(f"  {joint:10}{text}")


def larger_sigma_deg(twins: Twins) -> Float64Array:
    """(T, 8)."""
    clip, twin = twins
    n = min(len(clip.t_s), len(twin.t_s))
    larger: Float64Array = np.maximum(clip.forced_sigma_deg[:n], exchanged(twin.forced_sigma_deg[:n]))
    return larger


def report_fallback(clips: Sequence[Measured], twins: Sequence[Twins]) -> None:
    heading(
        "fallback: share of the poses; plain / corrected against the mirrored twin's, mean over frames of all joints"
    )
    for reason in REASONS:
        text = ""
        for view in VIEWS:
            taken = [clip.fallback[reason][clip.seen] for clip in clips if clip.view == view]
            text += f"{view:>9} {np.concatenate(taken).mean():.4f}" if taken else ""
        off = [
            [apart(pair, values)[rows] for values in (lambda c: c.angle_deg["plain"], lambda c: c.forced_deg)]
            for pair in twins
            if (rows := pair[0].fallback[reason][: len(pair[1].t_s)]).any()
        ]
        if off:
            plain, forced = (np.nanmean(np.concatenate(each)) for each in zip(*off, strict=True))
            text += f"   {plain:.1f} / {forced:.1f}"
        print(f"  {reason:10}{text}")


def report_in_plane(title: str, known: Sequence[Known]) -> None:
    heading(f"{title}: mean of the size of the difference, and of the difference")
    print(f"  {'':10}{'clips':>6}" + "".join(f"{method:>16}" for method in METHODS))
    for joint in ("knee", "elbow"):
        off = {
            method: [of_joint(one.off_deg(method), joint)[rows] for one, rows in flat_ones(known, joint)]
            for method in METHODS
        }
        off = {method: [each[np.isfinite(each)] for each in values] for method, values in off.items()}
        if not off["corrected"]:
            continue
        text = ""
        for values in off.values():
            size_deg, bias_deg = (np.median([of(each).mean() for each in values]) for of in (np.abs, np.positive))
            text += f"{size_deg:9.1f} ({bias_deg:5.1f})"
        print(f"  {joint:10}{len(off['corrected']):6}{text}")


def flat_ones(known: Iterable[Known], joint: str) -> list[tuple[Known, Mask]]:
    """Clips from the side, and where (T, 2) both limbs of the joint lie in the picture's plane."""
    found = [
        (one, of_joint(in_plane(one.clip), joint)) for one in known if one.clip.view == "side" and one.clip.seen.any()
    ]
    return [(one, rows) for one, rows in found if rows.sum() >= MIN_FRAMES]


def in_plane(clip: Measured) -> Mask:
    """(T, 8) whether both limbs of the joint show their full length."""
    points = clip.image_px[:, TRIPLES]
    lengths = np.linalg.norm(points[:, :, (0, 2)] - points[:, :, 1:2], axis=-1) / clip.metre_px[:, None, None]
    longest = np.maximum(np.nanquantile(lengths, LONGEST, axis=0), NEAR_NOMINAL * LIMBS_M)
    seen = clip.visibility[:, TRIPLES].min(axis=2) > SURELY_SEEN
    flat: Mask = (lengths > FULL_LENGTH * longest).all(axis=2) & seen
    return flat


def read_rendered(folder: Path, truths: Path) -> list[Known]:
    """Rendered clips with their truth."""
    found = []
    for path in sorted(truths.glob("*.json")):
        if (trace := trace_path(folder, f"{path.stem}.mp4")).exists():
            clip = measure(trace)
            found.append(Known(clip, true_angles_deg(json.loads(path.read_text(encoding="utf-8")), len(clip.t_s))))
    return found


def true_angles_deg(truth: Mapping[str, Any], rows: int) -> Float64Array:
    """(T, 8); NaN where a joint is outside the picture."""
    joint_rows = {f"{SIDE_OF[name[0]]}{name[1:]}": row for row, name in enumerate(truth["joints"])}
    triples = [[joint_rows[f"{side}_{part}"] for part in JOINTS[joint]] for side in SIDES for joint in JOINTS]
    n = min(rows, len(truth["joints_px"]))
    at_m, at_px = (np.array(truth[key], np.float32)[:n, triples] for key in ("joints_camera_m", "joints_px"))
    inside = ((at_px > 0) & (at_px < (truth["width"], truth["height"]))).all(axis=(2, 3))
    angles = np.full((rows, len(ANGLES)), np.nan)
    angles[:n] = np.where(inside, interior_angle_deg(at_m), np.nan)
    return angles


def report_rendered(rendered: Sequence[Known]) -> None:
    if not rendered:
        return
    heading("rendered: mean error in degrees (share of frames with an angle)")
    print(f"  {'':28}" + "".join(f"{joint:>28}{'':4}" for joint in JOINTS))
    print(f"  {'':28}" + f"{'3D':>6}{'pict':>6}{'plain':>6}{'corr':>6}{'':8}" * len(JOINTS))
    for one in rendered:
        print(f"  {one.clip.name:28}{rendered_row([one])}")
    print(f"  {'all':28}{rendered_row(rendered)}")


def rendered_row(rendered: Sequence[Known]) -> str:
    text = ""
    for joint in JOINTS:
        for method in METHODS:
            off = np.concatenate([of_joint(one.off_deg(method), joint).ravel() for one in rendered])
            text += f"{np.nanmean(abs(off)):6.1f}"
        true = np.concatenate([of_joint(one.truth_deg, joint).ravel() for one in rendered if one.truth_deg is not None])
        text += f" ({np.isfinite(off[np.isfinite(true)]).mean():.2f}) "
    return text


def of_joint(values: NDArray[Any], joint: str) -> NDArray[Any]:
    """(T, 8) to (T, 2): left, right."""
    return values[:, [ANGLES.index(f"{joint}_{side}") for side in SIDES]]


def heading(text: str) -> None:
    print(f"\n{text}")


def table(rows_of: Callable[[str, str], Figures]) -> None:
    """A line for each view, the median over its clips by method; what comes second is in brackets."""
    print(f"  {'':10}{'clips':>6}" + "".join(f"{method:>16}" for method in METHODS))
    for view in VIEWS:
        by_method = {method: rows_of(view, method) for method in METHODS}
        if not by_method["corrected"]:
            continue
        text = ""
        for method in METHODS:
            first, *second = np.median(np.array(by_method[method]), axis=0)
            text += f"{first:9.1f}" + (f" ({second[0]:5.2f})" if second else "").ljust(8)
        print(f"  {view:10}{len(by_method['corrected']):6}{text}")


if __name__ == "__main__":
    sys.exit(main())
