"""`fitcount sessions`: look at what was counted before, and keep it in order; one module a subcommand."""

from __future__ import annotations

import click

from fitcount.cli.sessions.listing import list_sessions
from fitcount.cli.sessions.show import show


@click.group()
def sessions() -> None:
    """Review the sessions that were kept."""


for command in (list_sessions, show):
    sessions.add_command(command)
