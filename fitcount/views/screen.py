"""The whole terminal, as long as something is shown live on it."""

import errno
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self

from rich.console import Console, ConsoleOptions
from rich.control import Control
from rich.segment import Segment

from fitcount.errors import TerminalClosed
from fitcount.views.canvas import Canvas
from fitcount.views.echo import echo_off


class Screen:
    """The alternate screen: rows that changed are written, and what was there before comes back at the end."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._drawn: Canvas | None = None
        self._quiet = echo_off()

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows, now."""
        return self._console.size.width, self._console.size.height

    def __enter__(self) -> Self:
        self._quiet.__enter__()
        self._console.set_alt_screen(True)
        self._console.show_cursor(False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # On a terminal that was closed there is nothing to put back.
        with suppress(OSError):
            self._console.show_cursor(True)
            self._console.set_alt_screen(False)
        self._quiet.__exit__(kind, error, trace)

    def show(self, canvas: Canvas) -> None:
        """Write the rows that differ from those of the canvas shown before; TerminalClosed if nobody can see them."""
        changed = canvas.changed_rows(self._drawn)
        self._drawn = canvas
        try:
            self._console.print(_Rows(canvas, changed), crop=False, end="")
        except OSError as error:
            if error.errno == errno.EIO:
                raise TerminalClosed from error
            raise


class OnScreen:
    """What has the whole terminal while it is entered."""

    def __init__(self, console: Console) -> None:
        self._screen = Screen(console)

    def __enter__(self) -> Self:
        self._screen.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._screen.__exit__(kind, error, trace)


class _Rows:
    """Some rows of a canvas, each in its place on the screen."""

    def __init__(self, canvas: Canvas, rows: list[int]) -> None:
        self._canvas = canvas
        self._rows = rows

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for y in self._rows:
            yield Control.move_to(0, y).segment
            yield from self._canvas.row(y)
