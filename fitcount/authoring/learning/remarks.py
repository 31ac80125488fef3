"""What a learned file says beside its numbers: what was seen."""

from __future__ import annotations

from fitcount.authoring.learning.motions import Motion
from fitcount.authoring.learning.taught import Lesson
from fitcount.types import Float64Array
from fitcount.wording import metric_name, quantity


def remarks_on(lesson: Lesson, clip: str) -> dict[str, str]:
    """By the key of the file that they stand at; `clip` is what it comes from."""
    draft, motion, reps = lesson.draft, lesson.motion, lesson.reps
    metric = motion.driver.followed[0][1]
    start, peak = motion.ends(reps)
    took = span_of(lesson.performance.took_s)
    of = " of each side" if draft.sides == "each" else ""
    counts = lesson.robustness.counts
    kept = sum(count == reps for count in counts.values())
    single = "One repetition says little about how they differ: learn from a clip of several."
    return {
        "": (
            f"Learned from {clip}: {counted(reps)} of {took} s, seen from the {lesson.seen_from}.\n"
            "Every limit has a margin for other people and cameras; the comments say what was seen.\n"
            + (single if reps == 1 else "")
            + (f"{cut_of(lesson)}\n" if cut_of(lesson) else "")
        ),
        "metric": (
            f"seen: {metric_name(draft.metric)}{of} from {quantity(metric, start)} to {quantity(metric, peak)}. "
            f"It can be measured from {motion.driver.seen_from}.\n"
            f"Counted alike under {kept} of {len(counts)} alterations: {', '.join(counts)}."
        ),
        "min_range": f"of the {quantity(metric, abs(peak - start))} seen",
        "min_share": "of the person's own range",
        "min_s": f"seen: {took}",
        "standards": f"seen at the peak: {_peaks(motion, reps, metric)}",
    }


def cut_of(lesson: Lesson) -> str:
    """What to say of repetitions that the clip cuts; "" if there are none that its author did not count."""
    cut = lesson.reps - lesson.whole
    return f"Of these the clip's beginning or end cuts {cut}, which counts as well." if cut else ""


def _peaks(motion: Motion, reps: int, metric: str) -> str:
    values = [turn.value for turn in motion.peaks(reps)]
    return " to ".join(dict.fromkeys(quantity(metric, value) for value in (min(values), max(values))))


def counted(reps: int) -> str:
    """1 repetition, 5 repetitions."""
    return "1 repetition" if reps == 1 else f"{reps} repetitions"


def span_of(values_s: Float64Array) -> str:
    """1.4 to 2.0."""
    return " to ".join(dict.fromkeys(f"{value:.1f}" for value in (float(values_s.min()), float(values_s.max()))))
