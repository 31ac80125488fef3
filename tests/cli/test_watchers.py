"""What looks on while counting is told of the end too."""

from __future__ import annotations

import io
from dataclasses import replace
from types import TracebackType
from typing import Self

import numpy as np
from views.people import person

from fitcount.cli.watchers import ViewWatcher
from fitcount.guidance import Guidance, Stage
from fitcount.pipeline import Counted
from fitcount.types import CounterState, Frame, Gauge, Outage, Progress, Rep
from fitcount.views.plain import PlainLines
from fitcount.views.sighting import Sighting

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


def test_a_view_is_told_of_the_guidance_of_that_moment_and_of_the_people_in_the_picture() -> None:
    view, told = _Kept(), iter([Guidance(Stage.COUNTDOWN, left_s=2.0), Guidance(notice="no picture for 4 s")])
    watcher = ViewWatcher(view, lambda: next(told))
    frame = Frame(89, 3.0, np.zeros((4, 4, 3), np.uint8))
    nobody, seen = Counted(None, LAST), Counted(person(), LAST)
    watcher.watch(frame, [nobody, seen], PROGRESS)
    watcher.wait(Outage(7.0, 3.0, "camera 0 was unplugged"), [nobody, seen], PROGRESS)
    (guidance, sighting), (outage_guidance, no_sighting) = view.shown
    assert guidance == Guidance(Stage.COUNTDOWN, left_s=2.0)
    assert sighting is not None
    assert sighting.frame is frame
    assert dict(sighting.people) == {2: seen.pose}
    assert outage_guidance == Guidance(notice="no picture for 4 s")
    assert no_sighting is None


class _Kept:
    """A view that keeps what a live run tells."""

    def __init__(self) -> None:
        self.shown: list[tuple[Guidance | None, Sighting | None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        pass

    def show(
        self,
        state: CounterState,  # noqa: ARG002
        progress: Progress,  # noqa: ARG002
        guidance: Guidance | None = None,
        sighting: Sighting | None = None,
    ) -> None:
        self.shown.append((guidance, sighting))
