"""What a store of version 3 has beside that of version 2: what people change by hand.

None of this changes any more; what a later version has else is a step of its own in `schema`.
"""

from __future__ import annotations

import sqlite3

TABLES = """
    CREATE TABLE corrections (
        set_id INTEGER NOT NULL REFERENCES sets ON DELETE CASCADE,
        number INTEGER NOT NULL,
        t_s REAL NOT NULL,
        kind TEXT NOT NULL,
        peak_s REAL,
        PRIMARY KEY (set_id, number)
    ) WITHOUT ROWID;
    CREATE VIEW corrected_sets AS SELECT sets.*, sets.count + coalesce((
        SELECT sum(CASE kind WHEN 'add' THEN 1 ELSE -1 END) FROM corrections WHERE set_id = sets.id
    ), 0) AS corrected FROM sets;
    CREATE TABLE interventions (
        session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
        number INTEGER NOT NULL,
        t_s REAL NOT NULL,
        kind TEXT NOT NULL,
        after_rows INTEGER NOT NULL,
        exercise TEXT NOT NULL,
        standard TEXT NOT NULL,
        peak_s REAL,
        PRIMARY KEY (session_id, number)
    ) WITHOUT ROWID;
"""
"""`corrections` of a set: kind undo, a repetition was none, that with this peak, or one that had been added if it is
NULL; add, one was not counted. `interventions` are what was done while a session was counted, after so many frames of
its trace: undo, add, next_set, change."""


def from_2(connection: sqlite3.Connection) -> None:
    """Nobody could change anything by hand."""
    for statement in TABLES.split(";\n"):
        connection.execute(statement)
