import io
import math

import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.views.pose_summary import Tally, in_a_line, landmark_table

from .people import person, sighting
from .scenes import printed


def _console() -> Console:
    return Console(file=io.StringIO(), width=60, _environ={})


def test_the_table_looks_as_designed(snapshot: SnapshotAssertion) -> None:
    assert printed(landmark_table({1: person()}), _console()) == snapshot


def test_each_of_several_people_has_a_table() -> None:
    shown = printed(landmark_table({1: person(), 2: person(100)}), _console())
    assert [line for line in shown.splitlines() if line.startswith("person")] == ["person 1", "person 2"]


def _tally(*people: int) -> Tally:
    seconds = iter(index / 20 for index in range(100))
    tally = Tally(lambda: next(seconds))
    tally.start()
    for number in people:
        tally.add(sighting(*[person()] * number))
    return tally


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ((1, 0, 1), "3 frames, somebody in 2, score 0.97, 20 frames/s"),
        ((1,), "somebody in the picture, score 0.97"),
        ((0, 0), "nobody seen in 2 frames: the whole body should be in the picture, and lit"),
        ((), "nobody seen in 0 frames: the whole body should be in the picture, and lit"),
    ],
)
def test_a_run_in_a_line(people: tuple[int, ...], says: str) -> None:
    assert in_a_line(_tally(*people)) == says


def test_an_interrupted_run_says_where_it_stopped() -> None:
    tally = _tally(1, 1)
    tally.t_s = 61.25
    assert in_a_line(tally, interrupted=True).endswith("20 frames/s; interrupted at 1:01.2")


def test_the_score_is_the_mean_of_all_poses() -> None:
    assert _tally(2, 0, 1).score == pytest.approx(0.97)
    assert math.isnan(_tally(0).score)
