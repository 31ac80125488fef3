"""What breaks is connected again, and goes on where it would be by then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, count, pairwise

import numpy as np
import pytest

from fitcount.errors import SourceError
from fitcount.frames import live as live_module
from fitcount.frames.live import Live
from fitcount.types import Frame, Outage

SMALL, LARGE = np.full((48, 64, 3), 90, np.uint8), np.full((96, 128, 3), 90, np.uint8)
WAIT_S = 5.0


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """An outage is told after 0.1 s, not after a second."""
    for name, value_s in {"PATIENCE_S": 0.1, "TELL_S": 0.02, "FIRST_PAUSE_S": 0.01, "LONGEST_PAUSE_S": 0.04}.items():
        monkeypatch.setattr(live_module, name, value_s)


def connection(
    number: int, then: str | None = None, *, picture: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]] = SMALL
) -> Iterator[Frame]:
    """So many frames about 10 ms apart, and then an end, or what is wrong."""
    start_s = time.monotonic()
    for index in range(number):
        now_s = time.monotonic()
        yield Frame(index, now_s - start_s, picture, captured_s=now_s)
        time.sleep(0.01)
    if then is not None:
        raise SourceError(then)


def away(why: str = "away") -> Generator[Frame, None, None]:
    raise SourceError(why)
    yield


class Line:
    """A source whose connections are given one after the other; when there are no more it is away.

    `further` ones are made only when it is connected.
    """

    def __init__(self, *connections: Iterator[Frame], further: Iterable[Iterator[Frame]] = ()) -> None:
        self._left = chain(connections, further)
        self.tries = 0

    def connect(self) -> Generator[Frame, None, None]:
        self.tries += 1
        yield from next(self._left, None) or away()

    def live(self, reconnect_s: float = WAIT_S, timeout_s: float = WAIT_S) -> Live:
        return Live("camera", 100.0, self.connect(), timeout_s, again=self.connect, reconnect_s=reconnect_s)


def moments_until(source: Live, over: Callable[[Frame], bool]) -> list[Frame | Outage]:
    seen: list[Frame | Outage] = []
    for moment in source.moments():
        seen.append(moment)
        if isinstance(moment, Frame) and over(moment):
            break
    return seen


def test_index_and_time_go_on_with_the_gap_included() -> None:
    line = Line(connection(5, "cut"), *(away() for _ in range(6)), connection(50))
    with line.live() as source:
        seen = moments_until(source, lambda frame: frame.index >= 10)
    frames = [moment for moment in seen if isinstance(moment, Frame)]
    assert [frame.index for frame in frames] == sorted({frame.index for frame in frames})
    for before, after in pairwise(frames):
        assert after.t_s - before.t_s == pytest.approx(after.captured_s - before.captured_s)
    assert max(after.t_s - before.t_s for before, after in pairwise(frames)) > 0.1
    assert line.tries == 8


def test_an_outage_tells_since_when_and_why_until_a_picture_comes() -> None:
    told: list[Outage] = []
    later = (connection(50) if len(told) > 3 else away("pulled out: plug it in") for _ in count())
    with Line(connection(3, "cut"), further=later).live() as source:
        seen = []
        for moment in source.moments():
            seen.append(moment)
            if isinstance(moment, Outage):
                told.append(moment)
            elif moment.index >= 5:
                break
    last = [moment for moment in seen[: seen.index(told[0])] if isinstance(moment, Frame)][-1]
    after = next(moment for moment in seen[seen.index(told[-1]) :] if isinstance(moment, Frame))
    assert {outage.why for outage in told} <= {"cut", "pulled out: plug it in"}
    assert told[3].why == "pulled out: plug it in"
    assert {outage.since_s for outage in told} == {last.t_s}
    times_s = [last.t_s, *(outage.t_s for outage in told), after.t_s + 0.02]
    assert times_s == sorted(times_s)
    assert told[0].t_s - last.t_s >= 0.1


def test_frames_alone_have_no_outages_among_them() -> None:
    line = Line(connection(3, "cut"), *(away() for _ in range(8)), connection(4))
    with line.live() as source:
        assert all(isinstance(moment, Frame) for moment in source)


def test_silence_is_an_outage_as_well() -> None:
    go = threading.Event()

    def stalls() -> Iterator[Frame]:
        yield Frame(0, 0.0, SMALL)
        assert go.wait(WAIT_S)
        yield Frame(1, 0.5, SMALL)

    with Line(stalls()).live() as source:
        moments = source.moments()
        next(moments)
        outage = next(moments)
        assert isinstance(outage, Outage)
        assert outage.why == "camera sends no picture: check that it is running and connected"
        go.set()
        assert [moment.index for moment in moments if isinstance(moment, Frame)] == [1]


def test_a_source_that_ends_is_not_connected_again() -> None:
    line = Line(connection(3), connection(3))
    with line.live() as source:
        assert [frame.index for frame in source][-1] == 2
    assert (line.tries, source.warnings) == (1, [])


def test_it_is_given_up_after_a_while() -> None:
    line = Line(connection(3, "cut"))
    with line.live(reconnect_s=0.3) as source:
        frames = iter(source)
        with pytest.raises(SourceError, match=r"camera has sent no picture for 0.3 s: check"):
            list(frames)
    assert line.tries > 3


def test_without_time_to_reconnect_a_fault_is_an_error() -> None:
    line = Line(connection(3, "cut"), connection(3))
    with line.live(reconnect_s=0.0) as source, pytest.raises(SourceError, match=r"^cut$"):
        list(source)
    assert line.tries == 1


def test_what_never_worked_is_not_waited_for() -> None:
    line = Line(away("no such camera"), connection(3))
    with pytest.raises(SourceError, match="no such camera"):
        line.live()


def test_a_picture_of_another_size_is_fitted_into_the_first_ones() -> None:
    line = Line(connection(3, "cut"), connection(3, picture=LARGE))
    with line.live() as source:
        sizes = {frame.image_rgb.shape for frame in source}
        assert sizes == {(source.info.height, source.info.width, 3)} == {(48, 64, 3)}


def test_gaps_are_told_in_a_line() -> None:
    line = Line(connection(3, "cut"), *(away() for _ in range(8)), connection(3, "cut"), connection(3))
    with line.live() as source:
        list(source)
        (warning,) = source.warnings
    assert warning.startswith("no picture for 0.")
    assert warning.endswith(" s from 0:00.0: what was done meanwhile is not counted")


def test_closing_while_it_is_away_is_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_module, "FIRST_PAUSE_S", 100 * WAIT_S)
    source = Line(connection(1, "cut")).live()
    moments = source.moments()
    while not isinstance(next(moments), Outage):
        pass
    source.close()
    assert list(moments) == []
    source._thread.join(WAIT_S)
    assert not source._thread.is_alive()


def test_an_error_of_the_program_is_not_waited_out() -> None:
    def faulty() -> Iterator[Frame]:
        yield Frame(0, 0.0, SMALL)
        raise ZeroDivisionError

    line = Line(faulty(), connection(3))
    with line.live() as source, pytest.raises(ZeroDivisionError):
        list(source)
    assert line.tries == 1
