"""`fitcount exercises check`."""

from __future__ import annotations

from pathlib import Path

import click

from fitcount.errors import UsageError

WRONG = 2


@click.command("check", short_help="Say all that is wrong or doubtful in exercise files.")
@click.argument("files", nargs=-1, metavar="[FILE]...")
def check_exercises(files: tuple[str, ...]) -> int:
    """Say all that is wrong or doubtful in exercise files, where, and what to write instead.

    FILE is a path, or the name of an exercise; without any, all in the folder of your own are checked. The exit code is
    2 if one of them cannot be used, and 0 if there are no more than warnings.
    """
    from rich.console import Console  # noqa: PLC0415  (see count)

    if not files and not (files := _own_files()):
        raise UsageError("none of your own to check: name a file, like mine.yaml, or an exercise, like squat")

    from fitcount.reps.library import exercise_path  # noqa: PLC0415
    from fitcount.reps.lookup import file_of, is_path  # noqa: PLC0415
    from fitcount.reps.reading import read, summary  # noqa: PLC0415
    from fitcount.views.problems import CheckedFile, checked_files  # noqa: PLC0415

    def is_meant(path: Path) -> bool:
        # A file without an ending is a file all the same; so is a folder, unless an exercise is called like it.
        return path.is_file() or (path.is_dir() and file_of(path.name) is None)

    checked = []
    for name in files:
        path = Path(name) if is_path(name) or is_meant(Path(name)) else exercise_path(name)
        reading = read(path)
        said = "" if reading.exercise is None else summary(reading.exercise)
        checked.append(CheckedFile(name, reading.problems, said))
    Console(soft_wrap=False).print(checked_files(checked))
    return WRONG if any(problem.is_error for file in checked for problem in file.problems) else 0


def _own_files() -> tuple[str, ...]:
    from fitcount.reps.lookup import found_exercises  # noqa: PLC0415

    return tuple(str(found.path) for found in found_exercises().values() if found.own)
