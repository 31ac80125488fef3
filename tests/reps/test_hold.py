"""Holding a position (positions.py): which seconds count, which do not, and why."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fitcount.reps.hold import HoldCounter
from fitcount.reps.metrics import METRICS
from fitcount.types import Metrics

from .positions import (
    DIPPED,
    FOREARMS,
    KNEELING,
    KNEES_DOWN,
    LYING,
    PIKED,
    SAGGING,
    SQUATTING,
    STANDING,
    WALL_SIT,
    Figure,
    Stretch,
    filmed,
    held,
    held_exercise,
    into,
    plank,
    still,
    watched,
)

PLANK = plank()
NEAR_S = 0.8
"""Getting into a position takes a moment: who says when it begins?"""


def held_once(figure: Figure, seconds: float, rest: Figure) -> list[Stretch]:
    return [*still(rest, 2.0), *into(rest, figure), *still(figure, seconds), *into(figure, rest), *still(rest, 1.0)]


def broken(figure: Figure, seconds: float) -> list[Stretch]:
    """A plank of 8 s, some seconds of another figure, and a plank of 6 s."""
    return [
        *still(PLANK, 8.0),
        *into(PLANK, figure, 0.4),
        *still(figure, seconds),
        *into(figure, PLANK, 0.4),
        *still(PLANK, 6.0),
    ]


@pytest.mark.parametrize(
    ("exercise", "figure", "rest"),
    [("plank", PLANK, LYING), ("plank", FOREARMS, LYING), ("wall_sit", WALL_SIT, STANDING)],
)
@pytest.mark.parametrize("fps", [10.0, 30.0])
@pytest.mark.parametrize("noise_deg", [0.0, 3.0])
def test_counts_the_seconds(exercise: str, figure: Figure, rest: Figure, fps: float, noise_deg: float) -> None:
    counter = held(filmed(held_once(figure, 12.0, rest), fps=fps, noise_deg=noise_deg), exercise)
    (hold,) = counter.holds
    assert hold.held_s == pytest.approx(12.0, abs=NEAR_S)
    assert (hold.start_s, hold.end_s) == pytest.approx((2.8, 14.8), abs=NEAR_S)
    assert (hold.exercise, hold.count, hold.movements, hold.breaks) == (exercise, 0, 0, ())
    assert counter.rejected == []


@pytest.mark.parametrize("figure", [STANDING, SQUATTING, KNEELING, LYING, KNEES_DOWN, SAGGING, PIKED])
def test_another_position_is_no_plank(figure: Figure) -> None:
    counter = held(filmed(held_once(figure, 12.0, STANDING)))
    assert (counter.holds, counter.rejected) == ([], [])


@pytest.mark.parametrize("figure", [STANDING, SQUATTING, KNEELING, LYING, PLANK])
def test_another_position_is_no_wall_sit(figure: Figure) -> None:
    counter = held(filmed(held_once(figure, 12.0, STANDING)), "wall_sit")
    assert (counter.holds, counter.rejected) == ([], [])


@pytest.mark.parametrize("seconds", [2.0, 4.0])
def test_a_short_hold_is_a_try(seconds: float) -> None:
    counter = held(filmed(held_once(PLANK, seconds, LYING)))
    (tried,) = counter.rejected
    assert counter.holds == []
    assert (tried.movement, tried.reason, tried.metric, tried.limit, tried.peak_s) == (
        False,
        "too_short",
        "held_s",
        5.0,
        None,
    )
    assert tried.value == pytest.approx(seconds, abs=NEAR_S)
    assert tried.text.startswith(f"no hold: held {tried.value:.1f} s, it counts from 5 s; then ")


def test_whoever_passes_through_has_not_tried() -> None:
    counter = held(filmed(held_once(PLANK, 0.3, LYING)))
    assert (counter.holds, counter.rejected) == ([], [])


def test_push_ups_are_no_plank() -> None:
    pushup = [*into(PLANK, DIPPED, 0.9), *into(DIPPED, PLANK, 0.8), *still(PLANK, 0.5)]
    counter = held(filmed([*still(PLANK, 2.0), *(6 * pushup)]))
    assert counter.holds == []


@pytest.mark.parametrize(
    ("figure", "reason"),
    [(SAGGING, "hips_sag"), (PIKED, "hips_up"), (LYING, "on_the_floor"), (KNEES_DOWN, "knees_bend")],
)
def test_a_break_is_not_counted_and_is_told(figure: Figure, reason: str) -> None:
    counter = held(filmed(broken(figure, 1.6), noise_deg=1.0))
    (hold,) = counter.holds
    (gap,) = hold.breaks
    assert hold.held_s == pytest.approx(14.0, abs=1.2)
    assert hold.held_s == pytest.approx(hold.end_s - hold.start_s - gap.took_s, abs=0.05)
    assert gap.took_s == pytest.approx(2.0, abs=0.9)
    # Whoever drops to the floor moves first, and the first thing is told.
    assert gap.reason in (reason, "moving")


@pytest.mark.parametrize("seconds", [4.0, 20.0])
def test_a_long_break_ends_the_hold(seconds: float) -> None:
    counter = held(filmed(broken(SAGGING, seconds)))
    assert [hold.held_s for hold in counter.holds] == pytest.approx([8.0, 6.0], abs=NEAR_S)


def test_a_try_may_have_no_breaks() -> None:
    tries = [*still(PLANK, 3.0), *into(PLANK, SAGGING, 0.3), *still(SAGGING, 1.0), *into(SAGGING, PLANK, 0.3)]
    counter = held(filmed(4 * tries))
    assert counter.holds == []
    assert len(counter.rejected) == 4


@pytest.mark.parametrize("gap_s", [0.1, 0.3])
def test_a_moment_out_of_sight_counts(gap_s: float) -> None:
    clip = [*still(PLANK, 6.0), *still(PLANK, gap_s, "nowhere"), *still(PLANK, 6.0)]
    (hold,) = held(filmed(clip)).holds
    assert hold.held_s == pytest.approx(12.0 + gap_s, abs=0.2)
    assert hold.breaks == ()


def test_a_longer_time_out_of_sight_is_a_break() -> None:
    clip = [*still(PLANK, 6.0), *still(PLANK, 2.0, "nowhere"), *still(PLANK, 6.0)]
    (hold,) = held(filmed(clip)).holds
    assert hold.held_s == pytest.approx(12.0, abs=0.2)
    assert [(gap.reason, gap.text) for gap in hold.breaks] == [("person_lost", "out of sight")]


def test_what_no_frame_shows_does_not_count() -> None:
    frames = [frame for frame in filmed(still(PLANK, 14.0)) if not 6.0 < frame.t_s < 8.0]
    (hold,) = held(frames).holds
    assert hold.held_s == pytest.approx(12.0, abs=0.2)


def test_wrong_poses_do_not_break_a_hold() -> None:
    frames, wrong = filmed(still(PLANK, 12.0)), filmed(still(STANDING, 12.0))
    mixed = [wrong[row] if row % 40 in (20, 21) else frame for row, frame in enumerate(frames)]
    (hold,) = held(mixed).holds
    assert hold.held_s == pytest.approx(12.0, abs=0.2)


def test_what_the_view_does_not_show_is_no_objection() -> None:
    (hold,) = held(filmed(still(PLANK, 8.0, "front"))).holds
    assert hold.held_s == pytest.approx(8.0, abs=0.2)


def test_somebody_else_begins_anew() -> None:
    first = filmed(still(PLANK, 6.0))
    second = [replace(frame, t_s=frame.t_s + 6.0) for frame in filmed(still(PLANK, 7.0), track=1)]
    counter = held(first + second)
    assert [hold.held_s for hold in counter.holds] == pytest.approx([6.0, 7.0], abs=0.2)


def test_shows_the_seconds_running_and_what_is_wrong() -> None:
    frames = filmed(broken(SAGGING, 1.6))
    _, states = watched(frames)
    shown = [state.holding.running_s for state in states if state.holding is not None]
    assert len(shown) == len(states)
    assert shown[int(3.0 * 30)] == pytest.approx(3.0, abs=0.1)
    assert shown[int(9.4 * 30)] == pytest.approx(8.2, abs=0.4), "stands still in the break"
    assert shown[-1] == pytest.approx(14.0, abs=1.0)
    assert {state.phase for state in states} == {"holding", "break"}
    assert all(state.notes == () for state in states if state.phase == "holding")
    notes = {note.split(" (")[0] for state in states for note in state.notes}
    assert notes == {"the hips sag"}
    assert (states[0].gauge.metric, states[0].gauge.peak_limit) == ("held_s", 5.0)


def test_nobody_at_all_is_nothing() -> None:
    counter, states = watched(filmed(still(PLANK, 3.0, "nowhere")))
    assert (counter.holds, counter.rejected) == ([], [])
    assert {(state.person, state.phase) for state in states} == {(False, "")}


values = st.one_of(st.floats(-60, 180), st.just(math.nan))
chaos = st.lists(
    st.tuples(st.sampled_from([0.0, 1 / 30, 0.1, 0.4, 2.0, 9.0]), values, values, st.sampled_from([0, 0, 0, 1, None])),
    max_size=80,
)


@settings(max_examples=60, deadline=None)
@given(chaos)
def test_whatever_comes_it_never_fails_and_never_takes_back(
    rows: list[tuple[float, float, float, int | None]],
) -> None:
    counter = HoldCounter(held_exercise("plank"))
    t_s, totals, holds = 0.0, [0.0], 0
    for step_s, tilt_deg, sag_deg, track in rows:
        t_s += step_s
        frame = {**dict.fromkeys(METRICS, math.nan), "body_tilt_deg": tilt_deg, "hip_sag_deg": sag_deg}
        holding = counter.update(Metrics(t_s, frame, track)).holding
        assert holding is not None
        assert len(holding.holds) >= holds
        holds = len(holding.holds)
        totals.append(holding.total_s)
    counter.finish()
    totals.append(sum(hold.held_s for hold in counter.holds))
    assert all(after >= before - 1e-9 for before, after in pairwise(totals))
    assert totals[-1] <= t_s + 1e-9
