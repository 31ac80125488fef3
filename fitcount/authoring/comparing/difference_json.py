"""The comparison of two exercises as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from fitcount.findings import Difference, Event
from fitcount.sessions.plain import plain
from fitcount.sessions.result_json import DECIMALS
from fitcount.types import ExerciseSet, Rejection, Rep

SCHEMA = 1
"""Raised when a field changes its name or meaning, or goes; not when one is added."""


def to_json(difference: Difference) -> str:
    """One JSON object, indented; a rep and a rejected attempt as in a result, by old and new."""
    old, new = difference.totals
    content = {
        "schema": SCHEMA,
        "old": difference.old,
        "new": difference.new,
        "total": {"old": old, "new": new},
        "traces": [
            {
                "trace": each.trace,
                "old": each.old,
                "new": each.new,
                "unchanged": len(each.unchanged),
                "changes": [
                    {"what": change.aspects, "old": _fields(change.old), "new": _fields(change.new)}
                    for change in each.changes
                ],
            }
            for each in difference.traces
        ],
    }
    return json.dumps(plain(content, DECIMALS), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _fields(event: Event | None) -> dict[str, Any] | None:
    return None if event is None else {"kind": _KINDS[type(event)], **asdict(event)}


_KINDS = {Rep: "rep", Rejection: "rejected", ExerciseSet: "hold"}
