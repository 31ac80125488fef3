"""`fitcount sessions weight`."""

from __future__ import annotations

from pathlib import Path

import click

from fitcount.cli.options import STORE_OPTION
from fitcount.cli.sessions.arguments import ID, SET_OPTION
from fitcount.errors import UsageError

MAX_KG = 1000.0
"""Twice what anybody has ever lifted: more is a slip of the finger, or pounds of a whole team."""


@click.command()
@ID
@click.argument("weight_kg", type=float, metavar="KG")
@SET_OPTION
@STORE_OPTION
def weight(session_id: int, weight_kg: float, set_number: int | None, store: Path | None) -> int:
    """Say what was lifted in a session or a set.

    0 takes it away.
    """
    from fitcount.sessions.store import Store  # noqa: PLC0415  (sqlite3 and numpy: not needed for --help)

    if not 0.0 <= weight_kg <= MAX_KG:
        raise UsageError(f"{weight_kg:g} kg: name what was lifted, from 0 to {MAX_KG:g} kg")
    Store(store).weigh(session_id, weight_kg or None, set_number)
    return 0
