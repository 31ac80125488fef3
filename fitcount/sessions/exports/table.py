"""Sessions as one flat table, for spreadsheets and data frames: a row for each thing that happened.

`kind` says what a row is: a `rep`, a movement that was `rejected`, an `attempt` that was no movement, a `hold`, a
`break` within one, a rep that was `added` by hand, or a `set` of which only the totals were kept. `set_reps` is as the
person has corrected it, `set_reps_counted` what was counted; `taken_back_s` says when a counted rep was taken back. It
shows the last count of each session. Units stand in the columns' names; `lowest`, `highest` and `range`, `value` and
`limit` are in the unit of `metric`, which ends with it: knee_deg.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fitcount.kept import KeptSession, KeptSet
from fitcount.types import Break, Correction, Rejection, Rep, added, undone

Cell = str | int | float | datetime | None
"""None: not measured, or nothing that this kind of row has."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that happened."""

    kind: str
    session: KeptSession
    set: KeptSet | None = None
    """None for an attempt, which belongs to none."""
    event: Rep | Rejection | Break | Correction | None = None
    """None for a hold or a set as a whole."""


def rows_of(session: KeptSession) -> Iterator[Row]:
    """All that happened, set by set, and what was no movement at the end."""
    for each in session.sets:
        if each.is_held:
            yield Row("hold", session, each)
            yield from (Row("break", session, each, gap) for gap in each.breaks)
            continue
        movements: list[Rep | Rejection] = sorted((*each.reps, *each.rejected), key=lambda movement: movement.end_s)
        for movement in movements:
            yield Row("rep" if isinstance(movement, Rep) else "rejected", session, each, movement)
        yield from (Row("added", session, each, correction) for correction in added(each.corrections))
        if not movements and not each.corrections:
            yield Row("set", session, each)
    yield from (Row("attempt", session, None, attempt) for attempt in session.current.attempts)


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in one column."""

    kind: type[str] | type[int] | type[float] | type[datetime]
    of: Callable[[Row], Cell]


def _of_session(name: str) -> Callable[[Row], Cell]:
    return lambda row: getattr(row.session, name)


def _of_set(name: str) -> Callable[[Row], Cell]:
    return lambda row: getattr(row.set, name, None)


def _of_event(name: str) -> Callable[[Row], Cell]:
    return lambda row: getattr(row.event, name, None)


def _span(name: str) -> Callable[[Row], Cell]:
    """Of a hold or a set its own, of all others that of what happened; what was added by hand is so in a moment."""
    return lambda row: row.event.t_s if isinstance(row.event, Correction) else getattr(row.event or row.set, name)


def _took_s(row: Row) -> Cell:
    what = row.event or row.set
    return None if what is None or isinstance(what, Correction) else what.end_s - what.start_s


def _taken_back_s(row: Row) -> Cell:
    """When that was done by hand."""
    if row.set is None or not isinstance(row.event, Rep):
        return None
    by = undone(row.set.corrections).get(row.event.peak_s)
    return None if by is None else by.t_s


def _utc_offset_s(row: Row) -> Cell:
    """What the person's clock was ahead of UTC."""
    offset = row.session.started_at.utcoffset()
    return None if offset is None else round(offset.total_seconds())


def _faults(row: Row) -> Cell:
    """Codes, with spaces between them: no file has to know lists for that."""
    return " ".join(fault.code for fault in row.event.faults) if isinstance(row.event, Rep) else None


COLUMNS: Mapping[str, Column] = {
    "session": Column(str, _of_session("uid")),
    "started_at": Column(datetime, _of_session("started_at")),
    "utc_offset_s": Column(int, _utc_offset_s),
    "source": Column(str, lambda row: row.session.source.name),
    "person": Column(int, _of_session("person")),
    "state": Column(str, _of_session("state")),
    "session_note": Column(str, _of_session("note")),
    "confidence": Column(float, lambda row: row.session.current.confidence),
    "set": Column(int, _of_set("number")),
    "exercise": Column(str, lambda row: row.set.exercise if row.set else row.session.current.exercise),
    "exercise_title": Column(str, _of_set("title")),
    "standard": Column(str, _of_set("standard")),
    "weight_kg": Column(float, _of_set("weight_kg")),
    "set_note": Column(str, _of_set("note")),
    "set_reps": Column(int, _of_set("corrected")),
    "set_movements": Column(int, _of_set("movements")),
    "set_held_s": Column(float, _of_set("held_s")),
    "kind": Column(str, lambda row: row.kind),
    "rep": Column(int, _of_event("number")),
    "side": Column(str, _of_event("side")),
    "start_s": Column(float, _span("start_s")),
    "peak_s": Column(float, lambda row: None if row.kind == "added" else getattr(row.event, "peak_s", None)),
    "end_s": Column(float, _span("end_s")),
    "took_s": Column(float, _took_s),
    "to_peak_s": Column(float, _of_event("to_peak_s")),
    "from_peak_s": Column(float, _of_event("from_peak_s")),
    "metric": Column(str, _of_event("metric")),
    "lowest": Column(float, _of_event("min")),
    "highest": Column(float, _of_event("max")),
    "range": Column(float, _of_event("range_of_motion")),
    "faults": Column(str, _faults),
    "reason": Column(str, _of_event("reason")),
    "value": Column(float, _of_event("value")),
    "limit": Column(float, _of_event("limit")),
    "text": Column(str, _of_event("text")),
    "set_reps_counted": Column(int, _of_set("count")),
    "taken_back_s": Column(float, _taken_back_s),
}
"""Name to content; a further column is one entry."""


def table(sessions: Sequence[KeptSession]) -> list[list[Cell]]:
    """A row for each thing that happened in these sessions, in the order of `COLUMNS`."""
    return [[_cell(column.of(row)) for column in COLUMNS.values()] for session in sessions for row in rows_of(session)]


def _cell(value: Cell) -> Cell:
    return None if isinstance(value, float) and math.isnan(value) else value
