"""What to tell of a lesson to whoever gave it."""

from __future__ import annotations

from pathlib import Path

from fitcount.authoring.condition_words import in_words
from fitcount.authoring.drafting.draft import exercise_of
from fitcount.authoring.drafting.saving import case_path
from fitcount.authoring.learning.clip import TRACE_SUFFIX
from fitcount.authoring.learning.remarks import counted, cut_of, span_of
from fitcount.authoring.learning.taught import Lesson
from fitcount.types import Learned
from fitcount.wording import metric_name, quantity


def report_on(lesson: Lesson, clip: Path, path: Path) -> Learned:
    """What was learned, as it is told."""
    draft, reps = lesson.draft, lesson.reps
    metric = lesson.motion.driver.followed[0][1]
    start, peak = (quantity(metric, value) for value in lesson.motion.ends(reps))
    sides = " of each side" if draft.sides == "each" else ""
    kept = [what for what, count in lesson.robustness.counts.items() if count == reps]
    lost = [what for what in lesson.robustness.counts if what not in kept]
    return Learned(
        clip=clip.name,
        repetitions=counted(reps),
        peaks_s=tuple(turn.t_s for turn in lesson.motion.peaks(reps)),
        took_s=span_of(lesson.performance.took_s),
        driver=f"{metric_name(draft.metric)}{sides}, {start} to {peak}",
        needs=tuple(in_words(posture.need.tree, {}) for posture in exercise_of(draft).posture),
        seen_from=lesson.seen_from,
        kept=tuple(kept),
        lost=tuple(lost),
        path=str(path),
        case=str(case_path(path, draft.name)),
        source=str(clip),
        is_trace=clip.suffix == TRACE_SUFFIX,
        single=reps == 1,
        cut=cut_of(lesson),
    )
