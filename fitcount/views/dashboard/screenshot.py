"""A picture of the dashboard, as it stood when the last repetition was counted, or in the last second of a hold."""

import io
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console

from fitcount.guidance import Guidance
from fitcount.types import CounterState, Progress, SourceInfo
from fitcount.views.dashboard.dashboard import render
from fitcount.views.dashboard.moment import Moment, Moments
from fitcount.views.glyphs import UNICODE
from fitcount.views.sighting import Sighting
from fitcount.views.tally import tally

WIDTH, HEIGHT = 100, 30


class Screenshot:
    """A view that is looked at afterwards: keeps the moment of the largest count, and saves it as SVG at the end."""

    def __init__(self, path: Path, source: SourceInfo, standard: str | None, model: str) -> None:
        self._path = path
        self._title = f"fitcount count {source.name}"
        self._moments = Moments(source, standard, model, glyphs=UNICODE)
        self._kept: Moment | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._kept is None:
            return
        console = Console(record=True, width=WIDTH, height=HEIGHT, file=io.StringIO(), force_terminal=True)
        console.print(render(self._kept, WIDTH, HEIGHT), end="")
        console.save_svg(str(self._path), title=self._title)

    def show(
        self,
        state: CounterState,
        progress: Progress,
        guidance: Guidance | None = None,
        sighting: Sighting | None = None,
    ) -> None:
        """Take what is known after a frame."""
        self._moments.follow(state)
        if self._kept is None or tally(state) > tally(self._kept.state):
            without_pages = guidance and replace(guidance, help_shown=False, choices=())
            self._kept = self._moments.moment(state, progress, without_pages, sighting)
