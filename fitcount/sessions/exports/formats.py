"""What a session can be written as; a further format is one entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fitcount.sessions.exports.document import Exported


@dataclass(frozen=True, slots=True)
class Format:
    """One of them."""

    module: str
    """Of this package; loaded when it is needed, as every command knows the names of the formats."""
    function: str
    """What makes a file's content of a sequence of `Exported`."""
    holds_traces: bool = False
    """Whether the traces can go with the sessions."""

    def content(self, sessions: Sequence[Exported]) -> bytes:
        """Content of the file. Raises UsageError if these sessions cannot be written so."""
        made: bytes = getattr(import_module(f"fitcount.sessions.exports.{self.module}"), self.function)(sessions)
        return made


FORMATS: Mapping[str, Format] = {
    "json": Format("document", "to_json", holds_traces=True),
    "csv": Format("csv_table", "to_csv_table"),
    "parquet": Format("parquet", "to_parquet"),
    "fit": Format("fit", "to_fit_activity"),
    "hevy": Format("hevy", "to_hevy"),
    "strong": Format("strong", "to_strong"),
}
"""By the name that `--format` takes."""
