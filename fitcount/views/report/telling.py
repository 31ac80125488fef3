"""Tells a kept session: what stands in its report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fitcount.kept import KeptFrames, KeptSession, KeptSet
from fitcount.types import SURE, Rejection
from fitcount.views.best_worst import best_and_worst, judged_by
from fitcount.views.fatigue import trend
from fitcount.views.figure import Window
from fitcount.views.headline import (
    about,
    amount_of,
    certainty_of,
    nothing_to_show,
    small_print,
    standard_of,
    title_of,
    warnings_of,
)
from fitcount.views.limit import limit_of
from fitcount.views.movements import movements_of
from fitcount.views.phrases import depth_name
from fitcount.views.remarks import on_sides, on_tiring
from fitcount.views.report.bars import ranges, tempo
from fitcount.views.report.course import plot_of_hold, plot_of_movements
from fitcount.views.report.pictures import FrameAt, no_frames, pictures_of
from fitcount.views.report.shots import MovementShots, shots_of_hold
from fitcount.views.report.story import SetStory, Story
from fitcount.views.tables import hold_table, movements_table
from fitcount.views.to_work_on import to_work_on
from fitcount.views.wording import (
    ExerciseWords,
    inside,
    other_attempts,
    plain_words,
    seen_from,
    set_count,
)
from fitcount.wording import clock

THE_ONE_SET = "In detail"
"""Its exercise and its count are those of the session."""


def tell(
    session: KeptSession,
    frames: KeptFrames | None,
    words: Mapping[str, ExerciseWords],
    frame_at: FrameAt = no_frames,
) -> Story:
    """All that a report says of a session.

    `frames`: its trace, None if it was left out. `words`: by the name of the exercise, as far as it is known.
    `frame_at`: the pictures that were kept.
    """
    count = session.current
    known = {each.exercise: words.get(each.exercise) or plain_words(each.exercise) for each in session.sets}
    kept = _Kept(frames, frame_at, _bounds(session, frame_at), tuple(_attempts(session)))
    todo = to_work_on(session.sets, known)
    return Story(
        title=title_of(session, words),
        amount=amount_of(session, known),
        about=tuple(about(session)),
        certainty=certainty_of(session),
        sure=count.confidence >= SURE,
        doubts=count.doubts,
        warnings=tuple(warnings_of(session, frames, known)),
        to_work_on=todo,
        all_well="" if todo else _all_well(session),
        sets=tuple(_set(each, known[each.exercise], kept, alone=len(session.sets) == 1) for each in session.sets),
        others=other_attempts(count.attempts),
        note=session.note,
        small_print=tuple(small_print(session)),
    )


def _all_well(session: KeptSession) -> str:
    if not session.sets:
        return ""
    if all(each.is_held for each in session.sets):
        return "Nothing: the position was held without a break."
    where = seen_from(session.current.view.label) or "camera"
    return f"Nothing: every movement counted, and no fault of form was seen from the {where}."


@dataclass(frozen=True, slots=True)
class _Kept:
    """What there is to draw from."""

    frames: KeptFrames | None
    frame_at: FrameAt
    bounds: Window | None
    """Of the source's pictures; None if they were not kept."""
    attempts: tuple[Rejection, ...]
    """At the exercise of most movements, that were no movement."""


def _bounds(session: KeptSession, frame_at: FrameAt) -> Window | None:
    return None if frame_at is no_frames else Window(0, 0, session.source.width, session.source.height)


def _attempts(session: KeptSession) -> Iterator[Rejection]:
    """Those that lie in a set of their exercise."""
    count = session.current
    for attempt in count.attempts:
        own = (each for each in session.sets if each.exercise == count.exercise)
        if any(each.start_s <= attempt.start_s <= each.end_s for each in own):
            yield attempt


def _set(each: KeptSet, words: ExerciseWords, kept: _Kept, *, alone: bool) -> SetStory:
    title = THE_ONE_SET if alone else f"Set {each.number}: {inside(words.title)}"
    amount = "" if alone else set_count(each.as_counted)
    return (_hold if each.is_held else _movements)(each, words, kept, title, amount)


def _movements(each: KeptSet, words: ExerciseWords, kept: _Kept, title: str, amount: str) -> SetStory:
    frames, limit = kept.frames, limit_of(each, words)
    movements = movements_of(each, frames, grows=words.grows)
    if not movements:
        return SetStory(title, amount, tuple(_about(each)), each.note, remarks=(nothing_to_show(each),))
    slowing = trend(movements, lambda movement: movement.took_s)
    shrinking = trend(movements, lambda movement: movement.range_of_motion)
    needed = None if limit is None else limit.value
    shots = MovementShots(movements, words.measures, depth_name(movements, words), needed)
    attempts = [attempt for attempt in kept.attempts if each.start_s <= attempt.start_s <= each.end_s]
    course = None if frames is None else plot_of_movements(movements, frames, words, limit, attempts)
    plots = (course, ranges(movements, words, limit, shrinking), tempo(movements, words, slowing))
    return SetStory(
        title=title,
        amount=amount,
        about=tuple(_about(each)),
        note=each.note,
        pictures=()
        if frames is None
        else pictures_of(list(shots.of(each.standing)), frames, kept.frame_at, kept.bounds),
        best_and_worst=f"Best and worst are {judged_by(each.standing)}." if best_and_worst(each.standing) else "",
        plots=tuple(plot for plot in plots if plot is not None),
        remarks=(*on_tiring(movements, slowing, shrinking), *on_sides(movements)),
        table=movements_table(movements, words),
    )


def _hold(each: KeptSet, words: ExerciseWords, kept: _Kept, title: str, amount: str) -> SetStory:
    frames = kept.frames
    course = None if frames is None else plot_of_hold(each, frames, words)
    return SetStory(
        title=title,
        amount=amount,
        about=tuple(_about(each)),
        note=each.note,
        pictures=() if frames is None else pictures_of(list(shots_of_hold(each)), frames, kept.frame_at, kept.bounds),
        plots=() if course is None else (course,),
        table=hold_table(each),
    )


def _about(each: KeptSet) -> Iterator[str]:
    yield f"{clock(each.start_s)} to {clock(each.end_s)}"
    yield from standard_of(each)
    if each.weight_kg is not None:
        yield f"{each.weight_kg:g} kg"
