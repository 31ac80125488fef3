"""Any session that could be kept, and one that is easily read."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args

from hypothesis import strategies as st

from fitcount.kept import KeptCount, KeptSession, KeptSet, State
from fitcount.sessions.exports.elsewhere import ELSEWHERE
from fitcount.types import (
    Break,
    Correction,
    Fault,
    Intervention,
    InterventionKind,
    Rejection,
    Rep,
    SourceInfo,
    Timing,
    View,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAMES = st.sampled_from([*ELSEWHERE, "my_own_exercise"])
TIMES_S = st.floats(0.0, 1e5)
MEASURED = st.floats(-1e6, 1e6) | st.just(math.nan)
WEIGHTS_KG = st.floats(0.0, 1000.0)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1990, 1, 2), datetime(2100, 1, 1), timezones=ZONES)
SIDES = st.sampled_from(["both", "left", "right"])

FAULTS = st.builds(Fault, TEXTS, MEASURED, MEASURED, MEASURED, MEASURED)
VIEWS = st.builds(View, MEASURED, st.sampled_from(["", "front", "side"]))
TIMINGS = st.builds(Timing, *[MEASURED] * 5)
SOURCES = st.builds(
    SourceInfo,
    TEXTS,
    st.integers(0, 8000),
    st.integers(0, 8000),
    MEASURED,
    st.none() | st.integers(0, 10**6),
    st.none() | TIMES_S,
    st.booleans(),
)
REJECTIONS = st.builds(
    Rejection,
    st.booleans(),
    SIDES,
    TIMES_S,
    st.none() | TIMES_S,
    TIMES_S,
    TEXTS,
    TEXTS,
    MEASURED,
    MEASURED,
    TEXTS,
)
INTERVENTIONS = st.builds(
    Intervention,
    TIMES_S,
    st.sampled_from(get_args(InterventionKind)),
    st.integers(0, 10**6),
    NAMES,
    TEXTS,
    st.just(math.nan) | TIMES_S,
)
BREAKS = st.builds(Break, TIMES_S, TIMES_S, TEXTS, TEXTS, MEASURED, MEASURED, TEXTS)


@st.composite
def reps(draw: st.DrawFn, number: int) -> Rep:
    start_s, to_peak_s, from_peak_s = draw(TIMES_S), draw(st.floats(0.0, 10.0)), draw(st.floats(0.0, 10.0))
    peak_s = start_s + to_peak_s
    end_s = peak_s + from_peak_s
    # As the store gives it back: it keeps the moments.
    halves = (peak_s - start_s, end_s - peak_s)
    faults = tuple(draw(st.lists(FAULTS, max_size=2)))
    return Rep(number, draw(SIDES), start_s, peak_s, end_s, "knee_deg", draw(MEASURED), draw(MEASURED), *halves, faults)


@st.composite
def sets(draw: st.DrawFn, number: int, earliest_s: float) -> KeptSet:
    start_s = earliest_s + draw(st.floats(0.0, 600.0))
    end_s = start_s + draw(st.floats(0.0, 600.0))
    held = draw(st.booleans())
    count = 0 if held else draw(st.integers(0, 3))
    own: dict[str, Any] = {"held_s": draw(st.floats(0.0, 600.0)), "breaks": tuple(draw(st.lists(BREAKS, max_size=2)))}
    if not held:
        rejected = tuple(draw(st.lists(REJECTIONS, min_size=0 if count else 1, max_size=2)))
        own = {"held_s": 0.0, "reps": tuple(draw(reps(each + 1)) for each in range(count)), "rejected": rejected}
    exercise = draw(NAMES)
    return KeptSet(
        number=number,
        exercise=exercise,
        title=draw(TEXTS),
        definition_hash=draw(TEXTS),
        standard="" if held else "parallel",
        start_s=start_s,
        end_s=end_s,
        count=count,
        movements=0 if held else count + len(own["rejected"]),
        note=draw(TEXTS),
        weight_kg=draw(st.none() | WEIGHTS_KG),
        corrections=() if held else draw(corrections(exercise, own["reps"])),
        **own,
    )


@st.composite
def corrections(draw: st.DrawFn, exercise: str, counted: tuple[Rep, ...]) -> tuple[Correction, ...]:
    """What is taken back was there."""
    undone = [
        Correction(draw(TIMES_S), "undo", exercise, peak_s)
        for peak_s in sorted({rep.peak_s for rep in counted})
        if draw(st.booleans())
    ]
    added = [Correction(draw(TIMES_S), "add", exercise) for _ in range(draw(st.integers(0, 2)))]
    taken_back = [Correction(draw(TIMES_S), "undo", exercise) for _ in added if draw(st.booleans())]
    return (*undone, *added, *taken_back)


@st.composite
def counts(draw: st.DrawFn, number: int) -> KeptCount:
    chosen: list[KeptSet] = []
    for each in range(draw(st.integers(0, 3))):
        chosen.append(draw(sets(each + 1, chosen[-1].end_s if chosen else 0.0)))
    return KeptCount(
        number=number,
        made_at=draw(MOMENTS),
        program=draw(TEXTS),
        asked=draw(TEXTS),
        exercise=draw(NAMES),
        standard=draw(TEXTS),
        sets=tuple(chosen),
        attempts=tuple(draw(st.lists(REJECTIONS, max_size=2))),
        confidence=draw(MEASURED),
        doubts=tuple(draw(st.lists(TEXTS, max_size=2))),
        view=draw(VIEWS),
        frames_without_person=draw(st.integers(0, 1000)),
        timing_ms=draw(TIMINGS),
    )


@st.composite
def kept_sessions(draw: st.DrawFn) -> KeptSession:
    """As one that was read from a file: its id is 0."""
    return KeptSession(
        id=0,
        uid=f"{draw(st.integers(0, 16**32 - 1)):032x}",
        started_at=draw(MOMENTS),
        source=draw(SOURCES),
        model=draw(TEXTS),
        state=draw(st.sampled_from(State)),
        counts=tuple(draw(counts(number)) for number in range(draw(st.integers(1, 2)))),
        person=draw(st.none() | st.integers(1, 4)),
        note=draw(TEXTS),
        interventions=tuple(draw(st.lists(INTERVENTIONS, max_size=3))),
    )


_STARTED_AT = datetime(2026, 3, 1, 18, 0, 12, tzinfo=timezone(timedelta(hours=1)))
_LEAN = Fault("forward_lean", 50.0, 45.0, 3.0, 2.0)
_SQUATS = KeptSet(
    number=1,
    exercise="squat",
    title="Squat",
    definition_hash="ab12",
    standard="parallel",
    start_s=1.0,
    end_s=8.75,
    count=2,
    movements=3,
    held_s=0.0,
    reps=(
        Rep(1, "both", 1.0, 2.0, 3.0, "knee_deg", 80.5, 170.25, 1.0, 1.0, (_LEAN,)),
        Rep(2, "both", 6.5, 7.5, 8.75, "knee_deg", 81.0, 171.0, 1.0, 1.25),
    ),
    rejected=(
        Rejection(True, "both", 4.0, 5.0, 6.0, "bottom_not_reached", "knee_deg", 118.0, 100.0, "no rep: knee 118°"),
    ),
    note="=1+1",
    weight_kg=22.5,
)
_MORE_SQUATS = replace(
    _SQUATS,
    number=2,
    start_s=70.0,
    end_s=73.0,
    count=1,
    movements=1,
    reps=(Rep(1, "both", 70.0, 71.5, 73.0, "knee_deg", 82.0, 170.0, 1.5, 1.5),),
    rejected=(),
    note="",
    weight_kg=None,
)
_PLANK = KeptSet(
    number=3,
    exercise="plank",
    title="Plank",
    definition_hash="cd34",
    standard="",
    start_s=100.0,
    end_s=133.0,
    count=0,
    movements=0,
    held_s=31.25,
    breaks=(Break(110.0, 111.75, "hips_sag", "hip_sag_deg", 24.0, 15.0, "the hips sag"),),
)
SESSION = KeptSession(
    id=0,
    uid="0123456789abcdef" * 2,
    started_at=_STARTED_AT,
    source=SourceInfo("clip.mp4", 640, 480, 30.0, 4200, 140.0),
    model="full",
    state=State.FINISHED,
    counts=(
        KeptCount(
            number=0,
            made_at=_STARTED_AT,
            program="1.2.3",
            asked="auto",
            exercise="squat",
            standard="parallel",
            sets=(_SQUATS, _MORE_SQUATS, _PLANK),
            attempts=(Rejection(False, "both", 90.0, None, 91.0, "too_small", "knee_deg", 150.0, 140.0, "too small"),),
            confidence=0.9,
            doubts=("few movements",),
            view=View(85.0, "side"),
        ),
    ),
    note="Felt good,\nall in all",
)
"""Two sets of squats, of which the first had a weight, and a plank."""
EMPTY = KeptSession(
    id=0,
    uid="f" * 32,
    started_at=datetime(2026, 3, 2, 8, tzinfo=UTC),
    source=SourceInfo("camera 0", 640, 480, math.nan, None, None, True),
    model="lite",
    state=State.CUT_OFF,
    counts=(KeptCount(0, _STARTED_AT, "1.2.3", "squat", "none", "none", ()),),
)
"""Cut off before anything was counted."""
