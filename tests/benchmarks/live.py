"""Whether a live camera gives the same count as its recording.

    python tests/benchmarks/live.py CLIP ... [-e squat] [--quality 85]

Counts each clip as a file, in one pass, as a camera is counted; then plays it in real time over loopback as an MJPEG
camera and counts that. Frames that the machine is too slow for are dropped: "sent" is how many there were, "dropped"
how many of them were not counted. Each count is a run of `fitcount count` of its own; the pictures are encoded before.
The exit code is 1 if a live count differs from its file's by more than one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2

from fitcount.frames import open_source
from fitcount.types import UInt8Array

sys.path.insert(0, str(Path(__file__).parents[1]))  # tests/, as for the tests themselves

from frames.mjpeg import MjpegServer

TOLERANCE = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One clip's two counts."""

    name: str
    file: int
    live: int
    sent: int
    counted: int

    @property
    def difference(self) -> int:
        """How many reps more the camera has."""
        return self.live - self.file

    def __str__(self) -> str:
        dropped = self.sent - self.counted
        share = dropped / self.sent
        return f"{self.name:24}{self.file:6}{self.live:6}{self.difference:+12}{self.sent:7}{dropped:9} ({share:.0%})"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", nargs="+", type=Path, metavar="CLIP")
    parser.add_argument("-e", "--exercise", default="squat", help="default: squat")
    parser.add_argument("--quality", type=int, default=85, help="of the JPEG pictures (default: 85)")
    given = parser.parse_args()
    print(f"{'clip':24}{'file':>6}{'live':>6}{'difference':>12}{'sent':>7}{'dropped':>9}", flush=True)
    rows = []
    for clip in given.clips:
        rows.append(compare(clip, given.exercise, given.quality))
        print(rows[-1], flush=True)
    near = sum(abs(row.difference) <= TOLERANCE for row in rows)
    same = sum(row.difference == 0 for row in rows)
    print(f"{same} of {len(rows)} clips have the same count, {near} the same within {TOLERANCE}")
    return 0 if near == len(rows) else 1


def compare(clip: Path, exercise: str, quality: int) -> Row:
    """Count a clip twice."""
    recorded = count(str(clip), exercise)
    frames = pictures(clip, quality)
    with MjpegServer(frames) as server:
        live = count(server.url, exercise)
    return Row(clip.name, recorded["count"], live["count"], len(frames), live["source"]["frames"])


def count(source: str, exercise: str) -> dict[str, Any]:
    """The result of `fitcount count`. SystemExit if it fails."""
    command = [sys.executable, "-m", "fitcount", "count", source, "-e", exercise, "--causal", "--headless"]
    done = subprocess.run(
        [*command, "--no-store", "--json", "-", "--reconnect", "0"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{source}: {done.stderr.strip()}")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def pictures(clip: Path, quality: int) -> list[tuple[float, bytes]]:
    """Every frame's time, and its picture as JPEG."""
    with open_source(clip) as frames:
        return [(frame.t_s, jpeg(frame.image_rgb, quality)) for frame in frames]


def jpeg(image_rgb: UInt8Array, quality: int) -> bytes:
    bgr = cv2.cvtColor(image_rgb, cv2.COLOR_RGB2BGR)
    return cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


if __name__ == "__main__":
    sys.exit(main())
