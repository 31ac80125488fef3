"""`fitcount sessions`: look at what was counted before, and keep it in order; one module a subcommand."""

from __future__ import annotations

import click

from fitcount.cli.sessions.compare import compare
from fitcount.cli.sessions.delete import delete
from fitcount.cli.sessions.export import export
from fitcount.cli.sessions.importing import import_sessions
from fitcount.cli.sessions.listing import list_sessions
from fitcount.cli.sessions.note import note
from fitcount.cli.sessions.recount import recount_session
from fitcount.cli.sessions.report import report
from fitcount.cli.sessions.show import show
from fitcount.cli.sessions.trend import trend
from fitcount.cli.sessions.weight import weight


@click.group()
def sessions() -> None:
    """Review the sessions that were kept."""


for command in (
    list_sessions,
    show,
    compare,
    trend,
    report,
    note,
    weight,
    recount_session,
    delete,
    export,
    import_sessions,
):
    sessions.add_command(command)
