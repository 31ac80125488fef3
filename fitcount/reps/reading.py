"""The one way by which a file becomes an exercise: plain YAML, its bases, the schema, and what else is unsound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from fitcount.reps.definition import Exercise, Held, Repeated
from fitcount.reps.inheritance import EXTENDS, Resolved, resolved, with_bases
from fitcount.reps.schema_problems import HOLD, key_path, schema_problems
from fitcount.reps.soundness import unsound
from fitcount.reps.yaml_file import KeyPath, YamlFile, whole, yaml_of
from fitcount.types import Problem
from fitcount.wording import plural

MAX_PROBLEMS = 50
"""More than these in one file nobody mends at once."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file is, and all that is wrong with it."""

    path: Path
    exercise: Exercise | None
    """None where there is an error."""
    problems: tuple[Problem, ...]
    """Those of the file itself first, in the order of its lines; then those of the files that it extends."""
    bases: tuple[Path, ...] = ()
    """The files that it extends."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What makes the file unusable."""
        return tuple(problem for problem in self.problems if problem.is_error)


def read(path: Path) -> Reading:
    """Read and check one exercise file."""
    return _reading(path, resolved(path))


def read_content(path: Path, content: bytes) -> Reading:
    """The same of what is to be written into a file."""
    return _reading(path, with_bases(yaml_of(path, content)))


def _reading(path: Path, found: Resolved) -> Reading:
    exercise, problems = checked(found)
    problems += _turned_round(exercise, found)
    problems = sorted({*found.problems, *problems}, key=lambda problem: _order(path, problem))[:MAX_PROBLEMS]
    wrong = any(problem.is_error for problem in problems)
    return Reading(path, None if wrong else exercise, tuple(problems), found.bases)


def summary(exercise: Exercise) -> str:
    """What an exercise is, in a line."""
    if isinstance(exercise, Held):
        return f"held in seconds; {plural(len(exercise.hold.position), 'condition')}"
    return (
        f"counted by {exercise.metric}; {plural(len(exercise.posture), 'condition')}, "
        f"{plural(len(exercise.standards), 'standard')}, {plural(len(exercise.form), 'rule')}"
    )


def _order(path: Path, problem: Problem) -> tuple[bool, str, int, int, str]:
    place = problem.place
    return place.path != str(path), place.path, place.line, place.column, problem.what


def checked(found: Resolved) -> tuple[Exercise | None, list[Problem]]:
    """The exercise, None if the schema refuses it, and what is wrong or doubtful with it."""
    file, values = found.file, found.file.values
    if not isinstance(values, dict):
        return None, [] if found.problems else [_no_exercise(file)]
    kind: type[Exercise] = Held if HOLD in values else Repeated
    if kind is Held and _is_mixed(file):
        return None, [_other_kind(file)]
    values.pop(EXTENDS, None)
    try:
        exercise = kind.model_validate(values)
    except ValidationError as error:
        objections = list(schema_problems(file, kind, error, complete=found.whole))
        return None, [*objections, *_unsound_rest(file, kind, error)]
    return exercise, list(unsound(exercise, file))


def _is_mixed(file: YamlFile) -> bool:
    """Whether the file with 'hold' is not the one that says how something is repeated."""
    repeated = [(key,) for key in Repeated.model_fields if key not in Held.model_fields and file.nearest((key,))[1]]
    return any(file.place(key).path != file.place((HOLD,)).path for key in repeated)


def _other_kind(file: YamlFile) -> Problem:
    why = "one of the two is held, and counted in seconds, the other in repetitions"
    suggestion = "extend one of its own kind"
    return Problem("error", file.place((EXTENDS,)), "extends: an exercise of the other kind", why, suggestion)


def _turned_round(exercise: Exercise | None, found: Resolved) -> Iterator[Problem]:
    """Parts of a position of which only one edge was changed, so far that above has become below."""
    base = read(found.bases[0]).exercise if isinstance(exercise, Held) and found.bases else None
    if not isinstance(exercise, Held) or not isinstance(base, Held):
        return
    were_above = {part.code: part.enter > part.leave for part in base.hold.position}
    for row, part in enumerate(exercise.hold.position):
        above, path = part.enter > part.leave, ("hold", "position", row)
        places = [found.file.place((*path, edge)) for edge in ("enter", "leave")]
        own = [place for place in places if place.path == str(found.file.path)]
        if len(own) == 1 and above != were_above.get(part.code, above):
            side = "above" if above else "below"
            what = f"{found.file.spoken(path)}: now the position is {side} {part.enter:g}, in the base it is not"
            why = f"enter is {part.enter:g} and leave {part.leave:g}: which is the larger says on which side it is"
            yield Problem("warning", own[0], what, why, "give both enter and leave")


def _unsound_rest(file: YamlFile, kind: type[Exercise], error: ValidationError) -> list[Problem]:
    """What is unsound of the parts that fit the schema: nobody wants to hear of it only after mending the others."""
    wrong = {_part(key_path(file, problem["loc"])) for problem in error.errors(include_url=False)}
    if any(part[:1] == ("standards",) for part in wrong):
        wrong.add(("cases",))  # which name the standards
    rest = file.without(wrong)
    values = rest.values
    values.pop(EXTENDS, None)
    try:
        exercise = kind.model_validate(values)
    except ValidationError:
        return []
    # What they need may be among those that were left out.
    needing = [rest.place(path) for path in (("default_standard",), ("hold", "metric"), ("looks",))]
    return [problem for problem in unsound(exercise, rest) if problem.place not in needing]


def _part(path: KeyPath) -> KeyPath:
    """The rule, standard or look that a value belongs to: an exercise is one without it as well."""
    for row, part in enumerate(path[:-1]):
        if isinstance(part, int) or part in ("standards", "start", "peak"):
            return path[: row + 1] if isinstance(part, int) else path[: row + 2]
    return path


def _no_exercise(file: YamlFile) -> Problem:
    place = whole(file.path) if file.root is None else file.root.place
    return Problem("error", place, "no exercise", "", "it begins with 'format: 1' and has a key a line")
