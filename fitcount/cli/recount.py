"""`fitcount recount`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from fitcount.cli.options import STDOUT, Outputs, exercise_options, output_options
from fitcount.errors import UsageError


@click.command()
@click.argument("traces", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TRACE...")
@exercise_options(None)
@click.option(
    "--diff",
    nargs=2,
    metavar="OLD NEW",
    help="Compare two exercises (names or YAML files) in each TRACE, rep by rep.",
)
@output_options
def recount(traces: tuple[Path, ...], diff: tuple[str, str] | None, **others: Any) -> int:
    """Count again from keypoints that were kept.

    TRACE is what `fitcount count --trace` wrote: it takes no video and no model.

    What was corrected by hand is corrected again, and a workout is counted exercise by exercise as it was done; with
    -e that exercise throughout.

    With --diff OLD.yaml NEW.yaml, of one TRACE or several: which reps an edit makes appear or vanish, or judges
    otherwise.
    """
    return _count(traces, **others) if diff is None else _compare(traces, diff, **others)


def _count(traces: tuple[Path, ...], exercise: str | None, standard: str | None, outputs: Outputs) -> int:
    from rich.console import Console  # noqa: PLC0415  (see count)

    from fitcount.cli.deliver import deliver  # noqa: PLC0415
    from fitcount.cli.keeping import Run, asked_for  # noqa: PLC0415
    from fitcount.cli.warning import warn  # noqa: PLC0415
    from fitcount.pipeline import SQUAT, count_again  # noqa: PLC0415
    from fitcount.sessions.trace import load_trace  # noqa: PLC0415

    trace, *more = traces
    if more:
        raise UsageError(f"{more[0]}: one trace at a time; several only with --diff OLD.yaml NEW.yaml")
    outputs.check_apart(trace)
    kept = load_trace(trace)
    asked = asked_for(exercise) if exercise is not None else None
    outcome = count_again(kept, asked, standard, warn)
    run = Run(datetime.now().astimezone(), asked or kept.meta.exercise or SQUAT, kept.meta.model)
    deliver([outcome], outputs, Console(), run)
    return 0


def _compare(
    traces: tuple[Path, ...], names: tuple[str, str], exercise: str | None, standard: str | None, outputs: Outputs
) -> int:
    """Nothing is kept of a comparison."""
    from rich.console import Console  # noqa: PLC0415  (see count)

    from fitcount.authoring.comparing.difference import trace_difference  # noqa: PLC0415
    from fitcount.authoring.comparing.difference_json import to_json  # noqa: PLC0415
    from fitcount.cli.deliver import write_text  # noqa: PLC0415
    from fitcount.findings import Difference  # noqa: PLC0415
    from fitcount.pipeline import check_visible, count_metrics, measure_trace  # noqa: PLC0415
    from fitcount.reps.library import find_exercise, standard_of  # noqa: PLC0415
    from fitcount.sessions.trace import load_trace  # noqa: PLC0415
    from fitcount.views.difference import difference_lines  # noqa: PLC0415

    if exercise is not None:
        raise UsageError(f"--exercise {exercise}: --diff names what is counted: leave it out")
    if outputs.trace is not None:
        raise UsageError("--trace: a comparison counts traces and makes none: leave it out")
    for source in (*traces, *map(Path, names)):
        outputs.check_apart(source)
    chosen = [(found, standard_of(found, standard)) for found in map(find_exercise, names)]
    differences = []
    for path in traces:
        kept = load_trace(path)
        for found, _ in chosen:
            check_visible(found, kept.meta.model)
        metrics = measure_trace(kept).metrics
        before, after = (count_metrics(metrics, *each) for each in chosen)
        differences.append(trace_difference(path.name, before, after))
    difference = Difference(*names, tuple(differences))
    if outputs.json is not None:
        write_text(outputs.json, to_json(difference))
    if outputs.json != STDOUT:
        Console().print(difference_lines(difference))
    return 0
