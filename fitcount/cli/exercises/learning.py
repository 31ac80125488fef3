"""`fitcount exercises learn`."""

from __future__ import annotations

from pathlib import Path

import click

from fitcount.cli.options import MODEL_OPTION


@click.command("learn", short_help="Learn an exercise from a clip of some repetitions.")
@click.argument("clip", type=click.Path(path_type=Path))
@click.option("--reps", type=click.IntRange(1, 500), required=True, metavar="N", help="How many repetitions it shows.")
@click.option("--name", metavar="NAME", help="Of the exercise: side_lunge. Default: that of the clip.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE.yaml", help="Default: NAME.yaml, here.")
@MODEL_OPTION
def learn_exercise(clip: Path, reps: int, name: str | None, output: Path | None, model: str) -> int:
    """Learn an exercise from CLIP, a video or trace (.npz) in which it is repeated N times.

    Writes a commented YAML file that counts it, and the clip's keypoints beside it, in cases/, as its first test.
    Nothing is written if the clip does not show N repetitions.
    """
    # Imported here: see count.
    from rich.console import Console  # noqa: PLC0415

    from fitcount.authoring.drafting.saving import (  # noqa: PLC0415
        case_path,
        check_exercise_path,
        check_name,
        check_new,
        name_from,
        save,
    )
    from fitcount.authoring.learning.clip import trace_of  # noqa: PLC0415
    from fitcount.authoring.learning.lesson import learn  # noqa: PLC0415
    from fitcount.authoring.learning.report import report_on  # noqa: PLC0415
    from fitcount.cli.exercises.progress import ReadingClip  # noqa: PLC0415
    from fitcount.sessions.reduced_trace import reduced  # noqa: PLC0415
    from fitcount.views.lesson import lesson_summary  # noqa: PLC0415

    name = check_name(name) if name is not None else name_from(clip if output is None else output)
    path = output if output is not None else Path(f"{name}.yaml")
    check_exercise_path(path)
    check_new(path, case_path(path, name))
    with ReadingClip(Console(stderr=True)) as watcher:
        # What is written down is what is learned from: the rounding cannot make a difference.
        trace = reduced(trace_of(clip, model, [watcher]))
    lesson = learn(trace, reps, name, clip.name)
    save(lesson.draft, path, trace)
    Console().print(lesson_summary(report_on(lesson, clip, path)))
    return 0
