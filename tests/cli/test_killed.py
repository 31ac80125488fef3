"""Whatever kills the program, what was counted is kept."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fitcount.cli.recording import PART_S
from fitcount.kept import KeptSession, State
from fitcount.pipeline import Counting, count_trace
from fitcount.reps.library import find_exercise
from fitcount.sessions.store import Store
from fitcount.sessions.trace import Trace, load_trace

from .conftest import Fitcount

KILLS, SEED = 52, 20260301

Kill = dict[str, Any]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, list[Kill]]:
    """The store that all the killed programs shared, and what each had told when it was gone."""
    if not hasattr(os, "fork"):
        pytest.skip("this system has no fork: starting a program anew for each kill takes minutes")
    path = tmp_path_factory.mktemp("killed") / "sessions.db"
    script = Path(__file__).with_name("killed.py")
    done = subprocess.run(
        [sys.executable, str(script), str(path), str(KILLS), str(SEED)], check=True, capture_output=True, text=True
    )
    return Store(path), [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def sessions(killed: tuple[Store, list[Kill]]) -> list[tuple[Kill, KeptSession, Trace]]:
    """Each kill after which there is a session, that session and its trace."""
    store, kills = killed
    kept = {session.started_at: session for session in (store.session(entry.id) for entry in store.entries())}
    paired = []
    for kill in kills:
        session = kept.pop(datetime.fromisoformat(kill["started_at"]), None)
        if session is None:
            assert kill["told"] == [], "it had told of something, and there is no session"
            continue
        trace = store.trace(session.id)
        assert trace is not None
        paired.append((kill, session, trace))
    assert kept == {}
    return paired


@pytest.fixture
def copy(killed: tuple[Store, list[Kill]], tmp_path: Path) -> Store:
    """The store once more, to be changed."""
    shutil.copytree(killed[0].path.parent, tmp_path / "copy")
    return Store(tmp_path / "copy" / killed[0].path.name)


def told(kill: Kill, what: str) -> list[tuple[float, float]]:
    return [(float(one), float(other)) for kind, one, other in kill["told"] if kind == what]


def test_the_programs_were_killed_at_all_stages(killed: tuple[Store, list[Kill]]) -> None:
    kills = killed[1]
    assert len(kills) == KILLS >= 50
    assert len({len(told(kill, "rep")) for kill in kills}) >= 3
    assert any(told(kill, "held") for kill in kills)


def test_every_completed_rep_and_rejected_attempt_is_there(sessions: list[tuple[Kill, KeptSession, Trace]]) -> None:
    for kill, session, _ in sessions:
        reps = {(rep.start_s, rep.end_s) for rep in session.current.reps}
        rejected = {(rejection.start_s, rejection.end_s) for rejection in session.current.rejected}
        assert {*told(kill, "rep")} <= reps | rejected


def test_no_more_of_a_hold_is_lost_than_a_repetition_takes(sessions: list[tuple[Kill, KeptSession, Trace]]) -> None:
    for kill, session, _ in sessions:
        if held := told(kill, "held"):
            assert sum(each.held_s for each in session.sets) >= held[-1][0] - PART_S - 0.1


def test_the_frames_of_every_completed_rep_are_in_the_trace(sessions: list[tuple[Kill, KeptSession, Trace]]) -> None:
    originals = {name: load_trace(Path(name)) for name in {kill["trace"] for kill, _, _ in sessions}}
    for kill, _, trace in sessions:
        whole = originals[kill["trace"]]
        for name, values in trace.arrays.items():
            if name in whole.arrays:
                np.testing.assert_array_equal(values, whole.arrays[name][: len(trace)])
        last_s = max((end_s for _, end_s in told(kill, "rep")), default=0.0)
        assert trace.arrays["t_s"][-1] >= last_s
        assert trace.meta.source.frames == len(trace)


def test_what_was_cut_off_says_so_and_can_be_counted_to_its_end(
    copy: Store, sessions: list[tuple[Kill, KeptSession, Trace]], fitcount: Fitcount
) -> None:
    store = copy
    assert {session.state for _, session, _ in sessions} == {State.CUT_OFF}
    assert fitcount("sessions", "list", "--store", store.path).out.count("cut off") == len(sessions)
    kill, session, trace = max(sessions, key=lambda each: len(told(each[0], "rep")))
    said = fitcount("sessions", "recount", str(session.id), "--store", store.path)
    assert (said.code, said.err) == (0, "")
    ended = store.session(session.id)
    expected = count_trace(trace, Counting(find_exercise(kill["exercise"]), None)).result
    assert ended.state is State.FINISHED
    assert ended.current.reps == expected.reps
    assert ended.earlier == session.counts
    assert ended.source == expected.source
    assert store.trace_path(session.id).exists()
    assert not store.places.parts(session.id).folder.exists()


def test_deleting_what_was_cut_off_leaves_nothing(copy: Store, sessions: list[tuple[Kill, KeptSession, Trace]]) -> None:
    store, (_, session, _) = copy, sessions[0]
    assert store.places.parts(session.id).folder.exists()
    store.delete([session.id])
    assert not [*store.places.folder.glob(f"{session.id}.*")]
