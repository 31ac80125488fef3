from __future__ import annotations

import io

import pytest
from authoring.events import hold, rejected, rep
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.authoring.comparing.difference import compare
from fitcount.findings import Difference, Event, Tally, TraceDifference
from fitcount.views.difference import difference_lines

from .scenes import printed


def trace(name: str, old: list[Event], new: list[Event], before: Tally, after: Tally) -> TraceDifference:
    return TraceDifference(name, before, after, *compare(old, new))


SAME = trace("front.npz", [rep(1, 3)], [rep(1, 3)], Tally(1, 1), Tally(1, 1))
EMPTY = trace("idle.npz", [], [], Tally(), Tally())
MANY = trace(
    "partial.npz",
    [rejected(1, 3), rep(4, 6, ("forward_lean",), number=1), rep(7, 9, number=2), rep(10, 12, side="left", number=3)],
    [rep(1, 3, number=1), rep(4, 6, number=2), rep(10, 12, number=3), rejected(14, 15, "too_fast", movement=False)],
    Tally(3, 4),
    Tally(3, 3),
)
HELD = trace("plank.npz", [hold(0, 20)], [hold(0, 20, broken_s=2)], Tally(held_s=20.0), Tally(held_s=18.0))


def shown(*traces: TraceDifference, encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    difference = Difference("squat", "mine.yaml", traces)
    return printed(difference_lines(difference), Console(file=stream, width=80, _environ={}))


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_looks_as_designed(encoding: str, snapshot: SnapshotAssertion) -> None:
    text = shown(SAME, MANY, EMPTY, encoding=encoding)
    assert max(map(len, text.splitlines())) <= 80
    assert text == snapshot


def test_a_hold_is_told_in_seconds(snapshot: SnapshotAssertion) -> None:
    assert shown(HELD) == snapshot


def test_where_nothing_differs_little_is_said(snapshot: SnapshotAssertion) -> None:
    assert shown(SAME, EMPTY) == snapshot
