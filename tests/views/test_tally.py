"""The number that every view shows, and what it is to reach."""

from __future__ import annotations

import math

import pytest

from fitcount.guidance import Goal, Guidance, Stage
from fitcount.views.tally import goal_of, seconds_left, tally
from views.scenes import holding, state


def test_repetitions_are_those_of_the_set() -> None:
    assert tally(state(10.0)) == (3, "reps")
    assert tally(state(10.0), Guidance()) == (3, "reps")
    assert tally(state(10.0), Guidance(set_count=1)) == (1, "rep")


def test_of_several_holds_in_a_set_all_seconds_are_told() -> None:
    assert tally(holding(10.0)) == (7, "s")
    assert tally(holding(10.0), Guidance(goal=Goal(seconds=30.0))) == (7, "s")
    assert tally(holding(10.0), Guidance(goal=Goal(seconds=30.0), left_s=11.0)) == (19, "s")


def test_a_goal_is_told_in_the_unit_of_the_number() -> None:
    assert goal_of(state(10.0), Guidance(goal=Goal(reps=10))) == 10
    assert goal_of(holding(10.0), Guidance(goal=Goal(seconds=30.0))) == 30
    assert goal_of(state(10.0), Guidance(goal=Goal(seconds=30.0))) is None
    assert goal_of(holding(10.0), Guidance(goal=Goal(reps=10))) is None
    assert goal_of(state(10.0), Guidance()) is None
    assert goal_of(state(10.0), None) is None


@pytest.mark.parametrize("stage", list(Stage))
def test_seconds_are_left_of_a_set_but_not_of_a_rest(stage: Stage) -> None:
    said = "" if stage in {Stage.COUNTDOWN, Stage.RESTING, Stage.DONE} else "13 s left"
    assert seconds_left(state(10.0), Guidance(stage, left_s=12.3)) == said
    assert seconds_left(state(10.0), Guidance(stage, left_s=math.nan)) == ""
    assert seconds_left(holding(10.0), Guidance(stage, left_s=12.3)) == ""
