"""Weeks as rows, an exercise after the other."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount.overview import WeekOfExercise
from fitcount.views.glyphs import ASCII, UNICODE, Glyphs
from fitcount.views.weeks_table import bars, weeks_lines

MONDAY = date(2026, 1, 5)


def week(number: int, count: int = 60, **more: object) -> WeekOfExercise:
    whole = WeekOfExercise(
        monday=MONDAY + timedelta(weeks=number),
        exercise="squat",
        title="Squat",
        standards=("parallel",),
        sessions=2,
        sets=6,
        count=count,
        corrected=count,
        movements=count + 3 * (number == 1),
        held_s=0.0,
        volume_kg=40.0 * count,
        best_count=12,
        best_held_s=0.0,
        metric="knee_deg",
        lowest=90.0 - 2.0 * number,
        highest=172.0,
        range_of_motion=82.0 + 2.0 * number,
        to_peak_s=1.0 + 0.1 * number,
        from_peak_s=0.9,
        faulty=count // 4,
        faults={"forward_lean": count // 4},
    )
    return replace(whole, **more)  # type: ignore[arg-type]


HELD = week(
    2, 0, exercise="wall_sit", title="Wall sit", standards=(), metric="",
    movements=0, held_s=93.4, best_held_s=41.0, volume_kg=0.0, lowest=math.nan,
    highest=math.nan, range_of_motion=math.nan, to_peak_s=math.nan, from_peak_s=math.nan, faults={},
)  # fmt: skip
WEEKS = [week(0), week(1, 30), HELD, week(4, 90), week(11, 75)]


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_looks_as_designed(glyphs: Glyphs, snapshot: SnapshotAssertion) -> None:
    lines = [*weeks_lines(WEEKS, glyphs)]
    assert max(map(len, lines)) <= 80
    assert "\n".join(lines) == snapshot


def test_weeks_without_a_session_are_told_one_by_one_or_in_a_line() -> None:
    lines = [*weeks_lines([week(0), week(3), week(10)], UNICODE)]
    assert [line.split()[0] for line in lines[2:7]] == ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26", "..."]
    assert lines[6].endswith("6 weeks without")


def test_each_side_is_told_by_what_both_are() -> None:
    _, columns, *_ = weeks_lines([week(0, metric="elbow_right_deg")], UNICODE)
    assert "right" not in columns
    assert "elbow" in columns.split()


def test_standards_are_told_where_they_differ() -> None:
    _, columns, one, other, *_ = weeks_lines([week(0), week(1, standards=("half", "parallel"))], UNICODE)
    assert "standard" in columns.split()
    assert " parallel " in one
    assert " half, parallel " in other


def test_weeks_of_which_no_repetition_was_kept_are_told() -> None:
    unmeasured: dict[str, Any] = dict.fromkeys(
        ("lowest", "highest", "range_of_motion", "to_peak_s", "from_peak_s"), math.nan
    )
    lines = [*weeks_lines([week(0, metric="", **unmeasured)], UNICODE)]
    assert lines[0].startswith("Squat  60 reps in 2 sessions")
    assert not any("nan" in line for line in lines)


def test_bars_show_shares_of_the_most() -> None:
    assert bars([0.0, 1.0, 50.0, 100.0], UNICODE) == ["", "▏", "████", "████████"]
    assert bars([0.0, 1.0, 50.0, 100.0], ASCII) == ["", "#", "####", "########"]
    assert bars([0.0], UNICODE) == [""]
