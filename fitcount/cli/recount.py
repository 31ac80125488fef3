"""`fitcount recount`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from fitcount.cli.options import Outputs, exercise_options, output_options


@click.command()
@click.argument("trace", type=click.Path(path_type=Path))
@exercise_options
@output_options
def recount(trace: Path, exercise: str, standard: str | None, outputs: Outputs) -> int:
    """Count again from TRACE, which `fitcount count --trace` wrote: no video, no model."""
    from rich.console import Console  # noqa: PLC0415  (see count)

    from fitcount.cli.deliver import deliver  # noqa: PLC0415
    from fitcount.cli.keeping import Run, asked_for  # noqa: PLC0415
    from fitcount.cli.warning import warn  # noqa: PLC0415
    from fitcount.pipeline import Counting, check_visible, count_trace  # noqa: PLC0415
    from fitcount.reps.library import named_exercise, standard_of  # noqa: PLC0415
    from fitcount.sessions.trace import load_trace  # noqa: PLC0415

    outputs.check_apart(trace)
    chosen = named_exercise(exercise, warn)
    counting = Counting(chosen, standard_of(chosen, standard))
    kept = load_trace(trace)
    check_visible(chosen, kept.meta.model)
    run = Run(datetime.now().astimezone(), asked_for(exercise), kept.meta.model)
    deliver([count_trace(kept, counting)], outputs, Console(), run)
    return 0
