"""What is read of a plan, and all that is told of a wrong one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from syrupy.assertion import SnapshotAssertion

from fitcount.authoring.reference.json_schema import plan_schema
from fitcount.cli.workout import example_plan
from fitcount.coaching.plan import read_plan
from fitcount.coaching.plan.course import Course
from fitcount.config import shipped
from fitcount.guidance import Goal
from fitcount.reps.yaml_file import read_yaml

from .run import step

HEAD = "format: 1\nname: Legs\n"


def written(folder: Path, text: str) -> Path:
    plan = folder / "plan.yaml"
    plan.write_text(text, encoding="utf-8")
    return plan


def test_a_plan_is_its_steps_with_their_exercises(tmp_path: Path) -> None:
    reading = read_plan(
        written(
            tmp_path,
            HEAD + "rest_s: 50\nsteps:\n"
            "  - {exercise: Push-Up, sets: 3, reps: 10, rest_s: 90, weight_kg: 20}\n"
            "  - {exercise: plank, seconds: 45}\n"
            "  - {exercise: squat, standard: Half, seconds: 60}\n",
        )
    )
    assert reading.problems == ()
    found = [
        (each.exercise.name, each.standard, each.sets, each.goal, each.rest_s, each.weight_kg) for each in reading.steps
    ]
    assert found == [
        ("pushup", "full", 3, Goal(reps=10), 90.0, 20.0),
        ("plank", "", 1, Goal(seconds=45.0), 50.0, None),
        ("squat", "half", 1, Goal(seconds=60.0), 50.0, None),
    ]


def test_an_exercise_may_lie_beside_the_plan(tmp_path: Path) -> None:
    squat = (shipped("exercises") / "squat.yaml").read_text(encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(squat.partition("cases:")[0].replace("name: squat", "name: mine", 1), "utf-8")
    reading = read_plan(written(tmp_path, HEAD + "steps: [{exercise: ./mine.yaml, reps: 5}]\n"))
    assert reading.problems == ()
    assert (reading.steps[0].exercise.name, reading.steps[0].asked) == ("mine", str(tmp_path / "mine.yaml"))


def test_the_plan_that_ships_is_fine_and_no_exercise() -> None:
    reading = read_plan(example_plan())
    assert reading.problems == ()
    assert sum(each.sets for each in reading.steps) == 9


WRONG = {
    "nothing": "",
    "a word": "legs\n",
    "a list": "- squat\n",
    "no steps": HEAD + "steps: []\n",
    "misspelt": "format: 1\nnmae: Legs\nstep:\n  - {exercise: squat, rep: 10}\n",
    "unknown exercise": HEAD + "steps:\n  - {exercise: sqaut, reps: 10}\n  - {exercise: auto, reps: 10}\n",
    "no such file": HEAD + "steps:\n  - {exercise: ./mine.yaml, reps: 10}\n",
    "how much": HEAD
    + "steps:\n  - exercise: squat\n  - {exercise: plank}\n  - {exercise: squat, reps: 3, seconds: 9}\n",
    "reps of a hold": HEAD + "steps:\n  - {exercise: plank, reps: 10}\n",
    "standards": HEAD + "steps:\n  - {exercise: squat, reps: 5, standard: deep}\n"
    "  - {exercise: plank, seconds: 30, standard: half}\n",
    "values": HEAD + "rest_s: 1:30\nsteps:\n  - {exercise: squat, reps: 2.5, sets: 0, weight_kg: -3}\n"
    "  - {exercise: squat, reps: true, rest_s: 90 s}\n  - {exercise: plank, seconds: 0.5}\n",
    "all at once": "format: 1\nnmae: Legs\nsteps:\n"
    "  - {exercise: sqaut, reps: 10, sets: 0}\n"
    "  - {exercise: squat, reps: 10, seconds: 30, standard: deep, rest: 30}\n"
    "  - {exercise: plank, reps: ten, standard: half}\n"
    "  - {exercise: squat, repz: 10, standard: 3}\n"
    "  - {reps: 1:30, seconds: 20}\n"
    "  - {exercise: plank, times: 3}\n"
    "  - squat\n",
    "a number that is none": HEAD + "steps:\n  - {exercise: squat, reps: 010}\n",
    "another format": "format: 2\nname: Legs\nsteps: [{exercise: squat, reps: 5}]\n",
    "a tab": HEAD + "steps:\n\t- {exercise: squat, reps: 5}\n",
    "two": HEAD + "steps: [{exercise: squat, reps: 5}]\n---\nname: Arms\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_all_that_is_wrong_is_told_where_it_stands(name: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    reading = read_plan(written(tmp_path, WRONG[name]))
    assert (reading.plan, reading.steps) == (None, ())
    assert "\n".join(str(problem).replace(str(tmp_path), "") for problem in reading.problems) == snapshot


def test_steps_that_are_too_many_are_read_as_far_as_they_can_be(tmp_path: Path) -> None:
    right, wrong = "  - {exercise: squat, reps: 5}\n", "  - {reps: 5}\n  - {exercise: sqaut, reps: 5}\n"
    reading = read_plan(written(tmp_path, HEAD + "steps:\n" + right * 100 + wrong))
    assert [str(problem).split(": ")[1:3] for problem in reading.problems] == [
        ["steps", "needs 100 entries at most, not a list of 102"],
        ["steps[102].exercise", "no exercise 'sqaut'"],
    ]


def test_a_plan_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = read_plan(tmp_path / "plan.yaml").problems
    assert str(problem).endswith("plan.yaml: cannot be read: No such file or directory: check the path")


@given(text=st.text(max_size=200) | st.sampled_from([*WRONG.values()]).flatmap(lambda text: st.just(text[::-1])))
def test_no_text_is_too_much(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    plan = tmp_path_factory.mktemp("any") / "plan.yaml"
    plan.write_bytes(text.encode("utf-8", "surrogatepass"))
    reading = read_plan(plan)
    assert (reading.plan is None) == bool(reading.problems)


def fits(values: Any) -> bool:
    return not list(Draft7Validator(plan_schema()).iter_errors(values))


def test_the_schema_for_editors_takes_what_the_program_takes(tmp_path: Path) -> None:
    Draft7Validator.check_schema(plan_schema())
    assert fits(read_yaml(example_plan()).values)
    wrong = [
        name
        for name in ("a list", "no steps", "misspelt", "values")
        if fits(read_yaml(written(tmp_path, WRONG[name])).values)
    ]
    assert wrong == []


def test_a_swap_keeps_all_sets_that_are_left() -> None:
    course = Course([step("squat", 3, reps=10), step("lunge", 2, reps=8)])
    course.advance()
    course.swap(step("lunge").exercise)
    left = [course.now.words]
    while course.next is not None:
        course.advance()
        left.append(course.now.words)
    assert left == [
        "set 1 of 2: 8 lunges",
        "set 2 of 2: 8 lunges",
        "set 1 of 2: 10 squats",
        "set 2 of 2: 10 squats",
    ]


@pytest.mark.parametrize(
    ("name", "reps", "seconds", "words"),
    [
        ("squat", 1, None, "1 squat"),
        ("pushup", 12, None, "12 push-ups"),
        ("high_knees", 30, None, "30 high knees"),
        ("shoulder_press", 8, None, "8 shoulder presses"),
        ("plank", None, 45.0, "plank for 45 s"),
        ("burpee", None, 60.0, "burpees for 60 s"),
    ],
)
def test_sets_are_announced_in_words(name: str, reps: int | None, seconds: float | None, words: str) -> None:
    assert Course([step(name, reps=reps, seconds=seconds)]).now.words == words
