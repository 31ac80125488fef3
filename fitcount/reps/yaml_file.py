"""Read YAML as plain values, and know where each of them stands in its file.

YAML 1.2, in which `on` and `yes` are words and `1:30` is no number. Aliases and tags are refused: an exercise needs
neither, and with them a few lines can unfold into gigabytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from fitcount.errors import ExerciseError

MAX_BYTES = 100_000
MAX_DEPTH = 12
"""No exercise comes near either; a file beyond them is no exercise."""

Location = tuple[int, int]
"""Line and column, from 1."""
KeyPath = tuple[str | int, ...]
"""Keys and indices from the top of the file to a value."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The content of one YAML file."""

    path: Path
    values: Any
    """Dicts, lists, strings, numbers, booleans and None."""
    locations: dict[KeyPath, Location] = field(default_factory=dict)
    """Of each key (of a list's item: of the item)."""

    def where(self, key_path: KeyPath) -> str:
        """file:line:column of a key, or of the nearest key above it."""
        line, column = self.location(key_path)
        return f"{self.path}:{line}:{column}"

    def location(self, key_path: KeyPath) -> Location:
        """Line and column of a key, or of the nearest key above it."""
        while key_path not in self.locations and key_path:
            key_path = key_path[:-1]
        return self.locations.get(key_path, (1, 1))


def read_yaml(path: Path) -> YamlFile:
    """Read one YAML file.

    Raises ExerciseError, with line and column, if it cannot be read or is no plain YAML.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ExerciseError(f"{path}: cannot be read: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise ExerciseError(f"{path}: {len(content)} bytes, an exercise has {MAX_BYTES} at most")
    try:
        node = YAML(typ="safe", pure=True).compose(content.decode("utf-8"))
    except RecursionError:
        raise ExerciseError(f"{path}: nested too deep: an exercise is flat") from None
    except UnicodeDecodeError as error:
        raise ExerciseError(f"{path}: not UTF-8 text (byte {error.start}): save it as UTF-8") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise ExerciseError(f"{path}{at}: not YAML: {error.problem or error.context}") from error
    except YAMLError as error:
        raise ExerciseError(f"{path}: not YAML: {str(error).splitlines()[0]}") from error
    reader = _Reader(path)
    values = reader.read(node, ()) if node is not None else None
    return YamlFile(path, values, reader.locations)


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.locations: dict[KeyPath, Location] = {}
        self._seen: set[int] = set()

    def read(self, node: Node, key_path: KeyPath) -> Any:
        if id(node) in self._seen:
            raise self._error(node, "an alias (*name): write the value again")
        if len(key_path) > MAX_DEPTH:
            raise self._error(node, f"nested more than {MAX_DEPTH} deep: an exercise is flat")
        self._seen.add(id(node))
        self.locations.setdefault(key_path, _location(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, key_path)
        if isinstance(node, SequenceNode):
            return [self.read(item, (*key_path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return self._scalar(node)

    def _mapping(self, node: MappingNode, key_path: KeyPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise self._error(key_node, "a key must be a word")
            if key in values:
                first = self.locations[(*key_path, key)]
                raise self._error(key_node, f"{key!r} stands twice: first in line {first[0]}")
            self.locations[(*key_path, key)] = _location(key_node)
            values[key] = self.read(value_node, (*key_path, key))
        return values

    def _scalar(self, node: ScalarNode) -> Any:
        kind = str(node.tag).rpartition(":")[2]
        if kind not in _CONVERT:
            raise self._error(node, f"{node.value!r} is a {kind}: an exercise has only words and numbers")
        try:
            return _CONVERT[kind](node.value)
        except ValueError:
            raise self._error(node, f"{node.value!r} is no {kind}") from None

    def _error(self, node: Node, problem: str) -> ExerciseError:
        line, column = _location(node)
        return ExerciseError(f"{self.path}:{line}:{column}: {problem}")


def _location(node: Node) -> Location:
    return node.start_mark.line + 1, node.start_mark.column + 1


_CONVERT: dict[str, Callable[[str], Any]] = {
    "null": lambda _: None,
    "bool": lambda text: text.lower() == "true",
    "int": lambda text: int(text, 0),
    "float": float,
    "str": str,
    "timestamp": str,
}
