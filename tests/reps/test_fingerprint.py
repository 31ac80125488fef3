"""Two definitions have one hash if they count alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from fitcount.reps.fingerprint import definition_hash
from fitcount.reps.library import known_exercises, read_exercise

from .broken_files import HOLD, SQUAT


def hash_of(text: str, folder: Path) -> str:
    path = folder / "mine.yaml"
    path.write_text(text)
    return definition_hash(read_exercise(path))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# A rep's phases.", "# What a rep is made of."),
        ("limit: 100, reason: bottom_not_reached", "reason: bottom_not_reached, limit: 100.0"),
        ("high(trunk_lean_deg) > 52", "high( trunk_lean_deg )>52.0"),
        ("max_s: 20", "max_s: 2e1"),
        ("title: Squat\nabout", "title: 'Squat'\n\nabout"),
    ],
)
def test_how_it_is_written_makes_no_difference(old: str, new: str, tmp_path: Path) -> None:
    assert old in SQUAT
    assert hash_of(SQUAT.replace(old, new), tmp_path) == hash_of(SQUAT, tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("limit: 100", "limit: 101"),
        ("high(trunk_lean_deg) > 52", "high(trunk_lean_deg) > 53"),
        ("high(trunk_lean_deg) > 52", "high(trunk_lean_deg) >= 52"),
        ("say: Keep your chest up.", "say: Chest up."),
        ("default_standard: parallel", "default_standard: half"),
    ],
)
def test_whatever_it_says_makes_one(old: str, new: str, tmp_path: Path) -> None:
    assert old in SQUAT
    assert hash_of(SQUAT.replace(old, new), tmp_path) != hash_of(SQUAT, tmp_path)


def test_what_is_taken_over_counts_as_said(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(SQUAT)
    extending = hash_of("extends: ./base.yaml\nname: squat\nmovement: {max_s: 30}\n", tmp_path)
    assert extending == hash_of(SQUAT.replace("max_s: 20", "max_s: 30"), tmp_path)
    assert extending != hash_of(SQUAT, tmp_path)


def test_every_exercise_has_its_own(tmp_path: Path) -> None:
    hashes = [definition_hash(exercise) for exercise in known_exercises()]
    assert len(set(hashes)) == len(hashes)
    assert all(len(each) == 64 for each in [*hashes, hash_of(HOLD, tmp_path)])
