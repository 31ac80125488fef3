"""A session as a Garmin FIT activity: strength training with a `set` message for each set and each rest.

Message and field numbers are those of the profile in Garmin's FIT SDK 21.218; the order is that of its "Activity File"
(summary last). Times are whole seconds, as FIT has no others for moments; durations are exact to the millisecond.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from fitcount.errors import UsageError
from fitcount.kept import KeptSession, KeptSet
from fitcount.sessions.exports.document import Exported
from fitcount.sessions.exports.elsewhere import elsewhere
from fitcount.sessions.exports.fit_protocol import (
    ENUM,
    STRING,
    UINT8,
    UINT16,
    UINT32,
    UINT32Z,
    Message,
    seconds_of,
    to_fit,
)
from fitcount.sessions.exports.workouts import lasted_s

FILE_ID, SESSION, LAP, RECORD, EVENT, DEVICE_INFO, ACTIVITY, SET = 0, 18, 19, 20, 21, 23, 34, 225
"""Global message numbers."""

TYPE_ACTIVITY = 4
DEVELOPMENT = 255
"""Manufacturer of what has no number from Garmin."""
TRAINING, STRENGTH_TRAINING = 10, 20
"""Sport and sub-sport."""
TIMER, EVENT_SESSION, EVENT_LAP, EVENT_ACTIVITY = 0, 8, 9, 26
START, STOP, STOP_ALL = 0, 1, 4
"""Event types."""
ACTIVITY_END, SESSION_END = 0, 7
"""Triggers of the session and of its lap."""
REST, ACTIVE = 0, 1
"""Set types."""
KILOGRAM = 1
WEIGHT_PARTS = 16
"""`weight` is in sixteenths of a kilogram, up to 4095.9."""


def to_fit_activity(sessions: Sequence[Exported]) -> bytes:
    """A FIT file. Raises UsageError if there is not exactly one session: a file holds one activity."""
    if len(sessions) != 1:
        raise UsageError(f"fit: a file holds one session, not {len(sessions)}: export them one by one")
    return to_fit(_messages(sessions[0].session))


def _messages(session: KeptSession) -> Iterator[Message]:
    took_s = lasted_s(session)
    start, end = _at(session, 0.0), _at(session, took_s)
    serial = int(session.uid[:8], 16) or 1
    yield Message(
        FILE_ID,
        {
            0: (ENUM, TYPE_ACTIVITY),
            1: (UINT16, DEVELOPMENT),
            2: (UINT16, 0),
            3: (UINT32Z, serial),
            4: (UINT32, start),
        },
    )
    yield Message(
        DEVICE_INFO,
        {
            253: (UINT32, start),
            0: (UINT8, 0),
            2: (UINT16, DEVELOPMENT),
            3: (UINT32Z, serial),
            4: (UINT16, 0),
            27: (STRING, "fitcount"),
        },
    )
    yield _event(start, START)
    yield Message(RECORD, {253: (UINT32, start)})
    yield from _sets(session)
    yield Message(RECORD, {253: (UINT32, end)})
    yield _event(end, STOP_ALL)
    yield from _summary(session, start, end, _ms(took_s))


def _event(at: int, kind: int) -> Message:
    return Message(EVENT, {253: (UINT32, at), 0: (ENUM, TIMER), 1: (ENUM, kind)})


def _sets(session: KeptSession) -> Iterator[Message]:
    index, ended_s = 0, None
    for each in session.sets:
        if ended_s is not None and each.start_s > ended_s:
            yield _rest(session, index, ended_s, each.start_s)
            index += 1
        yield _set(session, index, each)
        index += 1
        ended_s = max(each.end_s, ended_s or 0.0)


def _rest(session: KeptSession, index: int, start_s: float, end_s: float) -> Message:
    return Message(
        SET,
        {
            254: (UINT32, _at(session, end_s)),
            6: (UINT32, _at(session, start_s)),
            0: (UINT32, _ms(end_s - start_s)),
            5: (UINT8, REST),
            10: (UINT16, index),
        },
    )


def _set(session: KeptSession, index: int, each: KeptSet) -> Message:
    """Of a hold the duration is what was held."""
    category, name = elsewhere(each).fit
    return Message(
        SET,
        {
            254: (UINT32, _at(session, each.end_s)),
            6: (UINT32, _at(session, each.start_s)),
            0: (UINT32, _ms(each.held_s if each.is_held else each.took_s)),
            3: (UINT16, None if each.is_held else each.corrected),
            4: (UINT16, None if each.weight_kg is None else round(WEIGHT_PARTS * each.weight_kg)),
            5: (UINT8, ACTIVE),
            7: (UINT16, category),
            8: (UINT16, name),
            9: (UINT16, None if each.weight_kg is None else KILOGRAM),
            10: (UINT16, index),
        },
    )


def _summary(session: KeptSession, start: int, end: int, took_ms: int) -> Iterator[Message]:
    span = {253: (UINT32, end), 2: (UINT32, start), 7: (UINT32, took_ms), 8: (UINT32, took_ms), 254: (UINT16, 0)}
    yield Message(
        LAP,
        {
            **span,
            0: (ENUM, EVENT_LAP),
            1: (ENUM, STOP),
            24: (ENUM, SESSION_END),
            25: (ENUM, TRAINING),
            39: (ENUM, STRENGTH_TRAINING),
        },
    )
    yield Message(
        SESSION,
        {
            **span,
            0: (ENUM, EVENT_SESSION),
            1: (ENUM, STOP),
            5: (ENUM, TRAINING),
            6: (ENUM, STRENGTH_TRAINING),
            25: (UINT16, 0),
            26: (UINT16, 1),
            28: (ENUM, ACTIVITY_END),
        },
    )
    offset = session.started_at.utcoffset() or timedelta()
    yield Message(
        ACTIVITY,
        {
            253: (UINT32, end),
            0: (UINT32, took_ms),
            1: (UINT16, 1),
            2: (ENUM, 0),
            3: (ENUM, EVENT_ACTIVITY),
            4: (ENUM, STOP),
            5: (UINT32, end + round(offset.total_seconds())),
        },
    )


def _at(session: KeptSession, t_s: float) -> int:
    return seconds_of(session.started_at + timedelta(seconds=t_s))


def _ms(time_s: float) -> int:
    return round(1e3 * time_s)
