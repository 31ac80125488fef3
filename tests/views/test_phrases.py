"""Phrases that the terminal and the report share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fitcount.views.movements import movements_of
from fitcount.views.phrases import depth_name
from fitcount.views.wording import ExerciseWords

from .evening import SQUATS


@pytest.mark.parametrize(
    ("metrics", "said"),
    [
        (("knee_left_deg", "knee_left_deg"), "lowest left knee"),
        (("knee_left_deg", "knee_right_deg"), "lowest knee"),
        (("knee_deg", "knee_deg"), "lowest knee"),
    ],
)
def test_depth_names_a_side_only_if_it_is_that_of_all(metrics: tuple[str, str], said: str) -> None:
    one, other = movements_of(SQUATS, None, grows=False)[:2]
    movements = [replace(one, metric=metrics[0]), replace(other, metric=metrics[1])]
    assert depth_name(movements, ExerciseWords("Squat")) == said
