"""What an edit of an exercise changes in a trace, or counting again in a session, rep by rep."""

from __future__ import annotations

from collections.abc import Sequence

from fitcount.findings import Aspect, Change, Event, Tally, TraceDifference
from fitcount.kept import KeptCount
from fitcount.reps.performed import Performed
from fitcount.types import ExerciseSet, Rejection, Rep

MIN_OVERLAP = 0.5
"""Of the shorter one: two events that share less of it are not the same."""
SAME_HELD_S = 0.5
"""Holds that differ by less are the same: a wrong pose of this length is none."""


def trace_difference(trace: str, old: Performed, new: Performed) -> TraceDifference:
    """Compare what two definitions counted in the same trace."""
    changes, unchanged = compare(_events(old), _events(new))
    return TraceDifference(trace, _tally(old), _tally(new), changes, unchanged)


def recount_difference(session: str, before: KeptCount, now: KeptCount) -> TraceDifference:
    """Compare what was counted in a session, of all exercises, with what is counted now."""
    changes, unchanged = compare(_kept_events(before), _kept_events(now))
    return TraceDifference(session, _kept_tally(before), _kept_tally(now), changes, unchanged)


def compare(old: Sequence[Event], new: Sequence[Event]) -> tuple[tuple[Change, ...], tuple[Event, ...]]:
    """What differs, by time, and what does not.

    Events are the same if they overlap, however their edges moved: the best pairs first, each event in one.
    """
    pairs = _pairs(old, new)
    changes = [Change(old[i], new[j], aspects) for i, j in pairs if (aspects := _aspects(old[i], new[j]))]
    changes += [Change(event, None, ("vanished",)) for event in _others(old, {i for i, _ in pairs})]
    changes += [Change(None, event, ("appeared",)) for event in _others(new, {j for _, j in pairs})]
    unchanged = [new[j] for i, j in pairs if not _aspects(old[i], new[j])]
    return tuple(sorted(changes, key=_place)), tuple(sorted(unchanged, key=lambda event: event.start_s))


def _events(performed: Performed) -> list[Event]:
    return [*performed.reps, *performed.rejected, *performed.holds]


def _kept_events(count: KeptCount) -> list[Event]:
    events: list[Event] = [*count.attempts]
    for each in count.sets:
        events += [each.as_counted] if each.is_held else [*each.reps, *each.rejected]
    return events


def _kept_tally(count: KeptCount) -> Tally:
    return Tally(count.count, count.movements, count.held_s)


def _tally(performed: Performed) -> Tally:
    return Tally(len(performed.reps), len(performed.movements), performed.held_s)


def _others(events: Sequence[Event], paired: set[int]) -> list[Event]:
    return [event for number, event in enumerate(events) if number not in paired]


def _pairs(old: Sequence[Event], new: Sequence[Event]) -> list[tuple[int, int]]:
    """Which event of the old definition is which of the new one, in the order of time."""
    ranked = sorted(
        (_rank(one, two), i, j)
        for i, one in enumerate(old)
        for j, two in enumerate(new)
        if _overlap(one, two) >= MIN_OVERLAP and {type(one), type(two)} != {Rep, ExerciseSet}
    )
    pairs: list[tuple[int, int]] = []
    free_old, free_new = set(range(len(old))), set(range(len(new)))
    for _, i, j in ranked:
        if i in free_old and j in free_new:
            free_old.remove(i)
            free_new.remove(j)
            pairs.append((i, j))
    return pairs


Key = tuple[float, float, str, str, float]


def _rank(one: Event, two: Event) -> tuple[bool, float, bool, list[Key]]:
    """Smaller is a better pair; the same for (two, one), so that comparing backwards gives the same pairs."""
    union_s = max(one.end_s, two.end_s) - min(one.start_s, two.start_s)
    share = _shared_s(one, two) / union_s if union_s > 0.0 else 1.0
    # The side first: arms in turns overlap.
    return _side(one) != _side(two), -share, bool(_aspects(one, two)), sorted((_key(one), _key(two)))


def _shared_s(one: Event, two: Event) -> float:
    return min(one.end_s, two.end_s) - max(one.start_s, two.start_s)


def _overlap(one: Event, two: Event) -> float:
    """Share of the shorter one in which both are; below 0 if they are apart."""
    shared_s, shorter_s = _shared_s(one, two), min(one.end_s - one.start_s, two.end_s - two.start_s)
    return shared_s / shorter_s if shorter_s > 0.0 else float(shared_s >= 0.0)


def _side(event: Event) -> str:
    return "both" if isinstance(event, ExerciseSet) else event.side


def _key(event: Event) -> Key:
    """Tells events apart, as far as it matters which of them is in a pair."""
    held_s = event.held_s if isinstance(event, ExerciseSet) else 0.0
    return event.start_s, event.end_s, _side(event), ", ".join(_codes(event)), held_s


def _codes(event: Event) -> list[str]:
    """What there is to say against it."""
    if isinstance(event, Rep):
        return sorted({fault.code for fault in event.faults})
    if isinstance(event, Rejection):
        return ["rejected", event.reason, str(event.movement)]
    return ["held", *(each.reason for each in event.breaks)]


def _aspects(old: Event, new: Event) -> tuple[Aspect, ...]:
    """In what the same moment is told differently; how far it went and what its limit was is no difference."""
    found: list[Aspect] = []
    if isinstance(old, Rejection) != isinstance(new, Rejection):
        found.append("counts_no_more" if isinstance(new, Rejection) else "counts_now")
    elif isinstance(old, ExerciseSet) and isinstance(new, ExerciseSet):
        if abs(old.held_s - new.held_s) >= SAME_HELD_S or _codes(old) != _codes(new):
            found.append("other_time")
    elif _codes(old) != _codes(new):
        found.append("other_reason" if isinstance(old, Rejection) else "other_faults")
    if _side(old) != _side(new):
        found.append("other_side")
    return tuple(found)


def _place(change: Change) -> tuple[float, list[Key]]:
    return change.start_s, sorted(_key(event) for event in (change.old, change.new) if event is not None)
