"""What is said of an exercise file that is wrong or doubtful, and that it points at what is at fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount.errors import ExerciseError
from fitcount.reps.library import read_exercise
from fitcount.reps.reading import Reading, read
from fitcount.types import Problem

from .broken_files import DOUBTFUL, HOLD, SQUAT, WRONG, Broken


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(broken: Broken) -> Path:
    path = Path(broken.file_name)
    path.write_bytes(broken.content)
    return path


def pointed_at(problem: Problem) -> str | None:
    place = problem.place
    return place.text[place.column - 1 : place.column - 1 + place.length] if place.line else None


def check_places(reading: Reading, broken: Broken) -> None:
    found = [pointed_at(problem) for problem in reading.problems]
    assert len(found) == len(broken.at_fault), found
    for text, at_fault in zip(found, broken.at_fault, strict=True):
        assert text == at_fault or (text is not None and at_fault is not None and len(at_fault) > 50), found
        assert text is None or at_fault is None or text.startswith(at_fault)
    lines = broken.content.decode("utf-8", "replace").splitlines()
    for problem in reading.problems:
        if problem.place.line and problem.place.text.isascii():
            assert lines[problem.place.line - 1].rstrip() == problem.place.text.rstrip()


@pytest.mark.parametrize("case", sorted(WRONG))
def test_a_wrong_file_has_errors_that_point_at_what_is_at_fault(case: str, snapshot: SnapshotAssertion) -> None:
    reading = read(written(WRONG[case]))
    assert reading.exercise is None
    assert reading.errors
    check_places(reading, WRONG[case])
    assert [said(problem) for problem in reading.problems] == snapshot


@pytest.mark.parametrize("case", sorted(DOUBTFUL))
def test_a_doubtful_file_has_a_warning_and_can_be_used(case: str, snapshot: SnapshotAssertion) -> None:
    path = written(DOUBTFUL[case])
    reading = read(path)
    assert not reading.errors
    check_places(reading, DOUBTFUL[case])
    assert [said(problem) for problem in reading.problems] == snapshot
    assert read_exercise(path) == reading.exercise


def said(problem: Problem) -> str:
    place = problem.place
    parts = (f"{place.line}:{place.column} {problem.severity}: {problem.what}", problem.why, problem.suggestion)
    return " | ".join(parts)


@pytest.mark.parametrize("case", sorted(WRONG))
def test_counting_tells_the_first_error_in_one_line(case: str) -> None:
    path = written(WRONG[case])
    with pytest.raises(ExerciseError) as error:
        read_exercise(path)
    message = str(error.value)
    assert "\n" not in message
    assert len(message) < 250
    assert "input should" not in message.lower(), "pydantic's words are for programmers"
    assert message.startswith(str(read(path).errors[0]))


@pytest.mark.parametrize("content", [SQUAT, HOLD], ids=["squat", "plank"])
def test_what_the_broken_files_were_made_of_is_fine(content: str) -> None:
    assert read(written(Broken(content.encode()))).problems == ()


def test_a_problem_far_below_another_is_told_as_well() -> None:
    content = (
        SQUAT.replace("title:", "titel:").replace("limit: 125", "limit: 12O").replace("views: [front", "views: [top")
    )
    assert [pointed_at(problem) for problem in read(written(Broken(content.encode()))).problems] == [
        "titel",
        "12O",
        "top",
    ]
