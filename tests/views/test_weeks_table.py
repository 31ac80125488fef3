"""Weeks as rows, an exercise after the other."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount.kept import WeekOfExercise
from fitcount.views.glyphs import ASCII, UNICODE, Glyphs
from fitcount.views.weeks_table import bars, weeks_lines

from .evening import WORDS

MONDAY = date(2026, 1, 5)


def week(number: int, count: int = 60, **more: object) -> WeekOfExercise:
    whole = WeekOfExercise(
        monday=MONDAY + timedelta(weeks=number),
        exercise="squat",
        sessions=2,
        sets=6,
        count=count,
        movements=count + 3 * (number == 1),
        held_s=0.0,
        volume_kg=40.0 * count,
        best_count=12,
        best_held_s=0.0,
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
    2, 0, exercise="wall_sit", movements=0, held_s=93.4, best_held_s=41.0, volume_kg=0.0, lowest=math.nan,
    highest=math.nan, range_of_motion=math.nan, to_peak_s=math.nan, from_peak_s=math.nan, faults={},
)  # fmt: skip
WEEKS = [week(0), week(1, 30), HELD, week(4, 90), week(11, 75)]


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_looks_as_designed(glyphs: Glyphs, snapshot: SnapshotAssertion) -> None:
    lines = [*weeks_lines(WEEKS, WORDS, glyphs)]
    assert max(map(len, lines)) <= 80
    assert "\n".join(lines) == snapshot


def test_weeks_without_a_session_are_told_one_by_one_or_in_a_line() -> None:
    lines = [*weeks_lines([week(0), week(3), week(10)], WORDS, UNICODE)]
    assert [line.split()[0] for line in lines[2:7]] == ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26", "..."]
    assert lines[6].endswith("6 weeks without")


def test_an_exercise_of_which_nothing_is_known_has_its_range() -> None:
    head, columns, *_ = weeks_lines([week(0, exercise="my_own")], {}, UNICODE)
    assert head.startswith("My own  60 reps in 2 sessions")
    assert "range" in columns.split()


def test_bars_show_shares_of_the_most() -> None:
    assert bars([0.0, 1.0, 50.0, 100.0], UNICODE) == ["", "▏", "████", "████████"]
    assert bars([0.0, 1.0, 50.0, 100.0], ASCII) == ["", "#", "####", "########"]
    assert bars([0.0], UNICODE) == [""]
