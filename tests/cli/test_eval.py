"""`fitcount eval`: what it prints, keeps and leaves behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount.config import demo_clip

from .conftest import Fitcount, Said

WAIT_S = 60.0


@pytest.fixture
def labels(tmp_path: Path, short_clip: Path) -> Path:
    """A clip of one squat, once with its true label and once with another, and a file that is no video."""
    shutil.copy(short_clip, tmp_path / "one.mp4")
    shutil.copy(short_clip, tmp_path / "two.mp4")
    (tmp_path / "broken.mp4").write_bytes(b"Dear diary\n" * 9)
    path = tmp_path / "labels.csv"
    path.write_text("clip,exercise,reps\none.mp4,squat,1\ntwo.mp4,squat,2\nbroken.mp4,squat,3\nyoga.mp4,yoga,1\n")
    return path


@pytest.fixture
def traces(tmp_path: Path, short_trace: Path) -> Path:
    """The clips' keypoints, as an earlier run kept them."""
    folder = tmp_path / "keypoints"
    folder.mkdir()
    for clip in ("one", "two"):
        shutil.copy(short_trace, folder / f"{clip}.mp4.npz")
    return folder


def skipped(said: Said) -> str:
    (line,) = said.err.splitlines()
    return line


def test_looks_as_designed(fitcount: Fitcount, labels: Path, traces: Path, snapshot: SnapshotAssertion) -> None:
    said = fitcount("eval", labels.name, "--traces", traces, "--model", "lite", "--jobs", "1")
    assert said.code == 0
    assert said.out == snapshot
    assert skipped(said) == f"fitcount: warning: {labels.name}:5:10: no exercise 'yoga': 1 clip skipped"


def test_json_on_stdout_is_nothing_but_json(fitcount: Fitcount, labels: Path, traces: Path) -> None:
    said = fitcount("eval", labels, "--traces", traces, "--model", "lite", "--jobs", "1", "--json", "-")
    record = json.loads(said.out)
    assert said.code == 0
    assert [(row["clip"], row["movements"], row["exact"]) for row in record["rows"]] == [
        ("one.mp4", 1, True),
        ("two.mp4", 1, False),
        ("broken.mp4", None, False),
    ]
    assert (record["total"]["exact"]["right"], record["total"]["failed"]) == (1, 1)
    assert record["total"]["mae"]["value"] == 0.5
    assert len(record["skipped"]) == 1


def test_the_second_time_needs_no_video(fitcount: Fitcount, tmp_path: Path, store: Path) -> None:
    shutil.copy(demo_clip(), tmp_path / "demo.mp4")
    path = tmp_path / "labels.csv"
    path.write_text("clip,exercise,reps\ndemo.mp4,squat,5\n")
    command = ("eval", path, "--model", "lite", "--traces", tmp_path / "kept", "--json", "r.json", "--causal")
    assert fitcount(*command).code == 0
    first = json.loads(Path("r.json").read_text())
    assert (first["model"], first["total"]["exact"]["right"]) == ("lite", 1)
    (tmp_path / "demo.mp4").unlink()
    assert fitcount(*command).code == 0
    assert json.loads(Path("r.json").read_text()) == first
    assert not store.exists(), "an evaluation is no session"


def test_only_some_exercises(fitcount: Fitcount, labels: Path, traces: Path) -> None:
    labels.write_text("clip,exercise,reps\none.mp4,squat,1\ntwo.mp4,none,0\ngone.mp4,lunge,3\n")
    run = ("eval", labels, "--traces", traces, "--model", "lite", "--jobs", "1", "--json", "-")
    said = fitcount(*run, "-e", "none", "--negative-as", "pushup", "--negative-as", "situp")
    assert [(row["clip"], row["exercise"]) for row in json.loads(said.out)["rows"]] == [
        ("two.mp4", "pushup"),
        ("two.mp4", "situp"),
    ]
    said = fitcount(*run, "-e", "situp")
    assert said.code == 2
    assert said.complaint.endswith(f"--exercise situp: no clip in {labels}: it has lunge, none, squat")


WRONG = {
    "no labels": (["gone.csv"], "gone.csv: no such file"),
    "bad number": (["labels.csv"], "labels.csv:3:14: reps needs a whole number"),
    "missing clip": (["whole.csv"], "whole.csv:2:1: no file gone.mp4"),
    "missing in another folder": (["whole.csv", "--clips", "far"], "whole.csv:2:1: no file far/gone.mp4"),
    "nothing to count": (["yoga.csv"], "yoga.csv: no clip of an exercise that fitcount knows"),
    "unknown to count as": (["none.csv", "--negative-as", "sqaut"], "no exercise 'sqaut': there is squat"),
    "held": (["held.csv"], "held.csv:2:7: wall_sit is held, and held exercises are not evaluated"),
    "held to count as": (["none.csv", "--negative-as", "plank"], "--negative-as plank: it is held"),
    "model without legs": (["whole.csv", "--model", "upper"], "squat needs the legs"),
    "json onto a folder": (["whole.csv", "--json", "."], "is a folder: name a file in it"),
    "traces onto a file": (["whole.csv", "--traces", "whole.csv"], "'whole.csv' is a file"),
    "no process": (["whole.csv", "--jobs", "0"], "0 is not in the range"),
}


@pytest.mark.parametrize("case", sorted(WRONG))
def test_what_is_wrong_is_told_in_one_line(case: str, fitcount: Fitcount, tmp_path: Path) -> None:
    for name, lines in {
        "labels": "a.mp4,squat,3\na.mp4,pushup,many",
        "whole": "gone.mp4,squat,3",
        "yoga": "a.mp4,yoga,3",
        "none": "a.mp4,none,0",
        "held": "a.mp4,wall_sit,1",
    }.items():
        (tmp_path / f"{name}.csv").write_text(f"clip,exercise,reps\n{lines}\n")
    before = sorted(tmp_path.rglob("*"))
    arguments, expected = WRONG[case]
    said = fitcount("eval", *arguments)
    assert said.code == 2
    assert expected in said.complaint
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupting_shows_what_was_done(jobs: str, tmp_path: Path, traces: Path, environment: dict[str, str]) -> None:
    for clip in ("a", "b"):
        shutil.copy(demo_clip(), tmp_path / f"{clip}.mp4")
    (tmp_path / "labels.csv").write_text("clip,exercise,reps\none.mp4,squat,1\na.mp4,squat,5\nb.mp4,squat,5\n")
    command = ["eval", "labels.csv", "--model", "lite", "--jobs", jobs, "--traces", str(traces), "--json", "r.json"]
    with subprocess.Popen(
        [sys.executable, "-m", "fitcount", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Whatever was open when Ctrl-C came is closed late.
        env={**environment, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "error,ignore::ResourceWarning"},
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        while "one.mp4" not in process.stdout.readline():
            assert process.poll() is None
        # To all its processes, as Ctrl-C in a terminal.
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=WAIT_S)
    assert process.returncode == 130
    assert err == "fitcount: warning: interrupted after 1 of 3 clips\n"
    assert "sure (80 % or more)" in out
    assert json.loads(Path("r.json").read_text())["interrupted"] is True
    assert sorted(path.name for path in traces.iterdir()) == ["one.mp4.npz", "two.mp4.npz"]
