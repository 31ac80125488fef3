"""Rendered people, as the pipeline itself saw them, counted again and compared with what the renderer did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import fitcount
from fitcount.pipeline import count_metrics, measure_trace
from fitcount.reps.library import find_exercise
from fitcount.sessions.trace import load_trace
from fitcount.types import Rejection, Rep, Result

from .record import CLIPS, HERE, reduce_trace

TRUTH: dict[str, dict[str, Any]] = json.loads((HERE / "truth.json").read_text())
PEAK_S = 0.25
LARGEST_BYTES = 400_000


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    return {clip: fitcount.recount(HERE / f"{clip}.npz", exercise) for clip, exercise in CLIPS.items()}


def found(result: Result) -> list[Rep | Rejection]:
    """The movements in their order."""
    both: list[Rep | Rejection] = [*result.reps, *(rejection for rejection in result.rejected if rejection.movement)]
    return sorted(both, key=lambda movement: movement.start_s)


def test_every_trace_has_its_truth() -> None:
    assert {path.stem for path in HERE.glob("*.npz")} == set(CLIPS) == set(TRUTH)
    assert all(path.stat().st_size < LARGEST_BYTES for path in HERE.glob("*.npz"))


@pytest.mark.parametrize("clip", CLIPS)
def test_recognises_what_was_done_and_counts_the_same(clip: str, results: dict[str, Result]) -> None:
    named, found = fitcount.recount(HERE / f"{clip}.npz", "auto"), results[clip]
    assert named.exercise == ("none" if clip == "idle" else CLIPS[clip])
    assert {each.exercise for each in named.sets} == ({CLIPS[clip]} if TRUTH[clip]["movements"] else set())
    assert (named.reps, [each for each in named.rejected if each.movement]) == (
        found.reps,
        [each for each in found.rejected if each.movement],
    )


def test_tells_the_side_of_each_rep(results: dict[str, Result]) -> None:
    assert TRUTH["curl_alternating"]["note"].startswith("left, right, left, right, left, right")
    assert [rep.side for rep in results["curl_alternating"].reps] == ["left", "right"] * 3
    for clip in ("jack_front", "press_front", "pushup_side", "situp_side"):
        assert {rep.side for rep in results[clip].reps} == {"both"}, clip


@pytest.mark.parametrize("clip", CLIPS)
def test_counts_what_was_done(clip: str, results: dict[str, Result]) -> None:
    result, truth = results[clip], TRUTH[clip]["movements"]
    assert result.count == sum(movement["full"] for movement in truth)
    assert result.movements == len(truth)


@pytest.mark.parametrize("clip", CLIPS)
def test_says_why_what_was_shallow_did_not_count(clip: str, results: dict[str, Result]) -> None:
    said = [movement.reason if isinstance(movement, Rejection) else "" for movement in found(results[clip])]
    assert said == ["" if movement["full"] else "bottom_not_reached" for movement in TRUTH[clip]["movements"]]


@pytest.mark.parametrize("clip", CLIPS)
def test_finds_the_faults_and_no_others(clip: str, results: dict[str, Result]) -> None:
    faults = [[fault.code for fault in rep.faults] for rep in results[clip].reps]
    assert faults == [movement["faults"] for movement in TRUTH[clip]["movements"] if movement["full"]]


@pytest.mark.parametrize("clip", CLIPS)
def test_knows_when(clip: str, results: dict[str, Result]) -> None:
    peaks_s = [movement.peak_s for movement in found(results[clip])]
    assert peaks_s == pytest.approx([movement["peak_s"] for movement in TRUTH[clip]["movements"]], abs=PEAK_S)


@pytest.mark.parametrize("clip", [clip for clip in CLIPS if clip not in ("idle", "squat_leaves_frame")])
def test_is_sure_of_a_set_that_is_plain_to_see(clip: str, results: dict[str, Result]) -> None:
    assert results[clip].confidence >= 0.8


@pytest.mark.parametrize("clip", [clip for clip in CLIPS if clip not in ("idle", "squat_leaves_frame")])
def test_has_no_doubts_about_a_set_that_is_plain_to_see(clip: str, results: dict[str, Result]) -> None:
    assert results[clip].doubts == ()


def test_says_when_nobody_was_there(results: dict[str, Result]) -> None:
    result = results["squat_leaves_frame"]
    assert result.frames_without_person > 60
    assert any(doubt.startswith("nobody was seen in 1") for doubt in result.doubts)


@pytest.mark.parametrize(
    ("clip", "label"), [("squat_front", "front"), ("squat_lean_side", "side"), ("squat_valgus_front", "front")]
)
def test_knows_from_where(clip: str, label: str, results: dict[str, Result]) -> None:
    assert results[clip].view.label == label


def test_a_lower_standard_counts_more(results: dict[str, Result]) -> None:
    partial = fitcount.recount(HERE / "squat_partial.npz", standard="any")
    assert (partial.count, partial.movements) == (7, results["squat_partial"].movements)


def test_rounding_a_trace_again_changes_nothing(tmp_path: Path) -> None:
    again = tmp_path / "again.npz"
    reduce_trace(HERE / "squat_10fps.npz", again)
    with np.load(again) as twice, np.load(HERE / "squat_10fps.npz") as once:
        assert set(twice) == set(once)
        for name in once:
            np.testing.assert_array_equal(twice[name], once[name])


def test_a_trace_that_is_measured_once_counts_the_same() -> None:
    measured = measure_trace(load_trace(HERE / "squat_partial.npz"))
    again = fitcount.recount(HERE / "squat_partial.npz", standard="half")
    performed = count_metrics(measured.metrics, find_exercise("squat"), "half")
    assert (tuple(performed.reps), tuple(performed.rejected)) == (again.reps, again.rejected)
