"""What the exercises of a result call themselves."""

from __future__ import annotations

from fitcount.errors import ExerciseError
from fitcount.reps.definition import Exercise, Held
from fitcount.reps.library import find_exercise
from fitcount.types import Result
from fitcount.views.wording import ExerciseWords, Halves


def words_of(result: Result, own: Exercise | None = None) -> dict[str, ExerciseWords]:
    """By name, those of the result's exercises that ship, and `own`, which may stand in a file of its own."""
    words = {}
    for name in {result.exercise, *(each.exercise for each in result.sets)}:
        exercise = own if own is not None and own.name == name else _shipped(name)
        if exercise is not None:
            words[name] = _words(exercise)
    return words


def _shipped(name: str) -> Exercise | None:
    try:
        return find_exercise(name)
    except ExerciseError:
        return None  # of a file of its own, or of a fitcount that knew it


def _words(exercise: Exercise) -> ExerciseWords:
    if isinstance(exercise, Held):
        return ExerciseWords(exercise.title)
    return ExerciseWords(exercise.title, Halves(*exercise.halves), {rule.code: rule.say for rule in exercise.form})
