"""What to work on is told by how much it costs, with the worst of it and what to do."""

from __future__ import annotations

from dataclasses import replace

from fitcount.kept import KeptSet
from fitcount.views.to_work_on import ToWorkOn, to_work_on

from .evening import CURLS, LEAN, SQUATS, VALGUS, WALL_SIT, WORDS, kept_set, rep, too_high


def told(*sets: KeptSet) -> tuple[ToWorkOn, ...]:
    return to_work_on([replace(each, number=number) for number, each in enumerate(sets, start=1)], WORDS)


def test_what_cost_movements_comes_before_faults_and_the_more_frequent_before_the_rarer() -> None:
    assert [each.title for each in told(SQUATS)] == ["Bottom not reached", "Forward lean", "Knee valgus"]


def test_a_rejection_names_the_farthest_from_the_limit_and_the_limit() -> None:
    (first, *_) = told(kept_set([rep(1, 0.0)], [too_high(3.0, 104.0), too_high(6.0, 131.0)]))
    assert first == ToWorkOn(
        "Bottom not reached",
        "2 of 3 movements did not count",
        "Worst at 0:06.0: knee 131°, needs 100° or less.",
        "Go on until the knee is at 100° or less.",
    )


def test_a_fault_names_its_reps_the_worst_value_and_what_the_exercise_advises() -> None:
    milder = replace(LEAN, value=55.0, at_s=1.0)
    (only,) = told(kept_set([rep(1, 0.0, faults=(milder,)), rep(2, 4.0, faults=(LEAN,)), rep(3, 8.0)]))
    assert only == ToWorkOn(
        "Forward lean",
        "in 2 of 3 reps (reps 1, 2)",
        "Worst at 0:05.0: trunk lean 61°, above the limit of 52°.",
        "Keep your chest up.",
    )


def test_a_fault_below_its_limit_is_said_to_be() -> None:
    (only,) = told(kept_set([rep(1, 0.0, faults=(VALGUS,))]))
    assert only.worst == "Worst at 0:09.0: knees 50 % as far apart as the feet, below the limit of 70 %."


def test_a_fault_that_the_exercise_no_longer_knows_has_neither_unit_nor_advice() -> None:
    (only,) = told(kept_set([rep(1, 0.0, faults=(replace(LEAN, code="old_rule"),))]))
    assert (only.title, only.worst, only.advice) == ("Old rule", "", "")


def test_reps_of_several_sets_are_named_with_their_set() -> None:
    lean = kept_set([rep(1, 0.0, faults=(LEAN,)), rep(2, 4.0)])
    (only,) = told(lean, kept_set([rep(1, 60.0)]), lean)
    assert only.how_often == "in 2 of 5 reps (set 1: rep 1; set 3: rep 1)"


def test_several_exercises_are_named() -> None:
    assert [each.title for each in told(SQUATS, CURLS, WALL_SIT)] == [
        "Squat: bottom not reached",
        "Squat: forward lean",
        "Squat: knee valgus",
        "Wall sit: off the wall",
    ]


def test_a_break_is_told_with_the_time_that_it_cost() -> None:
    (only,) = told(WALL_SIT)
    assert only.how_often == "1 break, 2.1 s not counted"
    assert only.worst == "Longest at 0:50.0, 2.1 s: the back is off the wall (trunk lean 24°)."


def test_nothing_wrong_is_nothing_to_work_on() -> None:
    assert told(CURLS) == ()
