"""The model of a movement: it is the movement of its trace, and knows where it begins and turns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fitcount.authoring.trial.landmark_rows import (
    HIPS,
    IMAGE,
    JOINTS,
    RATE_HZ,
    SCALE,
    Recorded,
    bends_rad,
    noise_of,
    pose_of,
    shape,
)
from fitcount.authoring.trial.movement_model import BACK, OUT, Stroke, cut_repetitions, found_peaks_s, learn_movement
from fitcount.authoring.trial.timeline import Camera, Stretch, Tempo, length_s, peaks_s, poses, still
from fitcount.reps.library import find_exercise
from fitcount.types import LANDMARK, Float64Array

from .trials import REPEATED, model_of, seen_of

NEAR = 0.12
"""Of the way between start position and peak: as far as one repetition of a person lies from the mean of theirs."""


def strokes_of(exercise: str) -> list[Stroke]:
    return list(model_of(exercise).strokes)


def joints_px(rows: Float64Array) -> Float64Array:
    """(T, joints x 2), from the middle of the hips."""
    return rows[:, IMAGE].reshape(len(rows), len(LANDMARK), 3)[:, JOINTS, :2].reshape(len(rows), -1)


@pytest.mark.parametrize("exercise", REPEATED)
def test_is_the_movement_of_its_own_clip(exercise: str) -> None:
    seen = seen_of(exercise)
    path = joints_px(np.vstack([half for stroke in strokes_of(exercise) for half in stroke.paths]))
    way_px = max(
        float(np.linalg.norm(joints_px(s.paths[OUT])[-1] - joints_px(s.paths[OUT])[0])) for s in strokes_of(exercise)
    )
    off_px = []
    for cut in cut_repetitions(seen, find_exercise(exercise).cases[0].peaks_s):
        rows = joints_px(seen.rows[cut.start : cut.end + 1])
        off_px.append(float(np.median(np.linalg.norm(rows[:, None] - path[None], axis=2).min(axis=1))))
    assert np.median(off_px) <= NEAR * way_px


@pytest.mark.parametrize("exercise", REPEATED)
def test_begins_and_ends_in_one_place_and_turns_in_one(exercise: str) -> None:
    strokes = strokes_of(exercise)
    for stroke in strokes:
        np.testing.assert_allclose(stroke.paths[OUT, 0], strokes[0].paths[BACK, 0], atol=1e-6)
        np.testing.assert_allclose(stroke.paths[OUT, -1], stroke.paths[BACK, -1], atol=1e-6)


@pytest.mark.parametrize("exercise", REPEATED)
@given(one=st.floats(0.0, 1.0), other=st.floats(0.0, 1.0), half=st.sampled_from([OUT, BACK]))
@settings(max_examples=25, deadline=None)
def test_the_deeper_the_further_on_the_way(exercise: str, one: float, other: float, half: int) -> None:
    for stroke in strokes_of(exercise):
        shallow, deep = (stroke.phase(half, depth) for depth in sorted((one, other)))
        assert 0.0 <= shallow <= deep <= 1.0
        assert stroke.phase(half, 0.0) == pytest.approx(0.0, abs=0.05)
        assert stroke.phase(half, 1.0) == pytest.approx(1.0, abs=0.05)


@given(depth=st.floats(0.05, 0.95), half=st.sampled_from([OUT, BACK]))
@settings(max_examples=25, deadline=None)
def test_at_a_depth_the_joints_have_bent_as_far(depth: float, half: int) -> None:
    (stroke,) = strokes_of("squat")
    start, there, peak = bends_rad(
        np.stack([stroke.row(half, 0.0), stroke.row(half, stroke.phase(half, depth)), stroke.row(half, 1.0)])
    )
    out, left = np.linalg.norm(there - start), np.linalg.norm(there - peak)
    assert out / (out + left) == pytest.approx(depth, abs=0.05)


def made(timeline: list[Stretch], exercise: str = "squat", noise: float = 0.0) -> Recorded:
    """A trace of a made clip."""
    model = model_of(exercise)
    rows = []
    for _, pose in poses(model, timeline, Camera(RATE_HZ, noise)):
        assert pose is not None
        image = pose.image_px.astype(np.float64)
        hips = image[[LANDMARK["left_hip"], LANDMARK["right_hip"]], :2].mean(axis=0)
        image[:, :2] -= hips
        parts = [image.ravel(), hips, pose.world_m.ravel(), pose.visibility, pose.presence, [pose.scale_px]]
        rows.append(np.concatenate(parts))
    t_s = np.arange(len(rows)) / RATE_HZ
    return Recorded(t_s, np.stack(rows), np.zeros(len(rows)), model.noise)


@given(
    slower=st.lists(st.floats(0.8, 2.0), min_size=2, max_size=5),
    rest_s=st.floats(0.0, 1.5),
    label_error_s=st.floats(-0.2, 0.2),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_finds_what_was_made_with_it(slower: list[float], rest_s: float, label_error_s: float) -> None:
    timeline = [still(0.8)]
    for factor in slower:
        timeline += [*Tempo(model_of("squat"), factor).rep(0), still(rest_s)]
    timeline.append(still(0.8))
    seen, truth_s = made(timeline), peaks_s(timeline)
    assert found_peaks_s(seen) == pytest.approx(truth_s, abs=0.25)
    for labels_s in (found_peaks_s(seen), [peak_s + label_error_s for peak_s in truth_s]):
        model = learn_movement(seen, labels_s)
        assert model is not None
        assert model.reps == len(slower)
        (stroke,) = model.strokes
        moving_s = stroke.out_s + stroke.back_s
        usual = strokes_of("squat")[0]
        assert moving_s == pytest.approx(float(np.median(slower)) * (usual.out_s + usual.back_s), rel=0.35)


@given(zoom=st.floats(0.3, 3.0), x_px=st.floats(-500, 500), y_px=st.floats(-500, 500))
@settings(max_examples=15, deadline=None)
def test_where_and_how_large_the_person_is_changes_nothing(zoom: float, x_px: float, y_px: float) -> None:
    seen = seen_of("squat")
    rows = seen.rows.copy()
    rows[:, IMAGE] *= zoom
    rows[:, HIPS] = rows[:, HIPS] * zoom + [x_px, y_px]
    rows[:, SCALE] *= zoom
    moved = Recorded(seen.t_s, rows, seen.seen, seen.noise)
    labels_s = find_exercise("squat").cases[0].peaks_s
    assert cut_repetitions(moved, labels_s) == cut_repetitions(seen, labels_s)
    np.testing.assert_allclose(shape(rows), shape(seen.rows), atol=1e-9)


def test_sides_that_take_turns_are_two_strokes() -> None:
    assert sorted(stroke.side for stroke in strokes_of("mountain_climber")) == ["left", "right"]
    assert sorted(stroke.side for stroke in strokes_of("high_knees")) == ["left", "right"]
    assert [stroke.side for stroke in strokes_of("bicep_curl")] == ["both"]


def test_the_noise_is_that_of_the_trace() -> None:
    timeline = [still(4.0)]
    random = np.random.default_rng(0)
    seen = made(timeline)
    noisy = seen.rows.copy()
    noisy[:, IMAGE] += 2.0 * random.standard_normal((len(noisy), IMAGE.stop))
    assert np.median(noise_of(noisy)[IMAGE]) == pytest.approx(2.0, rel=0.15)


def test_no_repetition_is_no_model() -> None:
    assert learn_movement(made([still(4.0)]), []) is None
    assert learn_movement(made([still(4.0)]), [2.0]) is None


@given(fps=st.floats(5.0, 60.0), seed=st.integers(0, 9))
@settings(max_examples=15, deadline=None)
def test_a_made_clip_has_its_length_and_rate(fps: float, seed: int) -> None:
    model = model_of("squat")
    timeline = [still(0.5), *Tempo(model).rep(0)]
    frames = list(poses(model, timeline, Camera(fps, 1.0, 0.0, seed), ((0.2, 0.4),)))
    assert len(frames) == pytest.approx(length_s(timeline) * fps, abs=1.01)
    assert {pose is None for t_s, pose in frames if 0.2 <= t_s < 0.4} <= {True}
    assert all(pose is not None for t_s, pose in frames if not 0.2 <= t_s < 0.4)


def test_a_row_is_the_pose_it_came_from() -> None:
    seen = seen_of("squat")
    pose = pose_of(seen.rows[0], 1.5)
    assert pose.t_s == 1.5
    hips = pose.image_px[[LANDMARK["left_hip"], LANDMARK["right_hip"]], :2].mean(axis=0)
    np.testing.assert_allclose(hips, seen.rows[0, HIPS], atol=1e-3)
