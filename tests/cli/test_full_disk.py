"""A disk without room, or that cannot be written, never stops the counting; what was counted can be saved elsewhere."""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fitcount.config import demo_clip
from fitcount.kept import State
from fitcount.sessions.store import Store

from .conftest import Fitcount
from .terminal import PROGRAM, Terminal
from .test_runs import LITE

TRACES = Path(__file__).parents[1] / "traces"
ROOM_KB = 400
"""For the store and some seconds of frames, not for a whole clip."""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files for the time being go."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A file system of its own, if this user may have one."""
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", *options, "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    yield from mounted(tmp_path / "disk", "-o", f"size={ROOM_KB}k")


@pytest.fixture
def read_only_disk(tmp_path: Path) -> Iterator[Path]:
    for folder in mounted(tmp_path / "disk"):
        yield folder
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)


def rescued(errors: str) -> tuple[Path, list[str]]:
    """The file that was written instead, and the command that makes a session of it."""
    found = re.search(r"all that was seen is in (\S+): fitcount (recount .*) keeps it$", errors, re.MULTILINE)
    assert found, errors
    return Path(found[1]), found[2].split()


def test_a_disk_that_fills_up_neither_stops_the_counting_nor_loses_it(
    small_disk: Path, temporary: Path, fitcount: Fitcount, tmp_path: Path, store: Path
) -> None:
    path = small_disk / "s.db"
    said = fitcount("count", demo_clip(), *LITE, "--store", path, "--json", tmp_path / "r.json")
    assert said.code == 0
    result = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert result["count"] == 5
    assert "rep 5" in said.out
    told, saved = said.err.splitlines()
    assert told.startswith("fitcount: warning: the session was not kept: ")
    assert "No space left on device" in told
    trace, command = rescued(saved)
    assert trace.is_relative_to(temporary)

    (session,) = (Store(path).session(entry.id) for entry in Store(path).entries())
    assert session.state is State.CUT_OFF
    assert 1 <= session.current.count < 5, "what there was room for is kept"

    assert fitcount(*command, "--store", store).code == 0
    assert Store(store).session(1).current.count == 5


def test_with_a_trace_nothing_else_is_written(
    small_disk: Path, temporary: Path, fitcount: Fitcount, tmp_path: Path
) -> None:
    trace = tmp_path / "t.npz"
    said = fitcount("recount", TRACES / "squat_partial.npz", "--store", small_disk / "s.db", "--trace", trace)
    assert said.code == 0
    assert rescued(said.err) == (trace, ["recount", str(trace)])
    assert not any(temporary.iterdir())


def test_a_disk_without_any_room_is_told_before_the_counting(
    small_disk: Path, fitcount: Fitcount, short_clip: Path
) -> None:
    (small_disk / "full").write_bytes(bytes(ROOM_KB * 1024))
    said = fitcount("count", short_clip, *LITE, "--headless", "--store", small_disk / "s.db")
    assert (said.code, said.out.splitlines()[0]) == (0, "Squat  1 rep")
    before, after, _ = said.err.splitlines()
    assert before.startswith("fitcount: warning: this session cannot be kept: ")
    assert before.endswith("; it is counted nevertheless")
    assert after.startswith("fitcount: warning: the session was not kept: ")


def test_a_disk_that_becomes_read_only_is_as_if_it_were_full(
    read_only_disk: Path, fitcount: Fitcount, short_clip: Path, store: Path
) -> None:
    path = read_only_disk / "s.db"
    assert fitcount("count", short_clip, *LITE, "--headless", "--store", path).code == 0
    subprocess.run(["mount", "-o", "remount,ro", str(read_only_disk)], check=True)
    said = fitcount("count", short_clip, *LITE, "--headless", "--store", path)
    assert (said.code, said.out.splitlines()[0]) == (0, "Squat  1 rep")
    assert "the file or its folder is read-only" in said.err.splitlines()[0]
    assert len(Store(path).entries()) == 1, "what was there can still be read"
    assert fitcount(*rescued(said.err)[1], "--store", store).code == 0


def test_files_that_may_not_become_larger(environment: dict[str, str], tmp_path: Path) -> None:
    """Without being allowed to mount anything: a quota, for the store and for everything else."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    command = [*PROGRAM, "recount", str(TRACES / "squat_partial.npz"), "--json", "r.json"]
    done = subprocess.run(
        command, env=environment, cwd=tmp_path, preexec_fn=limit, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.startswith("Squat  4 reps")
    assert "the session was not kept" in done.stderr
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["count"] == 4


def test_a_store_in_a_file_is_told_and_costs_nothing_else(
    fitcount: Fitcount, short_trace: Path, tmp_path: Path, store: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    said = fitcount("recount", short_trace, "--store", file / "sessions.db", "--json", tmp_path / "r.json")
    assert said.code == 0
    assert said.out.startswith("Squat  1 rep")
    assert said.err.startswith("fitcount: warning: the session was not kept: ")
    assert json.loads((tmp_path / "r.json").read_text())["count"] == 1
    assert fitcount(*rescued(said.err)[1], "--store", store).code == 0
    assert Store(store).session(1).current.count == 1


def test_whoever_sits_at_a_terminal_is_asked_for_a_file(
    environment: dict[str, str], short_trace: Path, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    command = [*PROGRAM, "recount", str(short_trace), "--store", str(file / "s.db")]
    terminal = Terminal(command, environment, tmp_path)
    try:
        terminal.read_until("Save it in which .npz file?")
        terminal.write("nowhere/t.npz\n")
        terminal.read_until("nowhere", "Save it in which .npz file?")
        terminal.write("mine.npz\n")
        assert terminal.end() == 0
    finally:
        terminal.close()
    assert (tmp_path / "mine.npz").exists()
    assert "mine.npz" in terminal.shown.replace("\r\n", "")
