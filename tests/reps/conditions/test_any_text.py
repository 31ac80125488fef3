"""Whatever the text, it is a condition or a clear error."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.reps.conditions import Condition, ConditionError, Measured, parse_condition, text_of
from fitcount.reps.library import exercise_names, find_exercise

WORDS = (
    "knee_deg", "hip_height_ratio", "stance_m", "rep_s", "tempo_ratio", "kne_deg", "low", "middle", "spread", "abs",
    "min", "max", "at", "start", "peak", "and", "or", "not", "<", "<=", ">", ">=", "==", "+", "-", "*", "/", "(", ")",
    ",", "90", "0.5", "1e9", "0", "°", "'", "__class__", "lambda", ".", " ", "\n",
)  # fmt: skip
SHIPPED = sorted(
    {
        condition.text
        for name in exercise_names()
        for rule in getattr(find_exercise(name), "form", ()) + getattr(find_exercise(name), "posture", ())
        for condition in [getattr(rule, "when", None) or rule.need]
    }
)


@st.composite
def _changed(draw: st.DrawFn) -> str:
    """A condition that ships, with parts of it cut out, doubled, or replaced."""
    text: str = draw(st.sampled_from(SHIPPED))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(start + 12, len(text))))
        put = draw(st.one_of(st.sampled_from(WORDS), st.text(max_size=3), st.just(2 * text[start:end])))
        text = text[:start] + put + text[end:]
    return text


def outcome(text: str) -> Condition | ConditionError:
    try:
        return parse_condition(text)
    except ConditionError as error:
        return error


def check(text: str) -> None:
    found = outcome(text)
    if isinstance(found, ConditionError):
        assert str(found).isprintable()
        assert 0 <= found.offset <= found.offset + found.length <= len(text)
        return
    again = outcome(text_of(found.tree))
    assert again == found or "are the most" in str(again)
    for value in (0.0, -3.0, 90.0, 1e200, math.nan, math.inf):
        measured = Measured(value, 5.0, 0.0)
        found.judge(lambda _, measured=measured: measured, margin=1.0)  # type: ignore[misc]


@given(st.text(max_size=500))
def test_of_any_characters(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join))
def test_of_any_words(text: str) -> None:
    check(text)


@given(_changed())
def test_of_a_changed_condition(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", SHIPPED)
def test_of_every_condition_that_ships(text: str) -> None:
    check(text)
    assert parse_condition(text).doubts == ()


@pytest.mark.parametrize(
    "piece", ["(", ")", "not ", "-", "1+", "knee_deg<", "abs(", "9", "a", "a ", ".", "-(", "min(1,"]
)
def test_of_a_great_many(piece: str) -> None:
    for count in (400 // len(piece), 100_000):
        with pytest.raises(ConditionError):
            parse_condition(piece * count)
