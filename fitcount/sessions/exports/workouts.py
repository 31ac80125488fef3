"""Sessions as apps for strength training see them: workouts, each with blocks of sets of one exercise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from fitcount.errors import UsageError
from fitcount.kept import KeptSession, KeptSet, State
from fitcount.sessions.exports.document import Exported


@dataclass(frozen=True, slots=True)
class Block:
    """Sets of one exercise that follow one another."""

    exercise: str
    """As the app calls it."""
    sets: tuple[KeptSet, ...]


@dataclass(frozen=True, slots=True)
class Workout:
    """A session, by the name and time that these apps tell workouts apart by."""

    title: str
    started_at: datetime
    ended_at: datetime
    note: str
    blocks: tuple[Block, ...]

    @property
    def took_s(self) -> float:
        """From start to end."""
        return (self.ended_at - self.started_at).total_seconds()


def workouts(sessions: Sequence[Exported], name: Callable[[KeptSet], str]) -> list[Workout]:
    """Oldest first; `name` says what the app calls the exercise of a set.

    Sets in which nothing counted, as the person has corrected it, are left out: these apps do not know them. Several of
    one title in one minute would become one workout: they are numbered. Raises UsageError if none is left.
    """
    found = list(_workouts(sorted((each.session for each in sessions), key=lambda session: session.started_at), name))
    if not found:
        raise UsageError("nothing to export: no repetition and no hold was counted")
    return found


def _workouts(sessions: Sequence[KeptSession], name: Callable[[KeptSet], str]) -> Iterator[Workout]:
    taken: set[tuple[str, datetime]] = set()
    for session in sessions:
        sets = [each for each in session.sets if each.is_held or each.corrected]
        if not sets:
            continue
        start = session.started_at
        minute = start.replace(second=0, microsecond=0)
        title, number = title_of(session), 1
        while (title, minute) in taken:
            number += 1
            title = f"{title_of(session)} ({number})"
        taken.add((title, minute))
        blocks = tuple(Block(exercise, tuple(block)) for exercise, block in groupby(sets, key=name))
        yield Workout(title, start, start + timedelta(seconds=lasted_s(session)), note_of(session), blocks)


def title_of(session: KeptSession) -> str:
    """Its exercises, each once."""
    return ", ".join(dict.fromkeys(each.title for each in session.sets))


def note_of(session: KeptSession) -> str:
    """What somebody has noted, and whether the session is one that did not end."""
    state = "" if session.state is State.FINISHED else f"({session.state})"
    return one_line(f"{session.note} {state}")


def one_line(text: str) -> str:
    """Not every app reads a cell of several lines."""
    return " ".join(text.split())


def lasted_s(session: KeptSession) -> float:
    """How long the source was, or as far as there are sets."""
    return max((session.source.duration_s or 0.0, *(each.end_s for each in session.sets)))
