"""The whole way, once: the bundled clip of five squats, from its file to the result."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import fitcount
from fitcount.config import demo_clip
from fitcount.errors import ExerciseError, ModelError, SourceError, UsageError
from fitcount.frames import open_source
from fitcount.pipeline import Counted, Counting, Outcome, count_frames, make_tracker
from fitcount.reps.library import find_exercise
from fitcount.sessions.result_json import to_dict, to_json
from fitcount.sessions.trace import load_trace
from fitcount.types import CounterState, Frame, Outage, Pose, Progress, Result, Timing

FRAMES = 430
BOTTOMS_S = (2.1667, 4.6333, 7.1, 9.5667, 12.0333)
"""When the rendered person is lowest."""

FIELDS: dict[str, type | tuple[type, ...]] = {
    "schema": int, "source": dict, "exercise": str, "standard": str, "model": str, "count": int, "corrected": int,
    "movements": int, "held_s": float, "reps": list, "rejected": list, "sets": list, "confidence": float,
    "doubts": list, "view": dict, "frames_without_person": int, "timing_ms": dict, "corrections": list,
}  # fmt: skip
SOURCE_FIELDS = {"name": str, "width": int, "height": int, "fps": float, "frames": int, "duration_s": float}
REP_FIELDS = {
    "number": int, "side": str, "start_s": float, "peak_s": float, "end_s": float, "metric": str, "min": float,
    "max": float, "to_peak_s": float, "from_peak_s": float, "faults": list,
}  # fmt: skip
SET_FIELDS = {
    "exercise": str, "start_s": float, "end_s": float, "count": int, "corrected": int, "movements": int,
    "held_s": float, "breaks": list, "reps": list, "rejected": list,
}  # fmt: skip
TIMING_FIELDS = dict.fromkeys(("decode", "detect", "estimate", "frame", "frame_p95"), float)
REJECTED_FIELDS = {
    "movement": bool, "side": str, "start_s": float, "peak_s": float, "end_s": float, "reason": str, "metric": str,
    "value": float, "limit": float, "text": str,
}  # fmt: skip
FAULT_FIELDS = {"code": str, "value": float, "limit": float, "uncertainty": float, "at_s": float}


class Diary:
    """A watcher that writes down what it was shown, and may press Ctrl-C."""

    def __init__(self, interrupt_at: float = math.inf) -> None:
        self.poses: list[Pose | None] = []
        self.states: list[CounterState] = []
        self.progress: list[Progress] = []
        self.ends: list[CounterState] = []
        self._interrupt_at = interrupt_at

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:
        (person,) = people
        assert frame.t_s == person.state.t_s == progress.t_s
        self.poses.append(person.pose)
        self.states.append(person.state)
        self.progress.append(progress)
        if len(self.states) >= self._interrupt_at:
            raise KeyboardInterrupt

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        pass

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        (person,) = people
        assert person.state.t_s == progress.t_s
        self.ends.append(person.state)


@dataclass(frozen=True)
class Run:
    outcome: Outcome
    diary: Diary
    trace: Path

    @property
    def result(self) -> Result:
        return self.outcome.result


def run(folder: Path, diary: Diary, model: str = "full") -> Run:
    counting = Counting(find_exercise("squat"), "parallel")
    with open_source(demo_clip()) as source:
        (outcome,) = count_frames(source, make_tracker(model), [counting], model, [diary])
    trace = folder / "demo.npz"
    counting.recorder.save(trace, outcome.meta)
    return Run(outcome, diary, trace)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("demo"), Diary())


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("interrupted"), Diary(interrupt_at=156), "lite")


def assert_fields(record: dict[str, Any], fields: dict[str, Any]) -> None:
    assert list(record) == list(fields)
    for name, kind in fields.items():
        assert isinstance(record[name], kind), name


def test_counts_five_squats(demo: Run) -> None:
    result = demo.result
    assert (result.count, result.movements, result.rejected) == (5, 5, ())
    assert [rep.peak_s for rep in result.reps] == pytest.approx(BOTTOMS_S, abs=0.15)
    assert all(rep.min < 90 and rep.max > 160 for rep in result.reps)
    assert all(rep.faults == () for rep in result.reps)
    assert (result.exercise, result.standard, result.model) == ("squat", "parallel", "full")
    assert (result.view.label, result.frames_without_person, result.doubts) == ("side", 0, ())
    assert result.confidence >= 0.8
    assert not demo.outcome.interrupted


def test_the_json_has_the_fields_that_programs_rely_on(demo: Run) -> None:
    record = json.loads(to_json(demo.result))
    assert_fields(record, FIELDS)
    assert record["schema"] == 1
    assert_fields(record["source"], SOURCE_FIELDS)
    assert record["source"]["name"] == "squat_side.mp4"
    assert (record["source"]["frames"], record["source"]["duration_s"]) == (FRAMES, pytest.approx(14.333, abs=1e-3))
    for rep in record["reps"]:
        assert_fields(rep, REP_FIELDS)
    (only,) = record["sets"]
    assert_fields(only, SET_FIELDS)
    assert (only["count"], only["movements"], only["exercise"]) == (5, 5, "squat")
    assert_fields(record["view"], {"yaw_deg": float, "label": str})
    assert_fields(record["timing_ms"], TIMING_FIELDS)


def test_the_json_of_faults_and_rejections_has_their_fields() -> None:
    traces = Path(__file__).parent / "traces"
    partial, leaning = (to_dict(fitcount.recount(traces / f"squat_{name}.npz")) for name in ("partial", "lean_side"))
    for rejection in partial["rejected"]:
        assert_fields(rejection, REJECTED_FIELDS)
    faults = [fault for rep in leaning["reps"] for fault in rep["faults"]]
    assert len(faults) == 2
    for fault in faults:
        assert_fields(fault, FAULT_FIELDS)


def test_timing_is_measured(demo: Run) -> None:
    timing = demo.result.timing_ms
    assert 0 < timing.decode < timing.frame
    assert 0 < timing.estimate < timing.frame <= timing.frame_p95
    assert timing.detect > 0


def test_counting_its_trace_again_gives_the_same(demo: Run) -> None:
    again = fitcount.recount(demo.trace)
    unmeasured = replace(again, timing_ms=demo.result.timing_ms)
    assert to_dict(unmeasured) == to_dict(demo.result)
    assert unmeasured == demo.result
    assert all(math.isnan(getattr(again.timing_ms, name)) for name in Timing.__dataclass_fields__)


@pytest.mark.parametrize(
    ("name", "dtype", "shape"),
    [
        ("t_s", np.float64, ()),
        *((name, np.float32, (33, 3)) for name in ("image_px", "world_m", "raw_image_px", "raw_world_m")),
        *((name, np.float32, (33,)) for name in ("visibility", "presence")),
        ("score", np.float32, ()),
    ],
)
def test_the_trace_has_the_arrays_that_programs_rely_on(
    demo: Run, name: str, dtype: type[np.generic], shape: tuple[int, ...]
) -> None:
    with np.load(demo.trace, allow_pickle=False) as trace:
        array = trace[name]
    assert (array.dtype, array.shape) == (dtype, (FRAMES, *shape))
    assert not np.isnan(array).any()


def test_the_trace_is_in_the_units_it_says(demo: Run) -> None:
    with np.load(demo.trace) as trace:
        assert np.diff(trace["t_s"]) == pytest.approx(1 / 30, abs=1e-3)
        assert trace["t_s"][0] == 0.0
        for name in ("image_px", "raw_image_px"):
            head, feet = trace[name][:, 0, :2], trace[name][:, [27, 28], :2].mean(axis=1)
            assert ((head > 0) & (head < (640, 480))).all()
            assert ((feet[:, 1] - head[:, 1]) > 100).all(), "y grows downwards"
        for name in ("world_m", "raw_world_m"):
            hips = trace[name][:, [23, 24]].mean(axis=1)
            assert np.abs(hips).max() < 0.05, "the middle of the hips is the origin"
            height_m = trace[name][0, [29, 30], 1].mean() - trace[name][0, 0, 1]
            assert 1.2 < height_m < 2.0
        for name in ("visibility", "presence", "score"):
            assert (trace[name] >= 0).all()
            assert (trace[name] <= 1).all()
        assert np.abs(trace["image_px"] - trace["raw_image_px"]).max() > 0, "smoothing does something"


def test_the_trace_has_the_metrics_that_programs_rely_on(demo: Run) -> None:
    with np.load(demo.trace) as trace:
        names, metrics = trace["metric_names"].tolist(), trace["metrics"]
        meta = json.loads(str(trace["meta"]))
    assert metrics.shape == (FRAMES, len(names))
    assert metrics.dtype == np.float32
    sides = {f"{joint}_{side}_deg" for joint in ("knee", "hip", "elbow", "shoulder") for side in ("left", "right")}
    assert set(names) >= sides | {"trunk_lean_deg"}
    knee = metrics[:, names.index("knee_left_deg")]
    assert (np.nanmin(knee), np.nanmax(knee)) == pytest.approx((77, 173), abs=8)
    assert (meta["format"], meta["model"], meta["source"]["name"]) == (1, "full", "squat_side.mp4")
    assert meta["smoothing"]
    assert meta["program"]


def test_watchers_see_every_frame_and_what_is_counted_by_then(demo: Run) -> None:
    states, progress = demo.diary.states, demo.diary.progress
    assert [step.frame for step in progress] == list(range(1, FRAMES + 1))
    assert all(step.fps > 0 and step.inference_ms > 0 and step.duration_s for step in progress)
    counts = [state.count for state in states]
    assert counts == sorted(counts)
    assert set(counts) == {0, 1, 2, 3, 4, 5}
    assert {state.phase for state in states} == {"standing", "descending", "bottom", "ascending"}


def test_watchers_see_once_what_only_the_end_settles(demo: Run, interrupted: Run) -> None:
    assert [state.count for state in demo.diary.ends] == [5]
    assert interrupted.diary.states[-1].count == 1
    assert [state.reps for state in interrupted.diary.ends] == [interrupted.result.reps]
    assert len(interrupted.result.reps) == 2


def test_the_poses_shown_are_those_of_the_trace(demo: Run) -> None:
    with np.load(demo.trace) as trace:
        for row in (0, 60, 300):
            pose = demo.diary.poses[row]
            assert pose is not None
            np.testing.assert_array_equal(trace["image_px"][row], pose.image_px)


def test_an_interrupted_run_gives_what_was_counted_until_then(interrupted: Run) -> None:
    assert interrupted.outcome.interrupted
    result = interrupted.result
    assert result.source.frames == 156
    assert result.source.duration_s == pytest.approx(5.2)
    assert result.count == 2, "the second squat is past its bottom"
    assert [rep.peak_s for rep in result.reps] == pytest.approx(BOTTOMS_S[:2], abs=0.15)
    assert len(load_trace(interrupted.trace)) == 156
    again = fitcount.recount(interrupted.trace)
    assert replace(again, timing_ms=result.timing_ms) == result


@pytest.fixture
def first_poses() -> list[Pose | None]:
    return list(islice(fitcount.poses(demo_clip(), model="lite"), 12))


def test_poses_are_typed_and_smoothed(first_poses: list[Pose | None], interrupted: Run) -> None:
    for row, pose in enumerate(first_poses):
        assert isinstance(pose, Pose)
        assert pose.t_s == pytest.approx(row / 30, abs=1e-3)
        assert pose.image_px.shape == pose.world_m.shape == (33, 3)
        assert 0.9 < pose.score <= 1.0
        shown = interrupted.diary.poses[row]
        assert shown is not None
        np.testing.assert_array_equal(pose.image_px, shown.image_px)


def test_poses_may_be_raw(interrupted: Run) -> None:
    (first, second) = islice(fitcount.poses(demo_clip(), model="lite", smooth=False), 2)
    assert first is not None
    assert second is not None
    raw = load_trace(interrupted.trace).arrays["raw_image_px"]
    np.testing.assert_array_equal(raw[:2], [first.image_px, second.image_px])


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (lambda: fitcount.count("nowhere.mp4"), SourceError),
        (lambda: fitcount.count(demo_clip(), "sqaut"), ExerciseError),
        (lambda: fitcount.count(demo_clip(), standard="deep"), UsageError),
        (lambda: fitcount.count(demo_clip(), model="huge"), ModelError),
    ],
)
def test_wrong_arguments_are_told_in_one_line(wrong: Callable[[], Result], error: type[Exception]) -> None:
    with pytest.raises(error) as told:
        wrong()
    assert "\n" not in str(told.value)


def test_the_package_offers_what_it_says() -> None:
    assert {name for name in dir(fitcount) if name in fitcount.__all__} <= set(fitcount.__all__)
    assert all(callable(getattr(fitcount, name)) for name in fitcount.__all__)
    with pytest.raises(AttributeError, match="no attribute 'cuont'"):
        fitcount.cuont  # noqa: B018
