"""Hand over what a run gave: files, the store, the summary."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from fitcount.cli.exercise_words import words_of
from fitcount.cli.keeping import whole_session
from fitcount.cli.options import STDOUT, Outputs
from fitcount.errors import StoreError, UsageError
from fitcount.pipeline import Outcome
from fitcount.sessions.files import write_whole
from fitcount.sessions.result_json import people_to_json, to_json
from fitcount.sessions.store import Store
from fitcount.views.summary import summary


def deliver(
    outcomes: Sequence[Outcome],
    outputs: Outputs,
    console: Console,
    started_at: datetime,
    asked: str,
    *,
    several: bool = False,
) -> None:
    """Write the files asked for, keep a session for each person, and say what was counted.

    One that cannot be written does not cost the others: its error is raised when all is done. `several`: more than
    one person was asked for, so the JSON is a list, however many were seen.
    """
    failed: list[UsageError] = []
    for warning in outcomes[0].meta.warnings:
        warn(warning)
    # First: a full disk must not cost the session because a file beside it could not be written.
    if not outputs.no_store:
        _keep(outcomes, outputs, started_at, asked, several=several)
    for write in (_write_traces, _write_json):
        try:
            write(outcomes, outputs, several)
        except UsageError as error:
            failed.append(error)
    if outputs.json != STDOUT:
        for number, outcome in enumerate(outcomes, start=1):
            _say(outcome, console, f"Person {number}: " if several else "")
    if failed:
        raise UsageError("; ".join(map(str, failed)))


def trace_path(path: Path, number: int) -> Path:
    """Where the trace of a person goes: the first has the file that was named, the second FILE-2.npz."""
    return path if number == 1 else path.with_stem(f"{path.stem}-{number}")


def warn(text: str) -> None:
    """One line on stderr."""
    print(f"fitcount: warning: {text}", file=sys.stderr)


def _write_traces(outcomes: Sequence[Outcome], outputs: Outputs, _several: bool) -> None:
    if outputs.trace is not None:
        for number, outcome in enumerate(outcomes, start=1):
            outcome.counting.recorder.save(trace_path(outputs.trace, number), outcome.meta)


def _write_json(outcomes: Sequence[Outcome], outputs: Outputs, several: bool) -> None:
    if outputs.json is None:
        return
    results = [outcome.result for outcome in outcomes]
    text = people_to_json(results) if several else to_json(results[0])
    if outputs.json == STDOUT:
        # As bytes: JSON is UTF-8, whatever the terminal speaks.
        click.echo(text.encode(), nl=False)
    else:
        write_whole(outputs.json, text.encode())


def _say(outcome: Outcome, console: Console, whose: str) -> None:
    main = outcome.counting.main
    words = words_of(outcome.result, main.exercise if main else None)
    console.print(summary(outcome.result, words, whose=whose, interrupted=outcome.interrupted))


def _keep(outcomes: Sequence[Outcome], outputs: Outputs, started_at: datetime, asked: str, *, several: bool) -> None:
    """A session that cannot be kept is still a session: say so, and go on."""
    try:
        for number, outcome in enumerate(outcomes, start=1):
            session = whole_session(outcome, started_at, asked, person=number if several else None)
            Store(outputs.store).keep(session, outcome.counting.recorder.to_bytes(outcome.meta))
    except StoreError as error:
        warn(f"the session was not kept: {error}")
