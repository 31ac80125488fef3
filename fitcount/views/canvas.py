"""A grid of characters to draw on; what is drawn can neither leave the grid nor move anything else."""

import re
import textwrap
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from rich.style import Style

from fitcount.views.palette import PLAIN

_CUT = "..."
_SAME_BETWEEN = 8
"""Unchanged columns that are written again: moving the cursor takes as many bytes."""

_NARROW = re.compile("[ -~\u2500-\u259f\u2800-\u28ff]*")
"""ASCII, lines, blocks and braille: nearly all there is, and a column each."""

_Cell = tuple[str, Style | None]
"""What one column shows."""


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


def clipped(text: str, width: int) -> str:
    """At most `width` columns of a text; a dot each stands for what was cut off, as far as there is room."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - len(_CUT), 0)).rstrip() + _CUT[:width]


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken between words where that is possible."""
    width = max(width, 1)
    narrow = cell_len(text) == len(text)
    return [clipped(line, width) for line in textwrap.wrap(text, width if narrow else max(width // 2, 1))]


class Canvas:
    """Rows of spans, which rich can print.

    Rows of segments are far cheaper than rich's layouts and tables, and two canvases are compared row by row,
    column by column where they differ, so that only what changed is written to the terminal.
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

    def changes(self, before: "Canvas | None") -> Iterator[tuple[int, int, list[Segment]]]:
        """Column, row and what is to be written there to make `before` look like this; all if it had another size."""
        if before is None or (before.width, before.height) != (self.width, self.height):
            yield from ((0, y, self.row(y)) for y in range(self.height))
            return
        for y in range(self.height):
            if self._rows[y] == before._rows[y]:
                continue
            old, new = before._cells(y), self._cells(y)
            # Signs joined to one, as some emoji are, have no columns of their own.
            aligned = len(old) == len(new) == self.width
            yield from ((x, y, run) for x, run in (_changed_runs(old, new) if aligned else [(0, self.row(y))]))

    def _cells(self, y: int) -> list[_Cell]:
        """What each column of a row shows; of a wide character the second column shows ""."""
        cells: list[_Cell] = []
        for text, style, _ in self.row(y):
            if _NARROW.fullmatch(text):
                cells += [(character, style) for character in text]
                continue
            for character in text:
                size = cell_len(character)
                if size == 0 and cells:
                    # An accent of its own: it belongs to the character before.
                    shown = next(x for x in range(len(cells) - 1, -1, -1) if cells[x][0])
                    cells[shown] = cells[shown][0] + character, cells[shown][1]
                else:
                    cells += [(character, style), ("", style)][: max(size, 1)]
        return cells

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for y in range(self.height):
            yield from self.row(y)
            yield Segment.line()


def _changed_runs(before: list[_Cell], after: list[_Cell]) -> Iterator[tuple[int, list[Segment]]]:
    """First column and content of each stretch that differs; none begins or ends within a wide character."""
    differing = [x for x, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    if not differing:
        return
    start = end = differing[0]
    for x in [*differing[1:], len(after) + _SAME_BETWEEN + 1]:
        if x - end > _SAME_BETWEEN:
            first, last = _whole(before, after, start, end)
            yield first, _segments(after[first : last + 1])
            start = x
        end = x


def _whole(before: list[_Cell], after: list[_Cell], first: int, last: int) -> tuple[int, int]:
    """The stretch without halves of wide characters at its ends, neither of what is shown nor of what will be."""
    while "" in (before[first][0], after[first][0]):
        first -= 1
    while last + 1 < len(after) and "" in (before[last + 1][0], after[last + 1][0]):
        last += 1
    return first, last


def _segments(cells: list[_Cell]) -> list[Segment]:
    return [
        Segment("".join(character for character, _ in run), style) for style, run in groupby(cells, key=itemgetter(1))
    ]
