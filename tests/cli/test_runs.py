"""Whole runs of the command line: what they print, keep and leave behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount.cli import run
from fitcount.config import demo_clip, shipped
from fitcount.errors import ModelError
from fitcount.feedback.found import NO_PLAYER, NO_VOICE
from fitcount.pose.manifest import manifest
from fitcount.sessions.store import Store

from .clips import SHORT_FRAMES, frames_in, remux
from .conftest import Fitcount
from .terminal import INTO_SCREEN, OUT_OF_SCREEN, PROGRAM, SHOW_CURSOR, WAIT_S, Terminal

LITE = ("--model", "lite")
TRACES = Path(__file__).parents[1] / "traces"


def without_what_a_cpu_decides(text: str) -> str:
    """Angles may differ by a degree and halves by a frame from CPU to CPU; times of the machine always do."""
    text = re.sub(r"\d+.\d+°", "##..##°", text)
    text = re.sub(r"a frame took .*", "a frame took # ms", text)
    text = re.sub(r"\d+(\.\d)?(?=°| s)", "#", text)
    text = re.sub(r"rep \d+ \(", "rep # (", text)
    return re.sub(r"\b0:\d\d\.\d", "0:##.#", text)


def sessions(store: Path) -> list[tuple[Any, ...]]:
    return [(entry.source, entry.exercise, entry.count, entry.movements) for entry in Store(store).entries()]


def test_the_demo_looks_as_designed(fitcount: Fitcount, store: Path, snapshot: SnapshotAssertion) -> None:
    said = fitcount("demo")
    assert (said.code, said.err) == (0, "")
    assert without_what_a_cpu_decides(said.out) == snapshot
    assert sessions(store) == [("squat_side.mp4", "squat", 5, 5)]


def test_recognises_the_squats_of_the_demo(fitcount: Fitcount, store: Path) -> None:
    said = fitcount("count", demo_clip(), *LITE, "-e", "auto")
    assert (said.code, said.err) == (0, "")
    events, rest = said.out.split("Squat  5 reps\n", 1)
    first, *others = events.splitlines()
    assert re.fullmatch(r"0:0[12]\.\d  Squat", first)
    assert [line[8:13] for line in others] == [f"rep {number}" for number in range(1, 6)]
    assert rest.startswith("squat_side.mp4 · parallel standard")
    assert sessions(store) == [("squat_side.mp4", "squat", 5, 5)]


def test_recounting_recognises_what_counting_did(fitcount: Fitcount, short_clip: Path, tmp_path: Path) -> None:
    kept = ("--no-store", "-e", "auto", "--json", "-")
    first = fitcount("count", short_clip, *LITE, "--trace", tmp_path / "t.npz", *kept)
    again = fitcount("recount", tmp_path / "t.npz", *kept)
    assert (first.code, again.code) == (0, 0)
    counted, recounted = json.loads(first.out), json.loads(again.out)
    assert (counted.pop("timing_ms"), recounted.pop("timing_ms")) != (None, None)
    assert counted == recounted
    assert (counted["exercise"], counted["count"]) == ("squat", 1)
    assert [(each["exercise"], each["count"]) for each in counted["sets"]] == [("squat", 1)]


@pytest.mark.parametrize("path", sorted(TRACES.glob("squat_*.npz")), ids=lambda path: path.stem)
def test_every_set_of_squats_is_named_squats(path: Path, fitcount: Fitcount) -> None:
    said = fitcount("recount", path, "--no-store", "-e", "auto")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Squat  ")


def test_doing_nothing_is_nothing_and_no_error(fitcount: Fitcount, store: Path) -> None:
    said = fitcount("recount", TRACES / "idle.npz", "-e", "auto")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Nothing recognised\n")
    assert sessions(store) == [("idle.mp4", "none", 0, 0)]
    as_json = fitcount("recount", TRACES / "idle.npz", "--no-store", "-e", "auto", "--json", "-")
    record = json.loads(as_json.out)
    assert (record["exercise"], record["count"], record["movements"], record["sets"]) == ("none", 0, 0, [])


def test_headless_prints_the_summary_only(fitcount: Fitcount, short_clip: Path, tmp_path: Path) -> None:
    files = ("--json", tmp_path / "r.json", "--trace", tmp_path / "t.npz")
    said = fitcount("count", short_clip, *LITE, "--headless", "--no-store", *files)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Squat  1 rep")
    record = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (record["count"], record["model"], record["source"]["frames"]) == (1, "lite", SHORT_FRAMES)
    with np.load(tmp_path / "t.npz") as trace:
        assert len(trace["t_s"]) == SHORT_FRAMES


def test_json_on_stdout_is_nothing_but_json(fitcount: Fitcount, short_trace: Path) -> None:
    said = fitcount("recount", short_trace, "--no-store", "--json", "-")
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out)["count"] == 1


def test_json_on_stdout_while_counting(fitcount: Fitcount, short_clip: Path) -> None:
    said = fitcount("count", short_clip, *LITE, "--no-store", "--json", "-")
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out)["count"] == 1


def test_json_is_utf_8_whatever_the_terminal_speaks(environment: dict[str, str], tmp_path: Path) -> None:
    partial = TRACES / "squat_partial.npz"
    command = [*PROGRAM, "recount", str(partial), "--no-store"]
    narrow = {**environment, "PYTHONIOENCODING": "ascii"}
    as_json = subprocess.run([*command, "--json", "-"], env=narrow, capture_output=True, check=True, cwd=tmp_path)
    assert "°" in json.loads(as_json.stdout.decode("utf-8"))["rejected"][0]["text"]
    as_text = subprocess.run(command, env=narrow, capture_output=True, check=True, cwd=tmp_path)
    assert as_text.stdout.decode("ascii").startswith("Squat  4 reps of 7 movements")


@pytest.mark.parametrize("option", ["", "--standard=any", "--causal"])
def test_recounting_says_what_counting_said(option: str, fitcount: Fitcount, short_trace: Path) -> None:
    said = fitcount("recount", short_trace, "--no-store", *filter(None, [option]))
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Squat  1 rep")
    assert ("any standard" in said.out) == ("any" in option)


def test_the_store_gets_one_session_each(fitcount: Fitcount, short_trace: Path, store: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert fitcount("recount", short_trace).code == 0
    assert sessions(store) == 2 * [("squats.mp4", "squat", 1, 1)]
    elsewhere = tmp_path / "elsewhere.db"
    assert fitcount("recount", short_trace, "--store", elsewhere).code == 0
    assert (len(sessions(store)), len(sessions(elsewhere))) == (2, 1)


def test_no_store_writes_nothing(fitcount: Fitcount, short_trace: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert fitcount("recount", short_trace, "--no-store").code == 0
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_that_cannot_be_written_after_all_does_not_cost_the_session(
    fitcount: Fitcount, short_trace: Path, tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    # Stands for a disk that fills up while counting: the check before it finds nothing wrong.
    monkeypatch.setattr("fitcount.cli.options.check_writable", lambda path: path.parent.rmdir())
    said = fitcount("recount", short_trace, "--json", place / "r.json")
    assert said.code == 2
    assert "r.json: cannot be written" in said.err
    assert "1 rep" in said.out
    assert len(sessions(store)) == 1


def test_a_truncated_video_is_counted_as_far_as_it_can_be_read(
    fitcount: Fitcount, short_clip: Path, tmp_path: Path
) -> None:
    # The index of an MP4 is at its end; a Matroska or an MP4 made for streaming can be read from its beginning.
    whole, cut = tmp_path / "whole.ts", tmp_path / "cut.ts"
    remux(short_clip, whole)
    cut.write_bytes(whole.read_bytes()[: int(0.93 * whole.stat().st_size) // 188 * 188 - 100])
    said = fitcount("count", cut, *LITE, "--headless", "--no-store", "--json", tmp_path / "r.json")
    assert said.code == 0
    assert all(line.startswith("fitcount: warning: ") for line in said.err.splitlines())
    record = json.loads((tmp_path / "r.json").read_text())
    assert 70 < record["source"]["frames"] < SHORT_FRAMES
    assert record["count"] == 1


def test_a_damaged_end_is_warned_of(fitcount: Fitcount, short_clip: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.mp4"
    streaming = tmp_path / "streaming.mp4"
    remux(short_clip, streaming, {"movflags": "frag_keyframe+empty_moov"})
    cut.write_bytes(streaming.read_bytes()[: int(0.9 * streaming.stat().st_size)])
    said = fitcount("count", cut, *LITE, "--headless", "--no-store")
    assert said.code == 0
    assert said.out.startswith("Squat  1 rep")
    (warning,) = said.err.splitlines()
    assert warning.startswith("fitcount: warning: ")
    assert "cut.mp4" in warning or "damaged" in warning or "end" in warning


def test_saves_the_video_with_the_skeleton(fitcount: Fitcount, short_clip: Path, tmp_path: Path) -> None:
    video = tmp_path / "drawn.mp4"
    said = fitcount("count", short_clip, *LITE, "--headless", "--no-store", "--save-video", video)
    assert (said.code, said.err) == (0, "")
    assert frames_in(video) == SHORT_FRAMES


def test_without_a_source_it_is_the_first_camera(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []

    def only_look(source: int, **_: object) -> None:
        opened.append(source)
        raise KeyboardInterrupt

    monkeypatch.setattr("fitcount.frames.open_source", only_look)
    assert run(["count"]) == 130
    assert opened == [0]


def test_doctor_finds_everything(fitcount: Fitcount, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fitcount.frames.list_cameras", list)  # this computer's may be in use
    said = fitcount("doctor")
    assert said.code == 0
    assert "BAD" not in said.out
    lines = said.out.splitlines()
    for model in manifest():
        assert any(line.split()[:2] == ["ok", model] for line in lines), model
    for folder in (shipped("models"), shipped("exercises")):
        assert str(folder) in said.out
    assert "sessions" in said.out
    assert not store.parent.exists(), "looking changes nothing"


def test_doctor_calls_what_is_only_not_there_neither_fine_nor_broken(
    fitcount: Fitcount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fitcount.frames.list_cameras", list)
    for found in ("players", "voices"):
        monkeypatch.setattr(f"fitcount.feedback.found.{found}", list)
    monkeypatch.setattr("fitcount.config.own_exercises", lambda: tmp_path / "mine")
    said = fitcount("doctor")
    assert said.code == 0
    assert [line for line in said.out.splitlines() if line.startswith("  - ")] == [
        "  -    none: `fitcount cameras` says what to do",
        f"  -    player    {NO_PLAYER}",
        f"  -    voice     {NO_VOICE}",
        f"  -    your own  {tmp_path / 'mine'} (not there yet)",
    ]


def test_doctor_says_what_is_broken(fitcount: Fitcount, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, provider: str = "cpu") -> None:  # noqa: ARG001
        raise ModelError(f"{name}.onnx was changed")

    monkeypatch.setattr("fitcount.pose.backend.Model", broken)
    said = fitcount("doctor")
    assert said.code == 2
    assert "  BAD  lite.onnx was changed" in said.out.splitlines()


def test_ctrl_c_ends_with_what_was_counted(environment: dict[str, str], tmp_path: Path, store: Path) -> None:
    saved = tmp_path / "r.json"
    with subprocess.Popen(
        [*PROGRAM, "count", str(demo_clip()), *LITE, "--json", str(saved)],
        env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=WAIT_S)
    assert "rep 1" in first
    assert process.returncode == 130
    assert errors == ""
    assert rest.startswith("Squat  1 rep") or "\nSquat  " in rest
    record = json.loads(saved.read_text())
    count, stopped_s = record["count"], record["source"]["duration_s"]
    assert f"interrupted at 0:{stopped_s:04.1f}: nothing after that is counted" in rest
    assert 1 <= count < 5
    assert sessions(store) == [("squat_side.mp4", "squat", count, count)]


@pytest.mark.parametrize("lines", [0, 1])
def test_nobody_reading_on_is_no_error(
    lines: int, environment: dict[str, str], short_clip: Path, tmp_path: Path
) -> None:
    with subprocess.Popen(
        [*PROGRAM, "count", str(short_clip), *LITE, "--no-store"],
        env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        for _ in range(lines):
            assert b"rep 1" in process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        process.wait(WAIT_S)
    assert (process.returncode, errors) == (0, b"")


@pytest.mark.parametrize("arguments", [["--help"], ["recount", "TRACE", "--no-store", "--json", "-"]])
def test_output_into_a_closed_pipe_is_no_error(
    arguments: list[str], environment: dict[str, str], short_trace: Path, tmp_path: Path
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [str(short_trace) if argument == "TRACE" else argument for argument in arguments]
    done = subprocess.run(
        [*PROGRAM, *command], env=environment, cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_shows_the_dashboard_and_then_the_summary(
    on_a_terminal: Callable[..., Terminal], short_clip: Path
) -> None:
    terminal = on_a_terminal("count", short_clip, *LITE, "--no-store")
    assert terminal.end() == 0
    before, shown = terminal.shown.split(INTO_SCREEN)
    dashboard, summary = shown.split(OUT_OF_SCREEN)
    assert before.strip() == ""
    assert "squats.mp4" in dashboard
    assert SHOW_CURSOR in terminal.shown[terminal.shown.rindex("\x1b[?25l") :]
    assert "Squat" in summary
    assert "1 rep" in re.sub(r"\x1b\[[0-9;]*m", "", summary)
