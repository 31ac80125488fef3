"""Pictures in a terminal that can show them: the escape sequences of kitty, of iTerm2, and sixels."""

from base64 import standard_b64encode
from collections.abc import Callable

import cv2
import numpy as np

from fitcount.types import UInt8Array
from fitcount.views.picture_file import encode_picture
from fitcount.views.terminal.sixel import sixels

Encode = Callable[[UInt8Array, int, int], str]
"""(height, width, 3) RGB, columns, rows: what to write so that the picture appears at the cursor, not larger."""

_CELL_PX = (10, 20)
"""A character's usual width and height: more pixels than fit are not worth sending."""
_SMALL_CELL_PX = (8, 16)
"""Of a terminal that does not say: a picture that is too large would move the screen."""
_CHUNK = 4096
"""Most bytes of base64 in one of kitty's sequences."""


def kitty(image_rgb: UInt8Array, columns: int, rows: int) -> str:
    """For kitty, Ghostty, Konsole (its graphics protocol): a PNG that replaces the one shown before.

    Only the side that binds is named, and the terminal finds the other. The cursor stays where it is (C=1), and the
    terminal answers nothing (q=2).
    """
    height, width = image_rgb.shape[:2]
    binding = f"c={columns}" if columns * height <= rows * width * 2 else f"r={rows}"
    payload = standard_b64encode(encode_picture(_shrunk(image_rgb, columns, rows), ".png")).decode()
    chunks = [payload[at : at + _CHUNK] for at in range(0, len(payload), _CHUNK)]
    first = f"a=T,f=100,i=1,p=1,C=1,q=2,{binding},"
    return "".join(
        f"\x1b_G{first if number == 0 else 'q=2,'}m={int(number < len(chunks) - 1)};{chunk}\x1b\\"
        for number, chunk in enumerate(chunks)
    )


def iterm2(image_rgb: UInt8Array, columns: int, rows: int) -> str:
    """For iTerm2 and WezTerm (iTerm2's inline images): a JPEG. The cursor comes back (ESC 7, ESC 8)."""
    content = encode_picture(_shrunk(image_rgb, columns, rows), ".jpg")
    about = f"inline=1;size={len(content)};width={columns};height={rows};preserveAspectRatio=1"
    return f"\x1b7\x1b]1337;File={about}:{standard_b64encode(content).decode()}\a\x1b8"


def sixel(image_rgb: UInt8Array, columns: int, rows: int, cell_px: tuple[int, int] = _SMALL_CELL_PX) -> str:
    """For xterm, foot, mlterm, Windows Terminal: its pixels, as many as fit. The cursor comes back (ESC 7, ESC 8).

    `cell_px`: a character's width and height; these terminals do not scale.
    """
    height, width = image_rgb.shape[:2]
    scale = min(columns * cell_px[0] / width, rows * cell_px[1] / height)
    size = max(int(width * scale), 1), max(int(height * scale), 1)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return f"\x1b7{sixels(np.asarray(cv2.resize(image_rgb, size, interpolation=way), np.uint8))}\x1b8"


def _shrunk(image_rgb: UInt8Array, columns: int, rows: int) -> UInt8Array:
    """Not larger than its place in the terminal."""
    height, width = image_rgb.shape[:2]
    scale = min(columns * _CELL_PX[0] / width, rows * _CELL_PX[1] / height)
    if scale >= 1:
        return image_rgb
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    return np.asarray(cv2.resize(image_rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
