"""`fitcount exercises`: what can be counted, and how to define more; one module a subcommand."""

from __future__ import annotations

import click

from fitcount.cli.exercises.check import check_exercises
from fitcount.cli.exercises.learning import learn_exercise
from fitcount.cli.exercises.listing import list_exercises
from fitcount.cli.exercises.new import new_exercise
from fitcount.cli.exercises.show import show_exercise
from fitcount.cli.exercises.trying import test_exercises
from fitcount.cli.exercises.tune import tune_exercise


@click.group()
def exercises() -> None:
    """See what can be counted, and define more."""


for command in (
    list_exercises,
    show_exercise,
    check_exercises,
    test_exercises,
    learn_exercise,
    new_exercise,
    tune_exercise,
):
    exercises.add_command(command)
