from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from fitcount.authoring.drafting.draft import Draft, HeldDraft, HeldPart, exercise_of
from fitcount.authoring.drafting.saving import case_path
from fitcount.authoring.drafting.writing import to_yaml
from fitcount.reps.definition import Exercise
from fitcount.reps.reading import read

from .lessons import lesson

LEARNED = {"squat_front": 4, "jack_front": 8, "curl_alternating": 6, "pushup_side": 5}


def read_back(text: str, folder: Path) -> Exercise:
    path, recording = folder / "movement.yaml", case_path(folder / "movement.yaml", "movement")
    recording.parent.mkdir()
    recording.touch()
    path.write_text(text, encoding="utf-8")
    reading = read(path)
    assert [str(problem) for problem in reading.problems] == []
    assert reading.exercise is not None
    return reading.exercise


@pytest.mark.parametrize(("name", "reps"), LEARNED.items())
def test_what_is_learned_passes_check_without_a_warning(name: str, reps: int, tmp_path: Path) -> None:
    draft = lesson(name, reps).draft
    assert read_back(to_yaml(draft), tmp_path) == exercise_of(draft)


@pytest.mark.parametrize("name", ["squat_front", "curl_alternating"])
def test_a_learned_file(name: str, snapshot: SnapshotAssertion) -> None:
    assert to_yaml(lesson(name, LEARNED[name]).draft) == snapshot


@pytest.mark.parametrize("name", LEARNED)
def test_no_line_is_too_long_to_read(name: str) -> None:
    assert max(map(len, to_yaml(lesson(name, LEARNED[name]).draft).splitlines())) <= 120


def about(text: str) -> Draft:
    return replace(lesson("squat_front", 4).draft, about=text, remarks={"": text})


@given(text=st.text(st.characters(categories=("L", "N", "P", "S"), include_characters=" "), min_size=1, max_size=100))
def test_any_text_is_read_as_it_was_meant(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    exercise = read_back(to_yaml(about(text)), tmp_path_factory.mktemp("any"))
    assert exercise.about == text


@pytest.mark.parametrize(
    "text", ["yes", "1:30", "null", "- a", "a: b", "{x}", "#1", "it's", '"quoted"', " ", "5", "&a", "*a"]
)
def test_words_that_mean_something_in_yaml_go_in_quotes(text: str, tmp_path: Path) -> None:
    assert read_back(to_yaml(about(text)), tmp_path).about == text


def test_a_held_exercise(snapshot: SnapshotAssertion, tmp_path: Path) -> None:
    parts = (
        HeldPart("knee_too_large", "knee_deg", 110.0, 118.0, "the knees are too straight"),
        HeldPart("moving", "knee_deg", 10.0, 18.0, "the body moves", change_over_s=0.5),
    )
    text = to_yaml(HeldDraft("movement", "Chair", "Sit on nothing.", "knee_deg", 5.0, parts))
    read_back(text, tmp_path)
    assert text == snapshot
