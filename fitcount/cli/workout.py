"""`fitcount workout`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fitcount.cli.run_options import run_options
from fitcount.config import shipped
from fitcount.errors import PlanError

if TYPE_CHECKING:
    from fitcount.coaching.plan import PlanReading

EXAMPLE = "workout.yaml"
"""The plan that ships, as `exercises/plans/` has it."""
SCHEMA = "plan.schema.json"
WRONG = 2


def _print_example(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        path = example_plan()
        # Wherever it is written, an editor finds the schema that lies beside the one that ships.
        schema = path.with_name(SCHEMA).absolute().as_uri()
        click.echo(path.read_text(encoding="utf-8").replace(SCHEMA, schema, 1), nl=False)
        context.exit()


def example_plan() -> Path:
    """The plan that ships."""
    return shipped("exercises") / "plans" / EXAMPLE


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.argument("source", default="0")
@click.option("--check", is_flag=True, help="Say all that is wrong with PLAN, and count nothing.")
@click.option(
    "--example",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_example,
    help="Print a plan to begin with.",
)
@run_options
def workout(plan: Path, check: bool, **options: Any) -> int:
    """Lead through the sets and rests of a plan.

    PLAN: a YAML file; SOURCE: before which camera, as for `fitcount count`.

    `fitcount workout --example > plan.yaml` writes one to begin with. A set is done at its goal; then the rest begins,
    and after it the next set by itself. Key n ends a set or a rest early.
    """
    # Imported here: see count.
    from fitcount.coaching.plan import Course, read_plan  # noqa: PLC0415

    reading = read_plan(plan)
    if check:
        return _say_what_is_wrong(plan, reading)
    if reading.plan is None:
        others = len(reading.problems) - 1
        more = f" ({others} more: `fitcount workout --check {plan}`)" if others else ""
        raise PlanError(f"{reading.problems[0]}{more}")

    from fitcount.cli.request import Request  # noqa: PLC0415
    from fitcount.cli.running import run  # noqa: PLC0415
    from fitcount.pipeline import check_visible  # noqa: PLC0415

    first = reading.steps[0]
    request = Request(exercise=first.asked or first.exercise.name, **options)
    request.check()
    for step in reading.steps:
        check_visible(step.exercise, request.model)
    return run(request, Course(reading.steps))


def _say_what_is_wrong(plan: Path, reading: PlanReading) -> int:
    from rich.console import Console  # noqa: PLC0415

    from fitcount.views.problems import CheckedFile, checked_files  # noqa: PLC0415
    from fitcount.wording import plural  # noqa: PLC0415

    sets = sum(step.sets for step in reading.steps)
    said = f"{plural(len(reading.steps), 'exercise')}, {plural(sets, 'set')}"
    Console(soft_wrap=False).print(checked_files([CheckedFile(str(plan), reading.problems, said)]))
    return WRONG if reading.problems else 0
