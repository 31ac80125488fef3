"""What the shipped exercises are called elsewhere; a further exercise is one entry.

`fit`: numbers of `exercise_category` and of that category's `..._exercise_name` in the profile of Garmin's FIT SDK
21.218; no name where the category has none for it. Hevy and Strong match an exercise by its title, and make a new one
of a title that they do not have: those here are of their own lists where these have the exercise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fitcount.kept import KeptSet

UNKNOWN_CATEGORY = 65534
"""FIT's own `unknown`."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One exercise, as others call it."""

    fit: tuple[int, int | None]
    """Category, and name within it."""
    hevy: str
    strong: str
    hevy_weighted: str = ""
    """With a weight, where that is another exercise; "" where it is not."""
    strong_weighted: str = ""


ELSEWHERE: Mapping[str, Elsewhere] = {
    "bicep_curl": Elsewhere((7, 46), "Bicep Curl (Dumbbell)", "Bicep Curl (Dumbbell)"),
    "burpee": Elsewhere((29, 0), "Burpee", "Burpee"),
    "crab_reach": Elsewhere((29, None), "Crab Reach", "Crab Reach"),
    "donkey_kick": Elsewhere((11, 17), "Glute Kickback on Floor", "Donkey Kick"),
    "front_raise": Elsewhere((14, 10), "Front Raise (Dumbbell)", "Front Raise (Dumbbell)"),
    "glute_bridge": Elsewhere((10, 11), "Glute Bridge", "Glute Bridge"),
    "high_knees": Elsewhere((31, 26), "High Knees", "High Knee Skips"),
    "jumping_jack": Elsewhere((2, 12), "Jumping Jack", "Jumping Jack"),
    "lateral_raise": Elsewhere((14, 34), "Lateral Raise (Dumbbell)", "Lateral Raise (Dumbbell)"),
    "lunge": Elsewhere((17, 32), "Lunge", "Lunge (Bodyweight)", "Lunge (Dumbbell)", "Lunge (Dumbbell)"),
    "lunge_knee_up": Elsewhere((35, 26), "Lunge to Knee-up", "Lunge to Knee-up"),
    "mountain_climber": Elsewhere((19, 34), "Mountain Climber", "Mountain Climber"),
    "plank": Elsewhere((19, 43), "Plank", "Plank"),
    "pullup": Elsewhere((21, 38), "Pull Up", "Pull Up", "Pull Up (Weighted)"),
    "pushup": Elsewhere((22, 77), "Push Up", "Push Up", "Push Up (Weighted)"),
    "romanian_deadlift": Elsewhere((8, 23), "Romanian Deadlift (Barbell)", "Romanian Deadlift (Barbell)"),
    "shoulder_press": Elsewhere((24, 24), "Shoulder Press (Dumbbell)", "Overhead Press (Dumbbell)"),
    "side_lunge": Elsewhere((17, 61), "Lateral Lunge", "Lateral Lunge"),
    "situp": Elsewhere((27, 37), "Sit Up", "Sit Up"),
    "squat": Elsewhere((28, 61), "Squat (Bodyweight)", "Squat (Bodyweight)", "Squat (Barbell)", "Squat (Barbell)"),
    "tuck_jump": Elsewhere((20, None), "Tuck Jump", "Tuck Jump"),
    "v_up": Elsewhere((27, 31), "V Up", "V Up"),
    "wall_sit": Elsewhere((28, None), "Wall Sit", "Wall Sit"),
    "wall_squat": Elsewhere((28, 20), "Wall Squat", "Wall Squat"),
}


def hevy_name(each: KeptSet) -> str:
    """The exercise of a set as Hevy calls it."""
    names = elsewhere(each)
    return names.hevy_weighted if each.weight_kg and names.hevy_weighted else names.hevy


def strong_name(each: KeptSet) -> str:
    """The exercise of a set as Strong calls it."""
    names = elsewhere(each)
    return names.strong_weighted if each.weight_kg and names.strong_weighted else names.strong


def elsewhere(each: KeptSet) -> Elsewhere:
    """What the exercise of a set is called elsewhere: an exercise of one's own by its own title."""
    return ELSEWHERE.get(each.exercise) or Elsewhere((UNKNOWN_CATEGORY, None), each.title, each.title)
