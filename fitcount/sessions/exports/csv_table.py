"""Sessions as CSV: the flat table of `table`."""

from __future__ import annotations

from collections.abc import Sequence

from fitcount.sessions.exports.cells import to_csv
from fitcount.sessions.exports.document import Exported
from fitcount.sessions.exports.table import COLUMNS, table


def to_csv_table(sessions: Sequence[Exported]) -> bytes:
    """A row for each repetition, rejected movement, attempt, hold and break."""
    return to_csv(list(COLUMNS), table([each.session for each in sessions]))
