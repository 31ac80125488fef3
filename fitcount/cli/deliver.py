"""Hand over what a run gave: files, the store, the summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from fitcount.cli.exercise_words import words_of
from fitcount.cli.keeping import Run, whole_session
from fitcount.cli.last_time import since_last_time
from fitcount.cli.options import STDOUT, Outputs
from fitcount.cli.recording import Recorder
from fitcount.cli.rescue import rescue, trace_path
from fitcount.cli.warning import warn
from fitcount.errors import StoreError, UsageError
from fitcount.pipeline import Outcome
from fitcount.sessions.files import write_whole
from fitcount.sessions.result_json import people_to_json, to_json
from fitcount.sessions.store import Store
from fitcount.views.ending import Ending
from fitcount.views.summary import summary


def deliver(
    outcomes: Sequence[Outcome],
    outputs: Outputs,
    console: Console,
    run: Run,
    recorder: Recorder | None = None,
    *,
    weight_kg: Callable[[float], float | None] | None = None,
) -> None:
    """Write the files asked for, keep a session for each person, and say what was counted.

    `recorder`: what has kept the sessions until now, if anything has; `weight_kg`: what was lifted at a time, where a
    plan says so. A file that cannot be written does not cost the others: its error is raised when all is done.
    """
    failed: list[UsageError] = []
    # First: neither a closed terminal nor a file beside it that cannot be written must cost the session.
    kept = [] if outputs.no_store else _keep(outcomes, outputs, run, recorder)
    if kept and kept[0] is not None and weight_kg is not None:
        _weigh(Store(outputs.store), kept[0], outcomes[0], weight_kg)
    for warning in outcomes[0].meta.warnings:
        warn(warning)
    for write in (_write_traces, _write_json):
        try:
            write(outcomes, outputs, run.several)
        except UsageError as error:
            failed.append(error)
    if outputs.json != STDOUT:
        for number, outcome in enumerate(outcomes, start=1):
            session_id = kept[number - 1] if kept else None
            _say(outcome, console, outputs, run=run, number=number, session_id=session_id)
    if kept is None:
        rescue(outcomes, outputs, console, traces_written=not failed)
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


def _say(
    outcome: Outcome, console: Console, outputs: Outputs, *, run: Run, number: int, session_id: int | None
) -> None:
    result, main = outcome.result, outcome.counting.main
    words = words_of(result, main.exercise if main else None)
    since = None
    if session_id is not None and result.exercise in words:
        since = since_last_time(whole_session(run, outcome, number), outputs, words[result.exercise])
    console.print(
        summary(
            result,
            words,
            whose=f"Person {number}: " if run.several else "",
            interrupted=outcome.interrupted,
            ending=Ending(session_id, since),
        )
    )


def _keep(
    outcomes: Sequence[Outcome], outputs: Outputs, run: Run, recorder: Recorder | None
) -> list[int | None] | None:
    """The id of each person's session, None of one that is not worth keeping.

    None in all if they cannot be kept: they are sessions still, so say so, and go on.
    """
    try:
        if recorder is not None:
            return recorder.end(outcomes)
        return [_keep_whole(outcome, outputs, run, number) for number, outcome in enumerate(outcomes, start=1)]
    except StoreError as error:
        warn(f"the session was not kept: {error}")
        return None


def _weigh(store: Store, session_id: int, outcome: Outcome, weight_kg: Callable[[float], float | None]) -> None:
    """Say of each set what was lifted in it."""
    try:
        for number, each in enumerate(outcome.result.sets, start=1):
            lifted_kg = weight_kg(each.end_s)
            if lifted_kg is not None and not each.held_s:
                store.weigh(session_id, lifted_kg, number)
    except StoreError as error:
        warn(f"the weights were not kept: {error}")


def _keep_whole(outcome: Outcome, outputs: Outputs, run: Run, number: int) -> int:
    trace = partial(outcome.counting.recorder.write, meta=outcome.meta) if outputs.keep_trace else None
    return Store(outputs.store).keep(whole_session(run, outcome, number), trace)
