from __future__ import annotations

import json

import pytest

from fitcount.evaluation.totals import evaluate, to_json
from fitcount.types import ClipScore

from .scores import SCORES, score


@pytest.mark.parametrize(
    ("row", "error", "relative", "exact", "within_one"),
    [
        (score("a", 5, 5), 0, 0.0, True, True),
        (score("a", 5, 4), 1, 0.2, False, True),
        (score("a", 5, 7), 2, 0.4, False, False),
        (score("a", (3, 4), 4), 0, 0.0, True, True),
        (score("a", (3, 4), 6), 2, 2 / 3, False, False),
        (score("a", 0, 2), 2, 2.0, False, False),
        (score("a", 3, 3, standard=(2, 2)), 0, 0.0, True, True),
        (score("a", 3, 3, standard=(2, 3)), 0, 0.0, False, True),
        (score("a", 3, None), 3, 1.0, False, False),
        (score("a", 0, None), 0, 0.0, False, False),
        (score("a", 1, None), 1, 1.0, False, False),
    ],
)
def test_a_clip(row: ClipScore, error: int, relative: float, exact: bool, within_one: bool) -> None:
    assert (row.error, row.exact, row.within_one) == (error, exact, within_one)
    assert row.relative_error == pytest.approx(relative)


def test_all_clips() -> None:
    found = evaluate(SCORES)
    squat, total = found.exercises["squat"], found.total
    assert list(found.exercises) == ["pushup", "squat"]
    assert (squat.clips, squat.failed, squat.exact.right, squat.within_one.right) == (4, 1, 1, 3)
    assert squat.mae.value == pytest.approx((0 + 1 / 5 + 0 + 4 / 4) / 4)
    assert (total.clips, total.exact.right, total.within_one.right) == (5, 1, 3)
    assert total.mae.value == pytest.approx((0 + 1 / 5 + 0 + 4 / 4 + 3 / 10) / 5)


def test_confidence_is_judged_by_the_clips_that_could_be_read() -> None:
    found = evaluate(SCORES)
    assert (found.sure.right, found.sure.total) == (1, 2)
    assert (found.unsure.right, found.unsure.total) == (0, 2)
    assert found.auc == 1.0


def test_a_negative_is_right_if_it_is_right_as_everything() -> None:
    found = evaluate(SCORES)
    assert (found.negatives.right, found.negatives.total) == (1, 2)


def test_json_has_it_all_and_no_nan() -> None:
    record = json.loads(to_json(evaluate(SCORES), model="full", skipped=["one"], interrupted=False))
    assert record["total"]["exact"] == {"right": 1, "of": 5, "share": 0.2, "ci95": [0.036224, 0.624465]}
    assert record["exercises"]["pushup"]["mae"] == {"value": 0.3, "ci95": [None, None]}
    assert (record["confidence_auc"], record["skipped"], record["interrupted"]) == (1.0, ["one"], False)
    assert [row["clip"] for row in record["rows"]] == [row.clip for row in SCORES]
    assert record["rows"][3]["movements"] is None
    assert record["rows"][3]["confidence"] is None
    assert record["rows"][1]["error"] == 1


def test_json_of_nothing() -> None:
    record = json.loads(to_json(evaluate([]), model="full", skipped=[], interrupted=True))
    assert record["total"]["exact"] == {"right": 0, "of": 0, "share": None, "ci95": [0.0, 1.0]}
