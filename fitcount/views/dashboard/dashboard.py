"""The live dashboard on the whole terminal."""

import time
from collections.abc import Callable

from rich.console import Console

from fitcount.guidance import Guidance
from fitcount.types import CounterState, Progress, SourceInfo
from fitcount.views.annotation import annotated
from fitcount.views.canvas import Area, Canvas
from fitcount.views.dashboard.layout import Panel, arrange
from fitcount.views.dashboard.live_layout import arrange_live, picture_area
from fitcount.views.dashboard.moment import Moment, Moments
from fitcount.views.glyphs import console_glyphs
from fitcount.views.sighting import Sighting
from fitcount.views.terminal.inline_image import Encode
from fitcount.views.terminal.rate import Rate
from fitcount.views.terminal.screen import OnScreen

_DRAW_EVERY_S = 1 / 15
_PICTURE_EVERY_S = 1 / 6
_SHARE, _PICTURE_SHARE = 0.25, 0.1
"""Of the time that drawing and showing pictures may take, where the terminal is slow."""
_LONGEST_S = 0.04
"""Of showing one picture, as the frames behind it wait; one that takes longer is made smaller. Sixels do."""
_SMALLER, _SMALLEST = 0.75, 0.3


def render(moment: Moment, width: int, height: int) -> Canvas:
    """Exactly `height` rows of `width` characters; depends on nothing but its arguments."""
    canvas = Canvas(width, height)
    for draw, area in _panels(moment, width, height):
        draw(canvas, area, moment)
    return canvas


def _panels(moment: Moment, width: int, height: int) -> list[tuple[Panel, Area]]:
    return arrange(width, height) if moment.guidance is None else arrange_live(width, height, moment)


class Dashboard(OnScreen):
    """Takes every frame and draws at most 15 times a second, at once when the count or the stage changes.

    It draws in the caller's thread and writes only what changed: nothing flickers, and counting hardly waits for it.
    With `encode`, the terminal shows the camera's picture beside the count of a run that is led, as often as it can
    without holding up the count.
    """

    def __init__(
        self,
        console: Console,
        source: SourceInfo,
        standard: str | None,
        model: str,
        encode: Encode | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(console)
        self._moments = Moments(source, standard, model, glyphs=console_glyphs(console))
        self._encode = encode
        self._rate = Rate(_DRAW_EVERY_S, _SHARE, clock)
        self._clock = clock
        self._picture_rate = self._new_picture_rate()
        self._picture_area: Area | None = None
        self._size = 1.0
        """Of the picture, over the room that it has."""
        self._took_s = 0.0
        """What the last picture took."""
        self._drawn: object = None
        """What is drawn at once when it changes, as it was drawn last."""

    def show(
        self,
        state: CounterState,
        progress: Progress,
        guidance: Guidance | None = None,
        sighting: Sighting | None = None,
    ) -> None:
        """Take what is known after a frame, and draw it if it is time to."""
        self._moments.follow(state)
        at_once = self._screen.size, state.corrected, guidance and (guidance.stage, guidance.set_count)
        if not self._rate.is_due and at_once == self._drawn:
            return
        self._drawn = at_once
        with self._rate.spending():
            moment = self._moments.moment(state, progress, guidance, sighting, pictured=self._encode is not None)
            self._draw(moment)
        if moment.sighting is not None:
            self._draw_picture(moment.sighting)

    def _draw(self, moment: Moment) -> None:
        size = self._screen.size
        area = picture_area(_panels(moment, *size)) if moment.pictured else None
        if self._picture_area not in {None, area}:
            # The picture that is there would stay, or part of it.
            self._screen.clear()
        if area != self._picture_area:
            self._picture_area, self._picture_rate = area, self._new_picture_rate()
            self._took_s = 0.0
        self._screen.show(render(moment, *size))

    def _new_picture_rate(self) -> Rate:
        """One by which it is time at once."""
        return Rate(_PICTURE_EVERY_S, _PICTURE_SHARE, self._clock)

    def _draw_picture(self, sighting: Sighting) -> None:
        area = self._picture_area
        if self._encode is None or area is None or not self._picture_rate.is_due:
            return
        begun_s = self._clock()
        with self._picture_rate.spending():
            size = max(round(area.width * self._size), 1), max(round(area.height * self._size), 1)
            self._screen.show_picture(self._encode(annotated(sighting), *size), area)
        # One slow picture may be a busy moment.
        before_s, self._took_s = self._took_s, self._clock() - begun_s
        if min(before_s, self._took_s) > _LONGEST_S and self._size > _SMALLEST:
            self._size, self._took_s = self._size * _SMALLER, 0.0
            self._screen.clear()
