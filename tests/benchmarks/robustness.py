"""Whether a count survives what says nothing about the person: mirrored, darker, coarser, compressed again.

    python tests/benchmarks/robustness.py LABELS.csv [--traces DIR] [--only TEXT] [--variants NAME ...] [--model full]

Counts every clip as it is, then changed in one way at a time, and lists each count that differs from the unchanged
clip's. A mirrored person's left is counted as right: only totals are compared. A clip in which nothing should be
counted is counted as several exercises, as by `fitcount eval`. "exact" is by the label.
With --traces each variant's keypoints are kept as DIR/VARIANT/CLIP.npz, and counted from the next time: a change of the
counting takes seconds then. Delete the folder when the way from picture to keypoints changes.
The exit code is 1 if a count differs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from fitcount.evaluation.counting import keypoints, score, tasks_of
from fitcount.evaluation.labels import NEGATIVE_AS, Label, read_labels
from fitcount.frames import Source, open_source
from fitcount.frames.closing import Closing
from fitcount.reps.library import exercise_names
from fitcount.types import ClipScore, Frame, Outage, SourceInfo, UInt8Array

BRIGHTNESS_SHIFT = 60
"""Grey levels of 255: a lamp more or less."""
POOR_CRF = 38
"""H.264's constant rate factor: 18 looks like the original, 23 is usual, 51 the end; at 38 there are visible blocks."""

Alter = Callable[[Frame], Frame | None]
"""The frame as the variant shows it; None if it is left out."""
Variant = Callable[[Path], AbstractContextManager[Source]]
"""Opens a clip as the variant shows it."""


class Altered(Closing):
    """A source whose frames are changed, or left out, on their way."""

    def __init__(self, source: Source, alter: Alter) -> None:
        self._source = source
        self._alter = alter

    @property
    def info(self) -> SourceInfo:
        """As of the unaltered frames."""
        return self._source.info

    @property
    def warnings(self) -> list[str]:
        """The source's."""
        return self._source.warnings

    @property
    def dropped(self) -> int:
        """The source's."""
        return self._source.dropped

    def moments(self) -> Iterator[Frame | Outage]:
        return iter(self)

    def __iter__(self) -> Iterator[Frame]:
        for frame in self._source:
            altered = self._alter(frame)
            if altered is not None:
                yield altered

    def close(self) -> None:
        """Release the source."""
        self._source.close()


def mirrored(frame: Frame) -> Frame:
    return replace(frame, image_rgb=np.ascontiguousarray(frame.image_rgb[:, ::-1]))


def every_second(frame: Frame) -> Frame | None:
    return None if frame.index % 2 else frame


def half_size(frame: Frame) -> Frame:
    height, width = (max(side // 2, 1) for side in frame.image_rgb.shape[:2])
    image = cv2.resize(frame.image_rgb, (width, height), interpolation=cv2.INTER_AREA)
    return replace(frame, image_rgb=np.asarray(image, np.uint8))


def darker(frame: Frame) -> Frame:
    return replace(frame, image_rgb=shifted(frame.image_rgb, -BRIGHTNESS_SHIFT))


def brighter(frame: Frame) -> Frame:
    return replace(frame, image_rgb=shifted(frame.image_rgb, BRIGHTNESS_SHIFT))


def shifted(image_rgb: UInt8Array, levels: int) -> UInt8Array:
    return np.clip(image_rgb.astype(np.int16) + levels, 0, 255).astype(np.uint8)


def altering(alter: Alter) -> Variant:
    """A variant whose frames are changed in memory."""

    @contextmanager
    def opened(clip: Path) -> Iterator[Source]:
        with open_source(clip) as source:
            yield Altered(source, alter)

    return opened


@contextmanager
def unchanged(clip: Path) -> Iterator[Source]:
    with open_source(clip) as source:
        yield source


@contextmanager
def compressed_again(clip: Path) -> Iterator[Source]:
    with tempfile.TemporaryDirectory() as folder:
        poor = Path(folder) / f"{clip.stem}.mp4"
        compress(clip, poor)
        with open_source(poor) as source:
            yield source


def compress(clip: Path, poor: Path) -> None:
    """Encode a clip as H.264 of low quality, its time stamps kept; an odd last row or column of pixels is lost."""
    with open_source(clip) as source, av.open(str(poor), "w") as out:
        stream = out.add_stream("libx264", rate=30, options={"crf": str(POOR_CRF), "preset": "veryfast"})
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = (side - side % 2 for side in (source.info.width, source.info.height))
        stream.pix_fmt, stream.codec_context.time_base = "yuv420p", Fraction(1, 60_000)
        for frame in source:
            image = np.ascontiguousarray(frame.image_rgb[: stream.height, : stream.width])
            picture = av.VideoFrame.from_ndarray(image, "rgb24").reformat(format="yuv420p")
            picture.pts, picture.time_base = round(frame.t_s * 60_000), Fraction(1, 60_000)
            out.mux(stream.encode(picture))
        out.mux(stream.encode())


VARIANTS = {
    "original": unchanged,
    "mirrored": altering(mirrored),
    "half_rate": altering(every_second),
    "half_size": altering(half_size),
    "darker": altering(darker),
    "brighter": altering(brighter),
    "compressed": compressed_again,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path, metavar="LABELS.csv")
    parser.add_argument(
        "--only", nargs="+", default=[""], metavar="TEXT", help="clips whose names contain one of these"
    )
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS), help="default: all")
    parser.add_argument("--model", default="full", help="default: full")
    parser.add_argument("--traces", type=Path, metavar="DIR", help="keep keypoints there, and count from them")
    given = parser.parse_args()
    labels = [
        label
        for label in read_labels(given.labels, exercise_names()).labels
        if any(text in label.clip for text in given.only)
    ]
    with tempfile.TemporaryDirectory() as passing:
        traces = given.traces or Path(passing)
        names = ["original", *(name for name in given.variants if name != "original")]
        scores = {name: count_variant(labels, name, traces / name, given.model) for name in names}
    return report(scores)


def count_variant(labels: Sequence[Label], name: str, traces: Path, model: str) -> list[ClipScore]:
    """Every clip in one variant."""
    traces.mkdir(parents=True, exist_ok=True)
    scores: list[ClipScore] = []
    for number, task in enumerate(tasks_of(labels, NEGATIVE_AS, model, traces), start=1):
        print(f"\r{name:12}{number:4} of {len(labels)}", end="", file=sys.stderr, flush=True)
        trace = keypoints(task.label.path, model, task.trace, open_clip=VARIANTS[name])
        scores += [score(task.label, exercise, trace) for exercise in task.exercises]
    print(file=sys.stderr)
    return scores


def report(scores: dict[str, list[ClipScore]]) -> int:
    """Print what changed, then a line a variant."""
    originals = scores["original"]
    changes = {
        name: [(was, now) for was, now in zip(originals, rows, strict=True) if numbers(was) != numbers(now)]
        for name, rows in scores.items()
    }
    for name, changed in changes.items():
        for was, now in changed:
            verdict = "better" if now.exact > was.exact else "worse" if now.exact < was.exact else ""
            change = f"{numbers(was)} -> {numbers(now)}"
            print(f"{name:12}{now.clip:28}{now.exercise:20}{change:20}{verdict}".rstrip())
    print(f"\n{'variant':12}{'counts':>8}{'unchanged':>11}{'exact':>7}")
    for name, rows in scores.items():
        same = len(rows) - len(changes[name])
        print(f"{name:12}{len(rows):8}{same:11}{sum(row.exact for row in rows):7}")
    return 1 if any(changes.values()) else 0


def numbers(row: ClipScore) -> str:
    """Movements, and in parentheses how many of them met the standard."""
    return f"{row.movements} ({row.count})"


if __name__ == "__main__":
    sys.exit(main())
