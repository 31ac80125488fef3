"""What is heard across the room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.runs import ADVICE, Run, kinds, said, toward
from fitcount.guidance import Check, Cue, CueKind, Goal, Guidance, PlanPlace, Stage

CHEST_UP = ADVICE["forward_lean"]
FEET = "no rep: the feet do not stay in place (distance of the feet changed by 0.41 m)"


def test_each_rep_is_heard_and_said_by_its_number() -> None:
    run = Run()
    for _ in range(3):
        run.rep()
    assert said(run.heard) == ["1", "2", "3"]
    assert kinds(run.heard) == [CueKind.REP] * 3


def test_nothing_is_heard_while_nothing_happens() -> None:
    run = Run()
    assert run.look(20.0) == []


def test_a_number_is_that_of_the_set() -> None:
    run = Run(Guidance(set_count=0))
    run.rep()
    run.rep()
    run.frame(set_count=0, set_number=2)
    assert said(run.rep()) == ["1"]


def test_the_number_after_a_correction_is_the_corrected_one() -> None:
    run = Run()
    for _ in range(3):
        run.rep()
    assert run.correct(-1) == []
    assert said(run.rep()) == ["3"]


def test_a_shallow_squat_is_told_to_go_deeper() -> None:
    cues = Run().rejection()
    assert (kinds(cues), said(cues)) == ([CueKind.REJECTED], ["deeper"])


def test_who_came_down_but_did_not_stay_is_told_so() -> None:
    assert said(Run().rejection(value=95.0)) == ["stay there longer"]


def test_a_reason_of_ones_own_exercise_is_said_as_it_is_called() -> None:
    assert said(Run().rejection("arms_not_overhead")) == ["arms not overhead"]


def test_a_wrong_posture_is_said_only_of_who_goes_on_with_it() -> None:
    run = Run()
    assert run.rejection("feet_step", movement=False, text=FEET) == []
    cues = run.rejection("feet_step", movement=False, text=FEET)
    assert (kinds(cues), said(cues)) == ([CueKind.WORDS], ["the feet do not stay in place"])


def test_a_rep_between_two_wrong_postures_is_reason_enough_for_silence() -> None:
    run = Run()
    run.rejection("feet_step", movement=False, text=FEET)
    run.rep()
    assert run.rejection("feet_step", movement=False, text=FEET) == []


@pytest.mark.parametrize("reason", ["too_small", "too_fast", "person_lost"])
def test_what_was_hardly_a_try_is_never_told(reason: str) -> None:
    run = Run()
    assert [run.rejection(reason, movement=False, text="no rep: moved 12° of 25°") for _ in range(3)] == [[]] * 3


def test_a_fault_is_said_once_and_again_only_after_some_reps() -> None:
    run = Run()
    advised = [number for number in range(1, 12) if CHEST_UP in said(run.rep("forward_lean"))]
    assert advised == [1, 6, 11]


def test_another_fault_waits_for_the_rep_after_the_next() -> None:
    run = Run()
    run.rep("forward_lean")
    assert said(run.rep("knee_valgus")) == ["2"]
    assert said(run.rep("knee_valgus", "forward_lean")) == ["3", ADVICE["knee_valgus"]]


def test_the_number_is_said_before_the_fault() -> None:
    assert kinds(Run().rep("forward_lean")) == [CueKind.REP, CueKind.WORDS]


def test_a_set_of_ten_has_a_half_a_last_one_and_an_end() -> None:
    run = Run(toward(reps=10))
    for _ in range(10):
        run.rep()
    assert said(run.heard)[3:] == ["4", "5, half-way", "6", "7", "8", "9, last one", "10, done"]
    assert (kinds(run.heard)[4], kinds(run.heard)[9]) == (CueKind.HALF_WAY, CueKind.DONE)


def test_a_set_that_is_ended_in_a_pause_is_followed_by_a_rest_like_any() -> None:
    run = Run(Guidance(set_count=0))
    run.frame(stage=Stage.PAUSED)
    assert said(run.frame(stage=Stage.RESTING, left_s=60.0)) == ["done", "rest for 60 seconds"]


def test_the_end_of_a_set_is_told_once_though_the_rest_begins_with_it() -> None:
    place = PlanPlace(1, 2, 1, 3, next_up="set 2 of 3: plank for 30 s")
    run = Run(Guidance(set_count=0, goal=Goal(reps=2), place=place))
    run.rep()
    cues = run.rep(stage=Stage.RESTING, left_s=60.0)
    assert kinds(cues) == [CueKind.DONE, CueKind.WORDS]
    assert said(cues) == ["2, done", "rest for 60 seconds, then set 2 of 3: plank for 30 s"]


def test_the_last_rep_has_its_number_though_the_next_set_has_begun_with_it() -> None:
    run = Run(Guidance(set_count=0, goal=Goal(reps=3)))
    run.rep()
    run.rep()
    assert said(run.rep(set_count=0, set_number=2)) == ["3, done"]


def test_half_way_is_not_told_again_of_a_rep_that_was_undone() -> None:
    run = Run(toward(reps=6))
    for _ in range(3):
        run.rep()
    run.correct(-1)
    assert said(run.rep()) == ["3"]


def test_a_set_that_was_over_too_soon_can_be_done_again() -> None:
    run = Run(Guidance(set_count=0, goal=Goal(reps=2)))
    run.rep()
    run.rep(stage=Stage.RESTING, left_s=60.0)
    run.correct(-1)
    assert said(run.frame(stage=Stage.COUNTING, left_s=float("nan"), set_count=1)) == ["go"]
    assert said(run.rep()) == ["2, done"]


def test_nobody_is_praised_twice_for_going_on_after_the_goal() -> None:
    run = Run(toward(reps=2))
    for _ in range(4):
        run.rep()
    assert kinds(run.heard).count(CueKind.DONE) == 1
    assert said(run.heard)[-1] == "4"


def test_a_set_that_is_ended_by_hand_is_told_as_done() -> None:
    run = Run()
    run.rep()
    assert kinds(run.frame(stage=Stage.RESTING, left_s=5.0)) == [CueKind.DONE, CueKind.WORDS]


def test_the_end_of_a_plan_is_said() -> None:
    run = Run(Guidance(place=PlanPlace(2, 2, 1, 1, ""), goal=Goal(reps=1)))
    assert said(run.rep(stage=Stage.DONE)) == ["1, done", "that was all"]


def test_a_countdown_ticks_and_says_go() -> None:
    run = Run(Guidance(stage=Stage.COUNTDOWN, left_s=5.0))
    run.count_down(Stage.COUNTDOWN, 4.9)
    run.frame(stage=Stage.COUNTING)
    assert said(run.heard) == ["5", "4", "3", "2", "1", "go"]


def test_a_rep_in_the_countdown_ends_it_and_needs_no_go() -> None:
    run = Run(Guidance(stage=Stage.COUNTDOWN, left_s=5.0))
    assert said(run.rep(stage=Stage.COUNTING)) == ["1"]


def test_of_seconds_that_passed_without_a_picture_only_the_newest_is_heard() -> None:
    run = Run(Guidance(stage=Stage.COUNTDOWN, left_s=4.5))
    assert said(run.frame(left_s=1.4)) == ["2"]


def test_a_rest_is_heard_ten_seconds_and_three_before_its_end() -> None:
    run = Run()
    run.rep()
    run.count_down(Stage.RESTING, 60.0)
    assert said(run.heard) == ["1", "done", "rest for 60 seconds", "10 seconds", "3", "2", "1"]
    assert kinds(run.frame(stage=Stage.COUNTING)) == [CueKind.GO]


def test_a_short_rest_needs_no_warning() -> None:
    assert said(Run().count_down(Stage.RESTING, 12.0)) == ["done", "rest for 12 seconds", "3", "2", "1"]


def test_a_pause_is_confirmed_and_then_silent() -> None:
    run = Run()
    run.rep()
    assert said(run.frame(stage=Stage.PAUSED)) == ["paused"]
    assert run.rep("forward_lean") == []
    assert run.rejection() == []
    assert run.frame(notice="no picture for 3 s: connecting again", is_urgent=True) == []


def test_going_on_is_confirmed_and_tells_nothing_of_the_pause() -> None:
    run = Run()
    run.frame(stage=Stage.PAUSED)
    run.rep()
    assert kinds(run.frame(stage=Stage.COUNTING)) == [CueKind.GO]


def test_what_was_muted_is_not_told_later() -> None:
    run = Run()
    run.frame(muted=True)
    run.rep("forward_lean")
    run.rejection()
    assert run.frame(muted=False) == []
    assert said(run.rep()) == ["2"]


def test_what_is_to_be_mended_is_said_when_it_stays_and_not_all_the_time() -> None:
    check = Check("distance", False, "step back: your feet are not in the picture")
    run = Run(Guidance(stage=Stage.SETTING_UP, checks=(check, Check("light", True, "enough light"))))
    assert run.look(1.3) == []
    assert said(run.look(10.0)) == [check.say]
    assert said(run.look(1.0)) == [check.say]


def test_what_comes_to_hinder_counting_is_heard_but_not_that_nobody_is_seen() -> None:
    run = Run()
    body = Check("body", False, "step back: your feet are below the picture")
    assert said(run.look(4.0, checks=(body,))) == ["step back: your feet are below the picture"]
    assert run.look(12.0, checks=(Check("person", False, "nobody is seen: come back into the picture"),)) == []


def test_somebody_who_walks_through_the_checks_hears_none_of_them() -> None:
    run = Run(Guidance(stage=Stage.SETTING_UP))
    for code in ("body", "distance", "side", "body", "light"):
        assert run.look(0.8, checks=(Check(code, False, f"mend the {code}"),)) == []


def test_a_camera_that_is_gone_is_heard_at_once_and_then_seldom() -> None:
    run = Run()
    cues = run.frame(notice="no picture for 2 s: connecting again", is_urgent=True)
    assert (kinds(cues), said(cues)) == ([CueKind.NOTICE], ["no picture for 2 s: connecting again"])
    assert run.frame(notice="no picture for 3 s: connecting again") == []
    assert kinds(run.look(10.0, notice="no picture for 4 s: connecting again")) == [CueKind.NOTICE]


def test_a_notice_that_is_not_urgent_is_only_to_be_read() -> None:
    assert Run().frame(notice="one rep undone") == []


def test_an_exercise_that_is_recognised_is_named() -> None:
    run = Run(exercise="")
    run.exercise = "Push-up"
    assert said(run.rep()) == ["Push-up, 1"]
    assert said(run.rep()) == ["2"]


def test_reps_that_are_known_at_once_are_told_by_the_last_number_alone() -> None:
    run = Run(exercise="")
    run.rep()
    quiet = Run(exercise="")
    quiet.exercise, quiet._reps = "Squat", (*run._reps, replace(run._reps[0], number=2))
    assert said(quiet.frame()) == ["Squat, 2"]


class TestHolds:
    def test_time_that_runs_is_confirmed_and_every_ten_seconds_said(self) -> None:
        run = Run(exercise="Plank")
        assert said(run.hold(31.0)) == ["hold", "10 seconds", "20 seconds", "30 seconds"]

    def test_passing_through_the_position_is_no_hold(self) -> None:
        run = Run(exercise="Plank")
        run.hold(0.8)
        assert run.leave("the hips sag (hip sag 24°)") == [] == run.heard

    def test_a_break_is_heard_with_its_reason_and_going_on_confirmed(self) -> None:
        run = Run(exercise="Plank")
        run.hold(6.0)
        cues = run.leave("the hips sag (hip sag 24°)")
        assert (kinds(cues), said(cues)) == ([CueKind.REJECTED], ["the hips sag"])
        assert kinds(run.hold(6.1)) == [CueKind.GO]

    def test_how_long_it_was_is_said_at_its_end(self) -> None:
        run = Run(exercise="Plank")
        run.hold(42.4)
        run.leave()
        assert said(run.end_hold()) == ["held for 42 seconds"]

    def test_a_goal_in_seconds_has_a_half_the_last_three_and_an_end(self) -> None:
        run = Run(toward(seconds=40.0), exercise="Plank")
        expected = ["hold", "10 seconds", "half-way", "30 seconds", "3", "2", "1", "40 seconds, done"]
        assert said(run.hold(41.0)) == expected

    def test_whoever_lets_go_after_the_goal_is_not_blamed(self) -> None:
        run = Run(toward(seconds=10.0), exercise="Plank")
        run.hold(10.5)
        assert run.leave("the knees are bent") == []


def test_seconds_of_an_exercise_that_is_repeated_are_ticked_not_said() -> None:
    run = Run(Guidance(goal=Goal(seconds=30.0), left_s=30.0))
    cues = run.count_down(Stage.COUNTING, 29.0, to_s=-0.1)
    assert said(cues) == ["half-way", "", "", "", "30 seconds, done"]


EVENTS = st.lists(
    st.sampled_from(["rep", "fault", "rejected", "undo", "add", "pause", "go on", "mute", "unmute", "rest", "next"]),
    max_size=40,
)


@given(EVENTS, st.integers(1, 12))
def test_a_rep_has_one_number_in_order_and_silence_is_silence(events: list[str], goal: int) -> None:
    run = Run(toward(reps=goal))
    for event in events:
        stage, muted = run.guidance.stage, run.guidance.muted
        happen: dict[str, Callable[[], list[Cue]]] = {
            "rep": run.rep,
            "fault": lambda: run.rep("forward_lean"),
            "rejected": run.rejection,
            "undo": lambda: run.correct(-1),
            "add": lambda: run.correct(1),
            "pause": lambda: run.frame(stage=Stage.PAUSED),
            "go on": lambda: run.frame(stage=Stage.COUNTING),
            "mute": lambda: run.frame(muted=True),
            "unmute": lambda: run.frame(muted=False),
            "rest": lambda: run.frame(stage=Stage.RESTING, left_s=30.0),
            "next": lambda: run.frame(set_number=run.guidance.set_number + 1, stage=Stage.COUNTING),
        }
        cues = happen[event]()
        numbers = [cue for cue in cues if cue.say.lstrip("-")[:1].isdigit()]
        if event in ("rep", "fault"):
            told = not muted and stage is Stage.COUNTING
            assert [cue.say.split(",")[0] for cue in numbers] == ([str(run.state.corrected)] if told else [])
            assert not cues or cues[0] in numbers
        else:
            assert not numbers
        if run.guidance.muted or (stage is Stage.PAUSED and run.guidance.stage is Stage.PAUSED):
            assert cues == []
