"""What stands above everything else: what was counted, when, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from fitcount.kept import KeptCount, KeptFrames, KeptSession, KeptSet, State
from fitcount.types import NONE, SURE
from fitcount.views.phrases import sentence
from fitcount.views.summary import ANOTHER, NOTHING, is_another
from fitcount.views.wording import ExerciseWords, amount, by_hand, inside, not_sure, plain_words, rep_count, seen_from
from fitcount.wording import clock, plural, seconds

NOT_KEPT = "Its repetitions were not kept by the fitcount that counted it."
BY_HAND = "Nothing of it was counted: its repetitions were added by hand."
NO_TRACE = "The trace of this session was left out, so neither pictures nor the course of the angle can be drawn."


def title_of(session: KeptSession, words: Mapping[str, ExerciseWords]) -> str:
    """The exercise; of several, how many sets there were."""
    who = "" if session.person is None else f"Person {session.person}: "
    if len({each.exercise for each in session.sets}) > 1:
        return f"{who}{plural(len(session.sets), 'set')}"
    name = session.current.exercise
    title = NOTHING if name == NONE else (words.get(name) or plain_words(name)).title
    return f"{who}{title}"


def amount_of(session: KeptSession, words: Mapping[str, ExerciseWords]) -> str:
    """How much of each exercise: 4 of 7 movements counted in 2 sets; squat 4 of 7, plank 30.2 s."""
    exercises = dict.fromkeys(each.exercise for each in session.sets)
    own = {name: [each.as_counted for each in session.sets if each.exercise == name] for name in exercises}
    if len(own) > 1:
        return ", ".join(f"{inside(words[name].title)} {amount(sets)}" for name, sets in own.items())
    if not own:
        return "" if session.current.exercise == NONE else "nothing counted"
    (sets,) = own.values()
    in_sets = f" in {plural(len(sets), 'set')}" if len(sets) > 1 else ""
    count, movements = sum(each.count for each in sets), sum(each.movements for each in sets)
    corrections = [correction for each in sets for correction in each.corrections]
    if by_hand(count, movements, corrections):
        return f"{rep_count(count, movements, corrections)}{in_sets}"
    if not movements:
        return f"held {amount(sets)}{in_sets}"
    if count == movements:
        return f"{plural(count, 'rep')}, all counted{in_sets}" if count > 1 else f"1 rep, counted{in_sets}"
    return f"{count} of {plural(movements, 'movement')} counted{in_sets}"


def about(session: KeptSession) -> Iterator[str]:
    """When, of what, by which standard, from where."""
    yield f"{session.started_at:%A} {session.started_at.day} {session.started_at:%B %Y, %H:%M}"
    yield session.source.name
    if len({(each.exercise, each.standard) for each in session.sets}) == 1:
        yield from standard_of(session.sets[0])
    if session.current.view.label:
        yield f"seen from the {seen_from(session.current.view.label)}"


def standard_of(each: KeptSet) -> Iterator[str]:
    """By which a set was counted; nothing for a hold."""
    if each.standard:
        yield f"{each.standard} standard"


def nothing_to_show(each: KeptSet) -> str:
    """Why a set has no movements."""
    return BY_HAND if each.corrections else NOT_KEPT


def certainty_of(session: KeptSession) -> str:
    """How sure the count is, in words."""
    count = session.current
    if math.isnan(count.confidence):
        return "How sure the count is was not worked out, as it has no end."
    if count.confidence >= SURE:
        return f"Sure of the {'seconds' if count.is_held else 'number'} ({100 * count.confidence:.0f} %)."
    return f"{sentence(not_sure(count.confidence, held=count.is_held))}: have a look yourself."


def warnings_of(session: KeptSession, frames: KeptFrames | None, words: Mapping[str, ExerciseWords]) -> Iterator[str]:
    """What else the reader must know."""
    if session.state is State.RUNNING:
        until = clock(session.source.duration_s or 0.0)
        yield f"This session is still being counted: here is what there was at {until}."
    elif session.state is State.CUT_OFF:
        advice = f"fitcount sessions recount {session.id}"
        yield f"This session was cut off: here is what was counted until then; “{advice}” brings it to its end."
    if is_another(session.result):
        yield f"{sentence(ANOTHER)}."
    if frames is None:
        yield NO_TRACE
    changed = {words[each.exercise].title for each in session.sets if _is_changed(each, words[each.exercise])}
    for title in sorted(changed):
        yield f"{title}: its definition has changed since then; limits and advice are those of today."


def _is_changed(each: KeptSet, words: ExerciseWords) -> bool:
    hashes = (each.definition_hash, words.definition_hash)
    return all(hashes) and hashes[0] != hashes[1]


def small_print(session: KeptSession) -> Iterator[str]:
    """Where it all comes from."""
    count = session.current
    if count.frames_without_person:
        total = f" of {session.source.frames}" if session.source.frames else ""
        yield f"Nobody was in the picture in {plural(count.frames_without_person, 'frame')}{total}."
    yield from _counts(session)
    program = f" {count.program}" if count.program else ""
    yield f"Session {session.id}, counted by fitcount{program} with the {session.model} model."
    yield "Angles are measured in a camera's picture, a knee to 5° in the mean. fitcount is no medical device."


def _counts(session: KeptSession) -> Iterator[str]:
    """What it was counted as before, and what it is now; nothing of a session that was counted once."""
    if not session.earlier:
        return
    for index, count in enumerate(session.counts):
        last = index == len(session.counts) - 1
        when = "At first" if index == 0 else "Now" if last else "Then"
        made = "" if index == 0 else f", on {count.made_at:%Y-%m-%d}"
        yield f"{when}{made}: {_counted(count)}{_by(count)}."


def _counted(count: KeptCount) -> str:
    if not count.is_recognised:
        return "nothing recognised"
    done = (
        f"held {seconds(count.held_s)}"
        if count.is_held
        else rep_count(count.count, count.movements, count.own_corrections)
    )
    return f"{count.exercise.replace('_', ' ')}, {done}"


def _by(count: KeptCount) -> str:
    """By which file of one's own, and which standard."""
    own = Path(count.asked).name if count.asked.endswith((".yaml", ".yml")) else ""
    standard = f"{count.standard} standard" if count.is_recognised and count.standard else ""
    told = ", ".join(filter(None, (own and f"with {own}", standard)))
    return f" ({told})" if told else ""
