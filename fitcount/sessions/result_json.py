"""The result as JSON: the schema that other programs rely on."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from fitcount.types import Result

SCHEMA = 1
"""Raised when a field changes its name or meaning, or goes; not when one is added."""

DECIMALS = 6
"""A microsecond, and less than any other value is sure of."""


def to_json(result: Result) -> str:
    """One JSON object, indented; what was not measured is null."""
    return json.dumps(to_dict(result), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def people_to_json(results: Sequence[Result]) -> str:
    """A JSON list of one object a person, with their number from 1 on."""
    people = [{"person": number, **to_dict(result)} for number, result in enumerate(results, start=1)]
    return json.dumps(people, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def to_dict(result: Result) -> dict[str, Any]:
    """The result as plain dicts, lists and numbers; NaN becomes None."""
    fields: dict[str, Any] = plain(asdict(result))
    del fields["source"]["live"]
    return {"schema": SCHEMA, **fields}


def from_dict(fields: Mapping[str, Any]) -> Result:
    """The result that `to_dict` gave; fields that a later fitcount added are left out."""
    result: Result = _typed(Result, fields)
    return result


def plain(value: Any) -> Any:
    """Dicts, lists and numbers as JSON has them: rounded, and None for what was not measured."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return round(float(value), DECIMALS) if math.isfinite(value) else None
    return value


def _typed(kind: Any, value: Any) -> Any:
    """`value` as the type that a field declares: a dataclass, a tuple of one type, or what JSON has as it is."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _typed(hint, value[name]) for name, hint in hints.items() if name in value})
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], item) for item in value)
    return math.nan if kind is float and value is None else value
