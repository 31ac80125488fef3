"""Keep typed characters off the screen."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def echo_off() -> Iterator[None]:
    """While this lasts the terminal does not write what is typed on what is shown; Ctrl-C still interrupts.

    Nothing changes where stdin is no terminal, or the system has no termios (Windows).
    """
    try:
        import termios  # noqa: PLC0415
    except ImportError:
        yield
        return
    if not sys.stdin.isatty():
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    quiet = termios.tcgetattr(sys.stdin)
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(sys.stdin, termios.TCSADRAIN, quiet)
    try:
        yield
    finally:
        # What was typed meanwhile was meant for nobody: it must not reach the shell. A closed terminal has no mode.
        with suppress(termios.error):
            termios.tcsetattr(sys.stdin, termios.TCSAFLUSH, before)
