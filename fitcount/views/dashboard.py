"""The live dashboard on the whole terminal."""

import math
import time
from collections.abc import Callable

from rich.console import Console

from fitcount.guidance import Guidance
from fitcount.types import CounterState, Progress, SourceInfo
from fitcount.views.canvas import Canvas
from fitcount.views.glyphs import console_glyphs
from fitcount.views.layout import arrange
from fitcount.views.moment import Moment, Moments
from fitcount.views.screen import OnScreen
from fitcount.views.sighting import Sighting

_DRAW_EVERY_S = 1 / 15


def render(moment: Moment, width: int, height: int) -> Canvas:
    """Exactly `height` rows of `width` characters; depends on nothing but its arguments."""
    canvas = Canvas(width, height)
    for draw, area in arrange(width, height):
        draw(canvas, area, moment)
    return canvas


class Dashboard(OnScreen):
    """Takes every frame and draws at most 15 times a second, at once when the count changes.

    It draws in the caller's thread and writes only rows that changed: nothing flickers, and counting hardly
    waits for it.
    """

    def __init__(
        self,
        console: Console,
        source: SourceInfo,
        standard: str | None,
        model: str,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(console)
        self._clock = clock
        self._moments = Moments(source, standard, model, glyphs=console_glyphs(console))
        self._drawn_at_s = -math.inf
        self._drawn_count = 0

    def show(
        self,
        state: CounterState,
        progress: Progress,
        guidance: Guidance | None = None,  # noqa: ARG002
        sighting: Sighting | None = None,  # noqa: ARG002
    ) -> None:
        """Take what is known after a frame, and draw it if it is time to."""
        self._moments.follow(state)
        now_s = self._clock()
        if now_s - self._drawn_at_s < _DRAW_EVERY_S and state.count == self._drawn_count:
            return
        self._drawn_at_s, self._drawn_count = now_s, state.count
        self._screen.show(render(self._moments.moment(state, progress), *self._screen.size))
