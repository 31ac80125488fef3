"""The one way by which a file becomes a plan: plain YAML, the schema, and the exercises that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fitcount.coaching.plan.course import PlannedStep
from fitcount.coaching.plan.definition import Plan, Step
from fitcount.errors import FitcountError
from fitcount.reps.definition import Exercise, Held
from fitcount.reps.library import exercise_path, read_exercise, standard_of
from fitcount.reps.lookup import is_path
from fitcount.reps.schema_problems import schema_problems
from fitcount.reps.yaml_file import KeyPath, YamlFile, read_yaml
from fitcount.types import Problem

GOALS = ("reps", "seconds")
"""Keys of a step that say how much is a set."""


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What a file is, and all that is wrong with it."""

    path: Path
    plan: Plan | None
    """None where there is an error."""
    steps: tuple[PlannedStep, ...]
    """Those of the plan with their exercises; none where there is an error."""
    problems: tuple[Problem, ...]
    """In the order of its lines."""


def read_plan(path: Path) -> PlanReading:
    """Read and check one plan, and the exercises that it names; what is wrong is collected, not raised."""
    file = read_yaml(path, holds="plan")
    if not isinstance(file.values, dict):
        return PlanReading(path, None, (), file.problems or (_no_plan(file),))
    problems = list(file.problems)
    try:
        plan = Plan.model_validate(file.values)
    except ValidationError as error:
        problems += schema_problems(file, Plan, error)
        return PlanReading(path, None, (), _in_order((*problems, *_rest(file))))
    reader = _Steps(file)
    steps = [reader.step(row, step, plan.rest_s) for row, step in enumerate(plan.steps)]
    problems += reader.problems
    if problems:
        return PlanReading(path, None, (), _in_order(problems))
    return PlanReading(path, plan, tuple(step for step in steps if step is not None), ())


def _in_order(problems: list[Problem] | tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.place.line, problem.place.column)))


def _no_plan(file: YamlFile) -> Problem:
    return Problem("error", file.place(()), "no plan", "", "begin with: format: 1, name: ..., steps: ...")


def _rest(file: YamlFile) -> Iterator[Problem]:
    """What else is wrong with the steps, as far as they fit the schema: nobody wants to hear of it only after mending
    the others."""
    steps = file.values.get("steps")
    reader = _Steps(file)
    for row, said in enumerate(steps if isinstance(steps, list) else ()):
        if isinstance(said, dict):
            reader.check(row, said, _wrong_keys(said))
    yield from reader.problems


def _wrong_keys(said: Mapping[str, Any]) -> frozenset[str]:
    """The keys of a step that are wrong, missing or unknown."""
    try:
        Step.model_validate(said)
    except ValidationError as error:
        return frozenset(str(problem["loc"][0]) for problem in error.errors(include_url=False))
    return frozenset()


class _Steps:
    """Finds the exercise of each step, and what does not go together with it."""

    def __init__(self, file: YamlFile) -> None:
        self._file = file
        self.problems: list[Problem] = []

    def step(self, row: int, step: Step, rest_s: float) -> PlannedStep | None:
        """None if something is wrong."""
        before = len(self.problems)
        exercise, standard = self.check(row, step.model_dump())
        if exercise is None or len(self.problems) > before:
            return None
        rest_s = rest_s if step.rest_s is None else step.rest_s
        asked = str(self._path(step.exercise).absolute()) if is_path(step.exercise) else ""
        return PlannedStep(exercise, standard, step.goal, step.sets, rest_s, asked, step.weight_kg)

    def check(self, row: int, said: Mapping[str, Any], wrong: Set[str] = frozenset()) -> tuple[Exercise | None, str]:
        """The exercise and standard that a step names; None and "" where it names none, or a wrong one.

        `wrong`: its keys to which the schema objects, of which some may be missing or unknown.
        """
        path: KeyPath = ("steps", row)
        exercise = None if "exercise" in wrong else self._exercise((*path, "exercise"), said["exercise"])
        self._check_goal(path, said, wrong, exercise)
        if exercise is None or "standard" in wrong:
            return exercise, ""
        return exercise, self._standard((*path, "standard"), said.get("standard"), exercise)

    def _path(self, name: str) -> Path:
        """Of an exercise that is named by its path, relative to the plan."""
        return self._file.path.parent / name

    def _exercise(self, path: KeyPath, name: str) -> Exercise | None:
        try:
            return read_exercise(self._path(name) if is_path(name) else exercise_path(name))
        except FitcountError as error:
            what, _, rest = str(error).partition(": ")
            self._complain(path, f"{self._file.spoken(path)}: {what}", rest)
            return None

    def _check_goal(self, path: KeyPath, said: Mapping[str, Any], wrong: Set[str], exercise: Exercise | None) -> None:
        """How much is a set: which of the two keys are there, whatever their values."""
        where = self._file.spoken(path)
        reps, seconds = (said.get(key) is not None or self._file.is_broken((*path, key)) for key in GOALS)
        if reps and seconds:
            self._complain(
                (*path, "seconds"),
                f"{where}: has reps and seconds",
                "leave one out: a set is over at the one or the other",
            )
        elif reps and isinstance(exercise, Held):
            self._complain((*path, "reps"), f"{where}: {exercise.name} is held, not repeated", "write seconds: 45")
        elif not reps and not seconds and not any(get_close_matches(key, GOALS) for key in wrong):
            held = isinstance(exercise, Held)
            self._complain(path, f"{where}: says not how much", f"add {'seconds: 45' if held else 'reps: 10'}")

    def _standard(self, path: KeyPath, name: str | None, exercise: Exercise) -> str:
        if name is not None and isinstance(exercise, Held):
            what = f"{self._file.spoken(path)}: {exercise.name} is held, which has no standards"
            self._complain(path, what, "leave it out")
            return ""
        try:
            return standard_of(exercise, name) or ""
        except FitcountError as error:
            what, _, rest = str(error).partition(": ")
            self._complain(path, f"{self._file.spoken(path)}: {what}", rest)
            return ""

    def _complain(self, path: KeyPath, what: str, suggestion: str) -> None:
        self.problems.append(Problem("error", self._file.place(path), what, "", suggestion))
