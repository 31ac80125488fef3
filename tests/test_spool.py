"""Rows that are kept on the disk."""

from __future__ import annotations

import gc
import tempfile
import tracemalloc
from pathlib import Path
from typing import IO, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitcount.spool import BLOCK_ROWS, Spool

KIND = np.dtype([("number", np.int64), ("pair", np.float32, (2,))])
SIZES = (0, 1, BLOCK_ROWS - 1, BLOCK_ROWS, BLOCK_ROWS + 1, 3 * BLOCK_ROWS + 5)


def spool(rows: int) -> Spool:
    made = Spool(KIND)
    for number in range(rows):
        made.append((number, (number, 0.5)))
    return made


@pytest.mark.parametrize("rows", SIZES)
def test_gives_back_what_was_put_in(rows: int) -> None:
    made = spool(rows)
    assert len(made) == rows
    assert made.rows(0, rows)["number"].tolist() == [*range(rows)]
    assert made.rows(0, rows)["pair"].tolist() == [[number, 0.5] for number in range(rows)]


@given(rows=st.sampled_from(SIZES), start=st.integers(0, 1000), stop=st.integers(0, 1000))
def test_any_part_of_it(rows: int, start: int, stop: int) -> None:
    assert spool(rows).rows(start, stop)["number"].tolist() == [*range(rows)][start:stop]


def test_what_was_read_stays_as_it_was() -> None:
    made = spool(3)
    before = made.rows(0, 3)
    for number in range(BLOCK_ROWS):
        made.append((-number, (0.0, 0.0)))
    assert before["number"].tolist() == [0, 1, 2]


def test_the_memory_does_not_grow_with_the_rows() -> None:
    made = spool(4 * BLOCK_ROWS)
    tracemalloc.start()
    for number in range(40 * BLOCK_ROWS):
        made.append((number, (0.0, 0.0)))
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 2 * BLOCK_ROWS * KIND.itemsize


def test_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = spool(3 * BLOCK_ROWS)
    assert len(made) == 3 * BLOCK_ROWS
    del made
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_costs_memory_not_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Any = tempfile.TemporaryFile
    room = 2 * BLOCK_ROWS * KIND.itemsize + 100

    class Small:
        def __init__(self, file: IO[bytes]) -> None:
            self._file = file

        def write(self, data: Any) -> int:
            left = room - self._file.tell()
            if left <= 0:
                raise OSError(28, "No space left on device")
            return self._file.write(data[:left])

        def __getattr__(self, name: str) -> Any:
            return getattr(self._file, name)

    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **options: Small(real(**options)))
    rows = 5 * BLOCK_ROWS + 7
    assert spool(rows).rows(0, rows)["number"].tolist() == [*range(rows)]


def test_a_folder_that_cannot_be_written_costs_no_rows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    rows = 3 * BLOCK_ROWS
    assert spool(rows).rows(0, rows)["number"].tolist() == [*range(rows)]


def test_rows_that_are_lost_are_no_fewer_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  (the spool closes it)
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: file)
    made = spool(3 * BLOCK_ROWS)
    file.truncate(KIND.itemsize)
    with pytest.raises(OSError, match="rows of the run are missing"):
        made.rows(0, BLOCK_ROWS)
