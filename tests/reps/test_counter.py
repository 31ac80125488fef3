"""Counting people who are known exactly (movements.py): what counts, what does not, and why."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fitcount.reps.counter import Counter
from fitcount.reps.metrics import METRICS
from fitcount.types import Float32Array, Metrics

from .movements import (
    Body,
    Clip,
    Stretch,
    away,
    bottoms_s,
    counted,
    filmed,
    length_s,
    missed,
    movements,
    reasons,
    repeated,
    slower,
    squat,
    squats,
    stand,
    unseen_between,
    watched,
)

PHASES = ["standing", "descending", "bottom", "ascending"]


@pytest.mark.parametrize("count", [0, 1, 2, 5, 12])
def test_counts_full_squats(count: int) -> None:
    counter = counted(filmed(squats(count)))
    assert [rep.number for rep in counter.reps] == list(range(1, count + 1))
    assert counter.rejected == []


@pytest.mark.parametrize("fps", [10.0, 15.0, 24.0, 30.0, 60.0])
@pytest.mark.parametrize("jitter", [0.0, 0.8])
def test_counts_the_same_at_any_frame_rate(fps: float, jitter: float) -> None:
    clip = squats(2) + squat(58) + stand() + squats(2)
    counter = counted(filmed(clip, fps=fps, jitter=jitter))
    assert (len(counter.reps), movements(counter)) == (4, 5)


@pytest.mark.parametrize("factor", [0.5, 0.75, 1.5, 3.0])
def test_counts_the_same_at_any_tempo(factor: float) -> None:
    assert len(counted(filmed(slower(squats(5), factor))).reps) == 5


@pytest.mark.parametrize("standing_deg", [155.0, 165.0, 180.0])
@pytest.mark.parametrize("noise_deg", [0.0, 3.0])
def test_counts_whoever_does_not_quite_straighten_the_knees(standing_deg: float, noise_deg: float) -> None:
    body = Body(standing_deg=standing_deg, noise_deg=noise_deg)
    assert len(counted(filmed(squats(5, bend_deg=standing_deg - 75), body)).reps) == 5


@pytest.mark.parametrize("seed", range(5))
def test_counts_the_same_through_noise(seed: int) -> None:
    counter = counted(filmed(squats(6), Body(noise_deg=4.0), seed=seed))
    assert (len(counter.reps), movements(counter)) == (6, 6)


def test_times_and_values_are_those_of_the_person() -> None:
    clip = squats(4)
    counter = counted(filmed(clip))
    for rep, bottom_s in zip(counter.reps, bottoms_s(clip), strict=True):
        assert rep.peak_s == pytest.approx(bottom_s, abs=0.1)
        assert rep.start_s == pytest.approx(bottom_s - 0.95, abs=0.25)
        assert rep.end_s == pytest.approx(bottom_s + 0.85, abs=0.25)
        assert rep.to_peak_s == pytest.approx(rep.peak_s - rep.start_s)
        assert rep.from_peak_s == pytest.approx(rep.end_s - rep.peak_s)
        assert rep.min == pytest.approx(172 - 95, abs=0.5)
        assert rep.max == pytest.approx(172, abs=10)
        assert (rep.metric, rep.side) == ("knee_deg", "both")


@pytest.mark.parametrize("fps", [10.0, 30.0])
@pytest.mark.parametrize("hold_s", [0.1, 1.0, 3.0])
def test_the_peak_is_the_middle_of_the_bottom(fps: float, hold_s: float) -> None:
    clip = stand() + squat(hold_s=hold_s) + stand()
    (rep,) = counted(filmed(clip, Body(noise_deg=1.0), fps=fps)).reps
    assert rep.peak_s == pytest.approx(bottoms_s(clip)[0], abs=0.1)


def test_a_shallow_squat_among_full_ones_is_a_movement_below_the_standard() -> None:
    clip = squats(2) + squat(58) + stand() + squats(2)
    counter = counted(filmed(clip))
    (rejection,) = counter.rejected
    assert rejection.movement
    assert (rejection.reason, rejection.metric, rejection.limit) == ("bottom_not_reached", "knee_deg", 100)
    assert rejection.value == pytest.approx(172 - 58, abs=1)
    assert rejection.peak_s == pytest.approx(bottoms_s(clip)[2], abs=0.1)
    assert rejection.text == "no rep: knee 114°, needs 100° or less"
    assert len(counter.reps) == 4


@pytest.mark.parametrize(("standard", "count"), [("parallel", 3), ("half", 4), ("any", 4)])
def test_the_standard_decides_what_counts_and_never_what_is_a_movement(standard: str, count: int) -> None:
    counter = counted(filmed(squats(3) + squat(58) + stand()), standard)
    assert (len(counter.reps), movements(counter)) == (count, 4)


def test_the_standard_any_counts_what_half_does_not() -> None:
    frames = filmed(squats(3, bend_deg=60) + squat(54) + stand(), Body(standing_deg=180))
    assert [len(counted(frames, standard).reps) for standard in ("half", "any")] == [3, 4]


@pytest.mark.parametrize("bend_deg", [5.0, 10.0, 18.0])
@pytest.mark.parametrize("noise_deg", [0.0, 3.0])
def test_sway_and_noise_are_nothing(bend_deg: float, noise_deg: float) -> None:
    counter = counted(filmed(squats(8, bend_deg), Body(noise_deg=noise_deg)))
    assert (counter.reps, movements(counter)) == ([], 0)


def test_a_hold_at_the_bottom_is_one_rep() -> None:
    counter = counted(filmed(squats(1) + squat(hold_s=6.0) + squats(1), Body(noise_deg=2.0)))
    assert len(counter.reps) == movements(counter) == 3


def test_a_bounce_at_the_bottom_is_one_rep() -> None:
    bounce = [Stretch(0.3, 95, 75), Stretch(0.3, 75, 95)]
    down, hold, up = squat()
    counter = counted(filmed([*stand(), down, hold, *bounce, up, *stand()]))
    assert len(counter.reps) == movements(counter) == 1


@pytest.mark.parametrize("back_to_deg", [10.0, 25.0, 38.0])
@pytest.mark.parametrize("fps", [10.0, 30.0])
def test_reps_without_lock_out_count_each(back_to_deg: float, fps: float) -> None:
    again = [Stretch(0.7, 95, back_to_deg), Stretch(0.7, back_to_deg, 95)]
    clip = [*stand(), Stretch(0.9, 0, 95), *(4 * again), Stretch(0.9, 95, 0), *stand()]
    counter = counted(filmed(clip, fps=fps))
    assert len(counter.reps) == movements(counter) == 5


def test_the_depth_of_a_rep_without_lock_out_is_its_own() -> None:
    # The way back to the bottom is out of sight: the deep frame after it belongs to the second squat.
    clip = [*stand(), Stretch(0.9, 0, 64), Stretch(0.6, 64, 16), Stretch(0.6, 16, 95), Stretch(0.9, 95, 0), *stand()]
    counter = counted(unseen_between(filmed(clip, fps=10), 2.5, 3.0))
    assert len(counter.reps) == 1
    assert [(r.reason, round(r.value)) for r in missed(counter)] == [("bottom_not_reached", 109)]


@pytest.mark.parametrize("gap_s", [0.1, 0.5, 0.8])
def test_a_short_gap_does_not_break_a_rep(gap_s: float) -> None:
    frames = filmed(squats(1) + squat(hold_s=0.3) + stand())
    for middle_s in (3.6, 4.0, 4.4):
        counter = counted(unseen_between(frames, middle_s - gap_s / 2, middle_s + gap_s / 2))
        assert len(counter.reps) == movements(counter) == 2, middle_s


def test_a_long_gap_ends_what_the_person_was_doing() -> None:
    clip = [*squats(1), Stretch(0.8, 0, 90), *away(1.6), *stand(), *squats(1)]
    counter = counted(filmed(clip))
    assert len(counter.reps) == movements(counter) == 2
    (lost,) = counter.rejected
    assert (lost.movement, lost.reason, lost.limit) == (False, "person_lost", 1.0)
    assert lost.value > 1.0
    assert lost.text.startswith("no rep: out of sight for 1.")


def test_a_rep_that_was_mostly_out_of_sight_is_guesswork() -> None:
    frames = filmed(stand() + squat(hold_s=0.4) + stand())
    shown = {frame.t_s for frame in frames[::3]}
    seen = [
        frame if frame.t_s in shown or not 1.2 < frame.t_s < 2.9 else unseen_between([frame], 0, 9)[0]
        for frame in frames
    ]
    counter = counted(seen)
    assert (counter.reps, reasons(counter)) == ([], ["person_lost"])


def test_somebody_else_does_not_go_on_with_the_rep() -> None:
    clip = stand() + squat()
    first, second = filmed(clip, end_s=1.8), filmed(squats(2), Body(track=1))
    later = [Metrics(first[-1].t_s + 1 / 30 + frame.t_s, frame.values, frame.track) for frame in second]
    counter = counted(first + later)
    assert len(counter.reps) == 2
    (broken,) = counter.rejected
    assert (broken.movement, broken.reason) == (False, "person_lost")
    assert broken.text == "no rep: lost sight of the person"


def test_nobody_at_all_is_nothing() -> None:
    counter, states = watched(filmed(away(3)))
    assert (counter.reps, counter.rejected) == ([], [])
    assert {(state.person, state.phase) for state in states} == {(False, "")}
    assert all(math.isnan(state.value) for state in states)


def test_an_empty_source_is_nothing() -> None:
    counter = counted([])
    assert (counter.reps, counter.rejected) == ([], [])


@pytest.mark.parametrize(
    ("body", "reason", "metric"),
    [
        (Body(lying=True), "not_upright", "body_tilt_deg"),
        (Body(steps_m=0.4), "feet_step", "stance_m"),
    ],
)
def test_bent_knees_in_another_posture_are_no_squats(body: Body, reason: str, metric: str) -> None:
    counter = counted(filmed(squats(3), body))
    assert (counter.reps, movements(counter)) == ([], 0)
    assert [(r.reason, r.metric) for r in counter.rejected] == 3 * [(reason, metric)]


def test_a_knee_that_rises_while_the_hips_stay_up_is_no_squat() -> None:
    frames = [
        Metrics(frame.t_s, {**frame.values, "hip_height_ratio": 0.97}, frame.track) for frame in filmed(squats(3))
    ]
    counter = counted(frames)
    assert (counter.reps, reasons(counter)) == ([], 3 * ["hips_stay_up"])


@pytest.mark.parametrize(
    ("clip", "reason"),
    [
        (squat(down_s=0.15, hold_s=0.05, up_s=0.15), "too_fast"),
        (squat(hold_s=25), "too_slow"),
        (squat(42), "too_small"),
    ],
)
def test_what_no_squat_can_be_is_said_not_counted(clip: Clip, reason: str) -> None:
    counter = counted(filmed(squats(2) + clip + stand()))
    (rejection,) = counter.rejected
    assert (len(counter.reps), rejection.movement, rejection.reason) == (2, False, reason)
    assert rejection.text.startswith("no rep: ")


@pytest.mark.parametrize("start_s", [1.3, 1.5, 1.7])
def test_a_clip_that_starts_on_the_way_down_has_that_rep(start_s: float) -> None:
    counter = counted(filmed(squats(3), start_s=start_s))
    assert len(counter.reps) == movements(counter) == 3
    assert counter.reps[0].start_s == 0.0


@pytest.mark.parametrize("start_s", [1.0, 1.2, 1.6])
def test_a_clip_that_starts_in_a_hold_at_the_bottom_has_that_rep_if_it_shows_the_hold(start_s: float) -> None:
    counter = counted(filmed(squat(hold_s=1.0) + squats(2), start_s=start_s))
    in_hold_s = 1.9 - start_s
    assert len(counter.reps) == movements(counter) == (3 if in_hold_s >= 0.6 else 2)
    assert reasons(counter) == ([] if in_hold_s >= 0.6 else ["peak_not_seen"])


@pytest.mark.parametrize("start_s", [2.2, 2.35, 2.5, 2.6])
@pytest.mark.parametrize("fps", [10.0, 30.0])
def test_a_clip_that_starts_after_the_bottom_does_not_have_that_rep(start_s: float, fps: float) -> None:
    counter = counted(filmed(squats(3), start_s=start_s, fps=fps))
    assert len(counter.reps) == movements(counter) == 2
    assert reasons(counter) in (["peak_not_seen"], [])


@pytest.mark.parametrize("end_s", [2.35, 2.5, 2.7])
def test_a_clip_that_ends_on_the_way_up_has_that_rep(end_s: float) -> None:
    counter = counted(filmed(squats(1), end_s=end_s))
    assert len(counter.reps) == movements(counter) == 1
    assert counter.reps[0].peak_s == pytest.approx(1.95, abs=0.1)


@pytest.mark.parametrize("end_s", [1.5, 1.8])
def test_a_clip_that_ends_before_the_bottom_does_not_have_that_rep(end_s: float) -> None:
    counter = counted(filmed(squats(1), end_s=end_s))
    assert (counter.reps, movements(counter)) == ([], 0)


def test_phases_follow_the_order_of_a_rep() -> None:
    _, states = watched(filmed(squats(4), Body(noise_deg=2.0)))
    seen = [state.phase for state in states]
    changes = [after for before, after in pairwise(["", *seen]) if after != before]
    assert changes == [*(PHASES * 4), "standing"]


def test_the_state_shows_what_a_view_needs() -> None:
    clip = squats(2)
    frames = filmed(clip)
    _, states = watched(frames)
    assert [state.t_s for state in states] == [frame.t_s for frame in frames]
    assert [state.value for state in states] == [frame.values["knee_deg"] for frame in frames]
    assert all(state.person for state in states)
    for state in states:
        gauge = state.gauge
        assert (gauge.metric, gauge.peak_limit) == ("knee_deg", 100)
        assert gauge.low < gauge.peak_limit < gauge.start_limit < gauge.high
    assert states[-1].count == 2
    counted_s = [states[i].t_s for i in range(1, len(states)) if states[i].count > states[i - 1].count]
    for at_s, bottom_s in zip(counted_s, bottoms_s(clip), strict=True):
        assert bottom_s < at_s < bottom_s + 1.2, "a rep is told when it is over, not later"


def test_a_fault_is_said_until_the_next_rep() -> None:
    caved = filmed(squats(1), Body(yaw_deg=0, knees_in=0.5))
    end_s = caved[-1].t_s + 1 / 30
    good = [Metrics(end_s + f.t_s, f.values, f.track) for f in filmed(squats(1), Body(yaw_deg=0))]
    counter, states = watched(caved + good)
    assert [[fault.code for fault in rep.faults] for rep in counter.reps] == [["knee_valgus"], []]
    said = [notes for notes, _ in pairwise([*(state.notes for state in states), ()])]
    assert set(said) == {(), ("Push your knees out over your toes.",)}
    assert states[-1].notes == ()


def test_a_person_who_goes_less_deep_than_usual_still_has_movements() -> None:
    counter = counted(filmed(squats(5, bend_deg=50)))
    assert (len(counter.reps), movements(counter)) == (0, 5)


angles_deg = st.one_of(st.floats(20, 180), st.just(math.nan))
steps_s = st.sampled_from([0.0, 1 / 60, 1 / 30, 0.1, 0.4, 1.5])
chaos = st.lists(
    st.tuples(steps_s, angles_deg, st.sampled_from([0, 0, 0, 0, 1]), st.floats(0, 90), st.booleans()), max_size=80
)


@settings(max_examples=60, deadline=None)
@given(chaos, st.sampled_from(["parallel", "any"]))
@example([(0.0, 170.0, 0, 5.0, False), (0.0, 80.0, 0, 5.0, False)], "parallel")
def test_whatever_comes_it_never_fails_and_never_takes_back(
    rows: list[tuple[float, float, int, float, bool]], standard: str
) -> None:
    counter = Counter(repeated("squat"), standard)
    t_s, before = 0.0, counter.update(Metrics(0.0, dict.fromkeys(METRICS, math.nan)))
    for step_s, angle_deg, track, lean_deg, odd in rows:
        t_s += step_s
        other = math.nan if odd else 0.8
        values = {**dict.fromkeys(METRICS, other), "knee_deg": angle_deg, "body_tilt_deg": lean_deg}
        state = counter.update(Metrics(t_s, values, None if math.isnan(angle_deg) and odd else track))
        assert state.reps[: len(before.reps)] == before.reps
        assert state.rejected[: len(before.rejected)] == before.rejected
        before = state
    counter.finish()
    assert tuple(counter.reps[: len(before.reps)]) == before.reps
    assert [rep.number for rep in counter.reps] == list(range(1, len(counter.reps) + 1))
    for rep in counter.reps:
        assert 0.0 <= rep.start_s <= rep.peak_s <= rep.end_s <= t_s
        assert rep.min <= rep.max
    for earlier, later in pairwise(counter.reps):
        assert earlier.end_s <= later.start_s
    for rejection in counter.rejected:
        assert rejection.peak_s is not None
        assert rejection.start_s <= rejection.peak_s <= rejection.end_s <= t_s
        assert "\n" not in rejection.text


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 5),
    st.floats(78, 110),
    st.floats(0.4, 2.0),
    st.floats(0.3, 3.0),
    st.sampled_from([10.0, 15.0, 30.0, 60.0]),
)
def test_any_set_of_full_squats_is_counted_exactly(
    count: int, bend_deg: float, half_s: float, pause_s: float, fps: float
) -> None:
    one = squat(bend_deg, down_s=half_s, up_s=half_s) + stand(pause_s)
    counter = counted(filmed(stand() + count * one, Body(noise_deg=1.0), fps=fps, jitter=0.5))
    assert len(counter.reps) == movements(counter) == count


def curls(left_deg: list[float], right_deg: list[float], step_s: float = 1 / 30) -> list[Metrics]:
    rest = {**dict.fromkeys(METRICS, math.nan), "body_tilt_deg": 5.0}
    return [
        Metrics(row * step_s, {**rest, "elbow_left_deg": left, "elbow_right_deg": right}, 0)
        for row, (left, right) in enumerate(zip(left_deg, right_deg, strict=True))
    ]


def arm(curling: list[bool], bend_deg: float = 120.0) -> list[float]:
    """An elbow that curls in some stretches of two seconds, and rests in the others."""
    one = [(1 - math.cos(2 * math.pi * row / 60)) / 2 for row in range(60)]
    return [165.0] * 30 + [165.0 - bend_deg * share * busy for busy in curling for share in one] + [165.0] * 30


def test_both_arms_at_once_are_one_movement() -> None:
    counter = counted(curls(arm([True] * 4), arm([True] * 4)), "any", "bicep_curl")
    assert [rep.side for rep in counter.reps] == ["both"] * 4


def test_arms_in_turn_count_each() -> None:
    turns = [True, False, True, False]
    counter = counted(curls(arm(turns), arm([not turn for turn in turns])), "any", "bicep_curl")
    assert [rep.side for rep in counter.reps] == ["left", "right", "left", "right"]
    assert [rep.metric for rep in counter.reps] == ["elbow_left_deg", "elbow_right_deg"] * 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(angles_deg, angles_deg), max_size=80), st.sampled_from([1 / 30, 0.1, 0.5]))
def test_two_sides_never_fail_nor_take_back(angles: list[tuple[float, float]], step_s: float) -> None:
    counter = Counter(repeated("bicep_curl"), "any")
    told = 0
    for frame in curls([left for left, _ in angles], [right for _, right in angles], step_s):
        state = counter.update(frame)
        assert len(state.reps) >= told
        told = len(state.reps)
    counter.finish()
    assert [rep.number for rep in counter.reps] == list(range(1, len(counter.reps) + 1))
    for side in ("left", "right"):
        own = [rep for rep in counter.reps if rep.side in (side, "both")]
        assert all(rep.start_s <= rep.peak_s <= rep.end_s for rep in own)


def test_the_model_itself_is_plausible() -> None:
    clip = squats(2)
    frames = filmed(clip, fps=50)
    assert frames[0].t_s == 0.0
    assert len(frames) == pytest.approx(length_s(clip) * 50, abs=1)
    knees = [frame.values["knee_deg"] for frame in frames]
    assert (min(knees), max(knees)) == pytest.approx((77, 172), abs=0.5)
    assert min(frame.values["hip_height_ratio"] for frame in frames) == pytest.approx(0.65, abs=0.03)


def test_a_quicker_pace_is_soon_believed() -> None:
    slow = [stretch for _ in range(4) for stretch in (Stretch(3.0, 0, 95), Stretch(3.0, 95, 0), Stretch(0.5, 0, 0))]
    quick = [stretch for _ in range(10) for stretch in (Stretch(0.6, 0, 95), Stretch(0.6, 95, 0), Stretch(0.3, 0, 0))]
    counter = counted(filmed([*stand(), *slow, *quick, *stand()]))
    assert len(counter.reps) >= 4 + 10 - 4, "a few are too fast to be believed, not all that follow"


def test_coming_back_in_the_middle_of_a_squat_does_not_move_the_start_position() -> None:
    clip = [*squats(3), Stretch(1.0, 0, 95), Stretch(5.0, 95, 95), Stretch(1.0, 95, 0), *squats(3, bend_deg=55)]
    frames = filmed(clip)
    end_s = frames[-1].t_s
    away = unseen_between(frames, end_s - 14.0, end_s - 10.0)
    before, after = counted(frames, "any"), counted(away, "any")
    assert len(after.reps) >= len(before.reps) - 1


@pytest.mark.parametrize("name", ["squat", "shoulder_press"])
def test_the_gauge_runs_from_the_start_position_to_the_peak(name: str) -> None:
    exercise = repeated(name)
    state = Counter(exercise, exercise.default_standard).update(Metrics(0.0, dict.fromkeys(METRICS, math.nan)))
    gauge = state.gauge
    assert (gauge.high - gauge.low) * exercise.toward_peak < 0, "high is the end in the start position"
    assert (gauge.peak_limit - gauge.start_limit) * exercise.toward_peak > 0


def with_bodies(frames: list[Metrics], way_m: Float32Array | None = None) -> list[Metrics]:
    """Frames of a squat whose joints go that way (12, 2) with the knee; None: as in a squat."""
    down_m = np.zeros((12, 2), np.float32)
    down_m[:6], down_m[8:10], down_m[10:] = (0.3, 0.1), (0.35, -0.3), (0.1, -0.45)
    way_m = down_m if way_m is None else way_m
    shares = [(172.0 - frame.values["knee_deg"]) / 95.0 for frame in frames]
    return [
        replace(frame, body_m=(share * way_m).astype(np.float32)) for frame, share in zip(frames, shares, strict=True)
    ]


def later(frames: list[Metrics], by_s: float) -> list[Metrics]:
    return [replace(frame, t_s=frame.t_s + by_s) for frame in frames]


def test_a_knee_that_bends_without_the_body_is_another_leg_taken_for_it() -> None:
    clip = squats(3)
    one_knee_m = np.zeros((12, 2), np.float32)
    one_knee_m[9] = (-0.3, -0.1)
    odd = with_bodies(filmed(squat() + stand()), one_knee_m)
    frames = with_bodies(filmed(clip)) + later(odd, length_s(clip) + 0.05)
    frames += later(with_bodies(filmed(squats(2))), frames[-1].t_s + 0.05)
    counter = counted(frames)
    assert (len(counter.reps), movements(counter)) == (5, 5)
    (rejection,) = counter.rejected
    assert (rejection.movement, rejection.reason) == (False, "unlike_others")
    assert rejection.text == "no rep: the body moved 0% of the way that it moves in the others"


def test_half_a_squat_is_still_one_by_the_whole_body() -> None:
    counter = counted(with_bodies(filmed(squats(3) + squat(58) + stand() + squats(2))))
    assert (len(counter.reps), movements(counter), reasons(counter)) == (5, 6, ["bottom_not_reached"])


def test_nobody_suddenly_moves_several_times_as_fast() -> None:
    jump = squat(down_s=0.4, hold_s=0.05, up_s=0.4)
    counter = counted(filmed(slower(squats(4), 2.0) + jump + stand()))
    assert (len(counter.reps), reasons(counter)) == (4, ["too_fast"])
    assert len(counted(filmed(stand() + jump + stand())).reps) == 1, "it is a rep of somebody whose pace is that"


def test_whoever_speeds_up_step_by_step_is_counted() -> None:
    factors = (1.5, 1.5, 1.5, 1.2, 1.0, 0.8, 0.65)
    clip = [stretch for factor in factors for stretch in slower(squat() + stand(0.7), factor)]
    assert len(counted(filmed(stand() + clip)).reps) == 7


def test_a_limb_that_jumps_for_moments_while_it_is_unsure_is_not_even_an_attempt() -> None:
    frames = filmed(stand(6.0))
    jumps = [
        replace(frame, values={**frame.values, "knee_deg": 75.0}, sigma={"knee_deg": 60.0})
        if frame.t_s % 1.5 > 1.35
        else replace(frame, sigma={"knee_deg": 8.0})
        for frame in frames
    ]
    counter = counted(jumps)
    assert (counter.reps, counter.rejected) == ([], [])


@pytest.mark.parametrize("rest_s", [20.0, 60.0])
def test_sets_of_few_reps_have_no_pace_of_their_rests(rest_s: float) -> None:
    counter = counted(filmed(6 * (squats(2) + stand(rest_s)), fps=10.0))
    assert (len(counter.reps), reasons(counter)) == (12, [])


def test_whoever_rests_may_go_on_at_another_pace() -> None:
    slow, quick = 4 * (squat(down_s=5.0, up_s=5.0) + stand()), squats(4)
    counter = counted(filmed(slow + stand(40.0) + quick, fps=10.0))
    assert (len(counter.reps), reasons(counter)) == (8, [])


def test_another_person_has_a_pace_and_a_range_of_their_own() -> None:
    first = filmed(5 * (squat(down_s=4.0, up_s=4.0) + stand(2.0)), Body(track=0))
    second = filmed(stand() + 5 * (squat(60.0, down_s=0.5, up_s=0.5) + stand(0.3)), Body(track=1))
    alone = counted(second, standard="any")
    both = counted([*first, *later(second, first[-1].t_s + 1.0)], standard="any")
    assert len(both.reps) == 5 + len(alone.reps)


@pytest.mark.parametrize(("again_s", "reps"), [(1.0, 2), (80.0, 1)])
def test_small_movements_count_if_they_are_done_again_soon_and_are_told_once(again_s: float, reps: int) -> None:
    # An elbow bends by 110 degrees in a usual curl; 53 are too little, until the person does the same again.
    bent = with_bodies(filmed(stand() + squat(53.0) + stand(again_s) + squat(53.0) + stand(), fps=10.0))
    names = ("elbow_left_deg", "elbow_right_deg")
    nothing = dict.fromkeys(METRICS, math.nan)
    frames = [replace(frame, values=nothing | dict.fromkeys(names, frame.values["knee_deg"])) for frame in bent]
    counter = counted(frames, "any", "bicep_curl")
    told = [(rep.start_s, rep.side) for rep in counter.reps]
    told += [(rejection.start_s, rejection.side) for rejection in counter.rejected]
    assert len(counter.reps) == reps
    assert len(told) == len(set(told))
