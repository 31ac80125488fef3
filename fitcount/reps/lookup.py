"""Where the file of an exercise lies: a path, the user's folder, the exercises that ship, in this order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fitcount.config import own_exercises, shipped

AUTO = "auto"
"""In the place of a name: whichever exercise is done."""
SUFFIXES = (".yaml", ".yml")
SEPARATORS = tuple(filter(None, (os.sep, os.altsep, "/")))


@dataclass(frozen=True, slots=True)
class Found:
    """The file that a name stands for."""

    name: str
    """As the file is called, without its ending."""
    path: Path
    own: bool
    """In the user's folder; else it ships."""
    hidden: tuple[Path, ...] = ()
    """Files of the same name that come later."""


def is_path(name: str) -> bool:
    """Whether this is a file's path, not an exercise's name."""
    return name.endswith(SUFFIXES) or any(separator in name for separator in SEPARATORS)


def found_exercises() -> Mapping[str, Found]:
    """By name, in the order of the alphabet, the file that wins."""
    found: dict[str, Found] = {}
    for path, own in _files():
        first = found.get(path.stem)
        found[path.stem] = (
            Found(path.stem, path, own)
            if first is None
            else Found(first.name, first.path, first.own, (*first.hidden, path))
        )
    return dict(sorted(found.items()))


def file_of(name: str) -> Found | None:
    """The file of a name, however it is spelt: Squat, "bicep curl", push-up; None if there is none."""
    found = found_exercises()
    exact = found.get(name)
    return exact or next((each for known, each in found.items() if plain(known) == plain(name)), None)


def plain(name: str) -> str:
    """A name without what people spell differently: "Push-Up" is pushup."""
    return re.sub(r"[\s_-]", "", name.casefold())


def _files() -> Iterator[tuple[Path, bool]]:
    for folder, own in ((own_exercises(), True), (shipped("exercises"), False)):
        try:
            files = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
        except OSError:
            continue  # there is no such folder, or it may not be looked into: `fitcount doctor` says so
        yield from ((path, own) for path in files)
