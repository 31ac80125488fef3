"""`fitcount sessions`: look at what was counted before."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from fitcount.cli.options import STORE_OPTION

UNLIMITED = 10_000
"""Characters in a line, where nobody looks at a terminal."""
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def sessions() -> None:
    """List the sessions that were kept, or show one."""


@sessions.command("list")
@JSON_OPTION
@STORE_OPTION
def list_sessions(as_json: bool, store: Path | None) -> int:
    """List all sessions, newest first."""
    from fitcount.sessions.store import Store  # noqa: PLC0415  (sqlite3 and numpy: not needed for --help)

    place = Store(store)
    kept = place.sessions()
    if as_json:
        click.echo(json.dumps([asdict(session) for session in kept], indent=2, ensure_ascii=False).encode())
        return 0
    if not kept:
        click.echo(f"{place.path}: no sessions yet: `fitcount count` keeps one")
        return 0
    from rich.console import Console  # noqa: PLC0415

    from fitcount.views.session_list import session_list  # noqa: PLC0415

    console = Console()
    if not console.is_terminal:
        console.width = UNLIMITED  # one session a line, for whatever reads them
    console.print(session_list(kept))
    return 0


@sessions.command("show")
@click.argument("session_id", type=int, metavar="ID")
@JSON_OPTION
@STORE_OPTION
def show(session_id: int, as_json: bool, store: Path | None) -> int:
    """Show one session, rep by rep."""
    from fitcount.sessions.result_json import from_dict  # noqa: PLC0415
    from fitcount.sessions.store import Store  # noqa: PLC0415

    kept = Store(store).result(session_id)
    if as_json:
        click.echo(json.dumps(kept, indent=2, ensure_ascii=False).encode())
        return 0
    from rich.console import Console  # noqa: PLC0415

    from fitcount.cli.exercise_words import words_of  # noqa: PLC0415
    from fitcount.views.summary import summary  # noqa: PLC0415

    result = from_dict(kept)
    Console().print(summary(result, words_of(result)))
    return 0
