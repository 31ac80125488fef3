"""What to work on, the most important first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from fitcount.kept import KeptSet
from fitcount.types import Break, Fault, Rejection, Rep
from fitcount.views.limit import bound
from fitcount.views.phrases import sentence
from fitcount.views.wording import ExerciseWords, number_list
from fitcount.wording import amount, clock, finer_apart, metric_name, plural, quantity, seconds


@dataclass(frozen=True, slots=True)
class ToWorkOn:
    """One thing to do better."""

    title: str
    """Bottom not reached"""
    how_often: str
    """3 of 7 movements did not count"""
    worst: str
    """The farthest from its limit, "" where nothing was measured: knee 125° at 0:03.9, needs 100° or less"""
    advice: str
    """What to do; "" where nobody has written it."""


def to_work_on(sets: Sequence[KeptSet], words: Mapping[str, ExerciseWords]) -> tuple[ToWorkOn, ...]:
    """Over all sets: what cost movements, then faults of form, then breaks of holds; each by how often it was."""
    exercises = dict.fromkeys(each.exercise for each in sets)
    by_exercise = {name: [each for each in sets if each.exercise == name] for name in exercises}
    found: list[ToWorkOn] = []
    for kind in (_rejections, _faults, _breaks):
        weighed = [
            (weight, _of(each, words[name].title if len(exercises) > 1 else ""))
            for name, own in by_exercise.items()
            for weight, each in kind(own, words[name])
        ]
        found += [each for _, each in sorted(weighed, key=lambda pair: -pair[0])]
    return tuple(found)


def _of(each: ToWorkOn, exercise: str) -> ToWorkOn:
    title = f"{exercise}: {each.title}" if exercise else each.title
    return ToWorkOn(sentence(title), each.how_often, each.worst, each.advice)


def _rejections(sets: Sequence[KeptSet], words: ExerciseWords) -> Iterator[tuple[float, ToWorkOn]]:
    rejected = sorted((rejection for each in sets for rejection in each.rejected), key=lambda each: each.reason)
    movements = sum(each.movements for each in sets)
    for reason, group in groupby(rejected, key=lambda each: each.reason):
        own = list(group)
        worst = worst_of(own)
        how_often = f"{len(own)} of {plural(movements, 'movement')} did not count"
        yield len(own), ToWorkOn(_spoken(reason), how_often, missed(worst), reach(worst, grows=words.grows))


def worst_of(rejected: Sequence[Rejection]) -> Rejection:
    """The one that missed its limit by most."""
    return max(rejected, key=lambda each: _beyond(each.value, each.limit))


def missed(worst: Rejection) -> str:
    """How far the worst of them got."""
    return f"Worst at {clock(worst.start_s)}: {worst.text.removeprefix('no rep: ')}."


def reach(worst: Rejection, *, grows: bool) -> str:
    """What would have counted; "" where nothing was measured."""
    if math.isnan(worst.limit):
        return ""
    return f"Go on until the {metric_name(worst.metric)} is at {bound(worst.metric, worst.limit, grows=grows)}."


def _faults(sets: Sequence[KeptSet], words: ExerciseWords) -> Iterator[tuple[float, ToWorkOn]]:
    reps = sum(len(each.standing) for each in sets)
    for code in dict.fromkeys(code for each in sets for code in each.faults):
        where = [(each, [rep for rep in each.standing if _has(rep, code)]) for each in sets]
        number = sum(len(own) for _, own in where)
        which = "; ".join(
            f"{f'set {each.number}: ' if len(sets) > 1 else ''}{number_list('rep', [rep.number for rep in own])}"
            for each, own in where
            if own
        )
        found = [fault for _, own in where for rep in own for fault in rep.faults if fault.code == code]
        worst = max(found, key=lambda fault: _beyond(fault.value, fault.limit))
        how_often = f"in {number} of {plural(reps, 'rep')} ({which})"
        yield number, ToWorkOn(_spoken(code), how_often, _broke(worst, words), words.advice.get(code, ""))


def _has(rep: Rep, code: str) -> bool:
    return any(fault.code == code for fault in rep.faults)


def _broke(worst: Fault, words: ExerciseWords) -> str:
    metric = words.measures.get(worst.code)
    if metric is None:
        return ""
    finer = finer_apart(metric, worst.value, worst.limit)
    limit = quantity(metric, worst.limit, finer=finer)
    side = "above" if worst.value > worst.limit else "below"
    return f"Worst at {clock(worst.at_s)}: {amount(metric, worst.value, finer=finer)}, {side} the limit of {limit}."


def _breaks(sets: Sequence[KeptSet], _words: ExerciseWords) -> Iterator[tuple[float, ToWorkOn]]:
    left = sorted((each for hold in sets for each in hold.breaks), key=lambda each: each.reason)
    for reason, group in groupby(left, key=lambda each: each.reason):
        own = list(group)
        lost_s = sum(each.took_s for each in own)
        longest = max(own, key=lambda each: each.took_s)
        how_often = f"{plural(len(own), 'break')}, {seconds(lost_s)} not counted"
        yield lost_s, ToWorkOn(_spoken(reason), how_often, _left(longest), "")


def _left(longest: Break) -> str:
    return f"Longest at {clock(longest.start_s)}, {seconds(longest.took_s)}: {longest.text}."


def _beyond(value: float, limit: float) -> float:
    """How far a value is from its limit."""
    return 0.0 if math.isnan(value) or math.isnan(limit) else abs(value - limit)


def _spoken(code: str) -> str:
    return code.replace("_", " ")
