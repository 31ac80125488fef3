"""A made-up live run in each of its stages, as the dashboard shows them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from fitcount.guidance import Check, Goal, Guidance, PlanPlace, Stage
from fitcount.types import Correction, Frame
from fitcount.views.dashboard.moment import Moment
from fitcount.views.figure import window_around
from fitcount.views.glyphs import UNICODE, Glyphs
from fitcount.views.sighting import Sighting

from .people import person
from .scenes import CAMERA, held_moment, moment

RAISE = "raise your right hand above your head for a second"
CHECKS = (
    Check("body", False, "step back: your feet are not in the picture"),
    Check("side", False, "turn sideways: from the front a lean is not judged", is_hint=True),
    Check("light", True, "enough light"),
    Check("distance", True, "far enough"),
)
SEEN = (
    Check("person", True, "you are seen"),
    Check("body", True, "your body is in the picture"),
    Check("light", True, "the light is right"),
)
PLACE = PlanPlace(1, 4, 2, 3, "set 3 of 3: 10 squats")
EXERCISES = (
    "Squat", "Push-up", "Lunge", "Bicep curl", "Shoulder press", "Jumping jack", "Sit-up", "Pull-up", "Plank",
    "Wall sit", "Glute bridge", "Romanian deadlift", "Side lunge", "Front raise", "Donkey kick", "Crab reach",
    "Lunge with knee up", "Mountain climber", "High knees", "Burpee", "Calf raise", "Leg raise", "Dip", "Step-up",
)  # fmt: skip

GUIDANCES = {
    "setting up": Guidance(Stage.SETTING_UP, checks=CHECKS, gesture=RAISE),
    "set up": Guidance(Stage.SETTING_UP, checks=(CHECKS[1], *SEEN), notice="3 sets of 10 squats"),
    "countdown": Guidance(Stage.COUNTDOWN, left_s=2.4, gesture=RAISE, goal=Goal(reps=10)),
    "counting": Guidance(goal=Goal(reps=10), set_count=4, set_number=2, place=PLACE, gesture=RAISE),
    "no goal": Guidance(gesture=RAISE, notice="sounds off", muted=True),
    "corrected": Guidance(goal=Goal(reps=10), set_count=5, notice="one rep added", gesture=RAISE),
    "paused": Guidance(Stage.PAUSED, goal=Goal(reps=10), set_count=4, place=PLACE, gesture=RAISE),
    "resting": Guidance(Stage.RESTING, left_s=41.2, set_count=10, goal=Goal(reps=10), place=PLACE, gesture=RAISE),
    "outage": Guidance(
        goal=Goal(reps=10),
        set_count=4,
        place=PLACE,
        notice="no picture for 4 s: connecting again",
        is_urgent=True,
        gesture=RAISE,
    ),
    "choosing": Guidance(choices=tuple(zip("abcdefghijklmnopqrstuvwxyz", EXERCISES, strict=False))),
    "help": Guidance(help_shown=True, gesture=RAISE, muted=True),
    "holding": Guidance(goal=Goal(seconds=30), gesture=RAISE),
    "timed": Guidance(goal=Goal(seconds=40), set_count=4, left_s=12.3, place=PLACE, gesture=RAISE),
    "done": Guidance(Stage.DONE, goal=Goal(reps=10), set_count=10, set_number=3, place=replace(PLACE, next_up="")),
}


def live_moment(name: str, glyphs: Glyphs = UNICODE) -> Moment:
    """The dashboard's input in one of the stages."""
    guidance = GUIDANCES[name]
    shown = held_moment(15.0) if name == "holding" else moment(13.2)
    if name == "corrected":
        shown = replace(shown, state=replace(shown.state, corrections=(Correction(13.0, "add", "squat"),)))
    pose = person()
    sighting = None if name == "outage" else Sighting(Frame(0, 0.0, np.zeros((480, 640, 3), np.uint8)), {1: pose})
    window = None if sighting is None else window_around([pose], 640, 480)
    progress = replace(shown.progress, duration_s=None)
    return replace(
        shown, source=CAMERA, progress=progress, glyphs=glyphs, guidance=guidance, sighting=sighting, window=window
    )
