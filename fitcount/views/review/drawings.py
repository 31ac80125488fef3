"""The plots of a set."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.style import Style

from fitcount.kept import KeptFrames, KeptSet
from fitcount.views.canvas import Canvas
from fitcount.views.course import Course, course_of_hold, course_of_movements, limits_of_hold
from fitcount.views.fatigue import Trend
from fitcount.views.glyphs import Glyphs
from fitcount.views.limit import Limit
from fitcount.views.movements import Movement
from fitcount.views.palette import BAD_BOLD, GOOD
from fitcount.views.phrases import NOT_COUNTED, sentence, sign
from fitcount.views.plots.bars import Bar, bars, bars_across
from fitcount.views.plots.curve import Line, Span, curves
from fitcount.views.wording import ExerciseWords, side
from fitcount.wording import metric_name


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plot, or several strips of one."""

    title: str
    canvases: tuple[Canvas, ...]
    is_roomy: bool = True
    """Whether each of its numbers has room."""


def of_course(
    movements: Sequence[Movement], frames: KeptFrames, limit: Limit | None, width: int, glyphs: Glyphs
) -> list[Drawn]:
    """The driving metric over time; a plot each of left and right, which would cover each other without colours."""
    course = course_of_movements(movements, frames)
    if course is None:
        return []
    limits = [limit] if limit is not None else []
    told = f" · {limit.words}" if limit is not None else ""
    return [
        _drawn(
            line, _spans(each for each in movements if each.metric == line.metric), limits,
            told=told, width=width, glyphs=glyphs,
        )
        for line in _lines(course)
    ]  # fmt: skip


def of_hold(hold: KeptSet, frames: KeptFrames, words: ExerciseWords, width: int, glyphs: Glyphs) -> list[Drawn]:
    """What the position was left by over time, with the breaks; held where there is no sign."""
    course = course_of_hold(hold, frames, words)
    if course is None:
        return []
    limits = limits_of_hold(hold, course)
    spans = [
        Span(each.start_s, (each.start_s + each.end_s) / 2, each.end_s, NOT_COUNTED, BAD_BOLD) for each in hold.breaks
    ]
    held = Span(hold.start_s, hold.start_s, hold.end_s, "", GOOD)
    told = f" · {NOT_COUNTED} break" if spans else ""
    return [_drawn(line, [*spans, held], limits, told=told, width=width, glyphs=glyphs) for line in _lines(course)]


def _drawn(
    line: Line, spans: Sequence[Span], limits: Sequence[Limit], *, told: str, width: int, glyphs: Glyphs
) -> Drawn:
    strips = curves(line, spans, limits, width, glyphs)
    return Drawn(f"{sentence(metric_name(line.metric))} over time{told}", tuple(strips))


def _lines(course: Course) -> Iterator[Line]:
    for metric, values in course.values.items():
        yield Line(metric, course.t_s, values)


def _spans(movements: Iterator[Movement]) -> list[Span]:
    return [
        Span(
            each.start_s,
            (each.start_s + each.end_s) / 2 if math.isnan(each.peak_s) else each.peak_s,
            each.end_s,
            sign(each),
            _style(each),
        )
        for each in movements
    ]


def _style(movement: Movement) -> Style:
    return GOOD if movement.rejection is None else BAD_BOLD


def of_bars(
    movements: Sequence[Movement], slowing: Trend | None, shrinking: Trend | None, width: int, glyphs: Glyphs
) -> list[Drawn]:
    """How far each movement went and how long it took, each with its trend."""
    metric = movements[0].metric
    ranges = [_bar(each, each.range_of_motion) for each in movements]
    times = [_bar(each, each.took_s) for each in movements]
    longest = max(len(each.label) for each in ranges)
    is_roomy = bars_across(len(movements), width) > longest
    dashed = f" · {glyphs.limit} trend"
    return [
        Drawn(f"{title}{dashed if trend is not None else ''}", tuple(drawn), is_roomy)
        for title, drawn, trend in (
            ("Range of each movement", bars(ranges, metric, shrinking, width, glyphs), shrinking),
            ("Time of each movement", bars(times, "took_s", slowing, width, glyphs), slowing),
        )
        if drawn
    ]


def _bar(movement: Movement, value: float) -> Bar:
    return Bar(value, sign(movement), side(movement.side)[:1].upper(), _style(movement))
