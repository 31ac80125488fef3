"""Who decides what counts, and when a run is over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from fitcount.pipeline.counting import Counted
from fitcount.types import Frame, Outage, Pose


class Director(Protocol):
    """Leads a live run: it decides what counts, and when the run is over."""

    @property
    def over(self) -> bool:
        """Whether the run ends here."""

    def look(self, frame: Frame, poses: Sequence[Pose | None]) -> bool:
        """Look at the next frame and its raw poses, and tell whether it counts."""

    def counted(self, frame: Frame, people: Sequence[Counted]) -> None:
        """Take what is known of each person after that frame."""

    def wait(self, outage: Outage) -> None:
        """The source has no picture at the moment."""


class Undirected:
    """Every frame counts, to the end of the source."""

    over = False

    def look(self, frame: Frame, poses: Sequence[Pose | None]) -> bool:  # noqa: ARG002
        """It counts."""
        return True

    def counted(self, frame: Frame, people: Sequence[Counted]) -> None:
        """That was all."""

    def wait(self, outage: Outage) -> None:
        """Nothing else can be done."""
