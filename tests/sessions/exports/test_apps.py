"""Hevy and Strong."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from syrupy.assertion import SnapshotAssertion

from fitcount.config import shipped
from fitcount.errors import UsageError
from fitcount.kept import KeptSession, State
from fitcount.sessions.exports import hevy, strong
from fitcount.sessions.exports.document import Exported
from fitcount.sessions.exports.elsewhere import ELSEWHERE, hevy_name, strong_name
from fitcount.sessions.exports.formats import FORMATS
from fitcount.sessions.exports.workouts import workouts

from .strategies import EMPTY, SESSION, kept_sessions

APPS = {"hevy": hevy.HEADER, "strong": strong.HEADER}
HEADERS = {
    "hevy": "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,"
    "weight_kg,reps,distance_km,duration_seconds,rpe",
    "strong": "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE",
}


def rows(app: str, *sessions: KeptSession) -> list[dict[str, str]]:
    content = FORMATS[app].content([Exported(session) for session in sessions])
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize("app", APPS)
def test_looks_as_designed(app: str, snapshot: SnapshotAssertion) -> None:
    assert FORMATS[app].content([Exported(SESSION)]).decode().splitlines() == snapshot


@pytest.mark.parametrize("app", APPS)
def test_has_the_columns_of_the_app(app: str) -> None:
    assert FORMATS[app].content([Exported(SESSION)]).decode().splitlines()[0] == HEADERS[app]


@pytest.mark.parametrize("exercise", sorted(path.stem for path in shipped("exercises").glob("*.yaml")))
def test_every_shipped_exercise_has_its_names(exercise: str) -> None:
    assert exercise in ELSEWHERE


def test_an_exercise_of_ones_own_has_its_own_title() -> None:
    own = replace(SESSION.sets[0], exercise="pistol", title="Pistol squat")
    assert hevy_name(own) == strong_name(own) == "Pistol squat"


@given(kept_sessions())
def test_every_set_in_which_something_counted_has_its_row(session: KeptSession) -> None:
    counted = [each for each in session.sets if each.is_held or each.corrected]
    if not counted:
        return
    found = rows("hevy", session)
    assert [float(row["weight_kg"] or 0) for row in found] == [round(each.weight_kg or 0, 6) for each in counted]
    assert [int(row["reps"] or 0) for row in found] == [each.corrected for each in counted]
    assert [int(row["duration_seconds"] or 0) for row in found] == [round(each.held_s) for each in counted]
    found = rows("strong", session)
    assert [float(row["Weight"]) for row in found] == [round(each.weight_kg or 0, 6) for each in counted]
    assert [int(row["Reps"]) for row in found] == [each.corrected for each in counted]
    assert [int(row["Seconds"]) for row in found] == [round(each.held_s) for each in counted]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", row["Date"]) for row in found)
    assert all(re.fullmatch(r"(\d+h)? ?(\d+m)?", row["Duration"]) for row in found)


def test_sets_are_numbered_in_each_block_of_an_exercise() -> None:
    (count,) = SESSION.counts
    squats, more, plank = count.sets
    more = replace(more, weight_kg=20.0)
    later = replace(squats, number=4, start_s=200.0, end_s=210.0)
    session = replace(SESSION, counts=(replace(count, sets=(squats, more, plank, later)),))
    assert [row["set_index"] for row in rows("hevy", session)] == ["0", "1", "0", "0"]
    assert [row["Set Order"] for row in rows("strong", session)] == ["1", "2", "1", "1"]


def test_with_a_weight_it_may_be_another_exercise() -> None:
    (squats, more, _) = rows("strong", SESSION)
    assert [squats["Exercise Name"], more["Exercise Name"]] == ["Squat (Barbell)", "Squat (Bodyweight)"]
    assert [squats["Set Order"], more["Set Order"]] == ["1", "1"]


@pytest.mark.parametrize("app", APPS)
def test_several_sessions_are_several_workouts_oldest_first(app: str) -> None:
    other = replace(SESSION, uid="0" * 32, started_at=SESSION.started_at - timedelta(days=1))
    twin = replace(SESSION, uid="1" * 32, started_at=SESSION.started_at + timedelta(seconds=20))
    titles = [row["title" if app == "hevy" else "Workout Name"] for row in rows(app, SESSION, twin, other)]
    assert titles == ["Squat, Plank"] * 6 + ["Squat, Plank (2)"] * 3


def test_a_workout_that_did_not_end_says_so() -> None:
    (workout,) = workouts([Exported(replace(SESSION, state=State.CUT_OFF))], hevy_name)
    assert workout.note == "Felt good, all in all (cut off)"


@pytest.mark.parametrize("app", APPS)
def test_nothing_to_write_is_said(app: str) -> None:
    with pytest.raises(UsageError, match="nothing to export"):
        rows(app, EMPTY)
