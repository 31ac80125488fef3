"""`fitcount exercises tune`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fitcount.errors import UsageError
from fitcount.sessions.files import check_writable, write_whole

if TYPE_CHECKING:
    from fitcount.authoring.tuning.labelled import Labelled
    from fitcount.reps.definition import Exercise

_PATH = click.Path(path_type=Path)


@click.command("tune", short_help="Propose thresholds with more room, by labelled traces.")
@click.argument("name", metavar="NAME|FILE")
@click.argument("traces", nargs=-1, metavar="[TRACE=COUNT|FOLDER]...")
@click.option("--labels", type=_PATH, metavar="LABELS.csv", help="Of the clips whose traces lie in FOLDER; see eval.")
@click.option("-e", "--exercise", metavar="NAME", help="What the labels call it, if not as its file does.")
@click.option("--only", multiple=True, metavar="KEY", help="Only thresholds whose key begins so; may be repeated.")
@click.option("--write", type=_PATH, metavar="NEW.yaml", help="Write a copy with what is proposed.")
@click.option("--overwrite", is_flag=True, help="Let --write replace a file.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=lambda: os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that count at a time.",
)
def tune_exercise(
    *,
    name: str,
    traces: tuple[str, ...],
    labels: Path | None,
    exercise: str | None,
    only: tuple[str, ...],
    write: Path | None,
    overwrite: bool,
    jobs: int,
) -> int:
    """Show how the count of labelled traces changes as each threshold moves, and propose values with more room.

    Labelled are TRACE=COUNT (5 movements; of a held exercise seconds), the exercise's own cases, and with --labels
    those of its clips of which a FOLDER has the trace, as `fitcount eval --traces FOLDER` keeps them.
    """
    # Imported here: see count.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    from fitcount.authoring.tuning.labelled import from_cases  # noqa: PLC0415
    from fitcount.authoring.tuning.thresholds import rewritten  # noqa: PLC0415
    from fitcount.authoring.tuning.tuning import proposals, tune  # noqa: PLC0415
    from fitcount.reps.inheritance import resolved  # noqa: PLC0415
    from fitcount.reps.library import exercise_path, find_exercise  # noqa: PLC0415
    from fitcount.views.tuning import tuning_report  # noqa: PLC0415

    chosen, path = find_exercise(name), exercise_path(name)
    if write is not None:
        _check_new(write, overwrite=overwrite)
    found = resolved(path)
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory() as scratch:
        labelled = [*from_cases(chosen, path, Path(scratch)), *_labelled(chosen, traces, labels, exercise)]
        if not labelled:
            raise UsageError(
                f"{name}: no cases of its own: add TRACE=COUNT, or --labels LABELS.csv and a folder of traces"
            )
        watch = partial(
            track, description="counting", total=len(labelled), console=console, transient=True,
            disable=not console.is_terminal,
        )  # fmt: skip
        result = tune(found, chosen, labelled, keys=only, jobs=jobs, watch=watch)
    Console().print(tuning_report(result))
    if write is not None:
        write_whole(write, rewritten(found, proposals(found, chosen, result), write.parent).encode())
    return 0


def _check_new(path: Path, *, overwrite: bool) -> None:
    """Raise UsageError now, rather than after the counting, if the copy cannot be written, or would replace a file."""
    check_writable(path)
    if path.exists() and not overwrite:
        raise UsageError(f"--write {path}: is there already: choose another name, or add --overwrite")


def _labelled(exercise: Exercise, traces: Sequence[str], labels: Path | None, called: str | None) -> Iterator[Labelled]:
    from fitcount.authoring.tuning.labelled import from_labels, one_by_one  # noqa: PLC0415

    folders = [Path(each) for each in traces if Path(each).is_dir()]
    yield from one_by_one(exercise, [each for each in traces if not Path(each).is_dir()])
    if labels is not None:
        yield from from_labels(called or exercise.name, labels, folders or [Path()])
    elif folders:
        raise UsageError(f"{folders[0]}: what is in its traces? add --labels LABELS.csv")
