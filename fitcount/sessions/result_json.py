"""The result as JSON: the schema that other programs rely on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from fitcount.sessions.plain import plain
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
    fields: dict[str, Any] = plain(result, DECIMALS)
    del fields["source"]["live"]
    return {"schema": SCHEMA, **fields}
