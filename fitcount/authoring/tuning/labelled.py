"""Traces of which somebody has said what is in them: an exercise's own cases, a file of labels, or one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fitcount.authoring.trial.trial import NEAR_S, NEAR_SHARE, case_trace
from fitcount.errors import UsageError
from fitcount.evaluation.counting import trace_path
from fitcount.evaluation.labels import NONE, Label, read_labels
from fitcount.findings import Tally
from fitcount.reps.definition import Exercise, Held


@dataclass(frozen=True, slots=True)
class Labelled:
    """A trace, and what must be counted in it; what is None nobody has said."""

    name: str
    trace: Path
    movements: tuple[int, ...] = ()
    """Numbers that can be defended."""
    count: int | None = None
    held_s: float | None = None
    standard: str | None = None
    """By which it is counted, if not the default."""

    def miss(self, counted: Tally) -> float:
        """By how many movements, reps or allowances of seconds it is wrong; 0 if it is right."""
        misses = [0.0]
        if self.movements:
            misses.append(min(abs(counted.movements - wanted) for wanted in self.movements))
        if self.count is not None:
            misses.append(abs(counted.count - self.count))
        if self.held_s is not None:
            allowed_s = max(NEAR_S, NEAR_SHARE * self.held_s)
            misses.append(max(abs(counted.held_s - self.held_s) / allowed_s - 1.0, 0.0))
        return max(misses)

    @property
    def wanted(self) -> str:
        """What must be counted, in words."""
        if self.held_s is not None:
            return f"{self.held_s:.1f} s"
        movements = "/".join(map(str, self.movements))
        if self.count is None:
            return movements
        return f"{movements} ({self.count})" if movements else f"{self.count} to the standard"

    def said(self, counted: Tally) -> str:
        """What was counted, in the same words."""
        if self.held_s is not None:
            return f"{counted.held_s:.1f} s"
        if self.count is None:
            return str(counted.movements)
        return f"{counted.movements} ({counted.count})" if self.movements else f"{counted.count}"


def one_by_one(exercise: Exercise, arguments: Sequence[str]) -> Iterator[Labelled]:
    """From TRACE=COUNT: movements, or of a held exercise seconds. Raises UsageError at the first that is none."""
    for argument in arguments:
        name, _, number = argument.rpartition("=")
        if not name:
            raise UsageError(f"{argument}: how many? write {argument}=5, or name a file of labels with --labels")
        path = Path(name)
        if not path.is_file():
            raise UsageError(f"{argument}: no trace {path}: `fitcount count --trace` makes one")
        if isinstance(exercise, Held):
            yield Labelled(path.name, path, held_s=_seconds(argument, number))
        else:
            yield Labelled(path.name, path, movements=(_whole(argument, number),))


def _whole(argument: str, number: str) -> int:
    if not (number.isascii() and number.isdigit()):
        raise UsageError(f"{argument}: needs a whole number after =, not {number!r}")
    return int(number)


def _seconds(argument: str, number: str) -> float:
    try:
        held_s = float(number)
    except ValueError:
        held_s = math.nan
    if not 0.0 <= held_s < math.inf:
        raise UsageError(f"{argument}: needs seconds after =, not {number!r}")
    return held_s


def from_labels(name: str, labels: Path, folders: Sequence[Path]) -> list[Labelled]:
    """The clips of the exercise that labels call so, and those of nothing to count, of which a folder has the trace.

    A trace is called as `fitcount eval --traces` keeps it, CLIP.npz. Raises LabelsError if the file is wrong,
    UsageError if there is no trace of its clips.
    """
    found = [
        _of_label(label, trace)
        for label in read_labels(labels, [name]).labels
        if (trace := _trace_of(label, folders)) is not None
    ]
    if not any(each.movements != (0,) for each in found):
        where = ", ".join(map(str, folders))
        problem = f"{labels}: no trace of a clip of {name} in {where}"
        raise UsageError(f"{problem}: `fitcount eval --traces FOLDER` makes them; -e names what the labels call it")
    return found


def _trace_of(label: Label, folders: Sequence[Path]) -> Path | None:
    paths = (trace_path(folder, label.clip) for folder in folders)
    return next((path for path in paths if path.is_file()), None)


def from_cases(exercise: Exercise, file: Path, scratch: Path) -> Iterator[Labelled]:
    """The exercise's own cases; `scratch`: a folder for the traces of those that are clips.

    Raises ExerciseError if there is no such file, SourceError or TraceError if it cannot be read.
    """
    for case in exercise.cases:
        yield Labelled(
            name=case.file,
            trace=case_trace(case, file, scratch),
            movements=() if case.movements is None else (case.movements,),
            count=case.count,
            held_s=case.held_s,
            standard=case.standard,
        )


def _of_label(label: Label, trace: Path) -> Labelled:
    # Nothing should be counted where the exercise is none: a count of 0 movements.
    assert label.exercise != NONE or label.reps == (0,)
    return Labelled(label.clip, trace, label.reps, label.standard_reps)
