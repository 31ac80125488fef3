"""`fitcount sessions show`."""

from __future__ import annotations

from pathlib import Path

import click

from fitcount.cli.options import STORE_OPTION
from fitcount.cli.sessions.arguments import ID


@click.command()
@ID
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@STORE_OPTION
def show(session_id: int, as_json: bool, store: Path | None) -> int:
    """Show one session, rep by rep."""
    from fitcount.sessions.result_json import to_json  # noqa: PLC0415  (sqlite3 and numpy: not needed for --help)
    from fitcount.sessions.store import Store  # noqa: PLC0415

    result = Store(store).session(session_id).result
    if as_json:
        click.echo(to_json(result).encode(), nl=False)
        return 0
    from rich.console import Console  # noqa: PLC0415

    from fitcount.cli.exercise_words import words_of  # noqa: PLC0415
    from fitcount.views.summary import summary  # noqa: PLC0415

    Console().print(summary(result, words_of(result)))
    return 0
