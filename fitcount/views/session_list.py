"""The list of kept sessions."""

from collections.abc import Sequence

from rich.table import Table

from fitcount.kept import SessionEntry
from fitcount.views.palette import BOLD, DIM


def session_list(sessions: Sequence[SessionEntry]) -> Table:
    """A table with a row a session, in the order given."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=DIM)
    table.add_column("id", justify="right", style=BOLD)
    table.add_column("started", no_wrap=True)
    table.add_column("exercise", no_wrap=True)
    table.add_column("reps", justify="right", style=BOLD)
    table.add_column("movements", justify="right")
    table.add_column("source", overflow="fold")
    for session in sessions:
        started = f"{session.started_at:%Y-%m-%d %H:%M}"
        exercise = session.exercise.replace("_", " ")
        table.add_row(str(session.id), started, exercise, str(session.count), str(session.movements), session.source)
    return table
