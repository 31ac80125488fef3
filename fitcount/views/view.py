"""What every view of a running count has in common."""

from types import TracebackType
from typing import Protocol, Self

from fitcount.guidance import Guidance
from fitcount.types import CounterState, Progress
from fitcount.views.sighting import Sighting


class View(Protocol):
    """Shows a run while it goes on; a context manager, so that it cleans up whatever ends the run."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def show(
        self,
        state: CounterState,
        progress: Progress,
        guidance: Guidance | None = None,
        sighting: Sighting | None = None,
    ) -> None:
        """Take what is known after a frame; call it for every frame, and a few times a second while there is none.

        `guidance`: what a live run tells beside the count; None where nobody is led. `sighting`: the frame and who is
        in it; None while there is no picture.
        """
        ...
