"""One line per event, for when nobody looks at a terminal: logs, pipes, `| tee`."""

import math
import re
from dataclasses import replace
from types import TracebackType
from typing import Self, TextIO

from fitcount.guidance import Guidance, Stage
from fitcount.types import Break, Correction, CounterState, ExerciseSet, Progress, Rejection, Rep
from fitcount.views.absence import Absence
from fitcount.views.glyphs import glyphs_for
from fitcount.views.sighting import Sighting
from fitcount.views.wording import Halves, breaks, faults, side, tempo
from fitcount.wording import clock, interval, metric_name, plural, seconds, sideless_name

Event = Rep | Rejection | ExerciseSet | Break

_TELL_EVERY_S = 10.0
"""Of a hold: how often the seconds are told."""
_ABSENT_S = 2.0
"""A shorter absence is not worth a line."""


class PlainLines:
    """Writes reps, holds and their breaks, rejections and long absences, each as soon as it is known; nothing else."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._glyphs = glyphs_for(stream.encoding)
        self._absence = Absence()
        self._told: set[tuple[float, float, str]] = set()
        self._told_corrections: set[tuple[str, float, int]] = set()
        self._exercise: str | None = None
        self._away = False
        self._told_held_s = 0.0
        self._notice = ""
        self._stage: Stage | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to clean up: every line has been flushed."""

    def show(
        self,
        state: CounterState,
        progress: Progress,  # noqa: ARG002  the interface of a view
        guidance: Guidance | None = None,
        sighting: Sighting | None = None,  # noqa: ARG002
    ) -> None:
        """Take what is known after a frame, and write what is new."""
        if guidance is not None:
            self._show_notice(state.t_s, guidance)
        seen: list[Event] = [*state.reps, *state.rejected]
        if state.holding is not None:
            seen += [*state.holding.holds, *state.holding.breaks]
        new = [attempt for attempt in seen if _key(attempt) not in self._told]
        self._show_exercise(state, min((attempt.start_s for attempt in new), default=state.t_s))
        for attempt in sorted(new, key=lambda attempt: attempt.end_s):
            self._told.add(_key(attempt))
            self._write(attempt.end_s, _words(attempt, Halves(*state.halves)))
        self._show_corrections(state)
        self._show_seconds(state)
        self._show_absence(state)
        if guidance is not None:
            self._show_stage(state.t_s, guidance)

    def _show_notice(self, t_s: float, guidance: Guidance) -> None:
        """What has just happened to whoever is led; one that only tells for how long something has been so is known."""
        notice = re.sub(r"\d+ s\b", "", guidance.notice) if guidance.is_urgent else guidance.notice
        if notice and notice != self._notice:
            self._write(t_s, guidance.notice)
        self._notice = notice

    def _show_stage(self, t_s: float, guidance: Guidance) -> None:
        """A rest, and what comes after it; the end of a plan."""
        if guidance.stage is self._stage:
            return
        self._stage = guidance.stage
        if guidance.stage is Stage.RESTING and guidance.place is not None:
            self._write(t_s, f"rest {guidance.left_s:.0f} s; next: {guidance.place.next_up}")
        elif guidance.stage is Stage.DONE:
            self._write(t_s, "all sets are done")

    def _show_exercise(self, state: CounterState, begun_s: float) -> None:
        """Say what is counted, and since when, if it changes; what it was from the start is known."""
        if self._exercise is not None and state.exercise and state.exercise != self._exercise:
            self._write(begun_s, state.exercise)
        if state.exercise or self._exercise is None:
            self._exercise = state.exercise

    def _show_corrections(self, state: CounterState) -> None:
        """What was changed by hand, and how many reps that makes."""
        for number, each in enumerate(state.corrections, start=1):
            if (each.exercise, each.t_s, number) not in self._told_corrections:
                self._told_corrections.add((each.exercise, each.t_s, number))
                known = replace(state, corrections=state.corrections[:number])
                self._write(each.t_s, f"{_by_hand(each)}: {plural(known.corrected, 'rep')}")

    def _show_seconds(self, state: CounterState) -> None:
        """The seconds of a hold while they run: when it begins to count, and every ten."""
        if state.holding is None:
            return
        running_s = state.holding.running_s
        told_s = math.floor(running_s / _TELL_EVERY_S) * _TELL_EVERY_S
        if told_s == 0.0 and running_s >= state.gauge.peak_limit:
            told_s = state.gauge.peak_limit
        if told_s > self._told_held_s:
            self._write(state.t_s, f"holding {told_s:g} s")
        self._told_held_s = told_s

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


def _key(attempt: Event) -> tuple[float, float, str]:
    return attempt.start_s, attempt.end_s, attempt.side if isinstance(attempt, Rep | Rejection) else "both"


def _by_hand(correction: Correction) -> str:
    """What was done, of which repetition."""
    if correction.kind == "add":
        return "one rep added by hand"
    if math.isnan(correction.peak_s):
        return "the added rep taken back"
    return f"the rep at {clock(correction.peak_s)} taken back by hand"


def _words(attempt: Event, halves: Halves) -> str:
    if isinstance(attempt, Rejection):
        return attempt.text
    if isinstance(attempt, Break):
        return f"break of {seconds(attempt.took_s)}: {attempt.text}"
    if isinstance(attempt, ExerciseSet):
        return "  ".join(part for part in (f"held {seconds(attempt.held_s)}", breaks(attempt)) if part)
    rep = attempt
    parts = [
        f"rep {rep.number:<2}",
        side(rep.side),
        f"{(sideless_name if side(rep.side) else metric_name)(rep.metric)} {interval(rep.metric, rep.min, rep.max)}",
        tempo(rep, halves),
        faults(rep),
    ]
    return "  ".join(part for part in parts if part)
