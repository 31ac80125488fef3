"""`fitcount sessions recount`."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fitcount.cli.options import STORE_OPTION
from fitcount.cli.sessions.arguments import ID
from fitcount.errors import UsageError
from fitcount.kept import KeptCount, KeptSession

if TYPE_CHECKING:
    from fitcount.reps.definition import Exercise


@click.command("recount")
@ID
@click.option("-e", "--exercise", metavar="NAME", help="Name, path of a YAML file, or auto; what it was counted as.")
@click.option("--standard", metavar="NAME", help="How good a rep must be; the one it was counted by.")
@STORE_OPTION
def recount_session(session_id: int, exercise: str | None, standard: str | None, store: Path | None) -> int:
    """Count a session again, and show what changed.

    It is counted from its keypoints. What was counted before is kept, and what was corrected by hand is corrected
    again. A session that was cut off is finished by it.
    """
    from rich.console import Console  # noqa: PLC0415  (sqlite3 and numpy: not needed for --help)

    from fitcount.authoring.comparing.difference import recount_difference  # noqa: PLC0415
    from fitcount.cli.keeping import Run, asked_for, whole_count  # noqa: PLC0415
    from fitcount.cli.warning import warn  # noqa: PLC0415
    from fitcount.pipeline import Counting, check_visible, count_again, count_trace  # noqa: PLC0415
    from fitcount.reps.library import named_exercise, standard_of  # noqa: PLC0415
    from fitcount.sessions.store import Store  # noqa: PLC0415
    from fitcount.views.recounted import Recounted  # noqa: PLC0415

    place = Store(store)
    before = place.session(session_id)
    trace = place.trace(session_id)
    if trace is None:
        raise UsageError(f"session {session_id} was kept without its keypoints: it cannot be counted again")
    asked = asked_for(exercise) if exercise is not None else before.current.asked
    if exercise is None and _was_of_several(before):
        outcome = count_again(trace, None, standard, warn)
    else:
        chosen = named_exercise(asked, warn)
        check_visible(chosen, before.model)
        wanted = standard_of(chosen, standard or _standard_before(before.current, chosen))
        outcome = count_trace(trace, Counting(chosen, wanted, asked))
    count = whole_count(Run(datetime.now().astimezone(), asked, before.model), outcome)
    trace_again = partial(outcome.counting.recorder.write, meta=outcome.meta)
    count = place.recounted(session_id, count, outcome.result.source, trace_again)
    difference = recount_difference(f"session {session_id}", before.current, count)
    Console().print(Recounted(before.current, count, difference))
    return 0


def _was_of_several(session: KeptSession) -> bool:
    """Whether the person changed from one exercise to another, and nobody has asked for one throughout since then."""
    changed = any(done.kind == "change" for done in session.interventions)
    return changed and session.current.asked == session.counts[0].asked


def _standard_before(count: KeptCount, exercise: Exercise | None) -> str | None:
    """The one it was counted by, if the exercise still has it, so that only the exercise makes the difference."""
    known = count.is_recognised and (exercise is None or count.standard in exercise.standard_names)
    return count.standard or None if known else None
