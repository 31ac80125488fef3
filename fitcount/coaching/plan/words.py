"""How sets are announced."""

from __future__ import annotations

from fitcount.guidance import Goal
from fitcount.reps.definition import Exercise
from fitcount.wording import plural


def goal_words(exercise: Exercise, goal: Goal) -> str:
    """10 reps of Squat is "10 squats"; "plank for 45 s"."""
    name = spoken(exercise)
    if goal.reps is not None:
        return plural(goal.reps, name, several(name))
    if goal.seconds is None:
        return name
    return (
        f"{name} for {goal.seconds:g} s" if not exercise.standard_names else f"{several(name)} for {goal.seconds:g} s"
    )


def spoken(exercise: Exercise) -> str:
    """Its title within a sentence: push-up; abbreviations stay as they are."""
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in exercise.title.split())


def several(name: str) -> str:
    """push-ups, high knees, lunges, presses."""
    if name.endswith(("ss", "sh", "ch", "x")):
        return f"{name}es"
    return name if name.endswith("s") else f"{name}s"
