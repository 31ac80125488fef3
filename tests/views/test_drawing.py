"""The pieces that the views draw with: words, dots, digits, history."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from fitcount.views.cells import ASCII_BLOCKS, BRAILLE, HALF_BLOCKS, Cell
from fitcount.views.dashboard.digits import big_number
from fitcount.views.dashboard.history import CAPACITY, STEP_S, History
from fitcount.views.dashboard.letters import big_words
from fitcount.views.glyphs import ASCII, UNICODE, Glyphs
from fitcount.views.pixels import pack


def test_packs_dots_into_characters() -> None:
    dots = np.array([[1, 0, 1], [0, 0, 1], [0, 1, 0]], dtype=np.bool_)
    assert pack(dots, HALF_BLOCKS) == ["▀ █", " ▀ "]
    assert pack(dots, BRAILLE) == ["⠡⠃"]


def test_digits_look_as_designed(snapshot: SnapshotAssertion) -> None:
    lines = [line for number in (1234567890, 25) for line in big_number(number, 100, 7, HALF_BLOCKS)]
    assert "\n" + "\n".join(lines) == snapshot


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_letters_look_as_designed(glyphs: Glyphs, snapshot: SnapshotAssertion) -> None:
    words = "abcdefghijklm nopqrstuvwxyz 0123456789 -'.,!?/ step back"
    assert "\n" + "\n".join(big_words(words, 70, 60, glyphs.letter)) == snapshot


def test_letters_are_as_large_as_fits() -> None:
    sizes = [max(map(len, big_words("rest", width, 20, HALF_BLOCKS))) for width in (20, 40, 80)]
    assert sizes == [20, 40, 80]


@given(st.text(max_size=30), st.integers(0, 120), st.integers(0, 40), st.sampled_from([UNICODE, ASCII]))
def test_letters_fit(words: str, width: int, height: int, glyphs: Glyphs) -> None:
    lines = big_words(words, width, height, glyphs.letter)
    assert len(lines) <= height
    assert all(len(line) <= width for line in lines)


def test_words_without_letters_of_their_own_are_not_drawn() -> None:
    assert big_words("日本", 100, 30, HALF_BLOCKS) == ()


@given(
    st.integers(0, 9999),
    st.integers(0, 120),
    st.integers(0, 40),
    st.sampled_from([HALF_BLOCKS, ASCII_BLOCKS]),
)
def test_digits_fit_and_use_the_room(number: int, width: int, height: int, cell: Cell) -> None:
    lines = big_number(number, width, height, cell)
    assert len(lines) <= height
    assert all(len(line) <= width for line in lines)
    if width >= 26 * len(str(number)) and height >= 5:
        assert len(lines) >= min(height, 12)


@given(st.floats(5, 240), st.floats(0.5, 20))
def test_history_has_one_value_a_step_whatever_the_frame_rate(fps: float, duration_s: float) -> None:
    history, frames = History(), int(fps * duration_s)
    for index in range(frames + 1):
        history.add(index / fps, 100 + index / fps)
    values = history.values()
    assert len(values) == int(frames / fps / STEP_S) + 1
    assert values == pytest.approx(100 + np.arange(len(values)) * STEP_S)


def test_history_shows_gaps_and_stays_bounded() -> None:
    history = History()
    for t_s, value in ((0.0, 90.0), (0.1, math.nan), (0.2, 90.0), (5.0, 90.0), (1e6, 90.0)):
        history.add(t_s, value)
    assert len(history.values()) == CAPACITY
    assert np.isnan(history.values()).all()


def test_history_does_not_join_what_lies_far_apart() -> None:
    history = History()
    for t_s in (0.0, 0.1, 3.0, 3.1):
        history.add(t_s, 90.0)
    values = history.values()
    assert np.isnan(values[3:40]).all()
    assert values[[0, 1, -1]].tolist() == [90.0, 90.0, 90.0]
