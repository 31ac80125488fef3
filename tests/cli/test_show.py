"""`fitcount exercises show`: of a name or a file."""

from __future__ import annotations

import json
from pathlib import Path

from authoring.exercises import REPEATED, written

from .conftest import Fitcount


def test_shows_an_exercise_that_ships(fitcount: Fitcount) -> None:
    said = fitcount("exercises", "show", "squat")
    assert (said.code, said.err) == (0, "")
    for words in ("squat.yaml", "descending", "parallel (default)", "not upright", "knee valgus"):
        assert words in said.out


def test_says_what_a_file_extends(fitcount: Fitcount, tmp_path: Path) -> None:
    written(tmp_path, "format: 1\nname: own\ntitle: Deep squat\nextends: squat\nmovement: {min_range: 40}\n")
    said = fitcount("exercises", "show", "own.yaml")
    assert (said.code, said.err) == (0, "")
    assert "which extends" in said.out
    assert "goes 40° or more" in said.out


def test_gives_the_same_as_json(fitcount: Fitcount, tmp_path: Path) -> None:
    path = written(tmp_path, REPEATED)
    found = json.loads(fitcount("exercises", "show", path, "--json").out)
    assert found["steps"][0] == {"phase": "upright", "until": "below 150°"}
    assert found["posture"][0]["written"] == "high(hip_height_ratio) > 0.6 and spread(stance_m) < 0.3"


def test_a_wrong_name_gets_one_line(fitcount: Fitcount) -> None:
    said = fitcount("exercises", "show", "sqaut")
    assert said.code == 2
    assert "no exercise 'sqaut': there is squat" in said.complaint
