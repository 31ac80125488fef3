"""Which definition of an exercise something was counted with."""

from __future__ import annotations

import hashlib
import json

from fitcount.reps.conditions import text_of
from fitcount.reps.definition import Exercise, Repeated

NOT_COUNTED = frozenset({"cases", "free_gestures"})
"""What makes no difference to a count: what is for its author's tests, and for starting and stopping."""


def definition_hash(exercise: Exercise) -> str:
    """SHA-256, in 64 hexadecimal digits, of all that an exercise says, with what it takes over from others.

    Comments, the order of keys, and how a number or a condition is written make no difference.
    """
    said = exercise.model_dump(mode="json", exclude=set(NOT_COUNTED))
    if isinstance(exercise, Repeated):
        for key, conditions in (
            ("need", [posture.need for posture in exercise.posture]),
            ("when", [rule.when for rule in exercise.form]),
        ):
            rules = said["posture" if key == "need" else "form"]
            for rule, condition in zip(rules, conditions, strict=True):
                rule[key] = text_of(condition.tree)
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
