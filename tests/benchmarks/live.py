"""Whether a live camera gives the same count as its recording.

    python tests/benchmarks/live.py CLIP ... [-e squat] [--quality 85]
    python tests/benchmarks/live.py LABELS.csv [--rows ROWS.jsonl]

Counts each clip as a file, in one pass, as a camera is counted; then plays it in real time over loopback as an MJPEG
camera and counts that. Frames that the machine is too slow for are dropped: "sent" is how many there were, "dropped"
how many of them were not counted. Each count is a run of `fitcount count` of its own; the pictures are encoded before.
Of a file of labels (see `fitcount eval`) each clip is counted as its exercise, those of none as squats. That takes more
than twice as long as the clips: with --rows what was counted is kept there, and the next call goes on behind it. The
exit code is 1 if fewer than 95 % of the live counts are their file's within one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fitcount.evaluation.labels import NONE, read_labels
from fitcount.frames import open_source
from fitcount.reps.definition import Held, Repeated
from fitcount.reps.library import known_exercises

sys.path.insert(0, str(Path(__file__).parents[1]))  # tests/, as for the tests themselves

from frames.mjpeg import MjpegServer
from watched import jpeg

TOLERANCE = 1
ENOUGH = 0.95


@dataclass(frozen=True, slots=True)
class Row:
    """One clip's two counts."""

    name: str
    exercise: str
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
    parser.add_argument("-e", "--exercise", default="squat", help="of clips without labels (default: squat)")
    parser.add_argument("--quality", type=int, default=85, help="of the JPEG pictures (default: 85)")
    parser.add_argument("--rows", type=Path, metavar="FILE.jsonl", help="keep what was counted, and go on behind it")
    given = parser.parse_args()
    print(f"{'clip':24}{'file':>6}{'live':>6}{'difference':>12}{'sent':>7}{'dropped':>9}", flush=True)
    known = kept(given.rows)
    rows = []
    for clip, exercise in wanted(given.clips, given.exercise):
        row = known.get((clip.name, exercise))
        if row is None:
            row = compare(clip, exercise, given.quality)
            keep(given.rows, row)
        rows.append(row)
        print(row, flush=True)
    near = sum(abs(row.difference) <= TOLERANCE for row in rows)
    same = sum(row.difference == 0 for row in rows)
    print(f"{same} of {len(rows)} clips have the same count, {near} ({near / len(rows):.0%}) within {TOLERANCE}")
    return 0 if near >= ENOUGH * len(rows) else 1


def wanted(clips: Sequence[Path], exercise: str) -> Iterator[tuple[Path, str]]:
    """Each clip, and as what it is counted."""
    for clip in clips:
        if clip.suffix != ".csv":
            yield clip, exercise
            continue
        held, repeated = (
            [known.name for known in known_exercises() if isinstance(known, kind)] for kind in (Held, Repeated)
        )
        for label in read_labels(clip, repeated, held=held).labels:
            yield label.path, exercise if label.exercise == NONE else label.exercise


def kept(path: Path | None) -> dict[tuple[str, str], Row]:
    """What was counted before, by clip and exercise."""
    lines = path.read_text().splitlines() if path is not None and path.exists() else []
    rows = [Row(**json.loads(line)) for line in lines]
    return {(row.name, row.exercise): row for row in rows}


def keep(path: Path | None, row: Row) -> None:
    if path is not None:
        with path.open("a") as file:
            file.write(json.dumps(asdict(row)) + "\n")


def compare(clip: Path, exercise: str, quality: int) -> Row:
    """Count a clip twice."""
    recorded = count(str(clip), exercise)
    frames = pictures(clip, quality)
    with MjpegServer(frames) as server:
        live = count(server.url, exercise)
    return Row(clip.name, exercise, recorded["count"], live["count"], len(frames), live["source"]["frames"])


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


if __name__ == "__main__":
    sys.exit(main())
