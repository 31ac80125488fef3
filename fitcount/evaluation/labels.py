"""Labelled clips: which exercise each shows, and how many repetitions somebody counted by eye.

Two formats are read, told apart by their columns:

    clip,exercise,reps      And if known `alt_reps`, the other count that can be defended, as where the clip's end cuts
                            a rep, and `standard_reps`, how many meet the standard. Exercise `none`: nothing to count.
    name,type,count         RepCount-A's annotations; the frames of the repetitions are not needed.

Other columns are left alone. Clips lie beside the file unless another folder is named.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fitcount.errors import LabelsError
from fitcount.wording import shortened

NONE = "none"
"""The exercise of a clip in which nothing should be counted."""

NEGATIVE_AS = ("squat", "pushup", "bicep_curl", "jumping_jack")
"""What such a clip is counted as unless told otherwise: the exercises that everyday motion resembles most."""

REPCOUNT_EXERCISES: Mapping[str, str] = {
    "front_raise": "front_raise",
    "frontraise": "front_raise",
    "jump_jack": "jumping_jack",
    "jumpjacks": "jumping_jack",
    "pull_up": "pullup",
    "pullups": "pullup",
    "push_up": "pushup",
    "pushups": "pushup",
    "situp": "situp",
    "squant": "squat",
    "squat": "squat",
}
"""RepCount-A's types, in both its spellings, to our exercises. Bench press, pommel horse and battle rope have none."""

MAX_REPS = 10_000
"""A clip of more has a slip of the finger in its label."""

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Label:
    """What one clip shows."""

    clip: str
    """As the file names it."""
    path: Path
    exercise: str
    """Name of one of our exercises, or `NONE`."""
    reps: tuple[int, ...]
    """Counts that can be defended, smallest first: usually one."""
    standard_reps: int | None
    """How many of them meet the exercise's default standard; None if nobody has judged that."""
    where: str
    """file:line:column."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The content of a file of labels."""

    labels: tuple[Label, ...]
    skipped: tuple[str, ...]
    """A line for each kind of clip that cannot be counted, with its reason."""


def read_labels(
    path: Path, exercises: Collection[str], clips: Path | None = None, *, held: Collection[str] = ()
) -> Labels:
    """Read a file of labels; `clips` is the folder of the clips, by default the file's own.

    Rows of an exercise that is not among `exercises` are skipped. Raises LabelsError, as file:line:column, if the file
    cannot be read, a column is missing, a value is wrong, or an exercise is one of those that are `held`, of which
    there are no repetitions to compare. Whether the clips exist is not looked at.
    """
    rows = _rows(path)
    if not rows:
        raise LabelsError(f"{path}:1:1: is empty: the first line names the columns, clip,exercise,reps")
    columns = _columns(rows[0])
    folder = clips or path.parent
    labels: list[Label] = []
    unknown: dict[str, list[_Row]] = {}
    for row in rows[1:]:
        label = _label(row, columns, folder, exercises, held)
        if isinstance(label, str):
            unknown.setdefault(label, []).append(row)
        else:
            labels.append(label)
    if not labels and not unknown:
        raise LabelsError(f"{path}:2:1: no clip: each line after the first is one")
    skipped = (_skipped(kind, of, columns, exercises) for kind, of in unknown.items())
    return Labels(tuple(labels), tuple(skipped))


@dataclass(frozen=True, slots=True)
class _Row:
    """One record, and its text to find a field's place."""

    path: Path
    line: int
    """Of its beginning, from 1."""
    text: str
    fields: Sequence[str]

    def field(self, index: int) -> str:
        """The field's content; "" if the row ends before."""
        return self.fields[index].strip() if index < len(self.fields) else ""

    def where(self, index: int) -> str:
        """file:line:column of a field."""
        lines = _LINE_BREAK.split(self.text[: _field_start(self.text, index)])
        return f"{self.path}:{self.line + len(lines) - 1}:{len(lines[-1]) + 1}"

    def error(self, index: int, problem: str) -> LabelsError:
        return LabelsError(f"{self.where(index)}: {problem}")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where what is needed stands in a row."""

    clip: int
    exercise: int
    reps: int
    reps_name: str
    alt_reps: int | None = None
    standard_reps: int | None = None
    aliases: Mapping[str, str] | None = None
    """The format's names of exercises to ours; None if it uses ours."""


def _rows(path: Path) -> list[_Row]:
    """All records that are not empty."""
    lines = list(io.StringIO(_text(path), newline=""))
    # `strict`: a quote that is never closed would swallow the rest of the file.
    reader = csv.reader(lines, strict=True)
    found: list[_Row] = []
    start = 0
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                found.append(_Row(path, start + 1, "".join(lines[start : reader.line_num]), fields))
            start = reader.line_num
    except csv.Error as error:
        raise LabelsError(
            f"{path}:{start + 1}:1: not CSV ({error}): close each quote, and write one inside quotes twice"
        ) from error
    return found


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise LabelsError(f"{path}: no such file: name a CSV file with the columns clip,exercise,reps") from None
    except OSError as error:
        raise LabelsError(f"{path}: cannot be read ({error.strerror}): name a CSV file") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise LabelsError(f"{path}:{line}:1: not UTF-8 text: save the file as CSV in UTF-8") from error


def _columns(header: _Row) -> _Columns:
    names = [name.strip().lower() for name in header.fields]
    at = {name: names.index(name) for name in names}
    if {"clip", "exercise", "reps"} <= at.keys():
        return _Columns(at["clip"], at["exercise"], at["reps"], "reps", at.get("alt_reps"), at.get("standard_reps"))
    if {"name", "type", "count"} <= at.keys():
        return _Columns(at["name"], at["type"], at["count"], "count", aliases=REPCOUNT_EXERCISES)
    missing = ", ".join(name for name in ("clip", "exercise", "reps") if name not in at)
    raise header.error(0, f"no column {missing}: needs clip,exercise,reps or, as in RepCount-A, name,type,count")


def _label(
    row: _Row, columns: _Columns, folder: Path, exercises: Collection[str], held: Collection[str]
) -> Label | str:
    """The row's label, or the exercise that we do not have."""
    clip, kind = row.field(columns.clip), row.field(columns.exercise)
    if not clip:
        raise row.error(columns.clip, "no clip: name a file")
    if not kind:
        raise row.error(columns.exercise, f"no exercise: name one, or {NONE} if nothing should be counted")
    exercise = kind if columns.aliases is None else columns.aliases.get(kind, "")
    if exercise != NONE and exercise not in exercises:
        return kind
    if exercise in held:
        raise row.error(
            columns.exercise, f"{exercise} is held, and held exercises are not evaluated: leave out the line"
        )
    reps = {_whole(row, columns.reps, columns.reps_name)}
    if columns.alt_reps is not None and row.field(columns.alt_reps):
        reps.add(_whole(row, columns.alt_reps, "alt_reps"))
    if exercise == NONE and reps != {0}:
        raise row.error(columns.reps, f"{columns.reps_name} must be 0 where the exercise is {NONE}")
    standard_reps = None
    if columns.standard_reps is not None and row.field(columns.standard_reps):
        standard_reps = _whole(row, columns.standard_reps, "standard_reps")
        if standard_reps > max(reps):
            problem = f"standard_reps {standard_reps} is more than all {max(reps)}: count those of them that meet it"
            raise row.error(columns.standard_reps, problem)
    return Label(clip, folder / clip, exercise, tuple(sorted(reps)), standard_reps, row.where(columns.clip))


def _whole(row: _Row, index: int, name: str) -> int:
    """A number of repetitions: 5, or 5.0 as some programs write it."""
    text = row.field(index)
    digits = text.removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()):
        raise row.error(index, f"{name} needs a whole number, 0 or more, not {_shown(text)}")
    if len(digits) > len(str(MAX_REPS)) or int(digits) > MAX_REPS:
        raise row.error(index, f"{name} {_shown(text)} is more than {MAX_REPS}, the limit for one clip")
    return int(digits)


def _shown(text: str) -> str:
    if not text:
        return "nothing"
    return repr(shortened(text))


def _skipped(kind: str, rows: Sequence[_Row], columns: _Columns, exercises: Collection[str]) -> str:
    near = difflib.get_close_matches(kind, exercises, n=1) if columns.aliases is None else []
    hint = f", did you mean {near[0]!r}?" if near else ""
    clips = "1 clip" if len(rows) == 1 else f"{len(rows)} clips"
    return f"{rows[0].where(columns.exercise)}: no exercise {_shown(kind)}{hint}: {clips} skipped"


def _field_start(text: str, index: int) -> int:
    """Where in a record's text the field begins; its end if there are fewer."""
    starts = _field_starts(text)
    return next((start for number, start in enumerate(starts) if number == index), len(text.rstrip("\r\n")))


def _field_starts(text: str) -> Iterator[int]:
    yield 0
    quoted = False
    for position, letter in enumerate(text):
        if letter == '"':
            # A doubled quote inside a field toggles twice.
            quoted = not quoted
        elif letter == "," and not quoted:
            yield position + 1
