"""`fitcount exercises test`."""

from __future__ import annotations

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

    from fitcount.authoring.trial.trial import try_exercise  # noqa: PLC0415
    from fitcount.reps.library import exercise_path, read_exercise  # noqa: PLC0415
    from fitcount.reps.reading import read  # noqa: PLC0415
    from fitcount.views.trial import trial_report, trials_verdict  # noqa: PLC0415

    console = Console()
    # All are read first: a file that is wrong is told before minutes of counting.
    found = [(read_exercise(path), path) for path in map(exercise_path, exercises)]
    trials = []
    for exercise, file in found:
        bases = ((read_exercise(path), path) for path in read(file).bases)
        trials.append(try_exercise(exercise, file, next((base for base in bases if base[0].cases), None)))
        console.print(trial_report(trials[-1]))
    if len(trials) > 1:
        console.print(trials_verdict(trials))
    return FAILED if any(trial.failed for trial in trials) else 0
