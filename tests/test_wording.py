"""Behaviour: metrics, quantities and times read like words, wherever they are said."""

import math

import pytest

from fitcount.reps.metrics import METRICS
from fitcount.wording import (
    amount,
    change,
    clock,
    finer_apart,
    interval,
    metric_name,
    quantity,
    sideless_name,
    whole_seconds,
)


@pytest.mark.parametrize(
    ("t_s", "shown"),
    [
        (0, "0:00.0"),
        (3.14, "0:03.1"),
        (59.96, "1:00.0"),
        (3723.1, "1:02:03.1"),
        (-0.01, "0:00.0"),
        (math.nan, "\N{EN DASH}"),
    ],
)
def test_clock(t_s: float, shown: str) -> None:
    assert clock(t_s) == shown


def test_a_running_clock_does_not_run_ahead() -> None:
    assert whole_seconds(59.99) == "0:59"


@pytest.mark.parametrize(
    ("metric", "value", "name", "shown"),
    [
        ("knee_deg", 78.4, "knee", "78°"),
        ("trunk_lean_deg", -0.2, "trunk lean", "0°"),
        ("reach_m", 0.418, "reach", "0.42 m"),
        ("elbow_left_deg", 90.0, "left elbow", "90°"),
        ("knee_bent_deg", 90.0, "more bent knee", "90°"),
        ("hip_asymmetry_deg", 12.0, "difference of the hips", "12°"),
        ("hip_height_ratio", 0.256, "height of the hips", "26 %"),
        ("held_s", 31.54, "held", "31.5 s"),
        ("hand_to_foot", 0.5, "hand to foot", "0.50"),
        ("knee_deg", math.nan, "knee", "\N{EN DASH}"),
    ],
)
def test_metrics_carry_their_unit(metric: str, value: float, name: str, shown: str) -> None:
    assert (metric_name(metric), quantity(metric, value)) == (name, shown)


def test_an_interval_names_its_unit_once() -> None:
    assert interval("reach_m", 0.3, 0.8) == "0.30\N{EN DASH}0.80 m"


def test_shares_name_the_sign_once() -> None:
    assert interval("hip_height_ratio", 0.25, 0.9) == "25\N{EN DASH}90 %"


@pytest.mark.parametrize(
    ("metric", "value", "words"),
    [
        ("knee_deg", 118.2, "knee 118°"),
        ("knee_left_deg", 118.2, "left knee 118°"),
        ("hip_height_ratio", 0.26, "hips at 26 % of their height"),
        ("stance_m", 0.34, "feet 0.34 m apart"),
        ("hip_sag_deg", 24.0, "hip sag 24°"),
    ],
)
def test_a_value_is_a_phrase(metric: str, value: float, words: str) -> None:
    assert amount(metric, value) == words


def test_what_changed_is_said_as_a_change() -> None:
    assert change("stance_m", 0.41) == "distance of the feet changed by 0.41 m"


def test_a_side_may_be_left_out() -> None:
    assert sideless_name("thigh_lift_right_deg") == "thigh lift"


@pytest.mark.parametrize("metric", METRICS)
def test_no_name_from_a_file_reaches_a_person(metric: str) -> None:
    said = amount(metric, 0.5) + change(metric, 0.5) + metric_name(metric)
    assert "_" not in said
    assert "ratio" not in said


@pytest.mark.parametrize(
    ("metric", "one", "two", "said"),
    [
        ("knee_deg", 118.0, 100.0, "118° 100°"),
        ("knee_deg", 125.2, 125.0, "125.2° 125.0°"),
        ("knee_deg", 125.004, 125.0, "125.004° 125.000°"),
        ("stance_m", 0.304, 0.3, "0.304 m 0.300 m"),
        ("hip_height_ratio", 0.601, 0.6, "60.1 % 60.0 %"),
        ("knee_deg", 125.0, 125.0, "125° 125°"),
        ("knee_deg", math.nan, 125.0, "\N{EN DASH} 125°"),
    ],
)
def test_what_differs_is_not_said_alike(metric: str, one: float, two: float, said: str) -> None:
    finer = finer_apart(metric, one, two)
    assert " ".join(quantity(metric, value, finer=finer) for value in (one, two)) == said
