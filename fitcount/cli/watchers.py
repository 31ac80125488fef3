"""What looks on while counting: the dashboard, or plain lines, and the annotated video."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from fitcount.cli.filming import Filming
from fitcount.errors import TerminalClosed
from fitcount.guidance import Guidance
from fitcount.pipeline import Counted
from fitcount.types import Frame, Outage, Progress, SourceInfo, UInt8Array
from fitcount.views.dashboard.dashboard import Dashboard
from fitcount.views.overlay import draw, draw_count
from fitcount.views.plain import PlainLines
from fitcount.views.sighting import Sighting
from fitcount.views.tally import tally
from fitcount.views.terminal.graphics import picture_encoder
from fitcount.views.video import VideoWriter
from fitcount.views.view import View


def is_screen(console: Console) -> bool:
    """Whether there is a terminal that can show a dashboard."""
    return console.is_terminal and not console.is_dumb_terminal


def choose_view(console: Console, standard: str | None, model: str, source: SourceInfo) -> View:
    """The dashboard on a terminal, of a camera with its picture where that is possible; elsewhere a line per event."""
    if is_screen(console):
        encode = picture_encoder(console) if source.live else None
        return Dashboard(console, source, standard, model, encode)
    return PlainLines(sys.stdout)


class ViewWatcher:
    """Hands what is counted to a view: the first person's state, with a note of what the others have.

    `guidance` gives what a live run tells beside it at that moment; None where nobody is led. `closed` is called when
    the terminal turns out to be closed, before that ends the run: a signal that says the same may come at any moment.
    """

    def __init__(
        self,
        view: View,
        guidance: Callable[[], Guidance] | None = None,
        closed: Callable[[], None] = lambda: None,
    ) -> None:
        self._view = view
        self._guidance = guidance
        self._closed = closed

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:
        """Show the state, and the people in the picture."""
        seen = {number: pose for number, person in enumerate(people, start=1) if (pose := person.pose) is not None}
        self._show(people, progress, Sighting(frame, seen))

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        """Show the state as it was, without a picture."""
        self._show(people, progress)

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        """Show the state at the end."""
        self._show(people, progress)

    def _show(self, people: Sequence[Counted], progress: Progress, sighting: Sighting | None = None) -> None:
        first, *others = (person.state for person in people)
        tallies = (" ".join(map(str, tally(other))) for other in others)
        notes = (f"person {number}: {counted}" for number, counted in enumerate(tallies, start=2))
        guidance = None if self._guidance is None else self._guidance()
        try:
            self._view.show(replace(first, notes=(*first.notes, *notes)), progress, guidance, sighting)
        except TerminalClosed:
            self._closed()
            raise


class VideoWatcher(Filming):
    """Writes each frame with the skeleton and the count drawn on it, as the person saw it then.

    Corrected by hand: who looks at it afterwards asks what was done, and the result tells what was counted as well.
    """

    def __init__(self, path: Path, source: SourceInfo) -> None:
        super().__init__(VideoWriter(path, source.width, source.height, source.fps))

    def picture(self, frame: Frame, people: Sequence[Counted]) -> UInt8Array:
        """A copy of the frame with everybody's skeleton, and the first person's count."""
        picture = frame.image_rgb.copy()
        for person in people:
            if person.pose is not None:
                draw(picture, person.pose)
        state = people[0].state
        count, unit = tally(state)
        # What is measured is not known before the exercise is.
        metric = state.gauge.metric if state.exercise else ""
        return draw_count(picture, count, state.phase, metric, state.value, unit=unit)
