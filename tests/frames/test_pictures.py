from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.errors import SourceError
from fitcount.frames import open_source
from fitcount.frames.pictures import natural_key

from .clips import shade, shade_index, with_exif_orientation


def save(path: Path, index: int, width: int = 64, height: int = 48) -> Path:
    cv2.imwrite(str(path), cv2.cvtColor(shade(index, width, height), cv2.COLOR_RGB2BGR))
    return path


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".bmp", ".webp", ".JPEG"])
def test_a_picture_is_a_source_of_one_frame(tmp_path: Path, suffix: str) -> None:
    with open_source(save(tmp_path / f"me{suffix}", 25)) as source:
        frames = list(source)
    assert [(frame.index, frame.t_s, shade_index(frame.image_rgb)) for frame in frames] == [(0, 0.0, 25)]
    assert frames[0].image_rgb[5, 5] == pytest.approx([220, 30, 30], abs=12)
    assert (source.info.frames, source.info.width, source.info.height) == (1, 64, 48)


def test_names_are_not_patterns(tmp_path: Path) -> None:
    save(tmp_path / "img001.png", 1)
    with open_source(save(tmp_path / "img%03d.png", 9)) as source:
        assert [shade_index(frame.image_rgb) for frame in source] == [9]


def test_a_colon_in_a_name_is_no_protocol(tmp_path: Path) -> None:
    with open_source(save(tmp_path / "squat: day 1.png", 9)) as source:
        assert len(list(source)) == 1


@pytest.mark.parametrize(("orientation", "turns"), [(1, 0), (3, 2), (6, -1), (8, 1)])
def test_a_photograph_comes_upright(tmp_path: Path, orientation: int, turns: int) -> None:
    plain = save(tmp_path / "plain.jpg", 0)
    path = tmp_path / "held.jpg"
    path.write_bytes(with_exif_orientation(plain.read_bytes(), orientation))
    with open_source(plain) as straight, open_source(path) as held:
        expected = np.rot90(next(iter(straight)).image_rgb, turns)
        assert np.array_equal(next(iter(held)).image_rgb, expected)


def test_a_folder_is_shown_in_natural_order(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        save(tmp_path / f"img{number}.png", number)
    (tmp_path / "notes.txt").write_text("not a picture")
    with open_source(tmp_path) as source:
        frames = list(source)
    assert [shade_index(frame.image_rgb) for frame in frames] == [1, 2, 10]
    assert [frame.t_s for frame in frames] == pytest.approx([0, 1 / 30, 2 / 30])
    assert (source.info.fps, source.info.frames) == (30.0, 3)
    assert source.info.duration_s == pytest.approx(0.1)
    assert source.warnings == []


def test_the_rate_of_a_folder_can_be_given(tmp_path: Path) -> None:
    for number in range(3):
        save(tmp_path / f"{number}.png", number)
    with open_source(tmp_path, fps=4) as source:
        assert [frame.t_s for frame in source] == [0.0, 0.25, 0.5]
        assert source.info.fps == 4


def test_a_picture_that_cannot_be_read_leaves_its_time_empty(tmp_path: Path) -> None:
    for number in range(3):
        save(tmp_path / f"{number}.png", number)
    (tmp_path / "1.png").write_text("not a picture")
    with open_source(tmp_path, fps=10) as source:
        frames = list(source)
    assert [(frame.index, frame.t_s) for frame in frames] == [(0, 0.0), (1, 0.2)]
    assert source.warnings == ["passed over: 1.png is damaged: no picture can be decoded from it"]


def test_pictures_may_differ_in_size(tmp_path: Path) -> None:
    save(tmp_path / "1.png", 1, 64, 48)
    save(tmp_path / "2.png", 2, 101, 77)
    with open_source(tmp_path) as source:
        assert [frame.image_rgb.shape for frame in source] == [(48, 64, 3), (77, 101, 3)]


def test_a_folder_of_broken_pictures_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_text("not a picture")
    with pytest.raises(SourceError, match="not one frame"):
        open_source(tmp_path)


@given(st.lists(st.integers(0, 10**6), unique=True), st.sampled_from(["img", "Frame ", "", "7-"]))
def test_numbered_names_sort_as_their_numbers(numbers: list[int], prefix: str) -> None:
    names = [f"{prefix}{number}.png" for number in numbers]
    assert sorted(names, key=natural_key) == [f"{prefix}{number}.png" for number in sorted(numbers)]


@given(st.lists(st.text(max_size=8), unique=True))
def test_any_names_have_one_order(names: list[str]) -> None:
    ordered = sorted(names, key=natural_key)
    assert all(natural_key(a) < natural_key(b) for a, b in pairwise(ordered))
