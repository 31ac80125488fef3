"""What is learned from the traces of rendered people; each is learned once in a run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fitcount.authoring.learning.lesson import learn
from fitcount.authoring.learning.taught import Lesson
from fitcount.sessions.trace import Trace, load_trace

TRACES = Path(__file__).parents[1] / "traces"


@cache
def trace(name: str) -> Trace:
    return load_trace(TRACES / f"{name}.npz")


@cache
def lesson(name: str, reps: int) -> Lesson:
    return learn(trace(name), reps, "movement", f"{name}.mp4")
