"""What makes an exercise unsound though each of its values is possible."""

from __future__ import annotations

from collections.abc import Iterator

from fitcount.reps.definition import Exercise
from fitcount.reps.yaml_file import YamlFile
from fitcount.types import Problem


def unsound(exercise: Exercise, file: YamlFile) -> Iterator[Problem]:
    """What is wrong with an exercise, or doubtful."""
    yield from _named_like_its_file(exercise, file)


def _named_like_its_file(exercise: Exercise, file: YamlFile) -> Iterator[Problem]:
    if exercise.name != file.path.stem:
        yield Problem(
            "warning",
            file.place(("name",)),
            f"name: the file is called {file.path.name}",
            f"-e {file.path.stem} finds it, and what it counts is kept as {exercise.name}",
            f"rename the file to {exercise.name}.yaml, or write name: {file.path.stem}",
        )
