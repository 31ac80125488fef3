"""`fitcount sessions list`."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from fitcount.cli.options import STORE_OPTION
from fitcount.overview import ALL, Selection, SessionEntry

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
    from fitcount.sessions.store import Store  # noqa: PLC0415  (sqlite3: not needed for --help)
    from fitcount.views.session_list import session_lines  # noqa: PLC0415

    place = Store(store)
    chosen = Selection(since and since.date(), until and until.date(), exercise, limit)
    kept = place.entries(chosen)
    if as_json:
        # A session a line: thousands are written in no time, and read by whatever reads lines.
        objects = ",\n".join(json.dumps(_object(entry), ensure_ascii=False) for entry in kept)
        click.echo(f"[\n{objects}\n]".encode() if kept else b"[]")
    elif kept:
        lines = "\n".join(session_lines(kept))
        encoding = sys.stdout.encoding or "ascii"
        click.echo(lines.encode(encoding, "replace").decode(encoding))
    else:
        none = "no sessions yet: `fitcount count` keeps one" if chosen == ALL else "no such sessions"
        click.echo(f"{place.path}: {none}")
    return 0


def _object(entry: SessionEntry) -> dict[str, Any]:
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    confidence = None if math.isnan(entry.confidence) else round(entry.confidence, 6)
    return {**values, "started_at": entry.started_at.isoformat(timespec="seconds"), "confidence": confidence}
