"""What has just happened, and what to tell the person about their form."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.style import Style

from fitcount.guidance import Check, Guidance, Stage
from fitcount.types import CounterState
from fitcount.views.canvas import Area, Canvas, clipped
from fitcount.views.dashboard.moment import Moment
from fitcount.views.palette import BAD_BOLD, BOLD, DIM


def draw_hints(canvas: Canvas, area: Area, moment: Moment) -> None:
    """A line each, as many as there are rows, the most important ones; at the bottom of the area."""
    hints = list(_hints(moment, area.width))[: area.height]
    for y, (text, style) in enumerate(hints, start=area.y + area.height - len(hints)):
        canvas.put(area.x, y, clipped(moment.glyphs.text(text), area.width), style)


def _hints(moment: Moment, width: int) -> Iterator[tuple[str, Style]]:
    """The most important one first."""
    guidance = moment.guidance or Guidance()
    if guidance.notice and not guidance.is_urgent:
        yield f"→ {guidance.notice}", BOLD
    if guidance.stage in {Stage.RESTING, Stage.COUNTING}:
        yield from ((f"✗ {check.say}", BAD_BOLD) for check in _to_mend(guidance))
    if guidance.stage is not Stage.COUNTING or moment.sighting is None:
        return
    if moment.state.notes:
        yield f"! {'; '.join(moment.state.notes)}", BAD_BOLD
    if missed := _just_missed(moment.state):
        yield f"✗ {missed}", BAD_BOLD
    if guidance.gesture:
        yield from _if_it_fits(f"to pause: {guidance.gesture}", width)


def _to_mend(guidance: Guidance) -> Iterator[Check]:
    """While counting, that nobody is seen is told where the gauge would be."""
    for check in guidance.checks:
        if not check.good and not (guidance.stage is Stage.COUNTING and check.code == "person"):
            yield check


def _just_missed(state: CounterState) -> str:
    """Why the last movement did not count; "" if it did."""
    last = next((each for each in reversed(state.rejected) if each.movement), None)
    if last is None or (state.reps and state.reps[-1].end_s >= last.end_s):
        return ""
    return last.text


def _if_it_fits(words: str, width: int) -> Iterator[tuple[str, Style]]:
    if cell_len(words) <= width:
        yield words, DIM
