from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from fitcount.sessions.result_json import to_dict, to_json
from fitcount.types import SourceInfo

from .samples import RESULT, UNTIMED

REP = {
    "number": 1,
    "side": "both",
    "start_s": 1.0,
    "peak_s": 2.0,
    "end_s": 3.0,
    "metric": "knee_deg",
    "min": 80.5,
    "max": 170.25,
    "to_peak_s": 1.0,
    "from_peak_s": 1.0,
    "faults": [{"code": "forward_lean", "value": 50.0, "limit": 45.0, "uncertainty": 3.0, "at_s": 2.0}],
}
REJECTION = {
    "movement": True,
    "side": "both",
    "start_s": 4.0,
    "peak_s": None,
    "end_s": 6.0,
    "reason": "bottom_not_reached",
    "metric": "knee_deg",
    "value": 118.0,
    "limit": 100.0,
    "text": "no rep: knee 118°",
}
EXPECTED_SET = {
    "exercise": "squat",
    "start_s": 1.0,
    "end_s": 6.0,
    "count": 1,
    "corrected": 1,
    "movements": 2,
    "held_s": 0.0,
    "breaks": [],
    "reps": [REP],
    "rejected": [REJECTION],
}
EXPECTED = {
    "schema": 1,
    "source": {"name": "clip.mp4", "width": 640, "height": 480, "fps": 29.97, "frames": 3, "duration_s": 0.1},
    "exercise": "squat",
    "standard": "parallel",
    "model": "full",
    "count": 1,
    "corrected": 1,
    "movements": 2,
    "held_s": 0.0,
    "reps": [REP],
    "rejected": [REJECTION],
    "sets": [EXPECTED_SET],
    "confidence": 0.9,
    "doubts": ["few movements"],
    "view": {"yaw_deg": 85.0, "label": "side"},
    "frames_without_person": 1,
    "timing_ms": {"decode": 1.0, "detect": 2.0, "estimate": 3.0, "frame": 4.0, "frame_p95": 5.0},
    "corrections": [],
}


def test_fields_are_those_of_the_contract_in_its_order() -> None:
    assert to_dict(RESULT) == EXPECTED
    assert list(to_dict(RESULT)) == list(EXPECTED)


def test_text_is_one_readable_object() -> None:
    text = to_json(RESULT)
    assert json.loads(text) == EXPECTED
    assert text.startswith('{\n  "schema": 1,\n')
    assert text.endswith("}\n")
    assert "118°" in text


def test_what_was_not_measured_is_null() -> None:
    assert set(to_dict(UNTIMED)["timing_ms"].values()) == {None}
    live = replace(UNTIMED, source=SourceInfo("camera", 640, 480, math.nan, None, None, live=True))
    assert json.loads(to_json(live), parse_constant=pytest.fail)["source"] == {
        "name": "camera",
        "width": 640,
        "height": 480,
        "fps": None,
        "frames": None,
        "duration_s": None,
    }


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_infinity_is_null_too(value: float) -> None:
    assert to_dict(replace(RESULT, held_s=value))["held_s"] is None


def test_numbers_are_rounded_to_a_millionth() -> None:
    assert to_dict(replace(RESULT, confidence=0.123456789))["confidence"] == 0.123457
    assert to_dict(replace(RESULT, held_s=1 / 30))["held_s"] == 0.033333
