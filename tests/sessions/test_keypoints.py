from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fitcount.errors import UsageError
from fitcount.sessions.keypoints import FORMATS, KeypointRecorder
from fitcount.types import LANDMARK, LANDMARK_NAMES, Float32Array, Pose

from .samples import random_pose

Row = tuple[int, float, int, float, Float32Array]
"""Frame, time, person (0: nobody), score, and (33, 8) image_px, world_m, visibility, presence."""


def _people() -> list[Mapping[int, Pose]]:
    """One person, nobody, two people, the second of whom has no legs."""
    upper = random_pose(0.1, 3)
    upper.image_px[LANDMARK["left_knee"] :] = np.nan
    upper.world_m[LANDMARK["left_knee"] :] = np.nan
    return [{1: random_pose(0.0, 1)}, {}, {1: random_pose(0.1, 2), 2: upper}]


def _save(path: Path, people: list[Mapping[int, Pose]]) -> Path:
    recorder = KeypointRecorder()
    for index, here in enumerate(people):
        recorder.add(2 * index, index / 29.97, here)
    recorder.save(path)
    return path


def _wanted(people: list[Mapping[int, Pose]]) -> list[Row]:
    rows: list[Row] = []
    for index, here in enumerate(people):
        for person, pose in here.items():
            rows.append((2 * index, index / 29.97, person, float(np.float32(pose.score)), _values(pose)))
        if not here:
            rows.append((2 * index, index / 29.97, 0, math.nan, np.full((33, 8), np.nan, np.float32)))
    return rows


def _values(pose: Pose) -> Float32Array:
    return np.column_stack([pose.image_px, pose.world_m, pose.visibility, pose.presence])


def _from_npz(path: Path) -> list[Row]:
    with np.load(path, allow_pickle=False) as a:
        assert a["landmark_names"].tolist() == list(LANDMARK_NAMES)
        values = np.concatenate(
            [a["image_px"], a["world_m"], a["visibility"][..., None], a["presence"][..., None]], axis=2
        )
        heads = zip(a["frame"].tolist(), a["t_s"].tolist(), a["person"].tolist(), a["score"].tolist(), strict=True)
        return [(*head, row) for head, row in zip(heads, values, strict=True)]


def _from_jsonl(path: Path) -> list[Row]:
    return [_from_object(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _from_object(row: dict[str, Any]) -> Row:
    head = row["frame"], row["t_s"], row["person"] or 0
    if row["person"] is None:
        assert {row[name] for name in ("score", "image_px", "world_m", "visibility", "presence")} == {None}
        return *head, math.nan, np.full((33, 8), np.nan, np.float32)
    assert list(row["image_px"]) == list(row["presence"]) == list(LANDMARK_NAMES)
    values = [
        [*row["image_px"][name], *row["world_m"][name], row["visibility"][name], row["presence"][name]]
        for name in LANDMARK_NAMES
    ]
    return *head, row["score"], np.array(values, np.float32)


def _from_csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ends = ("x_px", "y_px", "z_px", "world_x_m", "world_y_m", "world_z_m", "visibility", "presence")
    found: list[Row] = []
    for row in rows:
        numbers = {name: float(value or "nan") for name, value in row.items()}
        values = [[numbers[f"{name}_{end}"] for end in ends] for name in LANDMARK_NAMES]
        found.append(
            (
                int(row["frame"]),
                float(row["t_s"]),
                int(row["person"] or 0),
                numbers["score"],
                np.array(values, np.float32),
            )
        )
    return found


READERS: Mapping[str, Callable[[Path], list[Row]]] = {".npz": _from_npz, ".jsonl": _from_jsonl, ".csv": _from_csv}


@pytest.mark.parametrize("suffix", FORMATS)
def test_reads_back_equal(tmp_path: Path, suffix: str) -> None:
    found = READERS[suffix](_save(tmp_path / f"keypoints{suffix}", _people()))
    wanted = _wanted(_people())
    assert [row[:3] for row in found] == [row[:3] for row in wanted]
    for (*_, score, values), (*_, wanted_score, wanted_values) in zip(found, wanted, strict=True):
        assert np.float32(score) == wanted_score or (math.isnan(score) and math.isnan(wanted_score))
        assert np.array_equal(values, wanted_values, equal_nan=True)


def test_an_npz_has_the_arrays_of_a_trace(tmp_path: Path) -> None:
    with np.load(_save(tmp_path / "keypoints.npz", _people()[:2]), allow_pickle=False) as arrays:
        shapes = {name: (arrays[name].shape, arrays[name].dtype) for name in arrays.files if name != "landmark_names"}
    single, double = np.dtype(np.float32), np.dtype(np.float64)
    assert shapes == {
        "frame": ((2,), np.dtype(np.int64)),
        "t_s": ((2,), double),
        "person": ((2,), np.dtype(np.int32)),
        "score": ((2,), single),
        "image_px": ((2, 33, 3), single),
        "world_m": ((2, 33, 3), single),
        "visibility": ((2, 33), single),
        "presence": ((2, 33), single),
    }


def test_a_csv_says_names_and_units(tmp_path: Path) -> None:
    header = _save(tmp_path / "keypoints.csv", _people()).read_text().splitlines()[0].split(",")
    assert header[:12] == [
        *("frame", "t_s", "person", "score", "nose_x_px", "nose_y_px", "nose_z_px"),
        *("nose_world_x_m", "nose_world_y_m", "nose_world_z_m", "nose_visibility", "nose_presence"),
    ]
    assert len(header) == len(set(header)) == 4 + 33 * 8


def test_numbers_are_as_short_as_they_can_be(tmp_path: Path) -> None:
    pose = replace(random_pose(0.0, 1), visibility=np.full(33, 0.1, np.float32))
    assert "0.1000" not in _save(tmp_path / "keypoints.csv", [{1: pose}]).read_text()


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_suffix_may_be_written_in_capitals(tmp_path: Path, suffix: str) -> None:
    assert _save(tmp_path / f"keypoints{suffix.upper()}", _people()).stat().st_size > 0


def test_what_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written") as error:
        _save(tmp_path / "missing" / "keypoints.csv", _people())
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []
