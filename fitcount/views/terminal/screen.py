"""The whole terminal, as long as something is shown live on it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

from rich.console import Console, ConsoleOptions
from rich.control import Control
from rich.segment import Segment

from fitcount.errors import TerminalClosed
from fitcount.views.canvas import Area, Canvas
from fitcount.views.terminal.echo import echo_off
from fitcount.views.terminal.suspension import Suspension


class Screen:
    """The alternate screen: what changed is written, and what was there before comes back at the end."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._drawn: Canvas | None = None
        self._quiet = echo_off()
        self._suspension = Suspension()

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows, now."""
        return self._console.size.width, self._console.size.height

    def __enter__(self) -> Self:
        self._suspension.__enter__()
        self._take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # On a terminal that was closed there is nothing to put back.
        with suppress(OSError):
            self._give_back()
        self._suspension.__exit__(kind, error, trace)

    def _take(self) -> None:
        self._quiet = echo_off()
        self._quiet.__enter__()
        self._console.set_alt_screen(True)
        self._console.show_cursor(False)

    def _give_back(self) -> None:
        try:
            self._console.show_cursor(True)
            self._console.set_alt_screen(False)
        finally:
            self._quiet.__exit__(None, None, None)

    def show(self, canvas: Canvas) -> None:
        """Write what differs from the canvas shown before, all of it if that had another size.

        TerminalClosed if nobody can see it. After a Ctrl-Z the program stops here.
        """
        if self._suspension.is_asked_for:
            self._give_back()
            self._suspension.stop()
            self._take()
            self._drawn = None
        if self._drawn is not None and (self._drawn.width, self._drawn.height) != (canvas.width, canvas.height):
            self.clear()
        changes = _Changes(canvas, self._drawn)
        self._drawn = canvas
        with _told_if_closed():
            self._console.print(changes, crop=False, end="")

    def show_picture(self, picture: str, area: Area) -> None:
        """Write the escape sequences of a picture into an area that the canvas leaves empty; else like `show`."""
        with _told_if_closed():
            self._console.control(Control.move_to(area.x, area.y))
            self._console.file.write(picture)
            self._console.file.flush()

    def clear(self) -> None:
        """Take everything from the screen, pictures as well; the next canvas is written as a whole."""
        self._drawn = None
        with _told_if_closed():
            self._console.control(Control.clear())


@contextmanager
def _told_if_closed() -> Iterator[None]:
    try:
        yield
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


class _Changes:
    """What makes one canvas look like another, each piece in its place on the screen."""

    def __init__(self, canvas: Canvas, before: Canvas | None) -> None:
        self._canvas = canvas
        self._before = before

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for x, y, segments in self._canvas.changes(self._before):
            yield Control.move_to(x, y).segment
            yield from segments
