import io
from dataclasses import replace

import pytest

from fitcount.guidance import Guidance, PlanPlace, Stage
from fitcount.types import Correction, CounterState
from fitcount.views.plain import PlainLines
from fitcount.views.view import View

from .scenes import GAUGE, holding, progress, rejection, rep, state


class Pipe(io.StringIO):
    """Remembers what a reader at the other end has got."""

    received = ""
    encoding = "utf-8"

    def flush(self) -> None:
        self.received = self.getvalue()


def _run(view: View, until_s: float) -> None:
    with view:
        for index in range(int(until_s * 30) + 1):
            view.show(state(index / 30), progress(index / 30))


def test_the_seconds_of_a_hold_are_told_while_they_run() -> None:
    pipe = Pipe()
    with PlainLines(pipe) as view:
        for index in range(36 * 30):
            view.show(holding(index / 30), progress(index / 30))
    assert pipe.received.splitlines() == [
        "0:08.0  holding 5 s",
        "0:13.0  holding 10 s",
        "0:22.1  break of 2.1 s: the back is off the wall (trunk lean 24°)",
        "0:25.1  holding 20 s",
        "0:34.6  held 29.5 s  1 break, 2.1 s",
    ]


def test_what_is_changed_by_hand_has_a_line_and_the_number_that_it_makes() -> None:
    pipe = Pipe()
    done = (
        Correction(9.0, "undo", "squat", 3.9), Correction(10.0, "add", "squat"), Correction(10.0, "add", "squat"),
        Correction(11.0, "undo", "squat"),
    )  # fmt: skip
    with PlainLines(pipe) as view:
        for number in range(len(done) + 1):
            view.show(replace(state(9.0), corrections=done[:number]), progress(9.0))
            view.show(replace(state(9.0), corrections=done[:number]), progress(9.0))
    assert pipe.received.splitlines()[3:] == [
        "0:09.0  the rep at 0:03.9 taken back by hand: 1 rep",
        "0:10.0  one rep added by hand: 2 reps",
        "0:10.0  one rep added by hand: 3 reps",
        "0:11.0  the added rep taken back: 2 reps",
    ]


def test_one_line_per_event() -> None:
    pipe = Pipe()
    _run(PlainLines(pipe), 22.6)
    assert pipe.received.splitlines() == [
        "0:02.4  rep 1   knee 78\N{EN DASH}172°  down 1.2 s  up 1.0 s",
        "0:04.9  rep 2   knee 79\N{EN DASH}172°  down 1.2 s  up 1.0 s",
        "0:07.4  no rep: knee 118°, needs 100° or less",
        "0:09.9  rep 3   knee 81\N{EN DASH}172°  down 1.2 s  up 1.0 s",
        "0:12.4  rep 4   knee 82\N{EN DASH}172°  down 1.2 s  up 1.0 s  knee valgus",
        "0:14.9  rep 5   knee 83\N{EN DASH}172°  down 1.2 s  up 1.0 s",
        "0:17.4  rep 6   knee 84\N{EN DASH}172°  down 1.2 s  up 1.0 s",
        "0:17.0  nobody in the picture",
        "0:19.9  rep 7   knee 85\N{EN DASH}172°  down 1.2 s  up 1.0 s",
        "0:20.0  somebody in the picture again",
        "0:22.4  rep 8   knee 86\N{EN DASH}172°  down 1.2 s  up 1.0 s",
    ]


def test_lines_arrive_as_soon_as_they_are_known() -> None:
    pipe = Pipe()
    with PlainLines(pipe) as lines:
        lines.show(_state(3.0), progress(3.0))
        assert pipe.received == ""
        lines.show(_state(3.1, reps=1), progress(3.1))
        assert pipe.received.endswith("\n")


def test_a_short_absence_is_no_event() -> None:
    pipe = Pipe()
    with PlainLines(pipe) as lines:
        for t_s, person in ((0.0, True), (0.1, False), (1.9, False), (2.0, True)):
            lines.show(_state(t_s, person=person), progress(t_s))
    assert pipe.getvalue() == ""


def test_events_of_one_frame_are_in_order() -> None:
    pipe = Pipe()
    both = CounterState(
        9.0, "", 172.0, GAUGE, (rep(1, 8.0, side="left"),), (rejection(7.0),), True, halves=("up", "down")
    )
    with PlainLines(pipe) as lines:
        lines.show(both, progress(9.0))
    first, second = pipe.getvalue().splitlines()
    assert first.startswith("0:07.0  no rep")
    assert second == "0:08.0  rep 1   left  knee 78\N{EN DASH}172°  up 1.2 s  down 1.0 s"


def test_the_exercise_is_told_when_it_becomes_known_and_when_it_changes() -> None:
    pipe = Pipe()
    curl = replace(rep(1, 22.0, side="left"), metric="elbow_left_deg")
    unknown = replace(_state(0.0), exercise="")
    with PlainLines(pipe) as lines:
        for t_s, exercise, reps in (
            (0.0, "", ()),
            (3.5, "Squat", (rep(1, 3.0),)),
            (6.5, "Squat", (rep(1, 3.0), rep(2, 6.0))),
            (8.0, "", ()),
            (22.5, "Biceps curl", (curl,)),
        ):
            lines.show(replace(unknown, t_s=t_s, exercise=exercise, reps=reps), progress(t_s))
    assert [line[:27] for line in pipe.received.splitlines()] == [
        "0:00.8  Squat",
        "0:03.0  rep 1   knee 78\N{EN DASH}172",
        "0:06.0  rep 2   knee 78\N{EN DASH}172",
        "0:19.8  Biceps curl",
        "0:22.0  rep 1   left  elbow",
    ]


def test_the_exercise_is_not_told_if_it_was_known_from_the_start() -> None:
    pipe = Pipe()
    with PlainLines(pipe) as lines:
        for t_s in (0.0, 1.0, 2.0):
            lines.show(replace(_state(t_s), exercise="Squat"), progress(t_s))
    assert pipe.getvalue() == ""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_keeps_to_the_encoding_of_the_stream(encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict", newline="\n")
    with PlainLines(stream) as lines:
        lines.show(_state(3.0, reps=1), progress(3.0))
    stream.seek(0)
    assert stream.read() == "0:03.0  rep 1   knee 78-172 deg  down 1.2 s  up 1.0 s\n"


def _state(t_s: float, reps: int = 0, person: bool = True) -> CounterState:
    counted = tuple(rep(number, 3.0) for number in range(1, reps + 1))
    return CounterState(t_s, "standing", 172.0, GAUGE, counted, (), person)


def test_whoever_is_led_is_told_what_comes() -> None:
    pipe = Pipe()
    place = PlanPlace(1, 2, 1, 2, "set 2 of 2: 10 squats")
    moments = [
        Guidance(place=place, notice="set 1 of 2: 10 squats"),
        Guidance(place=place, notice="set 1 of 2: 10 squats"),
        Guidance(Stage.RESTING, left_s=60.0, place=place),
        Guidance(
            Stage.RESTING, left_s=59.9, place=place, notice="no picture for 2 s: connecting again", is_urgent=True
        ),
        Guidance(
            Stage.RESTING, left_s=58.9, place=place, notice="no picture for 3 s: connecting again", is_urgent=True
        ),
        Guidance(Stage.DONE, place=place),
    ]
    with PlainLines(pipe) as view:
        for guidance in moments:
            view.show(state(0.0), progress(0.0), guidance)
    assert pipe.received.splitlines() == [
        "0:00.0  set 1 of 2: 10 squats",
        "0:00.0  rest 60 s; next: set 2 of 2: 10 squats",
        "0:00.0  no picture for 2 s: connecting again",
        "0:00.0  all sets are done",
    ]
