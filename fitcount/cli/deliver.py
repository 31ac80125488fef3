"""Hand over what a run gave: files, the store, the summary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from fitcount.cli.exercise_words import words_of
from fitcount.cli.keeping import Run, whole_session
from fitcount.cli.options import STDOUT, Outputs
from fitcount.cli.recording import Recorder
from fitcount.cli.rescue import rescue, trace_path
from fitcount.cli.warning import warn
from fitcount.errors import StoreError, UsageError
from fitcount.pipeline import Outcome
from fitcount.sessions.files import write_whole
from fitcount.sessions.result_json import people_to_json, to_json
from fitcount.sessions.store import Store
from fitcount.views.summary import summary


def deliver(
    outcomes: Sequence[Outcome], outputs: Outputs, console: Console, run: Run, recorder: Recorder | None = None
) -> None:
    """Write the files asked for, keep a session for each person, and say what was counted.

    `recorder`: what has kept the sessions until now, if anything has. One that cannot be written does not cost the
    others: its error is raised when all is done.
    """
    failed: list[UsageError] = []
    for warning in outcomes[0].meta.warnings:
        warn(warning)
    # First: a full disk must not cost the session because a file beside it could not be written.
    kept = outputs.no_store or _keep(outcomes, outputs, run, recorder)
    for write in (_write_traces, _write_json):
        try:
            write(outcomes, outputs, run.several)
        except UsageError as error:
            failed.append(error)
    if outputs.json != STDOUT:
        for number, outcome in enumerate(outcomes, start=1):
            _say(outcome, console, f"Person {number}: " if run.several else "")
    if not kept:
        rescue(outcomes, outputs, console, run.asked, traces_written=not failed)
    if failed:
        raise UsageError("; ".join(map(str, failed)))


def _write_traces(outcomes: Sequence[Outcome], outputs: Outputs, _several: bool) -> None:
    if outputs.trace is not None:
        for number, outcome in enumerate(outcomes, start=1):
            outcome.counting.recorder.save(trace_path(outputs.trace, number), outcome.meta)


def _write_json(outcomes: Sequence[Outcome], outputs: Outputs, several: bool) -> None:
    if outputs.json is None:
        return
    results = [outcome.result for outcome in outcomes]
    write_text(outputs.json, people_to_json(results) if several else to_json(results[0]))


def write_text(path: Path, text: str) -> None:
    """Into that file, or to the terminal; as bytes, as JSON is UTF-8 whatever the terminal speaks.

    Raises UsageError if the file cannot be written.
    """
    if path == STDOUT:
        click.echo(text.encode(), nl=False)
    else:
        write_whole(path, text.encode())


def _say(outcome: Outcome, console: Console, whose: str) -> None:
    main = outcome.counting.main
    words = words_of(outcome.result, main.exercise if main else None)
    console.print(summary(outcome.result, words, whose=whose, interrupted=outcome.interrupted))


def _keep(outcomes: Sequence[Outcome], outputs: Outputs, run: Run, recorder: Recorder | None) -> bool:
    """A session that cannot be kept is still a session: say so, and go on."""
    try:
        if recorder is not None:
            recorder.end(outcomes)
            return True
        for number, outcome in enumerate(outcomes, start=1):
            trace = outcome.counting.recorder.to_bytes(outcome.meta) if outputs.keep_trace else None
            Store(outputs.store).keep(whole_session(run, outcome, number), trace)
    except StoreError as error:
        warn(f"the session was not kept: {error}")
        return False
    return True
