"""What stands at the end of a run beside the repetitions: what did not count, what to work on, what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text

from fitcount.types import Rejection, Rep
from fitcount.views.changed import STYLES, Change
from fitcount.views.glyphs import Glyphs
from fitcount.views.palette import BAD_BOLD, BOLD, DIM, PLAIN
from fitcount.views.phrases import between, middle
from fitcount.views.to_work_on import reach, worst_of
from fitcount.views.wording import ExerciseWords, is_told, number_list, other_attempts, side
from fitcount.wording import clock, metric_name, plural, quantity, sideless_name

SCREEN = 23
"""Lines of a small terminal, without that of the prompt: what does not fit is not read from the floor."""
MOST_REJECTED = 2
"""More of one reason are told together."""
MOST_CHANGES = 3


@dataclass(frozen=True, slots=True)
class Since:
    """What changed against the last time."""

    when: str
    """Sunday 1 March"""
    session_id: int
    """Which that was."""
    changes: tuple[Change, ...]
    """Without those of how much was done, where the two were meant to be of different lengths."""
    like_length: bool = True
    """Whether they were not."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known of a run beside its result."""

    session_id: int | None = None
    """As which it was kept; None if it was not."""
    since: Since | None = None
    """None where there was no last time."""


def in_short(reps: Sequence[Rep], words: ExerciseWords, session_id: int | None, glyphs: Glyphs) -> Iterator[Text]:
    """All repetitions in a line, and where each of them is told."""
    metric, sided = reps[0].metric, any(side(rep.side) for rep in reps)
    name = (sideless_name if sided else metric_name)(metric)
    depths = between(metric, [rep.max if words.grows else rep.min for rep in reps])
    halves = (
        f"{half} {between('took_s', took_s)}"
        for half, took_s in zip(
            words.halves, ([rep.to_peak_s for rep in reps], [rep.from_peak_s for rep in reps]), strict=True
        )
    )
    motion = quantity(metric, middle([rep.range_of_motion for rep in reps]))
    extreme = "highest" if words.grows else "lowest"
    yield Text(glyphs.text(f"{extreme} {name} {depths}, range {motion} in the median, {', '.join(halves)}"))
    yield Text(glyphs.text(f"rep by rep: fitcount sessions show {session_id}"), DIM)


def not_counted(rejected: Sequence[Rejection], glyphs: Glyphs) -> Iterator[Text]:
    """A line each; many of one reason in one line, with the worst of them."""
    told = [each for each in rejected if is_told(each)]
    others = other_attempts(rejected)
    if told or others:
        yield Text()
    for reason in dict.fromkeys(each.reason for each in told):
        own = [each for each in told if each.reason == reason]
        if len(own) > MOST_REJECTED:
            yield from _many(own, glyphs)
            continue
        for each in own:
            yield _line(glyphs, ("✗ ", BAD_BOLD), (f"{clock(each.start_s)}  ", DIM), (_sided(each), PLAIN))
    if others:
        yield Text(glyphs.text(others), DIM)


def _many(own: Sequence[Rejection], glyphs: Glyphs) -> Iterator[Text]:
    worst = worst_of(own)
    times = ", ".join(clock(each.start_s) for each in own)
    text = f"{_sided(worst).removeprefix('no rep: ')} at the worst, {clock(worst.start_s)}"
    yield _line(glyphs, ("✗ ", BAD_BOLD), (f"{len(own)} times {_spoken(own[0].reason)}: {text}", PLAIN))
    yield Text(glyphs.text(f"  at {times}"), DIM)


def _sided(rejection: Rejection) -> str:
    return f"{rejection.text} ({side(rejection.side)})" if side(rejection.side) else rejection.text


def advice(reps: Sequence[Rep], rejected: Sequence[Rejection], words: ExerciseWords, glyphs: Glyphs) -> Iterator[Text]:
    """What to work on: a line a reason or fault, with how often it was and what to do about it."""
    lines = [*_on_rejected(rejected, len(reps), words), *_on_faults(reps, words)]
    if lines:
        yield Text()
    for code, which, what in lines:
        yield _line(glyphs, (_spoken(code), BAD_BOLD), (f" ({which}): {what}", PLAIN))


def _on_rejected(rejected: Sequence[Rejection], counted: int, words: ExerciseWords) -> Iterator[tuple[str, str, str]]:
    missed = [each for each in rejected if each.movement]
    for reason in dict.fromkeys(each.reason for each in missed):
        own = [each for each in missed if each.reason == reason]
        what = reach(worst_of(own), grows=words.grows)
        if what:
            yield reason, f"{len(own)} of {plural(counted + len(missed), 'movement')}", what


def _on_faults(reps: Sequence[Rep], words: ExerciseWords) -> Iterator[tuple[str, str, str]]:
    found: dict[str, list[int]] = {}
    for rep in reps:
        for code in dict.fromkeys(fault.code for fault in rep.faults):
            found.setdefault(code, []).append(rep.number)
    for code, numbers in found.items():
        if code in words.advice:
            yield code, number_list("rep", numbers), words.advice[code]


def since_last(ending: Ending, glyphs: Glyphs) -> Iterator[Text]:
    """What changed; nothing where there was no last time."""
    since = ending.since
    if since is None:
        return
    when = f"{since.when}, session {since.session_id}"
    yield Text()
    if not since.changes:
        no_change = f"as last time ({when}): no change beyond chance"
        no_other = f"of another length than last time ({when}): no other change beyond chance"
        yield Text(glyphs.text(no_change if since.like_length else no_other), DIM)
        return
    yield _line(glyphs, ("since last time", BOLD), (f" ({when})", DIM))
    for change in since.changes[:MOST_CHANGES]:
        yield _line(glyphs, (f"  {change.verdict.value:9}", STYLES[change.verdict]), (change.text, PLAIN))
    left_out = len(since.changes) - MOST_CHANGES
    if left_out > 0 and ending.session_id is not None:
        which = f"fitcount sessions compare {since.session_id} {ending.session_id}"
        yield Text(f"  and {left_out} more: {which}", DIM)


def _spoken(code: str) -> str:
    return code.replace("_", " ")


def _line(glyphs: Glyphs, *parts: tuple[str, Style]) -> Text:
    return Text.assemble(*((glyphs.text(words), style) for words, style in parts))
