"""What fitcount costs, beside MediaPipe's pose solution on the same clip.

    python tests/benchmarks/against_mediapipe.py [CLIP ...] [--rounds 5] [--mediapipe PYTHON]

fitcount does all it does, from the file to the count; MediaPipe only finds the landmarks (`mediapipe_pose.py`). Each
run is a process of its own, and the two take turns. Every round also runs both on a clip of the first frame alone: what
that costs is the start. CPU time is user and system time of all threads, as the kernel accounts for the process.

    CPU a frame              the whole run's (start, frames, result, exit) over its frames
    CPU a frame, no start    (CPU of the clip - CPU of the first frame) / (frames - 1)
    one frame                the clip of one frame, from the start of the process to its exit

Figures are medians over the rounds; a ratio is the median of the rounds' own ratios, as a busy machine slows both down.
The goal is a ratio of CPU a frame, start included, of at most 0.70; the exit code is 1 if a clip misses it.

Without --mediapipe an environment with that package is made once, in the user's cache folder. The version compared with
needs Python 3.12 or older; this script needs Linux or macOS.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import av
from platformdirs import user_cache_path

from fitcount.config import demo_clip

GOAL = 0.70
MEDIAPIPE = "mediapipe==0.10.14"

MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024
"""Unit of the kernel's peak memory."""


@dataclass(frozen=True, slots=True)
class Program:
    """One of the two that are compared."""

    command: Callable[[Path], list[str]]
    """What to run for a clip; prints JSON."""
    frames: Callable[[Any], int]
    """How many frames that JSON says there were."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    output: str


@dataclass(frozen=True, slots=True)
class Round:
    """One program's turn: the whole clip, and its first frame alone."""

    clip: Run
    first: Run
    frames: int


ROWS: Sequence[tuple[str, Callable[[Round], float]]] = (
    ("CPU a frame, ms", lambda turn: 1e3 * turn.clip.cpu_s / turn.frames),
    ("CPU a frame, no start, ms", lambda turn: 1e3 * (turn.clip.cpu_s - turn.first.cpu_s) / max(turn.frames - 1, 1)),
    ("wall time, s", lambda turn: turn.clip.wall_s),
    ("one frame, CPU, s", lambda turn: turn.first.cpu_s),
    ("one frame, wall time, s", lambda turn: turn.first.wall_s),
    ("peak memory, MB", lambda turn: turn.clip.peak_mb),
)
"""The first is what the goal is about."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", nargs="*", type=Path, metavar="CLIP", help="default: the clip of `fitcount demo`")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="turns on each clip (default: 5)")
    parser.add_argument("--mediapipe", type=Path, metavar="PYTHON", help=f"interpreter that has {MEDIAPIPE}")
    given = parser.parse_args()
    programs = fitcount(), mediapipe(given.mediapipe or mediapipe_python())
    ratios = [compare(*programs, clip, max(given.rounds, 1)) for clip in given.clips or [demo_clip()]]
    return 0 if max(ratios) <= GOAL else 1


def fitcount() -> Program:
    """This interpreter's fitcount."""
    command = [sys.executable, "-m", "fitcount", "count", "--headless", "--no-store", "--json", "-"]
    return Program(lambda clip: [*command, str(clip)], lambda result: int(result["source"]["frames"]))


def mediapipe(python: Path) -> Program:
    """MediaPipe in the environment of `python`."""
    script = Path(__file__).with_name("mediapipe_pose.py")
    return Program(lambda clip: [str(python), str(script), str(clip)], lambda result: int(result["frames"]))


def compare(ours: Program, theirs: Program, clip: Path, rounds: int) -> float:
    """Let both take turns on a clip, print the table, and give the ratio of CPU a frame."""
    with tempfile.TemporaryDirectory() as folder:
        first = first_frame(clip, Path(folder))
        for program in (ours, theirs):
            run(program.command(first))  # not counted: this one reads from the disk and compiles byte code
        turns = [(take_turn(ours, clip, first), take_turn(theirs, clip, first)) for _ in range(rounds)]
    one, other = turns[0]
    reps = json.loads(one.clip.output)["count"]
    print(f"\n{clip.name}: {one.frames} frames ({other.frames} for MediaPipe), {reps} reps; {rounds} rounds")
    print(f"{'':26}{'fitcount':>10}{'MediaPipe':>11}{'ratio':>8}  lowest to highest")
    for title, value in ROWS:
        our_median, their_median = (median(value(turn) for turn in side) for side in zip(*turns, strict=True))
        ratios = ratios_of(turns, value)
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        print(f"{title:26}{our_median:10.4g}{their_median:11.4g}{median(ratios):8.2f}  {spread}")
    ratio = median(ratios_of(turns, ROWS[0][1]))
    verdict = "met" if ratio <= GOAL else "MISSED"
    print(f"{ratio:.2f} of MediaPipe's CPU time; the goal of at most {GOAL:.2f} is {verdict}", flush=True)
    return ratio


def ratios_of(turns: Sequence[tuple[Round, Round]], value: Callable[[Round], float]) -> list[float]:
    return [value(ours) / value(theirs) for ours, theirs in turns]


def take_turn(program: Program, clip: Path, first: Path) -> Round:
    whole = run(program.command(clip))
    return Round(whole, run(program.command(first)), program.frames(json.loads(whole.output)))


def run(command: Sequence[str]) -> Run:
    """Run a command to its end. SystemExit, with all that it said, if it fails."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as said:
        started_s = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started_s
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said.seek(0)
        if process.returncode:
            raise SystemExit(f"{said.read()}\nexit code {process.returncode}: {' '.join(command)}")
        return Run(used.ru_utime + used.ru_stime, wall_s, used.ru_maxrss * MAXRSS_BYTES / 1e6, output.read())


def first_frame(clip: Path, folder: Path) -> Path:
    """A clip of the same kind with the first frame alone: its packet, copied."""
    path = folder / f"first{clip.suffix}"
    with av.open(str(clip)) as source, av.open(str(path), "w") as target:
        stream = source.streams.video[0]
        packet = next(source.demux(stream))
        packet.stream = target.add_stream_from_template(stream)
        target.mux(packet)
    return path


def mediapipe_python() -> Path:
    """Interpreter of an environment with MediaPipe, made if there is none yet."""
    folder = user_cache_path("fitcount", appauthor=False) / MEDIAPIPE.replace("==", "-")
    python, whole = folder / "bin" / "python", folder / "whole"
    if not whole.exists():
        print(f"making an environment with {MEDIAPIPE} in {folder}", file=sys.stderr)
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
            subprocess.run([str(python), "-m", "pip", "install", "--quiet", MEDIAPIPE], check=True)
        except subprocess.CalledProcessError as error:
            raise SystemExit(f"{MEDIAPIPE} cannot be installed here: name one with --mediapipe PYTHON") from error
        whole.touch()
    return python


if __name__ == "__main__":
    sys.exit(main())
