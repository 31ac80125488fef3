"""Fit how sure a count is: the log odds in `fitcount/reps/confidence.py`, and how well they hold for clips left out.

    python tests/benchmarks/confidence.py LABELS.csv FOLDER...

FOLDER: traces of the clips as CLIP.npz, as `fitcount eval --traces` and `robustness.py --traces` keep them; several are
taken together, and a clip is left out of all of them at once. Prints the weights of a logistic regression on all, and
of each clip left out in turn: area under the curve, and how many of the sets called sure are exact.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fitcount.evaluation.counting import trace_path
from fitcount.evaluation.labels import NONE, Label, read_labels
from fitcount.evaluation.statistics import auc
from fitcount.pipeline import count_metrics, measure_trace
from fitcount.reps.confidence import Signs
from fitcount.reps.definition import Held
from fitcount.reps.library import exercise_names, find_exercise
from fitcount.reps.verdict import verdict_on
from fitcount.sessions.trace import Trace, load_trace
from fitcount.types import SURE, Float64Array

RIDGE = 1.0
"""Weight of the squared weights: there are few wrong counts."""
ROUNDS = 50
"""Of Newton's method; it settles in ten."""
CAUTION = 1.5
"""Taken off the fitted constant: other people's rooms are harder."""


@dataclass(frozen=True)
class Sample:
    """A set that was counted."""

    clip: str
    right: bool
    signs: Signs


def main() -> None:
    """Fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    arguments = parser.parse_args()
    labels = [each for each in read_labels(arguments.labels, exercise_names()).labels if each.exercise != NONE]
    samples = [sample for folder in arguments.folders for sample in _samples(labels, folder)]
    inputs, right = np.array([_row(sample.signs) for sample in samples]), np.array([sample.right for sample in samples])
    confidences = np.zeros(len(samples))
    for clip in {sample.clip for sample in samples}:
        out = np.array([sample.clip == clip for sample in samples])
        confidences[out] = _confidence(inputs[out], _fitted(inputs[~out], right[~out]) - [CAUTION, 0, 0, 0, 0])
    sure = confidences >= SURE
    print(f"{len(samples)} sets, {right.mean():.3f} exact")
    print("constant, a disagreement, an attempt, unsure, unseen:", np.round(_fitted(inputs, right), 2))
    print(f"left out: area under the curve {auc(confidences.tolist(), right.tolist()):.3f}")
    print(f"sure {sure.mean():.2f}, exact when sure {right[sure].mean():.3f}, else {right[~sure].mean():.3f}")


def _samples(labels: list[Label], folder: Path) -> Iterator[Sample]:
    for label in labels:
        kept = trace_path(folder, label.clip)
        if kept.exists():
            yield _sample(label, load_trace(kept))


def _sample(label: Label, trace: Trace) -> Sample:
    exercise = find_exercise(label.exercise)
    assert not isinstance(exercise, Held), f"{label.where}: confidence is fitted on repetitions"
    measured = measure_trace(trace)
    performed = count_metrics(measured.metrics, exercise)
    signs = verdict_on([performed], measured.seen).signs
    return Sample(label.clip, len(performed.movements) in label.reps, signs)


def _row(signs: Signs) -> list[float]:
    return [1.0, *signs.weighed]


def _confidence(inputs: Float64Array, weights: Float64Array) -> Float64Array:
    confidence: Float64Array = 1.0 / (1.0 + np.exp(-inputs @ weights))
    return confidence


def _fitted(inputs: Float64Array, right: Float64Array) -> Float64Array:
    """Weights of the logistic regression, by Newton's method; the constant is not drawn to 0."""
    ridge = RIDGE * np.diag([0.0] + [1.0] * (inputs.shape[1] - 1))
    weights = np.zeros(inputs.shape[1])
    for _ in range(ROUNDS):
        confidence = _confidence(inputs, weights)
        curvature = (inputs * (confidence * (1.0 - confidence))[:, None]).T @ inputs + ridge
        weights = weights + np.linalg.solve(curvature, inputs.T @ (right - confidence) - ridge @ weights)
    return weights


if __name__ == "__main__":
    main()
