"""How a small grid of dots becomes a character: braille, half blocks, or ASCII where nothing else can be shown."""

from dataclasses import dataclass


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
ASCII_DOTS = Cell(((1,),), " #")
ASCII_BLOCKS = Cell(((1,), (1,)), " ##")
