"""Pictures for terminals that speak DEC's sixel: xterm, foot, mlterm, Windows Terminal.

A sixel is a column of six pixels, one bit each. A picture goes from top to bottom in bands of that height; a band is
sent once for each of its colours, with the bits of the pixels that have it.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from fitcount.types import UInt8Array

BAND_PX = 6
LEVELS = 6
"""Of red, green and blue alike, or greys would be tinted: 216 colours, of the 256 that most terminals have."""
_DITHER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.uint16) * 16 + 7
"""Bayer's pattern, in steps of a grey level: below 255 - so much of a level - the lower color is taken."""
_FIRST = 63
"""Sixel 0 is the character "?"."""
_SHORTEST_RUN = 4
"""From which a repetition is shorter than its characters."""


def sixels(image_rgb: UInt8Array) -> str:
    """The escape sequence that shows the (height, width, 3) picture, pixel by pixel, where the cursor is."""
    height, width = image_rgb.shape[:2]
    colors = _nearest(image_rgb)
    bands = (_band(colors[top : top + BAND_PX]) for top in range(0, height, BAND_PX))
    return f'\x1bP0;1q"1;1;{width};{height}{_PALETTE}{"-".join(bands)}\x1b\\'


def _nearest(image_rgb: UInt8Array) -> NDArray[np.intp]:
    """(height, width) number of each pixel's color in the palette; what lies between two is mixed from both."""
    height, width = image_rgb.shape[:2]
    offset = np.tile(_DITHER, (height // 4 + 1, width // 4 + 1))[:height, :width, None]
    levels = (image_rgb.astype(np.uint16) * (LEVELS - 1) + offset) // 255
    red, green, blue = np.moveaxis(levels.astype(np.intp), 2, 0)
    numbers: NDArray[np.intp] = (red * LEVELS + green) * LEVELS + blue
    return numbers


def _palette() -> str:
    """What each color is, in per cent of red, green and blue."""
    percent = [100 * level // (LEVELS - 1) for level in range(LEVELS)]
    mixed = product(percent, repeat=3)
    return "".join(f"#{number};2;{red};{green};{blue}" for number, (red, green, blue) in enumerate(mixed))


_PALETTE = _palette()


def _band(colors: NDArray[np.intp]) -> str:
    """One band of at most six rows: its colors one over the other."""
    used, places = np.unique(colors, return_inverse=True)
    places = places.reshape(colors.shape)
    bits = np.zeros((used.size, colors.shape[1]), np.uint8)
    columns = np.arange(colors.shape[1])
    for row, own in enumerate(places):
        bits[own, columns] |= np.uint8(1 << row)
    return "$".join(f"#{color}{''.join(_runs(line))}" for color, line in zip(used.tolist(), bits, strict=True))


def _runs(line: UInt8Array) -> Iterator[str]:
    """The sixels of one color from left to right, repetitions shortened; nothing after the last."""
    starts = np.concatenate([[0], np.flatnonzero(np.diff(line)) + 1])
    lengths = np.diff(np.concatenate([starts, [line.size]])).tolist()
    values = line[starts].tolist()
    if values[-1] == 0:
        lengths.pop()
        values.pop()
    for value, length in zip(values, lengths, strict=True):
        character = chr(_FIRST + value)
        yield f"!{length}{character}" if length >= _SHORTEST_RUN else character * length
