"""The numbers in an exercise's file that decide what counts: where they stand, and what else they might be."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fitcount.reps.conditions import Condition, Measure, parse_condition
from fitcount.reps.conditions.possible import comparisons_of
from fitcount.reps.conditions.tree import Number
from fitcount.reps.definition import Exercise, Held, Repeated
from fitcount.reps.inheritance import Resolved
from fitcount.reps.lookup import is_path
from fitcount.reps.metrics import METRICS
from fitcount.reps.reading import checked
from fitcount.reps.source_text import Span
from fitcount.reps.yaml_file import KeyPath, Node, YamlFile
from fitcount.wording import unit

STEPS = 6
"""Values tried on either side of the one in the file."""
NOISES = 0.75
"""A step, in standard deviations of what is measured: a finer one is within the error of a single pose."""
SHARE_OF_VALUE = 0.2
"""No step is larger than this share of a small number, or nothing between it and 0 would be tried."""
FACTOR = 1.25
"""From one time to the next: what differs between half a second and a whole one hardly matters between 20 and 21."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number in an exercise's file."""

    key: str
    """phases.start.enter; of a rule its code: posture.feet_step."""
    path: KeyPath
    span: Span
    """Where it is written."""
    value: float
    unit: str
    """deg, m, s or ratio; "" of none."""
    others: tuple[float, ...]
    """What it might be as well, in order."""
    within: tuple[int, int] | None = None
    """First character and the one after the last, within a condition's text."""


def thresholds_of(found: Resolved, exercise: Exercise) -> list[Threshold]:
    """The thresholds that stand in the file itself, not in one that it extends; in the order of the file."""
    every = _of_hold(found.file, exercise) if isinstance(exercise, Held) else _of_reps(found.file, exercise)
    own = [each for each in every if each.span.text.path == found.file.path]
    return sorted(own, key=lambda each: each.span.start)


def varied(found: Resolved, values: Mapping[Threshold, float]) -> Exercise | None:
    """The exercise with other values; None if it is none then, as where enter would be beyond leave."""
    file = found.file
    # From the last one on, so that what stands before it in the same condition keeps its place.
    for threshold, value in sorted(values.items(), key=lambda each: each[0].span.start, reverse=True):
        file = _with(file, threshold, value)
    exercise, problems = checked(replace(found, file=file))
    return None if any(problem.is_error for problem in problems) else exercise


def written(value: float) -> str:
    """A number as somebody would write it."""
    return f"{value:.6g}"


def rewritten(found: Resolved, values: Mapping[Threshold, float], folder: Path) -> str:
    """The file's text with other values, to stand in another folder; all else, remarks and layout, stays."""
    root = found.file.root
    assert root is not None
    content = root.span.text.content
    edits = [(threshold.span, written(value)) for threshold, value in values.items()]
    if folder.resolve() != found.file.path.parent.resolve():
        edits += _moved(found.file, folder)
    for span, text in sorted(edits, key=lambda each: each[0].start, reverse=True):
        content = content[: span.start] + text + content[span.end :]
    return content


def _moved(file: YamlFile, folder: Path) -> Iterator[tuple[Span, str]]:
    """The paths in the file, which are relative to it, as seen from another folder."""
    cases, _ = file.nearest(("cases",))
    of_cases = cases.content if cases is not None and isinstance(cases.content, list) else []
    base, is_there = file.nearest(("extends",))
    extended = base if is_there and base is not None and is_path(str(base.content)) else None
    for node in (extended, *(case.below("file") for case in of_cases)):
        if node is not None:
            moved = os.path.relpath(file.path.parent.resolve() / str(node.content), folder.resolve())
            # In quotes: whatever a path has in it, JSON's are YAML's.
            yield node.span, json.dumps(Path(moved).as_posix(), ensure_ascii=False)


def _with(file: YamlFile, threshold: Threshold, value: float) -> YamlFile:
    node, _ = file.nearest(threshold.path)
    assert node is not None
    content: str | float = value
    if threshold.within is not None:
        text, (start, end) = str(node.content), threshold.within
        content = text[:start] + written(value) + text[end:]
    assert file.root is not None
    return replace(file, root=_replaced(file.root, threshold.path, replace(node, content=content)))


def _replaced(node: Node, path: KeyPath, value: Node) -> Node:
    if not path:
        return value
    (part, *rest), content = path, node.content
    if isinstance(content, dict):
        below = {key: _replaced(each, tuple(rest), value) if key == part else each for key, each in content.items()}
        return replace(node, content=below)
    assert isinstance(content, list)
    items = [_replaced(each, tuple(rest), value) if row == part else each for row, each in enumerate(content)]
    return replace(node, content=items)


def _of_reps(file: YamlFile, exercise: Repeated) -> Iterator[Threshold]:
    noise = METRICS[exercise.metric].noise
    share = noise / abs(exercise.usual.peak - exercise.usual.start)
    for path in (("phases", "start", "enter"), ("phases", "start", "leave"), ("phases", "peak", "leave"),
                 ("movement", "min_share")):  # fmt: skip
        yield from _number(file, path, "", share)
    yield from _number(file, ("movement", "min_range"), unit(exercise.metric), noise)
    for name in exercise.standards:
        yield from _number(file, ("standards", name, "limit"), unit(exercise.metric), noise)
    for path in (("phases", "start", "min_s"), ("phases", "peak", "min_s"), ("movement", "min_s"),
                 ("movement", "max_s"), ("movement", "max_gap_s")):  # fmt: skip
        yield from _number(file, path, "s", None)
    for row, posture in enumerate(exercise.posture):
        yield from _in_condition(file, ("posture", row, "need"), f"posture.{posture.code}", posture.need)


def _of_hold(file: YamlFile, exercise: Held) -> Iterator[Threshold]:
    for path in (("hold", "min_s"), ("hold", "max_break_s")):
        yield from _number(file, path, "s", None)
    for row, part in enumerate(exercise.hold.position):
        for key in ("enter", "leave"):
            found = _number(file, ("hold", "position", row, key), unit(part.metric), METRICS[part.metric].noise)
            other = part.leave if key == "enter" else part.enter
            yield from (_beside(replace(each, key=f"position.{part.code}.{key}"), other) for each in found)


def _beside(edge: Threshold, other: float) -> Threshold:
    """An edge of a hysteresis: beyond the other one it would mean the opposite."""
    same_side = tuple(value for value in edge.others if (value - other) * (edge.value - other) > 0.0)
    return replace(edge, others=same_side)


def _number(file: YamlFile, path: KeyPath, of_unit: str, noise: float | None) -> Iterator[Threshold]:
    """The number there, if one is written; `noise`: standard deviation in its unit, None for times."""
    node, exact = file.nearest(path)
    if node is not None and exact and isinstance(node.content, int | float):
        value = float(node.content)
        key = ".".join(map(str, path))
        yield Threshold(key, path, node.span, value, of_unit, _others(value, noise))


def _in_condition(file: YamlFile, path: KeyPath, key: str, condition: Condition) -> Iterator[Threshold]:
    """The numbers that something is compared with; factors and offsets are no thresholds."""
    node, exact = file.nearest(path)
    if node is None or not exact:
        return
    for comparison in comparisons_of(condition.tree):
        for number in (comparison.left, comparison.right):
            if not isinstance(number, Number):
                continue
            measures = _measures(condition.text[comparison.start : comparison.end])
            noise = math.hypot(*(METRICS[each.metric].noise for each in measures if each.metric in METRICS)) or None
            length = number.end - number.start
            yield Threshold(
                key,
                path,
                node.span.part(str(node.content), number.start, length),
                number.value,
                unit(measures[0].metric) if measures else "",
                _others(number.value, noise),
                (number.start, number.end),
            )


def _measures(comparison: str) -> tuple[Measure, ...]:
    return parse_condition(comparison).measures


def _others(value: float, noise: float | None) -> tuple[float, ...]:
    if noise is None:
        tried = [_rounded(value * FACTOR**step) for step in range(-STEPS, STEPS + 1) if step]
        return tuple(dict.fromkeys(each for each in tried if each != value))
    step = _round_step(min(NOISES * noise, SHARE_OF_VALUE * abs(value)) if value else NOISES * noise)
    return tuple(float(f"{value + number * step:.10g}") for number in range(-STEPS, STEPS + 1) if number)


def _rounded(value: float) -> float:
    """To two digits."""
    return float(f"{value:.2g}")


def _round_step(step: float) -> float:
    """1, 2 or 5 times a power of ten: the nearest."""
    magnitude = 10.0 ** math.floor(math.log10(step))
    return min((factor * magnitude for factor in (1, 2, 5, 10)), key=lambda each: abs(math.log(each / step)))
