from __future__ import annotations

import pytest

from fitcount.authoring.condition_words import in_words
from fitcount.reps.conditions import parse_condition

PLACES = {"start": "standing", "peak": "bottom"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("body_tilt_deg < 62", "typical body tilt below 62°"),
        ("high(trunk_lean_deg at peak) >= 52", "largest trunk lean (bottom) at least 52°"),
        ("spread(stance_m) < 0.3", "change of distance of the feet below 0.30 m"),
        ("60 < low(knee_left_deg at start) <= 90",
         "smallest left knee (standing) above 60° and smallest left knee (standing) at most 90°"),
        ("to_peak_s < 0.5", "time to the peak below 0.5 s"),
        ("0.5 >= tempo_ratio", "takes at most 0.5 times as long as the reps before"),
        ("tempo_ratio > 2.5 and (rep_s < 8 or not rep_s > 9)",
         "takes more than 2.5 times as long as the reps before and "
         "(time of the rep below 8.0 s or not (time of the rep above 9.0 s))"),
        ("abs(knee_left_deg - knee_right_deg) > 15", "size of typical left knee − typical right knee above 15°"),  # noqa: RUF001
        ("max(knee_deg, hip_deg) < 90", "the larger of typical knee and typical hip below 90°"),
        ("knee_deg * 2 < 90 + hip_deg", "typical knee × 2 below 90° + typical hip"),  # noqa: RUF001
    ],
)  # fmt: skip
def test_a_condition_reads_like_a_sentence(written: str, said: str) -> None:
    assert in_words(parse_condition(written).tree, PLACES) == said  # type: ignore[arg-type]
