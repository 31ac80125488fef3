"""Read YAML as plain values, and know where each of them stands in its file.

YAML 1.2, in which `on` and `yes` are words and `1:30` is no number. Aliases and tags are refused: no file of ours needs
them, and with them a few lines can unfold into gigabytes. What is wrong is collected, not raised: a person wants
to see all of it at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from fitcount.reps.source_text import Span, Text
from fitcount.reps.yaml_slips import MENDED, TAB, slip_of
from fitcount.types import Place, Problem
from fitcount.wording import shortened

MAX_BYTES = 32_000
MAX_DEPTH = 12
"""No exercise or plan comes near either; a file beyond them is none."""
MAX_DIGITS = 15
"""Of a number: what a float can tell apart."""
MAXMENDED = 20
"""Slips of the pen that are read over in one file."""

KeyPath = tuple[str | int, ...]
"""Keys and indices from the top of the file to a value."""

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value, and where it and the key before it stand."""

    content: dict[str, Node] | list[Node] | Scalar
    key: Span
    """Of a list's item: the item."""
    span: Span
    broken: bool = False
    """A problem is about it: whatever else is said of it says nothing new."""
    number: int = 0
    """Of a list's item: where in its list it was written, from 1."""

    @property
    def plain(self) -> Any:
        """Dicts, lists, strings, numbers, booleans and None."""
        if isinstance(self.content, dict):
            return {key: node.plain for key, node in self.content.items()}
        return [node.plain for node in self.content] if isinstance(self.content, list) else self.content

    @property
    def place(self) -> Place:
        """Of the value; of its key where nothing is written."""
        return self.key.place if self.span.is_empty else self.span.place

    def below(self, part: str | int) -> Node | None:
        """What stands under a key, or at an index; None if nothing does."""
        if isinstance(self.content, dict):
            return self.content.get(str(part))
        if isinstance(self.content, list) and isinstance(part, int) and part < len(self.content):
            return self.content[part]
        return None


def _without(node: Node, key_path: KeyPath) -> Node:
    if not key_path:
        return node
    (part, *rest), content = key_path, node.content
    if isinstance(content, dict) and part in content:
        kept = {key: below for key, below in content.items() if rest or key != part}
        if rest:
            kept[str(part)] = _without(kept[str(part)], tuple(rest))
        return replace(node, content=kept)
    if isinstance(content, list) and isinstance(part, int) and part < len(content):
        items = [
            _without(item, tuple(rest)) if rest and row == part else item
            for row, item in enumerate(content)
            if rest or row != part
        ]
        return replace(node, content=items)
    return node


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The content of one YAML file, as far as it could be read."""

    path: Path
    root: Node | None = None
    """None of an empty file, or of one of which nothing can be made."""
    problems: tuple[Problem, ...] = ()
    """What is no plain YAML."""

    @property
    def values(self) -> Any:
        """Dicts, lists, strings, numbers, booleans and None."""
        return None if self.root is None else self.root.plain

    def nearest(self, key_path: KeyPath) -> tuple[Node | None, bool]:
        """The value there, or the nearest one above it; and whether it is the very one."""
        node = self.root
        for part in key_path:
            below = None if node is None else node.below(part)
            if below is None:
                return node, False
            node = below
        return node, node is not None

    def spoken(self, key_path: KeyPath) -> str:
        """phases.start.enter; posture[2].need: as it was written, in whichever file."""
        path = ""
        for row, part in enumerate(key_path):
            if isinstance(part, int):
                node, exact = self.nearest(key_path[: row + 1])
                path += f"[{node.number if exact and node is not None else part + 1}]"
            else:
                path += f".{shortened(part)}" if path else shortened(part)
        return path

    def without(self, key_paths: Iterable[KeyPath]) -> YamlFile:
        """The same, but for some values."""
        root = self.root
        # From the last item of a list to the first, so that each still stands where its path says.
        for key_path in sorted(set(key_paths), key=lambda path: [f"{part:>9}" for part in path], reverse=True):
            root = root and _without(root, key_path)
        return replace(self, root=root)

    def is_broken(self, key_path: KeyPath) -> bool:
        """Whether one of the problems is about the value, or one above it."""
        return any(
            node is not None and exact and node.broken
            for node, exact in (self.nearest(key_path[:length]) for length in range(len(key_path) + 1))
        )

    def key_place(self, key_path: KeyPath) -> Place:
        """Of a key, or of the nearest one above it."""
        node, _ = self.nearest(key_path)
        return beginning(self.path) if node is None else node.key.place

    def place(self, key_path: KeyPath) -> Place:
        """Of a value; of its key where nothing is written; of the nearest key above it."""
        node, exact = self.nearest(key_path)
        if node is None or not exact:
            return self.key_place(key_path)
        return node.place


def beginning(path: Path) -> Place:
    """The first character of a file that has none."""
    return Place(str(path), 1, 1, 1, "")


def whole(path: Path) -> Place:
    """A file as a whole."""
    return Place(str(path), 0, 0, 1, "")


def read_yaml(path: Path, *, holds: str = "exercise") -> YamlFile:
    """Read one YAML file; one that cannot be read, or is no plain YAML, has problems.

    `holds`: what such a file is, for whoever wrote it.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        what = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        suggestion = f"name its files: {path / '*.yaml'}" if isinstance(error, IsADirectoryError) else "check the path"
        return YamlFile(path, None, problems=(Problem("error", whole(path), what, "", suggestion),))
    return yaml_of(path, content, holds=holds)


def yaml_of(path: Path, content: bytes, *, holds: str = "exercise") -> YamlFile:
    """The same of a file's content."""
    if len(content) > MAX_BYTES:
        what = f"more than {MAX_BYTES} bytes"
        return YamlFile(path, None, problems=(Problem("error", whole(path), what, f"no {holds} is that long"),))
    try:
        text = Text.of(path, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        read = Text.of(path, error.object[: error.start].decode("utf-8", "ignore") + "\N{REPLACEMENT CHARACTER}")
        place = read.place(len(read.content) - 1, len(read.content))
        problem = Problem("error", place, "not UTF-8 text", "", "save the file as UTF-8")
        return YamlFile(path, None, problems=(problem,))
    return _Reader(text, holds).read()


class _Unusable(Exception):  # noqa: N818  (never leaves this module)
    """The file cannot be read any further."""


class _Reader:
    """Builds plain values from the parser's events."""

    def __init__(self, text: Text, holds: str) -> None:
        self._text = text
        self._holds = holds
        self._one = f"{'an' if holds[0] in 'aeiou' else 'a'} {holds}"
        self._problems: list[Problem] = []
        self._events: Iterator[Event] = iter(())
        self._depth = 0

    def read(self) -> YamlFile:
        """Read over what is wrong as far as it is clear what was meant."""
        content = self._text.content
        slips: list[Problem] = []
        for _ in range(MAXMENDED):
            try:
                root = self._root(content)
                return self._file(root, slips + self._problems)
            except (MarkedYAMLError, ReaderError) as error:
                problem, mended = slip_of(self._text, content, error)
                if any(slip.what == TAB for slip in slips) and problem.what != TAB:
                    break  # how far a tab indents nobody can tell, so this may be its fault
                slips.append(problem)
                if mended is None:
                    break
                content = mended
            except YAMLError as error:
                slips.append(self._unreadable(str(error).splitlines()[0]))
                break
            except _Unusable:
                return self._file(None, slips + self._problems)
            except (RecursionError, LookupError, ValueError, AssertionError, TypeError, AttributeError):
                # The parser's own slips, on what no person writes: a directive of a version that it does not know.
                slips.append(self._unreadable("the parser cannot make sense of it"))
                break
        return self._file(None, slips)

    def _file(self, root: Node | None, problems: Iterable[Problem]) -> YamlFile:
        return YamlFile(self._text.path, root, tuple(dict.fromkeys(problems)))

    def _unreadable(self, what: str) -> Problem:
        return Problem("error", self._text.place(0, len(self._text.content)), f"not YAML: {what}")

    def _root(self, content: str) -> Node | None:
        self._problems, self._depth = [], 0
        self._events = YAML(typ="safe", pure=True).parse(content)
        root, documents = None, 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._complain(
                        event, "a second document", f"a file holds one {self._holds}", "leave out the line '---'"
                    )
                    raise _Unusable
            elif isinstance(event, ScalarEvent | AliasEvent | MappingStartEvent | SequenceStartEvent):
                root = self._value(event, self._span(event))
        return root

    def _span(self, event: Event) -> Span:
        return Span(self._text, event.start_mark.index, event.end_mark.index)

    def _complain(self, event: Event, what: str, why: str = "", suggestion: str = "") -> None:
        self._problems.append(Problem("error", self._span(event).place, what, why, suggestion))

    def _value(self, event: Event, key: Span) -> Node:
        """The value that begins with an event, read to its end."""
        if isinstance(event, AliasEvent):
            self._complain(
                event, "an alias (*name)", "a few of them can unfold into gigabytes", "write the value again"
            )
            return Node(None, key, self._span(event), broken=True)
        tag = getattr(event, "tag", None)
        if tag is not None:
            why = f"{self._one} has only words and numbers"
            self._complain(event, f"a tag ({shortened(str(tag))})", why, "leave it out")
        if isinstance(event, ScalarEvent):
            return self._scalar(event, key, tagged=tag is not None)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._complain(event, f"nested more than {MAX_DEPTH} deep", f"{self._one} is flat")
            raise _Unusable
        content, end = self._mapping() if isinstance(event, MappingStartEvent) else self._sequence()
        self._depth -= 1
        return Node(content, key, Span(self._text, event.start_mark.index, end.end_mark.index), tag is not None)

    def _sequence(self) -> tuple[list[Node], Event]:
        content: list[Node] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                return content, event
            item = self._value(event, self._span(event))
            content.append(replace(item, key=item.span, number=len(content) + 1))
        raise _Unusable

    def _mapping(self) -> tuple[dict[str, Node], Event]:
        content: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                return content, event
            span = self._span(event)
            if not isinstance(event, ScalarEvent):
                self._complain(event, "a key must be a word", "", "write it like min_s")
                self._value(event, span)
                self._value(next(self._events), span)
                continue
            key = event.value
            # A second one is read, for what is wrong in it, and forgotten.
            value = self._value(next(self._events), span)
            if key in content:
                first = content[key].key.place.line
                self._complain(event, f"{shortened(repr(key))} stands twice", f"first in line {first}", "leave one out")
            else:
                content[key] = value
        raise _Unusable

    def _scalar(self, event: ScalarEvent, key: Span, *, tagged: bool) -> Node:
        written: str = event.value
        content: Scalar = written
        if not event.style:  # neither quoted nor a block of text
            if written in _WORDS:
                content = _WORDS[written]
            elif _NUMBER.fullmatch(written):
                why = _no_number(written)
                if why:
                    what = f"{shortened(repr(written))} is no number"
                    self._complain(event, what, why, "write it like 25 or 0.5; text goes in quotes")
                    return Node(None, key, self._span(event), broken=True)
                content = int(written) if _WHOLE.fullmatch(written) else float(written)
        return Node(content, key, self._span(event), tagged or MENDED in written)


def _no_number(written: str) -> str:
    """Why something written like a number is none; "" if it is one."""
    if _LEADING_ZERO.match(written):
        return "it begins with a zero"
    return f"it has more than {MAX_DIGITS} digits" if sum(map(str.isdigit, written)) > MAX_DIGITS else ""


_WORDS: Mapping[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?[0-9]+", re.ASCII)
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")
