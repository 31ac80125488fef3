"""Phases as boxes with arrows, in characters: what leads from one to the next, and back to the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fitcount.findings import Step
from fitcount.views.glyphs import Glyphs

_ROOM = 6
"""What an arrow takes beside its label: a blank and a line on each side, the point, and one to spare."""


def rep_diagram(steps: Sequence[Step], width: int, glyphs: Glyphs) -> list[str]:
    """A rep's four phases: three in a row, the fourth on the way back. As a list where `width` is too small."""
    start, to_peak, peak, from_peak = steps = _shown(steps, glyphs)
    grid = _Grid(glyphs)
    inner = max(len(to_peak.phase), len(from_peak.phase))
    first = grid.box(start.phase, 0, 0)
    # The way back ends below the middle of a box, so its label has more room.
    gap = max(_room(start), _room(from_peak) - (first.right - first.middle))
    second = grid.box(to_peak.phase, first.right + gap, 0, inner)
    gap = max(_room(to_peak), _room(peak) + 1 - (len(peak.phase) + 4) // 2)
    third = grid.box(peak.phase, second.right + gap, 0)
    fourth = grid.box(from_peak.phase, second.left, 3, inner)
    grid.right(start.until, first, second)
    grid.right(to_peak.until, second, third)
    grid.left(peak.until, 4, third.middle, fourth.right + 1)
    grid.put(fourth.right + 1, 4, glyphs.lines[11])
    grid.drop(third.middle, 2, 4)
    grid.left(from_peak.until, 4, fourth.left, first.middle)
    grid.put(fourth.left, 4, grid.out_left)
    grid.rise(first.middle, 4, 2)
    return grid.rows() if grid.width <= width else step_list(steps, glyphs)


def hold_diagram(steps: Sequence[Step], width: int, glyphs: Glyphs) -> list[str]:
    """A hold's three phases in a row, and the two ways out of a break. As a list where `width` is too small."""
    outside, inside, pause, over = steps = _shown(steps, glyphs)
    grid = _Grid(glyphs)
    first = grid.box(outside.phase, 0, 0)
    second = grid.box(inside.phase, first.right + _room(outside), 0)
    gap = max(_room(inside), _room(pause) - (second.right - second.middle) - (len(pause.phase) + 4) // 2)
    third = grid.box(pause.phase, second.right + gap, 0)
    grid.right(outside.until, first, second)
    grid.right(inside.until, second, third)
    for step, to, y in ((over, first, 4), (pause, second, 3)):
        grid.left(step.until, y, third.middle, to.middle)
        grid.rise(to.middle, y, 2)
    grid.drop(third.middle, 2, 4)
    grid.put(third.middle, 3, grid.out_left)
    return grid.rows() if grid.width <= width else step_list(steps, glyphs)


def step_list(steps: Sequence[Step], glyphs: Glyphs) -> list[str]:
    """The phases one below the other, each with what ends it."""
    upright, down = glyphs.lines[1], glyphs.lines[13]
    lines: list[str] = []
    for step in steps:
        # Without a name it is another way out of the phase before.
        lines += [f"  {down}", step.phase] if step.phase else []
        lines.append(f"  {upright} {step.until}")
    return [*lines[1:], f"  {down}", steps[0].phase]


def _shown(steps: Sequence[Step], glyphs: Glyphs) -> list[Step]:
    return [Step(glyphs.text(step.phase), glyphs.text(step.until)) for step in steps]


def _room(step: Step) -> int:
    return len(step.until) + _ROOM


@dataclass(frozen=True, slots=True)
class _Box:
    left: int
    right: int
    """Columns of its sides; an arrow goes between two boxes."""

    @property
    def middle(self) -> int:
        return (self.left + self.right) // 2


@dataclass(slots=True)
class _Grid:
    """Characters by column and row."""

    glyphs: Glyphs
    _cells: dict[tuple[int, int], str] = field(default_factory=dict)

    def put(self, x: int, y: int, text: str) -> None:
        for offset, character in enumerate(text):
            self._cells[x + offset, y] = character

    @property
    def out_left(self) -> str:
        """Where a line leaves an upright one to the left."""
        return self.glyphs.lines[9]

    def box(self, text: str, x: int, y: int, inner: int = 0) -> _Box:
        """A box around a text, at least `inner` wide inside."""
        level, upright, top_left, top_right, low_left, low_right = (*self.glyphs.lines[:6],)
        inner = max(inner, len(text)) + 2
        self.put(x, y, top_left + level * inner + top_right)
        self.put(x, y + 1, f"{upright} {text:{inner - 1}}{upright}")
        self.put(x, y + 2, low_left + level * inner + low_right)
        return _Box(x, x + inner + 1)

    def right(self, label: str, from_box: _Box, to_box: _Box) -> None:
        """An arrow with a label from one box to the next in the row."""
        self._line(label, 1, from_box.right + 1, to_box.left - 2)
        self.put(from_box.right, 1, self.glyphs.lines[6])
        self.put(to_box.left - 1, 1, self.glyphs.lines[10])

    def left(self, label: str, y: int, from_x: int, to_x: int) -> None:
        """A line with a label to the left."""
        self._line(label, y, to_x + 1, from_x - 1)

    def drop(self, x: int, from_y: int, to_y: int) -> None:
        """A line down out of a box's lower side, which then turns left."""
        self.put(x, from_y, self.glyphs.lines[7])
        for y in range(from_y + 1, to_y):
            self.put(x, y, self.glyphs.lines[1])
        self.put(x, to_y, self.glyphs.lines[5])

    def rise(self, x: int, from_y: int, to_y: int) -> None:
        """A line that came from the right turns up, into a box's lower side."""
        self.put(x, from_y, self.glyphs.lines[4])
        for y in range(to_y + 1, from_y):
            self.put(x, y, self.glyphs.lines[1])
        self.put(x, to_y, self.glyphs.lines[12])

    def _line(self, label: str, y: int, from_x: int, to_x: int) -> None:
        room = to_x - from_x + 1
        self.put(from_x, y, f" {label} ".center(room, self.glyphs.lines[0]))

    @property
    def width(self) -> int:
        return max(x for x, _ in self._cells) + 1

    def rows(self) -> list[str]:
        height = max(y for _, y in self._cells) + 1
        rows = ("".join(self._cells.get((x, y), " ") for x in range(self.width)) for y in range(height))
        return [row.rstrip() for row in rows]
