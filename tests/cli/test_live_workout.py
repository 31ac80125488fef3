"""A workout before a camera, on a terminal: keys lead on, and end it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from frames.mjpeg import MjpegServer, jpeg

from fitcount.frames import open_source
from fitcount.kept import State
from fitcount.sessions.store import Store

from .terminal import Terminal

PLAN = """\
format: 1
name: One squat after the other
rest_s: 600
steps:
  - {exercise: squat, standard: any, sets: 5, reps: 1}
"""


@pytest.fixture
def camera(short_clip: Path) -> Iterator[str]:
    """A squat again and again."""
    with open_source(short_clip) as source:
        frames = [(frame.t_s, jpeg(frame.image_rgb)) for frame in source]
    with MjpegServer(frames, loop=True) as server:
        yield server.url


def test_a_rest_is_skipped_and_the_run_ended_by_keys(
    camera: str, on_a_terminal: Callable[..., Terminal], store: Path, tmp_path: Path
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    terminal = on_a_terminal(
        "workout", str(tmp_path / "plan.yaml"), camera, "--model", "lite", "--no-sound", "--no-voice"
    )
    terminal.read_until_kept(store, 1)
    # The rest has begun by then, in which the squats of the camera do not count.
    terminal.write("n")
    terminal.read_until_kept(store, 2)
    terminal.write("q")
    assert terminal.end() == 0
    assert terminal.is_as_before
    (entry,) = Store(store).entries()
    session = Store(store).session(entry.id)
    assert session.state is State.FINISHED
    assert [each.count for each in session.sets] == [1, 1]
