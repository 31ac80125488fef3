"""What was done of one exercise, and of which one most."""

from __future__ import annotations

import math

import pytest

from fitcount.reps.library import find_exercise
from fitcount.reps.performed import REST_S, Performed, most_performed
from fitcount.types import Correction, Rejection, Rep

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


def test_sets_that_were_ended_by_a_clock_that_went_back_are_apart() -> None:
    """In an outage, say, after which the pictures come late."""
    done = squatted(rep(1), rep(6), rep(10))
    done.end_set(9.0)
    done.end_set(5.0)
    assert [each.start_s for each in done.sets()] == [1, 6, 10]


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


def told(done: Performed) -> list[tuple[int, int]]:
    """Counted and corrected, set by set."""
    return [(each.count, each.corrected) for each in done.sets()]


def test_undoing_takes_back_the_last_repetition_whether_counted_or_added() -> None:
    done = squatted(rep(1), rep(4))
    assert done.undo(7.0) == Correction(7.0, "undo", "squat", 5)
    done.add_by_hand(8.0)
    assert done.undo(9.0) == Correction(9.0, "undo", "squat")
    assert done.undo(10.0) == Correction(10.0, "undo", "squat", 2)
    assert done.undo(11.0) is None, "there are no more"
    assert (len(done.reps), done.corrected) == (2, 0)
    assert told(done) == [(2, 0)]


def test_an_undone_repetition_is_found_by_its_time() -> None:
    done = squatted(rep(1), rep(4))
    assert done.undo(9.0, peak_s=1.7) == Correction(9.0, "undo", "squat", 2)
    assert done.undo(9.0, peak_s=1.7) is None, "it was taken back"
    assert done.undo(9.0, peak_s=20.0) is None, "nothing was counted then"
    assert done.undo(9.0, peak_s=math.nan) is None, "nothing was added"


@pytest.mark.parametrize("at_s", [3.5, 8.0, 8.0 + 3 * REST_S])
def test_what_is_added_belongs_to_the_set_that_is_going_on_or_was_last(at_s: float) -> None:
    done = squatted(rep(1), rep(4))
    done.add_by_hand(at_s)
    assert told(done) == [(2, 3)]


def test_what_is_added_before_anything_is_counted_is_of_the_set_that_follows_soon() -> None:
    soon, late = squatted(rep(5)), squatted(rep(4 + REST_S + 1))
    for done in (soon, late):
        done.add_by_hand(3.0)
    assert (told(soon), told(late)) == ([(1, 2)], [(0, 1), (1, 1)])
    alone = late.sets()[0]
    assert (alone.start_s, alone.end_s, alone.movements) == (3.0, 3.0, 0)


def test_a_set_that_was_ended_by_hand_is_over_however_short_the_rest() -> None:
    done = squatted(rep(1), rep(4), rep(7), rejection(10, movement=True))
    done.end_set(6.0)
    assert told(done) == [(2, 2), (1, 1)]
    assert [each.movements for each in done.sets()] == [2, 2]
    done.add_by_hand(13.0)
    done.undo(14.0)
    done.undo(15.0)
    done.undo(16.0)
    assert told(done) == [(2, 1), (1, 0)], "what is taken back is so in its own set"


def test_what_is_added_after_a_set_was_ended_is_of_the_next() -> None:
    done = squatted(rep(1))
    done.end_set(4.0)
    done.add_by_hand(5.0)
    assert told(done) == [(1, 1), (0, 1)]


def test_nothing_is_most_of_nothing() -> None:
    assert most_performed([]) is None
