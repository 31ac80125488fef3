"""The last time that the same exercise was done."""

from __future__ import annotations

from fitcount.cli.options import Outputs
from fitcount.errors import StoreError
from fitcount.kept import KeptCount, KeptSession, KeptSet, State
from fitcount.overview import Selection
from fitcount.sessions.store import Store
from fitcount.views.ending import Since
from fitcount.views.wording import ExerciseWords

LOOKED_AT = 50
"""Of the newest sessions with the exercise; those before were long ago."""


def since_last_time(now: KeptSession, outputs: Outputs, words: ExerciseWords) -> Since | None:
    """What changed since then; None if it was never done before, or the store cannot tell, which is told elsewhere."""
    sets = _own(now.current)
    if outputs.no_store or not sets:
        return None
    try:
        before = _last(Store(outputs.store), now)
    except StoreError:
        return None
    if before is None:
        return None
    from fitcount.views.comparison import changes, of_like_length, performance  # noqa: PLC0415  (not the first time)

    # Nobody asked for it: a short session after a long one need not be told that it is one.
    count = _as_now(before, now.current)
    if not _own(count):
        return None
    was = performance(_own(count), None, words, count.view.label)
    new = performance(sets, None, words, now.current.view.label)
    like = of_like_length(was, new)
    told = tuple(change for change in changes(was, new, words) if like or not change.of_amount)
    year = f" {before.started_at:%Y}" if before.started_at.year != now.started_at.year else ""
    when = f"{before.started_at:%A} {before.started_at.day} {before.started_at:%B}{year}"
    return Since(when, before.id, told, like)


def _as_now(before: KeptSession, now: KeptCount) -> KeptCount:
    """The last count by the same standard: whoever has recounted by another one has not trained otherwise."""
    same = (each for each in reversed(before.counts) if (each.exercise, each.standard) == (now.exercise, now.standard))
    return next(same, before.current)


def _own(count: KeptCount) -> list[KeptSet]:
    """The sets of its exercise."""
    return [each for each in count.sets if each.exercise == count.exercise]


def _last(store: Store, now: KeptSession) -> KeptSession | None:
    """Not one that is going on, as this one is while it is being kept, and of the same person."""
    exercise = now.current.exercise
    for entry in store.entries(Selection(exercise=exercise, limit=LOOKED_AT)):
        earlier = entry.started_at < now.started_at and entry.state is not State.RUNNING
        if earlier and entry.exercise == exercise and entry.person == now.person:
            return store.session(entry.id)
    return None
