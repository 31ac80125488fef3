"""Learn an exercise from every labelled clip, and count every other clip with it.

    python tests/benchmarks/learning.py LABELS.csv TRACES [--half 0|1]

TRACES: traces of the clips as CLIP.npz, as `fitcount eval --traces` keeps them. Learned is from each clip of two
repetitions or more, with the labelled number, and with wrong ones, which should be refused: two less, two more, twice
as many. What was learned counts the clip itself, the other clips of its exercise, and all clips of others, in which
nothing should be counted. --half: only every second exercise, to choose constants on one half and report the other.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fitcount.authoring.drafting.draft import ANY, Draft, exercise_of
from fitcount.authoring.learning.lesson import best_lesson
from fitcount.authoring.learning.performance import performed
from fitcount.authoring.learning.recording import Recording, measured
from fitcount.errors import LearningError
from fitcount.evaluation.counting import trace_path
from fitcount.evaluation.labels import NONE, Label, read_labels
from fitcount.reps.library import exercise_names
from fitcount.sessions.trace import load_trace
from fitcount.types import SourceInfo

FEWEST = 2
"""Repetitions of a clip that is learned from."""


@dataclass(frozen=True)
class Taught:
    """What came of learning from one clip."""

    label: Label
    draft: Draft | None
    """With the labelled number; None if that was refused."""
    why: str
    """Why it was refused, or what drives the count."""
    own: int
    """What it counts in its own clip."""
    wrong: tuple[tuple[str, bool], ...]
    """Each wrong number, and whether it was accepted."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path, metavar="LABELS.csv")
    parser.add_argument("traces", type=Path, metavar="TRACES")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    labels = [
        label
        for label in read_labels(given.labels, exercise_names()).labels
        if trace_path(given.traces, label.clip).exists()
    ]
    chosen = [label for label in labels if label.exercise != NONE and min(label.reps) >= FEWEST]
    exercises = sorted({label.exercise for label in chosen})
    if given.half is not None:
        chosen = [label for label in chosen if exercises.index(label.exercise) % 2 == given.half]
    with ProcessPoolExecutor(given.jobs) as pool:
        taught = list(pool.map(partial(teach, given.traces), chosen))
        learned = [each for each in taught if each.draft is not None]
        drafts = [each.draft for each in taught if each.draft is not None]
        counts = dict(
            zip(
                [label.clip for label in labels],
                pool.map(partial(count_with, given.traces, drafts), labels),
                strict=True,
            )
        )
    for each in taught:
        print(f"{each.label.clip:28}{each.label.exercise:20}{'|'.join(map(str, each.label.reps)):8}{each.why}")
    report(taught, learned, labels, counts)


def recording_of(traces: Path, label: Label) -> Recording:
    return measured(load_trace(trace_path(traces, label.clip)))


def teach(traces: Path, label: Label) -> Taught:
    """Learn from a clip, with the right number and with wrong ones."""
    trace = load_trace(trace_path(traces, label.clip))
    recording = measured(trace)
    draft, own, why = None, 0, ""
    # A rep that the clip's edge cuts may be counted or not: the other defensible number is as right.
    for reps in label.reps:
        try:
            lesson = best_lesson(recording, trace.meta.source, reps, label.exercise)
        except LearningError as error:
            why = str(error)
            continue
        draft, own = lesson.draft, len(performed(recording, exercise_of(lesson.draft), ANY))
        why = (
            f"{draft.metric} {draft.sides}, {draft.start:g} to {draft.peak:g}, same count {lesson.robustness.share:.0%}"
        )
        break
    first = label.reps[0]
    numbers = {"two less": first - 2, "two more": first + 2, "twice": 2 * first}
    wrong = []
    for what, reps in numbers.items():
        if reps >= 1 and reps not in label.reps:
            wrong.append((what, accepts(recording, trace.meta.source, reps)))
    return Taught(label, draft, why, own, tuple(wrong))


def accepts(recording: Recording, source: SourceInfo, reps: int) -> bool:
    """Whether something is learned with that number."""
    try:
        best_lesson(recording, source, reps, "wrong")
    except LearningError:
        return False
    return True


def count_with(traces: Path, drafts: Sequence[Draft], label: Label) -> list[int]:
    """What each draft counts in a clip."""
    recording = recording_of(traces, label)
    return [len(performed(recording, exercise_of(draft), ANY)) for draft in drafts]


def errors(
    learned: Sequence[Taught], labels: Sequence[Label], counts: dict[str, list[int]]
) -> Iterator[tuple[str, int]]:
    """Of each pair of a lesson and another clip of its exercise: the exercise, and by how many the count is wrong."""
    for row, each in enumerate(learned):
        for label in labels:
            if label.exercise == each.label.exercise and label.clip != each.label.clip:
                counted = counts[label.clip][row]
                yield label.exercise, min(abs(counted - reps) for reps in label.reps)


def report(
    taught: Sequence[Taught], learned: Sequence[Taught], labels: Sequence[Label], counts: dict[str, list[int]]
) -> None:
    own = sum(each.own in each.label.reps for each in learned)
    print(f"\nlearned from, and counting their own clip exactly: {own} of {len(taught)}")
    found = list(errors(learned, labels, counts))
    print(f"\n{'other clips of the exercise':28}{'pairs':>6}{'exact':>7}{'within one':>12}")
    for exercise in (*sorted({name for name, _ in found}), "all"):
        off = [error for name, error in found if exercise in (name, "all")]
        exact, near = (sum(error <= most for error in off) / len(off) for most in (0, 1))
        print(f"{exercise:28}{len(off):6}{exact:7.0%}{near:12.0%}")
    confused: Counter[tuple[str, str]] = Counter()
    pairs = 0
    for row, each in enumerate(learned):
        for label in labels:
            if label.exercise != each.label.exercise:
                pairs += 1
                confused[each.label.exercise, label.exercise] += counts[label.clip][row] > 0
    total = sum(confused.values())
    print(f"\nclips of something else in which anything is counted: {total} of {pairs} ({total / max(pairs, 1):.0%})")
    for (exercise, shown), number in confused.most_common(8):
        print(f"  {exercise} in {shown}: {number}")
    print("\nwrong numbers that were accepted")
    for what in ("two less", "two more", "twice"):
        tried = [accepted for each in taught for number, accepted in each.wrong if number == what]
        print(f"  {what}: {sum(tried)} of {len(tried)}")


if __name__ == "__main__":
    main()
