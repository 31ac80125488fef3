"""Words as tall as there is room, for what must be read from across the room."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from fitcount.views.cells import Cell
from fitcount.views.pixels import pack

_ROWS = 5
_FONT = {
    "A": ".##. #..# #### #..# #..#",
    "B": "###. #..# ###. #..# ###.",
    "C": ".### #... #... #... .###",
    "D": "###. #..# #..# #..# ###.",
    "E": "#### #... ###. #... ####",
    "F": "#### #... ###. #... #...",
    "G": ".### #... #.## #..# .###",
    "H": "#..# #..# #### #..# #..#",
    "I": "# # # # #",
    "J": "..## ...# ...# #..# .##.",
    "K": "#..# #.#. ##.. #.#. #..#",
    "L": "#... #... #... #... ####",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#...# ##..# #.#.# #..## #...#",
    "O": ".##. #..# #..# #..# .##.",
    "P": "###. #..# ###. #... #...",
    "Q": ".##. #..# #..# #.#. .#.#",
    "R": "###. #..# ###. #.#. #..#",
    "S": ".### #... .##. ...# ###.",
    "T": "##### ..#.. ..#.. ..#.. ..#..",
    "U": "#..# #..# #..# #..# .##.",
    "V": "#...# #...# .#.#. .#.#. ..#..",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#...# .#.#. ..#.. .#.#. #...#",
    "Y": "#...# .#.#. ..#.. ..#.. ..#..",
    "Z": "#### ...# .##. #... ####",
    "0": ".##. #..# #..# #..# .##.",
    "1": ".#. ##. .#. .#. ###",
    "2": "###. ...# .##. #... ####",
    "3": "###. ...# .##. ...# ###.",
    "4": "#..# #..# #### ...# ...#",
    "5": "#### #... ###. ...# ###.",
    "6": ".##. #... ###. #..# .##.",
    "7": "#### ...# ..#. .#.. .#..",
    "8": ".##. #..# .##. #..# .##.",
    "9": ".##. #..# .### ...# .##.",
    " ": ".. .. .. .. ..",
    "-": "... ... ### ... ...",
    "'": "# # . . .",
    ".": ". . . . #",
    ",": ".. .. .. .# #.",
    "!": "# # # . #",
    "?": "##. ..# .#. ... .#.",
    "/": "..# ..# .#. #.. #..",
}
_BITMAPS = {sign: np.array([[dot == "#" for dot in row] for row in rows.split()]) for sign, rows in _FONT.items()}


@lru_cache(maxsize=64)
def big_words(words: str, width: int, height: int, cell: Cell) -> tuple[str, ...]:
    """Lines that show `words` in capitals as large as fits into width x height characters, broken between words.

    () if they cannot fit, or have signs that are not among the letters.
    """
    text = words.upper()
    if not text.strip() or any(sign not in _BITMAPS for sign in text):
        return ()
    dot_rows, dot_columns = height * cell.rows, width * cell.columns
    for scale in range(dot_rows // _ROWS, 0, -1):
        lines = _broken(text, dot_columns // scale)
        rows = -(-(len(lines) * _line_rows(scale, cell) - _gap(scale, cell)) // cell.rows)
        if lines and rows <= height:
            return tuple(pack(_set(lines, scale, cell), cell)[:height])
    return ()


def letter_rows(cell: Cell) -> int:
    """How many rows the smallest letters take."""
    return -(-_ROWS // cell.rows)


def _broken(text: str, room: int) -> list[str]:
    """The fewest lines of at most `room` dots; none if a word is longer."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if _width(word) > room:
            return []
        if lines and _width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _width(text: str) -> int:
    return sum(len(_BITMAPS[sign][0]) + 1 for sign in text) - 1


def _gap(scale: int, cell: Cell) -> int:
    """Dots between two lines."""
    return max(2 * scale, cell.rows)


def _line_rows(scale: int, cell: Cell) -> int:
    """Dots from a line to the next: whole characters, or lines of the same words would look different."""
    dots = _ROWS * scale + _gap(scale, cell)
    return dots + -dots % cell.rows


def _set(lines: list[str], scale: int, cell: Cell) -> NDArray[np.bool_]:
    step = _line_rows(scale, cell)
    dots = np.zeros((len(lines) * step, max(map(_width, lines)) * scale), np.bool_)
    for number, line in enumerate(lines):
        x = 0
        for sign in line:
            bitmap = _BITMAPS[sign].repeat(scale, axis=0).repeat(scale, axis=1)
            dots[number * step : number * step + bitmap.shape[0], x : x + bitmap.shape[1]] = bitmap
            x += bitmap.shape[1] + scale
    return dots[: (len(lines) - 1) * step + _ROWS * scale]
