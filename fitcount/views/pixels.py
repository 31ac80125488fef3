"""Packs grids of dots into characters."""

import numpy as np
from numpy.typing import NDArray

from fitcount.views.cells import Cell


def pack(dots: NDArray[np.bool_], cell: Cell) -> list[str]:
    """Lines of characters that show `dots` (rows, columns); a last cell that is not full is padded."""
    rows, columns = dots.shape
    padded = np.pad(dots, ((0, -rows % cell.rows), (0, -columns % cell.columns)))
    places = np.zeros((padded.shape[0] // cell.rows, padded.shape[1] // cell.columns), dtype=np.uint8)
    for y, weights in enumerate(cell.weights):
        for x, weight in enumerate(weights):
            places += padded[y :: cell.rows, x :: cell.columns] * np.uint8(weight)
    return ["".join([cell.characters[place] for place in line]) for line in places.tolist()]
