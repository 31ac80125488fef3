"""`fitcount workout`: from a plan to the session that is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount.config import demo_clip
from fitcount.sessions.store import Store

from .conftest import Fitcount

PLAN = """\
format: 1
name: Two sets
rest_s: 4
steps:
  - {exercise: squat, sets: 2, reps: 2, weight_kg: 20}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_a_clip_is_led_through_a_plan_and_kept_as_one_session(
    plan: Path, fitcount: Fitcount, store: Path, tmp_path: Path
) -> None:
    said = fitcount("workout", plan, demo_clip(), "--model", "lite", "--headless", "--json", tmp_path / "r.json")
    assert (said.code, said.err) == (0, "")
    result = json.loads((tmp_path / "r.json").read_text())
    assert (result["exercise"], result["standard"], result["count"]) == ("squat", "parallel", 4)
    assert [(each["exercise"], each["count"]) for each in result["sets"]] == [("squat", 2), ("squat", 2)]
    (entry,) = Store(store).entries()
    session = Store(store).session(entry.id)
    assert [(each.count, each.weight_kg) for each in session.sets] == [(2, 20.0), (2, 20.0)]
    assert session.current.asked == "squat"


def test_the_example_is_a_plan(fitcount: Fitcount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = fitcount("workout", "--example")
    assert (example.code, example.err) == (0, "")
    (tmp_path / "plan.yaml").write_text(example.out, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    said = fitcount("workout", "--check", "plan.yaml")
    assert (said.code, said.out) == (0, "plan.yaml: fine: 4 exercises, 9 sets\n")


def test_a_wrong_plan_is_told_in_a_line_before_a_camera_is_opened(
    plan: Path, fitcount: Fitcount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fitcount.frames.open_source", lambda *_: pytest.fail("opened"))
    plan.write_text(PLAN.replace("squat", "sqaut").replace("reps: 2", "rep: 2"), encoding="utf-8")
    said = fitcount("workout", plan)
    assert (said.code, said.out) == (2, "")
    (line,) = said.err.splitlines()
    assert f"{plan}:5:16: steps[1].exercise: no exercise 'sqaut'" in line
    assert line.endswith(f"(1 more: `fitcount workout --check {plan}`)")


def test_all_that_is_wrong_is_shown_with_its_place(
    plan: Path, fitcount: Fitcount, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.chdir(plan.parent)
    plan.write_text(PLAN + "  - {exercise: plank, reps: 3}\n  - {exercise: sqaut, reps: 5}\n", encoding="utf-8")
    said = fitcount("workout", "--check", "plan.yaml")
    assert (said.code, said.err) == (2, "")
    assert said.out == snapshot


def test_the_model_must_know_what_each_exercise_needs(plan: Path, fitcount: Fitcount) -> None:
    said = fitcount("workout", plan, demo_clip(), "--model", "upper")
    assert said.code == 2
    assert said.err == "fitcount: squat needs the legs, which model 'upper' does not know: take --model full\n"
