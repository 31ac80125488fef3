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
    """The result as plain dicts, lists and numbers; NaN becomes None.

    `corrected` stands beside each `count`: the same number where nothing was corrected by hand. All corrections stand
    together, in the order of time.
    """
    fields: dict[str, Any] = plain(result, DECIMALS)
    del fields["source"]["live"]
    sets = [_corrected(own, each.corrected) for own, each in zip(fields["sets"], result.sets, strict=True)]
    for each in sets:
        del each["corrections"]
    return {"schema": SCHEMA, **_corrected(fields, result.corrected), "sets": sets}


def _corrected(fields: dict[str, Any], corrected: int) -> dict[str, Any]:
    """The fields, with the number as the person has corrected it after the one that was counted."""
    return {name: value for key, own in fields.items() for name, value in _beside(key, own, corrected)}


def _beside(key: str, own: Any, corrected: int) -> list[tuple[str, Any]]:
    return [(key, own), ("corrected", corrected)] if key == "count" else [(key, own)]
