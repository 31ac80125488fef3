"""How far the reading of a clip is, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress as Bar

from fitcount.pipeline import Counted
from fitcount.types import Frame, Outage, Progress


class ReadingClip:
    """A bar that fills while a clip is read, and is gone afterwards; nothing where nobody would see it."""

    def __init__(self, console: Console) -> None:
        self._bar = Bar(console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task("Reading the clip", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        """Show how far it is."""
        self._bar.update(self._task, total=progress.duration_s, completed=progress.t_s)

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        """Nothing happens meanwhile."""

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        """Nothing is left to show."""
