"""Frozen values as JSON has them, and back: what is read is of the declared types, or is refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")

LARGEST = 2**63
"""Beyond it neither SQLite nor other programs know whole numbers."""


def plain(value: Any, decimals: int | None = None) -> Any:
    """Dataclasses become objects, tuples lists, dates ISO 8601; NaN, "not measured", becomes None.

    Numbers are rounded to so many decimals, if that is given.
    """
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name), decimals) for field in fields(value)}
    if isinstance(value, dict):
        return {key: plain(item, decimals) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item, decimals) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return _measured(value, decimals) if isinstance(value, float) else value


def _measured(value: float, decimals: int | None) -> float | None:
    if not math.isfinite(value):
        return None
    return float(value) if decimals is None else round(float(value), decimals)


def typed(kind: type[T], value: Any, where: str = "") -> T:
    """The value of type `kind` that `plain` made this of.

    Fields that a later fitcount added are left out, those that an earlier one did not have get their default. Raises
    ValueError, which says where, if something is missing or of another type.
    """
    result: T = _typed(kind, value, where)
    return result


def _typed(kind: Any, value: Any, where: str) -> Any:
    if isinstance(kind, UnionType):
        (own,) = (each for each in get_args(kind) if each is not NoneType)
        return None if value is None else _typed(own, value, where)
    if get_origin(kind) is tuple:
        items = _as(list, value, where)
        return tuple(_typed(get_args(kind)[0], item, f"{where}[{index}]") for index, item in enumerate(items))
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise ValueError(f"{where} is none of {', '.join(get_args(kind))}")
        return value
    if is_dataclass(kind):
        return _object(kind, _as(dict, value, where), where)
    if issubclass(kind, StrEnum):
        return kind(_as(str, value, where))
    return _SPECIAL[kind](value, where) if kind in _SPECIAL else _as(kind, value, where)


def _object(kind: Any, value: Mapping[str, Any], where: str) -> Any:
    hints = _hints(kind)
    known: dict[str, Any] = {}
    for field in fields(kind):
        place = f"{where}.{field.name}".lstrip(".")
        if field.name in value:
            known[field.name] = _typed(hints[field.name], value[field.name], place)
        elif _is_needed(field):
            raise ValueError(f"{place} is missing")
    return kind(**known)


_hints = cache(get_type_hints)
"""They are text, which takes longer to understand than the whole file to read."""


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _as(kind: type[T], value: Any, where: str) -> T:
    # Not isinstance: for Python, True is a number.
    if type(value) is not kind:
        raise ValueError(f"{where} is no {kind.__name__}")
    if isinstance(value, str) and not value.isprintable():
        value.encode()  # halves of surrogate pairs, which no file can hold: UnicodeEncodeError is a ValueError
    if isinstance(value, int) and not -LARGEST <= value < LARGEST:
        raise ValueError(f"{where} is too large")
    result: T = value
    return result


def _number(value: Any, where: str) -> float:
    if value is None:
        return math.nan
    number = float(value if type(value) is float else _as(int, value, where))
    if not math.isfinite(number):
        raise ValueError(f"{where} is not finite")
    return number


def _moment(value: Any, where: str) -> datetime:
    moment = datetime.fromisoformat(_as(str, value, where))
    if moment.tzinfo is None:
        raise ValueError(f"{where} has no time zone")
    if not 1970 < moment.year < 9999:
        raise ValueError(f"{where} is no time that a clock shows")
    return moment


_SPECIAL: Mapping[type, Callable[[Any, str], Any]] = {float: _number, datetime: _moment}
"""Types that JSON does not have as they are."""
