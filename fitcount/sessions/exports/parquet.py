"""Sessions as Parquet: the flat table of `table` for data frames, and all of the sessions beside it.

pandas and polars read the table. What it does not show, such as counts that were replaced, stands in the file's
metadata under `fitcount_sessions`: the JSON document, compressed (zlib) and in base64. Import reads that, so what is
changed in the table is not imported.
"""

from __future__ import annotations

import io
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from fitcount.errors import UsageError
from fitcount.sessions.exports.document import Exported, from_json, to_json
from fitcount.sessions.exports.table import COLUMNS, table

KEY = b"fitcount_sessions"
MAGIC = b"PAR1"
"""How every Parquet file begins and ends."""


def to_parquet(sessions: Sequence[Exported]) -> bytes:
    """The table, and the sessions in its metadata. Raises UsageError without pa."""
    pa, parquet = _pyarrow()
    types: Mapping[type, Any] = {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        datetime: pa.timestamp("us", tz="UTC"),
    }
    document = b64encode(zlib.compress(to_json(sessions)))
    schema = pa.schema(
        [pa.field(name, types[column.kind]) for name, column in COLUMNS.items()], metadata={KEY: document}
    )
    rows = table([each.session for each in sessions])
    cells = {name: [_utc(row[index]) for row in rows] for index, name in enumerate(COLUMNS)}
    content = io.BytesIO()
    parquet.write_table(pa.table(cells, schema=schema), content, compression="zstd")
    return content.getvalue()


def from_parquet(content: bytes) -> list[Exported]:
    """The sessions of a file that `to_parquet` made.

    Raises UsageError without pyarrow, ValueError (perhaps a NewerError) if it is another file, or damaged.
    """
    pa, parquet = _pyarrow()
    try:
        # All of it, though the metadata would do: a file whose table is damaged is no export any more.
        metadata = parquet.read_table(io.BytesIO(content)).schema.metadata or {}
        return from_json(zlib.decompress(b64decode(metadata[KEY], validate=True)))
    except (pa.ArrowException, OSError, KeyError, zlib.error) as error:
        raise ValueError("no fitcount sessions") from error


def _utc(cell: Any) -> Any:
    return cell.astimezone(UTC) if isinstance(cell, datetime) else cell


def _pyarrow() -> tuple[Any, Any]:
    """170 MB, which whoever wants no Parquet should not need."""
    try:
        import pyarrow as pa  # noqa: PLC0415
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow, which is not installed: pip install pyarrow") from error
    return pa, parquet
