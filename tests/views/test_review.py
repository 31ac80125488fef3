"""A kept session in the terminal: what a person reads at 80 columns, with and without Unicode."""

from __future__ import annotations

import io
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.kept import KeptFrames, KeptSession, State
from fitcount.views.fatigue import Trend
from fitcount.views.glyphs import ASCII, UNICODE, Glyphs
from fitcount.views.headline import NO_TRACE
from fitcount.views.limit import Limit
from fitcount.views.palette import PLAIN
from fitcount.views.plots.bars import Bar, bars
from fitcount.views.plots.curve import MOST_STRIPS, Line, Span, curves
from fitcount.views.review import review

from .evening import CURLS, SQUATS, WALL_SIT, WORDS, frames, kept_set, rep, session
from .scenes import printed, text


def shown(of: KeptSession, seen: KeptFrames | None = None, width: int = 80, encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    lines = printed(review(of, seen, WORDS), Console(file=stream, width=width, _environ={})).splitlines()
    return "\n".join(line.rstrip() for line in lines)


@pytest.fixture(scope="module")
def seen() -> KeptFrames:
    return frames()


class TestWhole:
    def test_a_set_of_squats(self, seen: KeptFrames, snapshot: SnapshotAssertion) -> None:
        noted = replace(SQUATS, note="new shoes", weight_kg=40.0)
        assert shown(session(noted, note="after a rest"), seen) == snapshot

    def test_with_nothing_but_ascii(self, seen: KeptFrames, snapshot: SnapshotAssertion) -> None:
        told = shown(session(SQUATS), seen, encoding="ascii")
        assert told.isascii()
        assert told == snapshot

    def test_an_evening_of_several_exercises(self, seen: KeptFrames, snapshot: SnapshotAssertion) -> None:
        assert shown(session(SQUATS, CURLS, WALL_SIT), seen, width=120) == snapshot

    @pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
    def test_fits_the_terminal(self, width: int, seen: KeptFrames) -> None:
        told = shown(session(SQUATS, CURLS, WALL_SIT), seen, width=width)
        assert max(map(len, told.splitlines())) <= width

    def test_without_a_trace_there_is_no_curve_and_it_says_so(self) -> None:
        told = shown(session(SQUATS))
        assert "over time" not in told
        assert NO_TRACE.split(",")[0] in told
        assert "Range of each movement" in told

    def test_a_session_that_was_cut_off_says_how_to_end_it(self) -> None:
        told = shown(session(SQUATS, state=State.CUT_OFF, confidence=math.nan))
        assert "was cut off" in told
        assert "fitcount sessions recount 7" in " ".join(told.split())

    def test_each_count_is_told_with_the_file_that_it_was_made_with(self) -> None:
        of = session(SQUATS)
        again = replace(of, counts=(of.current, replace(of.current, number=1, asked="/x/mysquat.yaml")))
        told = shown(again)
        assert "At first: squat, 4 reps of 6 movements (parallel standard)." in told
        assert "(with mysquat.yaml," in told

    def test_tiring_is_told_and_drawn(self) -> None:
        tiring = [rep(number, 3.0 * number, 1.5 + 0.1 * number, low=70.0 + 2.0 * number) for number in range(1, 11)]
        told = shown(session(kept_set(tiring)))
        assert "You became slower: from 1.6 s a movement to 2.5 s (+56%)." in told
        assert told.count("╌ trend") == 2


class TestCurve:
    T_S = np.arange(0.0, 10.0, 0.05)
    SPAN = Span(2.0, 3.0, 4.0, "1", PLAIN)

    def drawn(self, values: np.ndarray, width: int = 80, glyphs: Glyphs = UNICODE) -> list[str]:
        limit = Limit(100.0, "parallel")
        return [
            text(canvas) for canvas in curves(Line("knee_deg", self.T_S, values), [self.SPAN], [limit], width, glyphs)
        ]

    def test_what_was_not_measured_is_not_drawn(self) -> None:
        values = np.where(self.T_S < 5.0, 170.0, np.nan)
        (strip,) = self.drawn(values)
        top = strip.splitlines()[1]
        assert 40 < len(top.rstrip("| ")) < 50
        assert self.drawn(np.full_like(self.T_S, np.nan)) == []

    def test_a_long_set_is_told_in_strips(self) -> None:
        t_s = np.arange(0.0, 3600.0, 0.05)
        line = Line("knee_deg", t_s, 125.0 + 50.0 * np.cos(t_s))
        assert len(curves(line, [], [], 80, UNICODE)) == MOST_STRIPS

    @given(st.lists(st.floats(-1e4, 1e4) | st.just(math.nan), min_size=200, max_size=200), st.integers(1, 130))
    def test_never_leaves_its_place(self, values: list[float], width: int) -> None:
        for glyphs in (UNICODE, ASCII):
            for strip in self.drawn(np.array(values), width, glyphs):
                assert {len(line) for line in strip.splitlines()[1:]} == {width + 1}


class TestBars:
    @given(st.lists(st.floats(0.0, 1e4) | st.just(math.nan), min_size=1, max_size=60), st.integers(1, 130))
    def test_never_leave_their_place(self, values: list[float], width: int) -> None:
        columns = [Bar(value, str(number), "L", PLAIN) for number, value in enumerate(values)]
        for glyphs in (UNICODE, ASCII):
            for row in bars(columns, "knee_deg", Trend(1.0, 2.0), width, glyphs):
                assert {len(line) for line in text(row).splitlines()[1:]} == {width + 1}

    def test_are_as_high_as_their_values(self) -> None:
        columns = [Bar(value, "1", "", PLAIN) for value in (100.0, 50.0, math.nan)]
        (row,) = bars(columns, "knee_deg", None, 30, UNICODE)
        filled = [sum(line[x] != " " for line in text(row).splitlines()[1:6]) for x in (5, 11, 17)]
        assert filled == [5, 3, 0]
