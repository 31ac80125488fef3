"""A grid of characters to draw on; what is drawn can neither leave the grid nor move anything else."""

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from rich.style import Style

from fitcount.views.palette import PLAIN


class Area(NamedTuple):
    """A rectangle of characters."""

    x: int
    y: int
    width: int
    height: int


class Span(NamedTuple):
    """Text at a place in a row."""

    x: int
    text: str
    style: Style


class Piece(NamedTuple):
    """Text that is shown whole or not at all."""

    text: str
    style: Style = PLAIN


class Canvas:
    """Rows of spans, which rich can print.

    Rows of segments are far cheaper than rich's layouts and tables, and two canvases are compared row by row,
    so that only what changed is written to the terminal.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._rows: list[list[Span]] = [[] for _ in range(height)]

    def put(self, x: int, y: int, text: str, style: Style = PLAIN) -> None:
        """Draw text from column x of row y on; what lies outside the canvas is cut off."""
        if text and 0 <= y < self.height and 0 <= x < self.width:
            self._rows[y].append(Span(x, text, style))

    def put_pieces(self, area: Area, pieces: list[Piece], gap: int = 2) -> None:
        """Draw pieces side by side in the area's first row, as many as fit, the first ones first."""
        x = area.x
        for piece in pieces:
            size = cell_len(piece.text)
            if x + size > area.x + area.width:
                return
            self.put(x, area.y, *piece)
            x += size + gap if size else 0

    def row(self, y: int) -> list[Segment]:
        """Segments exactly as wide as the canvas; of two spans that collide, the right one is left out."""
        segments: list[Segment] = []
        end = 0
        for x, text, style in sorted(self._rows[y], key=itemgetter(0)):
            if x < end:
                continue
            if x > end:
                segments.append(Segment(" " * (x - end)))
            end = x + cell_len(text)
            shown = text if end <= self.width else set_cell_size(text, self.width - x)
            segments.append(Segment(shown, style))
        if end < self.width:
            segments.append(Segment(" " * (self.width - end)))
        return segments

    def changed_rows(self, before: "Canvas | None") -> list[int]:
        """Rows that look different from those of `before`; all of them if it had another size."""
        if before is None or (before.width, before.height) != (self.width, self.height):
            return list(range(self.height))
        return [y for y in range(self.height) if self._rows[y] != before._rows[y]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for y in range(self.height):
            yield from self.row(y)
            yield Segment.line()
