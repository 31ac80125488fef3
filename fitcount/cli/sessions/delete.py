"""`fitcount sessions delete`."""

from __future__ import annotations

from pathlib import Path

import click

from fitcount.cli.options import STORE_OPTION


@click.command()
@click.argument("session_ids", type=int, nargs=-1, required=True, metavar="ID...")
@click.option("--yes", is_flag=True, help="Do not ask.")
@STORE_OPTION
def delete(session_ids: tuple[int, ...], yes: bool, store: Path | None) -> int:
    """Delete sessions and all that belongs to them.

    That is what was counted, older counts, notes, weights, keypoints and videos.
    """
    from fitcount.sessions.store import Store  # noqa: PLC0415  (sqlite3 and numpy: not needed for --help)
    from fitcount.views.session_list import in_a_line  # noqa: PLC0415

    place = Store(store)
    chosen = [place.session(session_id) for session_id in dict.fromkeys(session_ids)]
    if not yes:
        for session in chosen:
            click.echo(in_a_line(session), err=True)
        click.confirm("Delete it for good?" if len(chosen) == 1 else "Delete them for good?", abort=True, err=True)
    place.delete([session.id for session in chosen])
    return 0
