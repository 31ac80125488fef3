"""The text of a file, of which every character has a line and a column."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from pathlib import Path

from fitcount.types import Place

_ESCAPE = re.compile(r"\\[^\s]")
"""But for those of a blank and of a line's end."""
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """The content of a file, of which every character has a line and a column."""

    path: Path
    content: str
    starts: tuple[int, ...]
    """Where each line begins."""

    @classmethod
    def of(cls, path: Path, content: str) -> Text:
        """Find the lines."""
        return cls(path, content, (0, *(found.end() for found in _LINE_BREAK.finditer(content))))

    def place(self, start: int, end: int) -> Place:
        """Line and column of a piece, as far as it lies in one line."""
        start = min(start, len(self.content))
        row = bisect.bisect_right(self.starts, start) - 1
        following = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.content)
        line = self.content[self.starts[row] : following].rstrip("\r\n\x85\u2028\u2029")
        column = start - self.starts[row]
        last = self.starts[row] + len(line.rstrip())
        return Place(str(self.path), row + 1, column + 1, max(min(end, last) - start, 1), line)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text."""

    text: Text
    start: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written there."""
        return self.end <= self.start

    @property
    def place(self) -> Place:
        """Its line and column."""
        return self.text.place(self.start, self.end)

    def part(self, value: str, offset: int, length: int) -> Span:
        """Where `length` characters of a scalar's value stand, `offset` from its beginning.

        Quotes and the indents of a value that goes over several lines are no part of it.
        """
        written = self.text.content[self.start : self.end]
        if written.startswith('"') and _ESCAPE.search(written):
            return self  # what is escaped is longer than what it stands for
        rows = _rows_of(value, written)
        first = rows[min(offset, len(value))]
        last = rows[min(max(offset + length - 1, offset), len(value))]
        return Span(self.text, self.start + first, self.start + max(last, first) + 1)


def _rows_of(value: str, written: str) -> list[int]:
    """Where each character of a value stands in what is written, and where its end does."""
    rows: list[int] = []
    at = 1 if written[:1] in ("'", '"') else 0
    for character in value:
        # Where lines were joined, a blank stands for a line's end and the next one's indent.
        found = at if character.isspace() else written.find(character, at)
        at = found if found >= 0 else at
        rows.append(min(at, len(written)))
        folded = character.isspace() and written[at : at + 1] != character
        at += len(written[at:]) - len(written[at:].lstrip()) if folded else 1
    return [*rows, min(at, len(written))]
