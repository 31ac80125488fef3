"""`fitcount sessions export` and `import`."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sessions.exports.strategies import EMPTY, SESSION
from sessions.samples import META, recorder

from fitcount.errors import StoreError, UsageError
from fitcount.kept import KeptSession
from fitcount.sessions.exports.formats import FORMATS
from fitcount.sessions.places import Places
from fitcount.sessions.store import Store

from .conftest import Fitcount

TRACE = recorder().to_bytes(META)
OLDER = replace(SESSION, uid="0" * 32, started_at=SESSION.started_at - timedelta(days=10), note="")


@pytest.fixture
def kept(store: Path) -> Store:
    """1: squats and a plank, with a trace; 2: the same ten days before."""
    place = Store(store)
    assert [place.keep(SESSION, TRACE), place.keep(OLDER)] == [1, 2]
    return place


def fingerprint(folder: Path) -> dict[str, str]:
    """All files but SQLite's index of its journal, which readers write as well."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


def same(session: KeptSession) -> KeptSession:
    return replace(session, id=0)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written(name: str, fitcount: Fitcount, kept: Store, tmp_path: Path) -> None:
    said = fitcount("sessions", "export", "1", "--format", name, "-o", "out")
    assert (said.code, said.out, said.err) == (0, "out: 1 session\n", "")
    assert (tmp_path / "out").stat().st_size > 0
    assert kept.session(1).uid == SESSION.uid


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["json", "parquet"])
def test_what_was_exported_is_imported_by_another_store(name: str, fitcount: Fitcount, kept: Store) -> None:
    assert fitcount("sessions", "export", "2", "1", "--format", name, "-o", "out").out == "out: 2 sessions\n"
    said = fitcount("sessions", "import", "out", "--store", "other.db")
    assert (said.code, said.out, said.err) == (0, "out: imported as 1-2\n", "")
    other = Store(Path("other.db"))
    assert [same(other.session(number)) for number in (1, 2)] == [same(kept.session(number)) for number in (2, 1)]
    assert other.trace(2) is None


def test_a_trace_goes_with_it_if_asked(fitcount: Fitcount, kept: Store) -> None:
    assert fitcount("sessions", "export", "1", "--format", "json", "-o", "out", "--with-trace").code == 0
    assert fitcount("sessions", "import", "out", "--store", "other.db").code == 0
    trace, exported = Store(Path("other.db")).trace(1), kept.trace(1)
    assert trace is not None
    assert exported is not None
    assert trace.meta == exported.meta
    assert [t_s for t_s, _ in trace] == [t_s for t_s, _ in exported]


def test_what_is_there_already_is_skipped(fitcount: Fitcount, kept: Store) -> None:
    fitcount("sessions", "export", "--all", "--format", "json", "-o", "both")
    fitcount("sessions", "export", "1", "--format", "json", "-o", "one")
    kept.note(1, "changed since")
    assert fitcount("sessions", "import", "both").out == "both: 2, 1 were there already\n"
    assert kept.session(1).note == "changed since"
    assert fitcount("sessions", "import", "one", "--store", "other.db").out == "one: imported as 1\n"
    said = fitcount("sessions", "import", "both", "one", "--store", "other.db")
    assert said.out == "both: imported as 2; 1 was there already\none: 1 was there already\n"


def test_one_that_was_cut_off_stays_so(fitcount: Fitcount, store: Path) -> None:
    Store(store).keep(EMPTY)
    (session,) = json.loads(fitcount("sessions", "export", "1", "--format", "json", "-o", "-").out)["sessions"]
    assert session["state"] == "cut off"
    fitcount("sessions", "export", "1", "--format", "json", "-o", "out")
    assert fitcount("sessions", "import", "out", "--store", "other.db").code == 0
    assert same(Store(Path("other.db")).session(1)) == EMPTY


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (["--all"], [OLDER.uid, SESSION.uid]),
        (["--since", "2026-03-01"], [SESSION.uid]),
        (["--until", "2026-02-28"], [OLDER.uid]),
        (["-e", "plank", "--since", "2026-02-01"], [OLDER.uid, SESSION.uid]),
        (["1", "2", "1"], [SESSION.uid, OLDER.uid]),
    ],
)
@pytest.mark.usefixtures("kept")
def test_sessions_can_be_chosen(choice: list[str], expected: list[str], fitcount: Fitcount) -> None:
    said = fitcount("sessions", "export", *choice, "--format", "json", "-o", "-")
    assert [each["uid"] for each in json.loads(said.out)["sessions"]] == expected


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["9", "-o", "new"], "no session 9: `fitcount sessions list` shows them"),
        (["1", "9", "-o", "new"], "no session 9"),
        (["1", "-o", "taken"], "taken: is there already: choose another name, or --overwrite to replace it"),
        (["1", "-o", "nowhere/new"], "no folder nowhere"),
        (["1", "-o", "."], "is a folder"),
        (["-o", "new"], "which sessions?"),
        (["1", "--all", "-o", "new"], "not both"),
        (["--since", "2030-01-01", "-o", "new"], "no such sessions"),
        (["--since", "yesterday", "-o", "new"], "yesterday"),
        (["1", "-o", "new", "--format", "docx"], "docx"),
        (["--all", "-o", "new", "--format", "fit"], "fit: a file holds one session, not 2"),
        (["1", "-o", "new", "--format", "csv", "--with-trace"], "--with-trace: csv has no place for it"),
    ],
)
@pytest.mark.usefixtures("kept")
def test_a_wrong_export_gets_one_line_and_changes_nothing(
    arguments: list[str], complaint: str, fitcount: Fitcount, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    before = fingerprint(tmp_path)
    said = fitcount("sessions", "export", "--format", "json", *arguments)
    assert said.code == 2
    assert complaint in said.complaint
    assert fingerprint(tmp_path) == before


@pytest.mark.usefixtures("kept")
def test_a_file_is_replaced_if_asked(fitcount: Fitcount, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    assert fitcount("sessions", "export", "1", "--format", "json", "-o", "taken", "--overwrite").code == 0
    assert "mine" not in (tmp_path / "taken").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "cannot be read (No such file or directory)"),
        (b"", "no sessions that fitcount exported, or damaged"),
        (b"title,start_time\n", "no sessions that fitcount exported, or damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0", "no sessions that fitcount exported, or damaged"),
        (b"PAR1 and no more PAR1", "no sessions that fitcount exported, or damaged"),
        (b'{"schema": 1, "count": 5}', "no sessions that fitcount exported, or damaged (no fitcount sessions)"),
        (b'{"fitcount_sessions": 2}', "exported as version 2, this fitcount reads up to 1: install a newer fitcount"),
    ],
    ids=["missing", "empty", "csv", "picture", "parquet", "result", "newer"],
)
@pytest.mark.usefixtures("kept")
def test_a_wrong_import_gets_one_line_and_changes_nothing(
    content: bytes | None, complaint: str, fitcount: Fitcount, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "file").write_bytes(content)
    before = fingerprint(tmp_path)
    said = fitcount("sessions", "import", "file")
    assert said.code == 2
    assert said.complaint.startswith(f"fitcount: file: {complaint}")
    assert fingerprint(tmp_path) == before


def test_of_a_file_all_are_taken_in_or_none(fitcount: Fitcount, kept: Store, tmp_path: Path) -> None:
    fitcount("sessions", "export", "--all", "--format", "json", "-o", "good")
    made = json.loads((tmp_path / "good").read_text(encoding="utf-8"))
    for number, each in enumerate(made["sessions"]):
        each["uid"] = f"{number}" * 31 + "a"
    made["sessions"][1]["trace"] = "bm8gdHJhY2U="
    (tmp_path / "bad").write_text(json.dumps(made), encoding="utf-8")
    said = fitcount("sessions", "import", "bad", "good", "missing")
    assert said.code == 2
    assert said.out == "good: 2, 1 were there already\n"
    (line,) = said.err.splitlines()
    assert line.startswith("fitcount: bad: ")
    assert "; missing: cannot be read" in line
    assert len(kept.entries()) == 2


def test_a_full_disk_in_the_middle_leaves_nothing(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Places.write_trace

    def full(places: Places, session_id: int, content: bytes) -> None:
        if session_id == 4:
            raise UsageError("4.npz: cannot be written (No space left on device): choose another place")
        write(places, session_id, content)

    monkeypatch.setattr(Places, "write_trace", full)
    with pytest.raises(StoreError, match="No space left on device"):
        kept.keep_new([(replace(SESSION, uid=f"{number}" * 32), TRACE) for number in (7, 8)])
    assert [entry.id for entry in kept.entries()] == [1, 2]
    assert not kept.trace_path(3).exists()
    assert not kept.places.parts(3).folder.exists()


def test_what_is_written_binary_can_be_printed(kept: Store, environment: dict[str, str]) -> None:
    assert kept.entries()
    command = [sys.executable, "-m", "fitcount", "sessions", "export", "1", "--format", "fit", "-o", "-"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert done.stdout[8:12] == b".FIT"
    assert done.stderr == b""
