"""Stores of every older version are brought up to date. `version_1.db` was written by the fitcount of that time."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fitcount.errors import StoreError
from fitcount.sessions import schema
from fitcount.sessions.result_json import DECIMALS, to_dict
from fitcount.sessions.schema import VERSION
from fitcount.sessions.store import Store

from .samples import META, kept_session, recorder

OLD = {version: Path(__file__).with_name(f"version_{version}.db") for version in range(1, VERSION)}


@pytest.fixture(params=OLD, ids=lambda version: f"version {version}")
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    path = tmp_path / "sessions.db"
    shutil.copy(OLD[request.param], path)
    return Store(path)


@pytest.fixture
def first(tmp_path: Path) -> Store:
    path = tmp_path / "sessions.db"
    shutil.copy(OLD[1], path)
    return Store(path)


def results_of_1() -> dict[int, dict[str, Any]]:
    with closing(sqlite3.connect(OLD[1])) as connection:
        return {number: json.loads(text) for number, text in connection.execute("SELECT id, result FROM sessions")}


def rounded(value: Any) -> Any:
    """Times that are computed now were rounded then."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return round(value, DECIMALS - 2) if isinstance(value, float) else value


def without_details(result: dict[str, Any]) -> dict[str, Any]:
    """The first sessions had sets without their reps."""
    kept = ("exercise", "start_s", "end_s", "count", "movements")
    sets = [{key: each[key] for key in kept} for each in result["sets"]]
    return {**result, "sets": sets}


def test_every_session_has_the_result_that_it_had(first: Store) -> None:
    for session_id, result in results_of_1().items():
        now = to_dict(first.session(session_id).result)
        assert (now.pop("corrections"), now.pop("corrected")) == ([], now["count"]), "nobody could change anything"
        assert rounded(without_details(now)) == rounded(without_details(result))


def test_sets_have_their_reps_also_where_only_the_session_had_them(first: Store) -> None:
    squats = [first.session(1), first.session(2)]
    assert "reps" not in results_of_1()[1]["sets"][0]
    assert "reps" in results_of_1()[2]["sets"][0]
    one, other = ([(rep.number, rep.start_s) for rep in session.sets[0].reps] for session in squats)
    assert one == other != []
    assert len(squats[0].sets[0].rejected) == 3


def test_a_set_of_which_nobody_kept_the_reps_still_counts(first: Store) -> None:
    result = results_of_1()[1]
    another = {**result["sets"][0], "exercise": "lunge", "count": 2, "movements": 3}
    mixed = {**result, "sets": [*result["sets"], another]}
    with closing(sqlite3.connect(first.path)) as connection, connection:
        connection.execute("UPDATE sessions SET result = ? WHERE id = 1", (json.dumps(mixed),))
    lunges = first.session(1).sets[1]
    assert (lunges.exercise, lunges.count, lunges.movements, lunges.reps, lunges.standard) == ("lunge", 2, 3, (), "")


def test_when_they_were_is_still_known(first: Store) -> None:
    started_at = first.session(1).started_at
    assert (started_at.isoformat(), started_at.utcoffset()) == ("2026-03-01T18:00:00-05:00", timedelta(hours=-5))


def test_traces_stay_where_they_are(first: Store) -> None:
    first.trace_path(7).parent.mkdir()
    first.trace_path(7).write_bytes(recorder().to_bytes(META))
    trace = first.trace(7)
    assert trace is not None
    assert len(trace) == 3


def test_the_next_number_is_one_that_never_was(first: Store) -> None:
    assert first.keep(kept_session()) == 9, "8 was deleted"


WORKS: dict[str, Callable[[Store], object]] = {
    "list": lambda store: store.entries(),
    "show": lambda store: store.session(1),
    "keep": lambda store: store.keep(kept_session()),
    "note": lambda store: store.note(1, "a note"),
    "weeks": lambda store: store.weeks(),
}


@pytest.mark.parametrize("work", WORKS)
def test_any_work_brings_it_up_to_date_and_leaves_no_copy(work: str, old: Store) -> None:
    WORKS[work](old)
    assert [path.name for path in old.path.parent.iterdir() if path.is_file()] == ["sessions.db"]
    with closing(sqlite3.connect(old.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_one_that_fails_changes_nothing_and_leaves_the_copy(first: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = first.path.read_bytes()
    monkeypatch.setattr(schema, "STEPS", {1: _half_and_fail})
    with pytest.raises(StoreError, match="database or disk is full"):
        first.entries()
    assert first.path.read_bytes() == before
    copy = first.path.with_name(f"sessions.db.before-version-{VERSION}")
    assert copy.exists()
    monkeypatch.undo()
    assert len(Store(copy).entries()) == 7, "the copy is a store of its own"
    assert len(first.entries()) == 7
    assert not copy.exists()


def _half_and_fail(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM sessions WHERE id < 5")
    raise sqlite3.OperationalError("database or disk is full")


def tables(path: Path) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT GLOB 'sqlite_*'")
        return {tuple(row) for row in rows}


def test_an_old_store_becomes_what_a_new_one_is(old: Store, tmp_path: Path) -> None:
    new = Store(tmp_path / "new.db")
    new.keep(kept_session())
    assert old.entries()
    assert tables(old.path) == tables(new.path)


@pytest.mark.parametrize(
    "change", [None, {"sets": 3}, {"confidence": {}}, {"view": None}, {"model": None}, {"source": "clip.mp4"}]
)
def test_a_damaged_result_is_told_and_nothing_changed(change: dict[str, Any] | None, first: Store) -> None:
    damaged = "{" if change is None else json.dumps(results_of_1()[3] | change)
    with closing(sqlite3.connect(first.path)) as connection, connection:
        connection.execute("UPDATE sessions SET result = ? WHERE id = 3", (damaged,))
    before = first.path.read_bytes()
    with pytest.raises(StoreError, match="session 3 is damaged"):
        first.entries()
    assert first.path.read_bytes() == before


def test_two_programs_that_meet_an_old_store_bring_it_up_to_date_once(first: Store) -> None:
    other = Store(first.path)
    assert len(first.entries()) == len(other.entries()) == 7


def test_an_old_store_that_cannot_be_written_is_told(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    shutil.copy(OLD[1], tmp_path / "sessions.db")
    before = (tmp_path / "sessions.db").read_bytes()
    request.getfixturevalue("as_nobody")
    with pytest.raises(StoreError, match=r"sessions.db: cannot be used"):
        Store(tmp_path / "sessions.db").entries()
    assert (tmp_path / "sessions.db").read_bytes() == before
