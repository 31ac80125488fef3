"""What every view of a running count has in common."""

from types import TracebackType
from typing import Protocol, Self

from fitcount.types import CounterState, Progress


class View(Protocol):
    """Shows a run while it goes on; a context manager, so that it cleans up whatever ends the run."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def show(self, state: CounterState, progress: Progress) -> None:
        """Take what is known after a frame; call it for every frame."""
        ...
