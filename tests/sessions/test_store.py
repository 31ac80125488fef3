from __future__ import annotations

import hashlib
import math
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fitcount.errors import StoreError
from fitcount.kept import KeptSession, State
from fitcount.overview import Selection, SessionEntry
from fitcount.sessions.database import Database, committed, transaction
from fitcount.sessions.live import LiveStore
from fitcount.sessions.result_json import to_dict
from fitcount.sessions.rows import insert_session
from fitcount.sessions.schema import APPLICATION_ID, VERSION, create
from fitcount.sessions.store import Store, default_store
from fitcount.sessions.trace import load_trace
from fitcount.types import NONE, Correction, SourceInfo

from .samples import META, RESULT, STARTED_AT, kept_count, kept_session, recorder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data" / "sessions.db")


TRACE = recorder().to_bytes(META)


def add(store: Store, exercise: str = "squat", started_at: datetime = STARTED_AT) -> int:
    return store.keep(kept_session(exercise=exercise, started_at=started_at), TRACE)


WORKS: dict[str, Callable[[Store], object]] = {
    "keep": add,
    "list": lambda store: store.entries(),
    "show": lambda store: store.session(1),
    "weeks": lambda store: store.weeks(),
    "note": lambda store: store.note(1, "a note"),
    "weigh": lambda store: store.weigh(1, 60.0),
    "recount": lambda store: store.recounted(1, kept_count(), RESULT.source, TRACE),
    "delete": lambda store: store.delete([1]),
}


def refusal(store: Store, work: str = "keep") -> str:
    with pytest.raises(StoreError) as error:
        WORKS[work](store)
    assert "\n" not in str(error.value)
    return str(error.value)


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def change(store: Store, statement: str) -> None:
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute(statement)


# What is kept comes back


def test_a_session_comes_back_as_it_was_kept(store: Store) -> None:
    session = kept_session()
    session_id = store.keep(session, TRACE)
    assert store.session(session_id) == replace(session, id=session_id)


def test_what_was_not_measured_is_still_not_measured(store: Store) -> None:
    nan = math.nan
    unclear = replace(RESULT.reps[0], min=nan, max=nan)
    each = replace(kept_session().sets[0], reps=(unclear,))
    source = SourceInfo("camera 0", 640, 480, nan, None, None, live=True)
    count = replace(kept_count(), sets=(each,), confidence=nan)
    back = store.session(store.keep(replace(kept_session(), source=source, counts=(count,))))
    assert math.isnan(back.source.fps)
    assert (back.source.frames, back.source.duration_s, back.source.live) == (None, None, True)
    assert math.isnan(back.current.confidence)
    assert math.isnan(back.sets[0].reps[0].range_of_motion)
    assert math.isnan(back.sets[0].range_of_motion)


def test_its_result_is_the_result_that_was_counted(store: Store) -> None:
    assert to_dict(store.session(add(store)).result) == to_dict(RESULT)


@settings(max_examples=20)
@given(note=st.text(), person=st.none() | st.integers(1, 9), offset_min=st.integers(-12 * 60, 14 * 60))
def test_whatever_is_said_comes_back(
    note: str, person: int | None, offset_min: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = Store(tmp_path_factory.mktemp("store") / "s.db")
    started_at = datetime(2026, 3, 29, 1, 30, tzinfo=timezone(timedelta(minutes=offset_min)))
    session = replace(kept_session(started_at=started_at), note=note, person=person)
    back = store.session(store.keep(session))
    assert (back.note, back.person, back.started_at, back.started_at.utcoffset()) == (
        note,
        person,
        started_at,
        started_at.utcoffset(),
    )


def test_a_trace_lies_beside_and_can_be_counted_and_drawn(store: Store) -> None:
    session_id = add(store)
    trace, frames = store.trace(session_id), store.frames(session_id)
    assert trace is not None
    assert frames is not None
    assert trace.meta == META
    assert len(trace) == len(frames.t_s) == 3
    assert frames.image_px.shape == (3, 33, 3)
    np.testing.assert_array_equal(frames.metrics["knee_deg"], [90.0, 91.0, 92.0])


def test_a_session_may_have_no_trace(store: Store) -> None:
    session_id = store.keep(kept_session())
    assert (store.trace(session_id), store.frames(session_id)) == (None, None)


def test_stores_side_by_side_do_not_share_traces(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "mine.db"), Store(tmp_path / "mine.sqlite")
    assert one.trace_path(1) != other.trace_path(1)


def test_a_session_is_kept_once(store: Store) -> None:
    session = kept_session()
    store.keep(session)
    with pytest.raises(StoreError, match="has this session already, as 1: nothing was changed"):
        store.keep(session)
    assert len(store.entries()) == 1


def test_a_number_is_never_used_twice(store: Store) -> None:
    ids = [add(store), add(store)]
    store.delete(ids[1:])
    assert add(store) == 3


# The list


def test_the_list_has_the_newest_first_whatever_was_kept_last(store: Store) -> None:
    later = STARTED_AT + timedelta(days=1)
    ids = [add(store, started_at=later), add(store, "lunge")]
    assert [entry.id for entry in store.entries()] == ids
    assert store.entries()[0] == SessionEntry(
        id=ids[0],
        uid=store.session(ids[0]).uid,
        started_at=later,
        source="clip.mp4",
        person=None,
        state=State.FINISHED,
        exercise="squat",
        exercises=("squat",),
        standard="parallel",
        sets=1,
        count=1,
        corrected=1,
        movements=2,
        held_s=0.0,
        confidence=0.9,
        recounts=0,
        note="",
    )


def test_only_the_sessions_that_were_asked_for(store: Store) -> None:
    for day in range(1, 6):
        add(store, "squat" if day % 2 else "lunge", datetime(2026, 3, day, 23, 30, tzinfo=STARTED_AT.tzinfo))

    def days(selection: Selection) -> list[int]:
        return [entry.started_at.day for entry in store.entries(selection)]

    assert days(Selection(since=date(2026, 3, 4))) == [5, 4]
    assert days(Selection(until=date(2026, 3, 2))) == [2, 1]
    assert days(Selection(since=date(2026, 3, 2), until=date(2026, 3, 4), exercise="lunge")) == [4, 2]
    assert days(Selection(exercise="squat", limit=2)) == [5, 3]
    assert days(Selection(exercise="squat", limit=10**30)) == days(Selection(exercise="squat"))
    assert days(Selection(exercise="plank")) == []


def test_a_session_of_several_exercises_names_that_of_most_movements_and_all(store: Store) -> None:
    squats = kept_session().sets[0]
    lunges = replace(squats, number=2, exercise="lunge", count=2, movements=9)
    session = kept_session()
    count = replace(session.current, exercise="lunge", sets=(squats, lunges))
    store.keep(replace(session, counts=(count,)))
    (entry,) = store.entries(Selection(exercise="squat"))
    assert (entry.exercise, entry.exercises, entry.sets) == ("lunge", ("squat", "lunge"), 2)
    assert (entry.count, entry.movements) == (2, 9)


def test_a_session_in_which_nothing_was_recognised_is_listed(store: Store) -> None:
    store.keep(replace(kept_session(), counts=(replace(kept_count(), exercise=NONE, standard=NONE, sets=()),)))
    (entry,) = store.entries()
    assert (entry.exercise, entry.exercises, entry.sets, entry.count) == (NONE, (), 0, 0)


# Weeks


def test_weeks_sum_up_what_was_done_of_each_exercise(store: Store) -> None:
    for day in (2, 8, 9):  # Monday, Sunday, and the Monday after
        session_id = add(store, started_at=datetime(2026, 3, day, 0, 30, tzinfo=STARTED_AT.tzinfo))
    store.weigh(session_id, 60.0)
    add(store, "lunge", datetime(2026, 3, 9, tzinfo=UTC))
    first, lunges, squats = store.weeks()
    assert (first.monday, first.exercise, first.sessions, first.sets) == (date(2026, 3, 2), "squat", 2, 2)
    assert (first.count, first.movements, first.volume_kg) == (2, 4, 0.0)
    assert (lunges.monday, lunges.exercise) == (date(2026, 3, 9), "lunge")
    assert (squats.monday, squats.volume_kg) == (date(2026, 3, 9), 60.0)
    assert (squats.title, squats.standards, squats.metric) == ("Squat", ("parallel",), "knee_deg")
    assert (squats.lowest, squats.highest, squats.range_of_motion) == (80.5, 170.25, 89.75)
    assert (squats.to_peak_s, squats.from_peak_s, squats.rep_s) == (1.0, 1.0, 2.0)
    assert (squats.faulty, squats.faults) == (1, {"forward_lean": 1})
    assert store.weeks(Selection(exercise="lunge")) == [lunges]
    assert store.weeks(Selection(until=date(2026, 3, 8))) == [first]


def test_weeks_and_the_list_have_the_corrected_numbers(store: Store) -> None:
    session = kept_session()
    (each,) = session.sets
    undo = Correction(9.0, "undo", "squat", each.reps[0].peak_s)
    added = tuple(Correction(at_s, "add", "squat") for at_s in (10.0, 11.0, 12.0))
    corrected = replace(each, corrections=(undo, *added), weight_kg=20.0)
    store.keep(replace(session, counts=(replace(session.current, sets=(corrected,)),)))
    (week,), (entry,) = store.weeks(), store.entries()
    assert (entry.count, entry.corrected) == (1, 3)
    assert (week.count, week.corrected, week.best_count, week.volume_kg) == (1, 3, 3, 60.0)
    assert math.isnan(week.lowest), "the only repetition that was measured is none"
    assert (week.faulty, week.faults) == (0, {})


def test_weeks_have_the_title_that_the_exercise_had_last(store: Store) -> None:
    for title, day in (("Knee bend", 9), ("Air squat", 16), ("Squat", 2)):
        session = kept_session(started_at=datetime(2026, 3, day, tzinfo=UTC))
        (each,) = session.sets
        store.keep(replace(session, counts=(replace(session.current, sets=(replace(each, title=title),)),)))
    assert {week.title for week in store.weeks()} == {"Air squat"}


def test_a_week_has_every_standard_that_was_counted_by(store: Store) -> None:
    for standard in ("parallel", "half", "parallel"):
        session = kept_session()
        (each,) = session.sets
        store.keep(replace(session, counts=(replace(session.current, sets=(replace(each, standard=standard),)),)))
    (week,) = store.weeks()
    assert week.standards == ("half", "parallel")


# Notes and weights


def test_a_session_and_its_sets_have_notes_and_weights(store: Store) -> None:
    session_id = add(store)
    store.note(session_id, "after the holidays")
    store.note(session_id, "left knee", 1)
    store.weigh(session_id, 62.5)
    session = store.session(session_id)
    assert (session.note, session.sets[0].note) == ("after the holidays", "left knee")
    assert (session.sets[0].weight_kg, session.sets[0].volume_kg) == (62.5, 62.5)
    store.weigh(session_id, None, 1)
    store.note(session_id, "")
    assert (store.session(session_id).note, store.session(session_id).sets[0].weight_kg) == ("", None)


def test_a_set_that_is_not_there(store: Store) -> None:
    session_id = add(store)
    with pytest.raises(StoreError, match=r"session 1 has no set 2: it has 1$"):
        store.weigh(session_id, 60.0, 2)


# Counting again


def test_recounting_shows_the_new_count_and_keeps_the_old_one(store: Store) -> None:
    session_id = add(store)
    before = store.session(session_id)
    store.weigh(session_id, 60.0)
    store.note(session_id, "hard", 1)
    again = replace(kept_count(replace(RESULT, count=2)), standard="half")
    count = store.recounted(session_id, again, RESULT.source, TRACE)
    session = store.session(session_id)
    assert count == session.current
    assert (session.current.number, session.current.standard) == (1, "half")
    assert [replace(each, note="", weight_kg=None) for each in session.earlier[0].sets] == [*before.sets]
    assert (session.sets[0].weight_kg, session.sets[0].note) == (60.0, "hard"), "they are of the set, not of the count"
    (entry,) = store.entries()
    assert (entry.standard, entry.recounts) == ("half", 1)
    assert store.weeks()[0].sets == 1, "the old count is no training"


def test_a_set_that_was_not_there_before_has_no_weight(store: Store) -> None:
    session_id = add(store)
    store.weigh(session_id, 60.0)
    early = replace(kept_session().sets[0], start_s=0.0, end_s=0.5, reps=(), rejected=())
    count = store.recounted(session_id, replace(kept_count(), sets=(early,)), RESULT.source, TRACE)
    assert count.sets[0].weight_kg is None


# Deleting


SECRET = "never to be seen again"


def test_deleting_leaves_nothing(store: Store) -> None:
    kept = add(store)
    gone = store.keep(replace(kept_session(), note=SECRET), TRACE)
    store.note(gone, SECRET, 1)
    store.recounted(gone, kept_count(), RESULT.source, TRACE)
    store.places.video(gone).write_bytes(b"a film")
    uid = store.session(gone).uid
    store.delete([gone])
    assert [entry.id for entry in store.entries()] == [kept]
    with pytest.raises(StoreError, match=f"no session {gone}"):
        store.session(gone)
    files = [path for path in store.path.parent.rglob("*") if path.is_file()]
    assert {path.name for path in files} == {"sessions.db", f"{kept}.npz"}
    content = b"".join(path.read_bytes() for path in files)
    assert SECRET.encode() not in content
    assert uid.encode() not in content
    with closing(sqlite3.connect(store.path)) as connection:
        for table, per_session in {"counts": 1, "sets": 1, "reps": 1, "faults": 1, "rejected": 1}.items():
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (per_session,), table


def test_what_another_program_still_reads_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fitcount.sessions.database.WAIT_S", 0.05)
    add(store)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM sessions").fetchone()
        with pytest.raises(StoreError, match=r"deleted, but traces of it may be in the file until it is written again"):
            store.delete([1])
    assert store.entries() == []


def test_one_unknown_session_among_those_to_delete_and_none_is_deleted(store: Store) -> None:
    add(store)
    with pytest.raises(StoreError, match="no session 7"):
        store.delete([1, 7])
    assert len(store.entries()) == 1
    assert store.trace(1) is not None


# What cannot be


@pytest.mark.parametrize("work", ["show", "note", "weigh", "recount", "delete"])
def test_a_store_that_is_not_there_is_not_made_by_changing_it(work: str, store: Store) -> None:
    assert refusal(store, work).endswith("no sessions yet: `fitcount count` keeps one")
    assert not store.path.parent.exists()


@pytest.mark.parametrize("number", [-(10**30), 0, 7, 2**63])
def test_an_unknown_session(number: int, store: Store) -> None:
    add(store)
    before = fingerprint(store.path.parent)
    for work in (
        lambda: store.session(number),
        lambda: store.note(number, ""),
        lambda: store.weigh(number, 1.0),
        lambda: store.recounted(number, kept_count(), RESULT.source, TRACE),
        lambda: store.delete([number]),
    ):
        with pytest.raises(StoreError, match=rf"no session {number}: `fitcount sessions list` shows them$"):
            work()
    assert fingerprint(store.path.parent) == before


def test_nothing_was_kept_yet(store: Store) -> None:
    assert store.entries() == []
    assert store.weeks() == []
    with pytest.raises(StoreError) as error:
        store.session(1)
    assert str(error.value) == f"{store.path}: no sessions yet: `fitcount count` keeps one"
    assert not store.path.exists()


@pytest.mark.parametrize("work", WORKS)
def test_a_newer_version_is_refused_and_left_alone(store: Store, work: str) -> None:
    add(store)
    change(store, f"PRAGMA user_version = {VERSION + 1}")
    before = fingerprint(store.path.parent)
    text = refusal(store, work)
    assert text == f"{store.path}: version {VERSION + 1}, this fitcount knows {VERSION}: install a newer fitcount"
    assert fingerprint(store.path.parent) == before


@pytest.mark.parametrize("work", WORKS)
def test_a_damaged_file_is_refused_and_left_alone(store: Store, work: str) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(b"this is no database" * 100)
    before = fingerprint(store.path.parent)
    assert refusal(store, work) == (
        f"{store.path}: cannot be used (file is not a database): choose another with --store FILE"
    )
    assert fingerprint(store.path.parent) == before


@pytest.mark.parametrize(
    ("damage", "work"),
    [
        ("UPDATE counts SET doubts = '['", "show"),
        ("UPDATE counts SET doubts = 3", "show"),
        ("UPDATE sessions SET started_s = 1e300", "list"),
        ("UPDATE sessions SET offset_s = 'noon'", "list"),
        ("UPDATE sessions SET source = CAST(x'FF' AS TEXT)", "list"),
        ("DELETE FROM counts", "note"),
    ],
)
def test_what_cannot_have_been_written_is_refused_in_one_line(damage: str, work: str, store: Store) -> None:
    add(store)
    change(store, damage)
    assert refusal(store, work).endswith("): choose another with --store FILE")


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0.0, 1.0, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=9))
def test_whatever_is_damaged_is_read_or_refused_in_one_line(damage: list[tuple[float, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "sessions.db")
        add(store)
        content = bytearray(store.path.read_bytes())
        for place, value in damage:
            content[int(place * len(content))] = value
        store.path.write_bytes(content)
        for work in ("list", "show", "weeks"):
            with suppress(StoreError):
                WORKS[work](store)


@pytest.mark.parametrize("work", ["list", "show", "weeks", "note", "weigh", "delete"])
def test_a_store_with_a_damaged_page_is_refused_in_one_line(store: Store, work: str) -> None:
    for _ in range(3):
        add(store)
    content = bytearray(store.path.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    store.path.write_bytes(content)
    assert "cannot be used (database disk image is malformed)" in refusal(store, work)


@pytest.mark.parametrize("statements", [("CREATE TABLE recipes (name TEXT)",), ("CREATE TABLE sessions (name TEXT)",)])
@pytest.mark.parametrize("version", [0, 1, VERSION])
@pytest.mark.parametrize("work", ["keep", "list", "delete"])
def test_another_programs_database_is_refused_and_left_alone(
    store: Store, work: str, version: int, statements: tuple[str, ...]
) -> None:
    store.path.parent.mkdir()
    for statement in (*statements, f"PRAGMA user_version = {version}"):
        change(store, statement)
    before = fingerprint(store.path.parent)
    assert "another program's database" in refusal(store, work)
    assert fingerprint(store.path.parent) == before


def test_a_store_says_whose_it_is(store: Store) -> None:
    add(store)
    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_session_whose_trace_cannot_be_kept_is_not_kept(store: Store) -> None:
    add(store)
    store.trace_path(2).mkdir()
    assert "cannot be" in refusal(store)
    assert [session.id for session in store.entries()] == [1]


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert "cannot be used" in refusal(Store(tmp_path))


@pytest.mark.usefixtures("as_nobody")
def test_a_read_only_folder(tmp_path: Path) -> None:
    assert "cannot be used" in refusal(Store(tmp_path / "sessions.db"))


def test_a_read_only_store_can_be_read(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    store = Store(tmp_path / "sessions.db")
    add(store)
    request.getfixturevalue("as_nobody")
    assert [session.id for session in store.entries()] == [1]
    assert store.session(1).current.count == 1
    assert "cannot be used" in refusal(store)


def test_what_a_killed_program_left_in_the_journal_is_read_where_nothing_can_be_written(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    running = Store(tmp_path / "running" / "sessions.db")
    add(running)
    with closing(Database(running.path).connect()) as connection:
        with transaction(connection):
            insert_session(connection, kept_session())
        shutil.copytree(running.path.parent, tmp_path / "killed")
    request.getfixturevalue("as_nobody")
    killed = Store(tmp_path / "killed" / "sessions.db")
    assert [session.id for session in killed.entries()] == [2, 1]


@pytest.mark.parametrize("part", [TRACE, None])
def test_what_a_killed_program_left_under_a_number_is_not_taken_for_its_own(part: bytes | None, store: Store) -> None:
    """One that was taking in a session, say: the trace is there before the row."""
    longer = recorder((True,) * 7).to_bytes(META)
    store.places.parts(1).folder.mkdir(parents=True)
    for path in (store.places.trace(1), store.places.parts(1).path(9)):
        path.write_bytes(longer)
    with closing(LiveStore(store.path)) as live:
        running = live.begin(kept_session(), part)
        assert running is not None
        trace = store.trace(running.id)
        assert (trace and len(trace)) == (3 if part else None)
        running.end(kept_session(), part)
    trace = store.trace(running.id)
    assert (trace and len(trace)) == (3 if part else None)


def test_reading_leaves_nothing_behind(store: Store) -> None:
    add(store)
    before = fingerprint(store.path.parent)
    for work in ("list", "show", "weeks"):
        WORKS[work](store)
    assert fingerprint(store.path.parent) == before
    assert set(before) == {"sessions.db", os.path.join("sessions.db.traces", "1.npz")}  # noqa: PTH118


# Several programs at once


def test_a_busy_store_is_waited_for_and_then_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fitcount.sessions.database.WAIT_S", 0.05)
    add(store)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "database is locked" in refusal(store)
        assert len(store.entries()) == 1, "reading need not wait"
    assert add(store) == 2


ADD_MANY = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from sessions.samples import META, kept_session, recorder
from fitcount.sessions.store import Store
for _ in range(10):
    Store(Path(sys.argv[2])).keep(kept_session(), recorder().to_bytes(META))
"""


def test_two_programs_adding_at_once_lose_nothing(store: Store) -> None:
    tests = Path(__file__).parents[1]
    command = [sys.executable, "-c", ADD_MANY, str(tests), str(store.path)]
    programs = [subprocess.Popen(command) for _ in range(2)]
    assert [program.wait(60) for program in programs] == [0, 0]

    assert sorted(session.id for session in store.entries()) == [*range(1, 21)]
    assert all(len(load_trace(store.trace_path(number))) == 3 for number in range(1, 21))


class _Interrupted(sqlite3.Connection):
    """A connection during each of whose statements another program tries to make the store."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        cursor = super().execute(sql, parameters)
        (_, _, path), *_ = super().execute("PRAGMA database_list").fetchall()
        with closing(sqlite3.connect(path, timeout=0.0, isolation_level=None)) as other, suppress(sqlite3.Error):
            other.execute("BEGIN IMMEDIATE")
            with committed(other):
                create(other)
        return cursor


def test_a_store_that_another_program_is_making_is_not_another_programs_database(store: Store) -> None:
    store.path.parent.mkdir()
    with closing(sqlite3.connect(store.path, isolation_level=None, factory=_Interrupted)) as connection:
        assert Database(store.path).version(connection) in (0, VERSION)


def test_sessions_are_kept_among_the_users_data() -> None:
    assert default_store().name == "sessions.db"
    assert default_store().parent.name == "fitcount"
    assert Store().path == default_store()


def test_a_session_without_a_time_zone_is_a_mistake(store: Store) -> None:
    naive: KeptSession = kept_session(started_at=STARTED_AT.replace(tzinfo=None))
    with pytest.raises(ValueError, match="of no time zone"):
        store.keep(naive)
