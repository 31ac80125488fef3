"""How long a large store takes to list and to sum up, and what keeping a session costs while it is counted.

    .venv/bin/python tests/benchmarks/store.py [SESSIONS]

5,000 sessions are six a day for more than two years. Medians of several runs; the whole program is started each time.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from fitcount.cli.keeping import Run
from fitcount.cli.options import Outputs
from fitcount.cli.recording import recording
from fitcount.config import shipped
from fitcount.kept import KeptCount, KeptSession, KeptSet, State
from fitcount.overview import Selection
from fitcount.pipeline import Counting
from fitcount.reps.library import find_exercise
from fitcount.sessions.database import Database, transaction
from fitcount.sessions.rows import insert_session
from fitcount.sessions.store import Store
from fitcount.sessions.trace import load_trace
from fitcount.types import Fault, Frame, Progress, Rep, SourceInfo

TRACES = Path(__file__).parents[1] / "traces"
CASES = shipped("exercises") / "cases"
RUNS = 9
EXERCISES = ("squat", "pushup", "lunge", "bicep_curl")
FIRST = datetime(2024, 1, 1, 7, tzinfo=UTC)


def session(number: int, chance: random.Random) -> KeptSession:
    """Three sets of ten or so, some of them with faults."""
    exercise = EXERCISES[number % len(EXERCISES)]
    started_at = FIRST + timedelta(hours=4 * number)
    sets = tuple(_set(each, exercise, chance) for each in range(1, 4))
    count = KeptCount(0, started_at, "0.1.0", exercise, exercise, "parallel", sets, confidence=0.9)
    source = SourceInfo("camera 0", 1280, 720, 30.0, 5400, 180.0, live=True)
    return KeptSession(0, f"{number:032x}", started_at, source, "full", State.FINISHED, (count,))


def _set(number: int, exercise: str, chance: random.Random) -> KeptSet:
    reps = tuple(_rep(rep, 60.0 * number + 3.0 * rep, chance) for rep in range(1, chance.randint(8, 12) + 1))
    return KeptSet(
        number=number,
        exercise=exercise,
        title=exercise.capitalize(),
        definition_hash="0123456789abcdef",
        standard="parallel",
        start_s=reps[0].start_s,
        end_s=reps[-1].end_s,
        count=len(reps),
        movements=len(reps),
        held_s=0.0,
        reps=reps,
        weight_kg=40.0,
    )


def _rep(number: int, start_s: float, chance: random.Random) -> Rep:
    lowest, highest = chance.gauss(80.0, 5.0), chance.gauss(172.0, 2.0)
    fault = Fault("forward_lean", 50.0, 45.0, 3.0, start_s + 1.0)
    faults = (fault,) if chance.random() < 0.2 else ()
    return Rep(number, "both", start_s, start_s + 1.0, start_s + 2.0, "knee_deg", lowest, highest, 1.0, 1.0, faults)


def fill(path: Path, sessions: int) -> None:
    chance = random.Random(1)
    with closing(Database(path).connect()) as connection, transaction(connection):
        for number in range(sessions):
            insert_session(connection, session(number, chance))


def median_s(work: Callable[[], object]) -> float:
    times_s = []
    for _ in range(RUNS):
        start_s = time.perf_counter()
        work()
        times_s.append(time.perf_counter() - start_s)
    return float(np.median(times_s))


def program(*arguments: str | Path) -> Callable[[], object]:
    command = [sys.executable, "-m", "fitcount", *map(str, arguments)]
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def cpu_s(work: Callable[[], object]) -> float:
    """What a run of the program takes of a processor, which a busy machine hardly changes."""
    before = os.times()
    for _ in range(RUNS):
        work()
    after = os.times()
    own = after.user - before.user + after.system - before.system
    return (own + after.children_user - before.children_user + after.children_system - before.children_system) / RUNS


def counting_s(path: Path | None, exercise: str, trace_path: Path) -> tuple[list[float], int]:
    """Time of each frame of a trace that is counted as fast as it can be, with and without a recorder; its reps."""
    trace = load_trace(trace_path)
    counting = Counting(find_exercise(exercise), None)
    run = Run(datetime.now(UTC), exercise, "full")
    black = np.zeros((2, 2, 3), np.uint8)
    times_s = []
    with ExitStack() as stack:
        outputs = Outputs(None, None, path, no_store=path is None)
        recorder = recording(stack, outputs, run, trace.meta.source, [counting])
        for index, (t_s, pose) in enumerate(trace):
            start_s = time.perf_counter()
            counted = counting.feed(t_s, pose)
            if recorder is not None:
                recorder.watch(Frame(index, t_s, black), [counted], Progress(index, t_s, None, 30.0, 1.0))
            times_s.append(time.perf_counter() - start_s)
    return times_s, counting.happened


def main() -> None:
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sessions.db"
        start_s = time.perf_counter()
        fill(path, sessions)
        size_mb = path.stat().st_size / 1e6
        print(f"{sessions} sessions, {size_mb:.1f} MB, written in {time.perf_counter() - start_s:.1f} s")
        store = Store(path)
        print(f"{'an empty program (--help)':34} {median_s(program('--help')):6.3f} s")
        for name, work in {
            "sessions list": program("sessions", "list", "--store", path),
            "sessions list --limit 20": program("sessions", "list", "--limit", "20", "--store", path),
            "sessions list --json": program("sessions", "list", "--json", "--store", path),
            "sessions trend": program("sessions", "trend", "--store", path),
            "sessions trend --weeks 200": program("sessions", "trend", "--weeks", "200", "--store", path),
            "entries, in Python": store.entries,
            "weeks, in Python": store.weeks,
            "weeks of one exercise, in Python": lambda: store.weeks(Selection(exercise="squat")),
            "one session, in Python": lambda: store.session(sessions // 2),
        }.items():
            print(f"{name:34} {median_s(work):6.3f} s, CPU {cpu_s(work):6.3f} s")
    print()
    for exercise, trace in (("squat", TRACES / "squat_partial.npz"), ("plank", CASES / "plank.npz")):
        with tempfile.TemporaryDirectory() as folder:
            kept = [counting_s(Path(folder) / f"{number}.db", exercise, trace) for number in range(3)]
        bare = [counting_s(None, exercise, trace) for _ in range(3)]
        for name, runs in (("not kept", bare), ("kept", kept)):
            times_ms = 1e3 * np.concatenate([times_s for times_s, _ in runs])
            p50, p95, p99 = np.percentile(times_ms, [50, 95, 99])
            print(
                f"{exercise}, {name:9} a frame {p50:.2f} ms, 95 % {p95:.2f}, 99 % {p99:.2f}, mean {times_ms.mean():.2f}"
                f", longest {times_ms.max():.1f}; {len(times_ms) // 3} frames, {runs[0][1]} attempts"
            )


if __name__ == "__main__":
    main()
