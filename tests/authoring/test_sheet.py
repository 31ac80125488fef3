"""Behaviour: an exercise's file in words, in the order and the units in which a rep goes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from fitcount.authoring.sheet import sheet_of
from fitcount.findings import Step
from fitcount.reps.library import exercise_names, find_exercise
from fitcount.views.exercise import exercise_sheet

from .exercises import REPEATED, written


def test_phases_are_told_in_the_metrics_own_unit(tmp_path: Path) -> None:
    sheet = sheet_of(find_exercise(str(written(tmp_path, REPEATED))), "own.yaml")
    assert sheet.steps == (
        Step("upright", "below 150°"),
        Step("bowing", "below 90°"),
        Step("low", "12° above its lowest"),
        Step("rising", "above 160°"),
    )


def test_what_moves_up_is_told_upwards(tmp_path: Path) -> None:
    upside_down = REPEATED.replace("{start: 170, peak: 70}", "{start: 20, peak: 120}").replace(
        "limit: 90", "limit: 100"
    )
    sheet = sheet_of(find_exercise(str(written(tmp_path, upside_down))), "own.yaml")
    assert [step.until for step in sheet.steps] == ["above 40°", "above 100°", "12° below its highest", "below 30°"]
    assert sheet.scale is not None
    assert (sheet.scale.start, sheet.scale.end) == (20.0, 120.0)


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_that_ships_fits_on_a_page_of_80_columns(name: str) -> None:
    sheet = sheet_of(find_exercise(name), name)
    for encoding in ("utf-8", "ascii"):
        console = Console(file=io.TextIOWrapper(io.BytesIO(), encoding), width=80, _environ={})
        with console.capture() as capture:
            console.print(exercise_sheet(sheet))
        assert max(map(len, capture.get().splitlines())) <= 80
        codes = [*(rule.code for rule in (*sheet.posture, *sheet.form)), *(edge.code for edge in sheet.position)]
        assert [code for code in codes if code.replace("_", " ") not in capture.get()] == []
