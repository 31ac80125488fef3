"""`fitcount exercises list`."""

from __future__ import annotations

import click


@click.command("list")
def list_exercises() -> int:
    """List the exercises that ship, with the standards that --standard chooses from."""
    from fitcount.reps.library import exercise_names, find_exercise  # noqa: PLC0415  (numpy: not needed for --help)

    found = [find_exercise(name) for name in exercise_names()]
    width = max(len(exercise.name) for exercise in found)
    for exercise in found:
        standards = ", ".join(
            f"{name} (default)" if name == exercise.default_standard else name for name in exercise.standard_names
        )
        click.echo(f"{exercise.name:{width}}  {exercise.about}{f'  [{standards}]' if standards else ''}")
    return 0
