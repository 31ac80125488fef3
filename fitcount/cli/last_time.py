"""The last time that the same exercise was done."""

from __future__ import annotations

from fitcount.cli.options import Outputs
from fitcount.errors import StoreError
from fitcount.kept import KeptSession, KeptSet, State
from fitcount.overview import Selection
from fitcount.sessions.store import Store
from fitcount.views.ending import Since
from fitcount.views.wording import ExerciseWords

LOOKED_AT = 50
"""Of the newest sessions with the exercise; those before were long ago."""


def since_last_time(now: KeptSession, outputs: Outputs, words: ExerciseWords) -> Since | None:
    """What changed since then; None if it was never done before, or the store cannot tell, which is told elsewhere."""
    sets = _own(now)
    if outputs.no_store or not sets:
        return None
    try:
        before = _last(Store(outputs.store), now)
    except StoreError:
        return None
    if before is None:
        return None
    from fitcount.views.comparison import changes, performance  # noqa: PLC0415  (not needed the first time)

    was = performance(_own(before), None, words, before.current.view.label)
    year = f" {before.started_at:%Y}" if before.started_at.year != now.started_at.year else ""
    when = f"{before.started_at:%A} {before.started_at.day} {before.started_at:%B}{year}"
    return Since(when, before.id, changes(was, performance(sets, None, words, now.current.view.label), words))


def _own(session: KeptSession) -> list[KeptSet]:
    """The sets of its exercise."""
    return [each for each in session.sets if each.exercise == session.current.exercise]


def _last(store: Store, now: KeptSession) -> KeptSession | None:
    """Not one that is going on, as this one is while it is being kept, and of the same person."""
    exercise = now.current.exercise
    for entry in store.entries(Selection(exercise=exercise, limit=LOOKED_AT)):
        earlier = entry.started_at < now.started_at and entry.state is not State.RUNNING
        if earlier and entry.exercise == exercise and entry.person == now.person:
            return store.session(entry.id)
    return None
