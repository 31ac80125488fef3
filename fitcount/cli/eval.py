"""`fitcount eval`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fitcount.cli.options import CAUSAL_OPTION, MODEL_OPTION, STDOUT
from fitcount.errors import UsageError
from fitcount.sessions.files import check_writable, write_whole

if TYPE_CHECKING:
    from rich.console import Console

    from fitcount.evaluation.counting import Task
    from fitcount.evaluation.labels import Label
    from fitcount.types import ClipScore

INTERRUPTED = 130
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("eval")
@click.argument("labels", type=click.Path(path_type=Path), metavar="LABELS.csv")
@click.option("-e", "--exercise", "only", multiple=True, metavar="NAME", help="Only clips of this; may be repeated.")
@click.option(
    "--negative-as",
    multiple=True,
    metavar="NAME",
    help="What to count clips of no exercise as; may be repeated. Default: squat, pushup, bicep_curl, jumping_jack.",
)
@MODEL_OPTION
@CAUSAL_OPTION
@click.option("--clips", type=_FOLDER, metavar="FOLDER", help="Where the clips lie, if not beside LABELS.csv.")
@click.option(
    "--traces",
    type=_FOLDER,
    metavar="FOLDER",
    help="Keep each clip's trace there, and count from it the next time: no video, no model.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=lambda: os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that count at a time.",
)
@click.option("--json", "json_path", type=click.Path(path_type=Path), metavar="FILE|-", help="Save or print as JSON.")
def evaluate_clips(
    *,
    labels: Path,
    only: tuple[str, ...],
    negative_as: tuple[str, ...],
    model: str,
    clips: Path | None,
    traces: Path | None,
    jobs: int,
    json_path: Path | None,
) -> int:
    """Say how many labelled clips are counted right.

    Exact, within one, mean error, each with its 95 % interval.

    LABELS.csv has a line a clip, with the columns clip, exercise, reps, and if known alt_reps (another count that can
    be defended) and standard_reps (how many meet the standard); exercise "none": nothing to count. RepCount-A's own
    files (name, type, count) are read too.

    Movements are compared with reps, each clip counted as the exercise of its label; where there are standard_reps, an
    exact count has as many reps to the standard too. The mean error (MAE) is RepCount's: |error| / max(1, labelled),
    in the mean of all clips. A clip that cannot be read counts as wrong; one that is missing, with no trace of it kept,
    ends the run before it begins. Exercises that are held have no reps, and are refused.
    """
    # Imported here: see count.
    from rich.console import Console  # noqa: PLC0415

    from fitcount.cli.warning import warn  # noqa: PLC0415
    from fitcount.evaluation.counting import check_clips, tasks_of  # noqa: PLC0415
    from fitcount.evaluation.labels import NEGATIVE_AS, read_labels  # noqa: PLC0415
    from fitcount.evaluation.totals import evaluate, to_json  # noqa: PLC0415
    from fitcount.pipeline import check_visible  # noqa: PLC0415
    from fitcount.reps.definition import Held  # noqa: PLC0415
    from fitcount.reps.library import exercise_names, find_exercise, known_exercises  # noqa: PLC0415
    from fitcount.views.evaluation import evaluation_summary  # noqa: PLC0415

    if json_path is not None and json_path != STDOUT:
        check_writable(json_path)
    for name in negative_as:
        if isinstance(find_exercise(name), Held):
            raise UsageError(f"--negative-as {name}: it is held, and held exercises are not evaluated: name another")
    held = {exercise.name for exercise in known_exercises() if isinstance(exercise, Held)}
    found = read_labels(labels, exercise_names(), clips, held=held)
    wanted = _only(labels, found.labels, only)
    with ExitStack() as stack:
        kept = _made(traces) if traces else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        tasks = tasks_of(wanted, negative_as or NEGATIVE_AS, model, kept)
        for exercise in sorted({exercise for task in tasks for exercise in task.exercises}):
            check_visible(find_exercise(exercise), model)
        check_clips(tasks)
        for line in found.skipped:
            warn(line)
        console = Console(quiet=json_path == STDOUT)
        rows, done = _count(tasks, jobs, console)
    interrupted = done < len(tasks)
    if interrupted:
        warn(f"interrupted after {done} of {len(tasks)} clips")
    evaluation = evaluate(rows)
    console.print(evaluation_summary(evaluation))
    if json_path is not None:
        text = to_json(evaluation, model=model, skipped=found.skipped, interrupted=interrupted)
        if json_path == STDOUT:
            click.echo(text.encode(), nl=False)
        else:
            write_whole(json_path, text.encode())
    return INTERRUPTED if interrupted else 0


def _only(path: Path, labels: Sequence[Label], names: Sequence[str]) -> list[Label]:
    """The labels of these exercises, or all. Raises UsageError if there are none of one of them."""
    known = sorted({label.exercise for label in labels})
    for name in names or known:
        if name not in known:
            raise UsageError(f"--exercise {name}: no clip in {path}: it has {', '.join(known) or 'none to count'}")
    if not known:
        raise UsageError(f"{path}: no clip of an exercise that fitcount knows: see 'fitcount exercises list'")
    return [label for label in labels if not names or label.exercise in names]


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--traces {folder}: cannot be made ({error.strerror}): choose another place") from error
    return folder


def _count(tasks: Sequence[Task], jobs: int, console: Console) -> tuple[list[ClipScore], int]:
    """Count the clips, printing each; and how many were done, all unless that was interrupted."""
    from fitcount.evaluation.counting import count_clips  # noqa: PLC0415
    from fitcount.views.evaluation import ClipLines  # noqa: PLC0415

    exercises = [exercise for task in tasks for exercise in task.exercises]
    lines = ClipLines(console, [task.label.clip for task in tasks], exercises)
    rows: list[ClipScore] = []
    done = 0
    lines.head()
    with suppress(KeyboardInterrupt), closing(count_clips(tasks, jobs)) as counted:
        for done, scores in enumerate(counted, start=1):  # noqa: B007
            for score in scores:
                rows.append(score)
                lines.add(score)
    return rows, done
