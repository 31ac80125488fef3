"""The pose model at work, live on the whole terminal."""

import time
from collections.abc import Callable

from rich.cells import cell_len
from rich.console import Console

from fitcount.types import SourceInfo
from fitcount.views.annotation import annotated
from fitcount.views.canvas import Area, Canvas, Piece
from fitcount.views.figure import Window, draw_figures, draw_legend
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BAD_BOLD, BOLD, DIM
from fitcount.views.pose_summary import Tally
from fitcount.views.sighting import Sighting
from fitcount.views.terminal.inline_image import Encode
from fitcount.views.terminal.rate import Rate
from fitcount.views.terminal.screen import OnScreen
from fitcount.wording import whole_seconds

_DRAW_EVERY_S = 1 / 10
_SHARE = 0.5
"""Of the time that drawing may take."""
_NOBODY = "nobody in the picture"


def stage(width: int, height: int) -> Area:
    """Where the people are drawn: between a header and a footer, where there is room for them."""
    header, footer = int(height >= 8), 2 * int(height >= 6)
    return Area(0, header, width, max(height - header - footer, 0))


def render(
    sighting: Sighting,
    source: SourceInfo,
    model: str,
    fps: float,
    *,
    size: tuple[int, int],
    glyphs: Glyphs,
    figures: bool = True,
) -> Canvas:
    """Exactly `size` (columns, rows); depends on nothing but its arguments. Without `figures` the stage is empty."""
    canvas = Canvas(*size)
    area = stage(*size)
    if area.y:
        _draw_header(canvas, source, model, glyphs)
    if size[1] > area.y + area.height:
        _draw_footer(canvas, sighting, source, fps, glyphs)
    if not sighting.people:
        text = glyphs.text(_NOBODY)[: area.width]
        canvas.put((area.width - len(text)) // 2, area.y + area.height // 2, text, BAD_BOLD)
    elif figures:
        height_px, width_px, _ = sighting.frame.image_rgb.shape
        draw_figures(canvas, area, sighting.people, Window(0, 0, width_px, height_px), glyphs)
    return canvas


def _draw_header(canvas: Canvas, source: SourceInfo, model: str, glyphs: Glyphs) -> None:
    name, network = glyphs.text(source.name), glyphs.text(f"{model} model")
    canvas.put(0, 0, name, BOLD)
    if cell_len(name) + cell_len(network) + 2 <= canvas.width:
        canvas.put(canvas.width - cell_len(network), 0, network, DIM)


def _draw_footer(canvas: Canvas, sighting: Sighting, source: SourceInfo, fps: float, glyphs: Glyphs) -> None:
    y = canvas.height - 1
    x = draw_legend(canvas, 0, y, glyphs) + 1
    now = whole_seconds(sighting.frame.t_s)
    pieces = [
        f"{now} of {whole_seconds(source.duration_s)}" if source.duration_s else now,
        *(f"score {pose.score:.2f}" for pose in sighting.people.values()),
        f"{fps:.0f} frames/s",
    ]
    canvas.put_pieces(Area(x, y, canvas.width - x, 1), [Piece(glyphs.text(piece), DIM) for piece in pieces], gap=3)


class PoseScreen(OnScreen):
    """Takes every frame and draws at most ten times a second, as a picture if the terminal can show one."""

    def __init__(
        self,
        console: Console,
        source: SourceInfo,
        model: str,
        tally: Tally,
        encode: Encode | None = None,
        *,
        regions: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(console)
        self._glyphs = console_glyphs(console)
        self._about = source, model
        self._tally = tally
        self._encode = encode
        self._regions = regions
        self._rate = Rate(_DRAW_EVERY_S, _SHARE, clock)

    def take(self, sighting: Sighting) -> None:
        """Draw the frame, if it is time to."""
        if self._rate.is_due:
            with self._rate.spending():
                self._draw(sighting, self._screen.size)

    def _draw(self, sighting: Sighting, size: tuple[int, int]) -> None:
        encode, fps = self._encode, self._tally.fps
        self._screen.show(render(sighting, *self._about, fps, size=size, glyphs=self._glyphs, figures=encode is None))
        if encode is not None:
            area = stage(*size)
            self._screen.show_picture(encode(annotated(sighting, regions=self._regions), *area[2:]), area)
