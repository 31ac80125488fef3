"""`fitcount exercises list`."""

from __future__ import annotations

import click


@click.command("list", short_help="List the exercises with their standards.")
def list_exercises() -> int:
    """List the exercises, one's own and those that ship, with the standards that --standard chooses from."""
    from rich.console import Console  # noqa: PLC0415  (see count)

    from fitcount.config import own_exercises  # noqa: PLC0415
    from fitcount.reps.lookup import found_exercises  # noqa: PLC0415
    from fitcount.reps.reading import read  # noqa: PLC0415
    from fitcount.views.exercise_list import ListedExercise, exercise_list  # noqa: PLC0415

    listed = []
    for found in found_exercises().values():
        reading = read(found.path)
        exercise = reading.exercise
        listed.append(
            ListedExercise(
                name=found.name,
                about=exercise.about if exercise is not None else "",
                standards=exercise.standard_names if exercise is not None else (),
                default_standard=exercise.default_standard if exercise is not None else "",
                own=found.own,
                hides=tuple(map(str, found.hidden)),
                problem=str(reading.errors[0]) if reading.errors else "",
            )
        )
    Console().print(exercise_list(listed, str(own_exercises())))
    return 0
