"""Which models ship."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fitcount.config import shipped
from fitcount.errors import ModelError


@cache
def manifest() -> dict[str, dict[str, Any]]:
    """What `models/build.py` wrote of each model: file, SHA-256, provenance."""
    path = shipped("models") / "manifest.json"
    try:
        models: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["models"]
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}): install fitcount again") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: is damaged: install fitcount again") from error
    return models


def estimator_names() -> list[str]:
    """Names of the estimators that ship: those of the whole body, smallest first, then that of the upper body."""
    return [name for name, entry in manifest().items() if "landmarks" in entry["outputs"]]
