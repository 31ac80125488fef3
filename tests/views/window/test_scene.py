from __future__ import annotations

import math
from dataclasses import replace

import pytest

from fitcount.guidance import Check, Goal, Guidance, PlanPlace, Stage
from fitcount.types import Correction, CounterState
from fitcount.views.window.scene import NO_PICTURE, Line, Scene, scene_of
from views.people import person, sighting
from views.scenes import holding, state

SEEN = sighting(person())


def scene(guidance: Guidance | None = None, counted: CounterState | None = None, picture: bool = True) -> Scene:
    return scene_of(counted or state(10.0), guidance, SEEN if picture else None, mirrored=False)


def test_the_count_and_what_goes_on_are_there() -> None:
    shown = scene()
    assert (shown.count, shown.details) == ("3", ("reps", "squat", "descending", "knee 172°"))
    assert shown.picture_rgb is SEEN.frame.image_rgb
    assert shown.people == SEEN.people
    assert (shown.lines, shown.centre) == ((), "")


def test_the_count_is_as_the_person_corrected_it() -> None:
    counted = replace(state(10.0), corrections=(Correction(9.0, "undo", "squat", 8.0),))
    assert scene(counted=counted).count == "2"


def test_a_set_is_counted_towards_its_goal() -> None:
    shown = scene(Guidance(set_count=1, goal=Goal(reps=10)))
    assert (shown.count, shown.details[0]) == ("1", "of 10 reps")
    assert scene(Guidance(set_count=1)).details[0] == "rep"


def test_a_set_that_lasts_for_a_time_has_no_number_to_reach() -> None:
    timed = Guidance(set_count=4, goal=Goal(seconds=40.0), left_s=12.3)
    assert scene(timed).details[:2] == ("reps", "13 s left")


def test_a_hold_is_told_by_its_seconds() -> None:
    shown = scene(Guidance(set_count=0, goal=Goal(seconds=30.0)), holding(10.0))
    assert (shown.count, shown.details) == ("7", ("of 30 s", "wall sit", "holding"))


def test_what_is_measured_is_not_told_before_the_exercise_is_known() -> None:
    assert scene(counted=replace(state(10.0), exercise="")).details == ("reps",)
    assert scene(counted=replace(state(10.0), value=math.nan)).details == ("reps", "squat", "descending")


def test_what_is_wrong_with_the_picture_is_told_and_no_more_than_can_be_read() -> None:
    checks = [Check("side", good=True, say="you stand sideways"), *(Check(str(n), False, f"do {n}") for n in range(5))]
    shown = scene(Guidance(Stage.SETTING_UP, tuple(checks)))
    assert shown.lines == tuple(Line(f"do {n}", is_urgent=True) for n in range(3))


PLACE = PlanPlace(1, 2, 1, 3, "set 2 of 3: 10 squats")


@pytest.mark.parametrize(
    ("guidance", "centre", "lines"),
    [
        (Guidance(Stage.COUNTDOWN, left_s=2.4), "3", ()),
        (Guidance(Stage.COUNTDOWN, left_s=-0.1), "go", ()),
        (Guidance(Stage.PAUSED, gesture="raise your right hand"), "paused", ("to go on: raise your right hand",)),
        (Guidance(Stage.RESTING, left_s=44.3, place=PLACE), "0:45", ("rest; set 2 of 3: 10 squats",)),
        (Guidance(Stage.RESTING, left_s=-1.0), "0:00", ("rest",)),
        (Guidance(Stage.DONE), "done", ()),
        (Guidance(notice="one rep undone"), "", ("one rep undone",)),
    ],
)
def test_each_stage_is_told(guidance: Guidance, centre: str, lines: tuple[str, ...]) -> None:
    shown = scene(guidance)
    assert (shown.centre, tuple(line.text for line in shown.lines)) == (centre, lines)
    assert not any(line.is_urgent for line in shown.lines)


def test_that_there_is_no_picture_is_told_by_whoever_knows_why() -> None:
    assert scene(picture=False).lines == (Line(NO_PICTURE, is_urgent=True),)
    why = Guidance(notice="no picture for 4 s: connecting again", is_urgent=True)
    shown = scene(why, picture=False)
    assert shown.lines == (Line("no picture for 4 s: connecting again", is_urgent=True),)
    assert (shown.picture_rgb, shown.people) == (None, {})


def test_how_to_do_the_next_rep_better_is_told_while_counting() -> None:
    advice = "knees fall inward: push them out over your toes"
    assert scene(counted=state(12.6)).lines == scene(Guidance(), state(12.6)).lines == (Line(advice),)
    assert scene(Guidance(Stage.COUNTDOWN), state(12.6)).lines == ()
