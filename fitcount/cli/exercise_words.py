"""What the exercises of a result call themselves."""

from __future__ import annotations

from fitcount.errors import ExerciseError
from fitcount.kept import KeptSession
from fitcount.reps.definition import Exercise, FormRule, Held
from fitcount.reps.fingerprint import definition_hash
from fitcount.reps.library import find_exercise
from fitcount.types import Result
from fitcount.views.wording import ExerciseWords, Halves


def words_of(result: Result, own: Exercise | None = None) -> dict[str, ExerciseWords]:
    """By name, those of the result's exercises that are known, and `own`, which may stand in a file of its own."""
    words = {}
    for name in {result.exercise, *(each.exercise for each in result.sets)}:
        exercise = own if own is not None and own.name == name else _found(name)
        if exercise is not None:
            words[name] = _words(exercise)
    return words


def words_of_session(session: KeptSession) -> dict[str, ExerciseWords]:
    """The same of a kept session; of an exercise whose file is gone, the title that was kept."""
    kept = {each.exercise: ExerciseWords(each.title) for each in session.sets}
    return kept | words_of(session.result, _found(session.current.asked))


def _found(name: str) -> Exercise | None:
    try:
        return find_exercise(name)
    except ExerciseError:
        return None  # of a file of its own, or of a fitcount that knew it


def _words(exercise: Exercise) -> ExerciseWords:
    if isinstance(exercise, Held):
        return ExerciseWords(
            exercise.title,
            metric=exercise.hold.metric,
            measures={condition.code: condition.metric for condition in exercise.hold.position},
            definition_hash=definition_hash(exercise),
        )
    return ExerciseWords(
        exercise.title,
        Halves(*exercise.halves),
        advice={rule.code: rule.say for rule in exercise.form},
        metric=exercise.metric,
        measures={rule.code: metric for rule in exercise.form if (metric := _metric_of(rule)) is not None},
        limits={name: each.limit for name, each in exercise.standards.items() if each.limit is not None},
        grows=exercise.toward_peak > 0,
        definition_hash=definition_hash(exercise),
    )


def _metric_of(rule: FormRule) -> str | None:
    """The metric that a fault's value is a value of; None of a rule that compares several, or how far one spreads."""
    metrics = {measure.metric for measure in rule.when.measures}
    spreads = any(measure.taking == "spread" for measure in rule.when.measures)
    return metrics.pop() if len(metrics) == 1 and not spreads else None
