from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from fitcount.errors import StoreError
from fitcount.sessions.result_json import to_dict
from fitcount.sessions.store import SCHEMA_VERSION, Store, default_store
from fitcount.sessions.trace import load_trace
from fitcount.types import SessionEntry

from .samples import META, RESULT, recorder

STARTED_AT = "2026-03-01T18:00:00+01:00"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data" / "sessions.db")


def add(store: Store, exercise: str = "squat") -> int:
    return store.add(replace(RESULT, exercise=exercise), STARTED_AT, recorder(), META)


def refusal(store: Store, work: str = "add") -> str:
    with pytest.raises(StoreError) as error:
        add(store) if work == "add" else store.sessions()
    assert "\n" not in str(error.value)
    return str(error.value)


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_was_added_is_listed_newest_first(store: Store) -> None:
    ids = [add(store), add(store, "lunge")]
    assert ids == [1, 2]
    assert store.sessions() == [
        SessionEntry(2, STARTED_AT, "clip.mp4", "lunge", 1, 2),
        SessionEntry(1, STARTED_AT, "clip.mp4", "squat", 1, 2),
    ]


def test_a_result_comes_back_as_its_json(store: Store) -> None:
    assert store.result(add(store)) == to_dict(RESULT)


def test_a_trace_lies_beside(store: Store) -> None:
    session_id = add(store)
    assert store.trace_path(session_id).is_file()
    assert load_trace(store.trace_path(session_id)).meta == META


def test_stores_side_by_side_do_not_share_traces(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "mine.db"), Store(tmp_path / "mine.sqlite")
    assert one.trace_path(1) != other.trace_path(1)


def test_an_unknown_session(store: Store) -> None:
    add(store)
    with pytest.raises(StoreError, match=r"no session 7: `fitcount sessions list` shows them$"):
        store.result(7)


def test_nothing_was_kept_yet(store: Store) -> None:
    assert store.sessions() == []
    with pytest.raises(StoreError) as error:
        store.result(1)
    assert str(error.value) == f"{store.path}: no sessions yet: `fitcount count` keeps one"
    assert not store.path.exists()


def test_a_newer_version_is_refused_and_left_alone(store: Store) -> None:
    add(store)
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = fingerprint(store.path.parent)
    for work in ("add", "list"):
        text = refusal(store, work)
        assert text == f"{store.path}: version 2, this fitcount knows 1: install a newer fitcount"
    assert fingerprint(store.path.parent) == before


@pytest.mark.parametrize("work", ["add", "list"])
def test_a_damaged_file_is_refused_and_left_alone(store: Store, work: str) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(b"this is no database" * 100)
    before = fingerprint(store.path.parent)
    assert refusal(store, work) == (
        f"{store.path}: cannot be used (file is not a database): choose another with --store FILE"
    )
    assert fingerprint(store.path.parent) == before


@pytest.mark.parametrize("work", ["add", "list"])
def test_another_programs_database_is_refused_and_left_alone(store: Store, work: str) -> None:
    store.path.parent.mkdir()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    before = fingerprint(store.path.parent)
    assert "another program's database" in refusal(store, work)
    assert fingerprint(store.path.parent) == before


def test_a_damaged_result_is_refused(store: Store) -> None:
    add(store)
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("UPDATE sessions SET result = '{'")
    with pytest.raises(StoreError, match="session 1 is damaged"):
        store.result(1)


def test_a_session_whose_trace_cannot_be_kept_is_not_kept(store: Store) -> None:
    add(store)
    store.trace_path(2).mkdir()
    assert str(store.trace_path(2)) in refusal(store)
    assert [session.id for session in store.sessions()] == [1]


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert "cannot be used" in refusal(Store(tmp_path))


@pytest.mark.usefixtures("as_nobody")
def test_a_read_only_folder(tmp_path: Path) -> None:
    assert "cannot be used" in refusal(Store(tmp_path / "sessions.db"))


def test_a_read_only_store_can_be_read(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    store = Store(tmp_path / "sessions.db")
    add(store)
    request.getfixturevalue("as_nobody")
    assert [session.id for session in store.sessions()] == [1]
    assert "cannot be used" in refusal(store)


def test_reading_leaves_nothing_behind(store: Store) -> None:
    add(store)
    before = fingerprint(store.path.parent)
    store.sessions()
    store.result(1)
    assert fingerprint(store.path.parent) == before
    assert set(before) == {"sessions.db", os.path.join("sessions.db.traces", "1.npz")}  # noqa: PTH118


def test_a_busy_store_is_waited_for_and_then_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fitcount.sessions.store.WAIT_S", 0.05)
    add(store)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "database is locked" in refusal(store)
        assert len(store.sessions()) == 1, "reading need not wait"
    assert add(store) == 2


ADD_MANY = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from sessions.samples import META, RESULT, recorder
from fitcount.sessions.store import Store
for _ in range(10):
    Store(Path(sys.argv[2])).add(RESULT, "now", recorder(), META)
"""


def test_two_programs_adding_at_once_lose_nothing(store: Store) -> None:
    tests = Path(__file__).parents[1]
    command = [sys.executable, "-c", ADD_MANY, str(tests), str(store.path)]
    programs = [subprocess.Popen(command) for _ in range(2)]
    assert [program.wait(60) for program in programs] == [0, 0]

    assert [session.id for session in store.sessions()] == list(range(20, 0, -1))
    assert all(len(load_trace(store.trace_path(number))) == 3 for number in range(1, 21))


def test_a_number_is_never_used_twice(store: Store) -> None:
    for _ in range(2):
        add(store)
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("DELETE FROM sessions WHERE id = 2")
    assert add(store) == 3


def test_sessions_are_kept_among_the_users_data() -> None:
    assert default_store().name == "sessions.db"
    assert default_store().parent.name == "fitcount"
    assert Store().path == default_store()
