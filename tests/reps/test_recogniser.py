"""Which exercise is done, and how often."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fitcount.reps.definition import Repeated
from fitcount.reps.library import known_exercises
from fitcount.reps.performed import Performed
from fitcount.reps.recogniser import Recogniser
from fitcount.types import CounterState, Metrics, Rep

from .movements import nobody
from .typical import TYPICAL, in_turn, performed, still

EXERCISES = [each for each in known_exercises() if isinstance(each, Repeated)]
FPS = 15.0


def recognised(
    frames: Sequence[Metrics], standard: str | None = None
) -> tuple[list[Performed], list[CounterState], Recogniser]:
    """What was performed in the end, and what was shown after each frame."""
    recogniser = Recogniser(EXERCISES, standard)
    states = [recogniser.update(frame) for frame in frames]
    recogniser.finish()
    return recogniser.performed, states, recogniser


def sets(done: Sequence[Performed]) -> list[tuple[str, int]]:
    return [(each.exercise.name, len(each.reps)) for each in done]


def titles(states: Sequence[CounterState]) -> list[str]:
    """What was shown, one after the other."""
    shown = [state.exercise for state in states]
    return shown[:1] + [after for before, after in pairwise(shown) if after != before]


@pytest.mark.parametrize("exercise", TYPICAL)
def test_names_and_counts_what_is_done(exercise: str) -> None:
    done, _, _ = recognised(performed(exercise, 4))
    assert sets(done) == [(exercise, 4)]


@pytest.mark.parametrize("exercise", ["squat", "pushup", "jumping_jack"])
def test_one_movement_is_enough_if_nothing_follows(exercise: str) -> None:
    assert sets(recognised(performed(exercise, 1))[0]) == [(exercise, 1)]


def test_counts_from_the_first_movement_on_as_if_it_had_been_named() -> None:
    done, states, _ = recognised(performed("squat", 4))
    starts_s = [rep.start_s for rep in done[0].reps]
    assert starts_s == pytest.approx([0.5, 3.2, 5.9, 8.6], abs=0.4)
    assert titles(states) == ["", "Squat"]
    counts = [state.count for state in states]
    assert counts == sorted(counts)
    assert counts[-1] >= 3, "it is told while it is done, not at the end"


def test_another_exercise_begins_another_set() -> None:
    done, states, _ = recognised(in_turn(performed("squat", 4), performed("bicep_curl", 4)))
    assert sets(done) == [("squat", 4), ("bicep_curl", 4)]
    assert [[rep.number for rep in each.reps] for each in done] == [[1, 2, 3, 4]] * 2
    assert titles(states) == ["", "Squat", "Biceps curl"]
    assert done[0].reps[-1].end_s <= done[1].reps[0].start_s


def test_another_exercise_takes_over_though_what_was_counted_hears_it_as_well() -> None:
    done, _, _ = recognised(in_turn(performed("shoulder_press", 4), performed("lateral_raise", 4)))
    assert [each.exercise.name for each in done] == ["shoulder_press", "lateral_raise"]
    assert len(done[1].reps) >= 2


def test_the_same_exercise_goes_on_in_its_set_after_a_short_rest() -> None:
    assert sets(recognised(in_turn(performed("squat", 3), still(8.0), performed("squat", 3)))[0]) == [("squat", 6)]


@pytest.mark.parametrize("then", ["squat", "jumping_jack"])
def test_after_a_long_rest_it_is_not_known_what_will_be_done(then: str) -> None:
    frames = in_turn(performed("squat", 3, fps=FPS), still(40.0, fps=FPS), performed(then, 3, fps=FPS), fps=FPS)
    done, states, _ = recognised(frames)
    assert sets(done) == [("squat", 3), (then, 3)]
    assert titles(states) == ["", "Squat", "", done[1].exercise.title]


def test_nothing_done_has_no_name() -> None:
    done, states, _ = recognised([*still(12.0), nobody(12.1), nobody(12.2)])
    assert done == []
    assert {(state.exercise, state.phase, state.count, state.rejected) for state in states} == {("", "", 0, ())}
    assert all(math.isnan(state.value) for state in states)
    assert [state.person for state in states[-3:]] == [True, False, False]


def test_an_empty_source_is_nothing() -> None:
    assert recognised([])[0] == []


def test_one_odd_movement_does_not_end_the_set() -> None:
    done, _, _ = recognised(in_turn(performed("squat", 3), performed("bicep_curl", 1), performed("squat", 3)))
    assert [each.exercise.name for each in done] == ["squat"]
    assert len(done[0].reps) == 6


@pytest.mark.parametrize(
    ("standard", "used"), [(None, "parallel"), ("half", "half"), ("of another exercise", "parallel")]
)
def test_takes_the_standard_where_the_exercise_has_it(standard: str | None, used: str) -> None:
    done, _, _ = recognised(performed("squat", 3), standard)
    assert [each.standard for each in done] == [used]


def test_an_exercise_without_looks_is_never_named() -> None:
    blind = [each.model_copy(update={"looks": None}) if each.name == "squat" else each for each in EXERCISES]
    recogniser = Recogniser(blind)
    for frame in performed("squat", 3):
        recogniser.update(frame)
    recogniser.finish()
    assert "squat" not in [each.exercise.name for each in recogniser.performed]


stretches = st.lists(st.tuples(st.sampled_from([*sorted(TYPICAL), "rest"]), st.integers(1, 4)), min_size=1, max_size=4)


@settings(max_examples=12)
@given(stretches, st.integers(0, 20))
def test_never_takes_back_what_was_counted_and_counts_the_same_again(script: list[tuple[str, int]], cut: int) -> None:
    clips = [
        still(3.0 * number, fps=FPS) if name == "rest" else performed(name, number, fps=FPS) for name, number in script
    ]
    frames = in_turn(*clips, fps=FPS)[cut:]
    recogniser = Recogniser(EXERCISES)
    before: list[list[Rep]] = []
    for frame in frames:
        recogniser.update(frame)
        now = [[*each.reps] for each in recogniser.performed]
        assert [reps[: len(old)] for reps, old in zip(now, before, strict=False)] == before
        assert all(reps == old for reps, old in zip(now[:-1], before[:-1], strict=False)), "a set that is over is over"
        before = now
    recogniser.finish()
    assert [each.reps[: len(old)] for each, old in zip(recogniser.performed, before, strict=False)] == before
    for each in recogniser.performed:
        assert [rep.number for rep in each.reps] == list(range(1, len(each.reps) + 1))
    assert recognised(frames)[0] == recogniser.performed
