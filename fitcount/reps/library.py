"""Exercises by name: one's own before those that ship."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

from fitcount.errors import ExerciseError, UsageError
from fitcount.reps.definition import Exercise
from fitcount.reps.lookup import AUTO, file_of, found_exercises, is_path, plain
from fitcount.reps.reading import read


def exercise_names() -> list[str]:
    """Names of the exercises that are found, one's own and those that ship."""
    return list(found_exercises())


def named_exercise(name: str, tell: Callable[[str], None]) -> Exercise | None:
    """Like `find_exercise`; None for whichever is done: then `tell` is told which files are wrong, and left out."""
    if plain(name) != AUTO:
        return find_exercise(name)
    known_exercises(tell)
    return None


def find_exercise(name: str) -> Exercise:
    """The exercise of that name, or in the file of that path.

    Raises ExerciseError if there is none, with the nearest names, or if its file is wrong, with line and column.
    """
    return read_exercise(exercise_path(name))


def read_exercise(path: Path) -> Exercise:
    """Read and check one exercise file.

    Raises ExerciseError with the first thing that is wrong, as file:line:column, and how many more there are.
    """
    reading = read(path)
    if reading.exercise is None:
        first, *others = reading.errors
        raise ExerciseError(f"{first} ({len(others)} more: `fitcount exercises check`)" if others else str(first))
    return reading.exercise


def exercise_path(name: str) -> Path:
    """The file of that name; a path as it is. Raises ExerciseError if there is none, with the nearest names."""
    if is_path(name):
        return Path(name)
    found = file_of(name)
    if found is None and plain(name) == AUTO:
        raise ExerciseError(f"{name} stands for whichever exercise is done, and here one is asked for: name it")
    if found is None:
        near = _nearest(name) or exercise_names()
        raise ExerciseError(f"no exercise {name!r}: there is {', '.join(near)}; or give the path of a .yaml file")
    return found.path


def known_exercises(tell: Callable[[str], None] | None = None) -> list[Exercise]:
    """All exercises that are found by name, in its order.

    `tell` is told of each file that is wrong, in one line; it is left out.
    """
    known: dict[str, Exercise] = {}
    for found in sorted(found_exercises().values(), key=lambda each: not each.own):
        try:
            exercise = read_exercise(found.path)
        except ExerciseError as error:
            if tell is not None:
                tell(f"left out: {error}")
            continue
        # Two files may give themselves one name: one's own is meant.
        known.setdefault(exercise.name, exercise)
    return [known[name] for name in sorted(known)]


def standard_of(exercise: Exercise | None, name: str | None) -> str | None:
    """The standard of that name, or the exercise's default. Raises UsageError if it has none of that name.

    Of whichever exercise is done (None) it stays open: those that have one of that name take it.
    """
    if name is None:
        return None if exercise is None else exercise.default_standard
    if exercise is None:
        everywhere = {standard: None for known in known_exercises() for standard in known.standard_names}
        standards, whose = tuple(everywhere), "no exercise has"
    else:
        standards, whose = exercise.standard_names, f"{exercise.name} has no"
    found = next((standard for standard in standards if plain(standard) == plain(name)), None)
    if found is None:
        a = "a " if exercise is None else ""
        has = "there is" if exercise is None else "it has"
        known = ", ".join(standards) or "none: it is held, so leave out --standard"
        raise UsageError(f"{whose} {a}standard {name!r}: {has} {known}")
    return found


def _nearest(name: str) -> list[str]:
    """Names that are spelt, or exercises that are called, about like this."""
    spelt = {plain(known): known for known in exercise_names()}
    called = {plain(title): known for known, title in _titles()}
    near = difflib.get_close_matches(plain(name), [*spelt, *called], n=3, cutoff=0.5)
    return list(dict.fromkeys(spelt.get(each) or called[each] for each in near))


def _titles() -> list[tuple[str, str]]:
    return [(exercise.name, exercise.title) for exercise in known_exercises()]
