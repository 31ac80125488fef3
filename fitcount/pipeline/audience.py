"""Who sees every frame after it was counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from fitcount.errors import FitcountError, TerminalClosed
from fitcount.pipeline.counting import Counted
from fitcount.types import Frame, Outage, Progress


class Watcher(Protocol):
    """Sees every frame after it was counted: a dashboard, a video writer."""

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:
        """Take what is known of each person after a frame."""

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        """A live source has no picture at the moment; `people` and `progress` are those of its last one."""

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        """Take what is known when the source has ended, which may be more than after its last frame."""


class Audience:
    """The watchers that still look on: one that fails costs the view, never the count."""

    def __init__(self, watchers: Sequence[Watcher]) -> None:
        self._watching = [*watchers]
        self.broken: list[str] = []
        """Why some no longer do."""

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:
        """Show a frame to each of them."""
        self._tell(lambda watcher: watcher.watch(frame, people, progress))

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        """Tell each of them that there is no picture."""
        self._tell(lambda watcher: watcher.wait(outage, people, progress))

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        """Tell each of them what is known at the end."""
        with suppress(TerminalClosed):  # the run has ended anyway
            self._tell(lambda watcher: watcher.finish(people, progress))

    def _tell(self, tell: Callable[[Watcher], None]) -> None:
        for watcher in [*self._watching]:
            try:
                tell(watcher)
            except TerminalClosed:
                # It ends the run, of which this one can show nothing more.
                self._watching.remove(watcher)
                raise
            except BrokenPipeError:
                # Nobody reads on (`| head`): no reason to stop, nor to complain.
                self._watching.remove(watcher)
            except (FitcountError, OSError) as error:
                # A full disk, say.
                self._watching.remove(watcher)
                self.broken.append(f"{error}; counting went on")
