"""Keypoints as a file for other programs: npz, JSON lines or CSV.

All three hold the same rows: one per frame and person, and one for a frame with nobody in it; so with one person, one
per frame. Units stand in the names: `_s` seconds from the source's start, `_px` pixels of the full frame (z on the same
scale, negative towards the camera), `_m` metres from the middle of the hips.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from fitcount.sessions.files import write_whole
from fitcount.types import LANDMARK_NAMES, Float32Array, Pose

_N = len(LANDMARK_NAMES)


@dataclass(frozen=True, slots=True)
class _Row:
    frame: int
    """Number of the frame in the source, from 0 on."""
    t_s: float
    person: int
    """From 1 on; 0 where nobody is seen."""
    pose: Pose | None


@dataclass(slots=True)
class KeypointRecorder:
    """Collects the poses of each frame of a source."""

    _rows: list[_Row] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, frame: int, t_s: float, people: Mapping[int, Pose]) -> None:
        """Add the next frame; `people`: number of the person, from 1 on, to the pose."""
        self._rows.extend(_Row(frame, t_s, person, pose) for person, pose in people.items())
        if not people:
            self._rows.append(_Row(frame, t_s, 0, None))

    def save(self, path: Path) -> None:
        """Write all rows, or nothing, in the format that the name's suffix, one of `FORMATS`, says.

        Raises UsageError if the file cannot be written.
        """
        write_whole(path, FORMATS[path.suffix.lower()](self._rows))


def _to_npz(rows: Sequence[_Row]) -> bytes:
    """A NumPy .npz without pickles: the arrays of a trace, and who and what each row and landmark is."""
    content = io.BytesIO()
    np.savez_compressed(
        content,
        landmark_names=np.array(LANDMARK_NAMES, np.str_),
        frame=np.array([row.frame for row in rows], np.int64),
        t_s=np.array([row.t_s for row in rows], np.float64),
        person=np.array([row.person for row in rows], np.int32),
        score=np.array([math.nan if row.pose is None else row.pose.score for row in rows], np.float32),
        image_px=_stacked(rows, lambda pose: pose.image_px, (_N, 3)),
        world_m=_stacked(rows, lambda pose: pose.world_m, (_N, 3)),
        visibility=_stacked(rows, lambda pose: pose.visibility, (_N,)),
        presence=_stacked(rows, lambda pose: pose.presence, (_N,)),
    )
    return content.getvalue()


def _stacked(rows: Sequence[_Row], values: Callable[[Pose], Float32Array], shape: tuple[int, ...]) -> Float32Array:
    """(rows, *shape): NaN where nobody is seen."""
    stacked = np.full((len(rows), *shape), np.nan, np.float32)
    for place, row in zip(stacked, rows, strict=True):
        if row.pose is not None:
            place[...] = values(row.pose)
    return stacked


def _to_jsonl(rows: Sequence[_Row]) -> bytes:
    """One object a line; null where nobody is seen, or a number is not known."""
    return "".join(json.dumps(_object(row), allow_nan=False) + "\n" for row in rows).encode()


def _object(row: _Row) -> dict[str, Any]:
    pose = row.pose
    return {
        "frame": row.frame,
        "t_s": row.t_s,
        "person": row.person or None,
        "score": None if pose is None else pose.score,
        "image_px": None if pose is None else _by_name(pose.image_px),
        "world_m": None if pose is None else _by_name(pose.world_m),
        "visibility": None if pose is None else _by_name(pose.visibility),
        "presence": None if pose is None else _by_name(pose.presence),
    }


def _by_name(values: Float32Array) -> dict[str, Any]:
    """Name of the landmark to its number, or to its x, y, z."""
    return dict(zip(LANDMARK_NAMES, _numbers(values.astype(np.str_).tolist()), strict=True))


def _numbers(texts: list[Any]) -> list[Any]:
    """The shortest decimals that single precision reads back equal, as numbers; None for NaN."""
    return [_numbers(text) if isinstance(text, list) else None if text == "nan" else float(text) for text in texts]


def _to_csv(rows: Sequence[_Row]) -> bytes:
    """A header, then one line a row; empty where nobody is seen, or a number is not known."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_cells(row) for row in rows)
    return text.getvalue().encode()


_COLUMNS = (
    *("frame", "t_s", "person", "score"),
    *(
        f"{name}_{value}"
        for name in LANDMARK_NAMES
        for value in ("x_px", "y_px", "z_px", "world_x_m", "world_y_m", "world_z_m", "visibility", "presence")
    ),
)


def _cells(row: _Row) -> list[object]:
    pose = row.pose
    if pose is None:
        return [row.frame, row.t_s, *[""] * (len(_COLUMNS) - 2)]
    values = np.column_stack([pose.image_px, pose.world_m, pose.visibility, pose.presence]).ravel()
    texts = values.astype(np.str_).tolist()
    return [row.frame, row.t_s, row.person, pose.score, *("" if text == "nan" else text for text in texts)]


FORMATS: Mapping[str, Callable[[Sequence[_Row]], bytes]] = {".npz": _to_npz, ".jsonl": _to_jsonl, ".csv": _to_csv}
"""Suffix of the file's name to what makes its content."""
