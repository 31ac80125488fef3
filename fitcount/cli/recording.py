"""Keep a session while it is being counted, so that nothing that was counted is lost, whatever happens."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from fitcount.cli.filming import Filming
from fitcount.cli.keeping import Run, count_so_far, is_worth_keeping, session_so_far, whole_session
from fitcount.cli.options import Outputs
from fitcount.cli.warning import warn
from fitcount.errors import FitcountError, StoreError
from fitcount.kept import KeptSession
from fitcount.pipeline import Counted, Counting, Outcome, trace_meta
from fitcount.sessions.database import WAIT_S
from fitcount.sessions.live import LiveSession, LiveStore
from fitcount.sessions.store import Store, default_store
from fitcount.types import Frame, Outage, Progress, SourceInfo
from fitcount.views.video import VideoWriter

PART_S = 2.0
"""Frames in which nothing has happened are written after so long, as are the seconds of a hold: so much may be lost,
which is about what the repetition in progress takes."""
RETRY_S = 0.5
"""After another program was in the way."""


def recording(
    stack: ExitStack, outputs: Outputs, run: Run, source: SourceInfo, countings: Sequence[Counting]
) -> Recorder | None:
    """What keeps the run, until `stack` is closed; None if it is not to be kept, or cannot be, which is told."""
    if outputs.no_store:
        return None
    try:
        store = LiveStore(outputs.store or default_store())
    except StoreError as error:
        # Now, while something can be done about it.
        warn(f"this session cannot be kept: {error}; it is counted nevertheless")
        return None
    return stack.enter_context(Recorder(store, run, source, countings, keep_trace=outputs.keep_trace))


def kept_video(stack: ExitStack, recorder: Recorder, source: SourceInfo) -> list[KeptVideo]:
    """What keeps the video, until `stack` is closed; none if it cannot be kept, which is told."""
    try:
        return [stack.enter_context(KeptVideo(recorder, source))]
    except FitcountError as error:
        warn(f"the video cannot be kept: {error}; it is counted nevertheless")
        return []


class KeptVideo(Filming):
    """Writes what the camera saw beside the session's trace."""

    def __init__(self, recorder: Recorder, source: SourceInfo) -> None:
        super().__init__(VideoWriter(recorder.begin_video(), source.width, source.height, source.fps, in_place=True))


class Recorder:
    """Writes each person's session as the reps happen; it looks on before any view does, so that none tells too soon.

    A session begins when its person is first seen: a camera that is pointed at nothing leaves none. Where nothing can
    be written any more the counting goes on; `end` tries once more.
    """

    def __init__(
        self, store: LiveStore, run: Run, source: SourceInfo, countings: Sequence[Counting], *, keep_trace: bool
    ) -> None:
        self._store = store
        self._people = [
            _Person(store, run, source, counting, number, keep_trace=keep_trace)
            for number, counting in enumerate(countings, start=1)
        ]
        self._failed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for person in self._people:
            person.close()
        self._store.close()

    def watch(self, frame: Frame, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        """Write what has happened in this frame, if anything has."""
        self._write(frame.t_s)

    def _write(self, t_s: float) -> None:
        for person in self._people if not self._failed else ():
            try:
                person.watch(t_s)
            except StoreError:
                self._failed = True  # it is told when the last try has failed as well
                return

    def wait(self, outage: Outage, people: Sequence[Counted], progress: Progress) -> None:  # noqa: ARG002
        """Write what was done by hand meanwhile."""
        self._write(outage.t_s)

    def finish(self, people: Sequence[Counted], progress: Progress) -> None:
        """The end is written by `end`, which knows the result."""

    def begin_video(self) -> Path:
        """Where the video of this run belongs; the first person's session begins for it. Raises StoreError."""
        return self._store.places.video(self._people[0].begin())

    def end(self, outcomes: Sequence[Outcome]) -> list[int | None]:
        """Keep all of it, and give the id of each session, None of one that is not worth keeping.

        Raises StoreError if they cannot be kept.
        """
        first, *others = self._people
        by_counting = {id(outcome.counting): outcome for outcome in outcomes}
        ended = {
            id(person.counting): person.end(outcome)
            for person in others
            if (outcome := by_counting.get(id(person.counting))) is not None
        }
        for session_id in ended.values():
            if first.session_id is not None and session_id is not None:
                # Before the first one's session ends, which may turn out not to be worth keeping.
                self._store.share_video(first.session_id, session_id)
        ended[id(first.counting)] = first.end(by_counting[id(first.counting)])
        return [ended[id(outcome.counting)] for outcome in outcomes]


class _Person:
    """One person's session."""

    def __init__(
        self, store: LiveStore, run: Run, source: SourceInfo, counting: Counting, number: int, *, keep_trace: bool
    ) -> None:
        self.counting = counting
        self._store = store
        self._run = run
        self._source = source
        self._number = number
        self._keep_trace = keep_trace
        self._session: LiveSession | None = None
        self._last = 0, False, 0
        """How much had happened when it was written last, whether a hold was going on, how much was done by hand."""
        self._rows = 0
        """Of the trace that are written."""
        self._due_s = 0.0
        """When something is written, even if nothing has happened."""
        self._blocked_s = 0.0
        """Until when nothing is, as another program was in the way."""

    @property
    def session_id(self) -> int | None:
        """None until it has begun."""
        return self._session.id if self._session is not None else None

    def begin(self) -> int:
        """Begin the session now, though nobody was seen yet, and give its id."""
        self._session = self._store.begin(self._so_far(), None, patience_s=WAIT_S)
        if self._session is None:
            raise StoreError(f"{self._store.path}: cannot be written (another program is writing)")
        return self._session.id

    def _so_far(self) -> KeptSession:
        return session_so_far(self._run, self._source, self.counting, self._number)

    def watch(self, t_s: float) -> None:
        """Write what is new, if something has happened or some time has passed."""
        news = self._now() != self._last
        if t_s < self._blocked_s or not self.counting.seen or not (news or t_s >= self._due_s):
            return
        if self._begun() and self._told(news=news):
            self._due_s = t_s + PART_S
        else:
            self._blocked_s = t_s + RETRY_S

    def _begun(self) -> bool:
        """Whether the session is in the store, with all frames until now. They come first: no count is without them."""
        part, rows = self._part(), len(self.counting.recorder)
        if self._session is None:
            self._session = self._store.begin(self._so_far(), part)
        elif part is not None:
            self._session.add_frames(part)
        if self._session is None:
            return False
        self._rows = rows
        return True

    def _part(self) -> bytes | None:
        """The frames that are not written yet; None if there are none, or they are to be left out."""
        recorder = self.counting.recorder
        wanted = self._keep_trace and len(recorder) > self._rows
        meta = trace_meta(self.counting, self._source, self._run.model)
        return recorder.part(self._rows, len(recorder), meta) if wanted else None

    def _told(self, *, news: bool) -> bool:
        """Whether the store knows what was counted until now."""
        if not (news or self.counting.is_holding):
            return True
        assert self._session is not None
        if not self._session.write(count_so_far(self._run, self.counting), self.counting.interventions):
            return False
        self._last = self._now()
        return True

    def _now(self) -> tuple[int, bool, int]:
        return self.counting.happened, self.counting.is_holding, len(self.counting.interventions)

    def end(self, outcome: Outcome) -> int | None:
        """Keep the whole of it; None if there is nothing worth keeping."""
        if not is_worth_keeping(outcome):
            if self._session is not None:
                self._session.discard()
            return None
        trace = partial(outcome.counting.recorder.write, meta=outcome.meta) if self._keep_trace else None
        session = whole_session(self._run, outcome, self._number)
        if self._session is None:
            return Store(self._store.path).keep(session, trace)
        self._session.end(session, trace)
        return self._session.id

    def close(self) -> None:
        """Count no more; what has not ended is cut off."""
        if self._session is not None:
            self._session.close()
