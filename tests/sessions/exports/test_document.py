from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fitcount.kept import KeptSession
from fitcount.sessions.exports.document import VERSION, Exported, NewerError, from_json, to_dict, to_json
from fitcount.sessions.store import Store
from sessions.samples import META, recorder

from .strategies import EMPTY, SESSION, kept_sessions


@given(st.lists(kept_sessions(), max_size=2, unique_by=lambda session: session.uid))
def test_any_session_comes_back_equal(sessions: list[KeptSession]) -> None:
    exported = [Exported(session) for session in sessions]
    assert from_json(to_json(exported)) == exported


def test_a_trace_goes_with_it() -> None:
    exported = [Exported(SESSION, recorder().to_bytes(META)), Exported(EMPTY)]
    assert from_json(to_json(exported)) == exported


@settings(max_examples=15)
@given(kept_sessions())
def test_a_store_gives_back_what_was_read(tmp_path_factory: pytest.TempPathFactory, session: KeptSession) -> None:
    store = Store(tmp_path_factory.mktemp("store") / "sessions.db")
    (read,) = from_json(to_json([Exported(session)]))
    again = store.session(store.keep(read.session))
    (exported,) = from_json(to_json([Exported(again)]))
    # Nobody counts it here.
    state = "cut off" if session.state != "finished" else "finished"
    assert to_dict([exported]) == {**to_dict([read]), "sessions": [{**to_dict([read])["sessions"][0], "state": state}]}


def document(**changes: Any) -> dict[str, Any]:
    made = to_dict([Exported(SESSION)])
    made["sessions"][0].update(changes)
    return made


def read(made: object) -> list[Exported]:
    return from_json(json.dumps(made).encode())


def test_what_a_later_fitcount_adds_is_left_out() -> None:
    assert read({**document(mood="fine"), "by": "fitcount 9"}) == [Exported(SESSION)]


def test_what_an_earlier_one_did_not_have_is_as_if_nobody_had_said() -> None:
    made = document()
    for each in made["sessions"]:
        del each["note"], each["trace"]
    assert read(made)[0].session.note == ""


def test_a_later_version_is_refused() -> None:
    with pytest.raises(NewerError, match=f"^{VERSION + 1}$"):
        read({**document(), "fitcount_sessions": VERSION + 1})


SESSION_FIELDS = document()["sessions"][0]


def corrected(correction: dict[str, Any]) -> dict[str, Any]:
    """Of the first set, by hand."""
    (count, *more), (first, *others) = SESSION_FIELDS["counts"], SESSION_FIELDS["counts"][0]["sets"]
    sets = [{**first, "corrections": [correction]}, *others]
    return document(counts=[{**count, "sets": sets}, *more])


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        ([], "no fitcount sessions"),
        ({"schema": 1, "count": 5}, "no fitcount sessions"),
        ({"fitcount_sessions": True}, "no fitcount sessions"),
        ({"fitcount_sessions": 1, "sessions": {}}, "sessions is no list"),
        ({"fitcount_sessions": 1, "sessions": [1]}, r"sessions\[0\] is no object"),
        ({"fitcount_sessions": 1, "sessions": [SESSION_FIELDS] * 2}, "twice"),
        (document(uid="x"), "uid"),
        (document(counts=[]), "counts is empty"),
        (document(counts=SESSION_FIELDS["counts"] * 2), "not in order"),
        (corrected({"t_s": 1.0, "kind": "undo", "exercise": "squat", "peak_s": None}), "taken back that is not there"),
        (corrected({"t_s": 1.0, "kind": "undo", "exercise": "squat", "peak_s": 0.5}), "taken back that is not there"),
        (document(person=1.5), r"sessions\[0\].person is no int"),
        (document(person=2**63), "too large"),
        (document(note=None), "note is no str"),
        (document(note="\ud800"), "surrogates"),
        (document(state="asleep"), "asleep"),
        (document(started_at="yesterday"), "yesterday"),
        (document(started_at="2026-03-01T18:00:00"), "no time zone"),
        (document(started_at="0001-01-01T00:00:00+14:00"), "no time that a clock shows"),
        (document(source={**SESSION_FIELDS["source"], "fps": "fast"}), "fps is no int"),
        (document(source={**SESSION_FIELDS["source"], "fps": 10**400}), "too large"),
        (document(trace=3), "trace is no text"),
        (document(trace="not base64!"), "trace is damaged"),
    ],
)
def test_what_is_damaged_or_foreign_is_refused(made: object, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read(made)


@pytest.mark.parametrize("field", ["uid", "started_at", "source", "model", "state", "counts"])
def test_what_cannot_be_missing(field: str) -> None:
    made = document()
    del made["sessions"][0][field]
    with pytest.raises(ValueError, match=rf"sessions\[0\].{field} is missing"):
        read(made)


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"\xff\xfe\xfd", b"[" * 100_000, b'{"fitcount_sessions": 1, "sessions": [{"note": 1e999}]}'],
    ids=["empty", "half", "bytes", "deep", "infinite"],
)
def test_what_is_no_json_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(text)


@given(st.data())
def test_a_damaged_file_is_refused_or_sound(data: st.DataObject) -> None:
    content = bytearray(to_json([Exported(SESSION)]))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        exported = from_json(bytes(content))
    except ValueError:
        return
    assert from_json(to_json(exported)) == exported


def test_it_can_be_read_by_a_person(tmp_path: Path) -> None:
    (tmp_path / "session.json").write_bytes(to_json([Exported(SESSION)]))
    made = json.loads((tmp_path / "session.json").read_text(encoding="utf-8"))
    (session,) = made["sessions"]
    assert session["started_at"] == "2026-03-01T18:00:12+01:00"
    assert [each["weight_kg"] for each in session["counts"][0]["sets"]] == [22.5, None, None]
    assert session["counts"][0]["timing_ms"]["decode"] is None
