from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from fitcount.kept import KeptSession
from fitcount.sessions.exports.cells import FORMULA, to_csv
from fitcount.sessions.exports.csv_table import to_csv_table
from fitcount.sessions.exports.document import Exported
from fitcount.sessions.exports.table import COLUMNS, rows_of
from fitcount.types import Correction

from .strategies import EMPTY, SESSION, TEXTS, kept_sessions


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_looks_as_designed(snapshot: SnapshotAssertion) -> None:
    assert to_csv_table([Exported(SESSION)]).decode().splitlines() == snapshot


def test_a_session_without_anything_has_no_row() -> None:
    assert read(to_csv_table([Exported(EMPTY)])) == []


@given(kept_sessions())
def test_any_session_is_read_back_by_the_csv_module(session: KeptSession) -> None:
    rows = read(to_csv_table([Exported(session)]))
    assert all(list(row) == list(COLUMNS) for row in rows)
    assert [row["kind"] for row in rows] == [row.kind for row in rows_of(session)]
    counted = [row for row in rows if row["kind"] == "rep"]
    reps = [rep for each in session.sets for rep in each.reps]
    assert sorted(float(row["start_s"]) for row in counted) == sorted(round(rep.start_s, 6) for rep in reps)
    held = [float(row["set_held_s"]) for row in rows if row["kind"] == "hold"]
    assert held == [round(each.held_s, 6) for each in session.sets if each.is_held]


def test_of_a_set_whose_repetitions_were_not_kept_there_is_one_row() -> None:
    (count,) = SESSION.counts
    bare = replace(count, sets=(replace(count.sets[0], reps=(), rejected=()),), attempts=())
    (row,) = read(to_csv_table([Exported(replace(SESSION, counts=(bare,)))]))
    assert (row["kind"], row["set_reps"], row["start_s"], row["took_s"]) == ("set", "2", "1.0", "7.75")


def test_what_was_corrected_by_hand_stands_beside_what_was_counted() -> None:
    (count,) = SESSION.counts
    squats = count.sets[0]
    undo, add = Correction(9.0, "undo", "squat", 7.5), Correction(9.5, "add", "squat")
    more = Correction(9.75, "add", "squat")
    corrected = replace(count, sets=(replace(squats, corrections=(undo, add, more)),), attempts=())
    rows = read(to_csv_table([Exported(replace(SESSION, counts=(corrected,)))]))
    assert {(row["set_reps"], row["set_reps_counted"]) for row in rows} == {("3", "2")}
    assert [(row["kind"], row["start_s"], row["taken_back_s"]) for row in rows] == [
        ("rep", "1.0", ""), ("rejected", "4.0", ""), ("rep", "6.5", "9.0"), ("added", "9.5", ""), ("added", "9.75", ""),
    ]  # fmt: skip


@given(st.lists(st.lists(TEXTS | st.none() | st.integers(), min_size=2, max_size=2), max_size=3))
def test_no_text_is_a_formula(rows: list[list[str | int | None]]) -> None:
    read_back = list(csv.reader(io.StringIO(to_csv(["a", "b"], rows).decode(), newline="")))[1:]
    for row, cells in zip(rows, read_back, strict=True):
        for given_, cell in zip(row, cells, strict=True):
            if isinstance(given_, str):
                assert not cell.startswith(FORMULA)
                assert cell.removeprefix("'") == given_.removeprefix("'")
            else:
                assert cell == ("" if given_ is None else str(given_))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"])
def test_what_could_be_a_formula_is_text(text: str) -> None:
    assert list(csv.reader(io.StringIO(to_csv(["a"], [[text]]).decode(), newline="")))[1:] == [[f"'{text}"]]
