from __future__ import annotations

import io
from pathlib import Path

import pytest
from authoring.exercises import HELD, REPEATED, written
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.authoring.sheet import sheet_of
from fitcount.findings import Scale, Span, Step
from fitcount.reps.library import find_exercise
from fitcount.views.cycle import hold_diagram, rep_diagram
from fitcount.views.exercise import exercise_sheet
from fitcount.views.glyphs import ASCII, UNICODE, Glyphs
from fitcount.views.ruler import ruler

from .scenes import printed


def shown(folder: Path, text: str, width: int = 80, encoding: str = "utf-8") -> str:
    sheet = sheet_of(find_exercise(str(written(folder, text))), "own.yaml")
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    return printed(exercise_sheet(sheet), Console(file=stream, width=width, _environ={}))


@pytest.mark.parametrize("text", [REPEATED, HELD], ids=["repeated", "held"])
@pytest.mark.parametrize(("width", "encoding"), [(80, "utf-8"), (44, "utf-8"), (80, "ascii")])
def test_looks_as_designed(text: str, width: int, encoding: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    page = shown(tmp_path, text, width, encoding)
    assert max(map(len, page.splitlines())) <= width
    assert page == snapshot


STEPS = [Step("standing", "below 148°"), Step("going down", "below 100°"), Step("low", "11° above its lowest"),
         Step("up", "above 157°")]  # fmt: skip
HOLD = [Step("ready", "in"), Step("holding", "out"), Step("break", "in again within 3 s"), Step("", "later: over")]


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_every_label_has_its_room(glyphs: Glyphs) -> None:
    for draw, steps in ((rep_diagram, STEPS), (hold_diagram, HOLD)):
        drawing = "\n".join(draw(steps, 200, glyphs))
        for step in steps:
            assert glyphs.text(step.phase) in drawing
            assert f" {glyphs.text(step.until)} " in drawing


def test_where_boxes_have_no_room_phases_are_a_list() -> None:
    assert rep_diagram(STEPS, 30, UNICODE)[:4] == ["standing", "  │ below 148°", "  ▼", "going down"]


def test_bars_lie_where_their_values_are() -> None:
    scale = Scale("knee", 170.0, 70.0, ((170.0, "170°"), (70.0, "70°")), (Span("half", "120°", 170.0, 120.0),))
    (_, values), (_, marks), (words, bar) = ruler(scale, 113, UNICODE)
    assert (values.index("170°"), marks.index("┬"), marks.rindex("┬")) == (0, 0, 100)
    assert (words, bar) == ("half  120°  ", "█" * 51)
