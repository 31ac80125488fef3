"""`fitcount exercises test`: what it prints, and its exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fitcount.config import shipped

from .conftest import Fitcount

EXERCISES = shipped("exercises")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A plank of one's own, with a trace of it beside it."""
    text = (EXERCISES / "plank.yaml").read_text(encoding="utf-8")
    path = tmp_path / "my_plank.yaml"
    path.write_text(f"{text[: text.index('cases:')]}cases:\n  - {{file: plank.npz, held_s: 13, holds_s: [[0, 7]]}}\n")
    shutil.copy(EXERCISES / "cases" / "plank.npz", tmp_path)
    return path


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def last_line(text: str) -> str:
    return text.rstrip("\n").splitlines()[-1]


def test_passes(fitcount: Fitcount, own: Path) -> None:
    said = fitcount("exercises", "test", own)
    assert (said.code, said.err) == (0, "")
    assert last_line(said.out) == "✓ plank: all 11 passed"


def test_says_how_many_failed_and_what_to_look_at(fitcount: Fitcount, own: Path) -> None:
    edit(own, "enter: 55, leave: 48", "enter: 88, leave: 86")
    said = fitcount("exercises", "test", own)
    assert said.code == 2
    assert last_line(said.out).startswith("✗ plank: ")
    assert last_line(said.out).endswith(" of 11 failed")
    assert "look at hold: position: not_level" in said.out


def test_several_end_with_which_failed(fitcount: Fitcount, own: Path) -> None:
    edit(own, "held_s: 13", "held_s: 3")
    said = fitcount("exercises", "test", "wall-sit", own)
    assert said.code == 2
    assert last_line(said.out) == "1 of 2 exercises failed: plank"


def test_an_extending_exercise_is_tried_with_the_movement_of_its_base(fitcount: Fitcount, tmp_path: Path) -> None:
    path = tmp_path / "strict.yaml"
    path.write_text("name: strict\nextends: wall_sit\nhold: {min_s: 6}\n", encoding="utf-8")
    said = fitcount("exercises", "test", path)
    assert said.code == 0
    assert "of wall_sit, which it extends" in said.out
    assert "its own cases" not in said.out


def test_a_clip_is_a_case_as_well(fitcount: Fitcount, own: Path, short_clip: Path) -> None:
    shutil.copy(short_clip, own.parent / "squats.mp4")
    edit(own, "cases:\n", "cases:\n  - {file: squats.mp4, held_s: 0}\n")
    said = fitcount("exercises", "test", own)
    assert said.code == 0
    assert "squats.mp4" in said.out


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("cases:\n  - {file: plank.npz, held_s: 13, holds_s: [[0, 7]]}\n", "", "no cases: write 'cases:'"),
        ("file: plank.npz", "file: plonk.npz", "cases: no file"),
        ("file: plank.npz", "standard: deep, file: plank.npz", "standard: means nothing of this exercise"),
        ("held_s: 13, ", "", "needs one of count, movements, held_s"),
        ("file: plank.npz", "file: my_plank.yaml", "my_plank.yaml"),
    ],
)
def test_what_cannot_be_tested_is_said_in_a_line(
    fitcount: Fitcount, own: Path, before: str, after: str, complaint: str
) -> None:
    edit(own, before, after)
    said = fitcount("exercises", "test", own)
    assert said.code == 2
    assert complaint in said.complaint


def test_a_movement_that_is_not_found_is_asked_for(fitcount: Fitcount, own: Path) -> None:
    edit(own, ", holds_s: [[0, 7]]", "")
    said = fitcount("exercises", "test", own)
    assert said.code == 0
    assert "say in one of them when, with holds_s: [[start, end]]" in " ".join(said.out.split())
