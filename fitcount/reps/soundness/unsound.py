"""Everything that is unsound about an exercise."""

from __future__ import annotations

from fitcount.reps.definition import Exercise, Held
from fitcount.reps.lookup import AUTO, plain
from fitcount.reps.soundness.cases import unsound_cases
from fitcount.reps.soundness.findings import Findings, Found
from fitcount.reps.soundness.gestures import unsound_gestures
from fitcount.reps.soundness.motion import unsound_motion
from fitcount.reps.soundness.position import unsound_position
from fitcount.reps.soundness.rules import unsound_rules
from fitcount.reps.yaml_file import YamlFile
from fitcount.types import NONE


def unsound(exercise: Exercise, file: YamlFile) -> Found:
    """What is wrong with an exercise that fits the schema, or doubtful; `file` says where."""
    findings = Findings(file)
    yield from _name(exercise, findings)
    if isinstance(exercise, Held):
        yield from unsound_position(exercise, findings)
    else:
        yield from unsound_motion(exercise, findings)
        yield from unsound_rules(exercise, findings)
    yield from unsound_gestures(exercise, findings)
    yield from unsound_cases(exercise, findings)


def _name(exercise: Exercise, findings: Findings) -> Found:
    path = findings.file.path
    meaning = {AUTO: "whichever exercise is done", NONE: "no exercise that is known"}.get(plain(exercise.name))
    if meaning is not None:
        what = f"{exercise.name} is no name of an exercise"
        yield findings.error(("name",), what, f"it means {meaning}", "name it otherwise")
    elif exercise.name != path.stem:
        what = f"the file is called {path.name}"
        why = f"-e {path.stem} finds it, and what it counts is kept as {exercise.name}"
        yield findings.warning(("name",), what, why, f"name the file {exercise.name}.yaml, or write name: {path.stem}")
