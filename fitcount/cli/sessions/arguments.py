"""Arguments that several of the subcommands share."""

import click

ID = click.argument("session_id", type=int, metavar="ID")
SET_OPTION = click.option("--set", "set_number", type=int, metavar="N", help="Of one set only.")
