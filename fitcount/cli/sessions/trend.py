"""`fitcount sessions trend`."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import click

from fitcount.cli.options import STORE_OPTION
from fitcount.overview import Selection

WEEKS = 12
MOST_WEEKS = 5200
"""Nobody has trained for longer than a century."""


@click.command(short_help="Show what was done of each exercise week by week.")
@click.option("-e", "--exercise", metavar="NAME", help="Of one exercise only.")
@click.option(
    "--weeks",
    "number",
    type=click.IntRange(1, MOST_WEEKS),
    default=WEEKS,
    show_default=True,
    metavar="N",
    help="So many, up to the last one with a session.",
)
@STORE_OPTION
def trend(exercise: str | None, number: int, store: Path | None) -> int:
    """Show what was done of each exercise week by week: volume, depth, tempo, faults."""
    from fitcount.sessions.store import Store  # noqa: PLC0415  (sqlite3: not needed for --help)
    from fitcount.views.glyphs import glyphs_for  # noqa: PLC0415
    from fitcount.views.weeks_table import weeks_lines  # noqa: PLC0415

    place = Store(store)
    newest = place.entries(Selection(exercise=exercise, limit=1))
    last = newest[0].started_at.date() if newest else None
    since = last and last - timedelta(days=last.weekday(), weeks=number - 1)
    weeks = place.weeks(Selection(since=since, exercise=exercise)) if newest else []
    if not weeks:
        none = f"no sessions with {exercise}" if exercise else "no sessions yet: `fitcount count` keeps one"
        click.echo(f"{place.path}: {none}")
        return 0
    click.echo("\n".join(weeks_lines(weeks, glyphs_for(sys.stdout.encoding))))
    return 0
