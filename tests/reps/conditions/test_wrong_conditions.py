"""What is said of a condition that is wrong, and where it points."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount.reps.conditions import ConditionError, parse_condition
from fitcount.reps.conditions.parsing import MAX_DEPTH, MAX_LENGTH, MAX_PARTS

WRONG: dict[str, str] = {
    "a_bracket_too_few": "max(hip_deg, knee_deg < 90",
    "a_bracket_too_many": "(knee_deg) < 90)",
    "a_comma_for_a_point": "stance_m < 0,3",
    "a_function_of_a_comparison": "abs(knee_deg < 90) < 1",
    "a_metric_called": "knee_deg(1) < 90",
    "a_metric_twice": "knee_deg hip_deg < 90",
    "a_number_called": "90(knee_deg)",
    "a_number_without_anything": "90",
    "a_square_of_an_angle": "knee_deg * hip_deg < 90",
    "a_taking_of_a_comparison": "low(knee_deg < 90)",
    "a_taking_of_a_sum": "low(knee_deg - hip_deg) < 9",
    "a_taking_of_a_taking": "high(low(knee_deg)) < 90",
    "a_taking_of_a_time": "spread(to_peak_s) < 1",
    "a_taking_without_brackets": "high knee_deg < 90",
    "a_time_at_a_place": "rep_s at peak < 3",
    "a_unit": "knee_deg < 90deg",
    "a_unit_sign": "knee_deg < 90°",
    "abs_of_two": "abs(knee_deg, hip_deg) < 90",
    "and_without_a_comparison": "knee_deg > 3 and hip_deg",
    "and_without_a_comparison_before": "knee_deg and hip_deg > 30",
    "another_language": "knee_deg > 90 && hip_deg < 90",
    "another_product": "knee_deg > 2 \N{MULTIPLICATION SIGN} 45",
    "anywhere": "knee_deg at bottom > 90",
    "beyond_what_a_joint_can": "knee_deg > 400",
    "beyond_what_a_joint_can_in_sum": "knee_left_deg + knee_right_deg < 400",
    "code": "__import__('os').system('true') > 1",
    "degrees_against_seconds": "high(knee_deg at peak) > rep_s",
    "degrees_plus_metres": "knee_deg + stance_m > 1",
    "division_by_nothing": "knee_deg / (3 - 3) > 1",
    "empty": "",
    "equal": "knee_deg == 90",
    "in_words": "knee_deg is below 90",
    "max_of_one": "max(knee_deg) < 90",
    "misspelt_function": "hihg(knee_deg) > 90",
    "misspelt_metric": "kne_deg > 90",
    "misspelt_place": "knee_deg at peek > 90",
    "more_than_anything": "knee_deg < 1e999",
    "nested_too_deep": "(" * (MAX_DEPTH + 1) + "knee_deg" + ")" * (MAX_DEPTH + 1) + " < 90",
    "no_comparison": "knee_deg",
    "no_comparison_of_a_long_sum": " + ".join(["knee_left_deg"] * 8),
    "not_a_metric": "not knee_deg",
    "not_not": "not not knee_deg < 90",
    "nothing_between": "90 < knee_deg < 60",
    "nothing_between_two_comparisons": "knee_deg > 90 and hip_deg > 30 and knee_deg < 60",
    "only_numbers": "2 * 45 > 60",
    "only_spaces": "   ",
    "ratio_of_degrees_and_seconds": "knee_deg / rep_s > 1",
    "seconds_below_zero": "to_peak_s < 0",
    "text": "knee_deg > 'much'",
    "the_end_after_an_operator": "knee_deg >",
    "too_long": "knee_deg < 90 or " * 24,
    "too_many_parts": " + ".join(["rep_s"] * (MAX_PARTS // 2 + 1)) + "<9",
    "two_comparators": "knee_deg > > 90",
    "two_operators": "knee_deg > and 90",
    "unknown_everything": "quux > 3",
    "unprintable": "knee_deg \u200b< 90",
}


@pytest.mark.parametrize("case", sorted(WRONG))
def test_a_wrong_condition_is_pointed_at(case: str, snapshot: SnapshotAssertion) -> None:
    text = WRONG[case]
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    error = caught.value
    assert 0 <= error.offset <= len(text)
    assert error.offset + error.length <= len(text)
    assert len(str(error)) < 200
    assert f"{text}\n{' ' * error.offset}{'^' * max(error.length, 1)}\n{error}" == snapshot


GRAMMAR_WORDS = ("METRIC", "NUMBER", "TAKING", "COMPARE", "OPEN", "CLOSE", "TIMES", "$END", "PLACE", "Token", "lark")


@pytest.mark.parametrize("text", sorted(WRONG.values()))
def test_the_words_are_a_persons(text: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    assert not any(word in str(caught.value) for word in GRAMMAR_WORDS)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (WRONG["too_long"], MAX_LENGTH),
        ("knee_deg < 90".ljust(MAX_LENGTH + 1), MAX_LENGTH),
        (WRONG["too_many_parts"], MAX_PARTS),
        (WRONG["nested_too_deep"], MAX_DEPTH),
    ],
)
def test_a_size_comes_with_its_limit(text: str, limit: int) -> None:
    with pytest.raises(ConditionError, match=rf"{limit} are the most"):
        parse_condition(text)


@pytest.mark.parametrize(
    "text",
    [
        "knee_deg < 90".ljust(MAX_LENGTH),
        "(" * MAX_DEPTH + "knee_deg" + ")" * MAX_DEPTH + " < 90",
        " + ".join(["rep_s"] * (MAX_PARTS // 2 - 1)) + " < 9",
    ],
)
def test_what_just_fits_is_read(text: str) -> None:
    assert parse_condition(text).measures


@pytest.mark.parametrize(
    ("text", "degrees"),
    [("knee_deg at peak < 1.57", "90"), ("2.9 > knee_deg", "166"), ("not hip_sag_deg > -0.5", "-29")],
)
def test_radians_are_doubted(text: str, degrees: str) -> None:
    (doubt,) = parse_condition(text).doubts
    assert doubt.suggestion == f"if it is in radians, write {degrees}"


@pytest.mark.parametrize("text", ["knee_deg < 90", "tempo_ratio > 2.5", "stance_m < 0.3", "knee_deg - hip_deg < 3"])
def test_a_usual_limit_is_not_doubted(text: str) -> None:
    assert parse_condition(text).doubts == ()
