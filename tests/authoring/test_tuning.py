"""Behaviour: a value is proposed where it has more room, and only as far as the labelled clips can tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.authoring.tuning.labelled import Labelled
from fitcount.authoring.tuning.thresholds import thresholds_of
from fitcount.authoring.tuning.tuning import Column, asked, plateau, tuned, with_room
from fitcount.findings import Tally
from fitcount.reps.inheritance import resolved
from fitcount.reps.library import read_exercise

from .exercises import REPEATED, written


@pytest.mark.parametrize(
    ("points", "now", "slack", "expected"),
    [
        ([1, 2, 2, 2, 1], 2, 0, (1, 3)),
        ([2, 1, 2, 2, 1], 0, 0, (0, 0)),
        ([2, 1, 2, 2, 1], 1, 0, (2, 3)),
        ([2, 1, 1, 1, 2], 3, 0, (4, 4)),
        ([1, 2, 3, 2, 0], 1, 1, (1, 3)),
        ([2, 2, 2], 1, 0, (0, 2)),
    ],
)
def test_the_plateau_is_the_one_around_the_value_else_the_longest(
    points: list[int], now: int, slack: int, expected: tuple[int, int]
) -> None:
    assert plateau(points, now, slack) == expected


@pytest.mark.parametrize(
    ("first", "last", "now", "size", "expected"),
    [
        (2, 8, 5, 13, 5),  # in the middle already
        (2, 8, 4, 13, 4),  # room enough
        (2, 8, 3, 13, 5),  # too near to an end: the middle
        (5, 8, 0, 13, 6),  # beside it
        (0, 8, 7, 13, 6),  # no end below: as little as gives room
        (4, 12, 4, 13, 6),  # no end above
        (0, 12, 6, 13, 6),  # nobody can tell
        (6, 6, 6, 13, 6),  # no room anywhere
    ],
)
def test_room_is_made_from_the_ends_that_are_known(first: int, last: int, now: int, size: int, expected: int) -> None:
    assert with_room(first, last, now, size) == expected


@given(st.lists(st.integers(0, 5), min_size=1, max_size=13), st.data())
def test_what_is_proposed_counts_as_well_as_the_best(points: list[int], data: st.DataObject) -> None:
    now = data.draw(st.integers(0, len(points) - 1))
    slack = data.draw(st.integers(0, 2))
    first, last = plateau(points, now, slack)
    target = with_room(first, last, now, len(points))
    assert points[target] >= max(points) - slack
    # And once there, it stays.
    assert with_room(*plateau(points, target, slack), target, len(points)) == target


def test_says_which_clips_decide_and_what_changes(tmp_path: Path) -> None:
    path = written(tmp_path, REPEATED)
    threshold = next(
        each for each in thresholds_of(resolved(path), read_exercise(path)) if each.key == "movement.min_range"
    )
    clips = [Labelled("a.npz", Path("a.npz"), (4,)), Labelled("b.npz", Path("b.npz"), (5,), count=2)]
    columns = [
        Column(value, [Tally(4, 4), Tally(2, movements)])
        for value, movements in ((20.0, 7), (30.0, 6), (40.0, 5), (50.0, 5), (60.0, 5), (70.0, 5), (80.0, 3))
    ]
    found = tuned(threshold, columns, clips)
    assert [(each.exact, each.near) for each in found.tried] == [(1, 1), (1, 2), (2, 2), (2, 2), (2, 2), (2, 2), (1, 1)]
    assert (found.plateau, found.proposal, found.deciding) == ((2, 5), 50.0, ("b.npz",))
    (change,) = found.changes
    assert (change.clip, change.wanted, change.now, change.then) == ("b.npz", "5 (2)", "6 (2)", "5 (2)")


def test_a_limit_is_tuned_only_where_somebody_judged_by_it(tmp_path: Path) -> None:
    path = written(tmp_path, REPEATED)
    exercise = read_exercise(path)
    every = thresholds_of(resolved(path), exercise)
    by_eye = [Labelled("a.npz", Path("a.npz"), (4,))]
    judged = [*by_eye, Labelled("b.npz", Path("b.npz"), count=3)]
    assert [each.key for each in every if each not in asked(every, exercise, by_eye)] == ["standards.deep.limit"]
    assert asked(every, exercise, judged) == every


@pytest.mark.parametrize(
    ("clip", "counted", "miss"),
    [
        (Labelled("a", Path("a"), (5, 6)), Tally(0, 6), 0.0),
        (Labelled("a", Path("a"), (5,), count=3), Tally(5, 5), 2.0),
        (Labelled("a", Path("a"), count=3), Tally(4, 9), 1.0),
        (Labelled("a", Path("a"), held_s=5.0), Tally(held_s=5.9), 0.0),
        (Labelled("a", Path("a"), held_s=20.0), Tally(held_s=16.0), 1.0),
    ],
)
def test_a_miss_is_by_what_somebody_labelled(clip: Labelled, counted: Tally, miss: float) -> None:
    assert clip.miss(counted) == pytest.approx(miss)
