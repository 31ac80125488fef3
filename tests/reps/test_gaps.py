"""A live source had no picture for a while: what was complete before or after it counts, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traces.record import HERE

from fitcount.config import shipped
from fitcount.pipeline import Counting, count_metrics, measure_trace
from fitcount.reps.library import find_exercise, known_exercises
from fitcount.reps.performed import Performed, most_performed
from fitcount.reps.recogniser import Recogniser
from fitcount.sessions.trace import load_trace
from fitcount.types import Metrics, Rejection, Rep

CLIPS = {
    "squat_front": "squat",
    "pushup_side": "pushup",
    "curl_alternating": "bicep_curl",
    "jack_front": "jumping_jack",
    "squat_partial": "squat",
}
GAPS_S = (2.0, 10.0, 60.0)
clips = st.sampled_from([*CLIPS])
gaps_s = st.sampled_from(GAPS_S)
shares = st.floats(0.0, 1.0)


@cache
def measured(clip: str) -> tuple[Metrics, ...]:
    return tuple(measure_trace(load_trace(HERE / f"{clip}.npz")).metrics)


@cache
def without_gap(clip: str) -> Performed:
    return count_metrics(measured(clip), find_exercise(CLIPS[clip]))


def waited(frames: Sequence[Metrics], at_s: float, gap_s: float) -> list[Metrics]:
    """As if the person had stood still while there was no picture."""
    return [frame if frame.t_s < at_s else replace(frame, t_s=frame.t_s + gap_s) for frame in frames]


def missed(frames: Sequence[Metrics], at_s: float, gap_s: float) -> list[Metrics]:
    """As if they had gone on."""
    return [frame for frame in frames if not at_s <= frame.t_s < at_s + gap_s]


def place_s(clip: str, share: float) -> float:
    frames = measured(clip)
    return frames[0].t_s + 0.2 + share * (frames[-1].t_s - frames[0].t_s - 0.4)


def cut_by(movements: Sequence[Rep | Rejection], at_s: float) -> list[Rep | Rejection]:
    return [movement for movement in movements if movement.start_s < at_s < movement.end_s]


@given(clips, shares, gaps_s)
@settings(max_examples=25)
def test_a_gap_costs_no_more_than_the_movement_that_it_cuts(clip: str, share: float, gap_s: float) -> None:
    at_s, whole = place_s(clip, share), without_gap(clip).movements
    found = count_metrics(waited(measured(clip), at_s, gap_s), find_exercise(CLIPS[clip])).movements
    assert len(whole) - len(cut_by(whole, at_s)) <= len(found) <= len(whole)


@given(clips, shares, st.floats(1.1, 6.0))
@settings(max_examples=25)
def test_what_was_done_in_a_gap_is_not_made_up(clip: str, share: float, gap_s: float) -> None:
    at_s, whole = place_s(clip, share), without_gap(clip).movements
    found = count_metrics(missed(measured(clip), at_s, gap_s), find_exercise(CLIPS[clip])).movements
    seen = [movement for movement in whole if movement.end_s <= at_s or movement.start_s >= at_s + gap_s]
    inside = [movement for movement in whole if movement.start_s >= at_s and movement.end_s <= at_s + gap_s]
    assert len(seen) <= len(found) <= len(whole) - len(inside)


@pytest.mark.parametrize("gap_s", GAPS_S)
@pytest.mark.parametrize(("part", "counts"), [("down", False), ("up", True)])
def test_a_rep_that_is_cut_is_counted_once_or_told(gap_s: float, part: str, counts: bool) -> None:
    """Its second half, seen after the gap, is a rep if its first half was none; and the other way round."""
    second = without_gap("squat_front").reps[1]
    at_s = second.start_s + 0.7 * second.to_peak_s if part == "down" else second.peak_s + 0.6 * second.from_peak_s
    done = count_metrics(waited(measured("squat_front"), at_s, gap_s), find_exercise("squat"))
    assert len(done.reps) == len(without_gap("squat_front").reps)
    lost = [rejection.text for rejection in done.rejected if rejection.reason == "person_lost"]
    assert lost == ([] if counts else [f"no rep: out of sight for {gap_s:.1f} s, a rep allows 1.0 s"])
    assert (done.reps[1].end_s < at_s) == counts


def test_who_stays_at_the_peak_over_a_gap_has_done_one() -> None:
    """The gap comes when they had begun to come up, and had stopped."""
    frames = measured("squat_front")
    rep = without_gap("squat_front").reps[1]
    rising_s = rep.peak_s + 0.4 * rep.from_peak_s
    still = next(frame for frame in frames if frame.t_s >= rising_s)
    stays = [replace(still, t_s=still.t_s + 2.0 + number / 30) for number in range(30)]
    later = [replace(frame, t_s=frame.t_s + 3.0) for frame in frames if frame.t_s > rising_s]
    done = count_metrics(
        [*(frame for frame in frames if frame.t_s <= rising_s), *stays, *later], find_exercise("squat")
    )
    assert len(done.reps) == len(without_gap("squat_front").reps)


@pytest.mark.parametrize("gap_s", GAPS_S)
@pytest.mark.parametrize("clip", ["squat_front", "curl_alternating"])
def test_an_exercise_that_has_no_name_yet_gets_one_over_a_gap(clip: str, gap_s: float) -> None:
    """Between the first two movements: one alone tells little."""
    first, second = without_gap(clip).movements[:2]
    recogniser = Recogniser(known_exercises())
    for frame in waited(measured(clip), (first.end_s + second.start_s) / 2, gap_s):
        recogniser.update(frame)
    recogniser.finish()
    found = most_performed(recogniser.performed)
    assert found is not None
    assert found.exercise.name == CLIPS[clip]
    assert len(found.movements) == len(without_gap(clip).movements)


def test_smoothing_does_not_reach_over_a_gap() -> None:
    """The whole way from raw poses, with a gap between two reps."""
    trace = load_trace(HERE / "squat_front.npz")
    first, second = without_gap("squat_front").reps[:2]
    at_s = (first.end_s + second.start_s) / 2
    counting = Counting(find_exercise("squat"), None)
    for t_s, pose in trace:
        late_s = t_s if t_s < at_s else t_s + 10.0
        counted = counting.feed(late_s, pose and replace(pose, t_s=late_s))
    assert counted.state.count == len(without_gap("squat_front").reps)


def held_over(gap_s: float) -> tuple[Performed, Performed, float]:
    """A plank as it was, and with a gap six seconds after its start: it counts from five on."""
    exercise, trace = find_exercise("plank"), load_trace(shipped("exercises") / "cases" / "plank.npz")
    frames = measure_trace(trace).metrics
    whole = count_metrics(frames, exercise)
    at_s = whole.holds[0].start_s + 6.0
    return whole, count_metrics(waited(frames, at_s, gap_s), exercise), at_s


def test_a_short_gap_is_a_break_of_a_hold() -> None:
    whole, done, at_s = held_over(2.0)
    assert done.held_s == pytest.approx(whole.held_s, abs=0.15)
    (told,) = (each for each in done.holds[0].breaks if each.start_s <= at_s <= each.end_s)
    assert (told.reason, told.text) == ("person_lost", "out of sight")
    assert told.took_s == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("gap_s", [10.0, 60.0])
def test_a_long_gap_ends_a_hold(gap_s: float) -> None:
    _, done, at_s = held_over(gap_s)
    assert done.holds[0].end_s <= at_s
    assert done.holds[0].held_s == pytest.approx(6.0, abs=0.15)
    assert all(hold.start_s >= at_s + gap_s for hold in done.holds[1:])
