"""`fitcount sessions import`."""

from __future__ import annotations

from pathlib import Path

import click

from fitcount.cli.options import STORE_OPTION
from fitcount.errors import FitcountError, UsageError


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@STORE_OPTION
def import_sessions(files: tuple[Path, ...], store: Path | None) -> int:
    """Take in sessions that were exported as json or parquet.

    Those that are there already stay as they are. Of each file all are taken in, or none.
    """
    from fitcount.sessions.exports.reading import read_exported  # noqa: PLC0415  (sqlite3, numpy: not for --help)
    from fitcount.sessions.store import Store  # noqa: PLC0415

    failed: list[FitcountError] = []
    for path in files:
        try:
            sessions = read_exported(path)
            kept = Store(store).keep_new([(each.session, each.trace) for each in sessions])
        except FitcountError as error:
            failed.append(error)
            continue
        click.echo(f"{path}: {_what_became([each for each, new in kept if new], [e for e, new in kept if not new])}")
    if len(failed) == 1:
        raise failed[0]
    if failed:
        raise UsageError("; ".join(map(str, failed)))
    return 0


def _what_became(new: list[int], known: list[int]) -> str:
    parts = []
    if new:
        parts.append(f"imported as {_listed(new)}")
    if known:
        parts.append(f"{_listed(known)} {'was' if len(known) == 1 else 'were'} there already")
    return "; ".join(parts) or "holds no session"


def _listed(ids: list[int]) -> str:
    """1, 2, 7-9."""
    spans: list[list[int]] = []
    for each in ids:
        if spans and each == spans[-1][1] + 1:
            spans[-1][1] = each
        else:
            spans.append([each, each])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
