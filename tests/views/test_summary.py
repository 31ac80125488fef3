import io
import math
from dataclasses import replace

import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.types import Result
from fitcount.views.summary import summary

from .scenes import held_result, printed, rep, result


def _text(of: Result, width: int = 80, encoding: str = "utf-8", title: str = "squat") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    return printed(summary(of, title), Console(file=stream, width=width, _environ={}))


def test_looks_as_designed(snapshot: SnapshotAssertion) -> None:
    assert _text(result()) == snapshot


def test_looks_as_designed_with_nothing_but_ascii(snapshot: SnapshotAssertion) -> None:
    shown = _text(result(), encoding="ascii")
    assert shown.isascii()
    assert shown == snapshot


def test_looks_as_designed_with_nothing_counted(snapshot: SnapshotAssertion) -> None:
    assert _text(replace(result(), count=0, movements=0, reps=(), rejected=(), confidence=0.9, doubts=())) == snapshot


def test_fits_into_80_columns() -> None:
    assert max(map(len, _text(result()).splitlines())) <= 80


@pytest.mark.parametrize(
    ("reps", "best", "worst"),
    [
        ((rep(1, 3.0, 90), rep(2, 6.0, 80), rep(3, 9.0, 85)), 2, 1),
        ((rep(1, 3.0, 90), rep(2, 6.0, 70, ("knee_valgus",))), 1, 2),
        ((rep(1, 3.0, math.nan), rep(2, 6.0, 80)), 2, 1),
    ],
)
def test_faults_weigh_more_than_range_of_motion(reps: tuple[object, ...], best: int, worst: int) -> None:
    shown = _text(replace(result(), reps=reps))  # type: ignore[arg-type]
    assert f"best: rep {best} " in shown
    assert f"worst: rep {worst} " in shown


@pytest.mark.parametrize(("low", "told"), [(78.5, False), (82.0, False), (84.0, True)])
def test_what_differs_by_less_than_is_measured_is_neither_best_nor_worst(low: float, told: bool) -> None:
    shown = _text(replace(result(), reps=(rep(1, 3.0, 78.0), rep(2, 6.0, low))))
    assert ("best: rep 1 (94°)  worst: rep 2 " in shown) is told
    assert ("best" in shown) is told


def test_a_single_rep_is_neither_best_nor_worst() -> None:
    assert "best" not in _text(replace(result(), reps=(rep(1, 3.0),)))


def test_what_was_no_repetition_takes_one_line() -> None:
    shown = _text(result())
    assert "2 other attempts were no repetition of the motion: person lost (2)" in shown
    assert "lost sight of you" not in shown


def test_sides_are_told_only_where_they_differ() -> None:
    both, left = result(), replace(result(), reps=(rep(1, 3.0, side="left"),))
    headers = [next(line for line in _text(each).splitlines() if line.startswith("rep")) for each in (both, left)]
    assert ["side" in header.split() for header in headers] == [False, True]
    assert "left" in _text(left)


def test_a_side_is_told_once() -> None:
    curls = tuple(
        replace(rep(number, 3.0 * number, side=name), metric=f"elbow_{name}_deg")
        for number, name in enumerate(("left", "right"), start=1)
    )
    header = next(line for line in _text(replace(result(), reps=curls)).splitlines() if line.startswith("rep"))
    assert header.split()[:5] == ["rep", "start", "side", "elbow", "range"]


def test_looks_as_designed_with_nothing_recognised(snapshot: SnapshotAssertion) -> None:
    nothing = replace(
        result(),
        exercise="none",
        standard="none",
        count=0,
        movements=0,
        reps=(),
        rejected=(),
        confidence=0.9,
        doubts=(),
    )
    assert _text(nothing, title="Nothing recognised") == snapshot


def test_holds_are_told(snapshot: SnapshotAssertion) -> None:
    assert _text(held_result()) == snapshot
