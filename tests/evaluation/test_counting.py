from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fitcount.config import demo_clip
from fitcount.errors import UsageError
from fitcount.evaluation.counting import (
    Task,
    check_clips,
    count_clip,
    count_clips,
    keypoints,
    score,
    tasks_of,
    trace_path,
)
from fitcount.evaluation.labels import Label
from fitcount.frames import open_source
from fitcount.pipeline import Counted
from fitcount.sessions.trace import load_trace
from fitcount.types import Frame, Outage, Progress

TRACES = Path(__file__).parents[1] / "traces"
"""Keypoints of rendered clips: squats, and somebody idle."""


def label(clip: str, exercise: str, *reps: int, folder: Path = TRACES) -> Label:
    return Label(clip, folder / clip, exercise, reps, None, f"labels.csv:{reps[0]}:1")


def task(clip: str, exercise: str, reps: int, *counted_as: str) -> Task:
    """Counted from the trace of that name."""
    return Task(label(clip, exercise, reps), counted_as or (exercise,), "full", TRACES / f"{clip}.npz")


def test_a_clip_is_counted_from_its_trace_and_needs_no_video() -> None:
    (row,) = count_clip(task("squat_front", "squat", 4))
    assert (row.clip, row.exercise, row.negative, row.wanted, row.movements) == ("squat_front", "squat", False, (4,), 4)
    assert row.exact


def test_a_clip_of_nothing_is_counted_as_several() -> None:
    rows = count_clip(task("idle", "none", 0, "squat", "jumping_jack"))
    assert [(row.exercise, row.negative, row.movements) for row in rows] == [
        ("squat", True, 0),
        ("jumping_jack", True, 0),
    ]


def test_what_a_label_is_counted_as(tmp_path: Path) -> None:
    labels = [label("a.mp4", "pushup", 3), label("b.mp4", "none", 0)]
    assert [one.exercises for one in tasks_of(labels, ("squat", "lunge"), "full", tmp_path)] == [
        ("pushup",),
        ("squat", "lunge"),
    ]


@pytest.mark.parametrize(
    ("clip", "trace"),
    [("a.mp4", "a.mp4.npz"), ("far/a.mp4", "far%2Fa.mp4.npz"), ("/b/../a.mp4", "%2Fb%2F..%2Fa.mp4.npz")],
)
def test_each_clip_has_a_trace_of_its_own_in_the_folder(clip: str, trace: str, tmp_path: Path) -> None:
    assert trace_path(tmp_path, clip) == tmp_path / trace


names = st.text("a_/%2F.", min_size=1).map(lambda name: Path(name).as_posix())


@given(st.sets(names, min_size=2))
@example({"a/b.mp4", "a__b.mp4", "/a/b.mp4", "a%2Fb.mp4"})
def test_no_two_clips_share_a_trace(clips: set[str]) -> None:
    kept = {trace_path(Path("kept"), clip) for clip in clips}
    assert len(kept) == len(clips)
    assert {path.parent for path in kept} == {Path("kept")}


def test_a_trace_without_the_legs_is_not_counted_as_an_exercise_of_them() -> None:
    trace = load_trace(TRACES / "squat_front.npz")
    upper = replace(trace, meta=replace(trace.meta, model="upper"))
    with pytest.raises(UsageError, match="squat needs the legs"):
        score(label("squat_front", "squat", 4), "squat", upper)


def test_a_broken_clip_has_failed_as_everything(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"Dear diary\n" * 9)
    broken = Task(label("a.mp4", "none", 0, folder=tmp_path), ("squat", "pushup"), "full", tmp_path / "a.npz")
    rows = count_clip(broken)
    assert [(row.movements, row.exact) for row in rows] == [(None, False)] * 2
    assert "a.mp4" in rows[0].note
    assert not broken.trace.exists()


def test_a_broken_trace_has_failed_too(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    path.write_bytes(b"Dear diary")
    (row,) = count_clip(Task(label("a.mp4", "squat", 1), ("squat",), "full", path))
    assert row.movements is None
    assert "not a trace" in row.note


def test_a_trace_of_another_model_is_refused() -> None:
    kept = TRACES / "idle.npz"
    with pytest.raises(UsageError, match=r"idle\.npz: is of model full, not lite"):
        keypoints(Path("idle.mp4"), "lite", kept)
    assert len(keypoints(Path("idle.mp4"), "auto", kept)) > 0


def test_a_missing_clip_is_told_with_its_line(tmp_path: Path) -> None:
    labels = [label("a.mp4", "squat", 2, folder=tmp_path), label("b.mp4", "squat", 3, folder=tmp_path)]
    tasks = tasks_of(labels, (), "full", tmp_path)
    with pytest.raises(UsageError) as error:
        check_clips(tasks)
    expected = f"labels.csv:2:1: no file {tmp_path}/a.mp4, nor of 1 more: put it there, or leave out the line"
    assert str(error.value) == expected
    tasks[0].trace.touch()
    tasks[1].label.path.touch()
    check_clips(tasks)


class CtrlC:
    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        raise KeyboardInterrupt

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        pass

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        """Nothing is left to do."""


def test_half_a_trace_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        keypoints(demo_clip(), "lite", tmp_path / "a.npz", watchers=[CtrlC()])
    assert list(tmp_path.iterdir()) == []


def test_several_processes_give_the_same_in_the_same_order() -> None:
    tasks = [task("squat_front", "squat", 4), task("idle", "none", 0, "squat"), task("squat_partial", "squat", 3)]
    assert list(count_clips(tasks, 2)) == list(count_clips(tasks, 1))


def test_closing_ends_the_processes_at_the_next_frame(tmp_path: Path) -> None:
    first = task("idle", "squat", 0)
    videos = [
        Task(label(demo_clip().name, "squat", 5, folder=demo_clip().parent), ("squat",), "lite", tmp_path / f"{n}.npz")
        for n in range(2)
    ]
    with closing(count_clips([first, *videos], 2)) as counted:
        next(counted)
    assert len(list(tmp_path.iterdir())) < 2, "both clips were counted to their end"


@pytest.fixture
def picture_folder(tmp_path: Path) -> Path:
    """What a labelled clip may be too."""
    cv2 = pytest.importorskip("cv2")
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(3):
        cv2.imwrite(str(folder / f"{number}.png"), np.zeros((64, 64, 3), np.uint8))
    return folder


def test_a_clip_may_be_opened_in_another_way(picture_folder: Path, tmp_path: Path) -> None:
    opened: list[Path] = []

    def open_clip(path: Path) -> Any:
        opened.append(path)
        return open_source(path)

    assert len(keypoints(picture_folder, "lite", tmp_path / "a.npz", open_clip=open_clip)) == 3
    assert opened == [picture_folder]
