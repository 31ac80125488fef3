"""A run whose session could not be kept: let what was counted not be lost with it."""

from __future__ import annotations

import shlex
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from fitcount.cli.options import Outputs
from fitcount.cli.warning import warn
from fitcount.errors import UsageError
from fitcount.pipeline import Outcome
from fitcount.sessions.files import check_writable


def trace_path(path: Path, number: int) -> Path:
    """Where the trace of a person goes: the first has the file that was named, the second FILE-2.npz."""
    return path if number == 1 else path.with_stem(f"{path.stem}-{number}")


def rescue(outcomes: Sequence[Outcome], outputs: Outputs, console: Console, *, traces_written: bool) -> None:
    """Write the traces elsewhere, from which `fitcount recount` makes the session: to a file that the person names.

    Where nobody is asked, a folder for temporary files has them. With --trace they are saved already.
    """
    if outputs.trace is not None and traces_written:
        _tell(outputs.trace)
        return
    path = _asked_for() if console.is_terminal and sys.stdin.isatty() else _temporary()
    if path is None:
        return
    try:
        for number, outcome in enumerate(outcomes, start=1):
            outcome.counting.recorder.save(trace_path(path, number), outcome.meta)
    except UsageError as error:
        warn(str(error))
    else:
        _tell(path)


def _tell(path: Path) -> None:
    warn(f"all that was seen is in {path}: {shlex.join(['fitcount', 'recount', str(path)])} keeps it")


def _asked_for() -> Path | None:
    """A file that can be written; None if the person does not want any."""
    while True:
        answer = click.prompt("Save it in which .npz file? (Enter: in none)", default="", show_default=False, err=True)
        if not answer:
            return None
        path = Path(answer).expanduser()
        try:
            check_writable(path)
        except UsageError as error:
            warn(str(error))
        else:
            return path


def _temporary() -> Path:
    return Path(tempfile.mkdtemp(prefix="fitcount-")) / "session.npz"
