"""How well labelled clips were counted: a line a clip, and what they come to."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from fitcount.types import SURE, ClipScore, Evaluation, Mean, Share, Totals
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BAD, BAD_BOLD, BOLD, DIM, GOOD, PLAIN
from fitcount.wording import UNKNOWN, plural

_VERDICT_WIDTH = 10
_NUMBER_WIDTH = 9
_MIN_CLIP_WIDTH = 12
_GAP = 2
"""Blanks between columns."""


class ClipLines:
    """Prints a line a clip as soon as it is counted, its columns as wide as the names need."""

    def __init__(self, console: Console, clips: Sequence[str], exercises: Sequence[str]) -> None:
        self._console = console
        self._glyphs = console_glyphs(console)
        self._exercise_width = max(map(len, (*exercises, "exercise"))) + _GAP
        room = console.width - _VERDICT_WIDTH - self._exercise_width - 3 * _NUMBER_WIDTH
        self._clip_width = min(max(map(len, (*clips, "clip"))) + _GAP, max(room, _MIN_CLIP_WIDTH))

    def head(self) -> None:
        """Name the columns."""
        self._print(("", "clip", "exercise", "wanted", "got", "sure"), DIM, DIM)

    def add(self, row: ClipScore) -> None:
        """Say what was wanted and what was got."""
        wanted = "/".join(map(str, row.wanted))
        if row.wanted_count is not None:
            wanted = f"{wanted} ({row.wanted_count})"
        sure = UNKNOWN if math.isnan(row.confidence) else f"{100 * row.confidence:.0f} %"
        verdict, style = _verdict(row)
        self._print((verdict, row.clip, row.exercise, wanted, _got(row), sure), style, PLAIN)
        if row.note:
            note = Text(self._glyphs.text(row.note), DIM)
            self._console.print(Padding(note, (0, 0, 0, _VERDICT_WIDTH), expand=False))

    def _print(self, cells: tuple[str, str, str, str, str, str], first: Style, others: Style) -> None:
        verdict, clip, exercise, *numbers = map(self._glyphs.text, cells)
        room, cut = self._clip_width - _GAP, self._glyphs.text("…")
        name = clip if len(clip) <= room else cut + clip[len(clip) - room + len(cut) :]
        words = f"{name:{self._clip_width}}{exercise:{self._exercise_width}}"
        words += "".join(f"{number:>{_NUMBER_WIDTH}}" for number in numbers)
        line = Text.assemble((f"{verdict:{_VERDICT_WIDTH}}", first), (words, others))
        self._console.print(line, no_wrap=True, crop=False, overflow="ignore")


def _verdict(row: ClipScore) -> tuple[str, Style]:
    if row.movements is None:
        return "✗ failed", BAD_BOLD
    if row.exact:
        return "✓ exact", GOOD
    return ("! near", BAD) if row.within_one else ("✗ wrong", BAD_BOLD)


def _got(row: ClipScore) -> str:
    if row.movements is None:
        return UNKNOWN
    plain = row.wanted_count is None and row.movements == row.count
    return str(row.movements) if plain else f"{row.movements} ({row.count})"


def evaluation_summary(evaluation: Evaluation) -> RenderableType:
    """Tables by exercise and by confidence; what the columns mean is said below."""
    return _Summary(evaluation)


@dataclass(frozen=True, slots=True)
class _Summary:
    evaluation: Evaluation

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs = console_glyphs(console)
        if self.evaluation.exercises:
            yield Text()
            yield _by_exercise(self.evaluation, glyphs)
            yield Text()
            yield _by_confidence(self.evaluation, glyphs)
        yield Text()
        for line in _lines(self.evaluation):
            yield Text(glyphs.text(line))
        if self.evaluation.rows:
            yield Text(glyphs.text(_LEGEND), DIM)


_LEGEND = (
    "In parentheses: of movements, those that met the standard; else the 95 % interval "
    "(Wilson's; of MAE, a bootstrap's). MAE: mean of |error| / max(1, labelled)."
)


def _by_exercise(evaluation: Evaluation, glyphs: Glyphs) -> Table:
    table = _table("exercise", "clips", "exact", "within one", "MAE")
    for name, totals in evaluation.exercises.items():
        table.add_row(*map(glyphs.text, (name.replace("_", " "), *_cells(totals))))
    if len(evaluation.exercises) > 1:
        table.add_section()
        table.add_row(*map(glyphs.text, ("all", *_cells(evaluation.total))), style=BOLD)
    return table


def _cells(totals: Totals) -> tuple[str, str, str, str]:
    return str(totals.clips), _share(totals.exact), _share(totals.within_one), _mean(totals.mae)


def _by_confidence(evaluation: Evaluation, glyphs: Glyphs) -> Table:
    table = _table("confidence", "clips exact", "share")
    for name, share in ((f"sure ({SURE:.0%} or more)", evaluation.sure), ("unsure", evaluation.unsure)):
        table.add_row(*map(glyphs.text, (name.replace("%", " %"), f"{share.right} of {share.total}", _share(share))))
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style=DIM, pad_edge=False, show_edge=False)
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _lines(evaluation: Evaluation) -> Iterator[str]:
    if not math.isnan(evaluation.auc):
        yield f"An exact count has the higher confidence in {100 * evaluation.auc:.0f} % of pairs (AUC)."
    if evaluation.negatives.total:
        negatives = evaluation.negatives
        clips = plural(negatives.total, "clip")
        yield f"Of {clips} of no exercise, {negatives.right} had nothing counted, {_share(negatives)}."
    failed = len({row.clip for row in evaluation.rows if row.movements is None})
    if failed:
        yield f"{plural(failed, 'clip')} could not be read, and {'counts' if failed == 1 else 'count'} as wrong."


def _share(share: Share) -> str:
    if not share.total:
        return UNKNOWN
    return f"{100 * share.value:.0f} % ({100 * share.low:.0f}\N{EN DASH}{100 * share.high:.0f})"


def _mean(mean: Mean) -> str:
    if math.isnan(mean.low):
        return UNKNOWN if math.isnan(mean.value) else f"{mean.value:.3f}"
    return f"{mean.value:.3f} ({mean.low:.3f}\N{EN DASH}{mean.high:.3f})"
