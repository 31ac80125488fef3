"""The result as JSON: the schema that other programs rely on."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import Any

from fitcount.types import Result

SCHEMA = 1


def to_json(result: Result) -> str:
    """One JSON object, indented; what was not measured is null."""
    return json.dumps(to_dict(result), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def to_dict(result: Result) -> dict[str, Any]:
    """The result as plain dicts, lists and numbers; NaN becomes None."""
    fields: dict[str, Any] = _plain(asdict(result))
    del fields["source"]["live"]
    return {"schema": SCHEMA, **fields}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value
