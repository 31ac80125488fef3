"""What a run has given, or has given until now, as the session that is kept of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from fitcount.kept import KeptCount, KeptSession, State, kept_sets
from fitcount.pipeline import Counting, Outcome
from fitcount.reps.lookup import is_path
from fitcount.types import NONE, Intervention, SourceInfo


@dataclass(frozen=True, slots=True)
class Run:
    """What is known of a run before its first frame."""

    started_at: datetime
    """Aware."""
    asked: str
    """Name or path of the exercise, or auto."""
    model: str
    several: bool = False
    """Whether more than one person was asked for."""


def session_so_far(run: Run, source: SourceInfo, counting: Counting, person: int) -> KeptSession:
    """A session that goes on."""
    return _session(
        run, source, count_so_far(run, counting), counting.interventions, person=person, state=State.RUNNING
    )


def whole_session(run: Run, outcome: Outcome, person: int) -> KeptSession:
    """A session that has ended."""
    count = whole_count(run, outcome)
    return _session(run, outcome.result.source, count, outcome.meta.interventions, person=person, state=State.FINISHED)


def _session(
    run: Run,
    source: SourceInfo,
    count: KeptCount,
    interventions: tuple[Intervention, ...],
    *,
    person: int,
    state: State,
) -> KeptSession:
    return KeptSession(
        id=0,
        uid=secrets.token_hex(16),
        started_at=run.started_at,
        source=source,
        model=run.model,
        state=state,
        counts=(count,),
        person=person if run.several else None,
        interventions=interventions,
    )


def count_so_far(run: Run, counting: Counting) -> KeptCount:
    """What was counted until now; how sure that is only the end can tell."""
    main = counting.main
    return KeptCount(
        number=0,
        made_at=run.started_at,
        program=version("fitcount"),
        asked=run.asked,
        exercise=main.exercise.name if main else NONE,
        standard=main.standard if main else NONE,
        sets=kept_sets(counting.sets, counting.definitions),
        attempts=tuple(rejection for rejection in main.rejected if not rejection.movement) if main else (),
    )


def whole_count(run: Run, outcome: Outcome) -> KeptCount:
    """What was counted to the end."""
    result = outcome.result
    return KeptCount(
        number=0,
        made_at=run.started_at,
        program=version("fitcount"),
        asked=run.asked,
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


def is_worth_keeping(outcome: Outcome) -> bool:
    """Whether anybody may want to see it again: a clip, whatever is in it; a camera if something happened there."""
    return not outcome.result.source.live or outcome.counting.happened > 0


def asked_for(exercise: str) -> str:
    """What was to be counted, so that it is found again from another folder."""
    return str(Path(exercise).absolute()) if is_path(exercise) else exercise
