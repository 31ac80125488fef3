"""Count labelled clips: each as what its label says, never as what would fit best."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path

from fitcount.errors import SourceError, TraceError, UsageError
from fitcount.evaluation.labels import NONE, Label
from fitcount.evaluation.processes import each_by_processes
from fitcount.frames import Source, open_source
from fitcount.pipeline import (
    Counted,
    Counting,
    Watcher,
    check_visible,
    chosen_model,
    count_frames,
    count_trace,
    make_tracker,
)
from fitcount.reps.library import find_exercise
from fitcount.sessions.trace import Trace, load_trace
from fitcount.types import ClipScore, Frame, Outage, Progress

OpenClip = Callable[[Path], AbstractContextManager[Source]]


@dataclass(frozen=True, slots=True)
class Task:
    """A clip to count."""

    label: Label
    exercises: tuple[str, ...]
    """What to count it as: its exercise, or where nothing should be counted, each of several."""
    model: str
    trace: Path
    """Its keypoints: counted from if there, else written."""


def tasks_of(labels: Sequence[Label], negative_as: Sequence[str], model: str, traces: Path) -> list[Task]:
    """A task for each label; `negative_as` is what clips are counted as in which nothing should be counted."""
    return [
        Task(
            label,
            tuple(negative_as) if label.exercise == NONE else (label.exercise,),
            model,
            trace_path(traces, label.clip),
        )
        for label in labels
    ]


def trace_path(folder: Path, clip: str) -> Path:
    """Where the trace of a clip is kept, apart from all others: one flat folder, whatever folders its name has."""
    name = Path(clip).as_posix().replace("%", "%25").replace("/", "%2F")
    return folder / f"{name}.npz"


def check_clips(tasks: Sequence[Task]) -> None:
    """Raise UsageError, as file:line:column, at the first clip that has neither a file nor a trace."""
    missing = [task.label for task in tasks if not task.label.path.exists() and not task.trace.exists()]
    if missing:
        first, *others = missing
        more = f", nor of {len(others)} more" if others else ""
        raise UsageError(f"{first.where}: no file {first.path}{more}: put it there, or leave out the line")


def count_clips(tasks: Sequence[Task], jobs: int) -> Generator[list[ClipScore], None, None]:
    """The scores of each task, in order, counted by `jobs` processes; in this one if it is 1.

    Closing the iterator ends the counting at the next frame.
    """
    if jobs == 1 or len(tasks) < 2:
        yield from map(count_clip, tasks)
        return
    yield from each_by_processes(count_clip, tasks, jobs, _begin)


def count_clip(task: Task) -> list[ClipScore]:
    """The clip's score as each of the exercises; a clip that cannot be read has failed as all of them.

    Raises UsageError if its trace cannot be written, or is another model's.
    """
    watchers = [_Stop(_stop)] if _stop is not None else []
    try:
        trace = keypoints(task.label.path, task.model, task.trace, watchers=watchers)
    except (SourceError, TraceError) as error:
        return [_failed(task.label, exercise, str(error)) for exercise in task.exercises]
    return [score(task.label, exercise, trace) for exercise in task.exercises]


def keypoints(
    clip: Path, model: str, kept: Path, *, open_clip: OpenClip = open_source, watchers: Sequence[Watcher] = ()
) -> Trace:
    """The clip's trace: the one that is kept, or else a new one, which is kept from now on.

    Raises SourceError or TraceError if it cannot be read, UsageError if it cannot be written or is another model's,
    KeyboardInterrupt if counting was interrupted; half a trace is not kept.
    """
    if not kept.exists():
        # Whichever exercise: a trace holds what all of them are counted from.
        counting = _counting("squat")
        with open_clip(clip) as frames:
            model = chosen_model(model, frames.info)
            outcome = count_frames(frames, make_tracker(model), [counting], model, watchers)[0]
        if outcome.interrupted:
            raise KeyboardInterrupt
        counting.recorder.save(kept, outcome.meta)
    trace = load_trace(kept)
    if model not in ("auto", trace.meta.model):
        raise UsageError(f"{kept}: is of model {trace.meta.model}, not {model}: choose another folder, or that model")
    return trace


def score(label: Label, exercise: str, trace: Trace) -> ClipScore:
    """What counting the trace as that exercise gives, beside what its label says.

    Raises UsageError if the trace's model does not know what the exercise is counted by.
    """
    check_visible(find_exercise(exercise), trace.meta.model)
    result = count_trace(trace, _counting(exercise)).result
    return ClipScore(
        clip=label.clip,
        exercise=exercise,
        negative=label.exercise == NONE,
        wanted=label.reps,
        wanted_count=label.standard_reps,
        movements=result.movements,
        count=result.count,
        confidence=result.confidence,
        note="; ".join(trace.meta.warnings),
    )


def _failed(label: Label, exercise: str, why: str) -> ClipScore:
    negative = label.exercise == NONE
    return ClipScore(label.clip, exercise, negative, label.reps, label.standard_reps, None, None, math.nan, why)


def _counting(exercise: str) -> Counting:
    found = find_exercise(exercise)
    return Counting(found, found.default_standard)


_stop: Event | None = None
"""In a process of several: set when they should end."""


def _begin(stop: Event) -> None:
    global _stop  # noqa: PLW0603  (an event can only be handed over when a process starts)
    _stop = stop


class _Stop:
    """Ends a run at the next frame once the event is set."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        """Raise KeyboardInterrupt, as Ctrl-C would."""
        if self._stop.is_set():
            raise KeyboardInterrupt

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        """Nothing happens meanwhile."""

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        """Nothing is left to end."""
