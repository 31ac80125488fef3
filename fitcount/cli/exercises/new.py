"""`fitcount exercises new`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fitcount.authoring.interview.questions import Answer


@click.command("new", short_help="Ask a few questions, and write an exercise from the answers.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE.yaml", help="Default: NAME.yaml, here.")
def new_exercise(output: Path | None) -> int:
    """Ask a few questions, and write the exercise that the answers describe.

    Each question has a usual answer, which Enter takes. Nothing is written before the last one; Ctrl-C leaves nothing.
    """
    from fitcount.authoring.drafting.saving import check_exercise_path, check_new, save  # noqa: PLC0415
    from fitcount.authoring.interview import interview  # noqa: PLC0415  (see count)
    from fitcount.reps.library import exercise_names, find_exercise  # noqa: PLC0415

    if output is not None:
        check_exercise_path(output)
        check_new(output)

    def path_of(name: str) -> Path:
        return Path(f"{name}.yaml") if output is None else output

    draft = interview(
        _ask,
        tuple(exercise_names()),
        find_exercise,
        lambda name: path_of(name) if path_of(name).exists() else None,
    )
    path = path_of(draft.name)
    check_new(path)
    save(draft, path)
    click.echo(f"Wrote {path}. Next:")
    click.echo(f"  fitcount exercises check {path}")
    click.echo(f"  fitcount count CLIP -e {path}")
    return 0


def _ask(question: str, usual: str, understood: Callable[[str], Answer]) -> Answer:
    """Ask until the answer will do; an answer that comes from a file, and will not, ends the questions.

    Raises UsageError then, and where the answers end before the questions do.
    """
    import sys  # noqa: PLC0415

    from fitcount.authoring.interview.questions import AnswerError  # noqa: PLC0415
    from fitcount.errors import UsageError  # noqa: PLC0415

    while True:
        try:
            said = input(f"{question}{f' [{usual}]' if usual else ''}: ")
        except EOFError:
            raise UsageError(f"the answers end at the question {question!r}: nothing was written") from None
        if not sys.stdin.isatty():
            click.echo()  # where nobody types, nobody ends the line
        try:
            return understood(said.strip() or usual)
        except AnswerError as wrong:
            if not sys.stdin.isatty():
                raise UsageError(f"{question}: {wrong}") from None
            click.echo(f"  {wrong}")
