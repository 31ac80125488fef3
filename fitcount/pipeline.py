"""The way of a frame: source, pose, smoothing, metrics, counter; and what comes of a whole run."""

from __future__ import annotations

import math
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from os import PathLike
from pathlib import Path
from typing import Protocol

import numpy as np

from fitcount.errors import FitcountError, SourceError, TerminalClosed, UsageError
from fitcount.frames import Source, open_source
from fitcount.kept import Definition
from fitcount.pose.auto import choose_model
from fitcount.pose.body import body_of
from fitcount.pose.detector import DetectorMode
from fitcount.pose.networks import load_networks
from fitcount.pose.provider import CPU
from fitcount.pose.smoothing import PoseSmoother, SmoothingSettings
from fitcount.pose.tracker import Follows, Tracked, Tracker
from fitcount.reps.definition import Exercise
from fitcount.reps.fingerprint import definition_hash
from fitcount.reps.library import named_exercise, standard_of
from fitcount.reps.lookup import AUTO
from fitcount.reps.metrics import Measurer
from fitcount.reps.performed import Performed, most_performed, sets_of
from fitcount.reps.seen import Seen
from fitcount.reps.settled import settled
from fitcount.reps.succession import Succession, counter_of
from fitcount.reps.verdict import verdict_on
from fitcount.sessions.trace import Trace, TraceMeta, TraceRecorder, load_trace
from fitcount.types import (
    NONE,
    CounterState,
    ExerciseSet,
    Frame,
    Intervention,
    InterventionKind,
    Metrics,
    Outage,
    Pose,
    Progress,
    Result,
    SourceInfo,
    Timing,
)
from fitcount.typical import Typical

SQUAT = "squat"
"""What is counted if nobody has said anything."""
USUAL_FPS = 30.0
"""Of a source that does not say, and has too few frames to tell."""
SPEED_FRAMES = 30
"""Frames over which the shown speed is averaged."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of one person after a frame."""

    pose: Pose | None
    """Smoothed; None where they are not seen."""
    state: CounterState
    metrics: Metrics | None = None
    """What was measured; None in a frame that does not count."""


class Watcher(Protocol):
    """Sees every frame after it was counted: a dashboard, a video writer."""

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:
        """Take what is known of each person after a frame."""

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        """A live source has no picture at the moment; `people` and `progress` are those of its last one."""

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        """Take what is known when the source has ended, which may be more than after its last frame."""


class Director(Protocol):
    """Leads a live run: it decides what counts, and when the run is over."""

    @property
    def over(self) -> bool:
        """Whether the run ends here."""

    def look(self, frame: Frame, poses: Sequence[Pose | None]) -> bool:
        """Look at the next frame and its raw poses, and tell whether it counts."""

    def counted(self, frame: Frame, people: Sequence[Counted]) -> None:
        """Take what is known of each person after that frame."""

    def wait(self, outage: Outage) -> None:
        """The source has no picture at the moment."""


class _Undirected:
    """Every frame counts, to the end of the source."""

    over = False

    def look(self, frame: Frame, poses: Sequence[Pose | None]) -> bool:  # noqa: ARG002
        return True

    def counted(self, frame: Frame, people: Sequence[Counted]) -> None:
        pass

    def wait(self, outage: Outage) -> None:
        pass


def count(
    source: str | int | PathLike[str],
    exercise: str = "squat",
    *,
    standard: str | None = None,
    model: str = "full",
    detector: DetectorMode = "alignment",
    provider: str = CPU,
) -> Result:
    """Count the repetitions in a video, picture folder, camera or URL.

    `exercise` is a name, the path of a YAML file, or auto for whichever is done; `standard` one of the exercise's (its
    default if None), `model` lite, full, heavy, upper or auto, `provider` what computes it: cpu, openvino, coreml,
    directml or cuda. Where that is not installed or does not start the CPU computes, with a RuntimeWarning. Raises
    FitcountError, in one line, if something is wrong with any of them.
    """
    return count_people(source, 1, exercise, standard=standard, model=model, detector=detector, provider=provider)[0]


def count_people(
    source: str | int | PathLike[str],
    people: int,
    exercise: str = "squat",
    *,
    standard: str | None = None,
    model: str = "full",
    detector: DetectorMode = "alignment",
    provider: str = CPU,
) -> tuple[Result, ...]:
    """Count the repetitions of up to `people` persons side by side, all doing the same exercise; else like `count`.

    One result for each person who was seen, and at least one. Person 1 is whoever was most prominent at first.
    """
    if people < 1:
        raise UsageError(f"people={people}: nobody would be counted; ask for 1 or more")
    chosen = named_exercise(exercise, _python_warning)
    check_visible(chosen, model)
    countings = [Counting(chosen, standard_of(chosen, standard)) for _ in range(people)]
    with open_source(source) as frames:
        model = chosen_model(model, frames.info, provider)
        outcomes = count_frames(frames, make_tracker(model, detector, people, provider), countings, model)
    if outcomes[0].interrupted:
        raise KeyboardInterrupt
    return tuple(outcome.result for outcome in outcomes)


def poses(
    source: str | int | PathLike[str],
    *,
    model: str = "full",
    detector: DetectorMode = "alignment",
    provider: str = CPU,
    smooth: bool = True,
) -> Iterator[Pose | None]:
    """The pose in each frame of a source, smoothed over time unless told otherwise; None where nobody is seen."""
    with open_source(source) as frames:
        model = chosen_model(model, frames.info, provider)
        tracker, smoother = make_tracker(model, detector, provider=provider), PoseSmoother()
        for frame in frames:
            pose = tracker.track(frame).pose
            yield smoother.smooth(pose) if pose and smooth else pose


def recount(trace: str | PathLike[str], exercise: str | None = None, *, standard: str | None = None) -> Result:
    """Count again from a trace, without video or model; see `count_again`.

    Raises FitcountError, in one line, if the trace or the exercise cannot be read, or the trace lacks what is counted.
    """
    return count_again(load_trace(Path(trace)), exercise, standard).result


def _python_warning(note: str) -> None:
    warnings.warn(note, RuntimeWarning, stacklevel=2)


def make_tracker(
    model: str,
    detector: DetectorMode = "alignment",
    people: int = 1,
    provider: str = CPU,
    *,
    tell: Callable[[str], None] = _python_warning,
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


class Measuring:
    """From raw poses to what is counted: smoothed poses and their metrics."""

    def __init__(self) -> None:
        self._smoother = PoseSmoother(SmoothingSettings())
        self._measurer = Measurer()
        self.seen = Seen()
        """Of all frames until now."""

    def feed(self, t_s: float, raw: Pose | None) -> tuple[Pose | None, Metrics]:
        """Take in the pose of the next frame, and give it smoothed, with its metrics."""
        pose = raw and self._smoother.smooth(raw)
        metrics = self._measurer.measure(t_s, pose)
        self.seen.add(metrics, pose)
        return pose, metrics


class Counting:
    """From raw poses to a verdict: what counting a video and recounting its trace share."""

    def __init__(self, exercise: Exercise | None, standard: str | None, asked: str = "") -> None:
        """What is counted first.

        `exercise`: None for whichever is done; `standard`: the exercise's default if None; `asked`: by what it is
        found again, its name if nothing is said.
        """
        self.recorder = TraceRecorder()
        self.asked = asked or _name(exercise)
        self.standard = standard
        self._exercise = exercise
        self._measuring = Measuring()
        self._counter = Succession(exercise, standard)
        self._last: Counted | None = None
        self._metrics: Metrics | None = None
        """Of the last frame."""
        self._finished = False
        self._interventions: list[Intervention] = []
        self._unmatched: list[Intervention] = []
        """Undone repetitions that are not counted yet, in a recount by other rules."""

    def feed(self, t_s: float, raw: Pose | None) -> Counted:
        """Take in the pose of the next frame, and give it smoothed, with what is counted by now."""
        pose, self._metrics = self._measuring.feed(t_s, raw)
        self.recorder.add(raw, pose, self._metrics)
        self._last = Counted(pose, self._counter.update(self._metrics), self._metrics)
        return self._last

    def skip(self, t_s: float, raw: Pose | None) -> Counted:
        """A frame that does not count, as in a pause: it is neither recorded nor looked at by the counter."""
        if self._last is None:
            return self.feed(t_s, None)
        state = replace(self._last.state, t_s=t_s, person=raw is not None, phase="", value=math.nan)
        return Counted(raw, state)

    @property
    def now(self) -> Counted | None:
        """What is known after the last frame that counted, and what was done by hand since; None before the first."""
        return self._last

    @property
    def interventions(self) -> tuple[Intervention, ...]:
        """What was done by hand until now."""
        return tuple(self._interventions)

    def undo(self, t_s: float) -> bool:
        """The last repetition of the exercise that is counted now, a counted or an added one, is none.

        False if there is none, or the exercise is held. What was counted stays, the correction lies beside.
        """
        undone = self._counter.undo(t_s)
        if undone is not None:
            self._note(t_s, "undo", undone.exercise, peak_s=undone.peak_s)
        return undone is not None

    def add(self, t_s: float) -> bool:
        """One repetition of the exercise that is counted now was missed; False if it has none, or is not known yet."""
        added = self._counter.add(t_s)
        if added is not None:
            self._note(t_s, "add", added.exercise)
        return added is not None

    def next_set(self, t_s: float) -> None:
        """The set ends here, however short the rest.

        A movement whose peak was passed is judged by its first half, and is of this set; one that has only begun is of
        the next.
        """
        self._counter.next_set(t_s)
        self._note(t_s, "next_set", self._counter.exercise)

    def change(self, t_s: float, exercise: Exercise | None, standard: str | None = None, asked: str = "") -> None:
        """From here on another exercise is counted; see the constructor. What was counted stays.

        A movement whose peak was passed is judged by its first half, one that has only begun is none. An exercise that
        was counted before goes on with its numbers, and what was learned of the person.
        """
        self._counter.change(t_s, exercise, standard)
        self._note(t_s, "change", asked or _name(exercise), standard=standard or "")

    def _note(
        self, t_s: float, kind: InterventionKind, exercise: str, standard: str = "", peak_s: float = math.nan
    ) -> None:
        rows = len(self.recorder)
        self._interventions.append(Intervention(t_s, kind, rows, exercise, standard, peak_s))
        if self._last is not None and self._metrics is not None:
            state = replace(self._counter.state(self._metrics), t_s=self._last.state.t_s)
            self._last = replace(self._last, state=state)

    def concerns(self, done: Intervention) -> bool:
        """Whether something was done by hand to what is counted here throughout."""
        return done.kind != "change" and (self._exercise is None or self._exercise.name == done.exercise)

    def do_again(self, done: Intervention, standard: str | None = None) -> None:
        """What was done by hand at this place when it was counted before, as far as it still applies.

        A repetition that was undone is found by its time, even if it is counted later now. `standard`: for a change to
        an exercise that has it, in the place of the one it had.
        """
        if done.kind == "undo":
            if self._counter.undo(done.t_s, done.peak_s) is None:
                self._unmatched.append(done)
        elif done.kind == "add":
            if self._counter.exercise == done.exercise:
                self._counter.add(done.t_s)
        elif done.kind == "next_set":
            self._counter.next_set(done.t_s)
        else:
            exercise = named_exercise(done.exercise, _python_warning)
            has_it = exercise is not None and standard in exercise.standard_names
            wanted = standard_of(exercise, standard if has_it else done.standard or None)
            self._counter.change(done.t_s, exercise, wanted)

    def finish(self) -> Counted | None:
        """The source has ended: settle what was going on, and give what is known then; None if there was no frame."""
        if not self._finished:
            self._finished = True
            self._counter.finish()
            for done in self._unmatched:
                self._counter.undo(done.t_s, done.peak_s)
            if self._last is not None and self._metrics is not None:
                state = settled(self._last.state, self._counter.performed, self._metrics)
                self._last = replace(self._last, state=state)
        return self._last

    @property
    def main(self) -> Performed | None:
        """What was performed of the exercise of most movements, over all its sets; None if nothing was recognised."""
        return most_performed(self._performed)

    @property
    def sets(self) -> Sequence[ExerciseSet]:
        """What was performed until now, by its start, a hold that is going on among it."""
        return sets_of(self._performed)

    @property
    def happened(self) -> int:
        """How many reps, rejected attempts, holds and corrections there are until now; none is ever taken back."""
        return sum(
            len(done.reps) + len(done.rejected) + len(done.holds) + len(done.corrections)
            for done in self._counter.performed
        )

    @property
    def is_holding(self) -> bool:
        """Whether a hold is going on."""
        return self._counter.running is not None

    @property
    def definitions(self) -> dict[str, Definition]:
        """Of each exercise that was performed, by its name."""
        return {
            done.exercise.name: Definition(done.exercise.title, definition_hash(done.exercise), done.standard)
            for done in self._performed
        }

    @property
    def _performed(self) -> list[Performed]:
        """What was performed until now, a hold that is going on among it."""
        performed, running = self._counter.performed, self._counter.running
        if running is None:
            return performed
        exercise, hold = running
        return [*performed, Performed(exercise, exercise.default_standard, holds=[hold])]

    @property
    def seen(self) -> bool:
        """Whether there was anybody, in any frame."""
        return self._measuring.seen.anybody

    def result(self, source: SourceInfo, model: str, timing: Timing) -> Result:
        """What was counted, after the last frame."""
        self.finish()
        main = self.main
        reps, rejected = (tuple(main.reps), tuple(main.rejected)) if main else ((), ())
        verdict = verdict_on(self._counter.performed, self._measuring.seen)
        return Result(
            source=source,
            exercise=main.exercise.name if main else NONE,
            standard=main.standard if main else NONE,
            model=model,
            count=len(reps),
            movements=len(main.movements) if main else 0,
            held_s=sum(each.held_s for each in main.sets()) if main else 0.0,
            reps=reps,
            rejected=rejected,
            sets=verdict.sets,
            confidence=verdict.signs.confidence,
            doubts=verdict.doubts,
            view=verdict.view,
            frames_without_person=verdict.frames_without_person,
            timing_ms=timing,
            corrections=tuple(
                sorted(
                    (each for done in self._counter.performed for each in done.corrections), key=lambda each: each.t_s
                )
            ),
        )


def _name(exercise: Exercise | None) -> str:
    """By which it is found again."""
    return AUTO if exercise is None else exercise.name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave of one person, and what it needs to be kept."""

    counting: Counting
    result: Result
    meta: TraceMeta
    interrupted: bool = False


def count_frames(
    source: Source,
    tracker: Follows,
    countings: Sequence[Counting],
    model: str,
    watchers: Sequence[Watcher] = (),
    *,
    director: Director | None = None,
) -> list[Outcome]:
    """Count a source to its end, or until it breaks or Ctrl-C: what was counted until then is the result.

    Each person whom the tracker follows has a counting, and each who was seen an outcome; the first always has one.
    """
    director = director or _Undirected()
    clock = _Clock(source)
    interrupted = False
    broken: list[str] = []
    audience = _Audience(watchers)
    people: list[Counted] = []
    progress: Progress | None = None
    try:
        for frame in source.moments():
            if isinstance(frame, Outage):
                director.wait(frame)
                if progress is not None:
                    # A key may have corrected something meanwhile.
                    people = [now for counting in countings if (now := counting.now) is not None]
                    audience.wait(frame, people, progress)
            else:
                tracked = tracker.track(frame)
                counts = director.look(frame, tracked.poses)
                people = [
                    counting.feed(frame.t_s, pose) if counts else counting.skip(frame.t_s, pose)
                    for counting, pose in zip(countings, tracked.poses, strict=True)
                ]
                director.counted(frame, people)
                progress = clock.tick(frame, tracked)
                audience.watch(frame, people, progress)
            if director.over:
                break
    except KeyboardInterrupt:
        interrupted = True
    except SourceError as error:
        broken.append(f"{error}; counted up to there")
    settled_people = [counted for counting in countings if (counted := counting.finish()) is not None]
    if progress is not None:
        audience.finish(settled_people, progress)
    info, timing = clock.info(), clock.timing()
    told = (*source.warnings, *audience.broken, *broken)
    return [
        Outcome(counting, counting.result(info, model, timing), trace_meta(counting, info, model, told), interrupted)
        for counting in countings
        if counting.seen or counting is countings[0]
    ]


def trace_meta(counting: Counting, source: SourceInfo, model: str, warnings: Sequence[str] = ()) -> TraceMeta:
    """How a trace that is being recorded comes about."""
    return TraceMeta(
        source,
        model,
        asdict(SmoothingSettings()),
        version("fitcount"),
        tuple(warnings),
        exercise=counting.asked,
        standard=counting.standard or "",
        interventions=counting.interventions,
    )


class _Audience:
    """The watchers that still look on: one that fails costs the view, never the count."""

    def __init__(self, watchers: Sequence[Watcher]) -> None:
        self._watching = [*watchers]
        self.broken: list[str] = []
        """Why some no longer do."""

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:
        self._tell(lambda watcher: watcher.watch(frame, people, progress))

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        self._tell(lambda watcher: watcher.wait(outage, people, progress))

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        with suppress(TerminalClosed):  # the run has ended anyway
            self._tell(lambda watcher: watcher.finish(people, progress))

    def _tell(self, tell: Callable[[Watcher], None]) -> None:
        for watcher in [*self._watching]:
            try:
                tell(watcher)
            except TerminalClosed:
                # It ends the run, of which this one can show nothing more.
                self._watching.remove(watcher)
                raise
            except BrokenPipeError:
                # Nobody reads on (`| head`): no reason to stop, nor to complain.
                self._watching.remove(watcher)
            except (FitcountError, OSError) as error:
                # A full disk, say.
                self._watching.remove(watcher)
                self.broken.append(f"{error}; counting went on")


def count_again(
    trace: Trace,
    exercise: str | None = None,
    standard: str | None = None,
    tell: Callable[[str], None] = _python_warning,
) -> Outcome:
    """Count a trace as it was counted, one exercise after the other if it was so; or as `exercise` throughout.

    What was done by hand is done again; to other exercises than the one that was asked for it does not apply. An older
    trace does not say what was counted: then it is the squat.
    """
    asked = exercise or trace.meta.exercise or SQUAT
    chosen = named_exercise(asked, tell)
    check_visible(chosen, trace.meta.model)
    before = trace.meta.standard if exercise is None else ""
    counting = Counting(chosen, standard_of(chosen, standard or before or None), asked)
    return count_trace(trace, counting, changes=exercise is None, standard=standard)


def count_trace(trace: Trace, counting: Counting, *, changes: bool = False, standard: str | None = None) -> Outcome:
    """Count a trace; only the timing differs from what its source gave.

    What was done by hand is done again where it concerns the counting's exercise, which is counted throughout; with
    `changes` all of it, by the `standard` where an exercise has it.
    """
    todo = deque(done for done in trace.meta.interventions if changes or counting.concerns(done))
    for row, (t_s, pose) in enumerate(trace):
        while todo and todo[0].row <= row:
            counting.do_again(todo.popleft(), standard)
        counting.feed(t_s, pose)
    for done in todo:
        counting.do_again(done, standard)
    untimed = Timing(math.nan, math.nan, math.nan, math.nan, math.nan)
    return Outcome(counting, counting.result(trace.meta.source, trace.meta.model, untimed), trace.meta)


@dataclass(frozen=True, slots=True)
class Measured:
    """What is counted in a trace."""

    metrics: tuple[Metrics, ...]
    """Of each frame."""
    seen: Seen


def measure_trace(frames: Iterable[tuple[float, Pose | None]]) -> Measured:
    """What is counted in the raw poses of a trace, measured once for several ways to count it."""
    measuring = Measuring()
    metrics = tuple(measuring.feed(t_s, pose)[1] for t_s, pose in frames)
    return Measured(metrics, measuring.seen)


def count_metrics(metrics: Iterable[Metrics], exercise: Exercise, standard: str | None = None) -> Performed:
    """What was performed by the metrics of all frames of a run; `standard`: the exercise's default if None."""
    counter = counter_of(exercise, standard)
    for frame in metrics:
        counter.update(frame)
    counter.finish()
    (performed,) = counter.performed
    return performed


class _Clock:
    """Measures how the run is doing; nothing that is counted depends on it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._decode, self._detect, self._estimate, self._frame = (Typical() for _ in range(4))
        self._recent_ms: deque[float] = deque(maxlen=SPEED_FRAMES)
        self._frames = 0
        self._last_s = time.perf_counter()
        self._end_s = 0.0

    def tick(self, frame: Frame, tracked: Tracked) -> Progress:
        now_s = time.perf_counter()
        frame_ms = (now_s - self._last_s) * 1e3
        self._last_s, self._end_s = now_s, frame.t_s
        self._frames += 1
        self._recent_ms.append(frame_ms)
        self._frame.add(frame_ms)
        self._decode.add(frame.decode_ms)
        self._detect.add(tracked.detect_ms)
        self._estimate.add(tracked.estimate_ms)
        return Progress(
            frame=self._frames,
            t_s=frame.t_s,
            duration_s=self._source.info.duration_s,
            fps=1e3 * len(self._recent_ms) / max(sum(self._recent_ms), 1e-9),
            inference_ms=float(np.nansum([tracked.detect_ms, tracked.estimate_ms])),
            dropped=self._source.dropped,
        )

    def info(self) -> SourceInfo:
        """The source as it turned out to be."""
        info, frames = self._source.info, self._frames
        interval_s = self._end_s / (frames - 1) if frames > 1 and self._end_s > 0.0 else 1.0 / USUAL_FPS
        fps = info.fps if math.isfinite(info.fps) else 1.0 / interval_s
        return replace(info, fps=fps, frames=frames, duration_s=self._end_s + interval_s if frames else 0.0)

    def timing(self) -> Timing:
        return Timing(
            decode=self._decode.median,
            detect=self._detect.median,
            estimate=self._estimate.median,
            frame=self._frame.median,
            frame_p95=self._frame.p95,
        )
