"""The way of a frame: source, pose, smoothing, metrics, counter; and what comes of a whole run."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from os import PathLike
from pathlib import Path
from typing import Protocol

import numpy as np

from fitcount.frames import Source, open_source
from fitcount.pose.detector import Detector, DetectorMode
from fitcount.pose.estimator import Estimator
from fitcount.pose.smoothing import PoseSmoother, SmoothingSettings
from fitcount.pose.tracker import Tracked, Tracker
from fitcount.reps.counter import Counter
from fitcount.reps.definition import Exercise
from fitcount.reps.library import find_exercise, standard_of
from fitcount.reps.metrics import Measurer
from fitcount.reps.verdict import verdict_on
from fitcount.sessions.trace import Trace, TraceMeta, TraceRecorder, load_trace
from fitcount.types import CounterState, Frame, Metrics, Pose, Progress, Result, SourceInfo, Timing

SPEED_FRAMES = 30
"""Frames over which the shown speed is averaged."""


class Watcher(Protocol):
    """Sees every frame after it was counted: a dashboard, a video writer."""

    def watch(self, frame: Frame, pose: Pose | None, state: CounterState, progress: Progress) -> None:
        """Take what is known after a frame."""


def count(
    source: str | int | PathLike[str],
    exercise: str = "squat",
    *,
    standard: str | None = None,
    model: str = "full",
    detector: DetectorMode = "alignment",
) -> Result:
    """Count the repetitions in a video, picture folder, camera or URL.

    `exercise` is a name or the path of a YAML file, `standard` one of the exercise's (its default if None), `model`
    lite, full or heavy. Raises FitcountError, in one line, if something is wrong with any of them.
    """
    chosen = find_exercise(exercise)
    counting = Counting(chosen, standard_of(chosen, standard))
    with open_source(source) as frames:
        return count_frames(frames, make_tracker(model, detector), counting, model).result


def poses(
    source: str | int | PathLike[str], *, model: str = "full", detector: DetectorMode = "alignment", smooth: bool = True
) -> Iterator[Pose | None]:
    """The pose in each frame of a source, smoothed over time unless told otherwise; None where nobody is seen."""
    with open_source(source) as frames:
        tracker, smoother = make_tracker(model, detector), PoseSmoother()
        for frame in frames:
            pose = tracker.track(frame).pose
            yield smoother.smooth(pose) if pose and smooth else pose


def recount(trace: str | PathLike[str], exercise: str = "squat", *, standard: str | None = None) -> Result:
    """Count again from a trace, without video or model.

    Raises FitcountError, in one line, if the trace or the exercise cannot be read.
    """
    chosen = find_exercise(exercise)
    return count_trace(load_trace(Path(trace)), Counting(chosen, standard_of(chosen, standard))).result


def make_tracker(model: str, detector: DetectorMode = "alignment", people: int = 1) -> Tracker:
    """A tracker with the shipped networks. Raises ModelError if a file is missing or was changed."""
    return Tracker(Detector(), Estimator(model), detector, people)


class Counting:
    """From raw poses to a verdict: what counting a video and recounting its trace share."""

    def __init__(self, exercise: Exercise, standard: str, *, causal: bool = False) -> None:
        self.exercise = exercise
        self.standard = standard
        self.recorder = TraceRecorder()
        self._smoother = PoseSmoother(SmoothingSettings())
        self._causal = causal
        self._measurer = Measurer()
        self._counter = Counter(exercise, standard)
        self._metrics: list[Metrics] = []
        self._poses: list[Pose] = []

    def feed(self, t_s: float, raw: Pose | None) -> tuple[Pose | None, CounterState]:
        """Take in the pose of the next frame, and give it smoothed, with what is counted by now."""
        pose = raw and self._smoother.smooth(raw)
        metrics = self._measurer.measure(t_s, pose)
        self.recorder.add(raw, pose, metrics)
        self._metrics.append(metrics)
        if pose is not None:
            self._poses.append(pose)
        return pose, self._counter.update(metrics)

    def result(self, source: SourceInfo, model: str, timing: Timing) -> Result:
        """What was counted, after the last frame."""
        self._counter.finish()
        counter = self._counter if self._causal or source.live else self._second_pass()
        reps, rejected = tuple(counter.reps), tuple(counter.rejected)
        verdict = verdict_on(self.exercise.name, reps, rejected, self._metrics, self._poses)
        return Result(
            source=source,
            exercise=self.exercise.name,
            standard=self.standard,
            model=model,
            count=len(reps),
            movements=len(reps) + sum(rejection.movement for rejection in rejected),
            held_s=0.0,
            reps=reps,
            rejected=rejected,
            sets=verdict.sets,
            confidence=verdict.confidence,
            doubts=verdict.doubts,
            view=verdict.view,
            frames_without_person=verdict.frames_without_person,
            timing_ms=timing,
        )

    def _second_pass(self) -> Counter:
        """Count the whole source again, now that the person's own range is known from its beginning."""
        counter = Counter(self.exercise, self.standard, self._counter.own_span())
        for metrics in self._metrics:
            counter.update(metrics)
        counter.finish()
        return counter


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave, and what it needs to be kept."""

    result: Result
    meta: TraceMeta
    interrupted: bool = False


def count_frames(
    source: Source, tracker: Tracker, counting: Counting, model: str, watchers: Sequence[Watcher] = ()
) -> Outcome:
    """Count a source to its end, or until Ctrl-C: then what was counted until then is the result."""
    clock = _Clock(source)
    interrupted = False
    try:
        for frame in source:
            tracked = tracker.track(frame)
            pose, state = counting.feed(frame.t_s, tracked.pose)
            progress = clock.tick(frame, tracked)
            for watcher in watchers:
                watcher.watch(frame, pose, state, progress)
    except KeyboardInterrupt:
        interrupted = True
    info = clock.info()
    meta = TraceMeta(
        source=info,
        model=model,
        smoothing=asdict(SmoothingSettings()),
        program=version("fitcount"),
        warnings=tuple(source.warnings),
    )
    return Outcome(counting.result(info, model, clock.timing()), meta, interrupted)


def count_trace(trace: Trace, counting: Counting) -> Outcome:
    """Count a trace; only the timing differs from what its source gave."""
    for t_s, pose in trace:
        counting.feed(t_s, pose)
    untimed = Timing(math.nan, math.nan, math.nan, math.nan, math.nan)
    return Outcome(counting.result(trace.meta.source, trace.meta.model, untimed), trace.meta)


@dataclass(slots=True)
class _Clock:
    """Measures how the run is doing; nothing that is counted depends on it."""

    source: Source
    _tracked: list[Tracked] = field(default_factory=list)
    _decode_ms: list[float] = field(default_factory=list)
    _frame_ms: list[float] = field(default_factory=list)
    _last_s: float = field(default_factory=time.perf_counter)
    _end_s: float = 0.0

    def tick(self, frame: Frame, tracked: Tracked) -> Progress:
        now_s = time.perf_counter()
        self._frame_ms.append((now_s - self._last_s) * 1e3)
        self._last_s, self._end_s = now_s, frame.t_s
        self._decode_ms.append(frame.decode_ms)
        self._tracked.append(replace(tracked, poses=(), regions=()))
        recent_ms = self._frame_ms[-SPEED_FRAMES:]
        return Progress(
            frame=len(self._frame_ms),
            t_s=frame.t_s,
            duration_s=self.source.info.duration_s,
            fps=1e3 * len(recent_ms) / max(sum(recent_ms), 1e-9),
            inference_ms=float(np.nansum([tracked.detect_ms, tracked.estimate_ms])),
            dropped=self.source.dropped,
        )

    def info(self) -> SourceInfo:
        """The source as it turned out to be."""
        info, frames = self.source.info, len(self._frame_ms)
        interval_s = self._end_s / (frames - 1) if frames > 1 else 1.0 / info.fps
        fps = info.fps if math.isfinite(info.fps) else 1.0 / interval_s
        return replace(info, fps=fps, frames=frames, duration_s=self._end_s + interval_s)

    def timing(self) -> Timing:
        return Timing(
            decode=_median(self._decode_ms),
            detect=_median([tracked.detect_ms for tracked in self._tracked]),
            estimate=_median([tracked.estimate_ms for tracked in self._tracked]),
            frame=_median(self._frame_ms),
            frame_p95=float(np.percentile(self._frame_ms, 95)) if self._frame_ms else math.nan,
        )


def _median(values_ms: list[float]) -> float:
    measured = [value for value in values_ms if not math.isnan(value)]
    return float(np.median(measured)) if measured else math.nan
