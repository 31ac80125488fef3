"""What a run gave, as the session that is kept of it."""

from __future__ import annotations

import secrets
from datetime import datetime
from importlib.metadata import version

from fitcount.kept import KeptCount, KeptSession, State, kept_sets
from fitcount.pipeline import Outcome


def whole_session(outcome: Outcome, started_at: datetime, asked: str, person: int | None = None) -> KeptSession:
    """A session that has ended."""
    result = outcome.result
    return KeptSession(
        id=0,
        uid=secrets.token_hex(16),
        started_at=started_at,
        source=result.source,
        model=result.model,
        state=State.FINISHED,
        counts=(whole_count(outcome, started_at, asked),),
        person=person,
    )


def whole_count(outcome: Outcome, made_at: datetime, asked: str, number: int = 0) -> KeptCount:
    """What was counted to the end."""
    result = outcome.result
    return KeptCount(
        number=number,
        made_at=made_at,
        program=version("fitcount"),
        asked=asked,
        exercise=result.exercise,
        standard=result.standard,
        sets=kept_sets(result.sets, outcome.counting.definitions),
        attempts=tuple(rejection for rejection in result.rejected if not rejection.movement),
        confidence=result.confidence,
        doubts=result.doubts,
        view=result.view,
        frames_without_person=result.frames_without_person,
        timing_ms=result.timing_ms,
    )
