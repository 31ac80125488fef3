"""What is said of an exercise that was learned."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from fitcount.types import Learned

MOST_TIMES = 12
"""So many times are told one by one."""


def lesson_summary(learned: Learned) -> RenderableType:
    """What was seen, what was written, and what to do next."""
    table = Table.grid(padding=(0, 2))
    for label, text in _rows(learned):
        # As text: a name in [brackets] is no markup.
        table.add_row(Text(f"  {label}"), Text(text))
    head = f"{learned.clip} shows {learned.repetitions}, at {_times(learned.peaks_s)} s."
    return Group(
        Text(f"{head} {learned.cut}".rstrip()), table, *(Text(line, overflow="fold") for line in _next(learned))
    )


def _times(times_s: tuple[float, ...]) -> str:
    times = [f"{t_s:.1f}" for t_s in times_s]
    return ", ".join(times if len(times) <= MOST_TIMES else [*times[: MOST_TIMES - 2], "...", times[-1]])


def _rows(learned: Learned) -> Iterator[tuple[str, str]]:
    yield "takes", f"{learned.took_s} s"
    yield "moves", learned.driver
    for number, need in enumerate(learned.needs):
        yield "" if number else "needs", need
    yield "seen from", learned.seen_from
    yield "same count", f"with {', '.join(learned.kept)}"
    if learned.lost:
        yield "another", f"with {', '.join(learned.lost)}: a clearer clip would teach more"


def _next(learned: Learned) -> Iterator[str]:
    if learned.single:
        yield "One repetition says little about how they differ: a clip of three or more would teach better limits."
    yield f"Wrote {learned.path}, and {learned.case} as its test. Next:"
    path, source = shlex.quote(learned.path), shlex.quote(learned.source)
    yield f"  fitcount {'recount' if learned.is_trace else 'count'} {source} -e {path}"
    yield f"  fitcount exercises check {path}"
    yield f"  fitcount exercises test {path}"
