"""Packs grids of dots into characters: braille, half blocks, or ASCII where nothing else can be shown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Cell:
    """How one character shows a small grid of dots."""

    weights: tuple[tuple[int, ...], ...]
    """What each dot adds to the character's place in `characters`."""
    characters: str

    @property
    def rows(self) -> int:
        """Dots from top to bottom."""
        return len(self.weights)

    @property
    def columns(self) -> int:
        """Dots from left to right."""
        return len(self.weights[0])


# Braille's own blank is left out: some fonts draw it as eight hollow dots.
BRAILLE = Cell(((1, 8), (2, 16), (4, 32), (64, 128)), " " + "".join(map(chr, range(0x2801, 0x2900))))
ASCII_TRACE = Cell(((1, 1),), " **")
HALF_BLOCKS = Cell(((1,), (2,)), " ▀▄█")
ASCII_BLOCKS = Cell(((1,), (1,)), " ##")


def pack(dots: NDArray[np.bool_], cell: Cell) -> list[str]:
    """Lines of characters that show `dots` (rows, columns); a last cell that is not full is padded."""
    rows, columns = dots.shape
    padded = np.pad(dots, ((0, -rows % cell.rows), (0, -columns % cell.columns)))
    places = np.zeros((padded.shape[0] // cell.rows, padded.shape[1] // cell.columns), dtype=np.uint8)
    for y, weights in enumerate(cell.weights):
        for x, weight in enumerate(weights):
            places += padded[y :: cell.rows, x :: cell.columns] * np.uint8(weight)
    return ["".join([cell.characters[place] for place in line]) for line in places.tolist()]
