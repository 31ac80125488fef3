"""What is wrong with an exercise's file, so that a person finds it: place, line, caret, why, and what to write."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.text import Text

from fitcount.types import Place, Problem
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BAD, BAD_BOLD, BOLD, DIM, GOOD, PLAIN
from fitcount.wording import plural

_GUTTER = 6
"""Room for a line's number."""
_LEAD = 12
"""Characters before the offending text that stay, where a line is too long."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file, what it is, and what is wrong with it."""

    name: str
    """As it was named."""
    problems: tuple[Problem, ...]
    said: str = ""
    """What it is, if it can be used."""


def checked_files(files: Sequence[CheckedFile]) -> RenderableType:
    """The problems of each file, and how many there are."""
    return _Checked(files)


@dataclass(frozen=True, slots=True)
class _Checked:
    files: Sequence[CheckedFile]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs = console_glyphs(console)
        for file in self.files:
            for problem in file.problems:
                yield from _problem(problem, glyphs, options.max_width)
            if not file.problems:
                yield Text.assemble(
                    (f"{glyphs.text(file.name)}: ", BOLD), ("fine", GOOD), (glyphs.text(f": {file.said}"), PLAIN)
                )
        if len(self.files) > 1 or any(file.problems for file in self.files):
            yield Text(glyphs.text(_total(self.files)), BOLD)


def _total(files: Sequence[CheckedFile]) -> str:
    problems = [problem for file in files for problem in file.problems]
    errors = sum(problem.is_error for problem in problems)
    found = [plural(errors, "error")] if errors else []
    if errors < len(problems):
        found.append(plural(len(problems) - errors, "warning"))
    usable = sum(not any(problem.is_error for problem in file.problems) for file in files)
    if len(files) == 1:
        return f"{' and '.join(found)}: the file can{'' if usable else 'not'} be used"
    return f"{len(files)} files: {' and '.join(found) or 'nothing wrong'}; {usable} can be used"


def _problem(problem: Problem, glyphs: Glyphs, width: int) -> Iterator[RenderableType]:
    style = BAD_BOLD if problem.is_error else BAD
    yield Text.assemble(
        (f"{glyphs.text(str(problem.place))}: ", BOLD),
        (f"{problem.severity}: ", style),
        (glyphs.text(problem.what), PLAIN),
    )
    if problem.place.text.strip():
        yield from _excerpt(problem.place, glyphs, width)
    if problem.why:
        yield _indented(glyphs.text(problem.why), "why: ")
    if problem.suggestion:
        yield _indented(glyphs.text(problem.suggestion), "try: ")
    yield Text()


def _indented(words: str, label: str) -> RenderableType:
    # The words hang beside the label, however many lines they take.
    return _Hanging(label, words)


@dataclass(frozen=True, slots=True)
class _Hanging:
    label: str
    words: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        indent = _GUTTER + len(self.label)
        lines = Text(self.words).wrap(console, max(options.max_width - indent, 20))
        for row, line in enumerate(lines):
            label = self.label if row == 0 else " " * len(self.label)
            yield Text.assemble(" " * _GUTTER, (label, DIM), line)


def _excerpt(place: Place, glyphs: Glyphs, width: int) -> Iterator[Text]:
    """The line, as much of it as there is room for, and carets under the offending text."""
    room = max(width - _GUTTER - 1, 20)
    line, column = glyphs.text(place.text.replace("\t", " ")), place.column - 1
    # A character may need several here: the degree sign without Unicode.
    before = len(glyphs.text(place.text[:column].replace("\t", " ")))
    length = max(len(glyphs.text(place.text[column : column + place.length].replace("\t", " "))), 1)
    if len(line) > room and before + length > room:
        cut = glyphs.text("…")
        start = max(before - _LEAD, 0)
        line, before = cut + line[start:], before - start + len(cut)
    if len(line) > room:
        cut = glyphs.text("…")
        line = line[: room - len(cut)] + cut
    length = max(min(length, room - before), 1)
    yield Text.assemble((f"{place.line:>{_GUTTER - 1}} ", DIM), line)
    yield Text.assemble(" " * (_GUTTER + before), ("^" * length, BAD))
