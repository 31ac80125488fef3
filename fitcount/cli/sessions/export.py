"""`fitcount sessions export`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fitcount.cli.options import STDOUT, STORE_OPTION
from fitcount.cli.sessions.listing import DAY
from fitcount.errors import UsageError
from fitcount.overview import Selection
from fitcount.sessions.exports.formats import FORMATS
from fitcount.sessions.files import check_writable, write_whole
from fitcount.wording import plural

if TYPE_CHECKING:
    from fitcount.sessions.store import Store


@click.command()
@click.argument("session_ids", type=int, nargs=-1, metavar="ID...")
@click.option("--all", "all_sessions", is_flag=True, help="All sessions.")
@click.option("--since", type=DAY, metavar="DATE", help="All of that day (2026-03-01) or later.")
@click.option("--until", type=DAY, metavar="DATE", help="All of that day or earlier.")
@click.option("-e", "--exercise", metavar="NAME", help="All with a set of that exercise.")
@click.option("--format", "name", type=click.Choice([*FORMATS]), required=True, help="What to write.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE|-", required=True, help="Where to; -: print it."
)
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@click.option("--with-trace", is_flag=True, help="With the keypoints, to recount elsewhere (json).")
@STORE_OPTION
def export(
    *,
    session_ids: tuple[int, ...],
    all_sessions: bool,
    since: datetime | None,
    until: datetime | None,
    exercise: str | None,
    name: str,
    output: Path,
    overwrite: bool,
    with_trace: bool,
    store: Path | None,
) -> int:
    """Write sessions for other programs, or for another store.

    json and parquet can be imported again; csv is for spreadsheets, fit for Garmin, hevy and strong are the CSV of
    these apps.
    """
    from fitcount.sessions.exports.document import Exported  # noqa: PLC0415  (not needed for --help, as sqlite3)
    from fitcount.sessions.store import Store  # noqa: PLC0415

    form = FORMATS[name]
    if with_trace and not form.holds_traces:
        raise UsageError(f"--with-trace: {name} has no place for it: take --format json")
    if output != STDOUT:
        _check_free(output, overwrite)
    place = Store(store)
    chosen = Selection(since and since.date(), until and until.date(), exercise)
    ids = _ids(place, session_ids, None if chosen == Selection() and not all_sessions else chosen)
    sessions = [Exported(place.session(each), place.trace_content(each) if with_trace else None) for each in ids]
    content = form.content(sessions)
    if output == STDOUT:
        click.echo(content, nl=False)
        return 0
    write_whole(output, content)
    click.echo(f"{output}: {plural(len(sessions), 'session')}")
    return 0


def _check_free(output: Path, overwrite: bool) -> None:
    if output.is_file() and not overwrite:
        raise UsageError(f"{output}: is there already: choose another name, or --overwrite to replace it")
    check_writable(output)


def _ids(store: Store, session_ids: Sequence[int], chosen: Selection | None) -> list[int]:
    """Those named, or those chosen, oldest first."""
    if session_ids and chosen is not None:
        raise UsageError("ID and --all, --since, --until or -e: name sessions, or choose them, not both")
    if chosen is None:
        if not session_ids:
            raise UsageError("which sessions? name their ID (`fitcount sessions list` shows them), or --all")
        return list(dict.fromkeys(session_ids))
    found = [entry.id for entry in reversed(store.entries(chosen))]
    if not found:
        raise UsageError(f"{store.path}: no such sessions: `fitcount sessions list` shows those that there are")
    return found
