"""One line per event, for when nobody looks at a terminal: logs, pipes, `| tee`."""

from types import TracebackType
from typing import Self, TextIO

from fitcount.types import CounterState, Progress, Rejection, Rep
from fitcount.views.absence import Absence
from fitcount.views.glyphs import glyphs_for
from fitcount.views.wording import Halves, clock, faults, interval, metric_name, side, tempo

_ABSENT_S = 2.0
"""A shorter absence is not worth a line."""


class PlainLines:
    """Writes reps, rejections and long absences, each as soon as it is known; nothing else."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._glyphs = glyphs_for(stream.encoding)
        self._absence = Absence()
        self._told: set[tuple[float, float, str]] = set()
        self._exercise: str | None = None
        self._away = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to clean up: every line has been flushed."""

    def show(self, state: CounterState, progress: Progress) -> None:  # noqa: ARG002  the interface of a view
        """Take what is known after a frame, and write what is new."""
        self._show_exercise(state)
        seen: list[Rep | Rejection] = [*state.reps, *state.rejected]
        new = [attempt for attempt in seen if _key(attempt) not in self._told]
        for attempt in sorted(new, key=lambda attempt: attempt.end_s):
            self._told.add(_key(attempt))
            self._write(attempt.end_s, _words(attempt, Halves(*state.halves)))
        self._show_absence(state)

    def _show_exercise(self, state: CounterState) -> None:
        """Say what is counted when it changes; what it was from the start is known."""
        if self._exercise is not None and state.exercise and state.exercise != self._exercise:
            self._write(state.t_s, state.exercise)
        if state.exercise or self._exercise is None:
            self._exercise = state.exercise

    def _show_absence(self, state: CounterState) -> None:
        absent_s = self._absence.update(state)
        if absent_s >= _ABSENT_S and not self._away:
            self._away = True
            self._write(state.t_s - absent_s, "nobody in the picture")
        elif state.person and self._away:
            self._away = False
            self._write(state.t_s, "somebody in the picture again")

    def _write(self, t_s: float, words: str) -> None:
        print(self._glyphs.text(f"{clock(t_s)}  {words}"), file=self._stream, flush=True)


def _key(attempt: Rep | Rejection) -> tuple[float, float, str]:
    return attempt.start_s, attempt.end_s, attempt.side


def _words(attempt: Rep | Rejection, halves: Halves) -> str:
    if isinstance(attempt, Rejection):
        return attempt.text
    rep = attempt
    parts = [
        f"rep {rep.number:<2}",
        side(rep.side),
        f"{metric_name(rep.metric)} {interval(rep.metric, rep.min, rep.max)}",
        tempo(rep, halves),
        faults(rep),
    ]
    return "  ".join(part for part in parts if part)
