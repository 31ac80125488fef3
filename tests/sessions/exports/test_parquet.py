from __future__ import annotations

import io
import sys
from contextlib import suppress

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from fitcount.errors import UsageError
from fitcount.kept import KeptSession
from fitcount.sessions.exports.document import Exported
from fitcount.sessions.exports.parquet import from_parquet, to_parquet
from fitcount.sessions.exports.table import COLUMNS, rows_of, table

from .strategies import EMPTY, SESSION, kept_sessions


@settings(max_examples=30)
@given(st.lists(kept_sessions(), max_size=2, unique_by=lambda session: session.uid))
def test_any_session_comes_back_equal(sessions: list[KeptSession]) -> None:
    exported = [Exported(session) for session in sessions]
    content = to_parquet(exported)
    assert from_parquet(content) == exported
    assert list(parquet.read_table(io.BytesIO(content)).column_names) == list(COLUMNS)


def test_the_table_is_that_of_the_csv_with_types() -> None:
    rows = parquet.read_table(io.BytesIO(to_parquet([Exported(SESSION), Exported(EMPTY)]))).to_pylist()
    assert [list(row.values()) for row in rows] == table([SESSION])
    assert [row["kind"] for row in rows] == [row.kind for row in rows_of(SESSION)]
    assert (rows[0]["weight_kg"], rows[0]["started_at"]) == (22.5, SESSION.started_at)


@settings(max_examples=30)
@given(st.data())
def test_a_damaged_file_is_refused_or_the_same(data: st.DataObject) -> None:
    content = bytearray(to_parquet([Exported(SESSION)]))
    content[data.draw(st.integers(4, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    with suppress(ValueError):
        assert from_parquet(bytes(content)) == [Exported(SESSION)]


def test_half_a_file_is_refused() -> None:
    content = to_parquet([Exported(SESSION)])
    with pytest.raises(ValueError, match="no fitcount sessions"):
        from_parquet(content[: len(content) // 2])


def test_another_programs_file_is_refused() -> None:
    content = io.BytesIO()
    parquet.write_table(pa.table({"a": [1]}), content)
    with pytest.raises(ValueError, match="no fitcount sessions"):
        from_parquet(content.getvalue())


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for work in (lambda: to_parquet([Exported(SESSION)]), lambda: from_parquet(b"PAR1")):
        with pytest.raises(UsageError, match=r"^Parquet needs pyarrow, which is not installed: pip install pyarrow$"):
            work()
