"""What the scores of all clips come to, and that as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from fitcount.evaluation.statistics import auc, mean, share
from fitcount.types import SURE, ClipScore, Evaluation, Mean, Share, Totals

SCHEMA = 1
"""Raised when a field changes its name or meaning, or goes; not when one is added."""
DECIMALS = 6


def evaluate(rows: Sequence[ClipScore]) -> Evaluation:
    """Sum up the scores, by exercise and over all; clips in which nothing should be counted stand apart."""
    shown = [row for row in rows if not row.negative]
    told = [row for row in shown if not math.isnan(row.confidence)]
    exercises = dict.fromkeys(sorted(row.exercise for row in shown))
    return Evaluation(
        rows=tuple(rows),
        exercises={name: totals([row for row in shown if row.exercise == name]) for name in exercises},
        total=totals(shown),
        sure=_exact(row for row in told if row.confidence >= SURE),
        unsure=_exact(row for row in told if row.confidence < SURE),
        auc=auc([row.confidence for row in told], [row.exact for row in told]),
        negatives=_negatives([row for row in rows if row.negative]),
    )


def totals(rows: Sequence[ClipScore]) -> Totals:
    """How well the clips of these rows were counted."""
    return Totals(
        clips=len(rows),
        failed=sum(row.movements is None for row in rows),
        exact=_exact(rows),
        within_one=share(sum(row.within_one for row in rows), len(rows)),
        mae=mean([row.relative_error for row in rows]),
    )


def _exact(rows: Iterable[ClipScore]) -> Share:
    exact = [row.exact for row in rows]
    return share(sum(exact), len(exact))


def _negatives(rows: Sequence[ClipScore]) -> Share:
    """By clip: what one is counted as in several ways is no independent trial each."""
    wrong = {row.clip for row in rows if not row.exact}
    clips = {row.clip for row in rows}
    return share(len(clips - wrong), len(clips))


def to_json(evaluation: Evaluation, *, model: str, skipped: Sequence[str], interrupted: bool) -> str:
    """One JSON object, indented; what cannot be told is null."""
    content = {
        "schema": SCHEMA,
        "model": model,
        "interrupted": interrupted,
        "total": _totals(evaluation.total),
        "exercises": {name: _totals(of) for name, of in evaluation.exercises.items()},
        "sure": _share(evaluation.sure),
        "unsure": _share(evaluation.unsure),
        "confidence_auc": _number(evaluation.auc),
        "negatives": _share(evaluation.negatives),
        "rows": [_row(row) for row in evaluation.rows],
        "skipped": list(skipped),
    }
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _totals(of: Totals) -> dict[str, Any]:
    return {
        "clips": of.clips,
        "failed": of.failed,
        "exact": _share(of.exact),
        "within_one": _share(of.within_one),
        "mae": _mean(of.mae),
    }


def _share(of: Share) -> dict[str, Any]:
    return {"right": of.right, "of": of.total, "share": _number(of.value), "ci95": [_number(of.low), _number(of.high)]}


def _mean(of: Mean) -> dict[str, Any]:
    return {"value": _number(of.value), "ci95": [_number(of.low), _number(of.high)]}


def _row(row: ClipScore) -> dict[str, Any]:
    derived = {"error": row.error, "exact": row.exact, "within_one": row.within_one}
    return {**asdict(row), "confidence": _number(row.confidence), **derived}


def _number(value: float) -> float | None:
    return round(value, DECIMALS) if math.isfinite(value) else None
