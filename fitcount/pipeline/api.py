"""What `import fitcount` offers."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from pathlib import Path

from fitcount.errors import UsageError
from fitcount.frames import open_source
from fitcount.pipeline.counting import Counting
from fitcount.pipeline.preparing import check_visible, chosen_model, make_tracker, python_warning
from fitcount.pipeline.recounting import count_again
from fitcount.pipeline.run import count_frames
from fitcount.pose.detector import DetectorMode
from fitcount.pose.provider import CPU
from fitcount.pose.smoothing import PoseSmoother
from fitcount.reps.library import named_exercise, standard_of
from fitcount.sessions.trace import load_trace
from fitcount.types import Pose, Result


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
    chosen = named_exercise(exercise, python_warning)
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
