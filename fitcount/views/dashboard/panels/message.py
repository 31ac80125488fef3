"""What matters more than the gauge at the moment, in its place: that nothing counts, or what comes next."""

from __future__ import annotations

from rich.cells import cell_len

from fitcount.guidance import Guidance, Stage
from fitcount.views.canvas import Area, Canvas, wrapped
from fitcount.views.dashboard.moment import Moment
from fitcount.views.dashboard.panels.block import draw_block
from fitcount.views.dashboard.panels.gauge import draw_gauge
from fitcount.views.palette import ALERT, NOTABLE


def draw_message(canvas: Canvas, area: Area, moment: Moment) -> None:
    """A block across the whole width; the gauge where there is nothing to say."""
    guidance = moment.guidance or Guidance()
    said = _said(guidance)
    if not said:
        draw_gauge(canvas, area, moment)
        return
    urgent = bool(guidance.notice) and guidance.is_urgent
    draw_block(canvas, area, _lines(said, area, moment), ALERT if urgent else NOTABLE)


def _said(guidance: Guidance) -> list[str]:
    """The same in more and in fewer words; nothing while the gauge is to be seen."""
    if guidance.notice and guidance.is_urgent:
        return [guidance.notice, guidance.notice.partition(": ")[0]]
    gesture = guidance.gesture
    if guidance.stage is Stage.PAUSED:
        short = "nothing counts until you go on"
        how = f"{gesture}, or press space" if gesture else "press space"
        return [f"{short}: {how}", short, "paused"]
    if guidance.stage is Stage.RESTING:
        next_up = guidance.place.next_up if guidance.place else ""
        coming = f"next: {next_up}" if next_up else "rest"
        return [f"{coming}; to begin now: {gesture}", coming, "rest"] if gesture else [coming, "rest"]
    if guidance.stage in {Stage.SETTING_UP, Stage.COUNTDOWN}:
        short = "what you do counts already"
        return [f"{short}; to skip this: {gesture}", short, "ready"] if gesture else [short, "ready"]
    if guidance.stage is Stage.DONE:
        return ["all done", "done"]
    return []


def _lines(said: list[str], area: Area, moment: Moment) -> list[str]:
    """The most words that fit."""
    broken = [_broken(moment.glyphs.text(words), area.width - 2) for words in said]
    return next((lines for lines in broken if len(lines) <= area.height), broken[-1][: area.height])


def _broken(words: str, width: int) -> list[str]:
    """Lines of words; where two are enough, the second begins with what is new."""
    lines = wrapped(words, width)
    if len(lines) < 2:
        return lines
    halves = [(head + mark, tail) for mark in ("; ", ": ") for head, found, tail in [words.partition(mark)] if found]
    return next(([head.rstrip(), tail] for head, tail in halves if max(cell_len(head), cell_len(tail)) <= width), lines)
