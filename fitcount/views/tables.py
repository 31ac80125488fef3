"""A set in a table, movement after movement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fitcount.kept import KeptSet
from fitcount.views.movements import Movement
from fitcount.views.phrases import depth_name, sign
from fitcount.views.wording import ExerciseWords, faults, side
from fitcount.wording import clock, quantity, seconds


@dataclass(frozen=True, slots=True)
class Row:
    """A repetition, a rejected movement, a hold or a break."""

    counted: bool
    cells: tuple[str, ...]
    remark: str
    """Its faults, or why it did not count; "" if all was well."""


@dataclass(frozen=True, slots=True)
class Table:
    """Movement after movement."""

    title: str
    heads: tuple[str, ...]
    """Of the cells."""
    remarks: str
    """Head of the remarks."""
    rows: tuple[Row, ...]


def movements_table(movements: Sequence[Movement], words: ExerciseWords) -> Table:
    """A row a movement, rejected ones among the others."""
    sided = any(side(movement.side) for movement in movements)
    heads = [
        "rep",
        "start",
        "side",
        depth_name(movements, words),
        "range",
        words.halves.to_peak,
        words.halves.from_peak,
    ]
    rows = [_row(movement) for movement in movements]
    if not sided:
        del heads[2]
        rows = [Row(row.counted, row.cells[:2] + row.cells[3:], row.remark) for row in rows]
    return Table("Rep by rep", tuple(heads), "form", tuple(rows))


def _row(movement: Movement) -> Row:
    cells = (
        sign(movement),
        clock(movement.start_s),
        side(movement.side),
        quantity(movement.metric, movement.depth),
        quantity(movement.metric, movement.range_of_motion),
        seconds(movement.to_peak_s),
        seconds(movement.from_peak_s),
    )
    if movement.rejection is None:
        return Row(True, cells, f"! {faults(movement)}" if movement.faults else "")
    return Row(False, cells, movement.rejection.text)


def hold_table(hold: KeptSet) -> Table:
    """The hold, and its breaks within it."""
    rows = [Row(True, ("held", clock(hold.start_s), seconds(hold.held_s)), "")]
    rows += [Row(False, ("break", clock(each.start_s), seconds(each.took_s)), each.text) for each in hold.breaks]
    return Table("Held and not held", ("", "start", "time"), "why", tuple(rows))
