"""Counts traces in programs that are killed at random points: `killed.py STORE KILLS SEED`, on POSIX.

Two programs at a time write to the store. Each is a fork of this one, which has everything loaded. It tells of each
repetition and rejected attempt through a pipe, as a view would, after the recorder has had its turn. A line of JSON is
printed for each program: when it was started, which trace it counted, and what it had told of when it was gone.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from fitcount.cli.keeping import Run
from fitcount.cli.options import Outputs
from fitcount.cli.recording import recording
from fitcount.config import shipped
from fitcount.pipeline import Counting
from fitcount.reps.library import find_exercise
from fitcount.sessions.trace import Trace, load_trace
from fitcount.types import Frame, Progress

TRACES = Path(__file__).parents[1] / "traces"
CASES = shipped("exercises") / "cases"
COUNTED = (
    (TRACES / "squat_partial.npz", "squat"),
    (TRACES / "curl_alternating.npz", "bicep_curl"),
    (CASES / "plank.npz", "plank"),
)
BLACK = np.zeros((48, 64, 3), np.uint8)
PROGRESS = Progress(1, 0.0, None, 30.0, 1.0)


def count(store: Path, trace: Trace, exercise: str, started_at: datetime, pipe: int) -> None:
    """Count a trace from a camera that never ends, telling of what was counted."""
    counting = Counting(find_exercise(exercise), None)
    run = Run(started_at, exercise, "full")
    told = 0
    with ExitStack() as stack:
        recorder = recording(stack, Outputs(None, None, store, no_store=False), run, trace.meta.source, [counting])
        assert recorder is not None
        for index, (t_s, pose) in enumerate(trace):
            counted = counting.feed(t_s, pose)
            recorder.watch(Frame(index, t_s, BLACK), [counted], PROGRESS)
            ends = [(each.end_s, each.start_s) for each in counted.state.reps]
            ends += [(each.end_s, each.start_s) for each in counted.state.rejected]
            for end_s, start_s in sorted(ends)[told:]:
                os.write(pipe, f"rep {start_s!r} {end_s!r}\n".encode())
            told = len(ends)
            if counted.state.holding is not None and counted.state.holding.running_s >= 5.0:
                os.write(pipe, f"held {counted.state.holding.running_s!r} {t_s!r}\n".encode())
        signal.pause()


def main(store: Path, kills: int, seed: int) -> None:
    """Start the programs one after the other, and kill each at some point."""
    chance = random.Random(seed)
    traces = {path: load_trace(path) for path, _ in COUNTED}
    started = time.perf_counter()
    count_once = Counting(find_exercise("squat"), None)
    for t_s, pose in traces[COUNTED[0][0]]:
        count_once.feed(t_s, pose)
    takes_s = time.perf_counter() - started
    numbers = iter(range(kills))
    for pair in zip(numbers, numbers, strict=True):
        running = [start(number, store, traces) for number in pair]
        chance.shuffle(running)
        for program in running:
            if chance.random() < 0.5:
                time.sleep(chance.uniform(0.0, 0.5 * takes_s))
            else:
                # Around the time of writing, which is short.
                select.select([program.pipe], [], [], takes_s)
                time.sleep(chance.uniform(0.0, 0.1 * takes_s))
            os.kill(program.child, signal.SIGKILL)
            os.waitpid(program.child, 0)
        for program in running:
            print(json.dumps(program.report()), flush=True)


@dataclass(frozen=True)
class Program:
    """One that is counting."""

    child: int
    pipe: int
    started_at: datetime
    trace: Path
    exercise: str

    def report(self) -> dict[str, Any]:
        with os.fdopen(self.pipe, "rb") as pipe:
            told = [line.split() for line in pipe.read().decode().splitlines()]
        started_at = self.started_at.isoformat()
        return {"started_at": started_at, "trace": str(self.trace), "exercise": self.exercise, "told": told}


def start(number: int, store: Path, traces: dict[Path, Trace]) -> Program:
    trace, exercise = COUNTED[number % len(COUNTED)]
    started_at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=number)
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        count(store, traces[trace], exercise, started_at, theirs)
    os.close(theirs)
    return Program(child, ours, started_at, trace, exercise)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
