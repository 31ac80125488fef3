from pathlib import Path

import av
import numpy as np
import pytest

from fitcount.errors import UsageError
from fitcount.views.gif import MAX_SIDE_PX, GifWriter

# The uneven times of a camera.
TIMES_S = [0.0, 0.033, 0.1, 0.133, 0.5, 0.53, 1.25]


def _write(path: Path, times_s: list[float], width: int = 64, height: int = 48) -> Path:
    with GifWriter(path, width, height) as writer:
        for index, t_s in enumerate(times_s):
            writer.write(np.full((height, width, 3), (200, 10 * index, 60), np.uint8), t_s)
    return path


def _frames(path: Path) -> list[av.VideoFrame]:
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


def test_pictures_keep_their_times_to_a_hundredth_of_a_second(tmp_path: Path) -> None:
    path = _write(tmp_path / "out.gif", TIMES_S)
    assert [frame.time for frame in _frames(path)] == pytest.approx(TIMES_S, abs=0.0051)
    assert list(tmp_path.iterdir()) == [path]


def test_rounding_of_times_does_not_add_up(tmp_path: Path) -> None:
    times_s = [index / 30 for index in range(31)]
    frames = _frames(_write(tmp_path / "out.gif", times_s))
    assert len(frames) == 31
    assert frames[-1].time == pytest.approx(1.0)


def test_leaves_out_pictures_that_browsers_would_slow_down_for(tmp_path: Path) -> None:
    frames = _frames(_write(tmp_path / "out.gif", [index / 120 for index in range(120)]))
    steps_s = np.diff([frame.time or 0.0 for frame in frames])
    assert steps_s.min() >= 0.0199
    assert frames[-1].time == pytest.approx(1.0, abs=0.04)


def test_colours_survive(tmp_path: Path) -> None:
    path = _write(tmp_path / "out.gif", TIMES_S)
    for index, frame in enumerate(_frames(path)):
        picture = frame.to_ndarray(format="rgb24").astype(int)
        assert np.abs(picture.mean(axis=(0, 1)) - (200, 10 * index, 60)).max() <= 8


def test_plays_in_a_loop(tmp_path: Path) -> None:
    assert b"NETSCAPE2.0\x03\x01\x00\x00" in _write(tmp_path / "out.gif", TIMES_S).read_bytes()


def test_large_pictures_are_made_smaller(tmp_path: Path) -> None:
    frame = _frames(_write(tmp_path / "out.gif", [0.0], 1280, 722))[0]
    assert (frame.width, frame.height) == (MAX_SIDE_PX, 361)


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_what_was_written_before_an_error_is_kept(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "out.gif"

    def run() -> None:
        with GifWriter(path, 64, 48) as writer:
            writer.write(np.zeros((48, 64, 3), np.uint8), 0.0)
            raise error

    with pytest.raises(error):
        run()
    assert len(_frames(path)) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_without_pictures_nothing_is_left_behind(tmp_path: Path) -> None:
    _write(tmp_path / "out.gif", [])
    assert list(tmp_path.iterdir()) == []


def test_an_older_gif_stays_until_the_new_one_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "out.gif"
    path.write_bytes(b"older")
    with GifWriter(path, 64, 48) as writer:
        writer.write(np.zeros((48, 64, 3), np.uint8), 0.0)
        assert path.read_bytes() == b"older"
    assert path.read_bytes().startswith(b"GIF89a")


@pytest.mark.parametrize(
    ("name", "says"),
    [("nowhere/out.gif", "there is no folder"), ("folder.gif", "that is a folder"), ("out.mp4", "end in .gif")],
)
def test_says_at_once_that_it_cannot_write(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "folder.gif").mkdir()
    with pytest.raises(UsageError, match=says) as error:
        GifWriter(tmp_path / name, 64, 48)
    assert "\n" not in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.gif"]
