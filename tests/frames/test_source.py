"""What cannot be opened, and what a person is told about it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from fitcount.errors import SourceError, UsageError
from fitcount.frames import MIN_SIDE_PX, open_source

from .clips import cut, make_sound, make_video, noise, with_exif_orientation
from .mjpeg import refused_url


def text_as_video(folder: Path) -> Path:
    (folder / "a.mp4").write_text("not a video\n" * 100)
    return folder / "a.mp4"


def text(folder: Path) -> Path:
    (folder / "a.txt").write_text("FFmpeg would show this as a film\n" * 100)
    return folder / "a.txt"


def zero_bytes(folder: Path) -> Path:
    (folder / "a.mp4").touch()
    return folder / "a.mp4"


def picture_of(side: int) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        cv2.imwrite(str(folder / "a.png"), np.zeros((side, 64, 3), np.uint8))
        return folder / "a.png"

    return make


def headless_cut(folder: Path) -> Path:
    """Cut off before the index, which this one has at its end."""
    return cut(make_video(folder / "a.mp4", [noise(0)] * 5), 0.5)


CASES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda folder: folder / "a.mp4", "no file or folder {}: check"),
    "below a file": (lambda folder: zero_bytes(folder) / "a.mp4", "{} cannot be opened: Not a directory"),
    "text as video": (text_as_video, "{} cannot be read (Invalid data found"),
    "text": (text, "a.txt has no video in it, only text: choose a video"),
    "zero bytes": (zero_bytes, "{} is empty (0 bytes)"),
    "empty folder": (lambda folder: folder, "the folder {} has no pictures in it (.avif .bmp"),
    "1 pixel": (picture_of(1), "a.png is 64x1 pixels: too small, each side must have 32 or more"),
    "almost": (picture_of(MIN_SIDE_PX - 1), "a.png is 64x31 pixels: too small"),
    "sound": (lambda folder: make_sound(folder / "a.m4a"), "a.m4a has no video in it, only audio"),
    "song": (lambda folder: make_sound(folder / "a.mp4", cover=True), "a.mp4 has no video in it, only audio"),
    "no index": (headless_cut, "{} cannot be read (Invalid data found"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, case: str) -> None:
    make, expected = CASES[case]
    path = make(tmp_path)
    with pytest.raises(SourceError) as error:
        open_source(path)
    assert str(error.value).startswith(expected.format(path))
    assert "\n" not in str(error.value)


def test_the_smallest_picture_is_read(tmp_path: Path) -> None:
    with open_source(picture_of(MIN_SIDE_PX)(tmp_path)) as source:
        assert source.info.height == MIN_SIDE_PX


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_without_permission(forbidden: Path) -> None:
    with pytest.raises(SourceError, match="Permission denied") as error:
        open_source(forbidden)
    assert str(forbidden) in str(error.value)


def test_a_path_of_digits_is_a_file() -> None:
    with pytest.raises(SourceError, match="no file or folder 7"):
        open_source(Path("7"))


@pytest.mark.parametrize("fps", [0.0, -1.0, float("nan")])
def test_an_impossible_rate_is_refused(tmp_path: Path, fps: float) -> None:
    with pytest.raises(UsageError, match="give a number above 0"):
        open_source(tmp_path, fps=fps)


READ_ALL = """
import sys
from fitcount.errors import SourceError
from fitcount.frames import open_source
for spec in sys.argv[1:]:
    try:
        with open_source(spec, timeout_s=1.0) as source:
            print(len(list(source)))
    except SourceError:
        print("error")
"""


def test_the_libraries_keep_their_messages_to_themselves(tmp_path: Path) -> None:
    """Whatever is wrong with a source, file descriptor 2 stays empty."""
    video = cut(make_video(tmp_path / "cut.mkv", [noise(index) for index in range(30)]), 0.5)
    jpeg = cv2.imencode(".jpg", noise(0))[1].tobytes()
    (tmp_path / "cut.jpg").write_bytes(with_exif_orientation(jpeg, 6)[: len(jpeg) // 2])
    (tmp_path / "cut.png").write_bytes(cv2.imencode(".png", noise(0))[1].tobytes()[:5000])
    specs = [video, tmp_path / "cut.jpg", tmp_path / "cut.png", text_as_video(tmp_path), "97", refused_url()]
    ran = subprocess.run([sys.executable, "-c", READ_ALL, *map(str, specs)], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    counts = ran.stdout.split()
    assert 5 < int(counts[0]) < 25
    assert counts[1:] == ["1", "error", "error", "error", "error"]
