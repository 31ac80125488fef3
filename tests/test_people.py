"""Several people, from what the tracker sees of them to the JSON, the traces and the store."""

from __future__ import annotations

import io
import json
import math
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

import fitcount
from fitcount.cli.deliver import deliver
from fitcount.cli.keeping import Run
from fitcount.cli.options import Outputs
from fitcount.cli.rescue import trace_path
from fitcount.frames.recorded import Recorded
from fitcount.pipeline import Counting, Outcome, count_frames
from fitcount.pose.tracker import Tracked
from fitcount.reps.library import find_exercise
from fitcount.sessions.result_json import to_dict
from fitcount.sessions.store import Store
from fitcount.sessions.trace import Trace, load_trace
from fitcount.types import Frame, Pose

SQUATS = Path(__file__).parent / "traces" / "squat_10fps.npz"
FROM_FRAME = 60
"""The second person comes later."""


def replay(trace: Trace) -> Recorded:
    """Black pictures at the times of a trace."""
    black = np.zeros((48, 64, 3), np.uint8)
    frames = (Frame(index, t_s, black) for index, (t_s, _) in enumerate(trace))
    return Recorded(trace.meta.source, next(frames), frames, [])


class Doubles:
    """The person of a trace, the same once more from some frame on, and room for a third, who never comes."""

    def __init__(self, trace: Trace) -> None:
        self._poses: list[Pose | None] = [pose for _, pose in trace]

    def track(self, frame: Frame) -> Tracked:
        pose = self._poses[frame.index]
        second = replace(pose, track=1) if pose and frame.index >= FROM_FRAME else None
        return Tracked((pose, second, None), (None,) * 3, math.nan, math.nan)


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    trace = load_trace(SQUATS)
    countings = [Counting(find_exercise("squat"), "parallel") for _ in range(3)]
    return count_frames(replay(trace), Doubles(trace), countings, "full")


@pytest.fixture
def delivered(outcomes: list[Outcome], tmp_path: Path) -> tuple[Path, str]:
    """Folder with all that was written, and what was said."""
    said = io.StringIO()
    outputs = Outputs(tmp_path / "result.json", tmp_path / "squats.npz", tmp_path / "store.db", no_store=False)
    run = Run(datetime(2024, 5, 6, tzinfo=UTC), "squat", "full", several=True)
    deliver(outcomes, outputs, Console(file=said, width=100), run)
    return tmp_path, said.getvalue()


def test_each_person_who_was_seen_is_counted(outcomes: list[Outcome]) -> None:
    first, second = (outcome.result for outcome in outcomes)
    assert first.count > second.count > 0
    assert (first.frames_without_person, second.frames_without_person) == (0, FROM_FRAME)


def test_the_json_is_a_list_with_the_persons_numbers(delivered: tuple[Path, str], outcomes: list[Outcome]) -> None:
    people: list[dict[str, Any]] = json.loads((delivered[0] / "result.json").read_text(encoding="utf-8"))
    assert [person.pop("person") for person in people] == [1, 2]
    assert people == [json.loads(json.dumps(to_dict(outcome.result))) for outcome in outcomes]


def test_each_has_a_trace_that_counts_the_same(delivered: tuple[Path, str], outcomes: list[Outcome]) -> None:
    for number, outcome in enumerate(outcomes, start=1):
        again = fitcount.recount(trace_path(delivered[0] / "squats.npz", number))
        assert (again.reps, again.rejected) == (outcome.result.reps, outcome.result.rejected)


def test_each_has_a_session(delivered: tuple[Path, str], outcomes: list[Outcome]) -> None:
    kept = Store(delivered[0] / "store.db").entries()
    assert [session.person for session in kept] == [2, 1]
    assert [session.count for session in kept] == [outcome.result.count for outcome in reversed(outcomes)]


def test_each_has_a_summary(delivered: tuple[Path, str]) -> None:
    assert "Person 1: Squat" in delivered[1]
    assert "Person 2: Squat" in delivered[1]


def test_traces_are_numbered_from_the_second_on() -> None:
    assert trace_path(Path("a/squats.npz"), 1) == Path("a/squats.npz")
    assert trace_path(Path("a/squats.npz"), 3) == Path("a/squats-3.npz")
