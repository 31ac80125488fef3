"""What exercises/ says of itself is what the program reads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from pydantic import ValidationError
from reps.broken_files import HOLD, SQUAT, WRONG

from fitcount.authoring.reference import json_schema, manual
from fitcount.config import shipped
from fitcount.reps.definition import Held, Repeated
from fitcount.reps.library import exercise_names
from fitcount.reps.metrics import METRICS
from fitcount.reps.reading import read, read_content
from fitcount.reps.yaml_file import read_yaml, yaml_of

VALIDATOR = Draft7Validator(json_schema.json_schema())
EXERCISES = shipped("exercises")


def values_of(text: str) -> Any:
    file = yaml_of(Path("squat.yaml"), text.encode())
    assert not file.problems
    return file.values


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (json_schema.FILE, json_schema.to_text(json_schema.json_schema())),
        (json_schema.PLAN_FILE, json_schema.to_text(json_schema.plan_schema())),
        (manual.FILE, manual.manual()),
    ],
    ids=["schema", "plans", "manual"],
)
def test_what_lies_beside_the_exercises_is_up_to_date(name: str, text: str) -> None:
    assert (EXERCISES / name).read_text(encoding="utf-8") == text, "run `make docs`"


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(VALIDATOR.schema)
    assert "$ref" not in json_schema.to_text(json_schema.json_schema())


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_that_ships_fits_the_schema_and_names_it(name: str) -> None:
    path = EXERCISES / f"{name}.yaml"
    assert list(VALIDATOR.iter_errors(read_yaml(path).values)) == []
    assert path.read_text(encoding="utf-8").startswith(f"{json_schema.HEADER}\n")


ONLY_THE_PROGRAM = {"value_error", "finite_number"}
"""What no JSON Schema can say: the language of conditions, invisible characters, infinity."""


def is_refused_for_its_structure(values: Any) -> bool:
    kind: type[Repeated | Held] = Held if "hold" in values else Repeated
    try:
        kind.model_validate(values)
    except ValidationError as error:
        return any(
            # JSON has no whole numbers: 1.0 is 1.
            problem["type"] not in ONLY_THE_PROGRAM and problem["input"] != 1.0
            for problem in error.errors()
        )
    return False


@pytest.mark.parametrize("case", sorted(WRONG))
def test_what_the_program_refuses_for_its_structure_the_schema_refuses(case: str) -> None:
    values = yaml_of(Path(WRONG[case].file_name), WRONG[case].content).values
    if isinstance(values, dict) and is_refused_for_its_structure(values):
        assert not VALIDATOR.is_valid(values)


def test_some_of_them_are_refused_for_their_structure() -> None:
    values = [yaml_of(Path(broken.file_name), broken.content).values for broken in WRONG.values()]
    assert sum(isinstance(each, dict) and is_refused_for_its_structure(each) for each in values) > 40


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (SQUAT, True),
        (HOLD, True),
        ("name: mine\nextends: squat\n", True),
        ("name: mine\nextends: squat\nphases: {start: {enter: 0.1}}\n", True),
        ("name: mine\nextends: squat\nstandards: {half: {remove: true}, deep: {limit: 80}}\n", True),
        ("name: mine\nextends: squat\nform: [{code: drops, remove: true}, {code: rushed, say: x}]\n", True),
        ("name: mine\nextends: squat\nform: {remove: true}\n", True),
        ("extends: squat\n", False),
        ("name: mine\nextends: squat\nform: [{remove: true}]\n", False),
        ("name: mine\nextends: squat\nform: [{code: drops, removed: true}]\n", False),
        ("name: mine\nextends: squat\nusual: {start: twenty}\n", False),
        ("name: mine\nextends: [squat]\n", False),
        (f"{SQUAT}looks: {{remove: true}}\n", False),
        (f"{SQUAT}hold: {{}}\n", False),
    ],
)
def test_the_schema_knows_what_may_be_left_out(text: str, fits: bool) -> None:
    assert VALIDATOR.is_valid(values_of(text)) == fits


def test_an_editor_can_say_what_each_key_and_metric_is() -> None:
    def without(schema: Any, path: str) -> list[str]:
        found = []
        for key, value in schema.get("properties", {}).items():
            found += [] if value.get("description") else [f"{path}.{key}"]
            found += without(value, f"{path}.{key}") + without(value.get("items") or {}, f"{path}.{key}[]")
        return found

    schema = json_schema.json_schema()
    assert without({"properties": schema["properties"]}, "") == []
    metric = schema["properties"]["metric"]
    assert metric["enum"] == [*METRICS]
    assert len(metric["enumDescriptions"]) == len(METRICS)


def test_the_manuals_example_is_a_file_without_problems(tmp_path: Path) -> None:
    text = manual.EXAMPLE.read_text(encoding="utf-8")
    path = tmp_path / manual.EXAMPLE_NAME
    path.write_text(text, encoding="utf-8")
    assert read(path).problems == ()
    assert VALIDATOR.is_valid(read_yaml(path).values)
    assert all(right in text for right in manual.SLIPS)


def test_every_file_in_the_manual_can_be_read() -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", manual.manual(), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        (name,) = re.findall(r"^name: (\w+)$", block, re.MULTILINE)
        assert read_content(EXERCISES / f"{name}.yaml", block.encode()).problems == ()


def test_the_manual_names_every_key_and_no_marker_is_left() -> None:
    text = manual.manual()
    assert re.findall(r"@\w+@", text) == []
    for kind in json_schema.complete_schemas():
        assert [key for key in kind["properties"] if f"| `{key}` |" not in text] == []
