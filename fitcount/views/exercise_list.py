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
    """A row an exercise, one's own first; `folder` is where they lie."""
    return _List(exercises, folder)


@dataclass(frozen=True, slots=True)
class _List:
    exercises: Sequence[ListedExercise]
    folder: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs = console_glyphs(console)
        own = [exercise for exercise in self.exercises if exercise.own]
        shipped = [exercise for exercise in self.exercises if not exercise.own]
        width = max((len(exercise.name) for exercise in self.exercises), default=0)
        if own:
            yield Text.assemble(("Your own", BOLD), (glyphs.text(f"  in {self.folder}"), DIM))
            yield _rows(own, width, glyphs)
            yield Text()
            yield Text("Shipped", BOLD)
        yield _rows(shipped, width, glyphs)
        yield Text()
        yield Text(_LEGEND, DIM)
        if not own:
            yield Text(glyphs.text(f"None of your own, in {self.folder}"), DIM)


_LEGEND = "In brackets: what --standard chooses from, the default first."


def _rows(exercises: Sequence[ListedExercise], width: int, glyphs: Glyphs) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True, style=BOLD, min_width=width)
    table.add_column(overflow="fold")
    for exercise in exercises:
        table.add_row(exercise.name, _said(exercise, glyphs))
    return table


def _said(exercise: ListedExercise, glyphs: Glyphs) -> Text:
    said = Text(glyphs.text(exercise.about))
    # One alone is nothing to choose from.
    if len(exercise.standards) > 1:
        standards = sorted(exercise.standards, key=lambda name: name != exercise.default_standard)
        said.append(f" [{', '.join(standards)}]", DIM)
    if exercise.problem:
        said.append(glyphs.text(f"cannot be used: {exercise.problem}"), BAD)
    for path in exercise.hides:
        said.append(glyphs.text(f" hides {path}"), DIM)
    return said
