"""A source that waits for its reader: every frame is delivered, however long that takes."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import chain

from fitcount.errors import SourceError
from fitcount.frames.closing import Closing
from fitcount.types import Frame, Outage, SourceInfo


def first_of(frames: Iterator[Frame], name: str) -> Frame:
    """The first frame, which tells the true size of the pictures; SourceError if there is none."""
    first = next(frames, None)
    if first is None:
        raise SourceError(f"not one frame of {name} can be decoded: play it elsewhere to see whether it is whole")
    return first


class Recorded(Closing):
    """A file or folder. `rest` yields the frames after `first` and releases the file when it is closed."""

    dropped = 0

    def __init__(self, info: SourceInfo, first: Frame, rest: Generator[Frame, None, None], warnings: list[str]) -> None:
        self.info = info
        self.warnings = warnings
        self._rest = rest
        self._frames = chain((first,), rest)

    def __iter__(self) -> Iterator[Frame]:
        return self._frames

    def moments(self) -> Iterator[Frame | Outage]:
        """Its frames."""
        return iter(self)

    def close(self) -> None:
        """Release the file; the iteration is over."""
        self._frames = chain()
        self._rest.close()
