"""How the count of labelled traces changes as each threshold moves, and which value has the most room.

A threshold is moved by itself. The values that count as well as the best, without a worse one between them, are its
plateau; the middle of a plateau is the most robust value there is. Where the plateau has no end within what was tried,
only a distance from the end that is known can be proposed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.synchronize import Event

from fitcount.authoring.tuning.labelled import Labelled
from fitcount.authoring.tuning.thresholds import Threshold, thresholds_of, varied
from fitcount.errors import UsageError
from fitcount.evaluation.processes import each_by_processes
from fitcount.findings import ClipChange, Tally, Tried, Tuned, Tuning
from fitcount.pipeline import check_visible, count_metrics, measure_trace
from fitcount.reps.definition import Exercise, Held
from fitcount.reps.inheritance import Resolved
from fitcount.sessions.trace import load_trace

ROOM = 2
"""Steps between a value and the end of its plateau that are room enough."""
CLIPS_A_POINT = 10
"""Of so many clips one that is off by one is chance: a value that loses no more counts as well as the best."""


@dataclass(frozen=True, slots=True)
class Variant:
    """The exercise with another value of a threshold."""

    threshold: Threshold
    value: float
    exercise: Exercise


Counts = Sequence[Tally]
"""Of one trace: counted with the exercise as it is, then with each of several others."""


Watch = Callable[[Iterator[Counts]], Iterable[Counts]]
"""Hands on what it is given, and shows how far that is."""


def tune(
    found: Resolved,
    exercise: Exercise,
    labelled: Sequence[Labelled],
    *,
    keys: Sequence[str],
    jobs: int,
    watch: Watch = iter,
) -> Tuning:
    """Move each threshold whose key begins with one of `keys`, or all; then try all proposals together.

    Raises UsageError if there is no such threshold, or a trace cannot be counted as the exercise; TraceError if it
    cannot be read.
    """
    every = [each for each in thresholds_of(found, exercise) if not keys or each.key.startswith(tuple(keys))]
    if not every:
        wanted = f"--only {keys[0]}: no such threshold" if keys else "no threshold"
        known = ", ".join(each.key for each in thresholds_of(found, exercise)) or "none of its own"
        raise UsageError(f"{wanted} in {found.file.path}: there is {known}")
    thresholds = asked(every, exercise, labelled)
    variants = variants_of(found, thresholds)
    counts = list(watch(counts_of(labelled, [exercise, *(each.exercise for each in variants)], jobs)))
    result = judged(found, exercise, labelled, variants, counts)
    unasked = tuple(each.key for each in every if each not in thresholds)
    return replace(result, unasked=unasked, together=_together(found, exercise, labelled, result, jobs))


def proposals(found: Resolved, exercise: Exercise, tuning: Tuning) -> dict[Threshold, float]:
    """The values that are proposed."""
    at = {(each.line, each.column): each.proposal for each in tuning.proposals}
    places = {each: each.span.place for each in thresholds_of(found, exercise)}
    values = {each: at.get((place.line, place.column)) for each, place in places.items()}
    return {each: value for each, value in values.items() if value is not None}


def _together(
    found: Resolved, exercise: Exercise, labelled: Sequence[Labelled], tuning: Tuning, jobs: int
) -> Tried | None:
    """What all proposals at once come to; None if there are none, or they do not go together."""
    values = proposals(found, exercise, tuning)
    other = varied(found, values) if values else None
    if other is None:
        return None
    return tried(Column(math.nan, [each for (each,) in counts_of(labelled, [other], jobs)]), labelled)


def asked(thresholds: Sequence[Threshold], exercise: Exercise, labelled: Sequence[Labelled]) -> list[Threshold]:
    """Without the limits of standards by which nobody judged a clip."""
    judged = {each.standard or exercise.default_standard for each in labelled if each.count is not None}
    others = {("standards", name, "limit") for name in exercise.standard_names if name not in judged}
    return [threshold for threshold in thresholds if threshold.path not in others]


def variants_of(found: Resolved, thresholds: Sequence[Threshold]) -> list[Variant]:
    """Each threshold with each other value that still makes an exercise."""
    return [
        Variant(threshold, value, other)
        for threshold in thresholds
        for value in threshold.others
        if (other := varied(found, {threshold: value})) is not None
    ]


def counts_of(labelled: Sequence[Labelled], exercises: Sequence[Exercise], jobs: int) -> Iterator[Counts]:
    """What each trace amounts to by each of the exercises, in order, counted by `jobs` processes.

    Raises TraceError if a trace cannot be read, UsageError if its model does not know what is counted.
    """
    if jobs == 1 or len(labelled) < 2:
        yield from (_counts(each, exercises) for each in labelled)
    else:
        yield from each_by_processes(_counts_here, labelled, jobs, _begin, exercises)


def _counts(labelled: Labelled, exercises: Sequence[Exercise]) -> list[Tally]:
    """A trace is measured once: counting it is a fortieth of the work."""
    trace = load_trace(labelled.trace)
    check_visible(exercises[0], trace.meta.model)
    metrics = measure_trace(trace).metrics
    done = (count_metrics(metrics, exercise, labelled.standard) for exercise in exercises)
    return [Tally(len(each.reps), len(each.movements), each.held_s) for each in done]


_exercises: Sequence[Exercise] = ()
"""In a process of several: what it counts by."""


def _begin(_stop: Event, exercises: Sequence[Exercise]) -> None:
    global _exercises  # noqa: PLW0603  (handed over once a process, not with each trace)
    _exercises = exercises


def _counts_here(labelled: Labelled) -> list[Tally]:
    return _counts(labelled, _exercises)


@dataclass(frozen=True, slots=True)
class Column:
    """What all traces amount to with one value of a threshold."""

    value: float
    counts: Counts
    """By trace."""


def judged(
    found: Resolved,
    exercise: Exercise,
    labelled: Sequence[Labelled],
    variants: Sequence[Variant],
    counts: Sequence[Counts],
) -> Tuning:
    """What the counts say of each threshold; `counts`: of each trace, by the exercise and by all variants."""
    as_it_is, *others = ([of_trace[row] for of_trace in counts] for row in range(len(variants) + 1))
    columns: dict[Threshold, list[Column]] = {}
    for variant, column in zip(variants, others, strict=True):
        of_threshold = columns.setdefault(variant.threshold, [Column(variant.threshold.value, as_it_is)])
        of_threshold.append(Column(variant.value, column))
    now = tried(Column(math.nan, as_it_is), labelled)
    return Tuning(
        file=str(found.file.path),
        clips=len(labelled),
        held=isinstance(exercise, Held),
        slack=_slack(labelled),
        exact=now.exact,
        near=now.near,
        tuned=tuple(tuned(threshold, of_threshold, labelled) for threshold, of_threshold in columns.items()),
    )


def tried(column: Column, labelled: Sequence[Labelled]) -> Tried:
    """How many of the labelled traces are counted right, and nearly right."""
    misses = [each.miss(count) for each, count in zip(labelled, column.counts, strict=True)]
    return Tried(column.value, sum(miss == 0.0 for miss in misses), sum(miss <= 1.0 for miss in misses))


def tuned(threshold: Threshold, columns: Sequence[Column], labelled: Sequence[Labelled]) -> Tuned:
    """What the columns say of a threshold: its plateau, and whether another value has more room."""
    columns = sorted(columns, key=lambda column: column.value)
    values = [column.value for column in columns]
    now = values.index(threshold.value)
    by_value = tuple(tried(column, labelled) for column in columns)
    first, last = plateau([each.points for each in by_value], now, _slack(labelled))
    target = with_room(first, last, now, len(values))
    before, after = columns[now].counts, columns[target].counts
    return Tuned(
        key=threshold.key,
        line=threshold.span.place.line,
        column=threshold.span.place.column,
        unit=threshold.unit,
        value=threshold.value,
        tried=by_value,
        plateau=(first, last),
        proposal=None if target == now else values[target],
        # Once each: a clip may be counted by several standards.
        deciding=tuple(
            dict.fromkeys(
                each.name
                for row, each in enumerate(labelled)
                if len({each.miss(column.counts[row]) for column in columns}) > 1
            )
        ),
        changes=tuple(
            ClipChange(each.name, each.wanted, each.said(old), each.said(new))
            for each, old, new in zip(labelled, before, after, strict=True)
            if each.said(old) != each.said(new)
        ),
    )


def _slack(labelled: Sequence[Labelled]) -> int:
    return len(labelled) // CLIPS_A_POINT


def plateau(points: Sequence[int], now: int, slack: int) -> tuple[int, int]:
    """The first and the last of a row of the best, `slack` points less included.

    That around `now` if there is one, else the longest, else the nearest.
    """
    enough = max(points) - slack
    runs: list[list[int]] = []
    for row, each in enumerate(points):
        if each >= enough:
            if not runs or runs[-1][-1] != row - 1:
                runs.append([])
            runs[-1].append(row)
    chosen = max(runs, key=lambda run: (run[0] <= now <= run[-1], len(run), -min(abs(row - now) for row in run)))
    return chosen[0], chosen[-1]


def with_room(first: int, last: int, now: int, size: int) -> int:
    """The place on a plateau with room on both sides; `now` if it has enough.

    Nothing is known beyond the ends of what was tried: there `now` is moved as little as gives room from the other end.
    """
    open_below, open_above = first == 0, last == size - 1
    room = min(ROOM, (last - first) // 2)
    low, high = (first if open_below else first + room), (last if open_above else last - room)
    if low <= now <= high:
        return now
    if open_below or open_above:
        return min(max(now, low), high)
    return (first + last) // 2
