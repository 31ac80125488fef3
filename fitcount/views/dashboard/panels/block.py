"""Words that stand out: a block across the whole width."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style

from fitcount.views.canvas import Area, Canvas


def draw_block(canvas: Canvas, area: Area, lines: Sequence[str], style: Style) -> None:
    """Lines in the middle of the area, all of which has the style."""
    above = (area.height - len(lines)) // 2
    below = area.height - len(lines) - above
    for row, line in enumerate([*[""] * above, *lines, *[""] * below]):
        canvas.put(area.x, area.y + row, _centred(line, area.width), style)


def _centred(line: str, width: int) -> str:
    left = max(width - cell_len(line), 0) // 2
    return " " * left + line + " " * max(width - cell_len(line) - left, 0)
