"""Learn an exercise from a clip: what moves, how often, and which settings count it however it is seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from fitcount.authoring.drafting.draft import ANY, Case, exercise_of
from fitcount.authoring.learning.motions import Motion, motions_of
from fitcount.authoring.learning.performance import Performance, performed
from fitcount.authoring.learning.recording import Recording, altered, measured
from fitcount.authoring.learning.remarks import counted, remarks_on
from fitcount.authoring.learning.robustness import robustness_of
from fitcount.authoring.learning.sketch import bare, settled
from fitcount.authoring.learning.taught import Lesson
from fitcount.errors import LearningError
from fitcount.reps.view import view_at
from fitcount.sessions.trace import Trace
from fitcount.types import SourceInfo

SUPPORT = 0.55
"""Of the merit of what the clip shows most clearly: less speaks for another number."""
MIN_MERIT = 0.05
"""Less than this and nothing is repeated."""
CONSIDERED = 8
"""Motions that are tried, the best first."""
MIN_ROBUST = 0.6
"""Share of the alterations that must not change the count."""
MOST_NAME = 60
"""Letters of a clip's name."""
EDGES = 2
"""Of a clip, each of which may cut a repetition that its author does not count."""
SEEN_SHARE = 0.5
"""Of the frames in which somebody must be seen."""


def learn(trace: Trace, reps: int, name: str, clip: str) -> Lesson:
    """The exercise of a clip that shows so many repetitions, in the settings that count it most robustly.

    `name` of the exercise, `clip`: what its file says that it comes from. Raises LearningError, with what is seen, if
    the clip does not show so many.
    """
    recording = measured(trace)
    best = best_lesson(recording, trace.meta.source, reps, name)
    clip = _shown(clip)
    draft = replace(
        best.draft,
        about=f"Learned from {clip}.",
        cases=(Case(f"cases/{name}.npz", best.reps, _peaks_s(best), f"the clip it was learned from, {clip}"),),
        remarks=remarks_on(best, clip),
    )
    return replace(best, draft=draft)


def _shown(clip: str) -> str:
    """The clip's name as it may stand in a file: invisible letters left out, and not too long."""
    visible = "".join(letter if letter.isprintable() else " " for letter in clip)
    return visible if len(visible) <= MOST_NAME else f"{visible[:MOST_NAME]}..."


def _peaks_s(lesson: Lesson) -> tuple[float, ...]:
    return tuple(round(turn.t_s, 1) for turn in lesson.motion.peaks(lesson.reps))


def best_lesson(recording: Recording, source: SourceInfo, reps: int, name: str) -> Lesson:
    """The same of what was measured, in a draft that does not say yet what it comes from."""
    check_seen(recording)
    motions = motions_of(recording)
    totals = numbers_shown(motions, reps)
    others = altered(recording, source)
    tried = {}
    for total in totals:
        lessons = tried[total] = _lessons(recording, others, motions, total, name)
        good = [lesson for lesson in lessons if lesson.robustness.share >= MIN_ROBUST]
        if good:
            best = max(good, key=lambda lesson: lesson.robustness.share**2 * lesson.motion.fitness(lesson.reps))
            return replace(best, whole=reps)
    raise LearningError(_not_robust(tried[totals[0]], totals[0]))


def _lessons(
    recording: Recording, others: Mapping[str, Recording], motions: Sequence[Motion], reps: int, name: str
) -> list[Lesson]:
    """What the motions teach that fit best."""
    fitting = sorted(motions, key=lambda motion: -motion.fitness(reps))[:CONSIDERED]
    found = (_lesson(recording, others, motion, reps, name) for motion in fitting)
    return [lesson for lesson in found if lesson is not None]


def check_seen(recording: Recording) -> None:
    """Raise LearningError unless there is somebody in the clip."""
    seen = float(np.mean([frame.track is not None for frame in recording.frames])) if recording.frames else 0.0
    if seen < SEEN_SHARE:
        raise LearningError(f"somebody is seen in {seen:.0%} of the frames: film the whole body, in good light")


def numbers_shown(motions: Sequence[Motion], reps: int) -> list[int]:
    """How many repetitions the clip may show for somebody who says `reps`: so many, or those that it cuts as well.

    Raises LearningError, with what is seen, if it shows another number.
    """
    best = max(motions, key=lambda motion: motion.merit(motion.likely_number()), default=None)
    number = best.likely_number() if best is not None else 0
    if best is None or best.merit(number) < MIN_MERIT:
        raise LearningError("nothing is repeated in the clip: name one that shows a few repetitions")
    totals = []
    for total in range(reps, reps + EDGES + 1):
        closest = max(motions, key=lambda motion: motion.merit(total))
        if closest.merit(total) >= SUPPORT * best.merit(number) and total - reps <= closest.half_seen(total):
            totals.append(total)
    if totals:
        return totals
    if number == 1 < reps:
        raise LearningError(
            f"nothing is repeated in the clip, which shows one motion (at {_times(best, 1)} s), not {reps}: name one "
            "that shows a few repetitions"
        )
    raise LearningError(
        f"the clip shows {counted(number)} (at {_times(best, number)} s), not {reps}: say --reps {number}, or name "
        "another clip"
    )


def _times(motion: Motion, number: int) -> str:
    times = [f"{turn.t_s:.1f}" for turn in motion.peaks(number)]
    return ", ".join(times if len(times) <= 12 else [*times[:10], "...", times[-1]])


def _lesson(
    recording: Recording, others: Mapping[str, Recording], motion: Motion, reps: int, name: str
) -> Lesson | None:
    """What a motion teaches; None if the counter finds another number of repetitions. `others`: the clip altered."""
    if motion.merit(reps) <= 0.0:
        return None
    draft = bare(motion, reps, name)
    performance = performed(recording, exercise_of(draft), ANY)
    if len(performance) != reps:
        return None
    draft = settled(draft, motion, performance)
    performance = performed(recording, exercise_of(draft), ANY)
    if len(performance) != reps:
        return None
    robustness = robustness_of(draft, recording, others, reps)
    return Lesson(draft, motion, performance, robustness, _views(performance), reps)


def _views(performance: Performance) -> str:
    """From where the repetitions are seen, most of them first."""
    labels = Counter(view_at(float(yaw_deg)).label for yaw_deg in performance.taken("camera_yaw_deg", "middle"))
    return " and ".join(label for label, _ in labels.most_common())


def _not_robust(lessons: Sequence[Lesson], reps: int) -> str:
    if not lessons:
        return (
            f"no joint repeats a movement {reps} times clearly enough to be counted: name a clip that shows the whole "
            "body from another side, or in which nothing else is done"
        )
    best = max(lessons, key=lambda lesson: lesson.robustness.share)
    failing = ", ".join(what for what, count in best.robustness.counts.items() if count != reps)
    return f"{reps} repetitions are counted, but not with {failing}: name a clearer clip"
