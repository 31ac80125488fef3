from __future__ import annotations

import re
import time
from collections.abc import Callable
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest

from fitcount.errors import SourceError
from fitcount.frames import open_source
from fitcount.frames.container import decode, open_container, transform, video_stream
from fitcount.types import Frame, UInt8Array

from .clips import FPS, cut, make_sound, make_video, noise, set_display_matrix, shade, shade_index


def read(path: Path) -> tuple[list[Frame], list[str]]:
    with open_source(path) as source:
        return list(source), source.warnings


def noisy(path: Path, codec: str = "libx264", options: dict[str, str] | None = None) -> Path:
    """Two seconds, each frame of about the same number of bytes."""
    return make_video(path, [noise(index) for index in range(2 * FPS)], codec=codec, options=options)


def test_every_frame_comes_once_and_in_order(clip: Path) -> None:
    frames, warnings = read(clip)
    assert [frame.index for frame in frames] == list(range(FPS))
    assert [shade_index(frame.image_rgb) for frame in frames] == list(range(FPS))
    assert [frame.t_s for frame in frames] == pytest.approx([index / FPS for index in range(FPS)])
    assert all(frame.decode_ms > 0 for frame in frames)
    assert warnings == []


def test_what_is_known_before_the_first_frame(clip: Path) -> None:
    with open_source(str(clip)) as source:
        info = source.info
        assert (info.name, info.width, info.height, info.live) == ("clip.mp4", 64, 48, False)
        assert (info.fps, info.frames, info.duration_s) == (30.0, 30, 1.0)
        assert source.dropped == 0


def test_colours_are_red_green_blue(clip: Path) -> None:
    corner = read(clip)[0][0].image_rgb[4:12, 4:12].reshape(-1, 3).mean(axis=0)
    assert corner == pytest.approx([220, 30, 30], abs=12)


def test_time_is_the_stamps_of_a_variable_frame_rate(tmp_path: Path) -> None:
    stamps = [500, 533, 700, 701, 1500, 2600]
    pictures = [shade(index) for index in range(len(stamps))]
    path = make_video(tmp_path / "vfr.mkv", pictures, stamps, time_base=Fraction(1, 1000))
    assert [frame.t_s for frame in read(path)[0]] == pytest.approx([0, 0.033, 0.2, 0.201, 1.0, 2.1])


@pytest.mark.parametrize(
    ("name", "codec", "pixels", "size"),
    [
        ("odd.mp4", "mpeg4", "yuv420p", (321, 241)),
        ("odd.gif", "gif", "rgb8", (153, 272)),
        ("444.mp4", "libx264", "yuv444p", (97, 65)),
        ("full_range.avi", "mjpeg", "yuvj420p", (64, 48)),
        ("ten_bit.mkv", "ffv1", "yuv420p10le", (64, 48)),
    ],
)
def test_any_size_and_pixel_format(tmp_path: Path, name: str, codec: str, pixels: str, size: tuple[int, int]) -> None:
    pictures = [shade(10 * index, *size) for index in range(3)]
    path = make_video(tmp_path / name, pictures, codec=codec, pixels=pixels)
    frames, _ = read(path)
    assert [frame.image_rgb.shape for frame in frames] == [(size[1], size[0], 3)] * 3
    for frame, picture in zip(frames, pictures, strict=True):
        assert np.abs(frame.image_rgb[-8:].astype(int) - picture[-8:]).mean() < 24  # rgb8 has 4 shades of blue


def test_a_gif_keeps_the_duration_of_each_frame(tmp_path: Path) -> None:
    pictures = [shade(10 * index) for index in range(3)]
    path = make_video(tmp_path / "a.gif", pictures, [0, 10, 60], time_base=Fraction(1, 100), codec="gif", pixels="rgb8")
    assert [frame.t_s for frame in read(path)[0]] == pytest.approx([0, 0.1, 0.6])


@pytest.mark.parametrize(
    ("matrix", "change"),
    [
        ((0, 1, -1, 0), lambda image: np.rot90(image, -1)),
        ((0, -1, 1, 0), np.rot90),
        ((-1, 0, 0, -1), lambda image: np.rot90(image, 2)),
        ((-1, 0, 0, 1), np.fliplr),
        ((1, 0, 0, -1), np.flipud),
        ((0, 1, 1, 0), lambda image: image.transpose(1, 0, 2)),
    ],
    ids=["clockwise", "counterclockwise", "upside down", "mirrored", "flipped", "transposed"],
)
def test_a_phone_video_comes_upright(
    tmp_path: Path, matrix: tuple[int, int, int, int], change: Callable[[UInt8Array], UInt8Array]
) -> None:
    pictures = [shade(index) for index in range(3)]
    plain = read(make_video(tmp_path / "plain.mp4", pictures))[0]
    turned = set_display_matrix(make_video(tmp_path / "turned.mp4", pictures), *matrix)
    with open_source(turned) as source:
        first = next(iter(source))
    assert np.array_equal(first.image_rgb, change(plain[0].image_rgb))
    assert (source.info.height, source.info.width) == first.image_rgb.shape[:2]
    assert first.image_rgb.flags.c_contiguous


def test_a_matrix_moves_a_pixel_where_it_says() -> None:
    image: UInt8Array = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    upright = transform(image, np.array([0, 1, 0, -1, 0, 0, 0, 0, 1], np.int32))  # x' = -y, y' = x
    assert upright.shape == (3, 2, 3)
    assert np.array_equal(upright[0, -1], image[0, 0])


@pytest.mark.parametrize("name", ["cut.mp4", "cut.mkv", "cut.avi"])
def test_a_video_that_was_cut_off_is_read_up_to_there(tmp_path: Path, name: str) -> None:
    codec = "mpeg4" if name.endswith("avi") else "libx264"
    options = {"movflags": "faststart"} if name.endswith("mp4") else {}
    path = noisy(tmp_path / name, codec=codec, options=options)
    frames, warnings = read(cut(path, 0.5))
    assert 0.3 * 60 < len(frames) < 0.7 * 60
    assert len(warnings) == 1
    assert warnings[0].startswith(f"{name} is damaged a")
    assert f" {frames[-1].t_s + 1 / FPS:.1f} s" in warnings[0]


def test_a_transport_stream_that_was_cut_off_is_whole_up_to_there(tmp_path: Path) -> None:
    # It states no length: where it ends is its end.
    frames, _ = read(cut(noisy(tmp_path / "cut.ts"), 0.5))
    assert 0.3 * 60 < len(frames) < 0.7 * 60


def test_damage_in_the_middle_is_told_and_passed_over(tmp_path: Path) -> None:
    path = noisy(tmp_path / "scratched.mp4")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 2000] = bytes(2000)
    path.write_bytes(data)
    frames, warnings = read(path)
    assert frames[-1].t_s == pytest.approx(59 / FPS)
    assert len(warnings) == 1
    place = re.fullmatch(r"scratched.mp4 is damaged at (.*) s: counted what could be read", warnings[0])
    assert place is not None
    assert float(place[1]) == pytest.approx(1.0, abs=0.2)


def test_none_among_the_packets_gets_what_the_decoder_holds(clip: Path) -> None:
    with open_container(f"file:{clip}", "clip") as container:
        stream = video_stream(container, "clip")
        packets = list(islice(container.demux(stream), 20))
        held_back = list(decode(packets, stream, damaged=pytest.fail))
        assert len(held_back) < 20
        assert len(held_back) + len(list(decode([None], stream, damaged=pytest.fail))) == 20


def test_a_colon_in_a_name_is_no_protocol(clip: Path) -> None:
    assert len(read(clip.rename(clip.with_name("squat: day 1.mp4")))[0]) == FPS


def test_a_slow_reader_changes_no_time(clip: Path) -> None:
    with open_source(clip) as source:
        frames = iter(source)
        next(frames)
        time.sleep(0.2)
        assert next(frames).t_s == pytest.approx(1 / FPS)


def test_closing_ends_the_iteration(clip: Path) -> None:
    with open_source(clip) as source:
        next(iter(source))
    assert list(source) == []


def test_time_rises_in_every_container(tmp_path: Path) -> None:
    for name in ("a.mp4", "a.mkv", "a.ts", "a.mov"):
        frames, warnings = read(make_video(tmp_path / name, [shade(index) for index in range(12)]))
        assert all(a.t_s < b.t_s for a, b in pairwise(frames)), name
        assert (len(frames), warnings) == (12, []), name
        assert frames[-1].t_s == pytest.approx(11 / FPS, abs=1e-3), name


def test_sound_alone_is_no_video(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"^sound.m4a has no video in it, only audio: choose a video$"):
        open_source(make_sound(tmp_path / "sound.m4a"))
