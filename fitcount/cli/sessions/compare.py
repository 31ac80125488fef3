"""`fitcount sessions compare`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fitcount.cli.options import STORE_OPTION
from fitcount.cli.sessions.drawn import frames_to_draw
from fitcount.errors import UsageError
from fitcount.kept import KeptFrames, KeptSession, KeptSet

if TYPE_CHECKING:
    from fitcount.sessions.store import Store
    from fitcount.views.comparison import Compared
    from fitcount.views.wording import ExerciseWords


@dataclass(frozen=True, slots=True)
class _Asked:
    """A session, or one set of it."""

    session_id: int
    set_number: int | None


class _Which(click.ParamType["_Asked"]):
    name = "which"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> _Asked:  # noqa: ARG002
        found = re.fullmatch(r"(\d+)(?:\.(\d+))?", str(value))
        if found is None:
            raise UsageError(f"{value}: name a session (12), or one set of it (12.2)")
        return _Asked(int(found[1]), int(found[2]) if found[2] else None)


@click.command(short_help="Compare two sessions, or sets, of the same exercise.")
@click.argument("before", type=_Which(), metavar="A")
@click.argument("now", type=_Which(), metavar="B")
@STORE_OPTION
def compare(before: _Asked, now: _Asked, store: Path | None) -> int:
    """Compare two sessions, or two sets (12.2), of the same exercise: what got better or worse."""
    from rich.console import Console  # noqa: PLC0415  (sqlite3 and numpy: not needed for --help)

    from fitcount.cli.exercise_words import words_of_session  # noqa: PLC0415
    from fitcount.sessions.store import Store  # noqa: PLC0415
    from fitcount.views.comparison import side_by_side  # noqa: PLC0415
    from fitcount.views.wording import plain_words  # noqa: PLC0415

    sides = [_Side.of(Store(store), asked) for asked in (before, now)]
    shared = [name for name in sides[0].exercises if name in sides[1].exercises]
    if not shared:
        raise UsageError(f"{sides[0].words} and {sides[1].words}: only the same exercise can be compared")
    console = Console()
    words = {name: each for side in sides for name, each in words_of_session(side.session).items()}
    for number, name in enumerate(shared):
        if number:
            console.print()
        own = words.get(name) or plain_words(name)
        console.print(side_by_side(sides[0].compared(name, own), sides[1].compared(name, own), own))
    return 0


@dataclass(frozen=True, slots=True)
class _Side:
    asked: _Asked
    session: KeptSession
    sets: tuple[KeptSet, ...]
    frames: KeptFrames | None

    @classmethod
    def of(cls, place: Store, asked: _Asked) -> _Side:
        session = place.session(asked.session_id)
        sets = tuple(each for each in session.sets if asked.set_number in (None, each.number))
        if not sets:
            has = f"it has {len(session.sets)}" if session.sets else "nothing was counted in it"
            what = "session" if asked.set_number is None else f"set {asked.set_number} of session"
            raise UsageError(f"{what} {session.id}: there is nothing to compare: {has}")
        return cls(asked, session, sets, frames_to_draw(place, session.id))

    @property
    def exercises(self) -> list[str]:
        return list(dict.fromkeys(each.exercise for each in self.sets))

    @property
    def name(self) -> str:
        which = "" if self.asked.set_number is None else f", set {self.asked.set_number}"
        return f"session {self.asked.session_id}{which}"

    @property
    def words(self) -> str:
        return f"{self.name} is {' and '.join(name.replace('_', ' ') for name in self.exercises)}"

    def compared(self, exercise: str, words: ExerciseWords) -> Compared:
        from fitcount.views.comparison import Compared, performance  # noqa: PLC0415

        own = [each for each in self.sets if each.exercise == exercise]
        done = performance(own, self.frames, words, self.session.current.view.label)
        return Compared(self.name, f"{self.session.started_at:%a %Y-%m-%d %H:%M}", done)
