"""The symbols that views draw with, for terminals with Unicode and for those without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fitcount.views.cells import ASCII_BLOCKS, ASCII_DOTS, ASCII_TRACE, BRAILLE, HALF_BLOCKS, Cell
from fitcount.wording import printable

if TYPE_CHECKING:
    from rich.console import Console  # the tables of weeks need none

_TO_ASCII = str.maketrans(
    {"°": " deg", "\N{EN DASH}": "-", "—": "-", "…": "...", "·": "-", "✓": "+", "✗": "x", "→": "->"}
    | {"±": "+-", "“": '"', "”": '"', "\N{MINUS SIGN}": "-", "\N{MULTIPLICATION SIGN}": "x"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """One set of symbols; each is one character wide."""

    ascii_only: bool
    rule: str
    bar_full: str
    bar_parts: str
    """A character filled from the left by 1/n, 2/n ...; empty where there are none."""
    bar_levels: str
    """A character filled from below by 1/n, 2/n ...; empty where there are none."""
    bar_empty: str
    bar_goal: str
    """The part of the gauge in which the standard is met, as long as the bar does not reach it."""
    tick: str
    """Points up at a place on the bar above it."""
    goal: str
    """A place that is proposed."""
    heights: str
    """Characters filled from the bottom, from nearly nothing to all."""
    limit: str
    """Line of a threshold through the trend."""
    tick_time: str
    """Before a time below a curve, under the moment that it names."""
    done: str
    left: str
    live: str
    trace: Cell
    block: Cell
    letter: Cell
    """For words of large letters."""
    lines: str
    """Lines of diagrams: level, upright, the four corners, joints that open to the right, down, up and left; then
    arrows to the right, left, up and down."""

    def text(self, words: str) -> str:
        """`words` as they can be shown here: one line, without control characters."""
        if self.ascii_only:
            words = words.translate(_TO_ASCII).encode("ascii", "replace").decode("ascii")
        return printable(words)


UNICODE = Glyphs(
    ascii_only=False,
    rule="─",
    bar_full="█",
    bar_parts="▏▎▍▌▋▊▉",
    bar_levels="▁▂▃▄▅▆▇",
    bar_empty="░",
    bar_goal="▒",
    tick="▲",
    goal="◆",
    heights="▁▂▃▄▅▆▇█",
    limit="╌",
    tick_time="╵",
    done="━",
    left="─",
    live="●",
    trace=BRAILLE,
    block=HALF_BLOCKS,
    letter=HALF_BLOCKS,
    lines="─│┌┐└┘├┬┴┤▶◀▲▼",
)
ASCII = Glyphs(
    ascii_only=True,
    rule="-",
    bar_full="#",
    bar_parts="",
    bar_levels="",
    bar_empty=".",
    bar_goal=":",
    tick="^",
    goal="*",
    heights="_.-=+*#",
    limit="-",
    tick_time="'",
    done="=",
    left="-",
    live="*",
    trace=ASCII_TRACE,
    block=ASCII_BLOCKS,
    letter=ASCII_DOTS,
    lines="-|++++++++><^v",
)


def glyphs_for(encoding: str | None) -> Glyphs:
    """The richest set that a stream of this encoding can carry."""
    return UNICODE if (encoding or "").lower().startswith("utf") else ASCII


def console_glyphs(console: Console) -> Glyphs:
    """The richest set that `console` can show."""
    return glyphs_for(console.encoding)
