"""Put a new exercise where its author wants it, with the recording that it came from beside it: both or neither."""

from __future__ import annotations

import re
from pathlib import Path

from fitcount.authoring.drafting.draft import AnyDraft
from fitcount.authoring.drafting.writing import to_yaml
from fitcount.errors import UsageError
from fitcount.reps.lookup import AUTO, plain
from fitcount.sessions.files import check_writable, write_whole
from fitcount.sessions.reduced_trace import to_bytes
from fitcount.sessions.trace import Trace
from fitcount.types import NONE

CASES = "cases"
"""Folder beside the exercise's file."""
SUFFIXES = (".yaml", ".yml")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def case_path(exercise: Path, name: str) -> Path:
    """Where the recording of an exercise lies."""
    return exercise.parent / CASES / f"{name}.npz"


def check_name(name: str) -> str:
    """The name, if an exercise may have it. Raises UsageError if not."""
    if plain(name) in (AUTO, NONE):
        raise UsageError(f"--name {name}: means whichever exercise, or none: choose another")
    if not _NAME.fullmatch(name):
        raise UsageError(f"--name {name!r}: needs small letters, digits and _, a letter first: side_lunge")
    return name


def name_from(path: Path) -> str:
    """A name for what a clip shows: side_lunge of "Side-Lunge 01.mp4".

    Raises UsageError if its file's name holds none.
    """
    words = re.sub(r"[^a-z0-9]+", "_", path.name.split(".")[0].lower()).strip("_")
    name = re.sub(r"(_\d+)+$", "", words)
    if not _NAME.fullmatch(name):
        raise UsageError(f"{path}: its name says nothing of what it shows: add --name side_lunge, say")
    return name


def check_new(*paths: Path) -> None:
    """Raise UsageError now, rather than after learning, if one of the files is there already or cannot be written."""
    for path in paths:
        if path.suffix in (*SUFFIXES, ".npz") and path.exists():
            raise UsageError(f"{path}: is there already, and is not overwritten: choose another name, or delete it")
        folder = path.parent
        if folder.name == CASES and not folder.exists():
            folder = folder.parent
        check_writable(folder / path.name)


def check_exercise_path(path: Path) -> None:
    """Raise UsageError if no exercise is found under such a name."""
    if path.suffix not in SUFFIXES:
        raise UsageError(f"{path}: an exercise's file ends in .yaml: name it {path.with_suffix('.yaml')}")


def save(draft: AnyDraft, path: Path, case: Trace | None = None) -> None:
    """Write the exercise's file, and its recording first. Raises UsageError, and leaves nothing, if either fails."""
    if case is None:
        write_whole(path, to_yaml(draft).encode())
        return
    recording = case_path(path, draft.name)
    made = not recording.parent.exists()
    try:
        recording.parent.mkdir(exist_ok=True)
        write_whole(recording, to_bytes(case))
        write_whole(path, to_yaml(draft).encode())
    except BaseException as error:
        recording.unlink(missing_ok=True)
        if made and recording.parent.is_dir():
            recording.parent.rmdir()
        if isinstance(error, OSError):
            raise UsageError(f"{recording}: cannot be written ({error.strerror}): choose another place") from error
        raise
