"""How something unsound is said: where in the file, what, why, and what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fitcount.reps.metrics import METRICS, Metric
from fitcount.reps.yaml_file import KeyPath, YamlFile
from fitcount.types import Problem
from fitcount.wording import listed

Found = Iterator[Problem]

UNITS = {"deg": "degrees", "m": "metres", "s": "seconds", "ratio": "of the reference length"}


@dataclass(frozen=True, slots=True)
class Findings:
    """Points at values of one file."""

    file: YamlFile

    def error(self, key_path: KeyPath, what: str, why: str = "", suggestion: str = "") -> Problem:
        """What makes the file unusable."""
        return Problem("error", self.file.place(key_path), f"{self.file.spoken(key_path)}: {what}", why, suggestion)

    def warning(self, key_path: KeyPath, what: str, why: str = "", suggestion: str = "") -> Problem:
        """What is hardly meant."""
        return Problem("warning", self.file.place(key_path), f"{self.file.spoken(key_path)}: {what}", why, suggestion)

    def warning_within(self, key_path: KeyPath, offset: int, length: int, what: str, suggestion: str = "") -> Problem:
        """What is hardly meant in a piece of a text, `offset` characters from its beginning."""
        node, exact = self.file.nearest(key_path)
        place = self.file.place(key_path)
        if exact and node is not None and isinstance(node.content, str):
            place = node.span.part(node.content, offset, length).place
        return Problem("warning", place, f"{self.file.spoken(key_path)}: {what}", "", suggestion)

    def is_written(self, key_path: KeyPath) -> bool:
        """Whether the file says anything there, or a default stands in."""
        return self.file.nearest(key_path)[1]

    def repeated_codes(self, key_path: KeyPath, codes: Sequence[str]) -> Found:
        """Each code of a list that an item before has."""
        for row, code in enumerate(codes):
            if code in codes[:row]:
                why = f"so has number {codes.index(code) + 1}, and nobody could tell which is meant"
                yield self.error((*key_path, row, "code"), f"{code} stands twice", why, "give each its own code")


def metric_of(name: str) -> Metric:
    """What is known of a metric."""
    return METRICS[name]


def shown(value: float, unit: str = "") -> str:
    """A number as a person would write it."""
    return f"{value:.4g}{'°' if unit == 'deg' else f' {unit}' if unit in ('m', 's') else ''}"


def instead(name: str, known: Sequence[str]) -> str:
    """What might be meant by a name that nothing has."""
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"there is {listed(known) or 'none'}"
