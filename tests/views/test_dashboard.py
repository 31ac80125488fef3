import io
import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.guidance import Guidance
from fitcount.types import CounterState, Float64Array, Gauge, Progress, SourceInfo
from fitcount.views.dashboard.dashboard import Dashboard, render
from fitcount.views.dashboard.moment import Moment, Moments
from fitcount.views.glyphs import ASCII, UNICODE
from fitcount.views.view import View

from .scenes import CAMERA, FILE, held_moment, moment, printed, progress, rejection, rep, state, text

ALT_SCREEN_ON, ALT_SCREEN_OFF = "\x1b[?1049h", "\x1b[?1049l"
CURSOR_ON = "\x1b[?25h"


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (200, 60), (60, 16), (40, 10), (20, 5)])
def test_looks_as_designed_at(width: int, height: int, snapshot: SnapshotAssertion) -> None:
    assert text(render(moment(13.2), width, height)) == snapshot


def test_looks_as_designed_with_nothing_but_ascii(snapshot: SnapshotAssertion) -> None:
    shown = text(render(moment(13.2, glyphs=ASCII), 80, 24))
    assert shown.isascii()
    assert shown == snapshot


def test_looks_as_designed_in_colour(snapshot: SnapshotAssertion) -> None:
    assert printed(render(moment(13.2), 80, 24), _console(color_system="truecolor")) == snapshot


def test_looks_as_designed_on_a_camera_with_nobody_there(snapshot: SnapshotAssertion) -> None:
    assert text(render(moment(18.0, CAMERA), 80, 24)) == snapshot


@pytest.mark.parametrize("t_s", [1.0, 15.0, 21.0, 30.0, 36.0])
def test_looks_as_designed_while_a_position_is_held(t_s: float, snapshot: SnapshotAssertion) -> None:
    assert text(render(held_moment(t_s), 80, 24)) == snapshot


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (60, 16), (40, 10), (20, 5)])
def test_shows_no_limits_before_it_knows_the_exercise(width: int, height: int, snapshot: SnapshotAssertion) -> None:
    unknown = replace(state(13.2), exercise="", phase="", value=math.nan, reps=(), rejected=(), notes=())
    shown = text(render(_moment(unknown, np.full(40, math.nan)), width, height))
    assert "counts at" not in shown
    assert "°" not in shown
    assert shown == snapshot


def test_another_exercise_begins_another_curve() -> None:
    moments = Moments(FILE, None, "full", glyphs=UNICODE)
    for t_s, exercise, value in ((0.0, "", math.nan), (1.0, "squat", 170.0), (2.0, "curl", 50.0), (2.1, "curl", 60.0)):
        now = replace(state(t_s), t_s=t_s, exercise=exercise, value=value)
        moments.follow(now)
    assert moments.moment(now, progress(2.1)).history.tolist() == pytest.approx([50.0, 60.0], abs=7.0)


def test_the_standard_shown_is_that_of_what_is_counted_now() -> None:
    moments = Moments(FILE, "parallel", "full", glyphs=UNICODE)
    guidances = (None, Guidance(), Guidance(standard="full"), Guidance(standard=""))
    shown = [moments.moment(state(1.0), progress(1.0), guidance).standard for guidance in guidances]
    assert shown == ["parallel", "parallel", "full", ""]


def test_needs_no_colour() -> None:
    shown = printed(render(moment(13.2), 80, 24), _console(color_system="truecolor", no_color=True))
    assert not re.search(r"\x1b\[[0-9;]*[34]8;", shown)
    assert "✗ 1 not counted" in shown


@pytest.mark.parametrize(("width", "height"), [(80, 24), (60, 16), (40, 10)])
def test_says_at_any_size_that_nobody_is_there(width: int, height: int) -> None:
    shown = " ".join(re.sub(r"[|\n]", " ", text(render(moment(18.0), width, height))).split())
    assert "nobody in the picture" in shown
    assert "whole body is seen" in shown


def test_a_missed_frame_is_not_nobody() -> None:
    assert "nobody" not in text(render(moment(17.2), 80, 24))


def test_the_standard_stays_met_until_the_person_is_back() -> None:
    on_the_way_up, shallow = moment(1.9), moment(6.6)
    assert "✓ far enough" in text(render(on_the_way_up, 80, 24))
    assert "✓ far enough" not in text(render(shallow, 80, 24))
    assert "to go" in text(render(shallow, 80, 24))


@pytest.mark.parametrize(
    ("gauge", "value", "filled"),
    [
        (Gauge("knee_deg", 80, 180, 160, 100), 180, 0),
        (Gauge("knee_deg", 80, 180, 160, 100), 130, 38),
        (Gauge("knee_deg", 80, 180, 160, 100), 60, 76),
        (Gauge("elbow_deg", 170, 70, 90, 150), 120, 38),
        (Gauge("elbow_deg", 170, 70, 90, 150), math.nan, 0),
    ],
)
def test_the_bar_is_as_full_as_the_way_is_done(gauge: Gauge, value: float, filled: int) -> None:
    at_rest = CounterState(0.0, "standing", value, gauge, (), (), True, exercise="squat")
    shown = render(_moment(at_rest), 80, 24)
    assert text(shown).splitlines()[14].count("█") == filled


@pytest.mark.parametrize("gauge", [Gauge("knee_deg", 80, 180, 160, 100), Gauge("elbow_deg", 180, 80, 100, 160)])
def test_the_trend_is_blue_only_beyond_the_limit_of_the_peak(gauge: Gauge) -> None:
    at_rest = CounterState(0.0, "standing", gauge.high, gauge, (), (), True, exercise="squat")
    for value, blue in ((gauge.low, True), (gauge.high, False)):
        canvas = render(_moment(at_rest, np.full(40, value)), 80, 24)
        segments = [segment for y in range(16, 22) for segment in canvas.row(y)]
        curve = {segment.style for segment in segments if re.search("[\u2801-\u28ff]", segment.text)}
        assert [style is not None and style.color is not None for style in curve] == [blue]


def test_attempts_come_newest_first_and_name_their_faults() -> None:
    faulty = rep(2, 15.0, faults=("knee_valgus", "forward_lean"), side="left")
    attempts = replace(state(0.0), t_s=30.0, reps=(rep(1, 5.0), faulty), rejected=(rejection(10.0),))
    shown = text(render(_moment(attempts), 120, 40))
    marks = [shown.index(mark) for mark in ("0:15.0", "left", "knee valgus, forward lean", "0:10.0", "0:05.0")]
    assert marks == sorted(marks)


@pytest.mark.parametrize(
    ("frame", "t_s", "fps", "left"),
    [(300, 10.0, 60.0, "10 s left"), (300, 10.0, 6.0, "1:40 left"), (0, 0.0, 0.0, "")],
)
def test_time_left_follows_from_speed(frame: int, t_s: float, fps: float, left: str) -> None:
    now = Progress(frame, t_s, 30.0, fps, 20.0)
    footer = text(render(_moment(state(t_s), now=now), 120, 40)).splitlines()[-1]
    assert left in footer
    assert bool(left) == ("left" in footer)


def test_draws_rarely_but_remembers_every_frame() -> None:
    console, now_s = _console(), 0.0
    with Dashboard(console, FILE, "parallel", "full", clock=lambda: now_s) as dashboard:
        sizes = []
        for index in range(60):
            now_s = index / 300
            dashboard.show(state(index / 30), progress(index / 30))
            sizes.append(_size(console))
    drawn = [index for index in range(60) if index == 0 or sizes[index] > sizes[index - 1]]
    assert drawn == [0, 20, 40]
    assert _screen(console, 80, 24) == text(render(moment(40 / 30), 80, 24))


def test_draws_at_once_when_the_count_changes() -> None:
    console = _console()
    with Dashboard(console, FILE, "parallel", "full", clock=lambda: 0.0) as dashboard:
        dashboard.show(state(2.40), progress(2.40))
        before = _size(console)
        dashboard.show(state(2.45), progress(2.45))
        assert _size(console) == before
        dashboard.show(state(2.51), progress(2.51))
        assert _size(console) > before


def test_what_changed_adds_up_to_the_whole_picture() -> None:
    console, seconds = _console(), iter(range(1000))
    with Dashboard(console, FILE, "parallel", "full", clock=lambda: next(seconds)) as dashboard:
        for index in range(13 * 30 + 1):
            dashboard.show(state(index / 30), progress(index / 30))
    assert _screen(console, 80, 24) == text(render(moment(13.0), 80, 24))


def test_writes_nothing_where_nothing_changed() -> None:
    console, seconds = _console(), iter(range(10))
    with Dashboard(console, FILE, "parallel", "full", clock=lambda: next(seconds)) as dashboard:
        dashboard.show(state(0.0), progress(0.0))
        before = _size(console)
        dashboard.show(state(0.0), progress(0.0))
        assert _size(console) == before


def test_draws_everything_again_after_a_resize() -> None:
    console, seconds = _console(), iter(range(10))
    with Dashboard(console, FILE, "parallel", "full", clock=lambda: next(seconds)) as dashboard:
        dashboard.show(state(0.0), progress(0.0))
        console.size = (60, 16)
        dashboard.show(state(0.0), progress(0.0))
    assert _screen(console, 60, 16) == text(render(moment(0.0), 60, 16))


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_gives_the_terminal_back_whatever_happens(error: type[BaseException]) -> None:
    console = _console()

    def run() -> None:
        view: View = Dashboard(console, FILE, "parallel", "full")
        with view as dashboard:
            dashboard.show(state(0.0), progress(0.0))
            raise error

    with pytest.raises(error):
        run()
    written = _written(console)
    assert written.startswith(ALT_SCREEN_ON)
    assert written.rindex(ALT_SCREEN_OFF) > written.rindex("squat")
    assert written.rindex(CURSOR_ON) > written.rindex("squat")


def test_keeps_to_the_encoding_of_the_terminal() -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="latin-1", errors="strict")
    console = Console(file=terminal, force_terminal=True, width=80, height=24, legacy_windows=False)
    with Dashboard(console, FILE, "parallel", "full") as dashboard:
        dashboard.show(state(12.5), progress(12.5))
    terminal.flush()
    terminal.seek(0)
    assert "knee 172 deg" in terminal.read()


# What is measured has a few decimals; without that, scales of 1e-320 degrees would be tried.
numbers = st.floats(-1e6, 1e6).map(lambda value: round(value, 3)) | st.just(math.nan)
words = st.text(max_size=90)
reps = st.builds(rep, st.integers(1, 10**6), numbers, numbers, st.lists(words, max_size=3).map(tuple), words)
rejections = st.builds(rejection, numbers, st.booleans(), words, words)
gauges = st.builds(Gauge, words, numbers, numbers, numbers, numbers)
states = st.builds(
    CounterState,
    numbers,
    words,
    numbers,
    gauges,
    st.lists(reps, max_size=6).map(tuple),
    st.lists(rejections, max_size=6).map(tuple),
    st.booleans(),
    st.lists(words, max_size=3).map(tuple),
    words,
    st.tuples(words, words),
)
sources = st.builds(
    SourceInfo, words, st.just(640), st.just(480), numbers, st.none(), st.none() | numbers, st.booleans()
)
runs = st.builds(Progress, st.integers(0, 10**6), numbers, st.none() | numbers, numbers, numbers, st.integers(0, 10**6))
histories = st.lists(numbers, max_size=300).map(lambda values: np.array(values, dtype=np.float64))
moments = st.builds(
    Moment, sources, st.none() | words, words, states, runs, histories, numbers, st.sampled_from([UNICODE, ASCII])
)


@settings(max_examples=150, deadline=None)
@given(moments, st.integers(20, 250), st.integers(5, 80))
def test_never_leaves_the_terminal(anything: Moment, width: int, height: int) -> None:
    canvas = render(anything, width, height)
    rows = ["".join(segment.text for segment in canvas.row(y)) for y in range(height)]
    assert len(text(canvas).splitlines()) == height + 1
    assert [cell_len(row) for row in rows] == [width] * height
    assert all(row.isprintable() for row in rows)


def _moment(now_state: CounterState, history: Float64Array | None = None, now: Progress | None = None) -> Moment:
    values = np.array([], dtype=np.float64) if history is None else history
    run = now or progress(now_state.t_s)
    return Moment(FILE, "parallel", "full", now_state, run, values, 0.0, UNICODE)


def _console(**options: object) -> Console:
    settings = {"color_system": None, "force_terminal": True, "width": 80, "height": 24, **options}
    return Console(file=io.StringIO(), legacy_windows=False, _environ={}, **settings)  # type: ignore[arg-type]


def _written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _size(console: Console) -> int:
    return len(_written(console))


def _screen(console: Console, width: int, height: int) -> str:
    """What a terminal shows after all that was written, drawn like `text` draws a canvas."""
    rows = [" " * width] * height
    for y, x, run in re.findall(r"\x1b\[(\d+);(\d+)H([^\x1b]*)", _written(console)):
        row, start = min(int(y), height) - 1, int(x) - 1
        rows[row] = (rows[row][:start] + run + rows[row][start + len(run) :])[:width]
    return "\n" + "\n".join(f"{row}|" for row in rows)
