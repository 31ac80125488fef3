"""Hand over what a run gave: files, the store, the summary."""

from __future__ import annotations

import sys
from datetime import datetime

import click
from rich.console import Console

from fitcount.cli.options import STDOUT, Outputs
from fitcount.cli.watchers import halves_of
from fitcount.errors import StoreError, UsageError
from fitcount.pipeline import Counting, Outcome
from fitcount.sessions.files import write_whole
from fitcount.sessions.result_json import to_json
from fitcount.sessions.store import Store
from fitcount.views.summary import summary


def deliver(outcome: Outcome, counting: Counting, outputs: Outputs, console: Console) -> None:
    """Write the files asked for, keep the session, and say what was counted."""
    for warning in outcome.meta.warnings:
        warn(warning)
    # First: a full disk must not cost the session because a file beside it could not be written.
    if not outputs.no_store:
        _keep(outcome, counting, outputs)
    if outputs.trace is not None:
        counting.recorder.save(outputs.trace, outcome.meta)
    if outputs.json == STDOUT:
        # As bytes: JSON is UTF-8, whatever the terminal speaks.
        click.echo(to_json(outcome.result).encode(), nl=False)
    elif outputs.json is not None:
        write_whole(outputs.json, to_json(outcome.result).encode())
    if outputs.json != STDOUT:
        console.print(summary(outcome.result, counting.exercise.title, halves=halves_of(counting.exercise)))


def warn(text: str) -> None:
    """One line on stderr."""
    print(f"fitcount: warning: {text}", file=sys.stderr)


def _keep(outcome: Outcome, counting: Counting, outputs: Outputs) -> None:
    """A session that cannot be kept is still a session: say so, and go on."""
    started_at = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        Store(outputs.store).add(outcome.result, started_at, counting.recorder, outcome.meta)
    except (StoreError, UsageError) as error:
        warn(f"the session was not kept: {error}; save it with --trace FILE.npz")
