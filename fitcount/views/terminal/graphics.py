"""Find out whether the terminal can show pictures."""

import os
import re
import select
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial

from rich.console import Console

from fitcount.views.terminal.inline_image import Encode, iterm2, kitty, sixel

_ITERM2 = frozenset({"iTerm.app", "WezTerm"})
"""Values of TERM_PROGRAM that speak iTerm2's protocol, and say so nowhere else."""
_MULTIPLEXERS = ("TMUX", "STY", "ZELLIJ")
"""They stand between us and the terminal, and pass no pictures on."""
_QUESTION = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[16t\x1b[c"
"""Can you show one pixel? How large is a character? What are you? The last every terminal answers, and at the end."""
_YES = b"\x1b_Gi=31;OK\x1b\\"
_CELL = re.compile(rb"\x1b\[6;(\d+);(\d+)t")
"""Height and width in pixels."""
_END = re.compile(rb"\x1b\[\?([\d;]*)c")
"""A class of terminals, and then what it can do."""
_SIXEL = b"4"
_TIMEOUT_S = 0.5
"""For terminals that answer nothing, and for slow connections."""

Ask = Callable[[], bytes]


def picture_encoder(console: Console, environ: Mapping[str, str] = os.environ, ask: Ask | None = None) -> Encode | None:
    """How to show pictures on the console; None if it is no terminal, or one that cannot, or does not say so."""
    if not console.is_terminal or console.is_dumb_terminal or any(name in environ for name in _MULTIPLEXERS):
        return None
    if environ.get("TERM_PROGRAM") in _ITERM2:
        return iterm2
    answer = (ask or _ask)()
    return kitty if _YES in answer else _sixel(answer)


def _sixel(answer: bytes) -> Encode | None:
    """For a terminal that says that it knows sixels, in the size of its characters if it tells that."""
    abilities = _END.search(answer)
    if abilities is None or _SIXEL not in abilities[1].split(b";")[1:]:
        return None
    cell = _CELL.search(answer)
    return partial(sixel, cell_px=(int(cell[2]), int(cell[1]))) if cell and int(cell[1]) and int(cell[2]) else sixel


def _ask() -> bytes:
    """What the terminal answers; nothing where it cannot be asked without disturbing somebody."""
    try:
        import termios  # noqa: PLC0415  (not on Windows)
        import tty  # noqa: PLC0415

        terminal = sys.stdin.fileno()
        # A program in the background that changes the terminal's settings is stopped.
        if not sys.stdout.isatty() or os.tcgetpgrp(terminal) != os.getpgrp():
            return b""
        settings = termios.tcgetattr(terminal)
    except (ImportError, OSError, ValueError, termios.error):
        return b""
    try:
        tty.setcbreak(terminal)
        os.write(sys.stdout.fileno(), _QUESTION)
        return _answer(terminal)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, settings)


def _answer(terminal: int) -> bytes:
    """What is typed until the answer's end, or the time is up."""
    answer, end_s = b"", time.monotonic() + _TIMEOUT_S
    while not _END.search(answer):
        left_s = end_s - time.monotonic()
        if left_s <= 0 or not select.select([terminal], [], [], left_s)[0]:
            break
        answer += os.read(terminal, 1024)
    return answer
