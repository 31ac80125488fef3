"""What a second thread and spinning gain and cost, on an idle machine and beside a busy neighbour.

    python tests/benchmarks/threads.py [--model full] [--runs 60] [--neighbours 1]

Times of one run of the network on a blank picture, after a pause as long as the rest of a frame's work; all settings
take turns. "wall" is the median time until the answer is there, "CPU" what all threads together took for a run and the
pause before it. A neighbour is a process that only computes, for as long as the second half of the benchmark runs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import numpy as np
import onnxruntime as ort

from fitcount.config import shipped
from fitcount.pose.manifest import manifest

PAUSE_S = 0.005
WARM_UP = 5
BURST = 10
"""Runs of one setting before it is another's turn."""

Input = dict[str, Any]


@dataclass(slots=True)
class Setting:
    """One way to run the network, and what it took."""

    threads: int
    spinning: bool
    session: Any
    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    def run(self, picture: Input) -> None:
        """Take one burst."""
        for _ in range(BURST):
            time.sleep(PAUSE_S)
            start_s, cpu_s = time.perf_counter(), time.process_time()
            self.session.run(None, picture)
            self.wall_ms.append(1e3 * (time.perf_counter() - start_s))
            # Whoever spins does so in the pause that follows, too.
            time.sleep(PAUSE_S)
            self.cpu_ms.append(1e3 * (time.process_time() - cpu_s))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="full", help="default: full")
    parser.add_argument("--runs", type=int, default=60, help="of each setting, idle and busy (default: 60)")
    parser.add_argument("--neighbours", type=int, default=1, help="busy processes (default: 1)")
    given = parser.parse_args()
    print(f"{'':12}{'threads':>8}{'spinning':>10}{'wall ms':>10}{'CPU ms':>9}{'wall of the first':>19}{'CPU':>7}")
    report("idle", measured(given.model, given.runs))
    with busy(given.neighbours):
        report(f"{given.neighbours} busy", measured(given.model, given.runs))


def measured(model: str, runs: int) -> Sequence[Setting]:
    """Every setting, with its times."""
    entry = manifest()[model]
    content = (shipped("models") / entry["file"]).read_bytes()
    settings = [
        Setting(threads, spinning, session(content, threads, spinning=spinning))
        for threads in (1, 2)
        for spinning in (False, True)
    ]
    picture = {settings[0].session.get_inputs()[0].name: np.zeros(entry["input"]["shape"], np.uint8)}
    for setting in settings:
        for _ in range(WARM_UP):
            setting.session.run(None, picture)
    for _ in range(max(runs // BURST, 1)):
        for setting in settings:
            setting.run(picture)
    return settings


def session(content: bytes, threads: int, *, spinning: bool) -> Any:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", str(int(spinning)))
    options.log_severity_level = 3
    return ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def report(machine: str, settings: Sequence[Setting]) -> None:
    first = settings[0]
    for setting in settings:
        wall_ms, cpu_ms = median(setting.wall_ms), median(setting.cpu_ms)
        ratios = f"{wall_ms / median(first.wall_ms):19.2f}{cpu_ms / median(first.cpu_ms):7.2f}"
        spinning = "on" if setting.spinning else "off"
        print(f"{machine:12}{setting.threads:8}{spinning:>10}{wall_ms:10.1f}{cpu_ms:9.1f}{ratios}", flush=True)


@contextmanager
def busy(neighbours: int) -> Iterator[None]:
    """Processes that compute until the block is left."""
    started = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(neighbours)]
    try:
        yield
    finally:
        for process in started:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
