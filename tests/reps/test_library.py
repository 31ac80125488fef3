"""Exercises by name, and what their files say."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from fitcount.errors import ExerciseError, UsageError
from fitcount.reps.definition import Exercise, Held, Repeated
from fitcount.reps.library import exercise_names, find_exercise, read_exercise, standard_of

from .broken_files import HOLD, SAMPLE, SQUAT, changed


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + SQUAT.encode(), id="byte_order_mark"),
        pytest.param(SQUAT.replace("\n", "\r\n").encode(), id="windows_line_ends"),
        pytest.param(changed("max_s: 20", "max_s: 2e1"), id="exponent"),
        pytest.param(changed("min_range: 25", "min_range: 25.0"), id="fraction"),
    ],
)
def test_other_spellings_of_the_same_file_read_the_same(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_bytes(content)
    assert find_exercise(str(path)) == read_exercise(SAMPLE)


@pytest.mark.parametrize("word", ["yes", "on", "off", "no", "2024-01-01", "1:30", "~x"])
def test_words_stay_words(word: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(changed("title: Squat", f"title: {word}"))
    assert read_exercise(path).title == word


def test_an_exercise_is_written_again_as_it_was_read() -> None:
    squat = repeated(read_exercise(SAMPLE))
    assert Repeated.model_validate_json(squat.model_dump_json()) == squat
    assert pickle.loads(pickle.dumps(squat)) == squat


def test_the_squat_ships() -> None:
    assert "squat" in exercise_names()
    squat = repeated(find_exercise("squat"))
    assert (squat.name, squat.default_standard, squat.toward_peak) == ("squat", "parallel", -1.0)
    assert {"forward_lean", "knee_valgus"} <= {rule.code for rule in squat.form}
    assert squat.standards["parallel"].reason == "bottom_not_reached"


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_that_ships_is_right(name: str) -> None:
    exercise = find_exercise(name)
    assert isinstance(exercise, Exercise)
    assert exercise.name == name


def test_an_unknown_exercise_names_the_nearest() -> None:
    with pytest.raises(
        ExerciseError, match=r"no exercise 'sqaut': there is squat.*; or give the path of a \.yaml file"
    ):
        find_exercise("sqaut")


@pytest.mark.parametrize("name", ["nowhere.yaml", "a\0b.yaml"])
def test_a_file_that_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match=r"\.yaml: cannot be read: .*: check the path"):
        find_exercise(str(tmp_path / name))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "mine.yaml"
    folder.mkdir()
    with pytest.raises(ExerciseError, match=r"mine\.yaml: cannot be read: "):
        find_exercise(str(folder))


def test_a_standard_is_one_of_the_exercise() -> None:
    squat = find_exercise("squat")
    assert [standard_of(squat, name) for name in (None, "half")] == ["parallel", "half"]
    with pytest.raises(UsageError, match="squat has no standard 'deep': it has parallel, half, any"):
        standard_of(squat, "deep")


def test_a_hold_has_no_standard(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HOLD)
    exercise = read_exercise(path)
    assert isinstance(exercise, Held)
    assert standard_of(exercise, None) == ""
    with pytest.raises(UsageError, match="plank has no standard 'any': it has none: it is held, so leave"):
        standard_of(exercise, "any")


def repeated(exercise: Exercise) -> Repeated:
    assert isinstance(exercise, Repeated)
    return exercise


def test_an_exercise_may_grow_towards_its_peak(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(changed("start: 170, peak: 80", "start: 20, peak: 90").replace(b"limit: 100", b"limit: 80"))
    assert repeated(read_exercise(path)).toward_peak == 1.0
