"""Read YAML as plain values, and know where each of them stands in its file.

YAML 1.2, in which `on` and `yes` are words and `1:30` is no number. Aliases and tags are refused: an exercise needs
neither, and with them a few lines can unfold into gigabytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from fitcount.errors import ExerciseError

MAX_BYTES = 32_000
MAX_DEPTH = 12
"""No exercise comes near either; a file beyond them is no exercise."""

MAX_SHOWN = 40
"""Letters of a wrong value."""

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
    text: str = ""
    spans: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    """Where in the text each single value begins and ends, with its quotes."""

    def where(self, key_path: KeyPath) -> str:
        """file:line:column of a key, or of the nearest key above it."""
        line, column = self.location(key_path)
        return f"{self.path}:{line}:{column}"

    def where_within(self, key_path: KeyPath, offset: int) -> str:
        """file:line:column of a character of a value that is text."""
        return f"{self.path}{_place(self.text, self._position(key_path, offset))}"

    def _position(self, key_path: KeyPath, offset: int) -> int:
        """Of a value's character in the file's text: quotes, indents and line breaks stand between them."""
        value: Any = self.values
        for part in key_path:
            value = value[part]
        start, end = self.spans[key_path]
        position, last = start, start
        for character in filter(lambda each: not each.isspace(), value[: offset + 1]):
            found = self.text.find(character, position, end)
            if found < 0:  # written as an escape
                return start
            position, last = found + 1, found
        beyond = offset >= len(value.rstrip())
        return position if beyond else last

    def location(self, key_path: KeyPath) -> Location:
        """Line and column of a key, or of the nearest key above it."""
        while key_path not in self.locations and key_path:
            key_path = key_path[:-1]
        return self.locations.get(key_path, (1, 1))


def read_yaml(path: Path) -> YamlFile:
    """Read one YAML file.

    Raises ExerciseError, with line and column, if it cannot be read or is no plain YAML.
    """
    text = _read_text(path)
    try:
        _refuse_what_unfolds(path, text)
        node = YAML(typ="safe", pure=True).compose(text)
    except ReaderError as error:
        at, character = _place(text, error.position), int(error.character)
        raise ExerciseError(f"{path}{at}: not YAML: the invisible character U+{character:04X}: delete it") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        problem = str(error.problem or error.context).removeprefix("but ")
        raise ExerciseError(f"{path}{at}: not YAML: {_HINTS.get(problem, problem)}") from error
    except YAMLError as error:
        raise ExerciseError(f"{path}: not YAML: {str(error).splitlines()[0]}") from error
    reader = _Reader(path)
    values = reader.read(node, ()) if node is not None else None
    return YamlFile(path, values, reader.locations, text, reader.spans)


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ExerciseError(f"{path}: cannot be read: {getattr(error, 'strerror', error)}: check the path") from error
    if len(content) > MAX_BYTES:
        raise ExerciseError(f"{path}: more than {MAX_BYTES} bytes: no exercise is that long")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = _place(content[: error.start].decode("utf-8"), error.start)
        raise ExerciseError(f"{path}{at}: not UTF-8 text: save the file as UTF-8") from error


def _place(text: str, position: int) -> str:
    before = text[:position]
    return f":{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


_HINTS: Mapping[str, str] = {
    "found character '\\t' that cannot start any token": "a tab: indent with spaces",
    "mapping values are not allowed here": "a second ': ' in the line: put the text in quotes",
    "found another document": "a second document: leave out the line '---'",
}
"""What the parser says, in words that say what to do."""


def _refuse_what_unfolds(path: Path, text: str) -> None:
    """Raise ExerciseError at the first alias, tag, or value that is nested too deep, before anything is built."""
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        if isinstance(event, AliasEvent):
            problem = "an alias (*name): write the value again"
        elif isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            problem = f"a tag ({event.tag}): leave it out, an exercise has only words and numbers"
        elif depth > MAX_DEPTH:
            problem = f"nested more than {MAX_DEPTH} deep: an exercise is flat"
        else:
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            continue
        mark = event.start_mark
        raise ExerciseError(f"{path}:{mark.line + 1}:{mark.column + 1}: {problem}")


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.locations: dict[KeyPath, Location] = {}
        self.spans: dict[KeyPath, tuple[int, int]] = {}

    def read(self, node: Node, key_path: KeyPath) -> Any:
        self.locations.setdefault(key_path, _location(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, key_path)
        if isinstance(node, SequenceNode):
            return [self.read(item, (*key_path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        self.spans[key_path] = node.start_mark.index, node.end_mark.index
        return self._scalar(node)

    def _mapping(self, node: MappingNode, key_path: KeyPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise self._error(key_node, "a key must be a word")
            if key in values:
                first = self.locations[(*key_path, key)]
                raise self._error(key_node, f"{key!r} stands twice: first in line {first[0]}; leave one out")
            self.locations[(*key_path, key)] = _location(key_node)
            values[key] = self.read(value_node, (*key_path, key))
        return values

    def _scalar(self, node: ScalarNode) -> Any:
        kind = str(node.tag).rpartition(":")[2]
        try:
            return _CONVERT.get(kind, str)(node.value)
        except ValueError:
            shown = node.value[:MAX_SHOWN]
            raise self._error(node, f"{shown!r} is no number: write it like 25 or 0.5; text goes in quotes") from None

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
}
