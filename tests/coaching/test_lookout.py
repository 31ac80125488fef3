"""While somebody is counted they are told what has come to hinder it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from fitcount.coaching.lookout import Lookout
from fitcount.guidance import Check, Stage
from fitcount.types import Frame, Pose

from .made_poses import FPS, frame
from .run import Run, squats

FEET = Check("body", good=False, say="step back: your feet are below the picture")
NOBODY = Check("person", good=False, say="nobody is seen: turn on a light")


@dataclass
class Sees:
    """Set-up help that finds wrong what the test says."""

    wrong: tuple[Check, ...] = ()
    looked_s: list[float] = field(default_factory=list)
    ready: bool = True

    def look(self, frame: Frame, pose: Pose | None) -> tuple[Check, ...]:  # noqa: ARG002
        self.looked_s.append(frame.t_s)
        return self.wrong or (Check("body", good=True, say="your body is in the picture"),)


def told(*wrong: tuple[float, tuple[Check, ...]]) -> list[str]:
    """What is told after so many seconds with each."""
    sees, said, row = Sees(), [], 0
    lookout = Lookout(sees)
    for seconds, sees.wrong in wrong:
        for _ in range(round(seconds * FPS)):
            checks = lookout.look(frame(row / FPS), None)
            row += 1
        said.append("; ".join(check.say for check in checks))
    return said


def test_what_hinders_counting_is_told_once_it_stays_and_no_longer_than_it_is_so() -> None:
    assert told((1.0, ()), (1.5, (FEET,)), (1.5, (FEET,)), (0.5, ())) == ["", "", FEET.say, ""]


def test_what_comes_and_goes_with_each_rep_is_not_told() -> None:
    assert set(told(*[(1.0, (FEET,)), (1.0, ())] * 5)) == {""}


def test_that_nobody_is_seen_is_told_at_once_and_alone() -> None:
    assert told((3.0, (FEET,)), (0.5, (NOBODY, FEET))) == [FEET.say, NOBODY.say]


@pytest.mark.parametrize(
    "check",
    [
        Check("position", good=False, say="get down into position"),
        Check("side", good=False, say="turn sideways"),
        Check("light", good=False, say="the light is behind you", is_hint=True),
    ],
    ids=lambda check: check.code,
)
def test_who_stands_up_or_turns_while_counting_is_left_in_peace(check: Check) -> None:
    assert told((5.0, (check,))) == [""]


def test_after_a_gap_nothing_is_wrong_yet() -> None:
    sees = Sees((FEET,))
    lookout = Lookout(sees)
    assert lookout.look(frame(0.0), None) == ()
    assert lookout.look(frame(60.0), None) == ()


def test_it_is_looked_now_and_then_only() -> None:
    sees = Sees()
    lookout = Lookout(sees)
    for row in range(300):
        lookout.look(frame(row / 60), None)
    assert 20 <= len(sees.looked_s) <= 40


def test_a_run_looks_on_while_it_counts() -> None:
    run = Run(squats(), sets_up=True)
    run.press(" ")
    run.wait(1.0)
    assert (run.stage(), run.guidance().checks) == (Stage.COUNTING, ())
    run.wait(2.0)
    assert [check.say for check in run.guidance().checks] == ["step back"]
    run.rep()
    assert run.guidance().set_count == 1
    run.press(" ")
    assert (run.stage(), run.guidance().checks) == (Stage.PAUSED, ())
