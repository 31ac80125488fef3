"""What the schema objects to, in the words of whoever writes the file."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from pydantic import BaseModel, ValidationError

from fitcount.reps.definition import Held, Repeated
from fitcount.reps.inheritance import EXTENDS, REMOVE
from fitcount.reps.plain_numbers import plain_number
from fitcount.reps.yaml_file import KeyPath, Node, YamlFile
from fitcount.types import Place, Problem
from fitcount.wording import MAX_SHOWN, shortened

HOLD = "hold"
"""The key that makes an exercise one to hold, not to repeat."""
MAX_NAMED = 8
"""Of the keys that are possible."""


@runtime_checkable
class Pointed(Protocol):
    """An error that knows where within a text it is, like that of a condition."""

    what: str
    offset: int
    length: int
    why: str
    suggestion: str


def schema_problems(
    file: YamlFile, kind: type[BaseModel], error: ValidationError, *, complete: bool = True
) -> Iterator[Problem]:
    """Every objection.

    `complete`: whether what is missing is really missing, or may stand in a base that could not be read.
    """
    found = list(_decisive([(key_path(file, problem["loc"]), problem) for problem in error.errors(include_url=False)]))
    unknown = [path for path, problem in found if problem["type"] == "extra_forbidden"]
    missing: dict[KeyPath, list[str]] = {}
    # Who means an exercise to hold, and misspells that, lacks all that belongs to the others.
    complete = complete and not any(len(path) == 1 and _is_like(path[0], HOLD) for path in unknown)
    for path, problem in found:
        if file.is_broken(path):
            continue
        if problem["type"] == "missing":
            # A misspelt key is also a missing one: the misspelling is what helps.
            if not any(near[:-1] == path[:-1] and _is_like(near[-1], path[-1]) for near in unknown):
                missing.setdefault(path[:-1], []).append(str(path[-1]))
        elif problem["type"] == "extra_forbidden":
            yield _unknown_key(file, path, kind)
        else:
            yield _wrong_value(file, path, problem)
    for path, keys in missing.items() if complete else ():
        yield _missing(file, path, keys)


Objection = tuple[KeyPath, Mapping[str, Any]]


def _decisive(found: Sequence[Objection]) -> Iterator[Objection]:
    """One objection to each value: pydantic has one for each kind that it might be of, and one for a list of wrong
    items, which it takes for empty."""
    for path, problem in found:
        # A number, or a list of two: which of them is meant the value shows.
        kinds = {other["type"] in _NUMERIC for at, other in found if at == path}
        if len(kinds) > 1 and (problem["type"] in _NUMERIC) == isinstance(problem["input"], list | tuple):
            continue
        if problem["type"] == "too_short" and any(at[: len(path)] == path and at != path for at, _ in found):
            continue
        # A condition that a comma has cut in two, in { }: the rest of it is no key.
        cut = problem["type"] == "extra_forbidden" and not str(path[-1]).replace(" ", "_").isidentifier()
        if cut and any(
            at[:-1] == path[:-1] and isinstance(other.get("ctx", {}).get("error"), Pointed) for at, other in found
        ):
            continue
        yield path, problem


def _is_like(one: str | int, two: str | int) -> bool:
    return bool(difflib.get_close_matches(str(one), [str(two)]))


def _missing(file: YamlFile, path: KeyPath, keys: Sequence[str]) -> Problem:
    """Keys that are not there, at the key that they belong under; at the first line where that is the file."""
    node, _ = file.nearest(path)
    place = file.key_place(path) if path or node is None else node.key.text.place(node.key.start, node.key.start + 1)
    names = ", ".join(repr(file.spoken((*path, key))) for key in keys)
    return Problem("error", place, f"key {names} is missing" if len(keys) == 1 else f"keys {names} are missing")


def key_path(file: YamlFile, loc: Sequence[str | int]) -> KeyPath:
    """Pydantic's location as far as it is one of the file: it also names branches of unions, and `[key]`."""
    path: KeyPath = ()
    for row, part in enumerate(loc):
        last = row == len(loc) - 1
        if part == "[key]":
            continue
        _, exact = file.nearest((*path, part))
        if exact or (last and isinstance(part, str) and _is_mapping(file, path)):
            path = (*path, part)
    return path


def _is_mapping(file: YamlFile, path: KeyPath) -> bool:
    node, exact = file.nearest(path)
    return exact and node is not None and isinstance(node.content, dict)


def _unknown_key(file: YamlFile, path: KeyPath, kind: type[BaseModel]) -> Problem:
    key = str(path[-1])
    place, known = file.key_place(path), _known_keys(path[:-1], kind)
    node, _ = file.nearest(path)
    if key == REMOVE and node is not None and node.content is not True:
        return Problem("error", file.place(path), "remove: needs true", "", "leave it out to keep what the base has")
    if key == REMOVE and file.nearest((EXTENDS,))[1]:
        return Problem("error", place, "remove: stands alone, or beside a code", "", "leave out what is beside it")
    if key == REMOVE:
        why = "only a file that extends another takes something out of it"
        return Problem("error", place, "nothing to remove", why)
    if key == "<<":
        return Problem("error", place, "unknown key '<<'", "", "extends: NAME takes over another exercise")
    if kind is Held and len(path) == 1 and key in Repeated.model_fields:
        return Problem("error", place, f"unknown key {key!r}", "with 'hold' nothing is repeated", "leave it out")
    near = difflib.get_close_matches(key, known, n=1)
    suggestion = f"did you mean {near[0]!r}?" if near else _left(file, path[:-1], known)
    return Problem("error", place, f"unknown key {shortened(repr(key))}", "", suggestion)


def _left(file: YamlFile, path: KeyPath, known: Sequence[str]) -> str:
    """The keys that are possible there and not written yet."""
    node, _ = file.nearest(path)
    left = [key for key in known if node is None or node.below(key) is None]
    more = ", ..." if len(left) > MAX_NAMED else ""
    return f"there are {', '.join(left[:MAX_NAMED])}{more}" if left else "leave it out"


def _known_keys(path: KeyPath, kind: type[BaseModel]) -> list[str]:
    model: Any = kind
    for part in path:
        model = _inside(model, part)
    known = list(getattr(model, "model_fields", {}))
    if model is Repeated:
        known.append(HOLD)
    return known


def _inside(model: Any, part: str | int) -> Any:
    """The model of the value under a key, as far as the schema names one."""
    if isinstance(part, int):
        return model
    field = getattr(model, "model_fields", {}).get(part)
    return model if field is None else next(_models(field.annotation), None)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)


def _wrong_value(file: YamlFile, path: KeyPath, problem: Mapping[str, Any]) -> Problem:
    # Of a key that is wrong itself pydantic says so.
    is_key = problem["loc"][-1] == "[key]"
    name, place = file.spoken(path), file.key_place(path) if is_key else file.place(path)
    context = problem.get("ctx", {})
    error = context.get("error")
    if isinstance(error, Pointed):
        node, _ = file.nearest(path)
        place = _within(node, error, place)
        return Problem("error", place, f"{name}: {error.what}", error.why, error.suggestion)
    if problem["type"] == "former_keys":
        return _former_keys(file, path, context)
    if problem["type"] == "value_error":
        what, _, suggestion = str(error).partition("; ")
        return Problem("error", place, f"{name}: {what}", "", suggestion)
    words = _NEEDS.get(problem["type"])
    needs = words.format(**context) if words else problem["msg"]
    value = problem["input"]
    suggestion = plain_number(value, path) if problem["type"] in _NUMERIC else _instead(problem["type"], value, context)
    return Problem("error", place, f"{name}: needs {needs}, not {_shown(value)}", "", suggestion)


def _former_keys(file: YamlFile, path: KeyPath, context: Mapping[str, Any]) -> Problem:
    keys = str(context["keys"])
    first = keys.split(",", maxsplit=1)[0].split(" ", maxsplit=1)[0]
    suggestion = f"write {context['key']}: {context['condition']}"
    what = f"{file.spoken(path)}: {keys} stand as one condition now"
    return Problem("error", file.key_place((*path, first)), what, "", suggestion)


def _within(node: Node | None, error: Pointed, whole: Place) -> Place:
    if node is None or not isinstance(node.content, str):
        return whole
    return node.span.part(node.content, error.offset, error.length).place


_NUMERIC = {
    "finite_number",
    "float_type",
    "int_type",
    "less_than",
    "less_than_equal",
    "greater_than",
    "greater_than_equal",
}


def _instead(kind: str, value: Any, context: Mapping[str, Any]) -> str:
    """What to write in the place of a wrong word."""
    if kind in ("literal_error", "enum") and isinstance(value, str):
        known = [word.strip(" '") for word in str(context["expected"]).replace(" or ", ",").split(",")]
        near = difflib.get_close_matches(value, known, n=1)
        return f"did you mean {near[0]!r}?" if near else ""
    if kind == "string_pattern_mismatch" and isinstance(value, str):
        plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in value.lower())
        plain = plain.strip("_0123456789")
        return f"write {plain}" if plain and len(plain) <= MAX_SHOWN else ""
    if kind == "string_type" and isinstance(value, bool | int | float):
        return f'put it in quotes: "{_shown(value)}"'
    if kind == "tuple_type" and isinstance(value, str):
        return f"write [{shortened(value)}]"
    return ""


_NEEDS: Mapping[str, str] = {
    "condition_type": "a condition, like middle(knee_deg) < 100",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "finite_number": "a number",
    "string_type": "text",
    "string_pattern_mismatch": "small letters, digits and _, a letter first",
    "string_too_short": "at least {min_length} letter",
    "string_too_long": "{max_length} letters at most",
    "greater_than": "more than {gt:g}",
    "greater_than_equal": "{ge:g} or more",
    "less_than": "less than {lt:g}",
    "less_than_equal": "{le:g} or less",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "tuple_type": "a list: [a, b], or a '- ' before each",
    "dict_type": "keys of its own",
    "model_type": "keys of its own",
    "model_attributes_type": "keys of its own",
    "too_short": "at least {min_length} entry",
    "too_long": "{max_length} entries at most",
}
"""By pydantic's kind of error, what the file needs to say instead."""


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict | list | tuple):
        return "nothing" if not value else "keys of its own" if isinstance(value, dict) else f"a list of {len(value)}"
    return str(value).lower() if isinstance(value, bool) else shortened(repr(value))
