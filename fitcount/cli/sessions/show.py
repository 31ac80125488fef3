"""`fitcount sessions show`."""

from __future__ import annotations

from pathlib import Path

import click

from fitcount.cli.options import STORE_OPTION
from fitcount.cli.sessions.arguments import ID
from fitcount.cli.sessions.drawn import frames_to_draw


@click.command(short_help="Show a session in full: each rep, plots, tiring, both sides.")
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

    Console().print(review(session, frames_to_draw(place, session_id), words_of_session(session)))
    return 0
