"""Rendered people in held positions, as the pipeline saw them; and the others, who hold nothing.

They are cases of their exercises. plank.npz: seen from the side at 15 frames a second, 7 s in a straight plank on the
hands, 2.4 s in which the hips drop and rise again, 3 s straight, 2.4 s with the hips up, and 2 s straight.
wall_sit.npz: stands, sits down to 2.7 s, sits 6.5 s, leans forward for 2.4 s, sits 2 s, and stands up.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

import fitcount
from fitcount.config import shipped
from fitcount.pipeline import Counting, count_trace
from fitcount.reps.library import find_exercise
from fitcount.sessions.trace import load_trace

from .record import HERE

HELD = shipped("exercises") / "cases"
NEAR_S = 1.6
"""Who is in between is held by one limit, and by another not."""


@pytest.mark.parametrize(
    ("clip", "exercise", "held_s", "start_s", "breaks"),
    [
        ("plank", "plank", 12.0, 0.0, [(8.2, "hips_sag"), (13.6, "hips_up")]),
        ("wall_sit", "wall_sit", 8.5, 2.7, [(10.4, "off_the_wall")]),
    ],
)
def test_counts_what_was_held(
    clip: str, exercise: str, held_s: float, start_s: float, breaks: list[tuple[float, str]]
) -> None:
    result = fitcount.recount(HELD / f"{clip}.npz", exercise)
    (hold,) = result.sets
    assert (result.count, result.movements, result.reps, result.standard) == (0, 0, (), "")
    assert result.held_s == hold.held_s == pytest.approx(held_s, abs=NEAR_S)
    assert hold.start_s == pytest.approx(start_s, abs=0.6)
    assert [each.reason for each in hold.breaks] == [reason for _, reason in breaks]
    for each, (at_s, _) in zip(hold.breaks, breaks, strict=True):
        assert each.start_s < at_s < each.end_s
        assert each.took_s == pytest.approx(2.0, abs=0.8)


@pytest.mark.parametrize("exercise", ["plank", "wall_sit"])
@pytest.mark.parametrize("path", sorted(HERE.glob("*.npz")), ids=lambda path: path.stem)
def test_nobody_else_holds_anything(path: Path, exercise: str) -> None:
    result = fitcount.recount(path, exercise)
    assert (result.held_s, result.sets, result.count, result.movements) == (0.0, (), 0, 0)


def test_the_seconds_run_on_while_it_is_held() -> None:
    trace = load_trace(HELD / "wall_sit.npz")
    counting = Counting(find_exercise("wall_sit"), "")
    states = [counting.feed(t_s, pose).state for t_s, pose in trace]
    totals = [state.holding.total_s for state in states if state.holding is not None]
    assert len(totals) == len(states)
    assert all(after >= before for before, after in pairwise(totals))
    again = count_trace(trace, Counting(find_exercise("wall_sit"), "")).result
    assert totals[-1] == pytest.approx(again.held_s)
