"""What a whole run amounts to, and the second opinion it is compared with."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter1d

from fitcount.reps.library import find_exercise
from fitcount.reps.performed import Performed
from fitcount.reps.rhythm import low_pass, peaks_of_motion_s, turning_rows
from fitcount.reps.seen import Seen
from fitcount.reps.verdict import Verdict, verdict_on
from fitcount.types import LANDMARK_NAMES, SURE, Float64Array, Metrics, Pose, Rejection, Rep

N = len(LANDMARK_NAMES)
FPS = 15


def body_px(heights_px: Float64Array, noise_px: float = 0.0) -> Float64Array:
    """(T, 33, 2): a figure of 400 px whose upper half sinks by so much."""
    rng = np.random.default_rng(0)
    figure = np.stack([np.where(np.arange(N) % 2, 280.0, 320.0), np.linspace(40, 440, N)], axis=1)
    moving = (np.arange(N) <= 26)[:, None] * np.array([0.0, 1.0])
    places: Float64Array = figure + heights_px[:, None, None] * moving
    return places + rng.normal(0.0, noise_px, places.shape)


def bows(count: int, noise_px: float = 0.0, depth_px: float = 120.0) -> tuple[Float64Array, Float64Array]:
    t_s = np.arange(0, 2 + 2.0 * count, 1 / FPS)
    sinking = np.where((t_s > 1) & (t_s < 1 + 2 * count), (1 - np.cos(np.pi * (t_s - 1))) / 2, 0.0)
    return t_s, body_px(depth_px * sinking, noise_px)


@pytest.mark.parametrize("count", [1, 2, 5, 9])
@pytest.mark.parametrize("noise_px", [0.0, 4.0])
def test_hears_the_rhythm(count: int, noise_px: float) -> None:
    peaks_s = peaks_of_motion_s(*bows(count, noise_px), scale_px=400)
    assert peaks_s == pytest.approx([2.0 + 2.0 * row for row in range(count)], abs=0.2)


@pytest.mark.parametrize("noise_px", [0.0, 1.0, 3.0])
def test_somebody_who_stands_still_has_no_rhythm(noise_px: float) -> None:
    t_s = np.arange(0, 20, 1 / FPS)
    assert peaks_of_motion_s(t_s, body_px(0 * t_s, noise_px), scale_px=400) == []


@pytest.mark.parametrize("frames", [0, 1, 10])
def test_a_moment_has_no_rhythm(frames: int) -> None:
    t_s, places = bows(3)
    assert peaks_of_motion_s(t_s[:frames], places[:frames], scale_px=400) == []


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ([0, 1, 0], [1]),
        ([0, 0.4, 0], []),
        ([0, 1, 0.8, 1.1, 0], [3]),
        ([0, 1, 0, 1], [1]),
        ([1, 0, 1, 0], [2]),
        ([0, 2, 0, 1, 0], [1, 3]),
        ([5], []),
    ],
)
def test_a_turn_is_there_and_back(values: list[float], rows: list[int]) -> None:
    assert turning_rows(np.array(values, np.float64), prominence=0.5) == rows


@pytest.mark.parametrize("rows", [3, 8, 100])
def test_smooths_as_scipy_does(rows: int) -> None:
    values = np.random.default_rng(0).normal(size=(rows, 4))
    assert low_pass(values, 1.8) == pytest.approx(gaussian_filter1d(values, 1.8, axis=0), abs=1e-12)


def rep(number: int, start_s: float) -> Rep:
    return Rep(number, "both", start_s, start_s + 1, start_s + 2, "knee_deg", 80, 170, 1.0, 1.0)


def rejection(start_s: float, *, movement: bool, reason: str = "bottom_not_reached", value: float = 118) -> Rejection:
    end_s = start_s + 2
    limit = 100 if movement else 36
    return Rejection(movement, "both", start_s, start_s + 1, end_s, reason, "knee_deg", value, limit, "no rep: because")


def squatted(reps: list[Rep], rejected: list[Rejection] | None = None) -> list[Performed]:
    return [Performed(find_exercise("squat"), "parallel", reps, rejected or [])]


Frames = list[tuple[Metrics, Pose | None]]


def frames(count: int, unseen: int = 0) -> Frames:
    """A person who bows so often, after nobody was there for some frames."""
    t_s, places = bows(count)
    nobody: Frames = [(Metrics(0.0, {"camera_yaw_deg": math.nan}), None) for _ in range(unseen)]
    metrics = [Metrics(float(t), {"camera_yaw_deg": 85.0}, 0) for t in t_s]
    ones = np.ones(N, np.float32)
    poses = [
        Pose(float(t), np.hstack([xy, np.zeros((N, 1))]).astype(np.float32), np.zeros((N, 3), np.float32), ones, ones,
             1.0, 400.0)
        for t, xy in zip(t_s, places, strict=True)
    ]  # fmt: skip
    return [*nobody, *zip(metrics, poses, strict=True)]


def seen_in(of_frames: Frames) -> Seen:
    seen = Seen()
    for metrics, pose in of_frames:
        seen.add(metrics, pose)
    return seen


def seen(count: int) -> Seen:
    return seen_in(frames(count))


def test_is_sure_if_the_second_opinion_agrees() -> None:
    verdict = verdict_on(squatted([rep(1, 1), rep(2, 3), rep(3, 5)]), seen(3))
    assert verdict.signs.confidence >= 0.8
    assert (verdict.doubts, verdict.frames_without_person) == ((), 0)
    assert (verdict.view.label, round(verdict.view.yaw_deg)) == ("side", 85)


def test_rejected_movements_count_for_the_second_opinion() -> None:
    verdict = verdict_on(squatted([rep(1, 1), rep(2, 3)], [rejection(5, movement=True)]), seen(3))
    assert verdict.doubts == ()
    (only,) = verdict.sets
    assert (only.count, only.movements, only.start_s, only.end_s) == (2, 3, 1, 7)


def after(found: int, heard: int) -> Verdict:
    """So many reps were found, from the first second on, where the rhythm of the whole body says another number."""
    return verdict_on(squatted([rep(n + 1, 1 + 2 * n) for n in range(found)]), seen(heard))


@pytest.mark.parametrize(("found", "heard", "look"), [(1, 3, "0:04"), (2, 4, "0:06"), (3, 2, "0:05")])
def test_doubts_if_the_second_opinion_differs_and_says_where(found: int, heard: int, look: str) -> None:
    assert after(found, heard).doubts == (
        f"{found} counted; the rhythm of the whole body says {heard}; look at {look}",
    )


def test_is_the_less_sure_the_more_the_second_opinion_differs() -> None:
    confidences = [after(found, heard=4).signs.confidence for found in (1, 2, 3, 4)]
    assert all(less < more for less, more in pairwise(confidences))


@pytest.mark.parametrize("found", [1, 2])
def test_is_not_sure_of_half_of_what_the_second_opinion_says(found: int) -> None:
    assert after(found, heard=4).signs.confidence < SURE


def test_doubts_if_the_joints_are_hard_to_see() -> None:
    sharp = frames(2)
    hazy: Frames = [(replace(metrics, sigma={"knee_deg": 30.0}), pose) for metrics, pose in sharp]
    verdict, clear = (verdict_on(squatted([rep(1, 1)]), seen_in(each)) for each in (hazy, sharp))
    assert not any("hard to see" in doubt for doubt in clear.doubts)
    assert any("hard to see" in doubt for doubt in verdict.doubts)
    assert verdict.signs.confidence < clear.signs.confidence


def test_doubts_if_something_was_almost_a_movement() -> None:
    near = rejection(9, movement=False, reason="too_small", value=33)
    far = rejection(9, movement=False, reason="too_small", value=20)
    verdict = verdict_on(squatted([rep(1, 1)], [near, far]), seen(1))
    assert verdict.doubts == ("almost a movement; look at 0:09 (no rep: because)",)
    assert verdict.signs.confidence < verdict_on(squatted([rep(1, 1)], [far]), seen(1)).signs.confidence


def test_doubts_if_nobody_was_there_for_long() -> None:
    some = frames(1, unseen=20)
    verdict = verdict_on(squatted([rep(1, 1)]), seen_in(some))
    assert verdict.frames_without_person == 20
    assert verdict.doubts == (f"nobody was seen in {20 / len(some):.0%} of the frames",)


def test_a_long_rest_begins_a_new_set() -> None:
    reps = [rep(1, 0), rep(2, 31.9), rep(3, 64.1)]
    sets = verdict_on(squatted(reps), seen(3)).sets
    assert [(each.count, each.start_s, each.end_s, each.exercise) for each in sets] == [
        (2, 0, 33.9, "squat"),
        (1, 64.1, 66.1, "squat"),
    ]


def test_what_was_no_movement_is_in_no_set() -> None:
    assert verdict_on(squatted([], [rejection(1, movement=False)]), seen(0)).sets == ()


@pytest.mark.parametrize("performed", [[], [Performed(find_exercise("squat"), "parallel")]])
def test_of_an_empty_run_nothing_is_known(performed: list[Performed]) -> None:
    verdict = verdict_on(performed, Seen())
    assert (verdict.sets, verdict.frames_without_person) == ((), 0)
    assert verdict.signs.confidence == 0.0


def at(t_s: float, frame: tuple[Metrics, Pose | None]) -> tuple[Metrics, Pose | None]:
    metrics, pose = frame
    return replace(metrics, t_s=t_s), pose and replace(pose, t_s=t_s)


def test_a_long_rest_does_not_drown_the_rhythm() -> None:
    some = frames(3)
    late_s = 300.0
    still = [at(row / FPS, some[0]) for row in range(round(late_s * FPS))]
    later = [at(late_s + frame[0].t_s, frame) for frame in some]
    reps = [rep(number + 1, late_s + 1 + 2 * number) for number in range(3)]
    assert verdict_on(squatted(reps), seen_in([*still, *later])).doubts == ()


def test_a_held_position_is_not_doubted_for_its_rhythm() -> None:
    verdict = verdict_on([Performed(find_exercise("wall_sit"), "", [], [])], seen(3))
    assert not any("rhythm" in doubt for doubt in verdict.doubts)
