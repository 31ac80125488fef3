"""A set in a table, movement after movement."""

from __future__ import annotations

from collections.abc import Sequence

from fitcount.kept import KeptSet
from fitcount.views.movements import Movement
from fitcount.views.report.phrases import depth_name, sign
from fitcount.views.report.story import Row, Table
from fitcount.views.wording import ExerciseWords, faults, side
from fitcount.wording import clock, quantity, seconds


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
