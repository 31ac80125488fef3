"""Whether a long live run, with interruptions, keeps its memory and loses no repetition.

    python tests/benchmarks/endurance.py [CLIP ...] [-e squat] [--minutes 20] [--outages 20] [--seed 1]

Plays the clips in turn, again and again, as a camera on the network of 640x480 and 30 pictures a second, which now and
then sends nothing for some seconds, or hangs up and is away. Meanwhile the scene stands still, as if the person waited:
which pictures were sent is known, so what should be counted is known as well. `fitcount count` runs on a terminal of
120x40 and keeps the session; its memory is told each minute.

How the clips follow one another: the last picture of each is held for a second, then the next clip begins with a
second of its first picture. The person jumps in between, but nobody is in the middle of a repetition if the clips
begin and end at rest. What is expected comes from the same pictures: two rounds are counted as a file is, each
picture in turn, and the poses of the second are repeated for as long as the run lasts. A repetition is expected if no
outage lies between its start and half a second after its end, and is found if a live one has its peak between its
start and its end, by the scene's time. The exit code is 1 if one is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))  # tests/, as for the tests themselves

from frames.mjpeg import MjpegServer
from watched import filmed, on_terminal

from fitcount.config import demo_clip
from fitcount.pipeline import Counting, make_tracker
from fitcount.reps.library import find_exercise
from fitcount.types import Frame, Pose, Rep

FPS = 30.0
QUALITY = 85
HELD_S = 1.0
AFTER_S = 0.5
"""A counter tells a repetition only when it is over, and the metric that drives it lags behind."""
OUTAGE_S = 1.0, 8.0


class Camera(MjpegServer):
    """Knows when it sent which picture of the scene."""

    def __init__(self, pictures: Sequence[bytes]) -> None:
        super().__init__([(number / FPS, picture) for number, picture in enumerate(pictures)], loop=True, waits=True)
        self.sent_s: list[float] = []
        self.scene_s: list[float] = []

    def send(self, client: Any, picture: int, t_s: float) -> None:
        super().send(client, picture, t_s)
        self.sent_s.append(time.monotonic())
        self.scene_s.append(t_s)

    def scene_at(self, live_s: float) -> float:
        """The scene's time of what a client saw so long after the first picture."""
        row = bisect_left(self.sent_s, self.sent_s[0] + live_s)
        return self.scene_s[min(row, len(self.scene_s) - 1)]


@dataclass(frozen=True, slots=True)
class Outage:
    """A stall, or a drop-out."""

    at_s: float
    """After the start of the run."""
    took_s: float
    drops: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", nargs="*", type=Path, default=[demo_clip()], metavar="CLIP")
    parser.add_argument("-e", "--exercise", default="squat", help="default: squat")
    parser.add_argument("--minutes", type=float, default=20.0, help="default: 20")
    parser.add_argument("--outages", type=int, default=20, help="default: 20")
    parser.add_argument("--seed", type=int, default=1, help="of the outages (default: 1)")
    parser.add_argument("--model", default="full", help="default: full")
    given = parser.parse_args()
    pictures = [picture for clip in given.clips for picture in held(filmed(clip, QUALITY, FPS))]
    outages = planned(given.outages, 60.0 * given.minutes, given.seed)
    with Camera(pictures) as camera, tempfile.TemporaryDirectory() as folder:
        result, broken_s = run(given, camera, outages, Path(folder))
    seen_s = camera.scene_s[-1]
    reps = expected(pictures, given.exercise, given.model, seen_s)
    return tell(reps, result, camera, broken_s)


def held(pictures: Sequence[bytes]) -> list[bytes]:
    """A clip that stands still for a while before it begins and after it has ended."""
    still = round(HELD_S * FPS)
    return [*[pictures[0]] * still, *pictures, *[pictures[-1]] * still]


def planned(number: int, length_s: float, seed: int) -> list[Outage]:
    """Random outages, one in each of as many equal parts of the run; every second one, at random, hangs up."""
    chance = random.Random(seed)
    part_s = length_s / max(number, 1)
    most_s = min(OUTAGE_S[1], 0.4 * part_s)
    drops = [row % 2 == 0 for row in range(number)]
    chance.shuffle(drops)
    return [
        Outage(part_s * (row + chance.uniform(0.1, 0.55)), chance.uniform(OUTAGE_S[0], most_s), drop)
        for row, drop in enumerate(drops)
    ]


def run(
    given: argparse.Namespace, camera: Camera, outages: Sequence[Outage], folder: Path
) -> tuple[dict[str, Any], list[float]]:
    """Count live until the time is over; the result, and where in the scene there were outages."""
    command = [sys.executable, "-m", "fitcount", "count", camera.url, "-e", given.exercise, "--model", given.model]
    command += ["--store", str(folder / "sessions.db"), "--json", str(folder / "result.json")]
    broken_s: list[float] = []
    with on_terminal(command) as process:
        while not camera.sent_s:
            if process.poll() is not None:
                raise SystemExit(f"fitcount ended with {process.returncode}")
            time.sleep(0.05)
        begin_s, minute, to_come = time.monotonic(), 0, [*outages]
        while (now_s := time.monotonic() - begin_s) < 60.0 * given.minutes:
            if process.poll() is not None:
                raise SystemExit(f"fitcount ended with {process.returncode} after {now_s:.0f} s")
            if now_s >= 60.0 * minute:
                print(f"{minute:5} min {resident_mb(process.pid):7.1f} MB", flush=True)
                minute += 1
            if to_come and now_s >= to_come[0].at_s:
                outage = to_come.pop(0)
                broken_s.append(camera.scene_s[-1])
                (camera.drop if outage.drops else camera.stall)(outage.took_s)
                kind = "drops out" if outage.drops else "stalls"
                print(f"          at {now_s:.0f} s {kind} for {outage.took_s:.1f} s", flush=True)
            time.sleep(0.05)
        print(f"{given.minutes:5g} min {resident_mb(process.pid):7.1f} MB", flush=True)
        os.kill(process.pid, signal.SIGINT)
        process.wait(60.0)
        print(f"ended with {process.returncode}; frames sent: {len(camera.sent_s)}")
    return json.loads((folder / "result.json").read_text()), broken_s


def resident_mb(process: int) -> float:
    """Memory that a program has, as ps tells it."""
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=True)
    return int(told.stdout) / 1e3


def expected(pictures: Sequence[bytes], exercise: str, model: str, length_s: float) -> tuple[Rep, ...]:
    """What counting every picture of the scene gives, up to a time."""
    once, again = tracked(pictures, model)
    counting = Counting(find_exercise(exercise), None)
    for number in range(round(length_s * FPS) + 1):
        round_, row = divmod(number, len(pictures))
        pose = (again if round_ else once)[row]
        counting.feed(number / FPS, pose and replace(pose, t_s=number / FPS))
    last = counting.finish()
    return last.state.reps if last is not None else ()


def tracked(pictures: Sequence[bytes], model: str) -> Iterator[list[Pose | None]]:
    """The poses of each of two rounds."""
    tracker = make_tracker(model)
    for round_ in range(2):
        poses = []
        for row, picture in enumerate(pictures):
            bgr = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
            number = round_ * len(pictures) + row
            rgb = np.asarray(cv2.cvtColor(np.asarray(bgr), cv2.COLOR_BGR2RGB), np.uint8)
            poses.append(tracker.track(Frame(number, number / FPS, rgb)).pose)
        yield poses


def tell(reps: Sequence[Rep], result: dict[str, Any], camera: Camera, broken_s: Sequence[float]) -> int:
    """Print what was expected and what was found; how many are missing decides the exit code."""
    whole = [rep for rep in reps if not any(rep.start_s <= at_s <= rep.end_s + AFTER_S for at_s in broken_s)]
    # What the end cuts off nobody can count.
    whole = [rep for rep in whole if rep.end_s + AFTER_S < camera.scene_s[-1]]
    peaks_s = [camera.scene_at(rep["peak_s"]) for rep in result["reps"]]
    missing = [rep for rep in whole if not any(rep.start_s <= peak_s <= rep.end_s for peak_s in peaks_s)]
    others = sum(not any(rep.start_s <= peak_s <= rep.end_s for rep in reps) for peak_s in peaks_s)
    print(
        f"{len(reps)} reps in the scene, {len(reps) - len(whole)} of them with an outage in the middle; of the other"
        f" {len(whole)}, {len(whole) - len(missing)} were counted; {result['count']} counted in all, {others} elsewhere"
    )
    print(f"{result['source']['frames']} frames counted of {len(camera.sent_s)}")
    for rep in missing:
        print(f"missing: rep {rep.number}, {rep.start_s:.1f} to {rep.end_s:.1f} s of the scene")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
