"""How long after a camera has taken a picture the terminal shows what was counted in it.

    python tests/benchmarks/latency.py [CLIP] [-e squat] [--seconds 30] [--model full]

Plays the clip in a loop at 640x480 and 30 pictures a second, once as a camera of this computer, once as one on the
network, and runs `fitcount count` on a terminal of 120x40. From `Frame.captured_s`, when a picture arrived, to when the
bytes that show it were written to the terminal: the dashboard draws at most 15 times a second, but a count that changes
at once, so both are told. Of each: median, 95th percentile, worst; and where the time of the drawn frames went.
"""

from __future__ import annotations

import argparse
import functools
import json
import math
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))  # tests/, as for the tests themselves

from frames.mjpeg import MjpegServer
from watched import filmed, on_terminal

from fitcount.config import demo_clip

FPS = 30.0
QUALITY = 85
WARM_UP_FRAMES = 30
"""Left out: the networks and the terminal are new."""


@dataclass(slots=True)
class Row:
    """A frame that was counted; times by time.monotonic()."""

    captured_s: float
    taken_s: float
    """Out of the capture's hands."""
    counted_s: float
    drawn_s: float
    """NaN if the dashboard left it out."""
    count: int
    dropped: int
    """Until then."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clip", nargs="?", type=Path, default=demo_clip(), metavar="CLIP")
    parser.add_argument("-e", "--exercise", default="squat", help="default: squat")
    parser.add_argument("--seconds", type=float, default=30.0, help="of each source (default: 30)")
    parser.add_argument("--model", default="full", help="default: full")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        return _count_and_stamp(given)
    pictures = filmed(given.clip, QUALITY, FPS)
    print(f"{'source':10}{'of':>16}{'frames':>8}{'p50 ms':>8}{'p95 ms':>8}{'worst':>8}{'dropped':>9}")
    with tempfile.TemporaryDirectory() as folder:
        camera = Path(folder) / "pictures.npy"
        np.save(camera, np.array(pictures, object), allow_pickle=True)
        tell("camera", measured(given, str(camera)))
    with MjpegServer([(number / FPS, picture) for number, picture in enumerate(pictures)], loop=True) as server:
        tell("network", measured(given, server.url))
    return 0


def measured(given: argparse.Namespace, source: str) -> list[Row]:
    """Run the program, and give what it stamped."""
    with tempfile.TemporaryDirectory() as folder:
        stamps = Path(folder) / "stamps.json"
        command = [sys.executable, __file__, str(given.clip), "-e", given.exercise, "--model", given.model]
        with on_terminal([*command, "--seconds", str(given.seconds), "--child", source, str(stamps)]) as process:
            process.wait()
        return [Row(**row) for row in json.loads(stamps.read_text())][WARM_UP_FRAMES:]


def tell(source: str, rows: Sequence[Row]) -> None:
    """Print what the rows say."""
    drawn = [row for row in rows if not math.isnan(row.drawn_s)]
    changed = [row for before, row in pairwise(rows) if row.count != before.count]
    dropped = rows[-1].dropped - rows[0].dropped
    for of, some in (("each drawing", drawn), ("a count changed", changed)):
        times_ms = [1e3 * (row.drawn_s - row.captured_s) for row in some]
        figures = "".join(f"{value:8.0f}" for value in (*np.percentile(times_ms, (50, 95)), max(times_ms)))
        print(f"{source:10}{of:>16}{len(some):8}{figures}{dropped:6} ({dropped / (dropped + len(rows)):.0%})")
    for of, some in (("each drawing", drawn), ("a count changed", changed)):
        parts = {
            "waiting": [row.taken_s - row.captured_s for row in some],
            "counting and keeping": [row.counted_s - row.taken_s for row in some],
            "drawing": [row.drawn_s - row.counted_s for row in some],
        }
        told = (f"{name} {1e3 * np.median(s):.0f} / {1e3 * np.percentile(s, 95):.0f}" for name, s in parts.items())
        print(f"{'':10}{of:>16}: {', '.join(told)} ms (median / p95)", flush=True)


class PacedCamera:
    """What cv2.VideoCapture does with a camera that takes pictures in real time, whether anybody wants them or not."""

    def __init__(self, pictures: Sequence[bytes]) -> None:
        self._pictures = [np.frombuffer(picture, np.uint8) for picture in pictures]
        self._zero_s = time.monotonic()
        self._number = 0

    def isOpened(self) -> bool:  # noqa: N802  OpenCV's name
        return True

    def grab(self) -> bool:
        """Wait for the next picture; those that came meanwhile are gone."""
        self._number = max(self._number + 1, math.ceil((time.monotonic() - self._zero_s) * FPS))
        time.sleep(max(self._zero_s + self._number / FPS - time.monotonic(), 0.0))
        return True

    def retrieve(self) -> tuple[bool, Any]:
        return True, cv2.imdecode(self._pictures[self._number % len(self._pictures)], cv2.IMREAD_COLOR)

    def get(self, prop: int, /) -> float:
        return FPS if prop == cv2.CAP_PROP_FPS else 0.0

    def set(self, prop: int, value: float, /) -> bool:  # noqa: ARG002
        return True

    def release(self) -> None:
        pass


def _count_and_stamp(given: argparse.Namespace) -> int:
    """In a program of its own: `fitcount count`, with a stamp at each step."""
    from fitcount import frames  # noqa: PLC0415
    from fitcount.cli import watchers  # noqa: PLC0415
    from fitcount.cli.options import Outputs  # noqa: PLC0415
    from fitcount.cli.request import Request  # noqa: PLC0415
    from fitcount.cli.running import count_source  # noqa: PLC0415
    from fitcount.frames.live import Live  # noqa: PLC0415
    from fitcount.views.terminal.screen import Screen  # noqa: PLC0415

    source, stamps = given.child
    if source.endswith(".npy"):
        pictures = np.load(source, allow_pickle=True).tolist()
        opened = functools.partial(frames.open_source, device=lambda _: PacedCamera(pictures))
        frames.open_source = opened
        source = "0"
    rows: list[Row] = []
    taken_s = drawn_s = math.nan
    moments, watch, show = Live.moments, watchers.ViewWatcher.watch, Screen.show
    end_s = time.monotonic() + given.seconds

    def stamped_moments(self: Live) -> Iterator[Any]:
        nonlocal taken_s
        for moment in moments(self):
            taken_s = time.monotonic()
            yield moment
            if taken_s > end_s:
                return

    def stamped_show(self: Screen, canvas: Any) -> None:
        nonlocal drawn_s
        show(self, canvas)
        drawn_s = time.monotonic()

    def stamped_watch(self: watchers.ViewWatcher, frame: Any, people: Any, progress: Any) -> None:
        nonlocal drawn_s
        counted_s, drawn_s = time.monotonic(), math.nan
        watch(self, frame, people, progress)
        count = people[0].state.corrected
        rows.append(Row(frame.captured_s, taken_s, counted_s, drawn_s, count, progress.dropped))

    Live.moments = stamped_moments  # type: ignore[method-assign]
    Screen.show = stamped_show  # type: ignore[method-assign]
    watchers.ViewWatcher.watch = stamped_watch  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as folder:
        outputs = Outputs(None, None, Path(folder) / "sessions.db", no_store=False)
        count_source(Request(source=source, exercise=given.exercise, outputs=outputs, model=given.model))
    Path(stamps).write_text(json.dumps([asdict(row) for row in rows]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
