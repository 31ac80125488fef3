"""Skeletons drawn with characters: on a picture below the prompt, and live."""

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.style import Style
from syrupy.assertion import SnapshotAssertion

from fitcount.types import LANDMARK, Pose, SourceInfo, UInt8Array
from fitcount.views.canvas import Area, Canvas
from fitcount.views.figure import LEFT, RIGHT, Window, draw_figures
from fitcount.views.glyphs import ASCII, UNICODE, Glyphs
from fitcount.views.portrait import portrait
from fitcount.views.pose_screen import PoseScreen, render
from fitcount.views.pose_summary import Tally
from fitcount.views.sighting import Sighting

from .people import N, person, sighting
from .scenes import CAMERA, FILE, text


def _live(seen: Sighting, width: int, height: int, source: SourceInfo = FILE, glyphs: Glyphs = UNICODE) -> str:
    return text(render(seen, source, "full", 31.4, size=(width, height), glyphs=glyphs))


@pytest.mark.parametrize(("width", "height"), [(80, 20), (120, 36), (30, 10)])
def test_a_picture_looks_as_designed(width: int, height: int, snapshot: SnapshotAssertion) -> None:
    assert text(portrait(sighting(person()), width, height, UNICODE)) == snapshot


def test_a_picture_looks_as_designed_with_nothing_but_ascii(snapshot: SnapshotAssertion) -> None:
    shown = text(portrait(sighting(person()), 60, 20, ASCII))
    assert shown.isascii()
    assert shown == snapshot


def test_hidden_limbs_are_dashed(snapshot: SnapshotAssertion) -> None:
    half_hidden = person(hidden=("right_knee", "right_ankle", "right_elbow", "right_wrist"))
    assert text(portrait(sighting(half_hidden), 80, 20, UNICODE)) == snapshot


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (40, 10), (20, 5)])
def test_a_video_looks_as_designed(width: int, height: int, snapshot: SnapshotAssertion) -> None:
    assert _live(sighting(person(), t_s=13.2), width, height) == snapshot


def test_several_people_are_numbered(snapshot: SnapshotAssertion) -> None:
    assert _live(sighting(person(180), person(460), t_s=13.2), 80, 24, CAMERA) == snapshot


def test_says_that_nobody_is_there() -> None:
    assert "nobody in the picture" in _live(sighting(), 80, 24)
    assert text(portrait(sighting(), 80, 24, UNICODE)).strip() == ""


def _styles(pose: Pose) -> dict[tuple[int, int], Style | None]:
    """Row and column of each character that is drawn, to its style."""
    canvas = Canvas(80, 24)
    draw_figures(canvas, Area(0, 0, 80, 24), {1: pose}, Window(0, 0, 640, 480), UNICODE)
    found = {}
    for y in range(24):
        x = 0
        for segment in canvas.row(y):
            found.update({(y, x + i): segment.style for i, c in enumerate(segment.text) if c != " "})
            x += len(segment.text)
    return found


def _cell(pose: Pose, name: str) -> tuple[int, int]:
    """640 x 480 pixels on 24 rows: 20 pixels a row, 10 a column, in the middle of 80 columns."""
    x_px, y_px, _ = pose.image_px[LANDMARK[name]].tolist()
    return int(y_px // 20), int(8 + x_px // 10)


def test_limbs_lie_where_they_are_in_their_colours() -> None:
    styles = _styles(person())
    assert styles[_cell(person(), "left_elbow")] == LEFT
    assert styles[_cell(person(), "right_elbow")] == RIGHT
    assert styles[_cell(person(), "left_knee")] == LEFT


def test_the_nearer_limb_has_the_colour() -> None:
    pose = person()
    pose.image_px[:, 0] = 320.0
    for side, style in (("left", LEFT), ("right", RIGHT)):
        pose.image_px[:, 2] = 0.0
        pose.image_px[LANDMARK[f"{side}_knee"], 2] = -10.0
        assert _styles(pose)[_cell(pose, "left_knee")] == style


@given(
    st.lists(st.floats(allow_nan=True, width=32), min_size=2 * N, max_size=2 * N),
    st.integers(0, 100),
    st.integers(0, 50),
    st.sampled_from([UNICODE, ASCII]),
)
def test_nothing_leaves_the_canvas(places: list[float], width: int, height: int, glyphs: Glyphs) -> None:
    pose = replace(person(), visibility=np.ones(N, np.float32))
    pose.image_px[:, :2] = np.reshape(np.array(places, np.float32), (N, 2))
    pose.image_px[:, 2] = 0.0
    rows = _live(sighting(pose), width, height, glyphs=glyphs).splitlines()[1:]
    assert [len(row) for row in rows] == [width + 1] * height


def _console() -> Console:
    return Console(
        file=io.StringIO(), width=80, height=24, force_terminal=True, color_system=None, _environ={"TERM": "xterm"}
    )


def _written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_draws_at_most_ten_times_a_second_and_leaves_the_screen_as_it_was() -> None:
    console, now_s, drawn = _console(), 0.0, []
    with PoseScreen(console, FILE, "full", Tally(lambda: 0.0), clock=lambda: now_s) as screen:
        for index in range(50):
            now_s = index / 64
            before = len(_written(console))
            screen.take(sighting(person(200 + 5 * index)))
            drawn += [index] if len(_written(console)) > before else []
    assert drawn == [0, 7, 14, 21, 28, 35, 42, 49]
    assert _written(console).startswith("\x1b[?1049h")
    assert _written(console).endswith("\x1b[?25h\x1b[?1049l")


def test_the_time_that_drawing_takes_is_not_part_of_the_pause() -> None:
    now_s, drawn = 0.0, 0

    def slowly(_image_rgb: UInt8Array, _columns: int, _rows: int) -> str:
        nonlocal now_s, drawn
        now_s, drawn = now_s + 0.1, drawn + 1
        return ""

    with PoseScreen(_console(), FILE, "full", Tally(lambda: 0.0), slowly, clock=lambda: now_s) as screen:
        for _ in range(20):
            screen.take(sighting(person()))
            now_s += 0.03125
    assert drawn == 5, "three frames between two that are drawn"


def test_shows_the_picture_itself_where_that_is_possible() -> None:
    sizes = []

    def encode(image_rgb: UInt8Array, columns: int, rows: int) -> str:
        sizes.append((image_rgb.shape, columns, rows))
        return "<picture>"

    console = _console()
    with PoseScreen(console, FILE, "full", Tally(lambda: 0.0), encode) as screen:
        screen.take(sighting(person()))
    assert sizes == [((480, 640, 3), 80, 21)]
    assert "<picture>" in _written(console)
    assert not re.search("[\u2801-\u28ff]", _written(console))
