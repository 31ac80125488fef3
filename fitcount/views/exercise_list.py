"""The list of exercises that can be counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BAD, BOLD, DIM


@dataclass(frozen=True, slots=True)
class ListedExercise:
    """What is said of one exercise."""

    name: str
    about: str
    standards: tuple[str, ...]
    default_standard: str
    own: bool
    """In the user's folder; else it ships."""
    hides: tuple[str, ...] = ()
    """Files of the same name that are not used."""
    problem: str = ""
    """Why its file cannot be used."""


def exercise_list(exercises: Sequence[ListedExercise], folder: str) -> RenderableType:
    """A row an exercise, in the order given; `folder` is where one's own lie."""
    return _List(exercises, folder)


@dataclass(frozen=True, slots=True)
class _List:
    exercises: Sequence[ListedExercise]
    folder: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs = console_glyphs(console)
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True, style=BOLD)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for exercise in self.exercises:
            table.add_row(exercise.name, "own" if exercise.own else "shipped", _said(exercise, glyphs))
        yield table
        yield Text()
        own = sum(exercise.own for exercise in self.exercises)
        yield Text(glyphs.text(f"{own or 'None'} of your own, in {self.folder}"), DIM)


def _said(exercise: ListedExercise, glyphs: Glyphs) -> Text:
    said = Text(glyphs.text(exercise.about))
    if exercise.standards:
        standards = (f"{name} (default)" if name == exercise.default_standard else name for name in exercise.standards)
        said.append(f" [{', '.join(standards)}]", DIM)
    if exercise.problem:
        said.append(glyphs.text(f"cannot be used: {exercise.problem}"), BAD)
    for path in exercise.hides:
        said.append(glyphs.text(f" hides {path}"), DIM)
    return said
