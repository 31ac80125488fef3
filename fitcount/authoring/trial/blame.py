"""Say where a count went wrong, and which key of the exercise's file is behind it."""

from __future__ import annotations

from collections.abc import Sequence

from fitcount.reps.definition import Exercise, Held, Repeated
from fitcount.reps.performed import Performed
from fitcount.types import Miss, Rejection, Rep
from fitcount.wording import quantity

_LIMITS = {
    "too_small": "movement: min_range, min_share",
    "too_fast": "movement: min_s",
    "too_slow": "movement: max_s",
    "person_lost": "movement: max_gap_s",
}
UNNOTICED = "movement: min_range; phases; usual"
"""Nothing began, nothing ended, or it was so little that it is not told."""
NEAR_S = 0.3
"""A peak that is found this far from where it was made is that one, if no other is nearer."""


def key_of(exercise: Exercise, rejection: Rejection) -> str:
    """What in the exercise's file decided that an attempt did not count; "" if that was no key of it."""
    if isinstance(exercise, Held):
        return "hold: min_s, position"
    if any(rejection.reason == posture.code for posture in exercise.posture):
        return f"posture: {rejection.reason}"
    if rejection.movement:
        return f"standards: {rejection.reason}"
    return _LIMITS.get(rejection.reason, "")


def misses(exercise: Repeated, done: Performed, peaks_s: Sequence[float]) -> tuple[Miss, ...]:
    """What differs between the repetitions that should be there and those that were counted."""
    missing, extra = _unmatched(peaks_s, done.reps)
    found = [_missed(exercise, done, at_s) for at_s in missing]
    found += [Miss(rep.peak_s, f"counted, {_range(rep)}") for rep in extra]
    return tuple(sorted(found, key=lambda miss: miss.at_s))


def told(exercise: Exercise, done: Performed) -> tuple[Miss, ...]:
    """All that was found, for a case that does not say when its repetitions are."""
    found = [Miss(rep.peak_s, f"counted, {_range(rep)}") for rep in done.reps]
    found += [
        Miss(each.start_s if each.peak_s is None else each.peak_s, each.text, key_of(exercise, each))
        for each in done.rejected
    ]
    found += [
        Miss(each.start_s, f"{each.text}, for {each.took_s:.1f} s", f"hold: position: {each.reason}")
        for hold in done.holds
        for each in hold.breaks
    ]
    found += [Miss(hold.start_s, f"held to {hold.end_s:.1f} s, {hold.held_s:.1f} s of it") for hold in done.holds]
    return tuple(sorted(found, key=lambda miss: miss.at_s))


def out_of_position(exercise: Held, notes: Sequence[tuple[float, str]]) -> tuple[Miss, ...]:
    """What kept the person out of the position: of each condition when it did so first, and what it said then.

    `notes`: what the counter said, and when.
    """
    first: dict[str, Miss] = {}
    for t_s, note in notes:
        code = next((each.code for each in exercise.hold.position if note.startswith(each.say)), "")
        first.setdefault(code, Miss(t_s, note, f"hold: position: {code}" if code else ""))
    return tuple(first.values())


def _unmatched(peaks_s: Sequence[float], reps: Sequence[Rep]) -> tuple[list[float], list[Rep]]:
    """Peaks without a repetition, and repetitions without a peak: each rep has the nearest peak that lies in it."""
    missing, extra = list(peaks_s), []
    for rep in reps:
        inside = [at_s for at_s in missing if rep.start_s - NEAR_S <= at_s <= rep.end_s + NEAR_S]
        if inside:
            missing.remove(min(inside, key=lambda at_s: abs(at_s - rep.peak_s)))
        else:
            extra.append(rep)
    return missing, extra


def _missed(exercise: Repeated, done: Performed, at_s: float) -> Miss:
    there = [each for each in done.rejected if each.start_s - NEAR_S <= at_s <= each.end_s + NEAR_S]
    if there:
        return Miss(at_s, there[0].text, key_of(exercise, there[0]))
    within = next((rep for rep in done.reps if rep.start_s <= at_s <= rep.end_s), None)
    if within is not None:
        return Miss(at_s, f"one with that at {within.peak_s:.1f} s", "phases")
    return Miss(at_s, f"{exercise.metric} hardly left the start position, or did not come back", UNNOTICED)


def _range(rep: Rep) -> str:
    return f"{rep.metric} {quantity(rep.metric, rep.min)} to {quantity(rep.metric, rep.max)}"
