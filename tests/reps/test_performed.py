"""What was done of one exercise, and of which one most."""

from __future__ import annotations

import pytest

from fitcount.reps.library import find_exercise
from fitcount.reps.performed import REST_S, Performed, most_performed
from fitcount.types import Rejection, Rep

SQUAT, CURL = find_exercise("squat"), find_exercise("bicep_curl")


def rep(start_s: float, number: int = 7) -> Rep:
    return Rep(number, "both", start_s, start_s + 1, start_s + 2, "knee_deg", 80, 170, 1.0, 1.0)


def rejection(start_s: float, *, movement: bool) -> Rejection:
    return Rejection(movement, "both", start_s, start_s + 1, start_s + 2, "why", "knee_deg", 118, 100, "no rep: why")


def squatted(*attempts: Rep | Rejection) -> Performed:
    done = Performed(SQUAT, "parallel")
    for attempt in attempts:
        done.add(attempt)
    return done


def test_repetitions_are_numbered_anew() -> None:
    assert [each.number for each in squatted(rep(1), rejection(4, movement=True), rep(7)).reps] == [1, 2]


def test_movements_are_in_the_order_of_time_and_without_what_was_none() -> None:
    done = squatted(rep(7), rejection(4, movement=True), rejection(10, movement=False), rep(1))
    assert [movement.start_s for movement in done.movements] == [1, 4, 7]


@pytest.mark.parametrize(("rest_s", "counts"), [(REST_S, [3]), (REST_S + 0.1, [2, 1])])
def test_a_longer_rest_begins_a_new_set(rest_s: float, counts: list[int]) -> None:
    sets = squatted(rep(1), rep(4), rep(6 + rest_s)).sets()
    assert [each.count for each in sets] == counts
    assert (sets[0].start_s, sets[-1].end_s) == (1, 8 + rest_s)


def test_a_movement_that_missed_the_standard_is_in_its_set() -> None:
    (only,) = squatted(rep(1), rejection(4, movement=True), rejection(9, movement=False)).sets()
    assert (only.exercise, only.count, only.movements, only.end_s, only.held_s) == ("squat", 1, 2, 6, 0.0)


def test_a_set_has_its_own_reps_and_rejected_movements() -> None:
    missed, nothing = rejection(44, movement=True), rejection(50, movement=False)
    first, second = squatted(rep(1), rep(40), missed, nothing, rep(47)).sets()
    assert [(each.number, each.start_s) for each in first.reps] == [(1, 1)]
    assert [(each.number, each.start_s) for each in second.reps] == [(1, 40), (2, 47)]
    assert (first.rejected, second.rejected) == ((), (missed,))


def test_the_exercise_of_most_movements_is_put_together_from_all_its_sets() -> None:
    curls = Performed(CURL, "any", [rep(20, 1), rep(23, 2)])
    most = most_performed([squatted(rep(1), rejection(4, movement=True)), curls, squatted(rep(40))])
    assert most is not None
    assert (most.exercise.name, most.standard) == ("squat", "parallel")
    assert [(each.number, each.start_s) for each in most.reps] == [(1, 1), (2, 40)]
    assert [each.start_s for each in most.rejected] == [4]


def test_putting_together_changes_no_set() -> None:
    first, second = squatted(rep(1)), squatted(rep(40))
    most_performed([first, second])
    assert ([each.start_s for each in first.reps], [each.start_s for each in second.reps]) == ([1], [40])


def test_nothing_is_most_of_nothing() -> None:
    assert most_performed([]) is None
