from __future__ import annotations

import io

import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.findings import ClipChange, Tried, Tuned, Tuning
from fitcount.views.tuning import tuning_report

from .scenes import printed

EXACT = [14, 16, 18, 22, 22, 22, 22, 22, 21, 20, 20, 19, 18]
BETTER = Tuned(
    "movement.min_share", 21, 14, "", 0.25,
    tuple(Tried(0.15 + 0.05 * row, exact, min(exact + 2, 24)) for row, exact in enumerate(EXACT)),
    (3, 7), 0.4, ("squat_12.mp4", "squat_21.mp4"), (ClipChange("squat_12.mp4", "6", "7", "6"),),
)  # fmt: skip
FINE = Tuned(
    "standards.parallel.limit", 33, 21, "deg", 100.0,
    (Tried(90.0, 21, 22), Tried(95.0, 22, 23), Tried(100.0, 22, 23), Tried(105.0, 22, 23)),
    (1, 3), None, ("a", "b", "c"), (),
)  # fmt: skip
ALIKE = Tuned("movement.max_s", 23, 10, "s", 20.0, (Tried(16.0, 22, 23), Tried(20.0, 22, 23)), (0, 1), None, (), ())
TUNING = Tuning("own.yaml", 24, False, 2, 22, 23, (BETTER, ALIKE, FINE), ("standards.half.limit",), Tried(0.0, 23, 24))


def shown(tuning: Tuning, width: int = 80, encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    return printed(tuning_report(tuning), Console(file=stream, width=width, _environ={}))


@pytest.mark.parametrize(("width", "encoding"), [(80, "utf-8"), (50, "utf-8"), (80, "ascii")])
def test_looks_as_designed(width: int, encoding: str, snapshot: SnapshotAssertion) -> None:
    text = shown(TUNING, width, encoding)
    assert max(map(len, text.splitlines())) <= width
    assert text == snapshot


def test_says_so_where_nothing_is_proposed(snapshot: SnapshotAssertion) -> None:
    assert shown(Tuning("own.yaml", 2, True, 0, 1, 2, (ALIKE,))) == snapshot
