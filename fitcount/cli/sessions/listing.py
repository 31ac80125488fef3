"""`fitcount sessions list`."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from fitcount.cli.options import STORE_OPTION
from fitcount.kept import ALL, Selection, SessionEntry

UNLIMITED = 10_000
"""Characters in a line, where nobody looks at a terminal."""


DAY = click.DateTime(["%Y-%m-%d"])


@click.command("list")
@click.option("--since", type=DAY, metavar="DATE", help="Of that day (2026-03-01) or later.")
@click.option("--until", type=DAY, metavar="DATE", help="Of that day or earlier.")
@click.option("-e", "--exercise", metavar="NAME", help="With a set of it.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The newest so many.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@STORE_OPTION
def list_sessions(
    *,
    since: datetime | None,
    until: datetime | None,
    exercise: str | None,
    limit: int | None,
    as_json: bool,
    store: Path | None,
) -> int:
    """List sessions, newest first."""
    from fitcount.sessions.store import Store  # noqa: PLC0415  (sqlite3 and numpy: not needed for --help)

    place = Store(store)
    chosen = Selection(since and since.date(), until and until.date(), exercise, limit)
    kept = place.entries(chosen)
    if as_json:
        click.echo(json.dumps([_object(entry) for entry in kept], indent=2, ensure_ascii=False).encode())
        return 0
    if not kept:
        none = "no sessions yet: `fitcount count` keeps one" if chosen == ALL else "no such sessions"
        click.echo(f"{place.path}: {none}")
        return 0
    from rich.console import Console  # noqa: PLC0415

    from fitcount.views.session_list import SessionList  # noqa: PLC0415

    console = Console()
    if not console.is_terminal:
        console.width = UNLIMITED  # one session a line, for whatever reads them
    console.print(SessionList(kept))
    return 0


def _object(entry: SessionEntry) -> dict[str, Any]:
    confidence = None if math.isnan(entry.confidence) else round(entry.confidence, 6)
    started_at = entry.started_at.isoformat(timespec="seconds")
    return {**asdict(entry), "started_at": started_at, "confidence": confidence}
