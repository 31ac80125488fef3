"""Sessions are written as the reps happen."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from fitcount.cli.keeping import Run
from fitcount.cli.options import Outputs
from fitcount.cli.recording import PART_S, Recorder, kept_video, recording
from fitcount.config import shipped
from fitcount.errors import StoreError
from fitcount.frames.recorded import Recorded
from fitcount.kept import State
from fitcount.pipeline import Counted, Counting, Outcome, Watcher, count_again, count_frames
from fitcount.pose.tracker import Tracked
from fitcount.reps.fingerprint import definition_hash
from fitcount.reps.library import find_exercise
from fitcount.sessions.parts import Parts
from fitcount.sessions.result_json import to_dict
from fitcount.sessions.store import Store
from fitcount.sessions.trace import Trace, load_trace
from fitcount.types import Frame, Outage, Pose, Progress, SourceInfo, Timing

from .clips import frames_in

TRACES = Path(__file__).parents[1] / "traces"
CASES = shipped("exercises") / "cases"
NAN = float("nan")


class Seen:
    """People as they were seen in traces; None for somebody who never comes."""

    def __init__(self, *traces: Trace | None) -> None:
        self._people = [[pose for _, pose in trace] if trace else None for trace in traces]

    def track(self, frame: Frame) -> Tracked:
        poses: list[Pose | None] = [person[frame.index] if person else None for person in self._people]
        return Tracked(tuple(poses), (None,) * len(poses), NAN, NAN)


def replay(trace: Trace, source: SourceInfo) -> Recorded:
    black = np.zeros((48, 64, 3), np.uint8)
    frames = (Frame(index, t_s, black) for index, (t_s, _) in enumerate(trace))
    return Recorded(source, next(frames), frames, [])


class Watch:
    """Looks into the store after each frame, as whoever is told of a rep might."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.missed = 0
        self.states: set[State] = set()
        self.most_parts = 0

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        told = len(people[0].state.reps) + len(people[0].state.rejected)
        if told and progress.frame % 10 == 0:
            session = self._store.session(1)
            self.missed += told - len(session.current.reps) - len(session.current.rejected)
            self.states.add(session.state)
            self.most_parts = max(self.most_parts, len([*self._store.places.parts(1).folder.glob("*.npz")]))

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        pass

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        pass


Kept = tuple[list[Outcome], list[int], Watch]


def record(store: Store, exercise: str, *traces: Trace | None, live: bool = False, keep_trace: bool = True) -> Kept:
    """Count people who were seen in traces; the outcomes, the ids of the sessions, and what was seen meanwhile."""
    first = next(trace for trace in traces if trace is not None)
    source = replace(first.meta.source, live=live)
    countings = [Counting(find_exercise(exercise), None) for _ in traces]
    run = Run(datetime(2026, 3, 1, 18, tzinfo=UTC), exercise, "full", several=len(traces) > 1)
    outputs = Outputs(None, None, store.path, no_store=False, keep_trace=keep_trace)
    watch = Watch(store)
    with ExitStack() as stack:
        recorder = recording(stack, outputs, run, source, countings)
        assert recorder is not None
        outcomes = count_frames(replay(first, source), Seen(*traces), countings, "full", [recorder, watch])
        ended = recorder.end(outcomes)
    return outcomes, [session_id for session_id in ended if session_id is not None], watch


@pytest.fixture
def squats() -> Trace:
    return load_trace(TRACES / "squat_partial.npz")


@pytest.fixture
def place(tmp_path: Path) -> Store:
    return Store(tmp_path / "s.db")


def test_what_is_told_is_in_the_store_already(place: Store, squats: Trace) -> None:
    _, _, watch = record(place, "squat", squats)
    assert watch.missed == 0
    assert watch.states == {State.RUNNING}
    assert watch.most_parts >= squats.arrays["t_s"][-1] / PART_S - 3


def test_at_the_end_it_is_the_session_that_counting_gave(place: Store, squats: Trace) -> None:
    (outcome,), (session_id,), _ = record(place, "squat", squats)
    session = place.session(session_id)
    assert session.state is State.FINISHED
    assert to_dict(session.result) == to_dict(outcome.result)
    assert (session.person, session.current.asked) == (None, "squat")
    assert (session.sets[0].title, session.sets[0].standard) == ("Squat", "parallel")
    assert session.sets[0].definition_hash == definition_hash(find_exercise("squat"))
    assert place.trace_path(session_id).read_bytes() == outcome.counting.recorder.to_bytes(outcome.meta)
    assert [path.name for path in place.places.folder.iterdir()] == ["1.npz"], "no parts are left"


def test_parts_that_cannot_be_removed_do_not_cost_the_session(
    place: Store, squats: Trace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(parts: Parts) -> None:
        if parts.folder.exists():
            raise OSError(errno.ENOTEMPTY, "Directory not empty")

    with monkeypatch.context() as patched:
        patched.setattr(Parts, "remove", busy)
        _, (session_id,), _ = record(place, "squat", squats)
    assert place.session(session_id).state is State.FINISHED
    place.delete([session_id])
    assert list(place.places.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "exercise"), [(TRACES / "curl_alternating.npz", "bicep_curl"), (CASES / "wall_sit.npz", "wall_sit")]
)
def test_alternating_sides_and_holds_are_recorded_as_counted(path: Path, exercise: str, place: Store) -> None:
    (outcome,), (session_id,), watch = record(place, exercise, load_trace(path))
    assert watch.missed == 0
    assert to_dict(place.session(session_id).result) == to_dict(outcome.result)


def test_whichever_exercise_is_done_is_recorded_as_counted(place: Store, squats: Trace) -> None:
    countings = [Counting(None, None)]
    run = Run(datetime(2026, 3, 1, tzinfo=UTC), "auto", "full")
    with ExitStack() as stack:
        recorder = recording(stack, Outputs(None, None, place.path, no_store=False), run, squats.meta.source, countings)
        assert recorder is not None
        (outcome,) = count_frames(replay(squats, squats.meta.source), Seen(squats), countings, "full", [recorder])
        (session_id,) = recorder.end([outcome])
    assert session_id is not None
    session = place.session(session_id)
    assert to_dict(session.result) == to_dict(outcome.result)
    assert (session.current.asked, session.current.exercise) == ("auto", "squat")


def test_each_person_who_was_seen_has_a_session(place: Store, squats: Trace) -> None:
    outcomes, session_ids, _ = record(place, "squat", squats, squats, None)
    assert [place.session(session_id).person for session_id in session_ids] == [1, 2]
    for outcome, session_id in zip(outcomes, session_ids, strict=True):
        assert to_dict(place.session(session_id).result) == to_dict(outcome.result)


def test_a_trace_can_be_left_out(place: Store, squats: Trace) -> None:
    _, (session_id,), watch = record(place, "squat", squats, keep_trace=False)
    assert (watch.missed, watch.most_parts) == (0, 0)
    assert place.session(session_id).current.count == 4
    assert place.trace(session_id) is None


@pytest.mark.parametrize("name", ["idle", "nobody"])
def test_a_camera_before_which_nothing_was_done_leaves_no_session(name: str, place: Store, squats: Trace) -> None:
    idle = load_trace(TRACES / "idle.npz")
    unseen = Trace(squats.meta, {**squats.arrays, "score": np.full_like(squats.arrays["score"], np.nan)})
    _, session_ids, _ = record(place, "pushup", idle if name == "idle" else unseen, live=True)
    assert session_ids == []
    assert place.entries() == []
    assert [*place.places.folder.iterdir()] == []


def test_a_clip_in_which_nothing_was_done_is_a_session(place: Store) -> None:
    _, session_ids, _ = record(place, "pushup", load_trace(TRACES / "idle.npz"))
    assert [place.session(session_id).current.count for session_id in session_ids] == [0]


def test_a_program_that_ends_without_saying_so_leaves_a_session_that_was_cut_off(place: Store, squats: Trace) -> None:
    countings = [Counting(find_exercise("squat"), None)]
    run = Run(datetime(2026, 3, 1, tzinfo=UTC), "squat", "full")
    with ExitStack() as stack:
        recorder = recording(stack, Outputs(None, None, place.path, no_store=False), run, squats.meta.source, countings)
        assert recorder is not None
        count_frames(replay(squats, squats.meta.source), Seen(squats), countings, "full", [recorder])
        with pytest.raises(StoreError, match=r"session 1 is being counted: end that first \(Ctrl-C\)$"):
            place.delete([1])
        with pytest.raises(StoreError, match="session 1 is being counted"):
            place.recounted(1, place.session(1).current, squats.meta.source, b"")
    assert place.session(1).state is State.CUT_OFF
    place.delete([1])
    assert place.entries() == []


class Blocking:
    """Another program that writes for a while, in the middle of the run."""

    def __init__(self, path: Path, from_frame: int, to_frame: int) -> None:
        self._other = sqlite3.connect(path, isolation_level=None)
        self._frames = from_frame, to_frame

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        if frame.index in self._frames:
            self._other.execute("BEGIN IMMEDIATE" if frame.index == self._frames[0] else "ROLLBACK")

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        pass

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        self._other.close()


def test_another_program_that_writes_for_long_neither_stops_the_counting_nor_costs_anything(
    place: Store, squats: Trace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fitcount.sessions.live.PATIENCE_S", 0.001)
    monkeypatch.setattr("fitcount.sessions.database.WAIT_S", 0.001)
    countings = [Counting(find_exercise("squat"), None)]
    run = Run(datetime(2026, 3, 1, tzinfo=UTC), "squat", "full")
    with ExitStack() as stack:
        recorder = recording(stack, Outputs(None, None, place.path, no_store=False), run, squats.meta.source, countings)
        assert recorder is not None
        blocking = Blocking(place.path, 20, len(squats) - 60)
        outcomes = count_frames(
            replay(squats, squats.meta.source), Seen(squats), countings, "full", [blocking, recorder]
        )
        session = place.session(1)
        assert (session.current.reps, session.current.rejected) == (
            outcomes[0].result.reps[: len(session.current.reps)],
            outcomes[0].result.rejected,
        )
        assert len(session.current.reps) >= 3
        recorder.end(outcomes)
    assert to_dict(place.session(1).result) == to_dict(outcomes[0].result)


def test_a_note_or_weight_that_is_given_meanwhile_stays(place: Store, squats: Trace) -> None:
    class Noting:
        def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
            if frame.index == len(squats) // 2:
                place.note(1, "while it goes on")
                place.weigh(1, 40.0)

        def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
            pass

        def finish(self, people: Sequence[Counted], progress: Progress) -> None:
            pass

    countings = [Counting(find_exercise("squat"), None)]
    run = Run(datetime(2026, 3, 1, tzinfo=UTC), "squat", "full")
    with ExitStack() as stack:
        recorder = recording(stack, Outputs(None, None, place.path, no_store=False), run, squats.meta.source, countings)
        assert recorder is not None
        outcomes = count_frames(
            replay(squats, squats.meta.source), Seen(squats), countings, "full", [recorder, Noting()]
        )
        recorder.end(outcomes)
    session = place.session(1)
    assert (session.note, session.sets[0].weight_kg, session.sets[0].count) == ("while it goes on", 40.0, 4)


def test_two_programs_that_count_at_once_lose_nothing(place: Store, squats: Trace) -> None:
    curls = load_trace(TRACES / "curl_alternating.npz")
    runs = [_Run(place, "squat", squats), _Run(place, "bicep_curl", curls)]
    steps = [iter(run) for run in runs]
    while steps:
        steps = [step for step in steps if next(step, None) is not None]
    by_exercise = {entry.exercise: place.session(entry.id) for entry in place.entries()}
    for run in runs:
        assert run.outcome is not None
        assert to_dict(by_exercise[run.exercise].result) == to_dict(run.outcome.result)


class _Run:
    """A run that is taken frame by frame, so that several go on at once."""

    def __init__(self, place: Store, exercise: str, trace: Trace) -> None:
        self.exercise = exercise
        self._place = place
        self._trace = trace
        self.outcome: Outcome | None = None

    def __iter__(self) -> Iterator[int]:
        counting = Counting(find_exercise(self.exercise), None)
        run = Run(datetime(2026, 3, 1, tzinfo=UTC), self.exercise, "full")
        source = self._trace.meta.source
        with ExitStack() as stack:
            outputs = Outputs(None, None, self._place.path, no_store=False)
            recorder = recording(stack, outputs, run, source, [counting])
            assert isinstance(recorder, Recorder)
            for index, (t_s, pose) in enumerate(self._trace):
                counted = counting.feed(t_s, pose)
                frame = Frame(index, t_s, np.zeros((2, 2, 3), np.uint8))
                recorder.watch(frame, [counted], Progress(index + 1, t_s, None, 30.0, 1.0))
                yield index
            meta = replace(self._trace.meta, source=source)
            self.outcome = Outcome(counting, counting.result(source, "full", self._untimed()), meta)
            recorder.end([self.outcome])

    @staticmethod
    def _untimed() -> Timing:
        return Timing(NAN, NAN, NAN, NAN, NAN)


@pytest.mark.parametrize("links", [True, False])
def test_each_person_has_the_video_as_their_own(
    links: bool, place: Store, squats: Trace, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    countings = [Counting(find_exercise("squat"), None) for _ in range(2)]
    run = Run(datetime(2026, 3, 1, tzinfo=UTC), "squat", "full", several=True)
    source = replace(squats.meta.source, width=64, height=48, live=True)
    with ExitStack() as stack:
        recorder = recording(stack, Outputs(None, None, place.path, no_store=False), run, source, countings)
        assert recorder is not None
        with ExitStack() as videos:
            watchers: list[Watcher] = [recorder, *kept_video(videos, recorder, source)]
            # The first person, for whom the video began, never comes: it is not worth keeping.
            outcomes = count_frames(replay(squats, source), Seen(None, squats), countings, "full", watchers)
        nobody, session_id = recorder.end(outcomes)
    assert nobody is None
    assert session_id is not None
    assert [entry.person for entry in place.entries()] == [2]
    video = place.video_path(session_id)
    assert video is not None
    assert frames_in(video) == len(squats)
    assert place.places.videos() == [video]


def refuse(*_: object) -> None:
    raise OSError("no links here")


def test_no_store_is_no_recorder(place: Store, squats: Trace) -> None:
    run = Run(datetime(2026, 3, 1, tzinfo=UTC), "squat", "full")
    outputs = Outputs(None, None, place.path, no_store=True)
    with ExitStack() as stack:
        assert recording(stack, outputs, run, squats.meta.source, []) is None
    assert not place.path.exists()


def test_a_newer_store_is_told_of_before_the_counting_and_left_alone(
    place: Store, squats: Trace, capsys: pytest.CaptureFixture[str]
) -> None:
    record(place, "squat", squats)
    with closing(sqlite3.connect(place.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = place.path.read_bytes()
    with ExitStack() as stack:
        run = Run(datetime(2026, 3, 1, tzinfo=UTC), "squat", "full")
        outputs = Outputs(None, None, place.path, no_store=False)
        assert recording(stack, outputs, run, squats.meta.source, []) is None
    (line,) = capsys.readouterr().err.splitlines()
    assert "version 99" in line
    assert line.endswith("; it is counted nevertheless")
    assert place.path.read_bytes() == before


class ByHand:
    """Takes back the first rep and adds two, the last one while the source has no picture; ends the set in between."""

    over = False

    def __init__(self, counting: Counting) -> None:
        self._counting = counting
        self._todo = ["undo", "next_set", "add"]

    def look(self, frame: Frame, poses: Sequence[Pose | None]) -> bool:  # noqa: ARG002
        now = self._counting.now
        if self._todo and now is not None and now.state.count:
            getattr(self._counting, self._todo.pop(0))(frame.t_s)
        return True

    def counted(self, frame: Frame, people: Sequence[Counted]) -> None:
        pass

    def wait(self, outage: Outage) -> None:
        self._counting.add(outage.t_s)


class WithOutage(Recorded):
    """Has no picture for a moment, at half of it."""

    def moments(self) -> Iterator[Frame | Outage]:
        for frame in self:
            yield frame
            if frame.index == 300:
                yield Outage(frame.t_s + 1.0, frame.t_s, "no picture")


class Corrections:
    """Compares what is shown with what is in the store, also while there is no picture."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.shown: list[int] = []

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        corrections = people[0].state.corrections
        if len(corrections) > len(self.shown):
            self.shown.append(people[0].state.corrected)
            session = self._store.session(1)
            assert session.result.corrections == corrections
            assert session.current.corrected == people[0].state.corrected

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:
        self.watch(Frame(0, outage.t_s, np.zeros((1, 1, 3), np.uint8)), people, progress)

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        pass


@pytest.mark.parametrize("ends", [True, False])
def test_a_correction_that_is_shown_is_in_the_store_already(ends: bool, place: Store, squats: Trace) -> None:
    source = replace(squats.meta.source, live=True)
    black = np.zeros((48, 64, 3), np.uint8)
    frames = (Frame(index, t_s, black) for index, (t_s, _) in enumerate(squats))
    counting = Counting(find_exercise("squat"), None)
    run = Run(datetime(2026, 3, 1, 18, tzinfo=UTC), "squat", "full")
    seen = Corrections(place)
    with ExitStack() as stack:
        recorder = recording(
            stack, Outputs(None, None, place.path, no_store=False, keep_trace=True), run, source, [counting]
        )
        assert recorder is not None
        (outcome,) = count_frames(
            WithOutage(source, next(frames), frames, []), Seen(squats), [counting], "full", [recorder, seen],
            director=ByHand(counting),
        )  # fmt: skip
        if ends:
            recorder.end([outcome])
    session = place.session(1)
    assert seen.shown == [0, 1, 3]
    assert session.state is (State.FINISHED if ends else State.CUT_OFF)
    assert session.interventions == counting.interventions
    assert [each.kind for each in session.interventions] == ["undo", "next_set", "add", "add"]
    trace = place.trace(1)
    assert trace is not None
    assert trace.meta.interventions == counting.interventions
    again = count_again(trace).result
    assert again.corrections == outcome.result.corrections
    assert to_dict(again)["sets"] == to_dict(outcome.result)["sets"]
