from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.authoring.drafting.writing import to_yaml
from fitcount.authoring.interview import interview
from fitcount.authoring.interview.interview import PARTS, POSTURES
from fitcount.authoring.interview.questions import AnswerError, choice, code, number, sentence
from fitcount.reps.definition import Held, Repeated
from fitcount.reps.library import exercise_names, find_exercise
from fitcount.reps.reading import Reading, read

Answer = TypeVar("Answer")


class Author:
    """Gives answers in turn; nothing means the usual one."""

    def __init__(self, *answers: str) -> None:
        self._answers: Iterator[str] = iter(answers)
        self.asked: list[str] = []
        self.refused: list[str] = []

    def __call__(self, question: str, usual: str, understood: Callable[[str], Answer]) -> Answer:
        self.asked.append(question)
        while True:
            try:
                return understood(next(self._answers, "") or usual)
            except AnswerError as error:
                self.refused.append(str(error))


def written(folder: Path, author: Author) -> Reading:
    draft = interview(author, tuple(exercise_names()), find_exercise, lambda _name: None)
    path = folder / f"{draft.name}.yaml"
    path.write_text(to_yaml(draft), encoding="utf-8")
    return read(path)


def test_usual_answers_make_a_sound_exercise(tmp_path: Path) -> None:
    reading = written(tmp_path, Author("Step up"))
    assert reading.problems == ()
    assert isinstance(reading.exercise, Repeated)
    assert (reading.exercise.name, reading.exercise.title) == ("step_up", "Step up")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("posture", POSTURES)
def test_every_part_in_every_posture_passes_check(part: str, posture: str, tmp_path: Path) -> None:
    sides = [""] if PARTS[part].has_sides else []
    repeated = written(tmp_path, Author("moved", "", "", "", "", part, "", "", *sides, "", "", posture))
    assert repeated.problems == ()
    held = written(tmp_path, Author("still", "", "", "", "held", part, "", "", "", posture))
    assert held.problems == ()
    assert isinstance(held.exercise, Held)


@pytest.mark.parametrize("base", exercise_names())
def test_a_variant_of_any_known_exercise_passes_check(base: str, tmp_path: Path) -> None:
    reading = written(tmp_path, Author("variant", "", "", base))
    assert reading.problems == ()
    assert reading.exercise is not None
    assert reading.exercise.title == "Variant"


def test_a_variant_changes_how_deep_counts(tmp_path: Path) -> None:
    exercise = written(tmp_path, Author("box squat", "", "", "squat", "93")).exercise
    assert isinstance(exercise, Repeated)
    assert exercise.standards[exercise.default_standard].limit == 93


def test_answers_that_will_not_do_are_asked_again(tmp_path: Path) -> None:
    author = Author(
        "1", "Step up", "", "", "sqat", "none", "", "hip", "200", "160", "155", "90", "each", "170", "100", "-1"
    )
    assert written(tmp_path, author).exercise is not None
    assert author.refused == [
        "'1': needs letters, digits and _, a letter first: side_lunge",
        f"'sqat' is none of none, {', '.join(exercise_names())}: did you mean squat?",
        "200 is not within 0 to 180 deg",
        "155 is nearer than 15 degrees to the start, 160",
        "170 is not on the way: between 139 and 90 degrees",
        "-1 is not within 0.3 to 60 s",
    ]


def test_a_name_that_is_taken_is_refused() -> None:
    author = Author("mine", "yours")
    draft = interview(author, (), find_exercise, lambda name: Path("mine.yaml") if name == "mine" else None)
    assert draft.name == "yours"
    assert author.refused == ["mine.yaml is there already: choose another name"]


@given(start=st.floats(0, 180), peak=st.floats(0, 180), share=st.floats(0, 1), took_s=st.floats(0.3, 60))
def test_any_possible_answers_make_an_exercise_without_errors(
    start: float, peak: float, share: float, took_s: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    full = start + share * (peak - start)
    author = Author("any", "", "", "", "", "knee", f"{start:.1f}", f"{peak:.1f}", "", f"{full:.1f}", f"{took_s:.1f}")
    reading = written(tmp_path_factory.mktemp("any"), author)
    assert reading.errors == ()


@given(st.text(max_size=30))
def test_no_answer_breaks_a_question(text: str) -> None:
    for understood in (code, sentence, number(0.0, 180.0, "deg"), choice(("knee", "hip"))):
        with suppress(AnswerError):
            understood(text)


@pytest.mark.parametrize("text", ["90", " 90 ", "90°", "90 deg", "90,0"])
def test_numbers_are_read_as_people_write_them(text: str) -> None:
    assert number(0.0, 180.0, "deg")(text) == 90.0
