"""`fitcount exercises test`."""

from __future__ import annotations

from pathlib import Path

import click

FAILED = 2


@click.command("test")
@click.argument("exercises", nargs=-1, required=True, metavar="FILE|NAME...")
def test_exercises(exercises: tuple[str, ...]) -> int:
    """Count an exercise's own cases, and made clips of its movement.

    The cases stand in its file under 'cases'. From the first of them the movement is cut out, without a look at the
    exercise's thresholds, and done again: slowly, fast, with pauses, half-heartedly, badly seen. What a coach would
    count in each must be counted; where it is not, the times and the reasons are told, and the exit code is 2.
    """
    # Imported here: see count.
    from rich.console import Console  # noqa: PLC0415

    from fitcount.authoring.trial import try_exercise  # noqa: PLC0415
    from fitcount.config import shipped  # noqa: PLC0415
    from fitcount.reps.library import SUFFIXES, find_exercise  # noqa: PLC0415
    from fitcount.views.trial import trial_report, trials_verdict  # noqa: PLC0415

    console = Console()
    files = [Path(name) if name.endswith(SUFFIXES) else shipped("exercises") / f"{name}.yaml" for name in exercises]
    found = list(zip([find_exercise(name) for name in exercises], files, strict=True))
    trials = []
    for exercise, file in found:
        trials.append(try_exercise(exercise, file))
        console.print(trial_report(trials[-1]))
    if len(trials) > 1:
        console.print(trials_verdict(trials))
    return FAILED if any(trial.failed for trial in trials) else 0
