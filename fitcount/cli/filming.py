"""What writes a video of a run while it looks on."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from fitcount.pipeline import Counted
from fitcount.types import Frame, Outage, Progress, UInt8Array
from fitcount.views.video import VideoWriter


class Filming:
    """Writes a picture for each frame; leaving it finishes the file."""

    def __init__(self, writer: VideoWriter) -> None:
        self._writer = writer

    def __enter__(self) -> Self:
        self._writer.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.__exit__(kind, error, trace)

    def picture(self, frame: Frame, people: Sequence[Counted]) -> UInt8Array:  # noqa: ARG002
        """(height, width, 3) RGB, what the video shows of a frame: the frame as it is."""
        return frame.image_rgb

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        """Write the frame."""
        self._writer.write(self.picture(frame, people), frame.t_s)

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        """There is nothing to write."""

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        """The video has the frames, and no more."""
