"""What a run of the pose model gave, in words: a line at the end, and the landmarks of a picture."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from fitcount.types import LANDMARK_NAMES, Pose
from fitcount.views.palette import BOLD
from fitcount.views.sighting import Sighting
from fitcount.wording import UNKNOWN, clock, plural


@dataclass(slots=True)
class Tally:
    """Counts frames and people, and how long they took."""

    clock: Callable[[], float] = time.perf_counter
    frames: int = 0
    frames_with_person: int = 0
    t_s: float = 0.0
    """Of the last frame, in its source."""
    _scores: float = 0.0
    _poses: int = 0
    _started_s: float | None = None
    _ended_s: float = 0.0

    def start(self) -> None:
        """The first frame is about to be read."""
        self._started_s = self._ended_s = self.clock()

    def add(self, sighting: Sighting) -> None:
        """Count a frame."""
        self.frames += 1
        self.frames_with_person += bool(sighting.people)
        self._poses += len(sighting.people)
        self._scores += sum(pose.score for pose in sighting.people.values())
        self._ended_s = self.clock()
        self.t_s = sighting.frame.t_s

    @property
    def score(self) -> float:
        """Mean of all poses' scores, 0..1; NaN if there were none."""
        return self._scores / self._poses if self._poses else float("nan")

    @property
    def fps(self) -> float:
        """Frames per second of wall time."""
        return self.frames / max(self._ended_s - (self._started_s or 0.0), 1e-9)


def in_a_line(tally: Tally, *, interrupted: bool = False) -> str:
    """The whole run: 430 frames, somebody in 428, score 0.97, 31 frames/s."""
    return f"{_seen(tally)}; interrupted at {clock(tally.t_s)}" if interrupted else _seen(tally)


def _seen(tally: Tally) -> str:
    if not tally.frames_with_person:
        return f"nobody seen in {plural(tally.frames, 'frame')}: the whole body should be in the picture, and lit"
    if tally.frames == 1:
        return f"somebody in the picture, score {tally.score:.2f}"
    seen = f"somebody in {tally.frames_with_person}"
    return f"{plural(tally.frames, 'frame')}, {seen}, score {tally.score:.2f}, {tally.fps:.0f} frames/s"


def landmark_table(people: Mapping[int, Pose]) -> RenderableType:
    """Every landmark of each person: place in pixels of the picture, and visibility."""
    tables: list[RenderableType] = []
    for number, pose in people.items():
        if len(people) > 1:
            tables.append(Text(f"person {number}", BOLD))
        tables.append(_table(pose))
    return Group(*tables)


def _table(pose: Pose) -> Table:
    table = Table(box=None, pad_edge=False, header_style=BOLD)
    table.add_column("landmark", no_wrap=True)
    for title in ("x px", "y px", "z px", "visibility"):
        table.add_column(title, justify="right", no_wrap=True)
    for name, xyz, visibility in zip(LANDMARK_NAMES, pose.image_px.tolist(), pose.visibility.tolist(), strict=True):
        table.add_row(name, *(_number(value, 1) for value in xyz), _number(visibility, 2))
    return table


def _number(value: float, digits: int) -> str:
    return UNKNOWN if np.isnan(value) else f"{value:.{digits}f}"
