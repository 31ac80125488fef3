"""The rows of a run, one a frame, however long it is: the last ones in memory, the others on the disk."""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

BLOCK_ROWS = 256
"""So many are written at once: every eight seconds at 30 frames a second, within a millisecond."""

Rows = NDArray[np.void]
"""(n,) records: a field a column."""


class Spool:
    """Records of one kind, appended one by one, and read from wherever.

    The file has no name, so that nothing is left of it whatever ends the program. Where it cannot be written the rows
    stay in memory: a full disk costs memory, never what was counted.
    """

    def __init__(self, kind: np.dtype[np.void]) -> None:
        self._block: Rows = np.zeros(BLOCK_ROWS, kind)
        """The last rows; those behind `_filled` are not there yet."""
        self._filled = 0
        self._file: IO[bytes] | None = None
        self._written = 0
        """Blocks in the file."""
        self._unwritten: list[Rows] = []
        """Whole blocks that could not be written: the file takes no more after the first of them."""

    def __len__(self) -> int:
        return (self._written + len(self._unwritten)) * BLOCK_ROWS + self._filled

    def append(self, row: tuple[Any, ...]) -> None:
        """Add a row, a value for each field."""
        self._block[self._filled] = row
        self._filled += 1
        if self._filled == BLOCK_ROWS:
            self._put_away()

    def blocks(self, start: int = 0, stop: int | None = None) -> Iterator[Rows]:
        """The rows from `start` up to `stop`, or to the end, in pieces. Raises OSError if they cannot be read."""
        stop = len(self) if stop is None else min(stop, len(self))
        for number in range(start // BLOCK_ROWS, -(-stop // BLOCK_ROWS)):
            first = number * BLOCK_ROWS
            yield self._get(number)[max(start - first, 0) : stop - first]

    def rows(self, start: int, stop: int) -> Rows:
        """The same in one piece."""
        pieces = [*self.blocks(start, stop)]
        return np.concatenate(pieces) if pieces else self._block[:0].copy()

    def _put_away(self) -> None:
        self._filled = 0
        if not self._unwritten:
            try:
                self._write(self._block)
            except OSError:
                pass
            else:
                self._written += 1
                return
        self._unwritten.append(self._block)
        self._block = np.zeros_like(self._block)

    def _write(self, block: Rows) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="fitcount-", dir=_folder(), buffering=0)  # noqa: SIM115  (closed when it goes)
            weakref.finalize(self, self._file.close)
        self._file.seek(self._written * block.nbytes)
        if self._file.write(block.view(np.uint8).data) != block.nbytes:
            raise OSError("no room for a whole block")

    def _get(self, number: int) -> Rows:
        """A block; what of the last one is not there yet is left out."""
        if number < self._written:
            assert self._file is not None
            self._file.seek(number * self._block.nbytes)
            content = self._file.read(self._block.nbytes)
            if len(content) < self._block.nbytes:
                raise OSError(f"rows of the run are missing in {self._file.name}")
            block: Rows = np.frombuffer(content, self._block.dtype)
            return block
        number -= self._written
        return self._unwritten[number] if number < len(self._unwritten) else self._block[: self._filled].copy()


def _folder() -> Path | None:
    """Where large temporary files belong: /tmp is memory on many systems. None for Python's own choice."""
    large = Path("/var/tmp")
    own = any(os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP")) or tempfile.tempdir is not None
    return None if own or not os.access(large, os.W_OK) else large
