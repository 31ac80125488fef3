"""What is said of a session that was corrected by hand: the corrected number, and what was counted beside it."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount.pipeline import Counting, trace_meta
from fitcount.reps.library import find_exercise
from fitcount.sessions.store import Store
from fitcount.sessions.trace import load_trace
from fitcount.types import Pose, SourceInfo

from .conftest import Fitcount

TRACES = Path(__file__).parents[1] / "traces"
SQUATS, PUSHUPS = "squat_10fps", "pushup_side"


def seen(name: str, begin_s: float, track: int) -> list[tuple[float, Pose | None]]:
    return [
        (begin_s + t_s, pose and replace(pose, t_s=begin_s + t_s, track=track))
        for t_s, pose in load_trace(TRACES / f"{name}.npz")
    ]


def saved(counting: Counting, path: Path, end_s: float) -> Path:
    source = SourceInfo("camera 0", 640, 480, 30.0, len(counting.recorder), end_s)
    counting.recorder.save(path, trace_meta(counting, source, "full"))
    return path


@pytest.fixture
def squats(tmp_path: Path) -> Path:
    """Four squats, of which the second was taken back, and one added in a second set."""
    counting = Counting(find_exercise("squat"), None)
    undone = False
    for t_s, pose in seen(SQUATS, 0.0, 1):
        state = counting.feed(t_s, pose).state
        if state.count == 2 and not undone:
            undone = counting.undo(t_s)
            counting.next_set(t_s)
    counting.add(t_s)
    return saved(counting, tmp_path / "squats.npz", t_s)


@pytest.fixture
def workout(tmp_path: Path) -> Path:
    """Four squats and one added, then push-ups of which the last one was none."""
    counting = Counting(find_exercise("squat"), None)
    for t_s, pose in seen(SQUATS, 0.0, 1):
        counting.feed(t_s, pose)
    counting.add(t_s)
    counting.change(t_s, find_exercise("pushup"))
    for later_s, pose in seen(PUSHUPS, t_s + 0.1, 2):
        counting.feed(later_s, pose)
    counting.undo(later_s)
    return saved(counting, tmp_path / "workout.npz", later_s)


def told(text: str) -> str:
    """Without dates, and without what is measured otherwise on another machine."""
    text = re.sub(r"\w+ \d+ \w+ \d{4}, \d\d:\d\d|(\w{3} )?\d{4}-\d\d-\d\d( \d\d:\d\d)?", "WHEN", text)
    text = re.sub(r"[\d.\N{EN DASH}]+(°| %)|[\d.+\N{EN DASH}]+( s)\b", r"#\1\2", text)
    return "\n".join(line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize("name", ["squats", "workout"])
def test_the_end_of_a_run_looks_as_designed(
    name: str, fitcount: Fitcount, snapshot: SnapshotAssertion, request: pytest.FixtureRequest
) -> None:
    assert told(fitcount("recount", request.getfixturevalue(name), "--no-store").out) == snapshot


@pytest.mark.parametrize("words", ["list", "show 1", "trend", "compare 1.1 1.2"])
def test_a_kept_session_looks_as_designed(
    words: str, fitcount: Fitcount, squats: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitcount("recount", squats)
    monkeypatch.setenv("COLUMNS", "120")
    shown = told(fitcount("sessions", *words.split()).out)
    assert shown.split("Knee over time")[0] == snapshot


def test_recounting_a_session_keeps_what_still_applies(fitcount: Fitcount, squats: Path, store: Path) -> None:
    fitcount("recount", squats)
    before = Store(store).session(1)
    said = fitcount("sessions", "recount", "1", "--standard", "any")
    assert said.code == 0
    now = Store(store).session(1)
    assert "by hand" in said.out
    assert now.result.corrections == before.result.corrections
    assert now.interventions == before.interventions
    assert (now.current.count, now.current.corrected) == (before.current.count, before.current.corrected)


def test_a_workout_is_recounted_as_it_was_done_or_as_one_exercise(
    fitcount: Fitcount, workout: Path, store: Path
) -> None:
    fitcount("recount", workout)
    (kept,) = [Store(store).session(1)]
    assert [(each.exercise, each.count, each.corrected) for each in kept.sets] == [("squat", 4, 5), ("pushup", 5, 4)]
    fitcount("sessions", "recount", "1")
    assert [(each.exercise, each.corrected) for each in Store(store).session(1).sets] == [("squat", 5), ("pushup", 4)]
    fitcount("sessions", "recount", "1", "-e", "pushup")
    assert [(each.exercise, each.corrected) for each in Store(store).session(1).sets] == [("pushup", 4)]
    fitcount("sessions", "recount", "1")
    assert [each.exercise for each in Store(store).session(1).sets] == ["pushup"], "what it was counted as"


def test_what_was_exported_is_the_same_in_another_store(
    fitcount: Fitcount, workout: Path, store: Path, tmp_path: Path
) -> None:
    fitcount("recount", workout)
    fitcount("sessions", "export", "1", "--format", "json", "--with-trace", "-o", tmp_path / "s.json")
    other = tmp_path / "other.db"
    assert fitcount("sessions", "import", tmp_path / "s.json", "--store", other).code == 0
    assert Store(other).session(1) == Store(store).session(1)
    assert fitcount("sessions", "recount", "1", "--store", other).code == 0
    assert Store(other).session(1).result.corrections == Store(store).session(1).result.corrections


def test_other_programs_get_the_corrected_numbers(fitcount: Fitcount, workout: Path, tmp_path: Path) -> None:
    fitcount("recount", workout)
    reps = {}
    for name, column in (("hevy", "reps"), ("strong", "Reps"), ("csv", "set_reps")):
        fitcount("sessions", "export", "1", "--format", name, "-o", tmp_path / name)
        rows = csv.DictReader((tmp_path / name).read_text(encoding="utf-8").splitlines())
        reps[name] = [*dict.fromkeys(row[column] for row in rows if row[column])]
    assert all(each == ["5", "4"] for each in reps.values())


def test_json_has_both_numbers_and_what_was_done(fitcount: Fitcount, squats: Path) -> None:
    result = json.loads(fitcount("recount", squats, "--json", "-").out)
    assert (result["count"], result["corrected"]) == (4, 4)
    assert [(each["count"], each["corrected"]) for each in result["sets"]] == [(2, 1), (2, 3)]
    assert [each["kind"] for each in result["corrections"]] == ["undo", "add"]
    kept = json.loads(fitcount("sessions", "show", "1", "--json").out)
    assert [each["kind"] for each in kept["interventions"]] == ["undo", "next_set", "add"]
    assert json.loads(fitcount("sessions", "list", "--json").out)[0]["corrected"] == 4
