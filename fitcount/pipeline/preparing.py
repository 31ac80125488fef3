"""What is made ready before the first frame: the model, the tracker, and whether they know what is counted."""

from __future__ import annotations

import warnings
from collections.abc import Callable

from fitcount.errors import UsageError
from fitcount.pose.auto import choose_model
from fitcount.pose.body import body_of
from fitcount.pose.detector import DetectorMode
from fitcount.pose.networks import load_networks
from fitcount.pose.provider import CPU
from fitcount.pose.tracker import Follows, Tracker
from fitcount.reps.definition import Exercise
from fitcount.types import SourceInfo


def python_warning(note: str) -> None:
    """Tell a note to who calls from Python."""
    warnings.warn(note, RuntimeWarning, stacklevel=2)


def make_tracker(
    model: str,
    detector: DetectorMode = "alignment",
    people: int = 1,
    provider: str = CPU,
    *,
    tell: Callable[[str], None] = python_warning,
) -> Follows:
    """A tracker with the shipped networks; `tell` is told if the CPU computes instead of the `provider`.

    Raises UsageError if there is no such provider, ModelError if a file is missing or was changed.
    """
    networks = load_networks(model, provider)
    if networks.note:
        tell(networks.note)
    return Tracker(networks.detector, networks.estimator, detector, people)


def check_visible(exercise: Exercise | None, model: str) -> None:
    """Raise UsageError if the model knows none of the landmarks that the exercise is counted by."""
    if exercise is not None and exercise.needs_legs and model != "auto" and not body_of(model).legs:
        raise UsageError(f"{exercise.name} needs the legs, which model {model!r} does not know: take --model full")


def chosen_model(model: str, source: SourceInfo, provider: str = CPU) -> str:
    """`model`, or for "auto" the largest that keeps up with the source when the `provider` computes it."""
    return choose_model(source, provider=provider) if model == "auto" else model
