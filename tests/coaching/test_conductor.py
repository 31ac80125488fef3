"""A live run is led: what counts, what is told, what keys and gestures do."""

from __future__ import annotations

import math

import pytest

from fitcount.coaching.sets import Led
from fitcount.guidance import Goal, Stage
from fitcount.reps.library import find_exercise

from .run import Run, squats


def test_without_help_everything_counts_from_the_first_frame() -> None:
    run = Run(squats())
    run.frame()
    assert (run.stage(), run.counts) == (Stage.COUNTING, True)


def test_once_all_is_good_there_is_a_countdown_and_then_counting() -> None:
    run = Run(squats(), sets_up=True)
    run.wait(2.0)
    assert (run.stage(), run.counts) == (Stage.SETTING_UP, True)
    assert [check.say for check in run.guidance().checks] == ["step back"]
    run.set_up.ready = True
    run.frame()
    assert run.stage() is Stage.COUNTDOWN
    assert run.guidance().left_s == pytest.approx(3.0)
    run.wait(3.1)
    assert run.stage() is Stage.COUNTING
    assert run.guidance().checks == ()


def test_setting_up_costs_no_rep_and_ends_with_one() -> None:
    run = Run(squats(), sets_up=True)
    run.wait(1.0)
    run.rep()
    assert run.stage() is Stage.COUNTING
    assert run.guidance().set_count == 1


def test_a_rep_that_begins_in_the_countdown_ends_it() -> None:
    run = Run(squats(), sets_up=True)
    run.set_up.ready = True
    run.wait(1.0)
    assert run.stage() is Stage.COUNTDOWN
    run.said.phase = "lowering"
    run.frame()
    assert run.stage() is Stage.COUNTING


@pytest.mark.parametrize("begin", [lambda run: run.press(" "), lambda run: run.press("n"), lambda run: run.wave()])
def test_setting_up_can_be_cut_short(begin: object) -> None:
    run = Run(squats(), sets_up=True)
    run.frame()
    assert callable(begin)
    begin(run)
    assert run.stage() is Stage.COUNTING


@pytest.mark.parametrize("toggle", [lambda run: run.press(" "), lambda run: run.wave()])
def test_in_a_pause_nothing_counts_until_one_goes_on(toggle: object) -> None:
    assert callable(toggle)
    run = Run(squats())
    run.rep(2)
    toggle(run)
    assert (run.stage(), run.counts) == (Stage.PAUSED, False)
    run.rep(2)
    toggle(run)
    assert (run.stage(), run.counts) == (Stage.COUNTING, True)
    run.rep()
    assert run.guidance().set_count == 3


def test_a_gesture_is_told_whether_a_rep_is_under_way() -> None:
    run = Run(squats())
    run.wait(0.5)
    assert not any(run.hands.busy)
    run.said.phase = "lowering"
    run.wait(0.2)
    assert run.hands.busy[-1]
    assert run.guidance().gesture == "raise your right hand"


def test_a_rep_is_taken_back_and_added_and_both_are_told_for_a_while() -> None:
    run = Run(squats())
    run.rep(3)
    run.press("u")
    assert (run.notice, run.guidance().set_count) == ("one rep taken back: 2", 2)
    run.press("a", "a")
    assert (run.notice, run.guidance().set_count) == ("one rep added: 4", 4)
    run.wait(3.5)
    assert run.notice == ""
    assert [correction.kind for correction in run.said.corrections] == ["undo", "add", "add"]


def test_there_must_be_a_rep_in_the_set_to_take_back() -> None:
    run = Run(squats())
    run.press("u")
    assert run.notice == "no rep to take back in this set"
    run.rep(2)
    run.press("n", "u")
    assert run.notice == "no rep to take back in this set"
    assert run.said.corrections == []


def test_the_next_set_is_counted_from_nought() -> None:
    run = Run(squats())
    run.rep(2)
    run.press("n")
    guidance = run.guidance()
    assert (guidance.set_number, guidance.set_count, guidance.stage) == (2, 0, Stage.COUNTING)
    assert (run.notice, run.said.sets) == ("set 2", ["squat", "squat"])
    run.rep()
    assert run.guidance().set_count == 1


def test_a_goal_without_a_plan_costs_no_rep_beyond_it() -> None:
    run = Run(squats(Goal(reps=2)))
    run.rep(3)
    assert (run.guidance().set_count, run.guidance().goal) == (3, Goal(reps=2))
    assert run.stage() is Stage.COUNTING
    assert not run.conductor.over


def test_a_goal_without_a_plan_is_told_once_when_it_is_reached() -> None:
    run = Run(squats(Goal(reps=2)))
    run.rep(2)
    assert run.notice == "2 reps done: go on, or n for the next set"
    run.wait(10.0)
    run.rep()
    assert run.notice == ""


def test_of_whichever_is_done_the_seconds_begin_when_it_is_known() -> None:
    run = Run(Led(None, None, Goal(seconds=20.0)))
    run.wait(30.0)
    assert math.isnan(run.guidance().left_s)
    run.said.exercise = find_exercise("plank")
    run.hold(5.0)
    assert run.guidance().left_s == pytest.approx(15.0, abs=0.2)


def test_another_exercise_is_chosen_by_its_key() -> None:
    run = Run(squats(), known=[find_exercise("squat"), find_exercise("pushup")])
    run.rep(2)
    run.press("e")
    assert run.guidance().choices == (("1", "Squat"), ("2", "Push-up"))
    run.press("a")
    assert run.said.corrections == [], "a letter is a choice now, not a command"
    run.press("2")
    assert run.guidance().choices == ()
    assert (run.said.name, run.notice) == ("pushup", "now push-ups")
    run.rep()
    assert (run.guidance().set_number, run.guidance().set_count) == (1, 1)


def test_who_types_the_name_of_an_exercise_gives_no_commands() -> None:
    run = Run(squats(), known=[find_exercise("squat"), find_exercise("pushup")])
    run.rep(2)
    run.press("e", "2", "u")
    run.press("n")
    assert (run.said.name, run.said.corrections, run.guidance().set_number) == ("pushup", [], 1)
    run.wait(1.5)
    run.press("n")
    assert run.guidance().set_number == 2


def test_the_standard_is_that_of_what_is_counted_now() -> None:
    squat, plank = find_exercise("squat"), find_exercise("plank")
    run = Run(Led(squat, "any", Goal()), known=[squat, plank])
    told = [run.guidance().standard]
    for key in ("2", "1"):
        run.press("e", key)
        run.wait(1.5)
        told.append(run.guidance().standard)
    assert told == ["any", "", squat.default_standard]


def test_choosing_what_is_counted_already_changes_nothing() -> None:
    run = Run(squats(), known=[find_exercise("squat")])
    run.rep(2)
    run.press("n")
    run.rep()
    run.press("e", "1")
    assert (run.guidance().set_number, run.guidance().set_count) == (2, 1)
    assert run.said.sets == ["squat", "squat"]


def test_reps_are_no_goal_of_what_is_held_nor_of_what_comes_after_it() -> None:
    run = Run(squats(Goal(reps=10)), known=[find_exercise("plank"), find_exercise("lunge")])
    run.press("e", "2")
    assert run.guidance().goal == Goal(reps=10)
    run.wait(1.5)
    run.press("e", "1")
    assert run.guidance().goal is None


@pytest.mark.parametrize("key", ["\x1b", "e"])
def test_choosing_can_be_left(key: str) -> None:
    run = Run(squats(), known=[find_exercise("pushup")])
    run.press("e", key)
    assert (run.guidance().choices, run.said.name) == ((), "squat")


def test_caps_lock_changes_no_key() -> None:
    run = Run(squats())
    run.rep(2)
    run.press("U")
    assert run.guidance().set_count == 1


def test_mute_and_help_are_switches() -> None:
    run = Run(squats())
    run.press("m", "?")
    assert (run.guidance().muted, run.guidance().help_shown) == (True, True)
    run.press("m", "?")
    assert (run.guidance().muted, run.guidance().help_shown) == (False, False)


@pytest.mark.parametrize("keys", [["q"], ["e", "q"]])
def test_q_ends_the_run_even_while_choosing(keys: list[str]) -> None:
    run = Run(squats(), known=[find_exercise("pushup")])
    run.press(*keys)
    assert run.conductor.over


def test_keys_work_without_a_picture_and_the_reason_is_told() -> None:
    run = Run(squats())
    run.rep(2)
    run.type("u")
    run.lose_the_picture(2.0)
    guidance = run.guidance()
    assert (guidance.notice, guidance.is_urgent, guidance.set_count) == ("camera 0 was unplugged", True, 1)
    run.frame()
    guidance = run.guidance()
    assert (guidance.notice, guidance.is_urgent, guidance.stage) == ("the picture is back", False, Stage.COUNTING)


def test_what_was_not_heard_when_it_happened_does_not_pile_up() -> None:
    run = Run(squats())
    run.frame()
    for _ in range(3):
        run.type("n")
        run.lose_the_picture(0.25)
    assert [cue.say for cue in run.conductor.take_cues()] == ["set 4"]


def test_a_countdown_without_a_picture_begins_anew() -> None:
    run = Run(squats(), sets_up=True)
    run.set_up.ready = True
    run.wait(2.5)
    run.lose_the_picture(10.0)
    assert run.stage() is Stage.COUNTDOWN
    run.frame()
    assert run.stage() is Stage.COUNTDOWN
    assert run.guidance().left_s == pytest.approx(3.0)
