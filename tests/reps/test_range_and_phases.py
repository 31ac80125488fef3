"""What the counter rests on: the person's own range, and the state machine of a rep."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.reps.own_range import OwnRange
from fitcount.reps.phases import Phase, PhaseMachine

from .movements import repeated

SQUAT = repeated("squat")
START, TO_PEAK, PEAK, FROM_PEAK = Phase.START, Phase.TO_PEAK, Phase.PEAK, Phase.FROM_PEAK


def still(own: OwnRange, knee_deg: float, seconds: float, fps: float = 30.0) -> OwnRange:
    for row in range(round(seconds * fps)):
        own.follow(row / fps, knee_deg)
    return own


def test_begins_with_the_usual_range() -> None:
    own = OwnRange(SQUAT)
    assert (own.share(170), own.share(80), own.value(0.5)) == (0.0, 1.0, 125.0)


@given(st.floats(-1, 2), st.floats(20, 120))
def test_value_is_the_inverse_of_share(share: float, span: float) -> None:
    own = OwnRange(SQUAT)
    for _ in range(2):
        own.learn(span)
    assert own.share(own.value(share)) == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize("fps", [10.0, 60.0])
def test_follows_a_person_who_stands_still(fps: float) -> None:
    own = still(OwnRange(SQUAT), 160, seconds=1.0, fps=fps)
    assert own.start == pytest.approx(170 - 10 * (1 - 2.718**-1), abs=0.7)
    assert still(own, 160, seconds=6.0, fps=fps).start == pytest.approx(160, abs=0.1)


def test_does_not_follow_a_person_who_moves() -> None:
    own = OwnRange(SQUAT)
    for row in range(30):
        own.follow(row / 30, 170 - 3 * row)
    assert own.start == 170


def test_does_not_follow_into_the_bottom() -> None:
    assert still(OwnRange(SQUAT), 80, seconds=30).start > 135


def test_learns_how_far_this_person_goes() -> None:
    own = OwnRange(SQUAT)
    own.learn(60)
    assert 60 < own.span < 90, "one movement says little"
    for _ in range(6):
        own.learn(60)
    assert own.span == pytest.approx(60)


def test_shallow_movements_among_full_ones_do_not_shrink_the_range() -> None:
    own = OwnRange(SQUAT)
    for excursion in (90, 45, 90, 45, 90):
        own.learn(excursion)
    assert own.span == pytest.approx(90)


def test_sway_is_never_a_range() -> None:
    own = OwnRange(SQUAT)
    for _ in range(6):
        own.learn(2)
    assert own.span >= 25


def run(shares: list[float], reached_at: float = 0.8, step_s: float = 0.1) -> list[Phase]:
    machine = PhaseMachine(SQUAT.phases)
    return [machine.step(row * step_s, share, share >= reached_at) for row, share in enumerate(shares)]


def test_goes_through_a_rep() -> None:
    assert run([0, 0.3, 0.6, 0.9, 1.0, 0.7, 0.3, 0.1, 0.0]) == [
        START, TO_PEAK, TO_PEAK, PEAK, PEAK, FROM_PEAK, FROM_PEAK, FROM_PEAK, START,
    ]  # fmt: skip


def test_a_rep_that_misses_the_peak_goes_back_without_it() -> None:
    phases = run([0, 0.3, 0.5, 0.3, 0.1, 0.0])
    assert PEAK not in phases
    assert phases[-1] is START


@pytest.mark.parametrize("low", [0.16, 0.2, 0.24])
def test_between_enter_and_leave_nothing_changes(low: float) -> None:
    assert set(run([0.0, low, 0.0, low, low])) == {START}
    assert START not in run([0.3, low, low, low])[:1] + run([0.3, low, low, low])[1:]


@pytest.mark.parametrize(("step_s", "last"), [(0.02, FROM_PEAK), (0.06, START)])
def test_the_start_position_must_last(step_s: float, last: Phase) -> None:
    assert run([0.3, 0.9, 0.5, 0.1, 0.1], step_s=step_s)[-1] is last


def test_one_frame_of_standing_is_not_standing() -> None:
    assert START not in run([0.3, 0.9, 0.5, 0.1, 0.5, 0.1, 0.9], step_s=0.04)


@given(st.lists(st.floats(-0.5, 1.5), min_size=2, max_size=60))
def test_standing_is_left_downwards_only(shares: list[float]) -> None:
    for before, after in pairwise(run(shares)):
        if before is START:
            assert after in (START, TO_PEAK)
        if after is TO_PEAK:
            assert before in (START, TO_PEAK)


def test_names_are_those_of_the_exercise() -> None:
    machine = PhaseMachine(SQUAT.phases)
    assert machine.name == "standing"
    machine.restart(PEAK)
    assert machine.name == "bottom"


def test_restart_forgets_the_rep_before() -> None:
    machine = PhaseMachine(SQUAT.phases)
    for row, share in enumerate((0.0, 0.5, 1.0)):
        machine.step(row / 10, share, True)
    machine.restart(TO_PEAK)
    assert machine.step(0.3, 0.5, False) is TO_PEAK
