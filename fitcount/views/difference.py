"""What an edit of an exercise changes: a line for each rep or attempt that is told differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from fitcount.findings import Aspect, Change, Difference, Event, Tally, TraceDifference
from fitcount.types import ExerciseSet, Rejection, Rep
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BAD_BOLD, BOLD, DIM, GOOD_BOLD, PLAIN
from fitcount.views.wording import breaks, faults, side
from fitcount.wording import clock, interval, metric_name, plural, seconds, sideless_name

_INDENT = 12
"""Below the words, after mark and time."""


def difference_lines(difference: Difference) -> RenderableType:
    """What rich prints of a comparison; it adapts to the console's width, colours and encoding."""
    return _Lines(difference)


@dataclass(frozen=True, slots=True)
class _Lines:
    difference: Difference

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs, of = console_glyphs(console), self.difference
        for trace in of.traces:
            yield from _trace(trace, glyphs) if trace.changes else _alike(trace, glyphs)
        yield Text()
        yield from _total(of, glyphs)


def _alike(trace: TraceDifference, glyphs: Glyphs) -> Iterator[RenderableType]:
    yield _line(glyphs, (f"= {trace.trace}", BOLD), (f"  {_unchanged(trace) or 'nothing counted'}", DIM))


def _trace(trace: TraceDifference, glyphs: Glyphs) -> Iterator[RenderableType]:
    yield _line(glyphs, (f"~ {trace.trace}", BOLD), (f"  {_tallies(trace.old, trace.new)}", PLAIN))
    yield from change_lines(trace, glyphs)


def change_lines(trace: TraceDifference, glyphs: Glyphs) -> Iterator[RenderableType]:
    """What changed in one trace, and how much did not."""
    for change in trace.changes:
        yield from _change(change, glyphs)
    if trace.unchanged:
        yield _line(glyphs, (f"  = {_unchanged(trace)}", DIM))


def _unchanged(trace: TraceDifference) -> str:
    if not trace.unchanged:
        return ""
    counted: Counter[str] = Counter(_kind(event) for event in trace.unchanged)
    number = ", ".join(plural(many, one) for one, many in counted.items())
    return f"{number} unchanged"


def _kind(event: Event) -> str:
    if isinstance(event, Rejection):
        return "rejected movement" if event.movement else "rejected attempt"
    return "rep" if isinstance(event, Rep) else "hold"


def _change(change: Change, glyphs: Glyphs) -> Iterator[RenderableType]:
    mark, style = _mark(change)
    said = ", ".join(_SAID[aspect] for aspect in change.aspects)
    named = change.new or change.old
    if change.aspects in (("appeared",), ("vanished",)) and named is not None:
        said = f"{_kind(named)} {said}"
    yield _line(glyphs, (f"  {mark} ", style), (f"{clock(change.start_s):>7}  ", DIM), (said, BOLD))
    for name, event in (("was", change.old), ("now", change.new)):
        if event is not None:
            line = _line(glyphs, (f"{name}  ", DIM), (_words(event), PLAIN))
            yield Padding(line, (0, 0, 0, _INDENT), expand=False)


def _mark(change: Change) -> tuple[str, Style]:
    """Better or worse for the count, or merely other."""
    before, after = _counts(change.old), _counts(change.new)
    if before == after:
        return "~", BOLD
    return ("+", GOOD_BOLD) if after else ("-", BAD_BOLD)


def _counts(event: Event | None) -> bool:
    return event is not None and not isinstance(event, Rejection)


_SAID: dict[Aspect, str] = {
    "appeared": "is new",
    "vanished": "is gone",
    "counts_now": "counts now",
    "counts_no_more": "counts no more",
    "other_reason": "rejected for another reason",
    "other_faults": "other faults",
    "other_side": "other side",
    "other_time": "other seconds",
}


def _words(event: Event) -> str:
    if isinstance(event, Rejection):
        aside = f" ({side(event.side)})" if side(event.side) else ""
        kind = "" if event.movement or event.text.startswith("no hold") else "; no movement"
        return f"{event.text}{aside}{kind}"
    if isinstance(event, ExerciseSet):
        return ", ".join(part for part in (f"held {seconds(event.held_s)}", breaks(event)) if part)
    name = (sideless_name if side(event.side) else metric_name)(event.metric)
    what = [f"rep {event.number}", side(event.side), f"{name} {interval(event.metric, event.min, event.max)}"]
    return f"{', '.join(part for part in what if part)}: {faults(event) or 'no faults'}"


def _total(of: Difference, glyphs: Glyphs) -> Iterator[RenderableType]:
    aspects = Counter(aspect for trace in of.traces for change in trace.changes for aspect in change.aspects)
    title = f"{of.old} → {of.new}: "
    if not aspects:
        yield _line(glyphs, (title, BOLD), (f"no difference in {plural(len(of.traces), 'trace')}", PLAIN))
        return
    touched = sum(bool(trace.changes) for trace in of.traces)
    yield _line(glyphs, (title, BOLD), (_tallies(*of.totals), PLAIN))
    said = ", ".join(f"{_SAID[aspect]}: {number}" for aspect, number in aspects.items())
    yield _line(glyphs, (f"{said} (in {touched} of {plural(len(of.traces), 'trace')})", PLAIN))


def _tallies(old: Tally, new: Tally) -> str:
    """3 of 6 movements → 5 of 6 movements; the second half only where it differs."""
    before, after = _tally(old), _tally(new)
    return f"{before}, as before" if before == after else f"{before} → {after}"


def _tally(tally: Tally) -> str:
    if tally.held_s and not tally.movements:
        return f"{seconds(tally.held_s)} held"
    return f"{tally.count} of {plural(tally.movements, 'movement')}"


def _line(glyphs: Glyphs, *parts: tuple[str, Style]) -> Text:
    return Text.assemble(*((glyphs.text(text), style) for text, style in parts))
