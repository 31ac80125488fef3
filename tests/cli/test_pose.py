"""`fitcount pose`: what it shows, draws, saves and leaves behind."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from fitcount.cli.observer import Observer
from fitcount.cli.pose_outputs import Kind
from fitcount.cli.sinks import Portrait, showing_sinks
from fitcount.config import demo_clip
from fitcount.errors import SourceError
from fitcount.frames import open_source
from fitcount.frames.recorded import Recorded
from fitcount.pose.networks import load_networks
from fitcount.types import LANDMARK, LANDMARK_NAMES, Frame, UInt8Array
from fitcount.views.picture_file import encode_picture
from fitcount.views.pose_summary import Tally
from fitcount.views.sighting import Sighting
from fitcount.views.video import VideoWriter

from .conftest import Fitcount

LITE = ("--model", "lite")
FRAMES = 6


@pytest.fixture(scope="module")
def pictures() -> list[UInt8Array]:
    """Of somebody who begins to squat, a sixth of a second apart."""
    with open_source(demo_clip()) as source:
        return [frame.image_rgb for frame in islice(source, 0, 5 * FRAMES, 5)]


@pytest.fixture
def picture(tmp_path: Path, pictures: list[UInt8Array]) -> Path:
    path = tmp_path / "squat.png"
    path.write_bytes(encode_picture(pictures[0], ".png"))
    return path


@pytest.fixture
def folder(tmp_path: Path, pictures: list[UInt8Array]) -> Path:
    """Two pictures with somebody, one with nobody, one that is damaged."""
    path = tmp_path / "photos"
    path.mkdir()
    (path / "b10.png").write_bytes(encode_picture(pictures[3], ".png"))
    (path / "b9.jpg").write_bytes(encode_picture(pictures[0][:, 100:500], ".jpg"))
    (path / "a.bmp").write_bytes(encode_picture(np.full((240, 320, 3), 90, np.uint8), ".bmp"))
    (path / "b1.png").write_bytes(b"junk")
    return path


@pytest.fixture
def clip(tmp_path: Path, pictures: list[UInt8Array]) -> Path:
    path = tmp_path / "squats.mp4"
    with VideoWriter(path, 640, 480, 6.0) as writer:
        for index, image_rgb in enumerate(pictures):
            writer.write(image_rgb, index / 6)
    return path


def _read(path: Path) -> UInt8Array:
    return np.asarray(cv2.imread(str(path)), np.uint8)[:, :, ::-1]


def _film(path: Path) -> list[av.VideoFrame]:
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


def _changed(before: UInt8Array, after: UInt8Array) -> float:
    """Share of pixels that look different."""
    return float((np.abs(before.astype(int) - after).max(axis=2) > 60).mean())


def test_a_picture_becomes_a_table(fitcount: Fitcount, picture: Path) -> None:
    said = fitcount("pose", picture, *LITE)
    assert (said.code, said.err) == (0, "")
    header, *rows, summary = said.out.splitlines()
    assert header.split("  ")[0] == "landmark"
    assert [row.split()[0] for row in rows] == list(LANDMARK_NAMES)
    assert summary.startswith("somebody in the picture, score ")


def test_headless_prints_the_summary_only(fitcount: Fitcount, picture: Path) -> None:
    assert fitcount("pose", picture, *LITE, "--headless").out.count("\n") == 1


@pytest.mark.parametrize("name", ["out.png", "out.jpg", "out.JPEG"])
def test_a_picture_is_drawn_on(fitcount: Fitcount, picture: Path, tmp_path: Path, name: str) -> None:
    assert fitcount("pose", picture, *LITE, "--out", name).code == 0
    assert 0.002 < _changed(_read(picture), _read(tmp_path / name)) < 0.1


def test_regions_are_drawn_on_request(fitcount: Fitcount, picture: Path, tmp_path: Path) -> None:
    fitcount("pose", picture, *LITE, "--out", "plain.png")
    fitcount("pose", picture, *LITE, "--out", "regions.png", "--regions")
    assert _changed(_read(tmp_path / "plain.png"), _read(tmp_path / "regions.png")) > 0.001


def test_a_folder_keeps_its_names(fitcount: Fitcount, folder: Path, tmp_path: Path) -> None:
    said = fitcount("pose", folder, *LITE, "--out", "drawn", "--save", "drawn.csv")
    assert said.code == 0
    assert said.out == said.out.splitlines()[0] + "\n"
    assert said.out.startswith("3 frames, somebody in 2, score ")
    assert said.err == "fitcount: warning: passed over: b1.png is damaged: no picture can be decoded from it\n"
    assert sorted(path.name for path in (tmp_path / "drawn").iterdir()) == ["a.bmp", "b10.png", "b9.jpg"]
    assert np.array_equal(_read(tmp_path / "drawn" / "a.bmp"), _read(folder / "a.bmp"))
    for name in ("b9.jpg", "b10.png"):
        assert 0.002 < _changed(_read(folder / name), _read(tmp_path / "drawn" / name)) < 0.1


def test_pictures_of_a_folder_have_nothing_to_do_with_each_other(
    fitcount: Fitcount, folder: Path, tmp_path: Path
) -> None:
    fitcount("pose", folder, *LITE, "--save", "all.npz")
    fitcount("pose", folder / "b10.png", *LITE, "--save", "one.npz")
    with np.load(tmp_path / "all.npz") as together, np.load(tmp_path / "one.npz") as alone:
        assert np.array_equal(together["image_px"][-1], alone["image_px"][0])


def test_a_picture_whose_kind_cannot_be_written_becomes_a_png(
    fitcount: Fitcount, tmp_path: Path, pictures: list[UInt8Array]
) -> None:
    (tmp_path / "in").mkdir()
    grey = cv2.cvtColor(pictures[0], cv2.COLOR_RGB2GRAY)
    (tmp_path / "in" / "grey.pgm").write_bytes(cv2.imencode(".pgm", grey)[1].tobytes())
    assert fitcount("pose", "in", *LITE, "--out", "out").code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["grey.pgm.png"]


def test_several_outputs_in_one_pass(fitcount: Fitcount, clip: Path, tmp_path: Path) -> None:
    outs = ("out.mp4", "out.gif", "out")
    saves = ("out.npz", "out.jsonl", "out.csv")
    options = [word for name in outs for word in ("--out", name)] + [
        word for name in saves for word in ("--save", name)
    ]
    said = fitcount("pose", clip, *LITE, *options)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("6 frames, somebody in 6, score ")
    wanted_s = pytest.approx([index / 6 for index in range(FRAMES)], abs=0.011)
    assert [frame.time for frame in _film(tmp_path / "out.mp4")] == wanted_s
    assert [frame.time for frame in _film(tmp_path / "out.gif")] == wanted_s
    numbered = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert numbered == [f"squats_{index:06d}.png" for index in range(FRAMES)]
    with np.load(tmp_path / "out.npz") as arrays, (tmp_path / "out.csv").open() as table:
        assert arrays["image_px"].shape == (FRAMES, 33, 3)
        nose_px = arrays["image_px"][:, LANDMARK["nose"], 0].tolist()
        assert [np.float32(row["nose_x_px"]) for row in csv.DictReader(table)] == nose_px
    objects = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [np.float32(row["image_px"]["nose"][0]) for row in objects] == nose_px
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([clip.name, *outs, *saves])


def test_a_video_is_smoothed_unless_told_otherwise(fitcount: Fitcount, clip: Path, tmp_path: Path) -> None:
    fitcount("pose", clip, *LITE, "--save", "smooth.npz")
    fitcount("pose", clip, *LITE, "--save", "raw.npz", "--raw")
    with np.load(tmp_path / "smooth.npz") as smooth, np.load(tmp_path / "raw.npz") as raw:
        assert np.array_equal(smooth["image_px"][0], raw["image_px"][0])
        assert not np.array_equal(smooth["image_px"][-1], raw["image_px"][-1])


def test_several_people_have_a_row_each(fitcount: Fitcount, tmp_path: Path, pictures: list[UInt8Array]) -> None:
    two = np.concatenate([pictures[0][:, 120:520], pictures[4][:, 120:520]], axis=1)
    (tmp_path / "two.png").write_bytes(encode_picture(two, ".png"))
    said = fitcount("pose", "two.png", *LITE, "--people", "3", "--save", "two.npz", "--out", "drawn.png")
    assert [line for line in said.out.splitlines() if line.startswith("person")] == ["person 1", "person 2"]
    with np.load(tmp_path / "two.npz") as arrays:
        assert (arrays["frame"].tolist(), arrays["person"].tolist()) == ([0, 0], [1, 2])
        left, right = sorted(arrays["image_px"][:, LANDMARK["left_hip"], 0])
        assert left < 400 < right
    changed = np.abs(_read(tmp_path / "drawn.png").astype(int) - two).max(axis=2) > 60
    assert changed[:, :400].any()
    assert changed[:, 400:].any()


def test_auto_takes_a_model_for_files_that_can_wait(fitcount: Fitcount, picture: Path) -> None:
    chosen = fitcount("pose", picture, "--model", "auto")
    assert (chosen.code, chosen.err) == (0, "")
    assert chosen.out == fitcount("pose", picture, "--model", "full").out


def test_nobody_is_said_and_saved_as_nobody(fitcount: Fitcount, folder: Path, tmp_path: Path) -> None:
    said = fitcount("pose", folder / "a.bmp", *LITE, "--save", "out.jsonl")
    assert said.out.strip() == "nobody seen in 1 frame: the whole body should be in the picture, and lit"
    row = json.loads((tmp_path / "out.jsonl").read_text())
    assert (row["frame"], row["t_s"], row["person"], row["image_px"]) == (0, 0.0, None, None)


@pytest.mark.parametrize("saved", [0, 3])
def test_an_interruption_keeps_what_was_done(
    fitcount: Fitcount, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: int
) -> None:
    look = Observer.look

    def interrupted(observer: Observer, frame: Frame) -> Sighting:
        if frame.index == saved:
            raise KeyboardInterrupt
        return look(observer, frame)

    monkeypatch.setattr(Observer, "look", interrupted)
    outs = ("out.mp4", "out.gif")
    said = fitcount("pose", clip, *LITE, "--save", "out.csv", "--out", outs[0], "--out", outs[1])
    assert (said.code, said.err) == (130, "")
    left = sorted(path.name for path in tmp_path.iterdir() if path != clip)
    assert left == (["out.csv", "out.gif", "out.mp4"] if saved else [])
    assert all(len(_film(tmp_path / name)) == saved for name in outs if name in left)


def test_a_source_that_breaks_keeps_what_was_done(
    fitcount: Fitcount, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(source: Recorded) -> Iterator[Frame]:
        yield from islice(source._frames, 2)
        raise SourceError("the camera is gone: plug it in again")

    monkeypatch.setattr(Recorded, "__iter__", broken)
    said = fitcount("pose", clip, *LITE, "--save", "out.csv", "--out", "out.mp4")
    assert (said.code, said.complaint) == (2, "fitcount: the camera is gone: plug it in again")
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 3
    assert len(_film(tmp_path / "out.mp4")) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("squat.png", "--out", "x.mp4"), "--out x.mp4: a picture can become .png, .jpg, .jpeg or a folder"),
        (("squats.mp4", "--out", "x.png"), "--out x.png: a video can become .mp4, .gif or a folder"),
        (("photos", "--out", "x.png"), "--out x.png: a folder of pictures can become .mp4, .gif or a folder"),
        (("0", "--out", "x.png"), "--out x.png: a video can become .mp4, .gif or a folder"),
        (("squat.png", "--save", "x.txt"), "--save x.txt: let its name end in .npz, .jsonl or .csv"),
        (("squat.png", "--out", "no/x.png"), "no/x.png: no folder no: make it first"),
        (("squat.png", "--save", "no/x.csv"), "no/x.csv: no folder no: make it first"),
        (("squat.png", "--out", "no/deep"), "no/deep: no folder no: make it first"),
        (("squat.png", "--out", "plain"), "--out plain: is a file without a suffix: name a folder, or a file with one"),
        (
            ("squat.png", "--out", "x.png", "--out", "./x.png"),
            "x.png: is named twice: give each output a name of its own",
        ),
        (("squat.png", "--out", "squat.png"), "squat.png: would overwrite the source: choose another name"),
        (("squat.png", "--out", "."), ".: would overwrite the source: choose another name"),
        (("squats.mp4", "--out", "squats.mp4"), "squats.mp4: would overwrite the source: choose another name"),
        (("photos", "--out", "photos"), "photos: would overwrite the source: choose another name"),
        (("squat.png", "--people", "0"), "--people 0: nobody would be followed; name 1 or more"),
        (("missing.mp4", "--out", "x.mp4", "--save", "x.npz"), "no file or folder missing.mp4: check the name"),
        (("x" * 300 + ".png",), "x"),
        (("squat.png", "--out", "x" * 300 + ".png"), "x"),
        (("squat.png", "--save", "no/" + "x" * 300 + ".csv"), "no/x"),
        (("photos/b1.png", "--out", "x.png", "--save", "x.csv"), "not one frame of b1.png can be decoded"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, tuple) else "",
)
@pytest.mark.usefixtures("picture", "clip", "folder")
def test_what_is_wrong_is_one_line_and_nothing_is_left_behind(
    fitcount: Fitcount, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    (tmp_path / "plain").touch()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    said = fitcount("pose", *arguments, *LITE)
    assert said.code == 2
    assert said.complaint.startswith(f"fitcount: {says}")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def _terminal() -> Console:
    return Console(
        file=io.StringIO(), width=80, height=24, force_terminal=True, color_system=None, _environ={"TERM": "xterm"}
    )


def _sighting(pictures: list[UInt8Array]) -> Sighting:
    return Observer(load_networks("lite"), "alignment", 1, still=True, smooth=False).look(Frame(0, 0.0, pictures[0]))


def test_a_terminal_without_pictures_shows_the_skeleton(
    pictures: list[UInt8Array], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMUX", "between us and the terminal")
    console = _terminal()
    with ExitStack() as stack, open_source(demo_clip()) as source:
        sinks = showing_sinks(stack, console, Kind.PICTURE, source.info, model="lite", tally=Tally(), regions=False)
        for sink in sinks:
            sink.take(_sighting(pictures))
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "L left  R right" in shown
    assert len(shown.splitlines()) <= 20
    assert any("\u2801" <= character <= "\u28ff" for character in shown)


def test_a_terminal_with_pictures_shows_the_picture_and_goes_on_below_it(pictures: list[UInt8Array]) -> None:
    console = _terminal()
    Portrait(console, lambda image_rgb, columns, rows: f"<{image_rgb.shape} {columns} {rows}>", regions=False).take(
        _sighting(pictures)
    )
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == "\n" * 20 + "\x1b[20A<(480, 640, 3) 80 20>\x1b[20B"


def test_the_help_looks_as_designed(fitcount: Fitcount, snapshot: SnapshotAssertion) -> None:
    assert fitcount("pose", "--help").out == snapshot
