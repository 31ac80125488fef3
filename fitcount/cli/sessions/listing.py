"""`fitcount sessions list`."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from fitcount.cli.options import STORE_OPTION
from fitcount.kept import SessionEntry

UNLIMITED = 10_000
"""Characters in a line, where nobody looks at a terminal."""


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@STORE_OPTION
def list_sessions(as_json: bool, store: Path | None) -> int:
    """List all sessions, newest first."""
    from fitcount.sessions.store import Store  # noqa: PLC0415  (sqlite3 and numpy: not needed for --help)

    place = Store(store)
    kept = place.entries()
    if as_json:
        click.echo(json.dumps([_object(entry) for entry in kept], indent=2, ensure_ascii=False).encode())
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


def _object(entry: SessionEntry) -> dict[str, Any]:
    confidence = None if math.isnan(entry.confidence) else round(entry.confidence, 6)
    started_at = entry.started_at.isoformat(timespec="seconds")
    return {**asdict(entry), "started_at": started_at, "confidence": confidence}
