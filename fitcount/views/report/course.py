"""The course of a metric over a set, with the movements or breaks in it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fitcount.kept import KeptFrames, KeptSet
from fitcount.types import Rejection
from fitcount.views.course import Course, course_of_hold, course_of_movements, limits_of_hold
from fitcount.views.limit import Limit
from fitcount.views.movements import Movement
from fitcount.views.phrases import NOT_COUNTED, between, depth_name, in_a_line, sentence, sign
from fitcount.views.report.charts import (
    AXES_PX,
    COUNTED,
    CROSS,
    HEIGHT_PX,
    INK,
    MARK_PX,
    REJECTED,
    RULE,
    SIDES,
    Option,
    known,
    limit_lines,
    needed_width,
    option,
    value_axis,
)
from fitcount.views.report.story import Plot, Tip
from fitcount.views.wording import ExerciseWords
from fitcount.wording import metric_name, plural, seconds, written

PX_PER_S = 12


@dataclass(frozen=True, slots=True)
class _Span:
    """A part of the course with a sign above it, "" for none."""

    start_s: float
    end_s: float
    sign: str
    color: str
    text: str


def plot_of_movements(
    movements: Sequence[Movement],
    frames: KeptFrames,
    words: ExerciseWords,
    limit: Limit | None,
    attempts: Sequence[Rejection] = (),
) -> Plot | None:
    """The driving metric over time, with the movements in it; None if it is not in the trace.

    `attempts`: those in between that were no movement.
    """
    course = course_of_movements(movements, frames)
    if course is None:
        return None
    spans = [_span(movement) for movement in movements]
    spans += [_Span(each.start_s, each.end_s, "", INK, each.text) for each in attempts]
    summary = f"{sentence(depth_name(movements, words))}: {'; '.join(_depths(movements))}."
    if limit is not None:
        summary += f" The standard, {limit.words}."
    return _plot(course, summary, spans, [limit] if limit is not None else [], list(_peaks(movements)))


def _span(movement: Movement) -> _Span:
    color = COUNTED if movement.rejection is None else REJECTED
    return _Span(movement.start_s, movement.end_s, sign(movement), color, in_a_line(movement))


def _depths(movements: Sequence[Movement]) -> Iterator[str]:
    """4 counted at 74 to 76°, 3 rejected at 122 to 125°"""
    for counted, name in ((True, "counted"), (False, "rejected")):
        depths = [each.depth for each in movements if (each.rejection is None) == counted]
        if depths:
            yield f"{len(depths)} {name} at {between(movements[0].metric, depths)}"


def plot_of_hold(hold: KeptSet, frames: KeptFrames, words: ExerciseWords) -> Plot | None:
    """What the position was left by, over time, with the breaks in it; None if it is not in the trace."""
    course = course_of_hold(hold, frames, words)
    if course is None:
        return None
    spans = [
        _Span(
            each.start_s,
            each.end_s,
            NOT_COUNTED,
            REJECTED,
            f"{NOT_COUNTED} break of {seconds(each.took_s)}: {each.text}",
        )
        for each in hold.breaks
    ]
    summary = f"Held {seconds(hold.held_s)}, with {plural(len(hold.breaks), 'break') if hold.breaks else 'no break'}."
    return _plot(course, summary, spans, limits_of_hold(hold, course), [])


def _plot(
    course: Course, summary: str, spans: Sequence[_Span], limits: Sequence[Limit], marks: Sequence[Option]
) -> Plot:
    """The plot, with the limits and all that lies over the lines."""
    metric = next(iter(course.values))
    names = [metric_name(each) for each in course.values]
    lines = [*_lines(course)]
    # They belong to no line in particular.
    lines[0]["markArea"] = {"silent": True, "data": [_area(span) for span in spans]}
    lines[0]["markLine"] = limit_lines(limits)
    return Plot(
        id="course",
        title=f"{sentence(', '.join(names))} over time",
        summary=summary,
        option=option(_time_axis(course), value_axis(), [*lines, *marks], legend=names if len(names) > 1 else []),
        tips=tuple(Tip(1e3 * span.start_s, 1e3 * span.end_s, span.text) for span in spans),
        unit=written(metric),
        width_px=needed_width(AXES_PX + PX_PER_S * (course.t_s[-1] - course.t_s[0])),
        height_px=HEIGHT_PX,
    )


def _lines(course: Course) -> Iterator[Option]:
    times_ms = [round(1e3 * t_s) for t_s in course.t_s.tolist()]
    for metric, values in course.values.items():
        color = next((color for name, color in SIDES.items() if name in metric.split("_")), INK)
        yield {
            "type": "line",
            "name": metric_name(metric),
            "showSymbol": False,
            "data": list(zip(times_ms, map(known, values.tolist()), strict=True)),
            "lineStyle": {"width": 2, "color": color},
            "itemStyle": {"color": color},
        }


def _time_axis(course: Course) -> Option:
    return {
        "type": "time",
        "min": round(1e3 * course.t_s[0]),
        "max": round(1e3 * course.t_s[-1]),
        "axisLabel": {"color": INK, "formatter": "{m}:{ss}", "hideOverlap": True},
        "axisLine": {"lineStyle": {"color": RULE}},
        "splitLine": {"show": False},
    }


_OPACITY = {COUNTED: 0.1, REJECTED: 0.16, INK: 0.06}


def _area(span: _Span) -> list[Option]:
    label = {"show": True, "position": "top", "distance": 2, "color": span.color, "fontWeight": "bold"}
    style = {"color": span.color, "opacity": _OPACITY[span.color]}
    return [
        {"xAxis": round(1e3 * span.start_s), "name": span.sign, "label": label, "itemStyle": style},
        {"xAxis": round(1e3 * span.end_s)},
    ]


def _peaks(movements: Sequence[Movement]) -> Iterator[Option]:
    """A dot at the peak of each that counted, a cross at each that did not."""
    for counted, color, symbol in ((True, COUNTED, "circle"), (False, REJECTED, CROSS)):
        yield {
            "type": "scatter",
            "symbol": symbol,
            "symbolSize": MARK_PX,
            "data": [
                [round(1e3 * each.peak_s), known(each.depth)]
                for each in movements
                if (each.rejection is None) == counted and math.isfinite(each.peak_s + each.depth)
            ],
            "z": 5,
            "itemStyle": {"color": color},
        }
