"""`fitcount sessions show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fitcount.cli.options import STORE_OPTION
from fitcount.cli.sessions.arguments import ID
from fitcount.errors import TraceError

if TYPE_CHECKING:
    from fitcount.kept import KeptFrames
    from fitcount.sessions.store import Store


@click.command()
@ID
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@STORE_OPTION
def show(session_id: int, as_json: bool, store: Path | None) -> int:
    """Show a session in full: each rep, plots, tiring, left against right."""
    from fitcount.sessions.store import Store  # noqa: PLC0415  (sqlite3 and numpy: not needed for --help)

    place = Store(store)
    session = place.session(session_id)
    if as_json:
        from fitcount.sessions.session_json import session_to_json  # noqa: PLC0415

        click.echo(session_to_json(session).encode(), nl=False)
        return 0
    from rich.console import Console  # noqa: PLC0415

    from fitcount.cli.exercise_words import words_of_session  # noqa: PLC0415
    from fitcount.views.review import review  # noqa: PLC0415

    Console().print(review(session, _frames(place, session_id), words_of_session(session)))
    return 0


def _frames(place: Store, session_id: int) -> KeptFrames | None:
    """The trace; one that is damaged does not cost what was counted."""
    from fitcount.cli.warning import warn  # noqa: PLC0415

    try:
        return place.frames(session_id)
    except TraceError as error:
        warn(f"{error}; what it takes to draw is missing")
        return None
