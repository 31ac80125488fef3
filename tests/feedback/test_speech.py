"""A line of the screen, as a voice can say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.feedback.speech import speakable


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("10, last one", "10, last one"),
        ("plank for 45 s", "plank for 45 seconds"),
        ("camera 0 is gone:\n plug it in", "camera 0 is gone:? plug it in"),
        ("--file=/etc/passwd", "file=/etc/passwd"),
    ],
)
def test_is_said(text: str, said: str) -> None:
    assert speakable(text) == said


@given(st.text())
def test_is_one_line_and_no_option(text: str) -> None:
    said = speakable(text)
    assert said.isprintable()
    assert not said.startswith("-")
