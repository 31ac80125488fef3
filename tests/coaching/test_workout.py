"""A plan leads through its sets and rests by itself."""

from __future__ import annotations

import pytest

from fitcount.coaching.plan.course import Course
from fitcount.guidance import PlanPlace, Stage
from fitcount.reps.library import find_exercise

from .run import Run, step


def legs() -> Course:
    return Course([step("squat", 2, reps=3), step("pushup", reps=2, rest_s=0.0)])


def test_it_goes_through_all_sets_and_ends() -> None:
    run = Run(legs())
    run.frame()
    assert run.notice == "set 1 of 2: 3 squats"
    run.rep(3)
    guidance = run.guidance()
    assert (guidance.stage, run.counts) == (Stage.RESTING, False)
    assert guidance.left_s == pytest.approx(20.0, abs=0.6)
    assert guidance.place == PlanPlace(1, 2, 1, 2, "set 2 of 2: 3 squats")
    run.wait(17.5)
    assert (run.stage(), run.counts) == (Stage.COUNTDOWN, True)
    assert run.guidance().left_s == pytest.approx(2.4, abs=0.6)
    assert (run.notice, run.guidance().set_number, run.guidance().set_count) == ("set 2 of 2: 3 squats", 2, 0)
    run.wait(3.0)
    assert run.stage() is Stage.COUNTING
    run.rep(3)
    run.wait(17.5)
    assert run.guidance().place == PlanPlace(2, 2, 1, 1, "")
    assert (run.notice, run.said.name) == ("2 push-ups", "pushup")
    run.rep(2)
    assert run.stage() is Stage.DONE
    assert not run.conductor.over
    run.wait(4.0)
    assert run.conductor.over
    assert run.said.sets == ["squat", "squat", "pushup"]
    assert run.said.reps == {"squat": 6, "pushup": 2}


def test_the_first_set_is_announced_as_the_others_are_by_the_rest_before() -> None:
    run = Run(legs())
    run.rep(3)
    run.wait(25.0)
    assert run.heard == ["set 1 of 2: 3 squats"]


def test_a_rep_in_the_last_seconds_of_a_rest_counts_for_the_next_set() -> None:
    run = Run(legs())
    run.rep(3)
    run.wait(17.2)
    run.rep()
    assert (run.stage(), run.guidance().set_count, run.guidance().set_number) == (Stage.COUNTING, 1, 2)


@pytest.mark.parametrize("skip", [lambda run: run.press("n"), lambda run: run.press(" "), lambda run: run.wave()])
def test_a_rest_can_be_skipped(skip: object) -> None:
    assert callable(skip)
    run = Run(legs())
    run.rep(3)
    skip(run)
    assert (run.stage(), run.guidance().set_number) == (Stage.COUNTDOWN, 2)
    assert run.guidance().left_s == pytest.approx(3.0)


def test_a_set_can_be_ended_early() -> None:
    run = Run(legs())
    run.rep()
    run.press("n")
    assert run.stage() is Stage.RESTING


def test_a_rep_that_was_none_opens_the_set_again() -> None:
    run = Run(legs())
    run.rep(3)
    run.wait(5.0)
    run.press("u")
    assert (run.stage(), run.guidance().set_number, run.guidance().set_count) == (Stage.COUNTING, 1, 2)
    run.rep()
    assert run.stage() is Stage.RESTING


def test_a_rep_that_was_missed_can_be_the_last() -> None:
    run = Run(legs())
    run.rep(2)
    run.press("a")
    assert (run.stage(), run.guidance().set_number) == (Stage.RESTING, 1)


def test_a_rep_that_is_added_before_the_first_frame_of_a_set_is_of_that_set() -> None:
    run = Run(legs())
    run.rep(3)
    run.press("n", "a")
    assert run.guidance().set_count == 1
    run.rep(2)
    assert (run.stage(), run.said.name) == (Stage.RESTING, "squat")


def test_without_a_rest_there_is_a_countdown_between_two_exercises() -> None:
    run = Run(Course([step("squat", reps=1, rest_s=0.0), step("lunge", reps=1)]))
    run.rep()
    assert (run.stage(), run.said.name) == (Stage.COUNTDOWN, "lunge")


def test_seconds_are_held_and_those_out_of_the_position_do_not_count() -> None:
    run = Run(Course([step("plank", 2, seconds=10.0)]))
    run.frame()
    assert (run.notice, run.guidance().set_count) == ("set 1 of 2: plank for 10 s", None)
    run.hold(6.0)
    run.wait(30.0)
    assert run.stage() is Stage.COUNTING
    assert run.guidance().left_s == pytest.approx(4.0, abs=0.2)
    run.hold(4.2)
    assert run.stage() is Stage.RESTING


def test_as_many_as_go_into_the_time_without_pauses() -> None:
    run = Run(Course([step("pushup", 2, seconds=30.0)]))
    run.rep(10)
    run.press(" ")
    run.wait(60.0)
    run.press(" ")
    assert run.guidance().left_s == pytest.approx(20.0, abs=0.5)
    run.rep(20)
    run.wait(0.3)
    assert run.stage() is Stage.RESTING
    assert run.said.reps["pushup"] == 30


def test_the_time_of_a_set_does_not_run_without_a_picture() -> None:
    run = Run(Course([step("pushup", seconds=30.0)]))
    run.rep(10)
    run.lose_the_picture(60.0)
    run.rep(10)
    assert run.stage() is Stage.COUNTING
    assert run.guidance().left_s == pytest.approx(10.0, abs=0.5)


def test_a_set_is_kept_when_the_picture_is_gone_for_a_while() -> None:
    run = Run(legs())
    run.rep(2)
    run.lose_the_picture(30.0)
    run.rep()
    assert (run.stage(), run.guidance().set_number) == (Stage.RESTING, 1)


def test_a_rest_goes_on_without_a_picture_but_the_next_set_waits_for_it() -> None:
    run = Run(legs())
    run.rep(3)
    run.lose_the_picture(10.0)
    run.frame()
    assert run.guidance().left_s == pytest.approx(9.5, abs=0.6)
    run.lose_the_picture(60.0)
    assert (run.stage(), run.guidance().left_s) == (Stage.RESTING, 0.0)
    run.frame()
    assert run.stage() is Stage.COUNTDOWN
    assert run.guidance().left_s == pytest.approx(3.0)


def test_what_could_be_better_for_the_next_exercise_is_told_while_resting() -> None:
    run = Run(legs(), sets_up=True)
    run.set_up.ready = True
    run.wait(4.0)
    run.rep(3)
    run.set_up.ready = False
    run.wait(5.0)
    assert [check.say for check in run.guidance().checks] == ["step back"]
    run.wait(20.0)
    assert run.stage() is Stage.COUNTING, "a later set begins when its time has come"


def test_another_exercise_takes_the_place_of_the_sets_that_are_left() -> None:
    lunge = find_exercise("lunge")
    run = Run(legs(), known=[lunge])
    run.rep(3)
    run.press("n")
    run.wait(4.0)
    run.rep(1)
    run.press("e", "1")
    place = run.guidance().place
    assert (run.said.name, run.stage()) == ("lunge", Stage.COUNTING)
    assert place == PlanPlace(2, 3, 1, 1, "2 push-ups")
    run.rep(3)
    assert run.stage() is Stage.RESTING


def test_in_a_rest_another_exercise_takes_the_place_of_what_comes_next() -> None:
    run = Run(legs(), known=[find_exercise("lunge")])
    run.rep(3)
    run.press("e", "1")
    guidance = run.guidance()
    assert (guidance.stage, run.said.name) == (Stage.COUNTDOWN, "lunge")
    assert guidance.place == PlanPlace(2, 3, 1, 1, "2 push-ups"), "the set of squats is done"


def test_in_a_rest_the_next_exercise_of_the_plan_can_be_begun_with_its_key() -> None:
    run = Run(Course([step("squat", reps=1), step("pushup", reps=2)]), known=[find_exercise("pushup")])
    run.rep()
    run.press("e", "1")
    assert (run.stage(), run.said.name) == (Stage.COUNTDOWN, "pushup")
    assert run.guidance().place == PlanPlace(2, 2, 1, 1, "")


def test_the_choosing_ends_with_the_plan() -> None:
    run = Run(Course([step("squat", reps=1)]), known=[find_exercise("pushup")])
    run.frame()
    run.press("e")
    run.rep()
    assert (run.stage(), run.guidance().choices) == (Stage.DONE, ())
    run.press("1")
    assert run.said.sets == ["squat"]


def test_a_later_exercise_of_the_plan_changes_places_with_this_one() -> None:
    run = Run(legs(), known=[find_exercise("pushup")])
    run.frame()
    run.press("e", "1")
    assert run.guidance().place == PlanPlace(1, 2, 1, 1, "set 1 of 2: 3 squats")
    run.rep(2)
    assert (run.said.name, run.guidance().set_number) == ("squat", 1)


def test_nothing_of_a_plan_happens_after_its_end() -> None:
    run = Run(Course([step("squat", reps=1)]), known=[find_exercise("pushup")])
    run.rep()
    run.press(" ", "n", "e")
    assert (run.stage(), run.guidance().choices) == (Stage.DONE, ())
    assert run.heard == ["1 squat"], "nothing is announced after the first set"


def test_a_set_whose_goal_is_reached_by_hand_in_a_pause_is_done() -> None:
    run = Run(legs())
    run.rep(2)
    run.press(" ", "a")
    assert run.stage() is Stage.RESTING
