"""Two sessions side by side: what is no more than chance or the camera is no change."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.kept import KeptSet
from fitcount.views.changed import Verdict
from fitcount.views.comparison import Compared, Performance, changes, performance, side_by_side
from fitcount.views.comparison.changes import LEAST_DEG, can_differ, differ, of_like_length
from fitcount.views.comparison.side_by_side import NOTHING, OTHERWISE, TOO_FEW

from .evening import CURLS, LEAN, SQUATS, WALL_SIT, WORDS, kept_set, rep, too_high
from .scenes import printed


def done(*sets: KeptSet, view: str = "side") -> Performance:
    return performance(sets, None, WORDS[sets[0].exercise], view)


def squats(lows: Sequence[float], took_s: float = 2.0, **more: object) -> KeptSet:
    return kept_set([rep(number, 3.0 * number, took_s, low, **more) for number, low in enumerate(lows, start=1)])


def found(before: Performance, now: Performance) -> list[tuple[Verdict, str]]:
    words = WORDS[now.sets[0].exercise]
    return [(change.verdict, change.text.split(":")[0]) for change in changes(before, now, words)]


def shown(before: Performance, now: Performance, encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    one, two = (Compared(f"session {number}", "Sat 2026-03-07", each) for number, each in ((1, before), (2, now)))
    words = WORDS[now.sets[0].exercise]
    return printed(side_by_side(one, two, words), Console(file=stream, width=80, _environ={}))


SHALLOW = [88.0, 90.0, 89.0, 91.0, 90.0, 89.0]
DEEP = [75.0, 76.0, 75.0, 77.0, 76.0, 75.0]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_looks_as_designed(encoding: str, snapshot: SnapshotAssertion) -> None:
    before, now = done(SQUATS), done(squats(DEEP, 3.0), view="front")
    assert shown(before, now, encoding) == snapshot


@pytest.mark.parametrize("each", [SQUATS, CURLS, WALL_SIT])
def test_nothing_has_changed_against_itself(each: KeptSet) -> None:
    assert found(done(each), done(each)) == []
    assert NOTHING in shown(done(each), done(each))


@given(st.lists(st.floats(50.0, 95.0), min_size=1, max_size=20), st.floats(0.3, 6.0))
def test_no_session_has_changed_against_itself(lows: list[float], took_s: float) -> None:
    assert found(done(squats(lows, took_s)), done(squats(lows, took_s))) == []


@given(*2 * [st.lists(st.floats(50.0, 95.0), min_size=1, max_size=12)])
def test_what_is_better_one_way_is_worse_the_other(one: list[float], two: list[float]) -> None:
    there, back = (found(done(squats(a)), done(squats(b))) for a, b in ((one, two), (two, one)))
    for verdict, other in ((Verdict.BETTER, Verdict.WORSE), (Verdict.WORSE, Verdict.BETTER)):
        assert sum(each is verdict for each, _ in there) == sum(each is other for each, _ in back)


def test_going_deeper_is_better() -> None:
    assert found(done(squats(SHALLOW)), done(squats(DEEP))) == [
        (Verdict.BETTER, "goes further"),
        (Verdict.BETTER, "wider range"),
    ]


@pytest.mark.parametrize(("by_deg", "told"), [(LEAST_DEG - 0.5, False), (LEAST_DEG + 0.5, True)])
def test_what_the_camera_cannot_tell_is_no_change(by_deg: float, told: bool) -> None:
    assert differ(SHALLOW, [low - by_deg for low in SHALLOW], "knee_deg") is told


def test_what_the_repetitions_spread_over_is_no_change() -> None:
    assert not differ([60.0, 95.0, 70.0, 90.0, 62.0], [75.0, 99.0, 65.0, 98.0, 97.0], "knee_deg")


def test_too_few_repetitions_tell_nothing() -> None:
    assert [can_differ(*sizes) for sizes in ((3, 3), (4, 4), (2, 7), (2, 8), (1, 39), (0, 90))] == [
        False, True, False, True, False, False,
    ]  # fmt: skip
    assert TOO_FEW in shown(done(squats([90.0] * 2)), done(squats([70.0] * 2)))


def test_a_slower_tempo_is_neither_better_nor_worse() -> None:
    assert found(done(squats(DEEP, 2.0)), done(squats(DEEP, 3.0))) == [
        (Verdict.OTHER, "slower down"),
        (Verdict.OTHER, "slower up"),
    ]


def test_fewer_faults_and_rejections_are_better_if_it_is_no_chance() -> None:
    leaning = kept_set(
        [rep(number, 3.0 * number, faults=(LEAN,)) for number in range(1, 9)],
        [too_high(30.0 + 3.0 * number) for number in range(8)],
    )
    assert found(done(leaning), done(squats([75.0] * 8))) == [
        (Verdict.BETTER, "fewer did not count"),
        (Verdict.BETTER, "less forward lean"),
    ]
    assert found(done(SQUATS), done(squats([75.0] * 4))) == []


def test_by_another_standard_what_counts_is_not_compared() -> None:
    deep = [rep(number, 6.0 * number) for number in range(1, 7)]
    shallow = [rep(number, 3.0 + 6.0 * number, low=118.0) for number in range(7, 13)]
    strict = kept_set(deep, [too_high(each.start_s) for each in shallow])
    loose = kept_set([*deep, *shallow], standard="half")
    (only,) = changes(done(strict), done(loose), WORDS["squat"])
    assert (only.verdict, only.text) == (Verdict.OTHER, "another standard: parallel before, half now")
    assert OTHERWISE in shown(done(strict), done(loose))


def test_an_amount_is_told_as_such() -> None:
    (one,) = changes(done(squats(DEEP)), done(squats(DEEP[:4])), WORDS["squat"])
    assert (one.verdict, one.text, one.of_amount) == (Verdict.OTHER, "reps: 6 before, 4 now", True)
    assert not any(change.of_amount for change in changes(done(squats(SHALLOW)), done(squats(DEEP)), WORDS["squat"]))


def test_amounts_are_comparable_where_sessions_are_of_like_length() -> None:
    one, half, less = (done(squats([75.0] * number)) for number in (8, 4, 3))
    assert of_like_length(one, half)
    assert of_like_length(half, one)
    assert not of_like_length(one, less)
    assert not of_like_length(less, one)
    assert not of_like_length(one, done(squats([75.0] * 4), squats([75.0] * 4)))


def test_of_more_holds_the_longest_is_compared() -> None:
    short, long = replace(WALL_SIT, held_s=12.0), replace(WALL_SIT, held_s=30.0)
    assert [text for _, text in found(done(short), done(long))] == ["held longer"]
    (change,) = changes(done(short, short, short), done(long), WORDS["wall_sit"])
    assert (change.verdict, change.text) == (Verdict.BETTER, "longer at the longest: 12.0 s before, 30.0 s now")


def test_movements_are_compared_whatever_the_standard() -> None:
    strict = kept_set([rep(1, 3.0)], [too_high(6.0)])
    loose = kept_set([rep(number, 3.0 * number) for number in range(1, 6)], standard="half")
    assert [text for _, text in found(done(strict), done(loose))] == ["another standard", "movements"]
    (_, movements) = changes(done(strict), done(loose), WORDS["squat"])
    assert movements.text == "movements: 2 before, 5 now"
