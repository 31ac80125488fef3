"""Versions of a store, and how an older one becomes the newest.

Every version that was ever released is here as the step from it to the next, and a new store takes the same way from
the oldest whose tables it begins with: what a version was is said once, and never changes. The version stands in
`PRAGMA user_version`, and from 2 on `PRAGMA application_id` says whose it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from fitcount.sessions import version_2, version_3

VERSION = 3
APPLICATION_ID = int.from_bytes(b"fitc", "big")
"""`file` and other programs can tell a store by it."""

STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {1: version_2.from_1, 2: version_3.from_2}
"""By version: what makes the next one of it."""


def create(connection: sqlite3.Connection) -> None:
    """Make an empty store of the newest version, within the transaction that is open."""
    version_2.make_tables(connection)
    migrate(connection, 2)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a store of an older version up to the newest, within the transaction that is open."""
    for each in range(version, VERSION):
        STEPS[each](connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
