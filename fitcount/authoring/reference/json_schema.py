"""The JSON Schemas of exercise files and of workout plans, for editors: draft 7, which all of them know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fitcount.coaching.plan.definition import Plan
from fitcount.reps.definition import Held, Repeated
from fitcount.reps.inheritance import EXTENDS, OWN, REMOVE
from fitcount.reps.metrics import METRICS
from fitcount.reps.schema_problems import HOLD

Schema = dict[str, Any]

FILE = "exercise.schema.json"
PLAN_FILE = "plans/plan.schema.json"
HEADER = f"# yaml-language-server: $schema={FILE}"
"""The first line of a file that lies beside the schema: by it editors find it."""

CODE = "code"
_EXTENDS: Schema = {
    "type": "string",
    "minLength": 1,
    "description": "Another exercise, by name or by path (relative to this file), of which this is a variant: write "
    "only what differs. Keys replace those of the other; mappings are merged key by key, lists whose items have a code "
    "item by item; {remove: true} takes out what stands there.",
}
_REMOVE: Schema = {"const": True, "description": "Takes out what stands here in the exercise that is extended."}


def json_schema() -> Schema:
    """The whole schema.

    Every key is known at the top, so that an editor completes it; what must be there depends on the kind: an exercise
    that extends another, one that is held, or one that is repeated.
    """
    repeated, held = complete_schemas()
    properties = {EXTENDS: _EXTENDS, **repeated["properties"], **held["properties"]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "fitcount exercise",
        "description": "An exercise for fitcount. `fitcount exercises check FILE` says more than an editor can.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            key: schema if key in OWN or key == "format" else _extending(schema) for key, schema in properties.items()
        },
        "if": {"required": [EXTENDS]},
        "then": {"required": ["name"]},
        "else": {
            "if": {"required": [HOLD]},
            "then": _complete(held, top=True, only=True),
            "else": _complete(repeated, top=True),
        },
    }


def plan_schema() -> Schema:
    """That of workout plans."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **_schema_of(Plan),
        "title": "fitcount workout plan",
        "description": "A workout plan for fitcount. `fitcount workout --check FILE` says more than an editor can.",
    }


def complete_schemas() -> tuple[Schema, Schema]:
    """Of an exercise that is repeated, and of one that is held; of each one that extends nothing."""
    return _schema_of(Repeated), _schema_of(Held)


def to_text(schema: Schema) -> str:
    """As the file holds it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _schema_of(kind: type[Repeated | Held | Plan]) -> Schema:
    schema = kind.model_json_schema()
    return _draft_7(schema, schema.get("$defs", {}))


def _draft_7(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Schema:
    """Without references, whose descriptions draft 7 would not read, and without pydantic's titles."""
    if "anyOf" in schema:
        schema = _without_null(schema)
    if "$ref" in schema:
        target = definitions[schema["$ref"].rpartition("/")[2]]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    plain: Schema = {}
    for key, value in schema.items():
        if key in ("$defs", "title") or key in plain:
            continue
        if key == "properties":
            plain[key] = {name: _draft_7(below, definitions) for name, below in value.items()}
        elif key == "prefixItems":
            plain["items"] = [_draft_7(below, definitions) for below in value]
            plain["additionalItems"] = False
        elif key == "patternProperties":
            ((pattern, below),) = value.items()
            plain["propertyNames"] = {"pattern": pattern, **schema.get("propertyNames", {})}
            plain["additionalProperties"] = _draft_7(below, definitions)
        elif key in ("items", "additionalProperties") and isinstance(value, dict):
            plain[key] = _draft_7(value, definitions)
        elif key == "anyOf":
            plain[key] = [_draft_7(below, definitions) for below in value]
        else:
            plain[key] = value
    return _with_metrics(plain)


def _without_null(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A key that may be left out need not be allowed to be null as well, but that is what pydantic reads."""
    kinds = [kind for kind in schema["anyOf"] if kind != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    others = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
    return {**kinds[0], **others}


def _with_metrics(schema: Schema) -> Schema:
    """Metrics by name, each with what it is."""
    about = {name: f"{metric.about}." for name, metric in METRICS.items()}
    if schema.get("enum") == [*METRICS]:
        return {**schema, "enumDescriptions": list(about.values())}
    if schema.get("propertyNames", {}).get("enum") == [*METRICS]:
        value = schema["additionalProperties"]
        kept = {key: below for key, below in schema.items() if key != "propertyNames"}
        return {
            **kept,
            "properties": {name: {**value, "description": text} for name, text in about.items()},
            "additionalProperties": False,
        }
    return schema


def _extending(schema: Schema) -> Schema:
    """What a file that extends another may write there: a part of it, or the wish to remove it."""
    plain = {key: value for key, value in schema.items() if key not in ("required", "minProperties")}
    if "properties" in plain:
        plain["properties"] = {
            **{key: _extending(below) for key, below in plain["properties"].items()},
            REMOVE: _REMOVE,
        }
        if CODE in plain["properties"]:
            plain["properties"][CODE] = schema["properties"][CODE]
            plain["required"] = [CODE]
    if isinstance(plain.get("items"), dict):
        plain["items"] = _extending(plain["items"])
        if CODE in plain["items"].get("properties", {}):
            whole = {"properties": {REMOVE: _REMOVE}, "additionalProperties": False}
            plain = {**plain, "type": ["array", "object"], **whole}
    if isinstance(plain.get("additionalProperties"), dict):
        plain["additionalProperties"] = _extending(plain["additionalProperties"])
    return plain


def _complete(schema: Schema, *, top: bool = False, only: bool = False) -> Schema:
    """What else holds of a file that extends nothing: everything needed is there, and nothing is removed.

    `only`: whether keys of the other kind of exercise are wrong as well.
    """
    found: Schema = {key: schema[key] for key in ("required", "minProperties") if key in schema}
    if "properties" in schema:
        below = {name: _complete(value) for name, value in schema["properties"].items()}
        found["properties"] = {name: value for name, value in below.items() if value}
        if not top:
            found["properties"][REMOVE] = False
    if only:
        found["propertyNames"] = {"enum": list(schema["properties"])}
    if schema.get("type") == "array":
        found["type"] = "array"
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict) and (within := _complete(schema[key])):
            found[key] = within
    return found
