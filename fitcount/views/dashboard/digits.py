"""Digits as tall as there is room, like a scoreboard's."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from fitcount.views.cells import Cell
from fitcount.views.pixels import pack

# Strokes in the odd rows and the outer columns; what lies between them is stretched.
_FONT = {
    "0": "### #.# #.# #.# ###",
    "1": "##. .#. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# ### ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# ..# ..#",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
}
_BITMAPS = {digit: np.array([[dot == "#" for dot in row] for row in rows.split()]) for digit, rows in _FONT.items()}
_SMALLEST = 9
"""Dots that a digit is high; below, half blocks cannot tell 6 from 8."""


@lru_cache(maxsize=64)
def big_number(number: int, width: int, height: int, cell: Cell) -> tuple[str, ...]:
    """Lines that show `number` as large as fits into width x height characters; none if it cannot fit."""
    digits = str(number)
    for dots in range(height * cell.rows, _SMALLEST - 1, -1):
        stroke = _stroke(dots)
        if _width(len(digits), dots) <= width * cell.columns:
            gap = np.zeros((dots, stroke), dtype=np.bool_)
            drawn = [part for digit in digits for part in (gap, _digit(digit, dots))]
            return tuple(pack(np.hstack(drawn[1:]), cell))
    return ()


def number_width(digits: int, height: int, cell: Cell) -> int:
    """Columns that so many digits take at that height in rows."""
    return -(-_width(digits, height * cell.rows) // cell.columns)


def _width(digits: int, dots: int) -> int:
    return digits * (_digit_width(dots) + _stroke(dots)) - _stroke(dots)


def _digit(digit: str, height: int) -> NDArray[np.bool_]:
    stroke, width = _stroke(height), _digit_width(height)
    upper = (height - 3 * stroke) // 2
    rows = [stroke, upper, stroke, height - 3 * stroke - upper, stroke]
    stem = (width - stroke) // 2
    columns = [stem, stroke, width - stroke - stem] if digit == "1" else [stroke, width - 2 * stroke, stroke]
    return _BITMAPS[digit].repeat(rows, axis=0).repeat(columns, axis=1)


def _stroke(height: int) -> int:
    return max(round(height / 6), 2)


def _digit_width(height: int) -> int:
    return max(round(height * 0.62), 3 * _stroke(height))
