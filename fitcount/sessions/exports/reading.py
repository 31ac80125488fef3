"""Read sessions that were exported, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from fitcount.errors import ExportError, TraceError
from fitcount.sessions.exports.document import VERSION, Exported, NewerError, from_json
from fitcount.sessions.exports.parquet import MAGIC, from_parquet
from fitcount.sessions.trace import parse_arrays


def read_exported(path: Path) -> list[Exported]:
    """The sessions of a JSON or Parquet file, which its content tells apart.

    Raises ExportError if it cannot be read, is another file, is damaged, or comes from a newer fitcount; UsageError
    if it is Parquet and there is no pyarrow.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ExportError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        sessions = from_parquet(content) if content.startswith(MAGIC) else from_json(content)
        for each in sessions:
            if each.trace is not None:
                parse_arrays(each.trace, path)
    except NewerError as error:
        raise ExportError(
            f"{path}: exported as version {error}, this fitcount reads up to {VERSION}: install a newer fitcount"
        ) from error
    except (ValueError, TraceError) as error:
        raise ExportError(
            f"{path}: no sessions that fitcount exported, or damaged ({error}): make one with"
            " `fitcount sessions export ID --format json`"
        ) from error
    return sessions
