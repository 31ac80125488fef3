"""What looks on while counting is told of the end too."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np

from fitcount.cli.watchers import ViewWatcher
from fitcount.pipeline import Counted
from fitcount.types import CounterState, Frame, Gauge, Progress, Rep
from fitcount.views.plain import PlainLines

LAST = CounterState(3.0, "ascending", 120.0, Gauge("knee_deg", 80, 175, 160, 100), (), (), True, exercise="Squat")
REP = Rep(1, "both", 1.0, 2.0, 3.0, "knee_deg", 80.0, 170.0, 1.0, 1.0)
PROGRESS = Progress(90, 3.0, 3.0, 30.0, 20.0)


def test_a_rep_that_ends_with_the_source_has_its_line() -> None:
    lines = io.StringIO()
    with PlainLines(lines) as view:
        watcher = ViewWatcher(view)
        watcher.watch(Frame(89, 3.0, np.zeros((4, 4, 3), np.uint8)), [Counted(None, LAST)], PROGRESS)
        assert lines.getvalue() == ""
        watcher.finish([Counted(None, replace(LAST, reps=(REP,)))], PROGRESS)
    (line,) = lines.getvalue().splitlines()
    assert line.startswith("0:03.0  rep 1 ")
