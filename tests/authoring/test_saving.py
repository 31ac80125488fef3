from __future__ import annotations

from pathlib import Path

import pytest

from fitcount.authoring.drafting import saving
from fitcount.authoring.drafting.saving import check_name, check_new, name_from, save
from fitcount.errors import UsageError
from fitcount.sessions.trace import load_trace

from .lessons import lesson, trace


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_writes_the_file_and_its_recording(tmp_path: Path) -> None:
    save(lesson("squat_front", 4).draft, tmp_path / "movement.yaml", trace("squat_front"))
    assert files(tmp_path) == {"movement.yaml", "cases", "cases/movement.npz"}
    assert len(load_trace(tmp_path / "cases" / "movement.npz")) == len(trace("squat_front"))


def test_leaves_nothing_when_the_file_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        if path.suffix == ".yaml":
            raise UsageError(f"{path}: cannot be written (No space left on device): choose another place")
        path.write_bytes(content)

    monkeypatch.setattr(saving, "write_whole", full)
    with pytest.raises(UsageError, match="No space left"):
        save(lesson("squat_front", 4).draft, tmp_path / "movement.yaml", trace("squat_front"))
    assert files(tmp_path) == set()


def test_leaves_other_recordings_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "cases" / "other.npz"
    other.parent.mkdir()
    other.write_bytes(b"")

    def interrupted(_path: Path, _content: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(saving, "write_whole", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(lesson("squat_front", 4).draft, tmp_path / "movement.yaml", trace("squat_front"))
    assert files(tmp_path) == {"cases", "cases/other.npz"}


@pytest.mark.parametrize("taken", ["movement.yaml", "cases/movement.npz"])
def test_overwrites_nothing(taken: str, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / taken).write_text("mine")
    with pytest.raises(UsageError, match=rf"{taken}: is there already, and is not overwritten"):
        check_new(tmp_path / "movement.yaml", tmp_path / "cases" / "movement.npz")


@pytest.mark.parametrize(
    ("clip", "name"),
    [
        ("side_lunge_01.mp4", "side_lunge"),
        ("Side-Lunge 2.final.MOV", "side_lunge"),
        ("squat.npz", "squat"),
        ("front_raise_02.mp4.npz", "front_raise"),
    ],
)
def test_a_clip_names_what_it_shows(clip: str, name: str) -> None:
    assert name_from(Path(clip)) == name


@pytest.mark.parametrize("clip", ["20240101_1200.mp4", "膝.mp4", "...npz"])
def test_a_clip_that_names_nothing_asks_for_a_name(clip: str) -> None:
    with pytest.raises(UsageError, match="add --name"):
        name_from(Path(clip))


@pytest.mark.parametrize("name", ["", "Squat", "1st", "a b", "a/b", "../x", "x" * 41])
def test_a_name_is_a_plain_word(name: str) -> None:
    with pytest.raises(UsageError, match="needs small letters"):
        check_name(name)


@pytest.mark.parametrize("name", ["auto", "none"])
def test_a_name_that_means_something_else_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="choose another"):
        check_name(name)
