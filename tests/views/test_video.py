from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import Colorspace

from fitcount.errors import UsageError
from fitcount.views.video import PIECE_FRAMES, TIME_BASE, VideoWriter

# The uneven times of a camera.
TIMES_S = [0.0, 0.033, 0.1, 0.133, 0.5, 0.5334, 1.25]


def _write(writer: VideoWriter, times_s: list[float], width: int = 64, height: int = 48) -> None:
    for index, t_s in enumerate(times_s):
        writer.write(np.full((height, width, 3), (200, 10 * index % 256, 60), np.uint8), t_s)


def _times_s(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [frame.time for frame in container.decode(video=0) if frame.time is not None]


def test_frames_keep_their_times(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with VideoWriter(path, 64, 48, 30.0) as writer:
        _write(writer, TIMES_S)
    assert _times_s(path) == pytest.approx(TIMES_S, abs=float(TIME_BASE))
    assert list(tmp_path.iterdir()) == [path]


def test_colours_survive(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with VideoWriter(path, 64, 48, 30.0) as writer:
        _write(writer, [0.0])
    with av.open(str(path)) as container:
        image = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(image.astype(int) - (200, 0, 60)).max() <= 6


def test_plays_in_browsers(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with VideoWriter(path, 64, 48, 30.0) as writer:
        _write(writer, TIMES_S)
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert context.colorspace == Colorspace.ITU601
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_one_that_is_written_in_place_can_be_played_while_it_is_written(tmp_path: Path) -> None:
    """So it can if the program was killed in the middle."""
    path = tmp_path / "out.mp4"
    with VideoWriter(path, 64, 48, 30.0, in_place=True) as writer:
        _write(writer, [frame / 30.0 for frame in range(2 * PIECE_FRAMES)])
        _write(writer, [2 * PIECE_FRAMES / 30.0 + frame / 30.0 for frame in range(PIECE_FRAMES)])
        assert len(_times_s(path)) >= PIECE_FRAMES
    assert len(_times_s(path)) == 3 * PIECE_FRAMES


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_what_was_written_before_an_error_is_kept(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "out.mp4"

    def run() -> None:
        with VideoWriter(path, 64, 48, 30.0) as writer:
            _write(writer, TIMES_S[:4])
            raise error

    with pytest.raises(error):
        run()
    assert len(_times_s(path)) == 4
    assert list(tmp_path.iterdir()) == [path]


def test_without_frames_nothing_is_left_behind(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "out.mp4", 64, 48, 30.0):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_older_video_stays_until_the_new_one_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    path.write_bytes(b"older")
    with VideoWriter(path, 64, 48, 30.0) as writer:
        _write(writer, TIMES_S)
        assert path.read_bytes() == b"older"
    assert len(_times_s(path)) == len(TIMES_S)


def test_odd_sides_lose_no_pixel(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with VideoWriter(path, 65, 49, float("nan")) as writer:
        _write(writer, TIMES_S, 65, 49)
    with av.open(str(path)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (66, 50)


def test_frames_at_the_same_time_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with VideoWriter(path, 64, 48, 30.0) as writer:
        _write(writer, [0.0, 0.0, 0.0, 0.1])
    assert len(set(_times_s(path))) == 4


def test_falls_back_where_x264_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(av, "codecs_available", {"mpeg4"})
    path = tmp_path / "out.mp4"
    with VideoWriter(path, 64, 48, 30.0) as writer:
        _write(writer, TIMES_S)
    with av.open(str(path)) as container:
        assert container.streams.video[0].codec_context.name == "mpeg4"
    assert len(_times_s(path)) == len(TIMES_S)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere/out.mp4", "there is no folder"),
        ("folder.mp4", "that is a folder"),
        ("out.gif", "end in .mp4"),
        ("x" * 250 + ".mp4", "name too long"),
    ],
)
def test_says_before_counting_that_it_cannot_write(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "folder.mp4").mkdir()
    with pytest.raises(UsageError, match=f"(?i){says}") as error:
        VideoWriter(tmp_path / name, 64, 48, 30.0)
    assert "\n" not in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.mp4"]
