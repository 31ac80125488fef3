"""CSV that spreadsheets open, in which nothing that somebody wrote becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from fitcount.sessions.exports.table import Cell

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell of text that begins so is computed by spreadsheets, which can run programs (OWASP, CSV injection)."""


DECIMALS = 6
"""A microsecond, and less than any other value is sure of."""


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8, comma separated, quoted only where needed; None is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text)  # \r\n, as RFC 4180 has it: with another end it would leave a lone \r unquoted
    writer.writerow(header)
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _text(cell: Cell) -> str:
    """Text that could be a formula gets an apostrophe before it, by which spreadsheets know text."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        # Where the person was; spreadsheets take a time zone for text.
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, float):
        return repr(round(float(cell), DECIMALS))
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA) else text
