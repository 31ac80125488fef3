"""Single pictures of a video file, looked up by their time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fitcount.errors import SourceError
from fitcount.frames.glimpse import Glimpses
from fitcount.types import UInt8Array
from fitcount.views.video import VideoWriter

FPS, SECONDS = 10, 4


def shade(number: int) -> UInt8Array:
    """Each frame has a grey of its own."""
    return np.full((64, 96, 3), 40 + 4 * number, np.uint8)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "greys.mp4"
    with VideoWriter(path, 96, 64, FPS) as writer:
        for number in range(FPS * SECONDS):
            writer.write(shade(number), number / FPS)
    return path


def test_gives_the_picture_of_a_time_in_any_order(clip: Path) -> None:
    with Glimpses(clip) as glimpses:
        for number in (25, 3, 0, 39, 24):
            picture = glimpses.at(number / FPS)
            assert picture is not None
            assert picture.shape == (64, 96, 3)
            assert abs(float(picture.mean()) - shade(number).mean()) < 2.0


def test_gives_nothing_after_the_end(clip: Path) -> None:
    with Glimpses(clip) as glimpses:
        assert glimpses.at(SECONDS + 1.0) is None


def test_what_is_no_video_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "words.mp4").write_text("no video")
    with pytest.raises(SourceError, match=r"words\.mp4 cannot be read"):
        Glimpses(tmp_path / "words.mp4")
