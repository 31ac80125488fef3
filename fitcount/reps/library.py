"""Find an exercise by name or path, and read its file."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fitcount.config import shipped
from fitcount.errors import ExerciseError, UsageError
from fitcount.reps.definition import Exercise
from fitcount.reps.yaml_file import YamlFile, read_yaml

SUFFIXES = (".yaml", ".yml")


def exercise_names() -> list[str]:
    """Names of the exercises that ship."""
    return sorted(path.stem for path in shipped("exercises").glob("*.yaml"))


def find_exercise(name: str) -> Exercise:
    """The exercise of that name, or in the file of that path.

    Raises ExerciseError if there is none, with the nearest names, or if its file is wrong, with line and column.
    """
    if name.endswith(SUFFIXES):
        return read_exercise(Path(name))
    if name not in exercise_names():
        near = difflib.get_close_matches(name, exercise_names(), n=3, cutoff=0.4) or exercise_names()
        raise ExerciseError(f"no exercise {name!r}: there is {', '.join(near)}; or give the path of a .yaml file")
    return read_exercise(shipped("exercises") / f"{name}.yaml")


def read_exercise(path: Path) -> Exercise:
    """Read and check one exercise file.

    Raises ExerciseError with the first thing that is wrong, as file:line:column.
    """
    file = read_yaml(path)
    if not isinstance(file.values, dict):
        raise ExerciseError(f"{path}:1:1: no exercise: it begins with 'format: 1' and has a key a line")
    try:
        return Exercise.model_validate(file.values)
    except ValidationError as error:
        raise ExerciseError(_first_problem(file, error)) from None


def standard_of(exercise: Exercise, name: str | None) -> str:
    """The standard of that name, or the exercise's default. Raises UsageError if it has none of that name."""
    if name is None:
        return exercise.default_standard
    if name not in exercise.standards:
        known = ", ".join(exercise.standards)
        raise UsageError(f"{exercise.name} has no standard {name!r}: it has {known}")
    return name


def _first_problem(file: YamlFile, error: ValidationError) -> str:
    # A misspelt key is also a missing one: the misspelling is what helps.
    problems = sorted(error.errors(), key=lambda problem: (problem["type"] == "missing", file.location(problem["loc"])))
    first = problems[0]
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{file.where(first['loc'])}: {_in_words(first)}{more}"


def _in_words(problem: Any) -> str:
    key = next((str(part) for part in reversed(problem["loc"]) if isinstance(part, str)), "")
    if problem["type"] == "extra_forbidden":
        return f"unknown key {key!r}{_did_you_mean(key, problem)}"
    if problem["type"] == "missing":
        return f"key {key!r} is missing"
    message = problem["msg"].removeprefix("Value error, ")
    given = f", not {problem['input']!r}" if isinstance(problem["input"], str | int | float) else ""
    return f"{key}: {message[0].lower()}{message[1:]}{given}" if key else message


def _did_you_mean(key: str, problem: Any) -> str:
    model: Any = Exercise
    for part in problem["loc"][:-1]:
        model = _inside(model, part)
    known = list(getattr(model, "model_fields", {}))
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return f": did you mean {near[0]!r}?"
    return f": there are {', '.join(known)}" if known else ""


def _inside(model: Any, part: str | int) -> Any:
    """The model of the value under a key, as far as the schema names one."""
    if isinstance(part, int):
        return model
    field = getattr(model, "model_fields", {}).get(part)
    if field is None:
        return model
    inner = [field.annotation, *getattr(field.annotation, "__args__", ())]
    return next((kind for kind in reversed(inner) if hasattr(kind, "model_fields")), None)
