"""Whatever is wrong is told in one line on stderr, with exit code 2, and nothing is left behind."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from sessions.samples import META, recorder

import fitcount as api
from fitcount.config import shipped
from fitcount.errors import UsageError

from .conftest import Fitcount

Cases = dict[str, tuple[Callable[[Path], list[str | Path]], str]]


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def picture(path: Path, width: int, height: int) -> Path:
    image = av.VideoFrame.from_ndarray(np.zeros((height, width, 3), np.uint8))
    with av.open(str(path), "w", format="image2") as container:
        stream = container.add_stream("png")
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, "rgb24"
        container.mux(stream.encode(image))
        container.mux(stream.encode())
    return path


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def misspelt(path: Path) -> Path:
    squat = (shipped("exercises") / "squat.yaml").read_text()
    return written(path, squat.replace("\ntitle:", "\ntitel:").encode())


SOURCES: Cases = {
    "no such file": (lambda tmp: ["count", tmp / "nowhere.mp4"], "no file or folder "),
    "text named .mp4": (lambda tmp: ["count", written(tmp / "notes.mp4", b"Dear diary\n" * 9)], "notes.mp4"),
    "empty file": (lambda tmp: ["count", written(tmp / "none.mp4", b"")], "is empty (0 bytes)"),
    "empty folder": (lambda tmp: ["count", folder(tmp / "pictures")], "pictures"),
    "1x1 picture": (lambda tmp: ["count", picture(tmp / "dot.png", 1, 1)], "1x1 pixels: too small"),
    "no such camera": (lambda _: ["count", "97"], "97"),
    "no answer": (lambda _: ["count", f"http://127.0.0.1:{closed_port()}/live"], "127.0.0.1"),
}
EXERCISES: Cases = {
    "unknown exercise": (lambda tmp: ["count", tmp, "-e", "sqaut"], "no exercise 'sqaut': there is squat"),
    "wrong key": (
        lambda tmp: ["count", tmp, "-e", misspelt(tmp / "mine.yaml")],
        "mine.yaml:5:1: unknown key 'titel': did you mean 'title'?",
    ),
    "no such exercise file": (lambda tmp: ["count", tmp, "-e", "gone.yaml"], "gone.yaml: cannot be read"),
    "unknown standard": (lambda tmp: ["count", tmp, "--standard", "deep"], "it has parallel, half, any"),
}
OPTIONS: Cases = {
    "unknown command": (lambda _: ["cuont"], "No such command 'cuont'."),
    "unknown option": (lambda _: ["count", "--modle", "lite"], "No such option '--modle'."),
    "unknown model": (lambda _: ["count", "--model", "huge"], "'huge' is not one of 'lite', 'full'"),
    "no people": (lambda _: ["count", "--people", "0"], "--people 0: "),
    "json into no folder": (lambda tmp: ["count", tmp, "--json", tmp / "no" / "r.json"], "make it first"),
    "json onto a folder": (lambda tmp: ["count", tmp, "--json", tmp], "is a folder: name a file in it"),
    "trace into no folder": (lambda tmp: ["count", tmp, "--trace", tmp / "no" / "t.npz"], "make it first"),
    "trace to stdout": (lambda tmp: ["count", tmp, "--trace", "-"], "--trace -: a trace is no text"),
    "too many arguments": (lambda _: ["count", "a.mp4", "b.mp4"], "unexpected extra argument"),
    "option without value": (lambda _: ["count", "--json"], "requires an argument"),
    "recount without trace": (lambda _: ["recount"], "Missing argument"),
}
TRACES: Cases = {
    "no such trace": (lambda tmp: ["recount", tmp / "gone.npz"], "no such trace"),
    "text named .npz": (lambda tmp: ["recount", written(tmp / "notes.npz", b"Dear diary")], "not a trace"),
    "empty trace": (lambda tmp: ["recount", written(tmp / "none.npz", b"")], "not a trace"),
    "folder as trace": (lambda tmp: ["recount", tmp], "cannot be read"),
}
CASES = {**SOURCES, **EXERCISES, **OPTIONS, **TRACES}


@pytest.mark.parametrize("case", sorted(CASES))
def test_is_told_in_one_line(case: str, fitcount: Fitcount, tmp_path: Path, store: Path) -> None:
    make, expected = CASES[case]
    arguments = make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    said = fitcount(*arguments)
    assert said.code == 2
    assert said.complaint.startswith("fitcount: ")
    assert expected in said.complaint
    assert "Traceback" not in said.err
    assert sorted(tmp_path.rglob("*")) == before, "something was left behind"
    assert not store.parent.exists()


def test_a_damaged_trace_is_told(fitcount: Fitcount, short_trace: Path, tmp_path: Path) -> None:
    whole = short_trace.read_bytes()
    for share in (0.3, 0.9):
        said = fitcount("recount", written(tmp_path / "cut.npz", whole[: int(share * len(whole))]))
        assert said.code == 2
        assert "cut.npz: not a trace" in said.complaint


def test_a_trace_of_a_newer_program_is_told(fitcount: Fitcount, short_trace: Path, tmp_path: Path) -> None:
    with np.load(short_trace) as arrays:
        content = dict(arrays)
    meta = {**json.loads(str(content["meta"])), "format": 99}
    newer = tmp_path / "newer.npz"
    np.savez(newer, allow_pickle=False, **{**content, "meta": np.array(json.dumps(meta))})
    said = fitcount("recount", newer)
    assert said.code == 2
    assert "newer.npz: trace format 99" in said.complaint
    assert "install a newer fitcount" in said.complaint


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A file in a folder that allows no writing; what root may do anyway, so not for root."""
    place = tmp_path / "locked"
    place.mkdir()
    place.chmod(0o500)
    try:
        (place / "probe").touch()
    except PermissionError:
        yield place
    else:
        (place / "probe").unlink()
        pytest.skip("this user may write everywhere")
    finally:
        place.chmod(0o700)


@pytest.mark.parametrize("option", ["--json", "--trace"])
def test_a_locked_folder_is_told_before_counting(option: str, locked: Path, fitcount: Fitcount) -> None:
    said = fitcount("count", "any.mp4", option, locked / "out")
    assert said.code == 2
    assert "cannot be written" in said.complaint


def test_the_video_that_is_counted_is_not_overwritten(fitcount: Fitcount, short_clip: Path) -> None:
    before = short_clip.read_bytes()
    said = fitcount("count", short_clip, "--save-video", short_clip)
    assert said.code == 2
    assert "is the source itself" in said.complaint
    assert short_clip.read_bytes() == before


def test_debug_shows_where(fitcount: Fitcount) -> None:
    said = fitcount("count", "nowhere.mp4", "--debug")
    assert said.code == 2
    assert said.err.startswith("Traceback")
    assert said.err.splitlines()[-1].startswith("fitcount: no file or folder nowhere.mp4")


def test_a_trace_without_the_legs_is_not_counted_as_an_exercise_of_them(fitcount: Fitcount, tmp_path: Path) -> None:
    path = tmp_path / "upper.npz"
    recorder().save(path, replace(META, model="upper"))
    said = fitcount("recount", path, "-e", "squat", "--no-store")
    assert said.code == 2
    assert "squat needs the legs, which model 'upper' does not know" in said.complaint
    with pytest.raises(UsageError, match="squat needs the legs"):
        api.recount(path, "squat")
    assert fitcount("recount", path, "-e", "bicep_curl", "--no-store").code == 0
