"""Find an exercise by name or path, and read its file."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fitcount.config import shipped
from fitcount.errors import ExerciseError, UsageError
from fitcount.reps.conditions import ConditionError
from fitcount.reps.definition import Exercise, Held, Repeated
from fitcount.reps.yaml_file import YamlFile, read_yaml

SUFFIXES = (".yaml", ".yml")
HOLD = "hold"
"""The key that makes an exercise one to hold, not to repeat."""
MAX_SHOWN = 40
"""Of a wrong value: so much is enough to find it."""


def exercise_names() -> list[str]:
    """Names of the exercises that ship."""
    return sorted(path.stem for path in shipped("exercises").glob("*.yaml"))


AUTO = "auto"
"""In the place of a name: whichever exercise is done."""


def shipped_exercises() -> list[Exercise]:
    """All exercises that ship, by name."""
    return [find_exercise(name) for name in exercise_names()]


def named_exercise(name: str) -> Exercise | None:
    """Like `find_exercise`; None for whichever is done."""
    return None if name == AUTO else find_exercise(name)


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
    kind: type[Exercise] = Held if HOLD in file.values else Repeated
    try:
        return kind.model_validate(file.values)
    except ValidationError as error:
        raise ExerciseError(_first_problem(file, kind, error)) from None


def _known_standard(name: str | None) -> str | None:
    known = {standard: None for exercise in shipped_exercises() for standard in exercise.standard_names}
    if name is not None and name not in known:
        raise UsageError(f"no exercise has a standard {name!r}: there is {', '.join(known)}")
    return name


def standard_of(exercise: Exercise | None, name: str | None) -> str | None:
    """The standard of that name, or the exercise's default. Raises UsageError if it has none of that name.

    Of whichever exercise is done (None) it stays open: those that have one of that name take it.
    """
    if exercise is None:
        return _known_standard(name)
    if name is None:
        return exercise.default_standard
    if name not in exercise.standard_names:
        known = ", ".join(exercise.standard_names) or "none: it is held, so leave out --standard"
        raise UsageError(f"{exercise.name} has no standard {name!r}: it has {known}")
    return name


def _first_problem(file: YamlFile, kind: type[Exercise], error: ValidationError) -> str:
    found = error.errors()
    # A misspelt key is also a missing one: the misspelling is what helps.
    others = [problem for problem in found if problem["type"] != "missing"]
    problems = sorted(others or found, key=lambda problem: file.location(problem["loc"]))
    first = problems[0]
    more = f" ({len(problems) - 1} more after this)" if len(problems) > 1 else ""
    return f"{_where(file, first)}: {_in_words(first, kind)}{more}"


def _where(file: YamlFile, problem: Any) -> str:
    error = problem.get("ctx", {}).get("error")
    if isinstance(error, ConditionError):
        return file.where_within(problem["loc"], error.offset)
    return file.where(problem["loc"])


def _in_words(problem: Any, exercise: type[Exercise]) -> str:
    kind, path = problem["type"], _spoken_path(problem["loc"])
    if kind == "extra_forbidden":
        key = str(problem["loc"][-1])
        return f"unknown key {_short(repr(key))}{_did_you_mean(key, problem, exercise)}"
    if kind == "missing":
        return f"key {path!r} is missing"
    if kind == "former_keys":
        return f"{path}: {problem['msg']}"
    if kind == "value_error":
        return f"{path}: {problem['ctx']['error']}"
    words = _NEEDS.get(kind)
    needs = words.format(**problem.get("ctx", {})) if words else problem["msg"]
    return f"{path}: needs {needs}, not {_shown(problem['input'])}"


_NEEDS: Mapping[str, str] = {
    "float_type": "a number",
    "int_type": "a whole number",
    "finite_number": "a number",
    "condition_type": "a condition, like middle(knee_deg) < 100",
    "string_type": 'text (a number or true goes in quotes: "5")',
    "string_pattern_mismatch": "small letters, digits and _, a letter first",
    "string_too_short": "at least {min_length} letter",
    "string_too_long": "{max_length} letters at most",
    "greater_than": "more than {gt:g}",
    "greater_than_equal": "{ge:g} or more",
    "less_than": "less than {lt:g}",
    "less_than_equal": "{le:g} or less",
    "literal_error": "{expected}",
    "tuple_type": "a list: [a, b], or a '- ' before each",
    "dict_type": "keys of its own",
    "model_type": "keys of its own",
    "too_short": "at least {min_length} entry",
}
"""By pydantic's kind of error, what the file needs to say instead."""


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "keys of its own" if value else "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return _short(repr(value))


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def _spoken_path(key_path: Sequence[str | int]) -> str:
    """phases.start.enter; posture[2].take, counted from 1."""
    path = ""
    for part in key_path:
        if isinstance(part, int):
            path += f"[{part + 1}]"
        elif part != "[key]":
            path += f".{part}" if path else part
    return path


def _did_you_mean(key: str, problem: Any, exercise: type[Exercise]) -> str:
    model: Any = exercise
    for part in problem["loc"][:-1]:
        model = _inside(model, part)
    known = list(getattr(model, "model_fields", {}))
    if model is Repeated:
        known.append(HOLD)
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
