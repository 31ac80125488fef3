"""FIT files, read back by Garmin's own SDK."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from garmin_fit_sdk import Decoder, Profile, Stream
from hypothesis import given, settings
from syrupy.assertion import SnapshotAssertion

from fitcount.errors import UsageError
from fitcount.kept import KeptSession, KeptSet
from fitcount.sessions.exports.document import Exported
from fitcount.sessions.exports.elsewhere import ELSEWHERE, UNKNOWN_CATEGORY
from fitcount.sessions.exports.fit import to_fit_activity
from fitcount.sessions.exports.fit_protocol import UINT16, Message, crc, to_fit
from fitcount.sessions.exports.workouts import lasted_s

from .strategies import EMPTY, SESSION, kept_sessions

TYPES = Profile["types"]
SECOND = timedelta(seconds=1)
MILLISECOND_S = 0.0011


def decoded(session: KeptSession) -> dict[str, Any]:
    content = bytearray(to_fit_activity([Exported(session)]))
    assert Decoder(Stream.from_byte_array(content)).check_integrity()
    messages, errors = Decoder(Stream.from_byte_array(content)).read()
    assert errors == []
    return dict(messages)


def moment(session: KeptSession, t_s: float) -> datetime:
    return session.started_at + timedelta(seconds=t_s)


def test_a_session_is_a_strength_activity() -> None:
    messages = decoded(SESSION)
    (file_id,), (activity,), (session,), (lap,) = (
        messages[f"{name}_mesgs"] for name in ("file_id", "activity", "session", "lap")
    )
    assert (file_id["type"], file_id["manufacturer"]) == ("activity", "development")
    assert file_id["time_created"] == SESSION.started_at
    for each in (session, lap):
        assert (each["sport"], each["sub_sport"]) == ("training", "strength_training")
        assert (each["start_time"], each["total_elapsed_time"]) == (SESSION.started_at, 140.0)
    assert (activity["num_sessions"], session["num_laps"], activity["total_timer_time"]) == (1, 1, 140.0)
    ahead_s = activity["local_timestamp"] + 631065600 - activity["timestamp"].timestamp()
    assert ahead_s == 3600
    assert [each["event_type"] for each in messages["event_mesgs"]] == ["start", "stop_all"]


def test_sets_and_rests_take_turns() -> None:
    sets = decoded(SESSION)["set_mesgs"]
    assert [each["message_index"] for each in sets] == [0, 1, 2, 3, 4]
    assert [each["set_type"] for each in sets] == ["active", "rest", "active", "rest", "active"]
    assert [each["duration"] for each in sets] == [7.75, 61.25, 3.0, 27.0, 31.25]
    assert [each.get("repetitions") for each in sets] == [2, None, 1, None, None]
    assert [each.get("weight") for each in sets] == [22.5, None, None, None, None]
    assert [each.get("weight_display_unit") for each in sets] == ["kilogram", None, None, None, None]
    assert [each.get("category") for each in sets] == ["squat", None, "squat", None, "plank"]


@settings(max_examples=50)
@given(kept_sessions())
def test_the_sets_of_any_session_are_read_back_equal(session: KeptSession) -> None:
    messages = decoded(session)
    active = [each for each in messages.get("set_mesgs", []) if each["set_type"] == "active"]
    assert len(active) == len(session.sets)
    for found, each in zip(active, session.sets, strict=True):
        assert found.get("repetitions") == (None if each.is_held else each.corrected)
        duration_s = each.held_s if each.is_held else each.took_s
        assert found["duration"] == pytest.approx(duration_s, abs=MILLISECOND_S)
        assert timedelta() <= moment(session, each.start_s) - found["start_time"] < SECOND
        assert timedelta() <= moment(session, each.end_s) - found["timestamp"] < SECOND
        if each.weight_kg is None:
            assert "weight" not in found
        else:
            assert found["weight"] == pytest.approx(each.weight_kg, abs=1 / 32 + 1e-9)
        assert names_of(each) == (found["category"], found.get("category_subtype"))
    (summary,) = messages["session_mesgs"]
    assert summary["total_elapsed_time"] == pytest.approx(lasted_s(session), abs=MILLISECOND_S)


def names_of(each: KeptSet) -> tuple[str, int | None]:
    category, name = ELSEWHERE[each.exercise].fit if each.exercise in ELSEWHERE else (UNKNOWN_CATEGORY, None)
    return TYPES["exercise_category"][category], name


def test_every_exercise_is_the_one_of_garmins_profile(snapshot: SnapshotAssertion) -> None:
    called = {}
    for exercise, names in ELSEWHERE.items():
        category, name = names.fit
        family = TYPES["exercise_category"][category]
        called[exercise] = f"{family}: {'-' if name is None else TYPES[f'{family}_exercise_name'][name]}"
    assert called == snapshot


def test_an_exercise_of_ones_own_is_unknown() -> None:
    (count,) = SESSION.counts
    own = replace(count, sets=(replace(count.sets[0], exercise="pistol"),))
    (found,) = decoded(replace(SESSION, counts=(own,)))["set_mesgs"]
    assert found["category"] == "unknown"
    assert "category_subtype" not in found


def test_a_session_without_sets_is_an_activity_without_sets() -> None:
    messages = decoded(EMPTY)
    assert "set_mesgs" not in messages
    assert len(messages["session_mesgs"]) == 1


def test_a_weight_beyond_what_fit_has_is_left_out() -> None:
    (count,) = SESSION.counts
    heavy = replace(count, sets=(replace(count.sets[0], weight_kg=5000.0),))
    (found,) = decoded(replace(SESSION, counts=(heavy,)))["set_mesgs"]
    assert "weight" not in found


@pytest.mark.parametrize("number", [0, 2])
def test_a_file_holds_one_session(number: int) -> None:
    with pytest.raises(UsageError, match=f"one session, not {number}"):
        to_fit_activity([Exported(SESSION)] * number)


def test_the_checksum_is_that_of_the_protocol() -> None:
    # 0xBB3D is what this polynomial, known as CRC-16/ARC, gives for the nine digits.
    assert crc(b"123456789") == 0xBB3D


def test_a_damaged_file_is_noticed() -> None:
    content = bytearray(to_fit([Message(0, {2: (UINT16, 7)})]))
    content[-3] ^= 1
    assert not Decoder(Stream.from_byte_array(content)).check_integrity()
