"""`fitcount sessions note`."""

from __future__ import annotations

from pathlib import Path

import click

from fitcount.cli.options import STORE_OPTION
from fitcount.cli.sessions.arguments import ID, SET_OPTION


@click.command()
@ID
@click.argument("text")
@SET_OPTION
@STORE_OPTION
def note(session_id: int, text: str, set_number: int | None, store: Path | None) -> int:
    """Write a note to a session or a set.

    An empty TEXT takes it away.
    """
    from fitcount.sessions.store import Store  # noqa: PLC0415  (sqlite3 and numpy: not needed for --help)

    Store(store).note(session_id, text.strip(), set_number)
    return 0
