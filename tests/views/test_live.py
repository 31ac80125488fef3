"""The dashboard of a live run: what is seen from across the room, and that nothing leaves the terminal."""

import io
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.guidance import KEYS, Check, Goal, Guidance, PlanPlace, Stage
from fitcount.types import Correction, Frame, UInt8Array
from fitcount.views.dashboard.dashboard import Dashboard, render
from fitcount.views.dashboard.live_layout import arrange_live, picture_area
from fitcount.views.dashboard.screenshot import Screenshot
from fitcount.views.figure import LEFT, RIGHT
from fitcount.views.glyphs import ASCII, UNICODE, Glyphs
from fitcount.views.sighting import Sighting
from fitcount.views.terminal.inline_image import Encode

from .live_scenes import GUIDANCES, RAISE, live_moment
from .people import person
from .scenes import CAMERA, FILE, printed, progress, state, text

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", GUIDANCES)
def test_looks_as_designed(name: str, width: int, height: int, snapshot: SnapshotAssertion) -> None:
    assert text(render(live_moment(name), width, height)) == snapshot


@pytest.mark.parametrize(("width", "height"), [(60, 16), (40, 12), (30, 8), (20, 5)])
@pytest.mark.parametrize("name", ["setting up", "counting", "paused", "outage", "choosing"])
def test_looks_as_designed_in_a_small_terminal(name: str, width: int, height: int, snapshot: SnapshotAssertion) -> None:
    assert text(render(live_moment(name), width, height)) == snapshot


@pytest.mark.parametrize("name", ["setting up", "countdown", "counting", "paused", "outage", "choosing"])
def test_looks_as_designed_with_nothing_but_ascii(name: str, snapshot: SnapshotAssertion) -> None:
    shown = text(render(live_moment(name, ASCII), 80, 24))
    assert shown.isascii()
    assert shown == snapshot


@pytest.mark.parametrize("name", ["setting up", "counting", "paused", "outage"])
def test_looks_as_designed_in_colour(name: str, snapshot: SnapshotAssertion) -> None:
    assert printed(render(live_moment(name), 80, 24), _console(color_system="truecolor")) == snapshot


@pytest.mark.parametrize("name", GUIDANCES)
def test_needs_no_colour(name: str) -> None:
    canvas = render(live_moment(name), 80, 24)
    shown = printed(canvas, _console(color_system="truecolor", no_color=True))
    assert not re.search(r"\x1b\[[0-9;]*[34]8;", shown)


@pytest.mark.parametrize("name", GUIDANCES)
def test_has_no_colours_but_those_that_are_seen_on_black_and_on_white(name: str) -> None:
    canvas = render(live_moment(name), 120, 40)
    colors = {segment.style.color for y in range(40) for segment in canvas.row(y) if segment.style}
    assert colors <= {None, LEFT.color, RIGHT.color}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("setting up", ["✗ step back: your feet are not in the picture", "! turn sideways", "✓ enough light", RAISE]),
        ("counting", ["set 2 of 3", "exercise 1 of 4", "✗ 1 not counted", f"to pause: {RAISE}", "● live"]),
        ("corrected", ["→ one rep added", "4 counted, 1 added"]),
        ("paused", ["nothing counts until you go on", RAISE]),
        ("resting", ["next: set 3 of 3: 10 squats"]),
        ("outage", ["no picture for 4 s: connecting again"]),
        ("no goal", ["muted", "unmute"]),
        ("holding", ["✓ counts"]),
    ],
)
def test_says(name: str, words: list[str]) -> None:
    shown = " ".join(re.sub(r"[|\n]", " ", text(render(live_moment(name), 120, 40))).split())
    for each in words:
        assert each in shown


def test_what_comes_to_hinder_counting_stands_below_the_count() -> None:
    live = live_moment("counting")
    assert live.guidance is not None
    feet = Check("body", False, "step back: your feet are below the picture")
    for width, height in ((80, 24), (60, 16)):
        shown = text(render(replace(live, guidance=replace(live.guidance, checks=(feet,))), width, height))
        assert f"✗ {feet.say}" in shown


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ((Check("person", False, "nobody is seen: turn on a light"),), "nobody in the picture — turn on a light"),
        ((), "nobody in the picture"),
    ],
)
def test_who_is_led_is_told_why_they_are_not_seen(checks: tuple[Check, ...], words: str) -> None:
    shown = text(render(replace(live_moment("counting"), guidance=Guidance(checks=checks), absent_s=1.0), 80, 24))
    assert words in shown
    assert "whole body" not in shown
    assert "✗ nobody" not in shown


def test_an_outage_stands_out_and_hides_what_nobody_can_know() -> None:
    shown = text(render(live_moment("outage"), 80, 24))
    assert "descending" not in shown
    assert "116°" not in shown
    alert = [segment for segment in render(live_moment("outage"), 80, 24).row(20) if segment.style]
    assert alert
    assert all(segment.style and segment.style.reverse for segment in alert)


def test_without_a_picture_nothing_in_it_is_to_be_mended() -> None:
    guidance = replace(GUIDANCES["outage"], stage=Stage.SETTING_UP, checks=GUIDANCES["setting up"].checks)
    shown = text(render(replace(live_moment("outage"), guidance=guidance), 80, 24))
    assert "feet" not in shown
    assert "no picture for 4 s" in shown


def test_the_large_number_is_that_of_the_set_and_the_others_say_so() -> None:
    later = replace(live_moment("corrected"), guidance=Guidance(set_count=1, set_number=2))
    shown = text(render(later, 120, 40))
    assert "✗ 1 not counted in all  4 counted, 1 added in all" in shown
    assert "in all" not in text(render(live_moment("corrected"), 80, 24))


def test_corrections_stand_among_the_attempts() -> None:
    led = live_moment("counting")
    corrections = (Correction(12.6, "undo", "squat", led.state.reps[-1].peak_s), Correction(13.0, "add", "squat"))
    shown = text(render(replace(led, state=replace(led.state, corrections=corrections)), 200, 60))
    assert re.search(r"✓ +\+ +added by hand.*\n.*✗ +4 +taken back +\|\n.*✓ +3 ", shown)
    assert "knee valgus" not in shown


def test_nothing_moves_at_ten() -> None:
    nine, ten = (replace(live_moment("no goal"), guidance=Guidance(set_count=number)) for number in (9, 10))
    assert picture_area(arrange_live(80, 24, nine)) == picture_area(arrange_live(80, 24, ten))


def test_why_a_movement_did_not_count_is_told_until_the_next_one() -> None:
    missed, after = (replace(live_moment("no goal"), state=state(t_s)) for t_s in (8.0, 10.5))
    assert "✗ no rep: knee 118°, needs 100° or less" in text(render(missed, 80, 24))
    assert "needs 100°" not in text(render(after, 80, 24))


def test_a_file_that_is_led_through_a_plan_is_not_live_and_has_no_keys() -> None:
    led = live_moment("counting")
    shown = text(render(replace(led, source=FILE, progress=progress(13.2)), 80, 24))
    assert "live" not in shown
    assert "quit" not in shown
    assert "0:13 of 0:30" in shown
    assert "set 2 of 3" in shown


@pytest.mark.parametrize("width", range(10, 100, 5))
def test_keys_are_shown_whole_or_not_at_all(width: int) -> None:
    last = text(render(live_moment("counting"), width, 24)).splitlines()[-1].rstrip("|").strip()
    known = {"space pause", "u undo", "a add", "n next set", "e exercise", "m mute", "? help", "q quit"}
    assert set(re.split(" {2,}", last)) - {""} <= known
    if width >= 10:
        assert "q quit" in last


def test_help_names_every_key() -> None:
    shown = text(render(live_moment("help"), 80, 24))
    for key in KEYS:
        assert re.search(rf"^ *{re.escape('space' if key == ' ' else key)}  +\w", shown, re.MULTILINE)


def test_a_person_in_a_mirror_keeps_left_and_right() -> None:
    plain, mirrored = (_places(Guidance(mirrored=mirrored)) for mirrored in (False, True))
    assert plain["L"] > plain["R"]
    assert mirrored["L"] < mirrored["R"]


@pytest.mark.parametrize("stage", list(Stage))
def test_a_change_of_stage_is_drawn_at_once(stage: Stage) -> None:
    console = _console()
    with Dashboard(console, CAMERA, "parallel", "full", clock=lambda: 0.0) as dashboard:
        for guidance in (Guidance(Stage.COUNTING), Guidance(stage, left_s=3.0)):
            before = len(_written(console))
            dashboard.show(state(1.0), progress(1.0), guidance, _sighting())
    assert (len(_written(console)) > before + 100) == (stage is not Stage.COUNTING)


def test_a_correction_is_drawn_at_once() -> None:
    console = _console()
    with Dashboard(console, CAMERA, "parallel", "full", clock=lambda: 0.0) as dashboard:
        dashboard.show(state(5.0), progress(5.0), Guidance(), _sighting())
        before = len(_written(console))
        corrected = replace(state(5.0), corrections=(Correction(5.0, "add", "squat"),))
        dashboard.show(corrected, progress(5.0), Guidance(), _sighting())
    assert len(_written(console)) > before


# The camera's picture


def test_the_picture_is_shown_where_the_terminal_can_and_nothing_is_written_over_it() -> None:
    console, now_s = _console(), 0.0
    with Dashboard(console, CAMERA, "parallel", "full", _encode, clock=lambda: now_s) as dashboard:
        for index in range(90):
            now_s = index / 30
            dashboard.show(state(now_s), progress(now_s), Guidance(), _sighting())
    written = _written(console)
    area = picture_area(arrange_live(80, 24, replace(live_moment("no goal"), guidance=Guidance())))
    assert area is not None
    first = written.index("<picture")
    assert f"\x1b[{area.y + 1};{area.x + 1}H<picture 640x480 in {area.width}x{area.height}>" in written
    assert not re.search("[\u2801-\u28ff]", written)
    for y, x, run in re.findall(r"\x1b\[(\d+);(\d+)H([^\x1b<]*)", written[first:]):
        if area.y < int(y) <= area.y + area.height:
            assert int(x) - 1 + cell_len(run) <= area.x


def test_the_picture_takes_no_more_than_its_share_of_the_time() -> None:
    now_s, shown, spent_s = 0.0, 0, 0.0

    def slowly(_image_rgb: UInt8Array, _columns: int, _rows: int) -> str:
        nonlocal now_s, shown, spent_s
        now_s, shown, spent_s = now_s + 0.03, shown + 1, spent_s + 0.03
        return ""

    with Dashboard(_console(), CAMERA, "parallel", "full", slowly, clock=lambda: now_s) as dashboard:
        while now_s < 10:
            dashboard.show(state(now_s), progress(now_s), Guidance(), _sighting())
            now_s += 1 / 30
    assert 20 <= shown <= 60
    assert spent_s <= 0.12 * now_s


def test_a_picture_that_takes_too_long_becomes_smaller() -> None:
    now_s, sizes = 0.0, []

    def slowly(_image_rgb: UInt8Array, columns: int, rows: int) -> str:
        nonlocal now_s
        now_s += 1e-4 * columns * rows
        sizes.append((columns, rows))
        return ""

    with Dashboard(_console(), CAMERA, "parallel", "full", slowly, clock=lambda: now_s) as dashboard:
        for _ in range(600):
            dashboard.show(state(1.0), progress(1.0), Guidance(), _sighting())
            now_s += 1 / 30
    assert sizes[-1] < sizes[0]
    assert 1e-4 * sizes[-1][0] * sizes[-1][1] <= 0.05
    assert sizes[-1] == sizes[-2]


@pytest.mark.parametrize("sight", [None, "smaller"])
def test_a_picture_that_goes_leaves_nothing_behind(sight: str | None) -> None:
    console, now_s = _console(), 0.0
    with Dashboard(console, CAMERA, "parallel", "full", _encode, clock=lambda: now_s) as dashboard:
        dashboard.show(state(1.0), progress(1.0), Guidance(), _sighting())
        before, now_s = len(_written(console)), 1.0
        if sight:
            console.size = (120, 40)
        dashboard.show(state(1.0), progress(1.0), Guidance(), _sighting() if sight else None)
    assert "\x1b[2J" in _written(console)[before:]


def test_where_nobody_is_led_the_dashboard_is_that_of_a_file() -> None:
    console = _console()
    with Dashboard(console, CAMERA, "parallel", "full", _encode) as dashboard:
        dashboard.show(state(0.0), progress(0.0), None, _sighting())
    assert "<picture" not in _written(console)
    assert "quit" not in _written(console)


def test_a_screenshot_of_a_live_run_shows_it_as_it_was_led(tmp_path: Path) -> None:
    path = tmp_path / "live.svg"
    with Screenshot(path, CAMERA, "parallel", "full") as picture:
        for t_s in (1.0, 3.0):
            picture.show(state(t_s), progress(t_s), replace(GUIDANCES["counting"], help_shown=True), _sighting())
    svg = path.read_text(encoding="utf-8").replace("&#160;", " ")
    assert "set 2 of 3" in svg
    assert re.search("[\u2801-\u28ff]", svg)
    assert "take back" not in svg


# Anything at all

words = st.text(max_size=60) | st.sampled_from(
    ["", "日本語のスクワット", "テスト: 立って", "e\u0301" * 9, "👩\u200d🦰 squat"]
)
seconds = st.floats(-1e4, 1e4) | st.just(math.nan) | st.just(math.inf)
guidances = st.builds(
    Guidance,
    stage=st.sampled_from(Stage),
    checks=st.lists(st.builds(Check, words, st.booleans(), words, st.booleans()), max_size=7).map(tuple),
    left_s=seconds,
    set_count=st.none() | st.integers(0, 10**5),
    set_number=st.integers(1, 100),
    goal=st.none() | st.builds(Goal, reps=st.integers(1, 10**4)) | st.builds(Goal, seconds=st.floats(0.1, 1e4)),
    place=st.none() | st.builds(PlanPlace, *[st.integers(1, 99)] * 4, words),
    notice=words,
    is_urgent=st.booleans(),
    gesture=words,
    choices=st.lists(st.tuples(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), words), max_size=30).map(tuple),
    muted=st.booleans(),
    help_shown=st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(
    guidances,
    words,
    st.tuples(
        st.sampled_from(["counting", "holding", "outage", "corrected"]),
        st.sampled_from([UNICODE, ASCII]),
        st.booleans(),
    ),
    st.tuples(st.integers(1, 220), st.integers(1, 70)),
)
def test_never_leaves_the_terminal(
    guidance: Guidance, exercise: str, scene: tuple[str, Glyphs, bool], size: tuple[int, int]
) -> None:
    name, glyphs, pictured = scene
    width, height = size
    shown = live_moment(name, glyphs)
    shown = replace(shown, state=replace(shown.state, exercise=exercise), guidance=guidance, pictured=pictured)
    canvas = render(shown, width, height)
    rows = ["".join(segment.text for segment in canvas.row(y)) for y in range(height)]
    assert [cell_len(row) for row in rows] == [width] * height
    assert all(row.replace("\u200d", "").isprintable() for row in rows)


def _encode(image_rgb: UInt8Array, columns: int, rows: int) -> str:
    height, width = image_rgb.shape[:2]
    return f"<picture {width}x{height} in {columns}x{rows}>"


_: Encode = _encode


def _sighting() -> Sighting:
    return Sighting(Frame(0, 0.0, np.zeros((480, 640, 3), np.uint8)), {1: person()})


def _places(guidance: Guidance) -> dict[str, int]:
    """Column of each letter at hands and feet."""
    console = _console()
    with Dashboard(console, CAMERA, "parallel", "full", clock=lambda: 0.0) as dashboard:
        dashboard.show(state(0.0), progress(0.0), guidance, _sighting())
    rows = re.findall(r"\x1b\[\d+;1H([^\x1b]*)", _written(console))
    return {
        row[match.start()]: match.start() for row in rows for match in re.finditer(r"(?<= )[LR]\b|[LR](?= *$)", row)
    }


def _console(**options: object) -> Console:
    given_options = {"color_system": None, "force_terminal": True, "width": 80, "height": 24, **options}
    return Console(file=io.StringIO(), legacy_windows=False, _environ={}, **given_options)  # type: ignore[arg-type]


def _written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()
