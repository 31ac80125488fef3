"""The end of a run: what was counted, how well, and what was not counted and why."""

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from fitcount.types import SURE, Correction, ExerciseSet, Rep, Result, standing, undone
from fitcount.views.best_worst import best_and_worst, judged_by, reason_for
from fitcount.views.ending import SCREEN, Ending, advice, in_short, not_counted, since_last
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BAD, BAD_BOLD, BOLD, DIM, GOOD, GOOD_BOLD, PLAIN
from fitcount.views.wording import (
    ExerciseWords,
    Halves,
    amount,
    breaks,
    faults,
    inside,
    measured_by,
    not_sure,
    plain_words,
    rep_count,
    seen_from,
    set_count,
    side,
)
from fitcount.wording import clock, interval, plural, quantity, seconds

NOTHING = "Nothing recognised"
TAKEN_BACK = "taken back by hand"
ANOTHER = "nothing like this exercise was seen: is it another one? try -e auto"


def summary(
    result: Result,
    words: Mapping[str, ExerciseWords],
    *,
    whose: str = "",
    interrupted: bool = False,
    ending: Ending = Ending(),  # noqa: B008  (frozen)
) -> RenderableType:
    """What rich prints at the end of a run; it adapts to the console's width, colours and encoding.

    `words`: by the name of the exercise, as far as it is known; `whose` stands before the headline; `ending`: what is
    known of the run beside its result.
    """
    return _Summary(result, words, whose, interrupted, ending)


@dataclass(frozen=True, slots=True)
class _Summary:
    result: Result
    words: Mapping[str, ExerciseWords]
    whose: str
    interrupted: bool
    ending: Ending

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs, kept = console_glyphs(console), self.ending.session_id is not None
        whole = Group(*self._told(glyphs, short=False))
        fits = len(console.render_lines(whole, options, pad=False)) <= SCREEN
        # What is told in short must be told in full somewhere.
        yield whole if fits or not kept else Group(*self._told(glyphs, short=True))

    def _told(self, glyphs: Glyphs, *, short: bool) -> Iterator[RenderableType]:
        """`short`: without the tables of repetitions, and without how long the machine took."""
        result = self.result
        if _is_mixed(result):
            yield from self._mixed(glyphs, short=short)
        else:
            yield from self._alike(glyphs, short=short)
        yield from since_last(self.ending, glyphs)
        yield from _doubts(result, glyphs)
        if self.interrupted:
            yield from _end(result, glyphs)
        yield from _run(result, glyphs, short=short)
        if is_another(result):
            yield _line(glyphs, ("! ", BAD_BOLD), (ANOTHER, PLAIN))

    def _alike(self, glyphs: Glyphs, *, short: bool) -> Iterator[RenderableType]:
        """All sets of one exercise."""
        result, words = self.result, self._words(self.result.exercise)
        title = words.title if result.is_recognised else NOTHING
        yield from _headline(result, f"{self.whose}{title}", glyphs)
        if result.reps:
            yield Text()
            yield from self._reps(result.reps, result.corrections, words, glyphs, short=short)
        if result.is_held and result.sets:
            yield Text()
            yield _holds_table(result.sets, glyphs)
        elif len(result.sets) > 1:
            yield Text()
            yield _sets_table(result.sets, glyphs)
        yield from not_counted(result.rejected, glyphs)
        yield from advice(standing(result.reps, result.corrections), result.rejected, words, glyphs)

    def _mixed(self, glyphs: Glyphs, *, short: bool) -> Iterator[RenderableType]:
        """Each set by itself."""
        result = self.result
        counts = ", ".join(
            f"{inside(self._words(name).title)} {amount([each for each in result.sets if each.exercise == name])}"
            for name in dict.fromkeys(each.exercise for each in result.sets)
        )
        yield _line(glyphs, (f"{self.whose}{len(result.sets)} sets: ", BOLD), (counts, GOOD_BOLD))
        yield _line(glyphs, (f"{result.source.name} · {_about(result)}", DIM))
        for number, each in enumerate(result.sets, start=1):
            words = self._words(each.exercise)
            yield Text()
            yield _line(
                glyphs, (f"Set {number}: {inside(words.title)}", BOLD), (f"  {set_count(each)}", GOOD_BOLD),
                (f"  {clock(each.start_s)}", DIM),
            )  # fmt: skip
            if each.held_s:
                yield _holds_table((each,), glyphs)
            if each.reps:
                yield from self._reps(each.reps, each.corrections, words, glyphs, short=short)
            yield from not_counted(each.rejected, glyphs)
            yield from advice(standing(each.reps, each.corrections), each.rejected, words, glyphs)
        yield from not_counted(tuple(each for each in result.rejected if not each.movement), glyphs)

    def _reps(
        self,
        reps: tuple[Rep, ...],
        corrections: Sequence[Correction],
        words: ExerciseWords,
        glyphs: Glyphs,
        *,
        short: bool,
    ) -> Iterator[RenderableType]:
        """The table, or what is in it, and what it comes to."""
        left = standing(reps, corrections)
        if not short:
            yield _reps_table(reps, undone(corrections), words.halves, glyphs)
            if best_and_worst(left) is not None:
                yield Text()
        elif left:
            yield from in_short(left, words, self.ending.session_id, glyphs)
        yield from _best_and_worst(left, glyphs)

    def _words(self, exercise: str) -> ExerciseWords:
        return self.words.get(exercise) or plain_words(exercise)


def _is_mixed(result: Result) -> bool:
    """Whether the sets are of different exercises; those that were stored without their reps have nothing to show."""
    detailed = all(len(each.reps) + len(each.rejected) == each.movements for each in result.sets)
    return detailed and len({each.exercise for each in result.sets}) > 1


def is_another(result: Result) -> bool:
    """Whether somebody moved, but in no way that the exercise knows."""
    nothing = result.is_recognised and not result.is_held and not result.movements
    frames = result.source.frames
    seen = frames is None or result.frames_without_person < frames
    return nothing and seen and bool(result.rejected or result.doubts)


def _line(glyphs: Glyphs, *parts: tuple[str, Style]) -> Text:
    return Text.assemble(*((glyphs.text(words), style) for words, style in parts))


def _headline(result: Result, title: str, glyphs: Glyphs) -> Iterator[Text]:
    count = f"  {_count(result)}" if result.is_recognised else ""
    yield _line(glyphs, (title, BOLD), (count, GOOD_BOLD if result.corrected or result.held_s else BOLD))
    standard = "" if result.is_held or not result.is_recognised else f"{result.standard} standard · "
    yield _line(glyphs, (f"{result.source.name} · {standard}{_about(result)}", DIM))


def _about(result: Result) -> str:
    return f"{result.model} model · seen from the {seen_from(result.view.label)}"


def _sets_table(sets: tuple[ExerciseSet, ...], glyphs: Glyphs) -> Table:
    """When each set began, and what it was of."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=DIM, pad_edge=False)
    for name in ("set", "start", "exercise", "reps"):
        table.add_column(name, justify="left" if name == "exercise" else "right", no_wrap=True)
    for number, each in enumerate(sets, start=1):
        table.add_row(str(number), clock(each.start_s), glyphs.text(each.exercise.replace("_", " ")), amount([each]))
    return table


def _count(result: Result) -> str:
    if result.is_held:
        holds = f" in {plural(len(result.sets), 'hold')}" if len(result.sets) > 1 else ""
        never = "" if result.sets or result.rejected else ": the position was never taken"
        return f"held {seconds(result.held_s)}{holds}{never}"
    own = [each for each in result.corrections if each.exercise == result.exercise]
    return rep_count(result.count, result.movements, own)


def _holds_table(holds: tuple[ExerciseSet, ...], glyphs: Glyphs) -> Table:
    """A row a hold, and one a break below it."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=DIM, pad_edge=False)
    for name in ("hold", "start", "held"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("breaks", overflow="fold")
    for number, hold in enumerate(holds, start=1):
        cells = (str(number), clock(hold.start_s), seconds(hold.held_s), breaks(hold) or "✓")
        table.add_row(*(Text(glyphs.text(cell)) for cell in cells))
        for each in hold.breaks:
            row = ("", clock(each.start_s), f"not {seconds(each.took_s)}", each.text)
            table.add_row(*(Text(glyphs.text(cell), DIM) for cell in row))
    return table


def _reps_table(reps: tuple[Rep, ...], taken_back: Container[float], halves: Halves, glyphs: Glyphs) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=DIM, pad_edge=False)
    columns = {name: cells for name, cells in _columns(reps, halves).items() if any(cells)}
    for name in columns:
        table.add_column(glyphs.text(name), justify="right", no_wrap=True)
    table.add_column("form", overflow="fold")
    for rep, *cells in zip(reps, *columns.values(), strict=True):
        form = Text(glyphs.text(f"! {faults(rep)}" if rep.faults else "✓"), BAD if rep.faults else GOOD)
        if rep.peak_s in taken_back:
            form = Text(TAKEN_BACK, DIM)
        table.add_row(*(Text(glyphs.text(cell)) for cell in cells), form)
    return table


def _columns(reps: tuple[Rep, ...], halves: Halves) -> dict[str, list[str]]:
    """Cells by column; all empty where there is nothing to tell."""
    return {
        "rep": [str(rep.number) for rep in reps],
        "start": [clock(rep.start_s) for rep in reps],
        "side": [side(rep.side) for rep in reps],
        measured_by(reps): [interval(rep.metric, rep.min, rep.max) for rep in reps],
        "range": [quantity(rep.metric, rep.max - rep.min) for rep in reps],
        halves.to_peak: [seconds(rep.to_peak_s) for rep in reps],
        halves.from_peak: [seconds(rep.from_peak_s) for rep in reps],
    }


def _best_and_worst(reps: tuple[Rep, ...], glyphs: Glyphs) -> Iterator[Text]:
    found = best_and_worst(reps)
    if found is None:
        return
    best, worst = found
    yield _line(
        glyphs,
        (f"best: rep {best.number}", GOOD_BOLD),
        (f" ({reason_for(best)})  ", PLAIN),
        (f"worst: rep {worst.number}", BAD_BOLD),
        (f" ({reason_for(worst)})", PLAIN),
    )
    yield _line(glyphs, (judged_by(reps), DIM))


def _doubts(result: Result, glyphs: Glyphs) -> Iterator[Text]:
    if result.confidence >= SURE and not result.doubts:
        return
    yield Text()
    if result.confidence < SURE:
        yield _line(glyphs, (f"! {not_sure(result.confidence, held=result.is_held)}", BAD_BOLD))
    for doubt in result.doubts:
        yield _line(glyphs, ("! ", BAD_BOLD), (doubt, PLAIN))


def _end(result: Result, glyphs: Glyphs) -> Iterator[Text]:
    yield Text()
    stopped = f"interrupted at {clock(result.source.duration_s or 0.0)}"
    yield _line(glyphs, ("! ", BAD_BOLD), (f"{stopped}: nothing after that is counted", PLAIN))


def _run(result: Result, glyphs: Glyphs, *, short: bool) -> Iterator[Text]:
    if not short:
        yield Text()
    if result.frames_without_person:
        total = f" of {result.source.frames}" if result.source.frames else ""
        frames = plural(result.frames_without_person, "frame")
        yield _line(glyphs, (f"nobody in the picture in {frames}{total}", DIM))
    if math.isfinite(result.timing_ms.frame) and not short:
        yield _line(glyphs, (_speed(result), DIM))


def _speed(result: Result) -> str:
    timing = result.timing_ms
    return f"a frame took {timing.frame:.1f} ms in the median, 95 % within {timing.frame_p95:.1f} ms"
